"""The frozen model and the arithmetic of the field choice."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from bot.fit.model import FIELD_NAMES, both, field_features, field_probabilities, load_model, theme_features
from bot.fit.words import PLACES
from corpus.themes import load_themes
from retrieval.embedders import Embedder
from tests.bot.strategies import ABROAD, CHRONICLE, COURSES, POOL, SCHOOLS


def test_the_shipped_model_knows_every_theme_and_fits_the_embedder(embedder: Embedder) -> None:
    model = load_model()
    assert sorted(model.themes) == sorted(theme.id for theme in load_themes())
    assert {t for t, o in zip(model.themes, model.outside, strict=True) if o} == {
        theme.id for theme in load_themes() if theme.outside
    }
    assert model.embedder == embedder.passport.embedder
    assert model.coefficients.shape == (len(model.themes), len(theme_features(model.mean, "")))
    assert model.intercepts.shape == (len(model.themes),)
    assert model.mean.shape == (embedder.passport.dimension,)
    assert model.field.shape == (len(FIELD_NAMES),)
    assert model.words.shape == (len(model.themes), PLACES)
    assert (model.word_intercepts.shape, model.rarity.shape) == ((len(model.themes),), (PLACES,))
    arrays = (model.coefficients, model.intercepts, model.mean, model.words, model.word_intercepts, model.rarity)
    assert all(np.isfinite(array).all() for array in (*arrays, model.field))
    assert (model.rarity >= 1.0).all()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (SCHOOLS, {"berufsorientierung"}),
        (COURSES, {"digitale-kompetenzen", "weiterbildung"}),  # both are in the text
        (ABROAD, {"anwerbung-ausland"}),
        (POOL, {"bauen"}),
        (CHRONICLE, {"kultur"}),
    ],
)
def test_themes_of_a_text_share_one_whole_and_the_right_one_comes_first(
    embedder: Embedder, text: str, right: set[str]
) -> None:
    model = load_model()
    logs = model.theme_logs(embedder.embed_query(text), text)
    assert np.exp(logs).sum() == pytest.approx(1.0)
    assert model.themes[int(np.argmax(logs))] in right


@pytest.mark.parametrize("size", [0.0, 1.0, 1e4])
def test_theme_probabilities_stay_probabilities_for_any_vector(size: float) -> None:
    model = load_model()
    logs = model.theme_logs(np.full(model.mean.shape, size), "Arbeitslose lernen im Kurs.")
    assert np.isfinite(logs).all()
    assert np.exp(logs).sum() == pytest.approx(1.0)


LOGS = np.log([0.6, 0.3, 0.1])
OUTSIDE = np.array([False, False, True])
MEMBERS = np.array([[True, False, False], [False, True, False], [False, False, False]])
NEAR = [np.array([0.80, 0.86]), np.array([0.84]), np.array([0.82, 0.82, 0.70, 0.70, 0.70, 0.70, 0.70])]


def test_features_are_those_that_their_names_say() -> None:
    rows = field_features(LOGS, OUTSIDE, MEMBERS, NEAR)
    assert rows.shape == (4, len(FIELD_NAMES))
    named = [dict(zip(FIELD_NAMES, row, strict=True)) for row in rows]
    assert [r["best_theme"] for r in named[:2]] == pytest.approx([math.log(0.6), math.log(0.3)])
    assert [r["mean_theme"] for r in named[:2]] == pytest.approx([math.log(0.6), math.log(0.3)])
    assert named[2]["best_theme"] == pytest.approx(math.log(0.1))  # a field without any theme: as little as the least
    # similarities count against the mean of the fields: 0.83, 0.84 and the five best of the third
    fifth = (0.82 + 0.82 + 0.70 + 0.70 + 0.70) / 5
    mean = (0.83 + 0.84 + fifth) / 3
    assert [r["near_topics"] for r in named[:3]] == pytest.approx([(v - mean) / 0.02 for v in (0.83, 0.84, fifth)])
    assert [r["nearest_topic"] for r in named[:3]] == pytest.approx([1.0, 0.0, -1.0])
    assert all(r[n] == 0.0 for r in named[:3] for n in ("none", "best_outside", "all_outside"))
    assert named[3] == pytest.approx(
        dict.fromkeys(FIELD_NAMES, 0.0) | {"none": 1.0, "best_outside": math.log(0.1), "all_outside": math.log(0.1)}
    )


def test_probabilities_sum_to_one_whatever_the_weights() -> None:
    rows = field_features(LOGS, OUTSIDE, MEMBERS, NEAR)
    for weights in (np.zeros(7), np.ones(7), np.full(7, 1e4), load_model().field):
        shares = field_probabilities(rows, weights)
        assert shares.shape == (4,)
        assert shares.sum() == pytest.approx(1.0)
        assert (shares >= 0).all()
    assert field_probabilities(rows, np.zeros(7)) == pytest.approx([0.25] * 4)


def test_more_of_a_theme_makes_its_field_likelier() -> None:
    """The shipped weights never turn evidence round."""
    model = load_model()
    shares = []
    for p in (0.1, 0.4, 0.8):
        logs = np.log([p, 0.9 - p, 0.1])
        shares.append(field_probabilities(field_features(logs, OUTSIDE, MEMBERS[:2], NEAR[:2]), model.field)[0])
    outside = [
        field_probabilities(field_features(np.log([0.9 - p, 0.1, p]), OUTSIDE, MEMBERS[:2], NEAR[:2]), model.field)[-1]
        for p in (0.1, 0.4, 0.8)
    ]
    assert all(a < b for a, b in pairwise(shares))
    assert all(a < b for a, b in pairwise(outside))


def test_a_single_field_is_compared_with_none_alone() -> None:
    rows = field_features(LOGS, OUTSIDE, MEMBERS[:1], NEAR[:1])
    assert rows.shape == (2, len(FIELD_NAMES))
    assert rows[0, 2:4].tolist() == [0.0, 0.0]
    assert field_probabilities(rows, load_model().field).sum() == pytest.approx(1.0)


def test_a_theme_is_recognised_by_the_vector_and_by_the_groups_that_are_named() -> None:
    vector = np.arange(4.0)
    silent, naming = theme_features(vector, "Ein Satz."), theme_features(vector, "Arbeitslose besuchen einen Kurs.")
    assert silent[:4] == pytest.approx(vector) and naming[:4] == pytest.approx(vector)
    assert not silent[4:].any()
    assert naming[4:].any() and set(naming[4:]) <= {0.0, naming[4:].max()}
    assert theme_features(vector, "Nicht für Arbeitslose.")[4:].tolist() == silent[4:].tolist()  # denied is not named


def test_vector_and_words_count_the_same() -> None:
    first, second = np.array([3.0, 1.0, 0.0]), np.array([0.0, 2.0, 1.0])
    logs = both(first, second)
    assert np.exp(logs).sum() == pytest.approx(1.0)
    assert logs == pytest.approx(both(second, first))
    assert both(first + 7.0, second) == pytest.approx(logs)  # only differences tell
    assert np.exp(both(first, first)) == pytest.approx(np.exp(first) / np.exp(first).sum())
    assert logs - logs[0] == pytest.approx((first + second - first[0] - second[0]) / 2)


@pytest.mark.parametrize("text", ["", "?!", "und der die das", "中文 😀"])
def test_words_that_tell_nothing_leave_probabilities(text: str) -> None:
    model = load_model()
    assert np.exp(model.theme_logs(model.mean, text)).sum() == pytest.approx(1.0)
