"""One question from start to finish: search, judge the evidence, compose or refuse."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

from bot.answering.compose import MIN_CONFIDENCE, choose, cite
from bot.answering.evidence import candidates, confidence, speaks_of
from bot.answering.question import expectation
from bot.web.german import format_issued
from corpus.dates import first_day
from corpus.model import Answer, Citation, Contact, Document, Hit, IndexInfo, Kind, Note, Programme, Status, Turn
from retrieval.index import Index
from retrieval.scope import Scope, is_outdated, mentioned_alliances

NOTHING = "Dazu sagen die durchsuchten Dokumente nichts, worauf sich eine Antwort stützen ließe."
_PASSAGES = 8
_YEARS_NEWER = 3


def answer_question(
    index: Index, question: str, *, history: Sequence[Turn], scope: Scope, info: IndexInfo, mode: str
) -> Answer:
    """The answer with its citations; `no_answer` where the evidence is too weak. `history` is not used yet."""
    today = scope.as_of or date.today()
    started = time.perf_counter()
    found = index.search(question, k=_PASSAGES, scope=scope)
    searched = time.perf_counter()
    expected = expectation(question)
    ranked = candidates(index, found, expected, today=today)
    sure = confidence(index, found, ranked, expected).value >= MIN_CONFIDENCE and speaks_of(question, ranked)
    text, citations = cite(choose(ranked, expected, found.terms, index.lexical.vocabulary)) if sure else (NOTHING, ())
    ended = time.perf_counter()
    return Answer(
        status=Status.ANSWERED if citations else Status.NO_ANSWER,
        answer=text,
        citations=citations,
        standalone_question=found.query,
        mode="extractive",
        index=info,
        notes=(*_notes(index, citations, found.corrections, today), *_mode_notes(mode)),
        suggestions=() if citations else _suggestions(found.hits),
        contact=None if citations else _contact(index, question, scope),
        timings_ms={
            "embed": round(found.embed_ms, 3),
            "retrieve": round((searched - started) * 1000 - found.embed_ms, 3),
            "answer": round((ended - searched) * 1000, 3),
            "total": round((ended - started) * 1000, 3),
        },
    )


def _notes(
    index: Index, citations: Sequence[Citation], corrections: Sequence[tuple[str, str]], today: date
) -> tuple[Note, ...]:
    notes = []
    documents = tuple(index.documents.values())
    for document in _cited(index, citations):
        if is_outdated(document, documents, today):
            notes.append(
                Note(
                    kind="outdated",
                    text=f"„{document.title}“ gilt nicht mehr. Stand: {format_issued(document.issued)}.",
                )
            )
        elif newer := _newer_strategy(document, documents, today):
            notes.append(
                Note(
                    kind="age",
                    text=f"Stand dieser Angabe: {format_issued(document.issued)}. Neuer ist „{newer.title}“ ({format_issued(newer.issued)}).",
                )
            )
    if corrections:
        meant = ", ".join(f"„{typed}“ als „{right}“" for typed, right in corrections)
        notes.append(Note(kind="spelling", text=f"Verstanden: {meant}."))
    return tuple(notes)


def _mode_notes(mode: str) -> tuple[Note, ...]:
    wanted = "Ein Sprachmodell ist nicht eingerichtet; die Antwort ist wörtlich zitiert."
    return (Note(kind="mode", text=wanted),) if mode == "generative" else ()


def _newer_strategy(document: Document, others: Sequence[Document], today: date) -> Document | None:
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


def _cited(index: Index, citations: Sequence[Citation]) -> list[Document]:
    return [index.documents[i] for i in dict.fromkeys(c.document_id for c in citations)]


def _suggestions(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Questions about what is there: the sections that came closest."""
    titles = dict.fromkeys(hit.passage.section[-1].rstrip(":. ") for hit in hits[:5] if hit.passage.section)
    return tuple(f"Was sagen die Dokumente zu „{title}“?" for title in list(titles)[:3])


def _contact(index: Index, question: str, scope: Scope) -> Contact | None:
    programmes: Sequence[Programme] = index.generation.programmes
    named = (scope.alliance,) if scope.alliance else mentioned_alliances(question, programmes)
    return next((p.contact for p in programmes if p.alliance in named and p.contact), None)
