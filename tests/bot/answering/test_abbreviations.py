"""What an abbreviation stands for is found where a paper writes it out, and nowhere else."""

from __future__ import annotations

import pytest

from bot.answering.abbreviations import abbreviations, written_out
from bot.understanding.understand import understand
from retrieval.index import Index
from retrieval.scope import Scope
from tests.bot.answering.conftest import Shelve

PAPER = """# Stellen

Die Kleinen und Mittleren Betriebe (KMB) erhalten Rat. Das Amt für Regionale Wirtschaft (ARW) prüft.
Die Träger des Bündnisses (TdB) treffen sich. Die Volkshochschule (VHS) hilft. Der Runde Tisch (RT) endet.

Der WMK (Wirtschafts- und Mittelstandskreis) lädt ein. ZKB steht für Zentrale Kontaktstelle Beruf. Das BZW hilft allen.
Ganz andere Worte (QXZ) stehen hier. Siehe Anlage (PDF). Die Stiftung Lernen (StL) zahlt.

Das Gremium für gute Löhne (GGL) berät.
"""
NEWER = "# Kürzel\n\nDer Arbeitskreis Regionale Wege (ARW) wandert.\n"


@pytest.fixture(scope="module")
def stellen(shelve: Shelve) -> Index:
    return shelve({"alt.md": PAPER, "neu.md": NEWER}, alt={"issued": "2019"}, neu={"issued": "2024"})


def long_forms(index: Index, question: str, document: str | None = None) -> list[str]:
    hits = [h for h in index.hits(Scope()) if document in (None, h.document.id)]
    quotes = written_out(understand(index, question), hits)
    for quote in quotes:
        text = quote.hit.passage.text
        assert text[quote.start : quote.end] == quote.text
        (number,) = quote.units
        assert quote.hit.passage.units[number].start <= quote.start < quote.hit.passage.units[number].end
    return [quote.text for quote in quotes]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wofür steht KMB?", ["Kleinen und Mittleren Betriebe (KMB)"]),
        ("Was heißt die Abkürzung RT?", ["Runde Tisch (RT)"]),
        ("Was bedeutet KMB?", ["Kleinen und Mittleren Betriebe (KMB)"]),
        ("What does RT stand for?", ["Runde Tisch (RT)"]),
        ("Wofür steht TdB?", ["Träger des Bündnisses (TdB)"]),
        ("Wofür steht WMK?", ["WMK (Wirtschafts- und Mittelstandskreis)"]),
        ("Wofür steht ZKB?", ["ZKB steht für Zentrale Kontaktstelle Beruf"]),
        ("Wofür steht StL?", ["Stiftung Lernen (StL)"]),
        ("Wofür stehen die Abkürzungen KMB und RT?", ["Kleinen und Mittleren Betriebe (KMB)", "Runde Tisch (RT)"]),
    ],
)
def test_the_long_form_beside_it(stellen: Index, question: str, expected: list[str]) -> None:
    assert sorted(long_forms(stellen, question, "alt")) == sorted(expected)


@pytest.mark.parametrize("short", ["BZW", "QXZ", "PDF", "UVW"])
def test_no_long_form_without_matching_letters(stellen: Index, short: str) -> None:
    assert long_forms(stellen, f"Wofür steht {short}?") == []


def test_the_newest_paper_is_asked_first(stellen: Index) -> None:
    assert long_forms(stellen, "Wofür steht ARW?") == ["Arbeitskreis Regionale Wege (ARW)"]
    assert long_forms(stellen, "Wofür steht ARW?", "alt") == ["Amt für Regionale Wirtschaft (ARW)"]


def test_a_letter_that_comes_twice_needs_two_places(stellen: Index) -> None:
    assert long_forms(stellen, "Wofür steht GGL?") == ["Gremium für gute Löhne (GGL)"]


def test_a_compound_is_a_long_form(stellen: Index) -> None:
    assert long_forms(stellen, "Wofür steht VHS?") == ["Volkshochschule (VHS)"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wofür steht KMB?", ("KMB",)),
        ("Was bedeutet KMB?", ("KMB",)),
        ("Was ist die KMB und wer leitet die VHS?", ()),  # more than a short form is asked about
        ("Was bedeutet KMB für das Handwerk?", ()),
        ("Wer leitet die VHS?", ()),
        ("Was ist ein Kurs?", ()),
        ("Wofür steht Volkshochschule?", ()),
    ],
)
def test_what_is_asked_to_be_written_out(stellen: Index, question: str, expected: tuple[str, ...]) -> None:
    assert abbreviations(understand(stellen, question)) == expected
