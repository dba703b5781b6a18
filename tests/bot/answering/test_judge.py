"""The frozen weights name exactly the features that are computed, and what they give is a probability."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bot.answering.features import NAMES, Field, coverage, passage_features
from bot.answering.judge import (
    ANSWER_NAMES,
    PASSAGES,
    WEIGHTS,
    answer_features,
    candidates,
    load_model,
    probability,
)
from bot.understanding.understand import understand
from retrieval.index import Index
from tests.bot.answering.asking import TODAY

QUESTIONS = (
    "Wie oft tagt der Beirat?",
    "Wie lang ist die Vakanzzeit in der Altenpflege in Torfbruch?",
    "Wie hoch war die Teilzeitquote 2020?",
    "Welche Ziele verfolgt die Allianz Küstenbogen?",
    "How often does the Steuergruppe meet?",
    "Wie ist das Wetter auf dem Mars?",
    "asdf qwertz",
    "Der die das",
    "?",
)


def test_the_weights_name_exactly_the_features() -> None:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert stored["rank"]["weights"].keys() == set(NAMES) and len(NAMES) == len(set(NAMES))
    assert stored["answer"]["weights"].keys() == set(ANSWER_NAMES) and len(ANSWER_NAMES) == len(set(ANSWER_NAMES))


def test_the_model_is_usable() -> None:
    model = load_model()
    assert 0.0 < model.threshold < 1.0
    for linear, names in ((model.rank, NAMES), (model.answer, ANSWER_NAMES)):
        assert linear.mean.shape == linear.spread.shape == linear.weights.shape == (len(names),)
        assert (linear.spread > 0).all()
        assert np.isfinite([*linear.mean, *linear.weights, linear.bias]).all()


def test_another_file_is_not_silently_replaced(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_model(tmp_path / "gibt-es-nicht.json")
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    del stored["answer"]["weights"][ANSWER_NAMES[0]]
    short = tmp_path / "weights.json"
    short.write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(KeyError, match=ANSWER_NAMES[0]):
        load_model(short)


@pytest.mark.parametrize("question", QUESTIONS)
def test_units_are_ranked_and_judged(papers: Index, question: str) -> None:
    read, model = understand(papers, question), load_model()
    found = papers.search(read.text, k=25)
    ranked = candidates(papers, read, found, today=TODAY, model=model)
    assert [c.score for c in ranked] == sorted((c.score for c in ranked), reverse=True)
    assert len(ranked) == sum(len(h.passage.units) for h in found.hits[:PASSAGES])
    assert len({(c.hit.passage.id, c.number) for c in ranked}) == len(ranked)
    features = answer_features(papers, read, found, ranked)
    assert features.shape == (len(ANSWER_NAMES),) and np.isfinite(features).all()
    assert 0.0 <= probability(model, features) <= 1.0


def test_what_answers_is_more_probable_than_what_does_not(papers: Index) -> None:
    def sure(question: str) -> float:
        read, model = understand(papers, question), load_model()
        found = papers.search(read.text, k=25)
        ranked = candidates(papers, read, found, today=TODAY, model=model)
        return probability(model, answer_features(papers, read, found, ranked))

    assert sure("Wer führt den Vorsitz im Beirat?") > model_threshold() > sure("Wie ist das Wetter auf dem Mars?")


def model_threshold() -> float:
    return load_model().threshold


@pytest.mark.parametrize("question", QUESTIONS)
def test_one_row_of_finite_features_for_every_unit(papers: Index, question: str) -> None:
    read = understand(papers, question)
    found = papers.search(read.text, k=5)
    field = Field.of(papers, read, found)
    for hit in found.hits:
        rows = passage_features(papers, field, hit, 1.0)
        assert rows.shape == (len(hit.passage.units), len(NAMES))
        assert np.isfinite(rows).all()
        shares = rows[:, [NAMES.index(n) for n in ("unit_terms", "passage_terms", "near_terms", "heading_terms")]]
        assert ((shares >= 0) & (shares <= 1 + 1e-9)).all()


def test_the_features_tell_what_they_are_named_for(papers: Index) -> None:
    read = understand(papers, "Wie hoch war die Teilzeitquote in Wattstedt 2020?")
    found = papers.search(read.text, k=25)
    ranked = candidates(papers, read, found, today=TODAY, model=load_model())
    row = {c.text.partition(" |")[0]: c for c in ranked if c.hit.passage.header[:1] == ("Jahr",)}
    assert row["2020"].feature("year_here") == 1.0 and row["2019"].feature("year_here") == 0.0
    assert row["2019"].feature("year_near") == 1.0
    assert row["2019"].feature("row_for_figure") == 1.0
    elsewhere = next(c for c in ranked if "Deichhafen" in c.text)
    assert elsewhere.feature("year_missing") == elsewhere.feature("place_missing") == 1.0


def test_the_share_of_weighted_words() -> None:
    assert coverage({"a", "x"}, {"a": 3.0, "b": 1.0}) == 0.75
    assert coverage(set(), {"a": 3.0}) == coverage({"a"}, {}) == 0.0
