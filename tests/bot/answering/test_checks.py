"""Each check compares one thing that the question names with what the evidence says."""

from __future__ import annotations

import pytest

from bot.answering.checks import check_alliance, check_evidence, failed
from bot.understanding.understand import understand
from corpus.model import Check
from retrieval.index import Index
from tests.bot.answering.asking import TODAY, candidate


def checks(index: Index, question: str, words: str, said: str | None = None) -> dict[str, Check]:
    """The checks by name for the unit with some words; `said` is what would be quoted, by default the unit."""
    best, programmes = candidate(index, words), index.generation.programmes
    read = understand(index, question)
    found = check_evidence(read, best, said or best.text, today=TODAY, programmes=programmes, alliance=None)
    return {c.name: c for c in found}


@pytest.mark.parametrize(
    ("question", "words", "passed"),
    [
        ("Wie hoch ist der Beitrag der Landkreise?", "12.000 Euro", True),
        ("Wie lange darf ein Vorhaben dauern?", "höchstens 18 Monate", True),
        ("Wie viel Prozent werden gefördert?", "Reisen ins Ausland", False),
        ("Wie oft tagt der Beirat?", "Den Vorsitz führt die Handwerkskammer", False),
        ("Welche Telefonnummer hat das Hafenbüro?", "0998 65 43 21", True),
        ("Welche E-Mail-Adresse hat das Hafenbüro?", "0998 65 43 21", False),
        ("Wer führt den Vorsitz?", "Den Vorsitz führt die Handwerkskammer", True),
    ],
)
def test_the_form(papers: Index, question: str, words: str, passed: bool) -> None:
    assert checks(papers, question, words)["form"].passed is passed


def test_a_quoted_neighbour_may_have_the_form(papers: Index) -> None:
    words, more = "Der Beirat beschließt über alle Vorhaben", "Er tagt dreimal im Jahr."
    assert not checks(papers, "Wie oft tagt der Beirat?", words)["form"].passed
    assert checks(papers, "Wie oft tagt der Beirat?", words, more)["form"].passed


@pytest.mark.parametrize(
    ("question", "words", "passed"),
    [
        ("Wie viele Schulklassen hat das Lernmobil in Torfbruch besucht?", "240 Schulklassen", False),
        ("Wie oft tagt der Beirat in Mönchsfelde?", "Er tagt dreimal im Jahr in Mönchsfelde", True),
        ("Wie oft tagt der Beirat in Deichhafen?", "Er tagt dreimal im Jahr in Mönchsfelde", False),
        ("Welche Anschrift hat das Büro in Mönchsfelde?", "Musterweg 4", True),
        ("Welche Anschrift hat das Büro in Wattstedt?", "Musterweg 4", False),
        ("Wie lang ist die Vakanzzeit in Torfbruch?", "Altenpflege | 201", True),  # by its column name
    ],
)
def test_the_place_of_a_figure_or_address(papers: Index, question: str, words: str, passed: bool) -> None:
    assert checks(papers, question, words)["place"].passed is passed


def test_other_forms_are_not_bound_to_a_place(papers: Index) -> None:
    assert "place" not in checks(papers, "Wer führt den Vorsitz in Torfbruch?", "Den Vorsitz führt die Hafenkammer")


@pytest.mark.parametrize(
    ("question", "words", "passed"),
    [
        ("Seit wann fährt das Lernmobil, seit 2016?", "Es fährt seit 2016", True),
        ("Fährt das Lernmobil seit 2011?", "Es fährt seit 2016", False),
        ("Welcher Kurs lief bis 2021?", "begann 2018 und lief bis 2021", True),
        ("Welcher Kurs läuft seit 2021?", "begann 2018 und lief bis 2021", False),
        ("Welcher Kurs läuft ab 2021?", "begann 2018 und lief bis 2021", False),
        ("Welcher Kurs begann 2018?", "begann 2018 und lief bis 2021", True),
        # a statement without a year is of the time of its document
        ("Wie oft tagte der Beirat 2013?", "Er tagt fünfmal", True),
        ("Wie oft tagte der Beirat 2011?", "Er tagt fünfmal", False),
        ("Wie oft tagt der Beirat 2026?", "Er tagt dreimal", True),  # within its validity
        # a figure with a year of its own is of that year only
        ("Wie lange lief das Vorhaben 2017?", "Das Vorhaben Lernmobil lief bis 2019", False),
        ("Wie hoch war die Teilzeitquote 2020?", "2020 | 48,6", True),
        ("Wie hoch war die Teilzeitquote 2020?", "2019 | 47,1", False),
    ],
)
def test_the_year(papers: Index, question: str, words: str, passed: bool) -> None:
    assert checks(papers, question, words)["year"].passed is passed


