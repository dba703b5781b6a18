"""What speaks against taking a fit for granted, and which goals are touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.eligibility.reading import read_idea
from bot.fit.concerns import concerns, goals_touched, shortened
from bot.fit.idea import read_idea as embed_idea
from bot.fit.model import load_model
from bot.sources import Sources
from corpus.programme import Programme
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.strategies import ABROAD, COURSES, POOL, SCHOOLS

SHORT = "Die Beschreibung ist sehr kurz."
NO_PLACE = "Die Beschreibung nennt keinen Ort in der Region."
ELSEWHERE = "Genannt sind nur Orte außerhalb der Region von Fachkräftebündnis Heidetal: "
IN_HOUSE = "Das Projekt dient nach dem Text nur dem eigenen Betrieb"
STRAY = "Dieser Teil hat erkennbar nichts mit Fachkräften zu tun: „"
NOWHERE = COURSES.replace(" in Uelzen", "").replace(" im Landkreis", "")
INSIDE = "Wir schulen in Soltau nur unsere eigenen Leute, jeden Montag eine Stunde lang an den neuen Pressen im Werk."


@pytest.fixture(scope="module")
def heidetal(strategies: Assistant) -> Programme:
    return strategies.alliance("heidetal")


def found(programme: Programme, embedder: Embedder, text: str, *shares: float) -> tuple[str, ...]:
    ranked = list(zip(programme.action_fields, shares or (1.0, 0.0), strict=False))
    return concerns(programme, embed_idea(text, embedder), read_idea(text), load_model(), ranked)


@pytest.mark.parametrize("text", [SCHOOLS, COURSES, ABROAD])
def test_a_whole_idea_from_the_region_raises_none(heidetal: Programme, embedder: Embedder, text: str) -> None:
    assert found(heidetal, embedder, text) == ()


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("Berufsorientierung in Soltau", [SHORT]),
        ("Berufsorientierung", [NO_PLACE, SHORT]),
        ("Eins zwei drei vier fünf sechs sieben acht neun zehn in Soltau", []),  # twelve words
        ("Eins zwei drei vier fünf sechs sieben acht neun in Soltau", [SHORT]),
        (NOWHERE, [NO_PLACE]),
        (COURSES.replace("Uelzen", "Hamburg"), [f"{ELSEWHERE}Hamburg."]),
        (COURSES.replace("in Uelzen", "in Göttingen und Bremen"), [f"{ELSEWHERE}Göttingen, Bremen."]),
        (COURSES.replace("in Uelzen", "in Hamburg und Soltau"), []),  # one of them is inside
        (INSIDE, [IN_HOUSE]),
    ],
)
def test_what_is_missing_is_named(heidetal: Programme, embedder: Embedder, text: str, beginnings: list[str]) -> None:
    told = found(heidetal, embedder, text)
    assert len(told) == len(beginnings), told
    assert all(sentence.startswith(start) for sentence, start in zip(told, beginnings, strict=True)), told


def test_the_words_that_show_a_project_to_be_in_house_are_quoted(heidetal: Programme, embedder: Embedder) -> None:
    (told,) = found(heidetal, embedder, INSIDE)
    quote = told.partition("„")[2].partition("“")[0]
    assert quote and quote.removesuffix(" …") in INSIDE
    assert told.endswith("Die Strategie will die Region stärken.")


def test_without_districts_no_place_is_missed(strategies: Assistant, embedder: Embedder) -> None:
    programme = strategies.alliance("moor")
    assert found(programme, embedder, NOWHERE) == ()


@pytest.mark.parametrize(("second", "told"), [(0.24, False), (0.25, True), (0.5, True)])
def test_a_close_second_field_is_to_be_weighed(
    heidetal: Programme, embedder: Embedder, second: float, told: bool
) -> None:
    sentences = found(heidetal, embedder, COURSES, 1.0 - second, second)
    expected = (
        "Auch Handlungsfeld II „Beschäftigte weiterbilden“ liegt nahe. Entscheiden Sie, was der Kern des Projekts ist."
    )
    assert sentences == ((expected,) if told else ())


def test_a_part_about_something_else_is_quoted(heidetal: Programme, embedder: Embedder) -> None:
    schools = f"{SCHOOLS} Danach überlegen die Jugendlichen mit ihren Lehrkräften, welche Ausbildung zu ihnen passt."
    pool = f"{POOL} Dazu kommen drei neue Umkleiden aus Holz, ein Kiosk mit Terrasse und ein Spielplatz mit Sandkasten."
    told = found(heidetal, embedder, f"{schools}\n{pool}\n{schools}")
    assert [t for t in told if t.startswith(STRAY)] == list(told) != []
    assert told[0] == f"{STRAY}{shortened(pool)}“."
    assert found(heidetal, embedder, f"{SCHOOLS}\n{ABROAD}\n{COURSES}") == ()


def test_a_text_of_one_piece_has_no_stray_part(heidetal: Programme, embedder: Embedder) -> None:
    assert found(heidetal, embedder, POOL) == ()


def test_all_concerns_come_in_order(heidetal: Programme, embedder: Embedder) -> None:
    told = found(heidetal, embedder, "Nur für unser eigenes Werk in Hamburg", 0.6, 0.4)
    starts = ("Auch Handlungsfeld II", IN_HOUSE, ELSEWHERE, SHORT)
    assert [t.startswith(s) for t, s in zip(told, starts, strict=True)] == [True] * 4, told


def test_the_concerns_of_a_fit_are_these(strategies: Assistant) -> None:
    assert strategies.fit(NOWHERE, alliance="heidetal").concerns == (NO_PLACE,)


def test_goals_are_touched_by_their_signs_which_are_quoted_as_typed(
    strategies_data: Path, embedder: Embedder, heidetal: Programme
) -> None:
    index = Index(open_current(strategies_data, passport=embedder.passport), embedder)
    text = (
        "DIGITALE Kurse, digitale Kurse und Digitalisierung für Frauen; postdigital zählt nicht, Hausfrauen auch nicht."
    )
    goals = goals_touched(heidetal, embed_idea(text, embedder), Sources(index))
    assert [(goal.id, goal.title) for goal in goals] == [("digital", "Digitalisierung"), ("gleich", "Gleichstellung")]
    assert [len(goal.words) for goal in goals] == [2, 1]
    assert all(word in text for goal in goals for word in goal.words)
    assert {word.lower() for word in goals[0].words} == {"digitale", "digitalisierung"}
    assert goals[0].citation is not None
    assert goals[0].citation.quote == "Die Digitalisierung wird in jedem Handlungsfeld mitgedacht."
    assert goals_touched(heidetal, embed_idea("Wir werben an.", embedder), Sources(index)) == ()


def test_at_most_five_words_of_a_goal_are_shown(strategies_data: Path, embedder: Embedder, heidetal: Programme) -> None:
    index = Index(open_current(strategies_data, passport=embedder.passport), embedder)
    text = "Digitalkurs, Digitalwerk, Digitallabor, Digitalbüro, Digitalpakt, Digitalfunk und Digitalmesse"
    (goal,) = goals_touched(heidetal, embed_idea(text, embedder), Sources(index))
    assert goal.words == ("Digitalkurs", "Digitalwerk", "Digitallabor", "Digitalbüro", "Digitalpakt")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Kurz.", "Kurz."),
        ("x" * 160, "x" * 160),
        ("Wort " * 40, f"{'Wort ' * 31}Wort …"),
        ("y" * 200, f"{'y' * 160} …"),
    ],
)
def test_long_quotes_are_cut_at_a_blank(text: str, short: str) -> None:
    assert shortened(text) == short
