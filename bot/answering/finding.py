"""What is found for one question: the search, the judged units, the checks, and the quotes if the evidence answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.abbreviations import written_out
from bot.answering.checks import check_alliance, check_evidence, failed
from bot.answering.compose import choose
from bot.answering.contacts import programme_contact
from bot.answering.features import Field
from bot.answering.judge import Candidate, Model, answer_features, candidates, load_model, probability
from bot.answering.notes import newer_strategy
from bot.answering.quotes import Quote
from bot.answering.rows import table_quote
from bot.answering.tables import TableAnswer, ask_tables
from bot.answering.yesno import plain_answer
from bot.web.german import in_quotes
from corpus.model import Check, Hit, Programme, Question
from retrieval.index import Found, Index
from retrieval.scope import Scope, is_outdated

_DEPTH = 25  # passages: a table is found by its words less well than a sentence
_REACH = 3.0  # score: how far below the best unit one that passes the checks may stand
_SURE = 0.95  # a written-out abbreviation
_STALE = 1.5  # score
_PAST = re.compile(
    r"\b(?:damals|früher\w*|bisher\w*|ursprünglich\w*|einst|war|waren|wurde|wurden|hatte|hatten|wollte|sollte|ehemals|vorher|alte[nrms]?|erste[nrms]?|gegründet|gestartet|was|were|had|did|former\w*|past)\b",
    re.I,
)
_SAYS_SO = 1.0
_RELATED = 0.5  # share of the threshold from which the closest passage is worth naming


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The result for one question; without quotes it is not answered, and `failed` says which check refused."""

    question: Question
    found: Found
    ranked: tuple[Candidate, ...]
    checks: tuple[Check, ...]
    confidence: float
    quotes: tuple[Quote, ...]
    table: TableAnswer | None = None
    related: bool = True  # the best passage is about the topic

    @property
    def judged(self) -> bool:
        """True if the probability decided; a table or a written-out abbreviation decides by itself."""
        return any(check.name == "confidence" for check in self.checks)

    @property
    def failed(self) -> Check | None:
        return failed(self.checks)


@dataclass(frozen=True, kw_only=True)
class _Inquiry:
    """What every stage of one question needs."""

    index: Index
    question: Question
    scope: Scope
    today: date
    model: Model
    found: Found

    @property
    def programmes(self) -> Sequence[Programme]:
        return self.index.generation.programmes

    @property
    def alliance(self) -> str | None:
        """The alliance that is asked about, if it is one."""
        named = self.question.alliances
        return self.scope.alliance or (named[0] if len(named) == 1 else None)

    def admits(self, hit: Hit) -> bool:
        """False if a passage is about another alliance than the one asked about."""
        return self.alliance is None or check_alliance(self.alliance, hit, "", self.programmes).passed

    def checks(self, best: Candidate, text: str) -> tuple[Check, ...]:
        return check_evidence(
            self.question, best, text, today=self.today, programmes=self.programmes, alliance=self.alliance
        )


def find(index: Index, question: Question, *, scope: Scope, today: date, model: Model | None = None) -> Finding:
    """Search, judge and compose. The scope's alliance is that of the question if it names just one by name."""
    scope = narrowed(scope, question)
    found = index.search(question.text, k=_DEPTH, scope=scope)
    if not found.hits:
        nothing = Check(name="scope", passed=False, text="Im gewählten Ausschnitt gibt es kein Dokument.")
        return Finding(question=question, found=found, ranked=(), checks=(nothing,), confidence=0.0, quotes=())
    inquiry = _Inquiry(
        index=index, question=question, scope=scope, today=today, model=model or load_model(), found=found
    )
    ranked = _current_first(inquiry, candidates(index, question, found, today=today, model=inquiry.model))
    if spelled := written_out(question, index.hits(scope)):
        check = Check(name="abbreviation", passed=True, text="Die Abkürzung ist in einem Dokument ausgeschrieben.")
        return Finding(question=question, found=found, ranked=ranked, checks=(check,), confidence=_SURE, quotes=tuple(spelled))  # fmt: skip
    table = ask_tables(index, question, found.hits, Field.of(index, question, found).weights)
    if table and inquiry.admits(table.hit):
        return _from_table(inquiry, ranked, table)
    finding = _from_units(inquiry, ranked)
    if not finding.quotes and (quotes := programme_contact(index, question, inquiry.alliance)):
        check = Check(
            name="contact", passed=True, text="Die Kontaktdaten des Bündnisses stehen in seinem Programm, mit Beleg."
        )
        return replace(finding, checks=(check,), confidence=_SURE, quotes=tuple(quotes))
    return finding


