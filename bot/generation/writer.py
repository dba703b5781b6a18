"""The writer: one model with the words said to it. Every door to a model leads through here, and none of them raises."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from threading import Lock

from cachetools import TTLCache

from bot.answering.answer import Reply
from bot.generation import ideas
from bot.generation.errors import ModelError
from bot.generation.grounding import grounded
from bot.generation.model import ChatModel, load_model
from bot.generation.phrasing import Drafting, phrasable, phrased
from bot.generation.sources import fitting
from bot.generation.standalone import checked_question, standalone_messages
from bot.settings import Settings
from bot.verification.verify import Verifier
from corpus.model import Answer, Note, Status, Turn
from corpus.phrasing import Fallback
from corpus.results import Eligibility, Fit, OpenQuestion
from prompts.load import load_prompts
from retrieval.index import Index

LONG_IDEA = 400  # characters; a shorter description is its own summary
_REMEMBERED, _KEPT_S = 256, 3600.0  # replies, in memory only: a page that is reloaded or gone back to says the same
_MODEL = 0.9  # of the time; the rest is for the verification
_SHARE = 0.8  # of the time for an answer that a model may take at most
_NOT_REPHRASED = (
    "Diese Antwort steht so in den Dokumenten; umformuliert werden nur Antworten in Sätzen zu einem Bündnis."
)


class Writer:
    """Phrases answers, within `seconds` a request and `tokens` a call. Safe to share between threads."""

    def __init__(self, model: ChatModel, *, seconds: float, tokens: int) -> None:
        self.model = model
        self._prompts = load_prompts()
        self._seconds = seconds
        self._tokens = tokens
        self._lock = Lock()
        self._replies: TTLCache[str, str] = TTLCache(_REMEMBERED, _KEPT_S)
        self._verifier: tuple[Index, Verifier] | None = None

    def until(self) -> float:
        """The moment (time.monotonic) at which a request that begins now must have its model's words."""
        return time.monotonic() + _MODEL * self._seconds

    def wants(self, reply: Reply, history: Sequence[Turn]) -> bool:
        """True if the model will be asked about a reply."""
        refused = reply.answer.status is Status.NO_ANSWER and bool(history)
        return self.model.healthy and (refused or phrasable(reply))

    def phrase(self, index: Index, reply: Reply, *, until: float, wanted: bool = False) -> Answer:
        """The answer in the model's words, or as it was. `wanted` if somebody asked for a phrased one: then it is said why not."""
        if not phrasable(reply):
            note = Note(kind="mode", text=_NOT_REPHRASED)
            return replace(reply.answer, notes=(*reply.answer.notes, note)) if wanted else reply.answer
        said: dict[str, str] = {}

        def ask(messages: tuple[str, str]) -> str:
            key = _key(messages)
            said[key] = self._remembered(key) or self._ask(messages, until)
            return said[key]

        answer = phrased(index, reply, self._drafting(index, ask))
        if answer.mode == "generative":
            self._remember(said)
        return answer

    def remembered(self, index: Index, reply: Reply) -> Answer:
        """The answer in words that the model found earlier, else as it was. The model is not asked."""

        def ask(messages: tuple[str, str]) -> str:
            if text := self._remembered(_key(messages)):
                return text
            raise ModelError(Fallback.PAUSED)

        answer = phrased(index, reply, self._drafting(index, ask)) if phrasable(reply) else reply.answer
        return answer if answer.mode == "generative" else reply.answer

    def standalone(self, typed: str, history: Sequence[Turn], *, until: float) -> str | None:
        """A follow-up question so that it stands alone; None if the model finds no such words."""
        messages = standalone_messages(self._prompts["standalone_question"], typed, history)
        try:
            return checked_question(self._ask(messages, until), typed, history)
        except ModelError:
            return None

    def summarised(self, index: Index, idea: str, fit: Fit) -> Fit:
        """The result with a summary of a long description, if every sentence of it stands there."""
        if len(idea) < LONG_IDEA:
            return fit
        source = ideas.idea_source(idea)
        messages = ideas.summary_messages(self._prompts["idea_summary"], idea)
        key = _key(messages)
        try:
            reply = self._remembered(key) or self._ask(messages, self.until())
            drafts = ideas.summary_drafts(reply)
        except ModelError:
            return fit
        self._remember({key: reply})
        texts = {source.id: source}
        verified = self._checker(index).check_all(drafts, texts, question="")
        return replace(fit, idea_summary=ideas.summary_of([grounded(index, c, texts) for c in verified]))

    def hinted(self, idea: str, result: Eligibility) -> Eligibility:
        """The result with, at each open question, the words of the description that may answer it."""
        questions = result.open_questions
        keys = {q.criterion_id: _key((idea, q.text)) for q in questions}
        # each answer to a question brings the next check: only what is new is asked for
        new = [q for q in questions if self._remembered(keys[q.criterion_id]) is None]
        try:
            found = self._slots(idea, new) if new else {}
        except ModelError:
            return result
        self._remember({keys[id]: words for id, words in found.items()})
        hinted = tuple(replace(q, hint=self._remembered(keys[q.criterion_id]) or "") for q in questions)
        return replace(result, open_questions=hinted)

    def _slots(self, idea: str, questions: Sequence[OpenQuestion]) -> dict[str, str]:
        """For every question the words of the description, "" where there are none."""
        reply = self._ask(ideas.slot_messages(self._prompts["slot_extraction"], idea, questions), self.until())
        found: Mapping[str, str] = ideas.slots_of(reply, idea, questions)
        return {q.criterion_id: found.get(q.criterion_id, "") for q in questions}

    def check(self) -> None:
        """Ask the model whether it is there. Raises ModelError if no words come back."""
        self.model.reply(self._prompts["health_check"].messages(), seconds=self._seconds)

    def close(self) -> None:
        """Let go of the model's connections."""
        self.model.close()

    def _ask(self, messages: tuple[str, str], until: float) -> str:
        return self.model.reply(fitting(messages, budget=self._tokens), seconds=until - time.monotonic())

    def _remembered(self, key: str) -> str | None:
        with self._lock:
            text: str | None = self._replies.get(key)
        return text

    def _remember(self, replies: Mapping[str, str]) -> None:
        with self._lock:
            self._replies.update(replies)

    def _drafting(self, index: Index, ask: Callable[[tuple[str, str]], str]) -> Drafting:
        return Drafting(
            prompt=self._prompts["answer"],
            model=self.model.name,
            ask=ask,
            verifier=self._checker(index),
            budget=self._tokens,
        )

    def _checker(self, index: Index) -> Verifier:
        """What checks sentences, made anew when the index is another one."""
        current = self._verifier
        if current is None or current[0] is not index:
            current = self._verifier = index, Verifier(index)
        return current[1]


def load_writer(settings: Settings) -> Writer:
    """The writer of the settings. Raises UsageError if the model cannot be set up, PromptError for a bad prompt."""
    return Writer(
        load_model(settings, load_prompts()["health_check"]),
        seconds=min(settings.llm_timeout_s, _SHARE * settings.answer_timeout_s),
        tokens=settings.llm_context_tokens - settings.llm_max_tokens,
    )


def _key(messages: tuple[str, str]) -> str:
    return hashlib.sha256("\0".join(messages).encode()).hexdigest()
