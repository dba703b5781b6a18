"""Both models fitted on a handful of ideas and read back from their file."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.fit.fields import fields_of
from bot.fit.idea import read_idea
from bot.fit.model import FIELD_NAMES, Model, load_model
from corpus.programme import ActionField, Programme, Topic
from eval.fit_calibration import fitted, write
from eval.jobs_data import ThemedIdea
from retrieval.embedders import Embedder

IDEAS = {
    "berufsorientierung": (
        "Schüler besuchen in einer Woche fünf Betriebe.",
        "Eine Messe zeigt Jugendlichen Berufe im Handwerk.",
        "Azubis erzählen in den achten Klassen von ihrem Beruf.",
        "Die Schule und der Betrieb planen Praktika zusammen.",
        "Ein Parcours lässt Schülerinnen Berufe ausprobieren.",
    ),
    "anwerbung-ausland": (
        "Wir werben Pflegekräfte in Tunesien an.",
        "Köche aus Marokko sollen in unseren Hotels arbeiten.",
        "Ingenieure aus Indien kommen mit unserer Hilfe zu Betrieben.",
        "Fachkräfte aus Vietnam ziehen nach dem Sprachkurs her.",
        "Handwerker aus Kolumbien erhalten ein Visum und eine Stelle.",
    ),
    "vereinbarkeit": (
        "Betriebe teilen sich Plätze in einer Kita.",
        "Eltern im Schichtdienst bekommen eine Betreuung am Abend.",
        "Eine Tagesmutter betreut Kinder der Beschäftigten.",
        "In den Ferien gibt es ein Programm für Kinder der Mitarbeitenden.",
        "Familienfreundliche Firmen werden ausgezeichnet.",
    ),
    "digitale-kompetenzen": (
        "Beschäftigte lernen den Umgang mit Tabellen am Rechner.",
        "Ein Kurs zeigt Mitarbeitern künstliche Intelligenz.",
        "Gesellen üben das Programmieren von Maschinen.",
        "Verkäuferinnen schulen sich für den Onlinehandel.",
        "Das Büro lernt, Daten sicher auszuwerten.",
    ),
    "gesundheit": (
        "Die Belegschaft bekommt Rückenkurse und gutes Licht.",
        "Betriebe bauen ein Gesundheitsmanagement auf.",
        "Ein Bus bringt die Vorsorge zu kleinen Firmen.",
        "Pausen und Bewegung sollen Krankheit am Arbeitsplatz mindern.",
        "Schichtarbeiter lernen, wie sie besser schlafen.",
    ),
    "bauen": (
        "Der Spielplatz braucht eine Rutsche.",
        "Das Dach der Turnhalle ist undicht.",
        "Die Fassade am Rathaus wird gestrichen.",
        "Ein Steg am See soll erneuert werden.",
        "Der Marktplatz erhält Bänke und Pflaster.",
    ),
    "kultur": (
        "Der Chor gibt ein Konzert in der Kirche.",
        "Eine Chronik erzählt die Geschichte unseres Dorfes.",
        "Das Theater spielt im Sommer auf der Wiese.",
        "Ein Museum zeigt alte Trachten.",
        "Wir feiern das Schützenfest mit einem Umzug.",
    ),
    "natur": (
        "Wir pflanzen eine Hecke für Vögel.",
        "Die Wiese am Bach wird seltener gemäht.",
        "Nistkästen für Eulen hängen in der Scheune.",
        "Ein Garten für Bienen entsteht am Ortsrand.",
        "Freiwillige räumen Müll aus dem Moor.",
    ),
}
TRAINING = tuple(ThemedIdea(theme=theme, idea=idea) for theme, ideas in IDEAS.items() for idea in ideas)


def field(id: str, title: str, description: str, *themes: str) -> ActionField:
    topic = Topic(id=f"{id}-1", title=title, description=description, themes=themes)
    return ActionField(id=id, title=title, topics=(topic,))


PROGRAMME = Programme(
    alliance="heidetal",
    name="Fachkräftebündnis Heidetal",
    action_fields=(
        field("I", "Nachwuchs", "Jugendliche lernen Berufe kennen.", "berufsorientierung"),
        field("II", "Zuzug", "Fachkräfte kommen aus dem Ausland.", "anwerbung-ausland"),
        field("III", "Gute Arbeit", "Arbeit passt zu Familie und zum Lernen.", "vereinbarkeit", "digitale-kompetenzen"),
    ),
)


@pytest.fixture(scope="module")
def model(embedder: Embedder) -> Model:
    return fitted(TRAINING, [PROGRAMME, Programme(alliance="moor", name="Moor")], embedder)


def test_the_model_knows_the_themes_it_was_shown(model: Model, embedder: Embedder) -> None:
    assert model.themes == tuple(sorted(IDEAS))
    assert [t for t, o in zip(model.themes, model.outside, strict=True) if o] == ["bauen", "kultur", "natur"]
    assert model.embedder == embedder.passport.embedder
    vectors = [read_idea(each.idea, embedder).vector for each in TRAINING]
    assert model.mean == pytest.approx(np.mean(vectors, axis=0), abs=1e-6)
    assert len(model.field) == len(FIELD_NAMES)


@pytest.mark.parametrize(
    ("idea", "field"),
    [
        ("Klassen aus Soltau lernen in Praktika Berufe von Betrieben kennen.", 0),
        ("Krankenschwestern von den Philippinen sollen hier arbeiten.", 1),
        ("Firmen richten eine Kinderbetreuung für ihre Beschäftigten ein.", 2),
        ("Mitarbeiterinnen üben den Umgang mit neuer Software.", 2),
        ("Die Kirche und der Chor feiern ein Fest.", -1),
        ("Ein Zaun und eine Schaukel für den Spielplatz.", -1),
    ],
)
def test_ideas_that_it_has_not_seen_come_to_their_field_or_to_none(
    model: Model, embedder: Embedder, idea: str, field: int
) -> None:
    fields = fields_of(PROGRAMME, embedder, model)
    vector = read_idea(idea, embedder).vector
    shares = fields.probabilities(model, model.theme_logs(vector, idea), vector)
    assert shares.sum() == pytest.approx(1.0)
    assert int(np.argmax(shares)) == field % 4


def test_weights_are_those_that_explain_the_ideas_out_of_fold(model: Model, embedder: Embedder) -> None:
    """Better than no weights at all, and told by the themes: the more of an outside theme, the likelier is none."""
    fields = fields_of(PROGRAMME, embedder, model)
    place = {"berufsorientierung": 0, "anwerbung-ausland": 1, "vereinbarkeit": 2, "digitale-kompetenzen": 2}

    def loss(weights: np.ndarray) -> float:
        asked = [each for each in TRAINING if each.theme != "gesundheit"]  # of no field
        shares = []
        for each in asked:
            vector = read_idea(each.idea, embedder).vector
            given = fields.probabilities(replace(model, field=weights), model.theme_logs(vector, each.idea), vector)
            shares.append(given[place.get(each.theme, -1)])
        return float(-np.log(shares).mean())

    assert loss(model.field) < 0.5 * loss(np.zeros(len(FIELD_NAMES)))
    named = dict(zip(FIELD_NAMES, model.field.tolist(), strict=True))
    assert named["best_theme"] + named["mean_theme"] > 0
    assert named["best_outside"] + named["all_outside"] > 0


def test_the_same_ideas_give_the_same_model(model: Model, embedder: Embedder) -> None:
    again = fitted(TRAINING, [PROGRAMME], embedder)
    assert again.field == pytest.approx(model.field)
    assert again.coefficients == pytest.approx(model.coefficients)


def test_ideas_of_a_theme_that_no_field_has_teach_no_field(model: Model, embedder: Embedder) -> None:
    without = fitted([each for each in TRAINING if each.theme != "gesundheit"], [PROGRAMME], embedder)
    assert without.themes == tuple(theme for theme in model.themes if theme != "gesundheit")
    assert np.isfinite(without.field).all()


def test_without_any_action_field_nothing_is_learnt_of_fields(embedder: Embedder) -> None:
    bare = fitted(TRAINING, [Programme(alliance="moor", name="Moor")], embedder)
    assert bare.field.tolist() == [0.0] * len(FIELD_NAMES)


def test_a_model_is_read_as_it_was_written(model: Model, embedder: Embedder, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    write(model, path)
    read = load_model(path)
    assert (read.embedder, read.themes, read.outside.tolist()) == (model.embedder, model.themes, model.outside.tolist())
    for name in ("mean", "coefficients", "intercepts", "word_intercepts", "rarity", "field"):
        assert getattr(read, name) == pytest.approx(getattr(model, name), rel=1e-5, abs=1e-6)
    assert read.words == pytest.approx(model.words, rel=1e-3, abs=1e-6)  # kept in half precision
    fields = fields_of(PROGRAMME, embedder, model)
    for each in TRAINING[::5]:
        vector = read_idea(each.idea, embedder).vector
        logs = [m.theme_logs(vector, each.idea) for m in (model, read)]
        assert logs[1] == pytest.approx(logs[0], abs=1e-2)
        shares = [fields.probabilities(m, m.theme_logs(vector, each.idea), vector) for m in (model, read)]
        assert shares[1] == pytest.approx(shares[0], abs=1e-2)
    with np.load(path, allow_pickle=False) as stored:
        assert set(stored) == {attribute.name for attribute in dataclasses.fields(Model)}
