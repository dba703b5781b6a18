"""Which units of the found passages answer, and how surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering.question import Expectation
from corpus.model import Hit, UnitKind
from retrieval.analysis import Vocabulary, index_terms
from retrieval.index import Found, Index
from retrieval.units import quoted, unit_texts

# Weights of the parts of a unit's score, chosen on eval/questions (docs/decisions/0007-extractive-answer.md).
_SIMILARITY = 10.0
_COVERAGE = 1.0
_FORM = 0.35
_PASSAGE = 0.12


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


def candidates(index: Index, found: Found, expected: Expectation, *, passages: int = 6) -> list[Candidate]:
    """All units of the best passages, best first."""
    result = []
    weights = {term: index.lexical.idf(term) * weight for term, weight in found.terms.items()}
    for hit in found.hits[:passages]:
        similarities = found.unit_scores[hit.passage.id]
        for number, text in enumerate(unit_texts(hit.passage)):
            similarity = float(similarities[number])
            share = coverage(text, weights, index.lexical.vocabulary)
            form = expected.met_by(quoted(hit.passage, hit.passage.units[number]))
            result.append(
                Candidate(
                    hit=hit,
                    number=number,
                    similarity=similarity,
                    coverage=share,
                    form=form,
                    score=_SIMILARITY * similarity + _COVERAGE * share + _FORM * form + _PASSAGE * hit.score,
                )
            )
    return sorted(result, key=lambda c: -c.score)


def coverage(text: str, weights: Mapping[str, float], vocabulary: Vocabulary) -> float:
    """Share of the question's terms, weighted by rarity, that a text contains: 0 to 1."""
    total = sum(weights.values())
    if not total:
        return 0.0
    terms = set(index_terms(text, vocabulary))
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


def confidence(index: Index, found: Found, ranked: Sequence[Candidate]) -> Confidence:
    """Judge the best candidates."""
    if not ranked:
        return Confidence(similarity=0.0, coverage=0.0, form=False)
    weights = {term: index.lexical.idf(term) * weight for term, weight in found.terms.items()}
    best = ranked[0].hit.passage
    text = " ".join((*best.section, best.text))
    return Confidence(
        similarity=max(c.similarity for c in ranked[:5]),
        coverage=coverage(text, weights, index.lexical.vocabulary),
        form=ranked[0].form,
    )