def narrowed(scope: Scope, question: Question) -> Scope:
    """The scope with the alliance of the question if it names just one, and not only by a district."""
    if scope.alliance is None and len(question.alliances) == 1 and not question.places:
        return replace(scope, alliance=question.alliances[0])
    return scope


def _current_first(inquiry: _Inquiry, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What holds now before what is over or years older than the strategy in force, unless the past is asked for."""
    question, today = inquiry.question, inquiry.today
    if _PAST.search(question.text) or any(int(year) < today.year for year in question.years):
        return tuple(ranked)
    documents = tuple(inquiry.index.documents.values())
    old = {d.id for d in documents if is_outdated(d, documents, today) or newer_strategy(d, documents, today)}
    lowered = [replace(c, score=c.score - _STALE) if c.hit.document.id in old else c for c in ranked]
    return tuple(sorted(lowered, key=lambda c: -c.score))


def _from_table(inquiry: _Inquiry, ranked: Sequence[Candidate], table: TableAnswer) -> Finding:
    empty = all(c.empty for c in table.cells)
    name = "; ".join(c.name for c in table.cells)
    text = (
        f"Die Tabelle nennt für {in_quotes(name)} keine Angabe." if empty else f"Die Tabelle nennt {in_quotes(name)}."
    )
    return Finding(
        question=inquiry.question,
        found=inquiry.found,
        ranked=tuple(ranked),
        table=table,
        checks=(Check(name="cell", passed=not empty, text=text),),
        confidence=0.0 if empty else 0.5 + 0.5 * table.fit,
        quotes=() if empty else (table_quote(table, english=inquiry.question.english),),
    )


def _admissible(inquiry: _Inquiry, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates from the first one on that passes the checks; all of them if none near the best does."""
    for i, candidate in enumerate(ranked):
        if ranked[0].score - candidate.score > _REACH:
            break
        wrong = failed(inquiry.checks(candidate, candidate.text))
        if wrong is None:
            return tuple(ranked[i:])
        if wrong.name == "gap" and ranked[0].score - candidate.score <= _SAYS_SO:
            return tuple(ranked[i:])  # the place that should say it says that it does not
    return tuple(ranked)


def _from_units(inquiry: _Inquiry, ranked: Sequence[Candidate]) -> Finding:
    index, question, found = inquiry.index, inquiry.question, inquiry.found
    ranked = _admissible(inquiry, ranked)
    best, threshold = ranked[0], inquiry.model.threshold
    quotes = choose(index, question, ranked)
    said = " ".join(q.text for q in quotes)
    sure = probability(inquiry.model, answer_features(index, question, found, ranked))
    likely = Check(
        name="confidence",
        passed=sure >= threshold,
        text=f"Wahrscheinlichkeit, dass die Stelle antwortet: {sure:.2f} (nötig: {threshold:.2f}).",
    )
    checks = (*inquiry.checks(best, said), likely)
    passed = failed(checks) is None
    if passed and quotes:
        quotes = [replace(quotes[0], lead=plain_answer(question, best, said) + quotes[0].lead), *quotes[1:]]
    return Finding(
        question=question,
        found=found,
        ranked=ranked,
        checks=checks,
        confidence=sure,
        quotes=tuple(quotes) if passed else (),
        related=sure >= threshold * _RELATED,
    )
