"""The assistant: holds the loaded index and answers. Everything that people see goes through here."""

from __future__ import annotations

import logging
import threading
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.answer import Reply, answer_question
from bot.api.validation import APPLICANT_LENGTH, IDEA_LENGTH
from bot.eligibility.check import check_eligibility
from bot.eligibility.region import alliances_of
from bot.fit.fit import FieldMatcher
from bot.metrics import Metrics
from bot.onboarding.alliances import find_alliance
from bot.onboarding.build import onboarding
from corpus.errors import NotFoundError, StoreError, UsageError
from corpus.model import Answer, Hit, IndexedDocument, IndexInfo, Kind, Note, Passage, Programme, Status, Turn
from corpus.results import Eligibility, Fit, Onboarding
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.rerankers import Reranker
from retrieval.scope import Scope
from retrieval.store import current_number, open_current, original_path

if TYPE_CHECKING:
    from bot.generation.writer import Writer

MAX_QUESTION = 2000
MAX_RESULTS = 100
MODES = ("auto", "extractive", "generative")
_NO_MODEL = Note(kind="mode", text="Ein Sprachmodell ist nicht eingerichtet; die Antwort ist wörtlich zitiert.")
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Step:
    """An answer on its way: `final` is false while a model is still to phrase it."""

    answer: Answer
    final: bool


