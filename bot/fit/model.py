"""What an idea is about, and where that belongs: two linear models, fitted on development ideas and then frozen.

The theme of a text is the product of two multinomial logistic regressions, one on its vector and the target groups and
activities that it names, one on its words. The field is a conditional logit over the fields of
the alliance and "none" (McFadden, "Conditional Logit Analysis of Qualitative Choice Behavior", 1973): its features say how
well a field suits, never which field it is, so that it serves an alliance that it has not seen. `lotse calibrate` fits both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bot.eligibility.signals import Activity, Target, signs
from bot.fit.words import weighted, word_counts

WEIGHTS = Path(__file__).with_name("weights.npz")
FIELD_NAMES = ("best_theme", "mean_theme", "near_topics", "nearest_topic", "none", "best_outside", "all_outside")
_NEAREST = 5
_STEP = 0.02  # a difference in cosine similarity that tells with this embedder; brings features to like size
_SIGN = 0.1  # the weight of a named group beside a vector of length 1
_TINY = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class Model:
    """Both models. `coefficients` is (themes, dimension + signs), `words` (themes, PLACES) with the `rarity` of each
    place; `field` has one weight for each of FIELD_NAMES.
    """

    embedder: str
    themes: tuple[str, ...]
    outside: np.ndarray  # (themes,), bool
    mean: np.ndarray
    coefficients: np.ndarray
    intercepts: np.ndarray
    words: np.ndarray
    word_intercepts: np.ndarray
    rarity: np.ndarray
    field: np.ndarray

    def theme_logs(self, vector: np.ndarray, text: str) -> np.ndarray:
        """Log-probability of every theme of a text with this vector."""
        by_vector = self.coefficients @ theme_features(vector - self.mean, text) + self.intercepts
        by_words = self.words @ weighted(word_counts(text), self.rarity) + self.word_intercepts
        return both(by_vector, by_words)


def both(by_vector: np.ndarray, by_words: np.ndarray) -> np.ndarray:
    """Log-probabilities of the themes from the scores of both regressions: their geometric mean."""
    return _log_softmax((_log_softmax(by_vector) + _log_softmax(by_words)) / 2.0)


def theme_features(centred: np.ndarray, text: str) -> np.ndarray:
    """What the theme of a text is recognised by: its vector, and which target groups and activities it names."""
    shown = {sign.shows for sign in signs(text)}
    return np.concatenate([centred, [_SIGN if kind in shown else 0.0 for kind in (*Target, *Activity)]])


@cache
def load_model(path: Path = WEIGHTS) -> Model:
    """The frozen model."""
    with np.load(path, allow_pickle=False) as stored:
        return Model(
            embedder=str(stored["embedder"]),
            themes=tuple(str(theme) for theme in stored["themes"]),
            outside=stored["outside"],
            mean=stored["mean"],
            coefficients=stored["coefficients"],
            intercepts=stored["intercepts"],
            words=stored["words"].astype(np.float32),
            word_intercepts=stored["word_intercepts"],
            rarity=stored["rarity"],
            field=stored["field"],
        )


def field_features(logs: np.ndarray, outside: np.ndarray, members: np.ndarray, near: list[np.ndarray]) -> np.ndarray:
    """One row for every field and a last one for "none": shape (fields + 1, len(FIELD_NAMES)).

    `logs` are the log-probabilities of the themes, `members` (fields, themes) tells which belong to a field, and
    `near` holds for every field the cosine similarities of its topic texts with the idea.
    """
    share = np.exp(logs)
    top = _centred([float(np.sort(values)[-_NEAREST:].mean()) for values in near])
    most = _centred([float(values.max()) for values in near])
    rows = [
        [
            float(logs[of].max()) if of.any() else float(logs.min()),
            float(np.log(share[of].mean() + _TINY)) if of.any() else float(logs.min()),
            top[i],
            most[i],
            0.0,
            0.0,
            0.0,
        ]
        for i, of in enumerate(members)
    ]
    none = [0.0, 0.0, 0.0, 0.0, 1.0, float(logs[outside].max()), float(np.log(share[outside].sum() + _TINY))]
    return np.array([*rows, none])


def field_probabilities(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The probability of every field and, last, of none."""
    scores = features @ weights
    shares = np.exp(scores - scores.max())
    return np.asarray(shares / shares.sum())


def _centred(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    return [(value - mean) / _STEP for value in values]


def _log_softmax(scores: np.ndarray) -> np.ndarray:
    shifted = scores - scores.max()
    return np.asarray(shifted - np.log(np.exp(shifted).sum()))
