"""What is found for one question: the search, the judged units, the checks, and the quotes if the evidence answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.abbreviations import written_out
from bot.answering.checks import check_evidence, failed
from bot.answering.compose import choose, table_quote
from bot.answering.features import Field
from bot.answering.judge import Candidate, Model, answer_features, candidates, load_model, probability
from bot.answering.notes import newer_strategy
from bot.answering.quotes import Quote
from bot.answering.tables import TableAnswer, ask_tables
from bot.answering.yesno import plain_answer
from corpus.model import Check, Question
from retrieval.index import Found, Index
from retrieval.scope import Scope, is_outdated

_DEPTH = 25  # passages: a table is found by its words less well than a sentence
_REACH = 3.0  # score: how far below the best unit one that passes the checks may stand
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
    table: TableAnswer | None
    checks: tuple[Check, ...]
    confidence: float
    quotes: tuple[Quote, ...]
    related: bool

    @property
    def failed(self) -> Check | None:
        return failed(self.checks)


def find(index: Index, question: Question, *, scope: Scope, today: date, model: Model | None = None) -> Finding:
    """Search, judge and compose. The scope's alliance is that of the question if it names just one by name."""
    model = model or load_model()
    if scope.alliance is None and len(question.alliances) == 1 and not question.places:
        scope = replace(scope, alliance=question.alliances[0])
    found = index.search(question.text, k=_DEPTH, scope=scope)
    if not found.hits:
        nothing = Check(name="scope", passed=False, text="Im gewählten Ausschnitt gibt es kein Dokument.")
        return Finding(question=question, found=found, ranked=(), table=None, checks=(nothing,), confidence=0.0, quotes=(), related=False)  # fmt: skip
    ranked = _current_first(index, question, candidates(index, question, found, today=today, model=model), today)
    if spelled := written_out(question, index.hits(scope)):
        return _spelled(question, found, ranked, spelled)
    table = ask_tables(index, question, found.hits, Field.of(index, question, found).weights)
    if table:
        return _from_table(question, found, ranked, table)
    return _from_units(index, question, found, ranked, model, today)


def _current_first(index: Index, question: Question, ranked: Sequence[Candidate], today: date) -> tuple[Candidate, ...]:
    """What holds now before what is over or years older than the strategy in force, unless the past is asked for."""
    if _PAST.search(question.text) or any(int(year) < today.year for year in question.years):
        return tuple(ranked)
    documents = tuple(index.documents.values())
    old = {d.id for d in documents if is_outdated(d, documents, today) or newer_strategy(d, documents, today)}
    lowered = [replace(c, score=c.score - _STALE) if c.hit.document.id in old else c for c in ranked]
    return tuple(sorted(lowered, key=lambda c: -c.score))


def _spelled(question: Question, found: Found, ranked: Sequence[Candidate], quotes: Sequence[Quote]) -> Finding:
    check = Check(name="abbreviation", passed=True, text="Die Abkürzung ist in einem Dokument ausgeschrieben.")
    return Finding(question=question, found=found, ranked=tuple(ranked), table=None, checks=(check,), confidence=0.95, quotes=tuple(quotes), related=True)  # fmt: skip


def _from_table(question: Question, found: Found, ranked: Sequence[Candidate], table: TableAnswer) -> Finding:
    empty = all(c.empty for c in table.cells)
    name = "; ".join(c.name for c in table.cells)
    text = f"Die Tabelle nennt für „{name}“ keine Angabe." if empty else f"Die Tabelle nennt „{name}“."
    return Finding(
        question=question,
        found=found,
        ranked=tuple(ranked),
        table=table,
        checks=(Check(name="cell", passed=not empty, text=text),),
        confidence=0.0 if empty else 0.5 + 0.5 * table.fit,
        quotes=() if empty else (table_quote(table, english=question.english),),
        related=True,
    )


def _admissible(question: Question, ranked: Sequence[Candidate], today: date) -> tuple[Candidate, ...]:
    """The candidates from the first one on that passes the checks; all of them if none near the best does."""
    for i, candidate in enumerate(ranked):
        if ranked[0].score - candidate.score > _REACH:
            break
        wrong = failed(check_evidence(question, candidate, candidate.text, today=today))
        if wrong is None:
            return tuple(ranked[i:])
        if wrong.name == "gap" and ranked[0].score - candidate.score <= _SAYS_SO:
            return tuple(ranked[i:])  # the place that should say it says that it does not
    return tuple(ranked)


def _from_units(
    index: Index, question: Question, found: Found, ranked: Sequence[Candidate], model: Model, today: date
) -> Finding:
    ranked = _admissible(question, ranked, today)
    best = ranked[0]
    quotes = choose(index, question, ranked)
    said = " ".join(q.text for q in quotes)
    sure = probability(model, answer_features(index, question, found, ranked))
    enough = sure >= model.threshold
    likely = Check(
        name="confidence",
        passed=enough,
        text=f"Wahrscheinlichkeit, dass die Stelle antwortet: {sure:.2f} (nötig: {model.threshold:.2f}).",
    )
    checks = (*check_evidence(question, best, said, today=today), likely)
    passed = failed(checks) is None
    if passed and quotes:
        quotes = [replace(quotes[0], lead=plain_answer(question, best, said) + quotes[0].lead), *quotes[1:]]
    return Finding(
        question=question,
        found=found,
        ranked=ranked,
        table=None,
        checks=checks,
        confidence=sure,
        quotes=tuple(quotes) if passed else (),
        related=sure >= model.threshold * _RELATED,
    )
