"""The parts of the check: figures, dates, plain text, words and what turns a sentence around."""

from __future__ import annotations

import pytest

from bot.verification.clauses import statements
from bot.verification.dates import find_dates
from bot.verification.plain import foreign, markup
from bot.verification.polarity import read_clauses, turned
from bot.verification.quantities import find_quantities, same_figure
from bot.verification.words import Known, root
from retrieval.index import Index


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3,85 Millionen Euro", "3.850.000 €", True),
        ("3,85 Mio. EUR", "3 850 000 Euro", True),
        ("50 Prozent", "50 v. H.", True),
        ("die Hälfte der Kosten", "50 % der Kosten", True),
        ("vier Jahre", "vierjährig", True),
        ("bis zu 60 %", "höchstens 60 Prozent", True),
        ("rund 200 Betriebe", "knapp 200 Betriebe", True),
        ("§ 3 Abs. 2", "§ 3 Absatz 2", True),
        ("Telefon 04131 742-163", "+49 4131 742163", True),
        ("50 Prozent", "50 Euro", False),
        ("12 Monate", "12 Jahre", False),
        ("bis zu 60 %", "60 %", False),
        ("mindestens 60 %", "höchstens 60 %", False),
        ("mehr als 200 Betriebe", "rund 200 Betriebe", False),
        ("ein Drittel", "zwei Drittel", False),
        ("3,85 Mio. EUR", "3,85 Mrd. EUR", False),
        ("§ 3 Abs. 2", "§ 3 Abs. 3", False),
        ("04131 742163", "04131 742164", False),
    ],
)
def test_figures_are_compared_with_unit_and_limit(one: str, other: str, same: bool) -> None:
    first, second = find_quantities(one), find_quantities(other)
    assert first and second
    assert same_figure(first[0], second[0]) is same


def test_a_figure_knows_what_it_counts_and_per_what() -> None:
    found = find_quantities("Je Landkreis 1.000 EUR im Jahr, dazu 14 neue Partner")
    assert [(q.noun, sorted(q.rates)) for q in found if q.kind == "number"] == [
        ("", ["jahr", "landkreis"]),
        ("Partner", []),
    ]


def test_an_article_is_no_figure() -> None:
    assert find_quantities("Ein Antrag und eine Skizze reichen.") == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("am 31. März 2024", [(2024, 3, 31, "")]),
        ("bis zum 31.03.2024", [(2024, 3, 31, "until")]),
        ("seit März 2024", [(2024, 3, 0, "since")]),
        ("2021 bis 2027", [(2021, 0, 0, "since"), (2027, 0, 0, "until")]),
        ("zwischen 2020 und 2024", [(2020, 0, 0, "since"), (2024, 0, 0, "until")]),
        ("im Schuljahr 2013/14", [(2013, 0, 0, "since"), (2014, 0, 0, "until")]),
        ("2.024 Euro für Jan, August", []),
    ],
)
def test_dates_in_all_german_forms(text: str, dates: list[tuple[int, int, int, str]]) -> None:
    assert [(d.year, d.month, d.day, d.way) for d in find_dates(text)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "Siehe [hier](https://example.org).",
        "Das ist <b>wichtig</b>.",
        "Das ist `code`.",
        "Das ist **wichtig**.",
        "Das steht unter www.example.org.",
        "Das steht unter probe.example.org.",
        "Schreiben Sie an andere@example.org.",
        "Das steht\u200b da.",
        "Das steht \u202eda.",
        "Das stеht da.",  # a Cyrillic letter
        "Toll \U0001f600.",
        "Es sind ₈₇ Projekte.",
        "Es sind ① Projekte.",
        "Es sind １２ Projekte.",
        "Es sind ² Projekte.",
    ],
)
def test_markup_is_found(text: str) -> None:
    assert markup(text, ["Auskunft gibt probe@example.org.", "Es sind 7 km²."])


@pytest.mark.parametrize(
    "text",
    [
        "Auskunft gibt probe@example.org.",
        "Die 0- bis 3-Jährigen, z. B. „Kinder“ (5 %) – § 3.",
        "Ärzt:innen* fehlen.",
        "Es sind 7 km².",
    ],
)
def test_plain_text_is_plain(text: str) -> None:
    assert markup(text, ["Auskunft gibt probe@example.org.", "Es sind 7 km²."]) == ""


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("The council decides on the projects.", True),
        ("Le conseil est dans la ville avec les partenaires.", True),
        ("Das Projekt heißt „Care Transforms Work“.", False),
        ("Landkreis Musterhausen", False),
    ],
)
def test_only_german_is_german(text: str, is_foreign: bool) -> None:
    assert foreign(text) is is_foreign


@pytest.mark.parametrize(
    ("sentence", "source", "fault"),
    [
        ("Vereine werden gefördert.", "Vereine werden nicht gefördert.", "nicht"),
        ("Vereine werden nicht gefördert.", "Vereine werden gefördert, Firmen nicht.", "nicht"),
        ("Vereine werden gefördert.", "Vereine werden nur gefördert, wenn sie gemeinnützig sind.", "nur"),
        ("Vereine werden gefördert.", "Vereine werden gefördert, sofern sie gemeinnützig sind.", "sofern"),
        ("Vereine können berichten.", "Vereine müssen berichten.", "müssen"),
        ("Vereine werden gefördert.", "Vereine sollen gefördert werden.", "sollen"),
        ("Die Quote steigt.", "Die Quote sinkt.", "steig"),
        ("Der Antrag ist vor dem Beginn zu stellen.", "Der Antrag ist nach dem Beginn zu stellen.", "vor dem Beginn"),
        ("Menschen mit Abschluss nehmen teil.", "Menschen ohne Abschluss nehmen teil.", "abschl"),
        ("Besetzte Stellen werden gemeldet.", "Unbesetzte Stellen werden gemeldet.", "besetzt"),
        ("Vereine werden nicht gefördert.", "Von der Förderung sind Vereine ausgeschlossen.", ""),
        ("Vereine werden gefördert.", "Gefördert werden Vereine, nicht aber Firmen.", ""),
        ("Firmen werden gefördert.", "Gefördert werden Vereine, nicht aber Firmen.", "nicht"),
    ],
)
def test_what_turns_a_sentence_around(sentence: str, source: str, fault: str) -> None:
    found = turned(sentence, read_clauses(source))
    assert fault.lower() in found.lower() if fault else found == ""


def test_a_lead_in_holds_for_its_items() -> None:
    source = read_clauses("Reisekosten,", "Nicht gefördert werden:")
    assert turned("Gefördert werden Reisekosten.", source)
    assert not turned("Reisekosten werden nicht gefördert.", source)


@pytest.mark.parametrize(
    ("one", "other"),
    [("gefördert", "Förderung"), ("stieg", "steigen"), ("entschieden", "Entscheidung"), ("teilgenommen", "Teilnahme")],
)
def test_forms_of_a_word_have_one_root(one: str, other: str) -> None:
    assert root(one) == root(other)


def test_parts_of_a_compound_must_stand_together(index: Index) -> None:
    vocabulary = index.lexical.vocabulary
    known = Known(["Die Laufzeit der Projekte ist kurz. Viele Worte trennen beides, und am Ende steht der Antrag."], vocabulary)  # fmt: skip
    assert known.together("Laufzeit")
    assert not known.together("Projektantrag")


def test_a_stretch_without_its_own_subject_joins_the_one_before() -> None:
    assert statements("Der Rat entscheidet und lädt zur Sitzung ein") == ("Der Rat entscheidet lädt zur Sitzung ein",)
    assert len(statements("Der Rat entscheidet und die Stelle lädt ein")) == 2
