"""Headings: by number, by size and weight, by capitals, or by standing alone."""

from __future__ import annotations

import pytest

from corpus.model import BlockKind
from tests.ingest.stages import blocks_of, headings, laid_out, line, only, passages_of

LONG = (
    "Die Allianz arbeitet seit vielen Jahren mit den Kammern, den Kreisen und den Hochschulen der Region\n"
    "zusammen und bringt Projekte auf den Weg, die den Betrieben bei der Suche nach Fachkräften helfen.\n"
)
BODY_LINES = LONG.splitlines()


def test_numbered_chapters_have_their_depth() -> None:
    text = (
        f"1. Einleitung\n\n{LONG}\n2. Ziele der Strategie\n\n{LONG}\n2.1. Ausbildung\n\n{LONG}\n3. Ausblick\n\n{LONG}"
    )
    assert headings(text) == [
        (1, "1. Einleitung"),
        (1, "2. Ziele der Strategie"),
        (2, "2.1. Ausbildung"),
        (1, "3. Ausblick"),
    ]


def test_a_numbered_list_in_a_chapter_is_no_chapter() -> None:
    text = (
        f"1. Einleitung\n\n{LONG}\n2. Verfahren\n\n{LONG}\nDie Schritte sind:\n"
        "1. Beratung suchen\n2. Skizze einreichen\n3. Antrag stellen\n\n"
        f"3. Ausblick\n\n{LONG}"
    )
    assert headings(text) == [(1, "1. Einleitung"), (1, "2. Verfahren"), (1, "3. Ausblick")]
    (steps,) = only(blocks_of(text), BlockKind.LIST)
    assert steps.items == ("Beratung suchen", "Skizze einreichen", "Antrag stellen")
    assert steps.item_marks == ("1.", "2.", "3.")


def test_roman_list_and_roman_headings() -> None:
    as_list = f"{LONG}\nEs gibt vier Handlungsfelder:\nI. Nachwuchs\nII. Potenziale\nIII. Weiterbildung\nIV. Region\n"
    assert headings(as_list) == []
    (fields,) = only(blocks_of(as_list), BlockKind.LIST)
    assert fields.item_marks == ("I.", "II.", "III.", "IV.")
    assert fields.text == "Es gibt vier Handlungsfelder:"
    as_headings = f"I Nachwuchs sichern\n\n{LONG}\nII Potenziale erschließen\n\n{LONG}"
    assert [text for _, text in headings(as_headings)] == ["I Nachwuchs sichern", "II Potenziale erschließen"]


def test_the_last_item_before_a_long_paragraph_is_an_item() -> None:
    text = f"{LONG}\nEs gibt drei Felder:\nI. Nachwuchs\nII. Potenziale\nIII. Weiterbildung der Beschäftigten\n\n{LONG}"
    (fields,) = only(blocks_of(text), BlockKind.LIST)
    assert fields.items == ("Nachwuchs", "Potenziale", "Weiterbildung der Beschäftigten")


def test_capitals_over_two_lines_are_one_heading() -> None:
    text = f"KOMPLEXE URSACHEN EINES KOMMUNA-\nLEN FACHKRÄFTEMANGELS\n\n{LONG}"
    assert [t for _, t in headings(text)] == ["KOMPLEXE URSACHEN EINES KOMMUNALEN FACHKRÄFTEMANGELS"]


def test_size_makes_headings_and_their_order() -> None:
    extract = laid_out(
        [line("Strategie", size=18), "", line("Ziele", size=14), "Wir wollen mehr Nachwuchs gewinnen und halten."],
        [line("Mittel", size=14), "Das Land stellt dafür Geld aus dem Fonds bereit.", "", line("Anhang", size=18)],
        ["Der Anhang nennt alle Partner der Allianz."],
    )
    assert headings(extract) == [(1, "Strategie"), (2, "Ziele"), (2, "Mittel"), (1, "Anhang")]


def test_a_large_title_over_two_lines_is_one_heading() -> None:
    extract = laid_out(
        [
            line("Fachkräftestrategie der Allianz", size=18),
            line("Nordostniedersachsen", size=18),
            *BODY_LINES,
        ]
    )
    assert headings(extract) == [(1, "Fachkräftestrategie der Allianz Nordostniedersachsen")]


def test_two_large_headings_apart_stay_two() -> None:
    extract = laid_out([line("Erster Teil", size=18), "", line("Ziele", size=18), "Ein Text folgt hier unten."])
    assert headings(extract) == [(1, "Erster Teil"), (1, "Ziele")]


def test_larger_running_text_is_no_heading() -> None:
    extract = laid_out(
        [
            line("Titel der Schrift", size=18, bold=True),
            line("Eigene Wiedergabe. Quelle: Strategie des Bündnisses Leine-Weser,", size=11),
            line("Stand 2021. Maßgeblich ist das Original.", size=11),
            "",
            "Der Text beginnt hier und ist kleiner gesetzt als die Zeilen darüber.",
        ]
    )
    assert headings(extract) == [(1, "Titel der Schrift")]
    assert any(b.text.endswith("Maßgeblich ist das Original.") for b in only(blocks_of(extract), BlockKind.PARAGRAPH))


def test_small_tables_do_not_make_the_text_a_heading() -> None:
    rows = [line(f"Landkreis {n} | {n} % der Betriebe | viele Angaben zu diesem Kreis", size=8) for n in range(2, 12)]
    extract = laid_out([line("Zahlen", size=14), "Der Text steht über der Tabelle und ist größer als sie.", "", *rows])
    assert headings(extract) == [(1, "Zahlen")]


@pytest.mark.parametrize("text", ["Kontakt: Am Sande 1, 21335 Lüneburg.", "www.beispiel.de", "a@beispiel.de", "2024"])
def test_addresses_and_numbers_are_no_headings(text: str) -> None:
    assert headings(f"{LONG}\n{text}\n\n{LONG}") == []


def test_a_heading_without_text_is_not_lost() -> None:
    extract = laid_out(
        [line("Perspektiven im Raum", size=14), "", line("Bündnis gestartet", size=14), *BODY_LINES],
        [line("Kontakt und Dank", size=14)],
    )
    first, last = passages_of(extract)
    assert first.section == ("Bündnis gestartet",)
    assert first.text == "Perspektiven im Raum\n\n" + " ".join(BODY_LINES)
    assert last.text == "Kontakt und Dank"


def test_a_chapter_with_text_only_in_its_subchapters_is_shown_once() -> None:
    extract = laid_out([line("Ziele", size=18), "", line("Nachwuchs", size=14), "Wir wollen Nachwuchs gewinnen."])
    (passage,) = passages_of(extract)
    assert passage.section == ("Ziele", "Nachwuchs")
    assert passage.text == "Wir wollen Nachwuchs gewinnen."


def test_the_title_repeated_at_the_top_is_dropped() -> None:
    extract = laid_out([line("Probe", size=18), "", line("Ziele", size=14), "Wir wollen Nachwuchs gewinnen."])
    assert [p.section for p in passages_of(extract)] == [("Ziele",)]


def test_a_heading_that_is_a_word_of_the_title_stays() -> None:
    from dataclasses import replace

    from tests.ingest.stages import DOCUMENT

    document = replace(DOCUMENT, title="Ziele und Mittel der regionalen Fachkräftestrategie")
    extract = laid_out([line("Ziele", size=18), "Wir wollen Nachwuchs gewinnen."])
    assert [p.section for p in passages_of(extract, document=document)] == [("Ziele",)]
