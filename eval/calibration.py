"""Fit the two models of bot/answering/judge.py on the development questions; the result is written once and then frozen.

The ranking weights maximise the listwise likelihood of the units that hold the answer. The probability is a logistic
regression on what the ranking of the other folds puts first, so that it has not seen the questions it is fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bot.answering.features import NAMES, Field, context, passage_features
from bot.answering.finding import Finding, find
from bot.answering.judge import ANSWER_NAMES, PASSAGES, Linear, Model, answer_features
from bot.answering.quotes import cite
from bot.understanding.understand import understand
from corpus.model import Passage, UnitKind
from corpus.model import Question as Understood
from eval.matching import has_nugget, window
from eval.questions import Question
from retrieval.index import Index
from retrieval.scope import Scope, age_in_years
from retrieval.units import quoted

FOLDS = 5
RIDGE = 3.0  # of the ranking weights
STRENGTH = 0.1  # inverse regularisation of the probability
STATED_RISK = 0.18  # of the answers to the development mix, in which a quarter cannot be answered
_SEED = 1


@dataclass(frozen=True, kw_only=True)
class Example:
    """A development question on an index: `features` of its candidate units, `answers` is 1 where a unit holds the answer."""

    index: Index
    question: Question
    understood: Understood
    features: np.ndarray
    answers: np.ndarray


def example(index: Index, question: Question, today: date) -> Example:
    """Search as the assistant does, and mark the units that answer."""
    understood = understand(index, question.question, question.history)
    found = index.search(understood.text, k=PASSAGES, scope=_scope(question))
    field = Field.of(index, understood, found)
    good = answering_units(index, question)
    rows = [passage_features(index, field, hit, age_in_years(hit.document, today)) for hit in found.hits]
    marks = [float((hit.passage.id, n) in good) for hit in found.hits for n in range(len(hit.passage.units))]
    features = np.vstack(rows) if rows else np.empty((0, len(NAMES)))
    return Example(index=index, question=question, understood=understood, features=features, answers=np.array(marks))


def answering_units(index: Index, question: Question) -> set[tuple[str, int]]:
    """The units at the evidence spots that hold most of the vital nuggets."""
    best = 0
    found: set[tuple[str, int]] = set()
    for passage in index.passages:
        if question.unanswerable or not _at_spot(passage, question):
            continue
        for number, unit in enumerate(passage.units):
            text = context(passage, number) if unit.kind is UnitKind.ROW else quoted(passage, unit)
            held = sum(has_nugget(text, nugget) for nugget in question.vital)
            if held > best:
                best, found = held, set()
            if held == best and held:
                found.add((passage.id, number))
    return found


def calibrated(examples: Sequence[Example], risk: float, today: date) -> tuple[Model, float]:
    """Both models from all examples, with the lowest threshold that keeps the stated risk, and the risk there."""
    features, right, folds = out_of_fold(examples, today)
    mean, spread = _scale(features)
    rows = (features - mean) / spread
    unseen = np.zeros(len(right))
    for fold in range(FOLDS):
        unseen[folds == fold] = _regression(rows[folds != fold], right[folds != fold]).predict_proba(
            rows[folds == fold]
        )[:, 1]
    threshold, reached = threshold_for(unseen, right, risk)
    regression = _regression(rows, right)
    answer = Linear(mean=mean, spread=spread, weights=regression.coef_[0], bias=float(regression.intercept_[0]))
    return Model(rank=fit_ranking(examples), answer=answer, threshold=threshold), reached


def threshold_for(probabilities: np.ndarray, right: np.ndarray, risk: float) -> tuple[float, float]:
    """The lowest threshold, in steps of .01, above which at most a share `risk` is not right, and that share."""
    for threshold in np.arange(0.05, 0.95, 0.01):
        above = probabilities >= threshold
        share = 1.0 - float(right[above].mean()) if above.any() else 0.0
        if share <= risk:
            break
    return round(float(threshold), 2), share


def _regression(rows: np.ndarray, right: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows, right)


def out_of_fold(examples: Sequence[Example], today: date) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Answer features, whether the answer is right, and the fold: every question is ranked by weights that did not see it."""
    folds = np.random.default_rng(_SEED).permutation(len(examples)) % FOLDS
    features, right, of = [], [], []
    for fold in range(FOLDS):
        rank = fit_ranking([e for e, f in zip(examples, folds, strict=True) if f != fold])
        for e in (e for e, f in zip(examples, folds, strict=True) if f == fold):
            finding = find(e.index, e.understood, scope=_scope(e.question), today=today, model=_only_ranking(rank))
            if finding.ranked and finding.judged and (finding.quotes or not e.question.unanswerable):
                features.append(answer_features(e.index, e.understood, finding.found, finding.ranked))
                right.append(_is_right(e.question, finding))
                of.append(fold)
    return np.vstack(features), np.array(right), np.array(of)


def fit_ranking(examples: Sequence[Example]) -> Linear:
    """Ranking weights by maximum listwise likelihood with a ridge."""
    usable = [e for e in examples if e.answers.any()]
    mean, spread = _scale(np.vstack([e.features for e in usable]))
    rows = [((e.features - mean) / spread, e.answers) for e in usable]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = RIDGE * weights @ weights, 2 * RIDGE * weights
        for x, y in rows:
            scores = x @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            good = float(share @ y) + 1e-12
            total -= np.log(good)
            slope = slope - x.T @ (share * y / good - share)
        return float(total), slope

    weights = minimize(loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Linear(mean=mean, spread=spread, weights=weights)


def write(model: Model, path: Path) -> None:
    """The model as JSON, every feature by name with mean, spread and weight."""

    def part(linear: Linear, names: Sequence[str]) -> dict[str, object]:
        rows = zip(names, linear.mean, linear.spread, linear.weights, strict=True)
        return {"bias": round(linear.bias, 5), "weights": {n: [round(float(v), 5) for v in vs] for n, *vs in rows}}

    content = {
        "rank": part(model.rank, NAMES),
        "answer": part(model.answer, ANSWER_NAMES),
        "threshold": model.threshold,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _at_spot(passage: Passage, question: Question) -> bool:
    text = "\n".join((*passage.section, *passage.header, passage.text, *passage.footnotes))
    return any(spot.document == passage.document_id and window(text, spot.terms) for spot in question.evidence)


def _scope(question: Question) -> Scope:
    return Scope(alliance=question.alliance, as_of=question.as_of)


def _is_right(question: Question, finding: Finding) -> bool:
    text, _ = cite(finding.quotes)
    return not question.unanswerable and bool(text) and all(has_nugget(text, nugget) for nugget in question.vital)


def _only_ranking(rank: Linear) -> Model:
    """A model that answers whatever passes the checks."""
    nothing = np.zeros(len(ANSWER_NAMES))
    return Model(rank=rank, answer=Linear(mean=nothing, spread=nothing + 1, weights=nothing), threshold=0.0)


def _scale(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    spread = rows.std(axis=0)
    return rows.mean(axis=0), np.where(spread < 1e-6, 1.0, spread)