class Assistant:
    """Answers from the index in `data`. Requests under way keep theirs when a new one comes, looked for every `poll_s`.

    With a `writer`, a language model may phrase what the documents say. `metrics` counts what was answered.
    """

    def __init__(
        self,
        data: Path,
        embedder: Embedder,
        *,
        writer: Writer | None = None,
        reranker: Reranker | None = None,
        poll_s: float = 2.0,
    ) -> None:
        self.metrics = Metrics(healthy=(lambda: writer.model.healthy) if writer else None)
        self._data = data
        self._embedder = embedder
        self._writer = writer
        self._reranker = reranker
        self._poll_s = poll_s
        self._index: Index | None = None
        self._matcher: FieldMatcher | None = None
        self._loaded: tuple[int, int] | None = None
        self._failure = "", ""
        self._checked = 0.0
        self._lock = threading.Lock()
        self._load()

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        alliance: str | None = None,
        as_of: date | None = None,
        mode: str = "auto",
        explain: bool = False,
    ) -> Answer:
        """Answer a question. Raises UsageError for an unusable question or mode, NotFoundError for an alliance.

        In mode `extractive` no model is asked; otherwise one is, if it is set up and answers.
        """
        steps = self.ask_in_steps(question, history=history, alliance=alliance, as_of=as_of, mode=mode, explain=explain)
        return next(step.answer for step in steps if step.final)

    def ask_in_steps(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        alliance: str | None = None,
        as_of: date | None = None,
        mode: str = "auto",
        explain: bool = False,
    ) -> Iterator[Step]:
        """As `ask`; where a model is asked, what the documents answer comes first, as a step that is not final."""
        writer = self._writer if mode != "extractive" else None
        until = writer.until() if writer else 0.0
        index = self._current()
        scope = _asked_scope(index, alliance, as_of, mode)
        reply = answer_question(
            index, checked_question(question), history=history, scope=scope, info=_info(index), explain=explain
        )
        answer = reply.answer
        if writer:
            if writer.wants(reply, history):
                yield Step(answer=answer, final=False)
            if history and answer.status is Status.NO_ANSWER:
                reply = self._reworded(writer, index, reply, history, scope=scope, explain=explain, until=until)
            answer = writer.phrase(index, reply, until=until, wanted=mode == "generative")
        elif mode == "generative":
            answer = replace(answer, notes=(*answer.notes, _NO_MODEL))
        self.metrics.observe(answer)
        yield Step(answer=answer, final=True)

    def ask_again(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        alliance: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Answer, Answer]:
        """An earlier question of a conversation: its quoted answer, and what was shown if that is remembered. Asks no model."""
        index = self._current()
        scope = _asked_scope(index, alliance, as_of, "auto")
        reply = answer_question(index, checked_question(question), history=history, scope=scope, info=_info(index))
        return reply.answer, self._writer.remembered(index, reply) if self._writer else reply.answer

    def _reworded(
        self,
        writer: Writer,
        index: Index,
        refused: Reply,
        history: Sequence[Turn],
        *,
        scope: Scope,
        explain: bool,
        until: float,
    ) -> Reply:
        """The reply to a follow-up as the model words it, if the documents answer that; else the refusal as it was."""
        text = writer.standalone(refused.question.typed, history, until=until)
        if text is None or text == refused.answer.standalone_question:
            return refused
        other = answer_question(index, text, history=(), scope=scope, info=_info(index), explain=explain)
        return other if other.answer.status is Status.ANSWERED else refused

    @property
    def model(self) -> str | None:
        """The name of the language model that phrases answers, None without one."""
        return self._writer.model.name if self._writer else None

    def check_request(self, question: str, *, alliance: str | None = None, mode: str = "auto") -> IndexInfo:
        """Raises what `ask` would raise before it searches, and tells which index it would ask."""
        index = self._current()
        checked_question(question)
        _asked_scope(index, alliance, None, mode)
        return _info(index)

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        alliance: str | None = None,
        kind: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Hit, ...]:
        """The k best passages, best first."""
        index = self._current()
        if not 1 <= k <= MAX_RESULTS:
            raise UsageError(f"k = {k} ist nicht möglich.", remedy=f"Erlaubt sind 1 bis {MAX_RESULTS} Treffer.")
        return index.search(checked_question(query), k=k, scope=_scope(index, alliance, kind, as_of)).hits

    def fit(self, idea: str, *, alliance: str, mode: str = "auto") -> Fit:
        """Place an idea in the strategy of an alliance. UsageError for an unusable idea or mode, NotFoundError for an alliance."""
        index = self._current()
        _check_mode(mode)
        text = checked_text(idea, "Die Idee", IDEA_LENGTH)
        result = self._fields(index).fit(find_alliance(alliance, _alliances(index)), text, _info(index))
        return self._writer.summarised(index, text, result) if self._writer and mode != "extractive" else result

    def check(
        self,
        idea: str,
        *,
        alliance: str,
        applicant: str = "",
        answers: Mapping[str, str] | None = None,
        mode: str = "auto",
    ) -> Eligibility:
        """Check an idea against the conditions of funding. Raises as `fit`, and UsageError for an answer to no question."""
        index = self._current()
        _check_mode(mode)
        text = checked_text(idea, "Die Idee", IDEA_LENGTH)
        who = checked_text(applicant, "Der Antragsteller", APPLICANT_LENGTH) if applicant.strip() else ""
        programme = find_alliance(alliance, _alliances(index))
        matcher, info = self._fields(index), _info(index)
        fit = (matcher.fit if programme.action_fields else matcher.subject)(programme, text, info)
        result = check_eligibility(
            index, programme, idea=text, applicant=who, answers=answers or {}, fit=fit, info=info
        )
        return self._writer.hinted(text, result) if self._writer and mode != "extractive" else result

    def alliances_of(self, idea: str, *, applicant: str = "") -> tuple[Programme, ...]:
        """The alliances that an idea is about, by their names and the places in it; several if that does not decide."""
        return alliances_of(idea, applicant, self.alliances())

    def documents(self) -> tuple[IndexedDocument, ...]:
        """Every document of the index, also refused files."""
        return self._current().generation.documents

    def document(self, document_id: str) -> IndexedDocument:
        """One document; NotFoundError if it is not in the index."""
        for entry in self.documents():
            if entry.document.id == document_id:
                return entry
        raise NotFoundError(
            f"Das Dokument „{document_id}“ ist nicht im Index.", remedy="Alle Dokumente stehen unter /dokumente."
        )

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document in reading order."""
        self.document(document_id)
        return tuple(p for p in self._current().passages if p.document_id == document_id)

    def passage(self, passage_id: str) -> Passage:
        """One passage; NotFoundError if it is not in the index."""
        passage = self._current().by_id.get(passage_id)
        if passage is not None:
            return passage
        raise NotFoundError(
            f"Die Textstelle „{passage_id}“ ist nicht im Index.",
            remedy="Der Index wurde vielleicht neu aufgebaut. Stellen Sie die Frage noch einmal.",
        )

    def original(self, document_id: str) -> Path | None:
        """The ingested file of a document, None if it was not kept or is no longer what was ingested."""
        entry = self.document(document_id)
        try:
            return original_path(self._data, entry.file_hash, Path(entry.document.file).suffix.lower())
        except StoreError as error:
            # the wording is in the index all the same: pages go without the link
            logger.warning("Datei zu „%s“ nicht brauchbar: %s", document_id, error)
            return None

    def alliances(self) -> tuple[Programme, ...]:
        """The alliances that the index knows: those with a programme file, then those only named in the manifest."""
        return _alliances(self._current())

    def alliance(self, name: str) -> Programme:
        """One alliance by any of its names; NotFoundError if there is none."""
        return find_alliance(name, self.alliances())

    def onboarding(self, alliance: str) -> Onboarding:
        """The guided reading for new members; NotFoundError if no alliance goes by this name."""
        index = self._current()
        return onboarding(index, find_alliance(alliance, _alliances(index)), _info(index))

    def info(self) -> IndexInfo:
        """Which index answers; StoreError if none is loaded."""
        return _info(self._current())

    def _fields(self, index: Index) -> FieldMatcher:
        """What places ideas, made anew when the index is another one."""
        matcher = self._matcher
        if matcher is None or matcher.index is not index:
            matcher = self._matcher = FieldMatcher(index)
        return matcher

    def _current(self) -> Index:
        if time.monotonic() - self._checked >= self._poll_s:
            self._load()
        index = self._index
        if index is None:
            message, remedy = self._failure
            raise StoreError(message, remedy=remedy)
        return index

    def _load(self) -> None:
        """Open the generation in force if it is another one. A bad new one leaves the loaded one in service."""
        if not self._lock.acquire(blocking=self._index is None):
            return  # somebody else is at it; nobody waits while there is an index to answer from
        try:
            self._checked = time.monotonic()
            found = _in_force(self._data)
            if self._index is not None and found in (None, self._loaded):
                return
            try:
                generation = open_current(self._data, passport=self._embedder.passport)
                self._index = Index(generation, self._embedder, reranker=self._reranker)
                self._loaded = found
            except StoreError as error:
                self._failure = error.message, error.remedy
                if self._index is not None:
                    logger.warning("Der neue Index ist nicht brauchbar, der bisherige bleibt: %s", error)
        finally:
            self._lock.release()


def _in_force(data: Path) -> tuple[int, int] | None:
    """Number and time of the generation in force; the time tells a rebuilt DATA, whose numbers start again."""
    number = current_number(data)
    try:
        return None if number is None else (number, (data / "CURRENT").stat().st_mtime_ns)
    except OSError:
        return None


def checked_question(question: str) -> str:
    """The question on one line; UsageError if there is nothing to search for in it."""
    return " ".join(checked_text(question, "Die Frage", MAX_QUESTION).split())


def checked_text(text: str, what: str, longest: int) -> str:
    """The text without surrounding blanks; UsageError if it is empty, too long or no ordinary text."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r" for c in text):
        raise UsageError(f"{what} enthält Steuerzeichen.", remedy="Geben Sie gewöhnlichen Text ein.")
    if not any(c.isalnum() for c in text):
        raise UsageError(f"{what} ist leer.", remedy="Schreiben Sie in ganzen Worten, worum es geht.")
    if len(text.strip()) > longest:
        raise UsageError(
            f"{what} ist mit {len(text.strip())} Zeichen zu lang.", remedy=f"Erlaubt sind {longest} Zeichen."
        )
    return text.strip()