def test_a_year_that_is_too_far_off(papers: Index) -> None:
    assert not checks(papers, "Wie oft tagt der Beirat 2090?", "Er tagt dreimal")["future"].passed
    assert "future" not in checks(papers, "Wie oft tagt der Beirat 2030?", "Er tagt dreimal")


@pytest.mark.parametrize(
    ("question", "words", "passed"),
    [
        ("Wie hoch ist die Betreuungsquote?", "2020 | 48,6", False),
        ("Wie hoch ist die Teilzeitquote?", "2020 | 48,6", True),
        ("Wie lang ist die Vakanzzeit?", "Altenpflege | 201", True),
        ("Wie lang ist die Wartezeit?", "Altenpflege | 201", False),
        ("Welche Wartezeit empfiehlt der Wegweiser?", "Wer umschulen möchte", True),  # asks for no figure
    ],
)
def test_the_measure(papers: Index, question: str, words: str, passed: bool) -> None:
    assert checks(papers, question, words)["measure"].passed is passed


def test_a_stated_gap(papers: Index) -> None:
    question = "Wie viele Springkräfte gibt es?"
    assert not checks(papers, question, "Springkräfte liegen keine Angaben vor")["gap"].passed
    assert checks(papers, question, "240 Schulklassen")["gap"].passed
    # of a row only the cells that would be shown count
    row = "Dachdeckerei | 112"
    assert not checks(papers, question, row, "Dachdeckerei, Torfbruch: keine Angabe")["gap"].passed
    assert checks(papers, question, row, "Dachdeckerei, Mönchsfelde: 112")["gap"].passed


@pytest.mark.parametrize(
    ("question", "words", "passed"),
    [
        ("Was sagt Frau Muster?", "Auskunft gibt Frau Muster", True),
        ("Was sagt Frau Beispiel?", "Auskunft gibt Frau Muster", False),
        ("Was tut die Stadt Nirgendwo?", "Die Gärtnerei Grünstück bildet", False),
        ("Was plant der Landkreis Torfbruch?", "Die Gärtnerei Grünstück bildet", True),  # a known place: not this check
    ],
)
def test_called_names(papers: Index, question: str, words: str, passed: bool) -> None:
    assert checks(papers, question, words)["name"].passed is passed


@pytest.mark.parametrize(
    ("alliance", "words", "own", "passed"),
    [
        ("moorgau", "Moorgau | 1,40", "Moorgau | 1,40", True),
        ("moorgau", "Küstenbogen | 2,75", "Küstenbogen | 2,75", False),
        ("kuestenbogen", "2020 | 48,6", "2020 | 48,6", True),  # its caption names a district
        ("moorgau", "2020 | 48,6", "2020 | 48,6", False),
        ("moorgau", "Sie verkauft Stauden", "Sie verkauft Stauden.", True),  # names none
        ("moorgau", "Er tagt dreimal", "Er fährt nach Deichhafen.", True),  # its own paper
        ("moorgau", "2020 | 48,6", "Moorgau und Küstenbogen", True),  # names it too
    ],
)
def test_a_paper_about_all_may_speak_of_another_alliance(
    papers: Index, alliance: str, words: str, own: str, passed: bool
) -> None:
    hit = candidate(papers, words).hit
    assert check_alliance(alliance, hit, own, papers.generation.programmes).passed is passed


def test_the_first_failed_check_is_named() -> None:
    good, bad, worse = (Check(name=n, passed=n == "good", text="") for n in ("good", "bad", "worse"))
    assert failed((good, bad, worse)) is bad
    assert failed((good,)) is None is failed(())
