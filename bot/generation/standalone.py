"""A follow-up question in the model's words, made only of words that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.generation.errors import ModelError
from corpus.model import Turn
from corpus.phrasing import Fallback
from prompts.fence import fence
from prompts.load import Prompt
from retrieval.analysis import STOP_WORDS, stem, words

_LONGEST = 300  # characters
_TURNS = 4  # earlier ones are seldom meant, and cost tokens
_PLAIN = re.compile(r"[\w\s.,;:?!()„“”\"'’%€§/&+–-]+")


def standalone_messages(prompt: Prompt, typed: str, history: Sequence[Turn]) -> tuple[str, str]:
    """System and user message for a question that follows on the last turns."""
    turns = "\n".join(f"{fence('frage', t.question)}\n{fence('antwort', t.answer)}" for t in history[-_TURNS:])
    return prompt.messages(history=f"<verlauf>\n{turns}\n</verlauf>", question=fence("frage", typed))


def checked_question(reply: str, typed: str, history: Sequence[Turn]) -> str:
    """The rewritten question. Raises ModelError if it has words that nobody said, or lacks words of the typed one."""
    text = " ".join(reply.strip().strip('„“"').split())
    if "\n" in reply.strip() or not text or len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        raise ModelError(Fallback.MALFORMED)
    said = " ".join([typed, *(f"{t.question} {t.answer}" for t in history[-_TURNS:])])
    ours, known = _stems(text), _stems(said)
    if not ours <= known or not _stems(typed) <= ours:
        raise ModelError(Fallback.UNSUPPORTED)
    return text


def _stems(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word not in STOP_WORDS}
