"""German wording, names of alliances, and questions to try."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.onboarding.alliances import find_alliance
from bot.onboarding.questions import questions_of
from bot.onboarding.words import enumerated, german_order, lasts, plural, sentence, spoken_time, start_of
from corpus.errors import NotFoundError, UsageError
from corpus.model import Programme

HEIDE = Programme(alliance="heide", name="Fachkräftebündnis Heide", names=("FBH", "Bündnis Heide"))
KUESTE = Programme(alliance="kueste", name="Bündnis Küste", names=("Ostküste",))


def test_german_order() -> None:
    terms = ["Zug", "Öl", "ESF+", "ofen", "Straße", "Strand", "ESF", "Ähre", "Strassenbahn", "Abc", "„Beta“"]
    assert sorted(terms, key=german_order) == [
        "Abc", "Ähre", "„Beta“", "ESF", "ESF+", "ofen", "Öl", "Strand", "Straße", "Strassenbahn", "Zug"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "spoken", "start", "span"),
    [
        ("2014", "2014", "2014", False),
        ("2014-11", "November 2014", "2014-11", False),
        ("2014-11-28", "28. November 2014", "2014-11-28", False),
        ("2015-2021", "2015–2021", "2015", True),
    ],
)
def test_times(when: str, spoken: str, start: str, span: bool) -> None:
    assert (spoken_time(when), start_of(when), lasts(when)) == (spoken, start, span)


@pytest.mark.parametrize(
    ("noun", "several"),
    [
        ("Handlungsfeld", "Handlungsfelder"),
        ("Handlungsschwerpunkt", "Handlungsschwerpunkte"),
        ("Ziel", "Ziele"),
        ("Achse", "Themen"),
    ],
)
def test_plurals(noun: str, several: str) -> None:
    assert plural(noun) == several


def test_sentences() -> None:
    assert enumerated([]) == ""
    assert enumerated(["A"]) == "A"
    assert enumerated(["A", "B", "C"]) == "A, B und C"
    assert sentence("zweimal im Jahr") == "Zweimal im Jahr."
    assert sentence("Sie tagt.") == "Sie tagt."


@pytest.mark.parametrize(
    "name",
    ["heide", "FBH", "fbh", "Fachkräftebündnis Heide", "fachkraeftebuendnis heide", "Bündnis-Heide", " BÜNDNIS HEIDE "],
)
def test_an_alliance_is_found_by_any_of_its_names(name: str) -> None:
    assert find_alliance(name, (KUESTE, HEIDE)) is HEIDE


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("haide", "Meinten Sie „heide“?"),
        ("Fachkräftebündnis Heyde", "Meinten Sie „heide“?"),
        ("Osstküste", "Meinten Sie „kueste“?"),
        ("Gebirge", "Im Index sind: heide, kueste."),
        ("", "Im Index sind: heide, kueste."),
        ("„“", "Im Index sind: heide, kueste."),
    ],
)
def test_an_unknown_alliance_is_refused_with_the_nearest(name: str, remedy: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        find_alliance(name, (HEIDE, KUESTE))
    assert refused.value.message == f"Das Bündnis „{name}“ ist nicht bekannt."
    assert refused.value.remedy == remedy


def test_no_alliance_at_all() -> None:
    with pytest.raises(NotFoundError, match="Im Index sind: keine"):
        find_alliance("heide", ())


def test_a_name_of_two_alliances_is_not_guessed() -> None:
    both = replace(KUESTE, names=("FBH",))
    with pytest.raises(UsageError, match=r"„fbh“ heißen mehrere Bündnisse\. Geben Sie eines davon an: heide, kueste\."):
        find_alliance("fbh", (HEIDE, both))


def test_questions_are_filled_up_with_what_the_programme_says(programme: Programme) -> None:
    assert questions_of(programme) == (
        "Was macht die Steuerrunde?",
        "Worum geht es im Projekt „Lernwerkstatt“?",
        "Welche Themen gehören zu „Nachwuchs gewinnen“?",
        "Netzwerkvorhaben: Was wird gefördert?",
        "Was bedeutet „Zuwendung“?",
        "Welche Telefonnummer hat Berta Beispiel?",
        "Fachkräftebündnis Heide: Welche Landkreise gehören dazu?",
        "Kursvorhaben: Was wird gefördert?",
        "Was bedeutet „BVJ“?",
        "Was bedeutet „Ähnlichkeitsvotum“?",
    )


def test_questions_about_bodies_that_nobody_asked_yet(programme: Programme) -> None:
    asked = questions_of(replace(programme, questions=()))
    assert asked[0] == "Steuerrunde: Wie oft wird getagt?"
    assert "Steuerrunde: Wer gehört dazu?" in asked
    assert not any("Förderbank" in question for question in asked)  # neither members nor meetings are known


def test_at_most_ten_questions_none_twice(programme: Programme) -> None:
    many = tuple(f"Frage {n}?" for n in range(12))
    assert questions_of(replace(programme, questions=("Frage 0?", *many))) == many[:10]
    assert questions_of(HEIDE) == ()