def _check_mode(mode: str) -> None:
    if mode not in MODES:
        raise UsageError(f"Den Modus „{mode}“ gibt es nicht.", remedy=f"Möglich sind: {', '.join(MODES)}.")


def _asked_scope(index: Index, alliance: str | None, as_of: date | None, mode: str) -> Scope:
    _check_mode(mode)
    return _scope(index, alliance, None, as_of)


def _scope(index: Index, alliance: str | None, kind: str | None, as_of: date | None) -> Scope:
    slugs = {p.alliance for p in index.generation.programmes} | {
        d.alliance for d in index.documents.values() if d.alliance
    }
    if alliance is not None and alliance not in slugs:
        raise NotFoundError(
            f"Das Bündnis „{alliance}“ ist nicht bekannt.",
            remedy=f"Im Index sind: {', '.join(sorted(slugs)) or 'keine'}.",
        )
    if kind is not None and kind not in set(Kind):
        raise UsageError(f"Die Dokumentart „{kind}“ gibt es nicht.", remedy=f"Möglich sind: {', '.join(Kind)}.")
    return Scope(alliance=alliance, kind=kind, as_of=as_of)


def _alliances(index: Index) -> tuple[Programme, ...]:
    known = {p.alliance: p for p in index.generation.programmes}
    slugs = dict.fromkeys([*known, *(d.alliance for d in index.documents.values() if d.alliance)])
    return tuple(known.get(slug) or Programme(alliance=slug, name=_name(slug)) for slug in slugs)


def _info(index: Index) -> IndexInfo:
    searched = {p.document_id for p in index.passages}
    return IndexInfo(generation=index.generation.number, documents=len(searched), built=index.generation.built)


def _name(slug: str) -> str:
    return "-".join(word.capitalize() for word in slug.split("-"))
