"""Remarks beside an answer: no longer in force, years older than the strategy, other figures elsewhere, how a word was read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.judge import Candidate
from bot.understanding.forms import FIGURES
from bot.web.german import KINDS, format_issued, in_quotes, shortened
from corpus.dates import first_day
from corpus.model import Citation, Document, Kind, Note, Question
from retrieval.index import Index
from retrieval.scope import is_outdated

_YEARS_NEWER = 3
_RIVAL = 1.0  # score: another statement must be nearly as good an answer to count as a conflict
_MAX_QUOTE = 220  # characters


def notes(index: Index, question: Question, citations: Sequence[Citation], ranked: Sequence[Candidate], today: date) -> tuple[Note, ...]:  # fmt: skip
    """All remarks on an answer."""
    found = [*_age(index, citations, today), *_conflicts(index, question, citations, ranked, today)]
    if question.corrections:
        meant = ", ".join(f"{in_quotes(typed)} als {in_quotes(right)}" for typed, right in question.corrections)
        found.append(Note(kind="spelling", text=f"Verstanden: {meant}."))
    return tuple(found)


def _age(index: Index, citations: Sequence[Citation], today: date) -> list[Note]:
    documents = tuple(index.documents.values())
    result = []
    for document in [index.documents[i] for i in dict.fromkeys(c.document_id for c in citations)]:
        if is_outdated(document, documents, today):
            text = f"{in_quotes(document.title)} gilt nicht mehr. Stand: {format_issued(document.issued)}."
            result.append(Note(kind="outdated", text=text))
        elif newer := newer_strategy(document, documents, today):
            text = f"Stand dieser Angabe: {format_issued(document.issued)}. Neuer ist {in_quotes(newer.title)} ({format_issued(newer.issued)})."
            result.append(Note(kind="age", text=text))
    return result


def newer_strategy(document: Document, others: Sequence[Document], today: date) -> Document | None:
    """A strategy of the same alliance that is years newer than the document and already out."""
    return next(
        (
            other
            for other in others
            if other.kind is Kind.STRATEGIE
            and other.alliance == document.alliance is not None
            and first_day(other.issued) <= today
            and (first_day(other.issued) - first_day(document.issued)).days > _YEARS_NEWER * 365
        ),
        None,
    )


def _conflicts(
    index: Index, question: Question, citations: Sequence[Citation], ranked: Sequence[Candidate], today: date
) -> list[Note]:
    """Other figures that other documents give for the same question, newest in force first."""
    if question.asks not in FIGURES or not citations or not ranked:
        return []
    cited, documents = citations[0], tuple(index.documents.values())
    said = _figures(cited.quote)
    rivals: dict[str, Candidate] = {}
    for c in ranked:
        document = c.hit.document
        same_scope = document.alliance == cited.alliance
        if document.id == cited.document_id or not same_scope or document.id in rivals:
            continue
        close = ranked[0].score - c.score <= _RIVAL and c.feature("has_form") > 0
        if close and _figures(c.text) and not _figures(c.text) & said:
            rivals[document.id] = c
    order = sorted(rivals.values(), key=lambda c: (is_outdated(c.hit.document, documents, today), -first_day(c.hit.document.issued).toordinal()))  # fmt: skip
    result = []
    for c in order[:2]:
        document = c.hit.document
        text = f"Eine andere Angabe steht in {in_quotes(document.title)} ({KINDS[document.kind]}, Stand: {format_issued(document.issued)}): {in_quotes(shortened(c.text, _MAX_QUOTE))}"
        result.append(Note(kind="conflict", text=text))
    return result


def _figures(text: str) -> set[str]:
    """The figures of a text without years and list numbers."""
    return {f for f in re.findall(r"\d[\d.]*(?:,\d+)?", text) if not re.fullmatch(r"(?:19|20)\d\d", f.rstrip("."))}
