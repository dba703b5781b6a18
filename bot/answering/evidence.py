"""Which units of the found passages answer, and how surely."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.answering.question import Asks, Expectation
from corpus.model import Hit, Passage, UnitKind
from retrieval.analysis import index_terms
from retrieval.index import Found, Index
from retrieval.scope import age_in_years
from retrieval.units import quoted

# Weights of the parts of a unit's score, chosen on eval/questions (docs/decisions/0007-extractive-answer.md).
_SIMILARITY = 10.0
_COVERAGE = 1.0
_FORM = 0.45
_PASSAGE = 0.2
_YEAR = -0.05  # the newer of two statements; a document within its stated validity has no age
_YEAR_NAMED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A unit that may answer: unit number `number` of the passage of `hit`."""

    hit: Hit
    number: int
    similarity: float
    coverage: float
    form: bool
    score: float

    @property
    def kind(self) -> UnitKind:
        return self.hit.passage.units[self.number].kind

    @property
    def text(self) -> str:
        return quoted(self.hit.passage, self.hit.passage.units[self.number])


def candidates(index: Index, found: Found, expected: Expectation, *, today: date, passages: int = 6) -> list[Candidate]:
    """All units of the best passages, best first."""
    result = []
    weights = _term_weights(index, found)
    for hit in found.hits[:passages]:
        years = age_in_years(hit.document, today)
        similarities = found.unit_scores[hit.passage.id]
        for number, terms in enumerate(index.unit_terms[hit.passage.id]):
            similarity = float(similarities[number])
            share = coverage(terms, weights)
            form = _has_form(hit.passage, number, expected)
            result.append(
                Candidate(
                    hit=hit,
                    number=number,
                    similarity=similarity,
                    coverage=share,
                    form=form,
                    score=_SIMILARITY * similarity
                    + _COVERAGE * share
                    + _FORM * form
                    + _PASSAGE * hit.score
                    + _YEAR * years,
                )
            )
    return sorted(result, key=lambda c: -c.score)


def _has_form(passage: Passage, number: int, expected: Expectation) -> bool:
    """True if the unit has the form that is asked for; a list is asked for where several things are."""
    if expected.asks is Asks.LIST:
        return passage.units[number].kind in (UnitKind.LEAD, UnitKind.ITEM)
    return expected.met_by(quoted(passage, passage.units[number]))


def _term_weights(index: Index, found: Found) -> dict[str, float]:
    """The question's terms with their weights, rare ones heavier."""
    return {term: index.lexical.idf(term) * weight for term, weight in found.terms.items()}


def coverage(terms: Set[str], weights: Mapping[str, float]) -> float:
    """Share of the question's terms, weighted by rarity, that are among the terms of a text: 0 to 1."""
    total = sum(weights.values())
    if not total:
        return 0.0
    return sum(weight for term, weight in weights.items() if term in terms) / total


@dataclass(frozen=True, kw_only=True)
class Confidence:
    """How well the best evidence fits: similarity of the best unit, coverage by the best passage."""

    similarity: float
    coverage: float
    form: bool

    @property
    def value(self) -> float:
        """One number; `bot.answering.compose.MIN_CONFIDENCE` is the line below which nothing is answered."""
        return 10.0 * (self.similarity - 0.85) + 1.2 * self.coverage + (0.0 if self.form else -0.6)


def confidence(index: Index, found: Found, ranked: Sequence[Candidate], expected: Expectation) -> Confidence:
    """Judge the best candidates."""
    if not ranked:
        return Confidence(similarity=0.0, coverage=0.0, form=False)
    weights = _term_weights(index, found)
    best = ranked[0].hit.passage
    headings = index_terms(" ".join(best.section), index.lexical.vocabulary)
    return Confidence(
        similarity=max(c.similarity for c in ranked[:5]),
        coverage=coverage(frozenset(headings).union(*index.unit_terms[best.id]), weights),
        form=expected.met_by(ranked[0].text),
    )


def speaks_of(question: str, ranked: Sequence[Candidate]) -> bool:
    """True if every year that the question names stands in the best passage or in what is known of its document.

    A passage about other years is near the question in every other respect, so similarity cannot tell.
    """
    if not ranked:
        return False
    hit = ranked[0].hit
    passage, document = hit.passage, hit.document
    known = " ".join((passage.text, *passage.section, *passage.header, document.title, document.issued))
    return all(year in known for year in _YEAR_NAMED.findall(question))
