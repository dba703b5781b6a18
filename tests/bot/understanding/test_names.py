"""Whom and when a question is about: places, called names, years, and the day of "Stand am"."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.names import as_of, called_names, places, years
from corpus.model import Programme

PROGRAMMES = (
    Programme(
        alliance="moorgau",
        name="Fachkräftebündnis Moorgau",
        districts=("Mönchsfelde", "Lüchtenau-Dannenried", "Torfbruch", "Heide"),
    ),
    Programme(alliance="kuestenbogen", name="Allianz Küstenbogen", districts=("Deichhafen", "Torfbruch")),
)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie war der Stand am 31.12.2019?", date(2019, 12, 31)),
        ("Wie viele Mitglieder hatte der Beirat, Stand 1. 3. 2020?", date(2020, 3, 1)),
        ("Welche Ziele gab es zum Stand Ende 2019?", date(2019, 12, 31)),
        ("Welche Ziele gab es auf dem Stand von 2018?", date(2018, 12, 31)),
        ("Stichtag 30. Juni 2021: Wie hoch ist die Quote?", date(2021, 6, 30)),
        ("stand vom 15. märz 2021", date(2021, 3, 15)),
        ("Which goals are in force as of 2019?", date(2019, 12, 31)),
    ],
)
def test_the_day_that_is_meant(question: str, expected: date) -> None:
    assert as_of(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch war die Quote 2019?",
        "Wie hoch war die Quote zum 31.12.2019?",  # of the figure, not of the papers
        "Was ist der Stand?",
        "Wann entstand 2019 der Beirat?",
        "Stand am 31.2.2019",
        "Stand am 1.13.2019",
        "",
    ],
)
def test_no_day_without_such_a_phrase_or_for_no_real_day(question: str) -> None:
    assert as_of(question) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Stand: Mai 2020", date(2020, 5, 31)),
        ("Stand 3. Maerz 2019", date(2019, 3, 3)),
        ("Wie stand es 2019 um die Quote?", None),
    ],
)
def test_days_that_are_less_common(question: str, expected: date | None) -> None:
    assert as_of(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was galt 2019?", ("2019",)),
        ("Was galt 2019 und 2020, nicht 2019?", ("2019", "2020")),
        ("Was galt 2014–2020?", ("2014", "2020")),
        ("Was galt 2019/20?", ("2019",)),
        ("Was galt im Jahr 1998.", ("1998",)),
        ("Gibt es 2.020 Betriebe, 12019 Plätze oder 3,2019 Prozent?", ()),
        ("Was galt 1850 und 2150?", ()),
        ("Was gilt?", ()),
    ],
)
def test_years(question: str, expected: tuple[str, ...]) -> None:
    assert years(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie hoch ist die Quote in Mönchsfelde?", ("Mönchsfelde",)),
        ("wie hoch ist die quote in torfbruch?", ("Torfbruch",)),
        ("Wie ist das im Mönchsfelder Land?", ("Mönchsfelde",)),
        ("Was plant der Deichhafener Beirat?", ("Deichhafen",)),
        ("Torfbruchs Betriebe und Deichhafen", ("Torfbruch", "Deichhafen")),
        ("Was gilt in Lüchtenau-Dannenried?", ("Lüchtenau-Dannenried",)),
        ("Was gilt im Heidekreis?", ()),
        ("Was gilt in Musterstadt?", ()),
    ],
)
def test_districts_as_the_programmes_write_them(question: str, expected: tuple[str, ...]) -> None:
    assert places(question, PROGRAMMES) == expected


def test_no_places_without_programmes() -> None:
    assert places("Torfbruch", ()) == ()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Was sagt Frau Muster dazu?", ("Muster",)),
        ("Was sagt Prof. Dr. Muster zu Herrn Beispiel?", ("Muster", "Beispiel")),
        ("Liegt die Stadt Musterhausen im Landkreis Beispielfeld?", ("Musterhausen", "Beispielfeld")),
        ("Was tut die Samtgemeinde Muster-Dorf?", ("Muster-Dorf",)),
        ("Wer gehört zum Fachkräftebündnis Nordwind?", ("Nordwind",)),
        ("Was lehrt die Hochschule Musterstadt?", ("Musterstadt",)),
        ("Frau Muster und nochmals Frau Muster", ("Muster",)),
        ("Wer gehört zum Kreis der Mitglieder?", ()),
        ("Hat die Stadt In Sicht gewonnen?", ()),
        ("Wer führt das Bündnis Für Arbeit?", ()),
        ("Wo steht Musterhausen?", ()),
    ],
)
def test_names_that_the_word_before_them_announces(question: str, expected: tuple[str, ...]) -> None:
    assert called_names(question) == expected
