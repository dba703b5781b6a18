"""Comparing texts: layouts and spellings of numbers do not decide, other numbers do."""

from __future__ import annotations

import pytest

from eval.matching import evidence_rank, has_nugget, spot_ranks, squeezed, window
from eval.questions import Spot
from tests.eval.samples import question


@pytest.mark.parametrize(
    ("answer", "nugget", "said"),
    [
        ("Die 14 Partner", "14", True),
        ("im Jahr 2014", "14", False),
        ("6,98 Millionen", "6,9", False),
        ("6,9 Millionen", "6,98", False),
        ("ein Anteil von 30 %.", "30%", True),
        ("ein Anteil von 30 Prozent", "30 %", True),
        ("130 Prozent", "30 %", False),
        ("rund 50 000 Betriebe", "50.000", True),
        ("rund 50\u202f000 Betriebe", "50000", True),
        ("150.000 Betriebe", "50.000", False),
        ("2, 34 Mio.", "2,34", True),
        ("die Handlungsfelder 2, 3 und 4", "2,3", False),
        ("Der Betrag ist 2,34 [1] Mio. Euro", "2,34 Mio. Euro", True),
        ("Telefon 04131/742-122", "04131 742 122", True),
        ("Handlungsfeld IV: Attraktivität", "IV", True),
        ("Aktivierung", "IV", False),
        ("die IHKs der Region", "IHK", True),
        ("im Lenkungskreis diskutiert", "lenkungskreis", True),
        ("vier Partner", "4 | vier", True),
        ("fünf Partner", "4 | vier", False),
        ("Sprach- \nbarrieren", "Sprachbarrieren", True),
        ("| Celle | 266 |", "266", True),
        ("am 31. 12. 2027", "31.12.2027", False),
        ("am 31.12.2027.", "31.12.2027", True),
    ],
)
def test_nuggets_are_whole_figures_or_parts_of_words(answer: str, nugget: str, said: bool) -> None:
    assert has_nugget(answer, nugget) is said


def test_squeezing_makes_layouts_equal() -> None:
    assert squeezed("30 Pro-\njekte, 3,85 | Mio.") == squeezed("30 Projekte, 3,85 Mio.")


def test_the_window_is_the_tightest_around_the_first_term() -> None:
    text = "Euro hier. Das Budget beträgt 3,85 Mio. Euro."
    span = window(text, ("3,85", "Euro"))
    assert span is not None
    assert text[slice(*span)] == "3,85 Mio. Euro"
    assert window(text, ("3,85", "Dollar")) is None
    assert window("13,85 Mio.", ("3,85",)) is None


def test_rank_counts_the_first_text_of_the_right_document_with_all_terms() -> None:
    q = question(
        evidence=(
            Spot(document="a", section="", terms=("3,85 Millionen", "30 Projekte")),
            Spot(document="b", section="", terms=("Richtlinie",)),
        )
    )
    texts = [
        ("b", "3,85 Millionen und 30 Projekte"),
        ("a", "3,85 Millionen"),
        ("a", "30 Pro-\njekte, 3,85 | Millionen"),
    ]
    assert spot_ranks(q, texts) == (3, 0)


def test_one_spot_is_enough_unless_both_are_needed() -> None:
    assert evidence_rank(question(), (0, 4, 2)) == 2
    assert evidence_rank(question(expect="both"), (4, 2)) == 4
    assert evidence_rank(question(expect="both"), (4, 0)) == 0
    assert evidence_rank(question(), ()) == 0
