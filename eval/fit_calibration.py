"""Fit the two models of bot/fit/model.py: themes on the training ideas, fields on the same ideas out of fold.

An idea with a theme says for every alliance whose programme has that theme which of its fields is right, so that one
collection of ideas serves all alliances. Labelled development ideas are not used: they measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.fit.fields import Fields, fields_of
from bot.fit.idea import read_idea
from bot.fit.model import FIELD_NAMES, Model, theme_features
from bot.fit.words import weighted, word_counts
from corpus.programme import Programme
from corpus.themes import load_themes
from eval.jobs_data import ThemedIdea
from retrieval.embedders import Embedder

FOLDS = 5
STRENGTH = 30.0  # inverse regularisation of the themes, chosen on the development ideas
WORD_STRENGTH = 40.0
RIDGE = 1.0  # of the field weights
_SEED = 1
Row = tuple[np.ndarray, np.ndarray]  # features of the choices, 1 where a choice is right


def fitted(ideas: Sequence[ThemedIdea], programmes: Sequence[Programme], embedder: Embedder) -> Model:
    """Both models from ideas with a theme and the programmes that have action fields."""
    vectors = np.array([read_idea(each.idea, embedder).vector for each in ideas])
    texts = np.array([each.idea for each in ideas])
    themes = np.array([each.theme for each in ideas])
    model = _themes(vectors, texts, themes, embedder.passport.embedder)
    fields = {p.alliance: fields_of(p, embedder, model) for p in programmes if p.action_fields}
    rows: list[Row] = []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(vectors, themes):
        part = _themes(vectors[seen], texts[seen], themes[seen], model.embedder)
        rows += [row for i in unseen for row in _rows(part, ideas[i], vectors[i], fields)]
    return replace(model, field=_weights(rows))


def write(model: Model, path: Path) -> None:
    """The model as arrays, without pickle."""
    np.savez_compressed(
        path,
        embedder=np.array(model.embedder),
        themes=np.array(model.themes),
        outside=model.outside,
        mean=model.mean.astype(np.float32),
        coefficients=model.coefficients.astype(np.float32),
        intercepts=model.intercepts.astype(np.float32),
        words=model.words.astype(np.float16),  # half precision halves the file and changes no decision
        word_intercepts=model.word_intercepts.astype(np.float32),
        rarity=model.rarity.astype(np.float32),
        field=model.field,
    )


def _themes(vectors: np.ndarray, texts: np.ndarray, themes: np.ndarray, embedder: str) -> Model:
    mean = vectors.mean(axis=0)
    features = np.array([theme_features(v - mean, str(text)) for v, text in zip(vectors, texts, strict=True)])
    regression = LogisticRegression(C=STRENGTH, max_iter=5000).fit(features, themes)
    counts = np.array([word_counts(str(text)) for text in texts])
    rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1.0
    worded = LogisticRegression(C=WORD_STRENGTH, max_iter=5000).fit(csr_matrix(weighted(counts, rarity)), themes)
    outside = {theme.id for theme in load_themes() if theme.outside}
    return Model(
        embedder=embedder,
        themes=tuple(str(theme) for theme in regression.classes_),
        outside=np.array([theme in outside for theme in regression.classes_]),
        mean=mean,
        coefficients=regression.coef_,
        intercepts=regression.intercept_,
        words=worded.coef_,
        word_intercepts=worded.intercept_,
        rarity=rarity,
        field=np.zeros(len(FIELD_NAMES)),
    )


def _rows(model: Model, each: ThemedIdea, vector: np.ndarray, fields: Mapping[str, Fields]) -> list[Row]:
    """One row for every alliance that has a field for the theme, or for all if the theme is outside."""
    place = model.themes.index(each.theme)
    logs = model.theme_logs(vector, each.idea)
    rows = []
    for alliance in fields.values():
        right = np.zeros(len(alliance.fields) + 1)
        if model.outside[place]:
            right[-1] = 1.0
        else:
            # the first topic that names a theme is where it belongs first
            of = [
                f
                for f, field in enumerate(alliance.fields)
                for t in field.topics
                if alliance.topic_members[t.id][place]
            ]
            if not of:
                continue
            right[of[0]] = 1.0
        rows.append((alliance.features(model, logs, vector), right))
    return rows


def _weights(rows: Sequence[Row]) -> np.ndarray:
    """Weights of the highest likelihood, with a ridge."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = RIDGE * weights @ weights, 2 * RIDGE * weights
        for features, right in rows:
            scores = features @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            good = float(share @ right) + 1e-12
            total -= np.log(good)
            slope = slope - features.T @ (share * right / good - share)
        return float(total), slope

    return np.asarray(minimize(loss, np.zeros(len(FIELD_NAMES)), jac=True, method="L-BFGS-B").x)
