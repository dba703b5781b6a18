"""Which units answer, and how probably: two linear models whose weights were fitted on development questions and then frozen.

Ranking is a listwise softmax over all units of the found passages (Cao et al., "Learning to Rank: From Pairwise Approach to
Listwise Approach", ICML 2007). The probability that the best one answers is a logistic regression over what is known of it
(Platt, "Probabilistic Outputs for Support Vector Machines", 1999). `lotse calibrate` fits both and writes weights.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.features import NAMES, Field, passage_features
from bot.understanding.forms import FIGURES, needs_form
from corpus.model import Asks, Hit, Question, UnitKind
from retrieval.analysis import stem, words
from retrieval.index import Found, Index
from retrieval.scope import age_in_years
from retrieval.units import quoted

WEIGHTS = Path(__file__).with_name("weights.json")
PASSAGES = 8
ANSWER_NAMES = (
    "score", "margin", "share", "similarity", "prominence", "unit_terms", "near_terms", "passage_terms", "rarest_missing",
    "rarest_found", "unknown", "terms", "figure", "has_form", "lacks_form", "english", "list", "passage", "year_missing", "place_missing",
    "figure_near_term", "counted", "uncovered_figure", "first_passage", "passage_margin", "dense", "dense_lead", "in_first",
    "lexical", "runner_up", "uncounted", "nouns_missing", "nouns_unknown", "subject",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A unit that may answer: unit number `number` of the passage of `hit`, with its features and its score for ranking."""

    hit: Hit
    number: int
    score: float
    features: np.ndarray

    @property
    def kind(self) -> UnitKind:
        return self.hit.passage.units[self.number].kind

    @property
    def text(self) -> str:
        return quoted(self.hit.passage, self.hit.passage.units[self.number])

    def feature(self, name: str) -> float:
        return float(self.features[NAMES.index(name)])


@dataclass(frozen=True, kw_only=True)
class Linear:
    """A linear model over standardised features."""

    mean: np.ndarray
    spread: np.ndarray
    weights: np.ndarray
    bias: float = 0.0

    def __call__(self, features: np.ndarray) -> np.ndarray:
        return np.asarray(((features - self.mean) / self.spread) @ self.weights + self.bias)


@dataclass(frozen=True, kw_only=True)
class Model:
    """Both models and the probability from which an answer is given."""

    rank: Linear
    answer: Linear
    threshold: float


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """The frozen model."""
    stored = json.loads(path.read_text(encoding="utf-8"))

    def linear(part: dict[str, Any], names: Sequence[str]) -> Linear:
        by_name = part["weights"]
        rows = np.array([by_name[name] for name in names], dtype=np.float64)
        return Linear(mean=rows[:, 0], spread=rows[:, 1], weights=rows[:, 2], bias=float(part.get("bias", 0.0)))

    return Model(
        rank=linear(stored["rank"], NAMES),
        answer=linear(stored["answer"], ANSWER_NAMES),
        threshold=float(stored["threshold"]),
    )


def candidates(index: Index, question: Question, found: Found, *, today: date, model: Model) -> list[Candidate]:
    """All units of the best passages, best first."""
    field = Field.of(index, question, found)
    result = []
    for hit in found.hits[:PASSAGES]:
        features = passage_features(index, field, hit, age_in_years(hit.document, today))
        scores = model.rank(features)
        result += [
            Candidate(hit=hit, number=n, score=float(scores[n]), features=features[n]) for n in range(len(features))
        ]
    return sorted(result, key=lambda c: -c.score)


def answer_features(index: Index, question: Question, found: Found, ranked: Sequence[Candidate]) -> np.ndarray:
    """What is known of the best candidate as an answer: shape (len(ANSWER_NAMES),)."""
    best = ranked[0]
    hits = found.hits
    dense = [hit.dense for hit in hits[:PASSAGES]]
    others = [c.score for c in ranked[1:] if c.hit.passage.id != best.hit.passage.id]
    scores = np.array([c.score for c in ranked])
    share = 1.0 / float(np.exp(scores - scores[0]).sum())
    vocabulary = index.lexical.vocabulary
    typed = [w for w in dict.fromkeys(words(question.text)) if stem(w) in question.terms]
    unknown = [w for w in typed if not vocabulary.knows(w) and not vocabulary.parts(w) and not w.isdigit()]
    figure = question.asks in FIGURES
    return np.array((
        best.score,
        best.score - others[0] if others else 3.0,
        share,
        best.feature("similarity"),
        best.feature("prominence"),
        best.feature("unit_terms"),
        best.feature("near_terms"),
        best.feature("passage_terms"),
        best.feature("rarest_missing"),
        best.feature("rarest_found"),
        0.0 if question.english else len(unknown) / (len(typed) or 1),
        min(len(typed), 8) / 8,
        float(figure),
        float(needs_form(question.asks) and best.feature("has_form") > 0),
        best.feature("lacks_form"),
        float(question.english),
        float(best.kind in (UnitKind.ITEM, UnitKind.LEAD)),
        best.feature("passage"),
        best.feature("year_missing"),
        best.feature("place_missing"),
        best.feature("figure_near_term"),
        best.feature("counted"),
        float(figure) * (1.0 - best.feature("near_terms")),
        hits[0].score,
        hits[0].score - hits[1].score if len(hits) > 1 else 3.0,
        10 * (max(dense) - 0.85),
        10 * (max(dense) - sum(dense) / len(dense)),
        float(best.hit.passage.id == hits[0].passage.id),
        hits[0].lexical / 10,
        ranked[1].score - best.score if len(ranked) > 1 else -3.0,
        float(question.asks is Asks.COUNT and best.feature("counted") == 0),
        *_nouns(index, question, best),
    ))  # fmt: skip


def _nouns(index: Index, question: Question, best: Candidate) -> tuple[float, float, float]:
    """Share of the question's nouns that the passage does not name, share that no document names, share that the unit
    or its neighbours name. Nouns are told by their capital; districts and the alliance are not counted."""
    vocabulary, passage = index.lexical.vocabulary, best.hit.passage
    capital = re.findall(r"(?<!^)\b[A-ZÄÖÜ][\w-]{2,}", question.text)
    nouns = [n for n in dict.fromkeys(capital) if n not in question.places and stem(n.lower()) in question.terms]
    if not nouns or question.english:
        return (0.0, 0.0, 0.5)
    terms = index.unit_terms[passage.id]
    heading = index.heading_terms[passage.id]
    whole = heading.union(*terms)
    near = heading.union(*terms[max(0, best.number - 1) : best.number + 2])
    parts = [{stem(n.lower()), *vocabulary.parts(n.lower())} for n in nouns]
    return (
        sum(not p & whole for p in parts) / len(parts),
        sum(not vocabulary.knows(n.lower()) and not vocabulary.parts(n.lower()) for n in nouns) / len(parts),
        sum(bool(p & near) for p in parts) / len(parts),
    )


def probability(model: Model, features: np.ndarray) -> float:
    """The calibrated probability that the best candidate answers."""
    return float(1.0 / (1.0 + np.exp(-model.answer(features))))
