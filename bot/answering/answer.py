"""One question from start to finish: understand, search, judge the evidence, compose, refuse or ask back."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.explain import explanation
from bot.answering.finding import Finding, find
from bot.answering.notes import notes
from bot.answering.quotes import Quote, cite, stretch
from bot.answering.refusal import contact, refusal, suggestions
from bot.answering.scopes import Apart, apart, clarification
from bot.understanding.english import lead_sentence
from bot.understanding.understand import read_parts, understand
from bot.web.german import in_quotes
from corpus.model import Answer, IndexInfo, Note, Question, Status, Turn, UnitKind
from retrieval.index import Index
from retrieval.scope import Scope

_OFFERED = 3  # questions instead of a refused one


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer with what it was made of: the question as understood, its quotes, and our own words before the first of them."""

    answer: Answer
    question: Question
    quotes: tuple[Quote, ...] = ()
    lead: str = ""


def answer_question(
    index: Index,
    typed: str,
    *,
    history: Sequence[Turn],
    scope: Scope,
    info: IndexInfo,
    explain: bool = False,
) -> Reply:
    """The answer with its citations, `clarify` where two readings answer differently, `no_answer` where nothing does."""
    started = time.perf_counter()
    question = understand(index, typed, history)
    if question.as_of and scope.as_of is None:
        scope = replace(scope, as_of=question.as_of)
    today = scope.as_of or date.today()
    findings = [find(index, part, scope=scope, today=today) for part in read_parts(index, question)]
    if question.as_of and not any(f.quotes for f in findings):
        # no document of that time answers; a later one may tell of it
        later = replace(question, years=(str(question.as_of.year),), as_of=None)
        findings, today = [find(index, later, scope=replace(scope, as_of=None), today=date.today())], date.today()
    split = apart(index, question, findings[0], scope=scope, today=today) if len(findings) == 1 else Apart()
    ended = time.perf_counter()
    base = Answer(
        status=Status.NO_ANSWER,
        answer="",
        citations=(),
        standalone_question=question.text,
        mode="extractive",
        index=info,
        confidence=max(f.confidence for f in (*findings, *split.findings)),
        timings_ms=_timings(started, ended, [*findings, *split.findings]),
        explanation=explanation(question, scope, [*findings, *split.findings]) if explain else None,
    )
    if split.clarify:
        text, choices = clarification(index, question, split)
        asked_back = replace(base, status=Status.CLARIFY, answer=text, suggestions=choices)
        return Reply(answer=asked_back, question=question)
    quotes = split.quotes or _unique([q for f in findings for q in f.quotes])
    if not quotes:
        first, hits = findings[0], findings[0].found.hits
        offers = _offers(index, suggestions(hits), typed=typed, scope=scope, today=today)
        refused = replace(
            base,
            answer=refusal(question, hits, first.failed, related=first.related),
            suggestions=tuple(offers),
            timings_ms=_timings(started, time.perf_counter(), [*findings, *split.findings, *offers.values()]),
            contact=contact(index, question, scope, hits),
        )
        return Reply(answer=refused, question=question)
    text, citations = cite(quotes)
    opening = f"{lead_sentence(question.asks)}\n\n" if question.english else ""
    ranked = next((f.ranked for f in findings if f.quotes), ())
    missing = [] if split.quotes else [f for f in findings if not f.quotes]
    remarks = (
        *notes(index, question, citations, ranked, today),
        *(Note(kind="scope", text=f"Zu {in_quotes(f.question.text)} sagen die Dokumente nichts.") for f in missing),
        *(Note(kind="scope", text=f"Zu {in_quotes(name)} sagen die Dokumente dazu nichts.") for name in split.silent),
    )
    answered = replace(base, status=Status.ANSWERED, answer=opening + text, citations=citations, notes=remarks)
    return Reply(answer=answered, question=question, quotes=tuple(quotes), lead=opening + quotes[0].lead)


def _offers(index: Index, offered: Sequence[str], *, typed: str, scope: Scope, today: date) -> dict[str, Finding]:
    """Of the questions offered instead of a refused one, those that would not be refused as well, with what they find."""
    found: dict[str, Finding] = {}
    for text in offered:
        finding = find(index, understand(index, text, ()), scope=scope, today=today)
        if finding.quotes and text != typed:
            found[text] = finding
        if len(found) == _OFFERED:
            break
    return found


def _unique(quotes: Sequence[Quote]) -> list[Quote]:
    """Each sentence once: two parts of a question may be answered by the same ones."""
    kept: list[Quote] = []
    for quote in quotes:
        said = {n for q in kept if q.hit.passage.id == quote.hit.passage.id for n in q.units}
        new = [n for n in quote.units if n not in said]
        if len(new) == len(quote.units):
            kept.append(quote)
        elif new and all(quote.hit.passage.units[n].kind is UnitKind.SENTENCE for n in new):
            kept += [stretch(quote.hit, (n,)) for n in new]
    return kept


def _timings(started: float, ended: float, findings: Sequence[Finding]) -> dict[str, float]:
    total = (ended - started) * 1000
    embed = sum(f.found.embed_ms for f in findings)
    search = sum(f.found.search_ms for f in findings)
    parts = {"embed": embed, "retrieve": search, "answer": total - embed - search, "total": total}
    return {name: round(ms, 3) for name, ms in parts.items()}
