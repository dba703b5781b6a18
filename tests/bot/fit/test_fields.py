"""The action fields of a programme as an idea meets them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.assistant import Assistant
from bot.fit.fields import Fields, fields_of
from bot.fit.model import load_model
from corpus.programme import Programme
from retrieval.embedders import Embedder
from tests.bot.strategies import ABROAD, COURSES, SCHOOLS, UNEMPLOYED


@pytest.fixture(scope="module")
def heidetal(strategies: Assistant) -> Programme:
    return strategies.alliance("heidetal")


@pytest.fixture(scope="module")
def fields(heidetal: Programme, embedder: Embedder) -> Fields:
    return fields_of(heidetal, embedder, load_model())


def themes_of(fields: Fields, topic: str) -> dict[str, float]:
    """The themes of a topic with their weight."""
    weights = fields.topic_members[topic]
    return {load_model().themes[i]: float(weights[i]) for i in np.flatnonzero(weights)}


def test_a_topic_has_the_themes_that_its_programme_names_the_first_counting_most(fields: Fields) -> None:
    assert themes_of(fields, "II-1") == pytest.approx(
        {"digitale-kompetenzen": 1.0, "weiterbildung": 1 / 1.1, "lernformate": 1 / 1.2}
    )
    assert themes_of(fields, "I-2") == {"ausbildung": 1.0}


def test_a_field_has_the_themes_and_texts_of_all_its_topics(
    fields: Fields, heidetal: Programme, embedder: Embedder
) -> None:
    model = load_model()
    members = [{model.themes[i] for i in np.flatnonzero(row)} for row in fields.members]
    assert members == [
        {"berufsorientierung", "mint", "ausbildung"},
        {"digitale-kompetenzen", "weiterbildung", "lernformate", "arbeitslose"},
        {"anwerbung-ausland", "willkommen"},
    ]
    assert [len(rows) for rows in fields.vectors] == [4, 4, 2]  # title and description of every topic
    topic = heidetal.action_fields[2].topics[0]
    assert fields.vectors[2] == pytest.approx(
        np.array([embedder.embed_query(topic.title), embedder.embed_query(topic.description)]), abs=1e-6
    )


def test_a_topic_without_themes_gets_those_that_its_own_text_is_about(
    strategies: Assistant, embedder: Embedder
) -> None:
    fields = fields_of(strategies.alliance("bergland"), embedder, load_model())
    assert next(iter(sorted(themes_of(fields, "A-1").items(), key=lambda t: -t[1])))[0] == "ausbildung"
    guessed = themes_of(fields, "B-1")
    assert {"weiterbildung", "digitale-kompetenzen"} & set(guessed)
    assert sorted(guessed.values()) == pytest.approx([1 / 1.2, 1 / 1.1, 1.0])
    outside = {t for t, o in zip(load_model().themes, load_model().outside, strict=True) if o}
    assert not outside & {*guessed, *themes_of(fields, "A-1")}


def test_a_topic_about_something_else_is_still_guessed_inside(heidetal: Programme, embedder: Embedder) -> None:
    field = heidetal.action_fields[0]
    topic = replace(field.topics[0], title="Freibad", description="Rutsche und Becken sanieren.", themes=())
    fields = fields_of(replace(heidetal, action_fields=(replace(field, topics=(topic,)),)), embedder, load_model())
    assert not (fields.members & load_model().outside).any()
    assert fields.members.sum() == 3


@pytest.mark.parametrize(("text", "field"), [(SCHOOLS, "I"), (COURSES, "II"), (UNEMPLOYED, "II"), (ABROAD, "III")])
def test_probabilities_of_the_fields_and_of_none_sum_to_one(
    fields: Fields, embedder: Embedder, text: str, field: str
) -> None:
    vector = embedder.embed_query(text)
    shares = fields.probabilities(load_model(), load_model().theme_logs(vector, text), vector)
    assert shares.shape == (4,)
    assert shares.sum() == pytest.approx(1.0)
    assert fields.fields[int(np.argmax(shares))].id == field


@pytest.mark.parametrize(("text", "topic"), [(COURSES, "II-1"), (UNEMPLOYED, "II-2")])
def test_the_topic_of_a_field_is_the_one_that_suits_best(
    fields: Fields, embedder: Embedder, text: str, topic: str
) -> None:
    vector = embedder.embed_query(text)
    assert fields.topic(fields.fields[1], load_model().theme_logs(vector, text), vector).id == topic


def test_of_topics_that_read_alike_the_theme_decides(heidetal: Programme, embedder: Embedder) -> None:
    field = heidetal.action_fields[0]
    alike = [
        replace(
            field.topics[0], id=theme, title="Menschen und Arbeit", description="Menschen arbeiten.", themes=(theme,)
        )
        for theme in ("arbeitslose", "anwerbung-ausland", "gesundheit")
    ]
    one = replace(field, topics=tuple(alike))
    fields = fields_of(replace(heidetal, action_fields=(one,)), embedder, load_model())
    for text, theme in ((ABROAD, "anwerbung-ausland"), (UNEMPLOYED, "arbeitslose")):
        vector = embedder.embed_query(text)
        assert fields.topic(one, load_model().theme_logs(vector, text), vector).id == theme
