"""Tables in columns and tables of loose figures."""

from __future__ import annotations

import pytest

from corpus.model import Block, BlockKind, Extract
from ingest.tables import values_of
from retrieval.units import unit_texts
from tests.ingest.stages import blocks_of, laid_out, line, only, passages_of

LOOSE = """Der Text vor der Tabelle beschreibt die Zeiten in den Berufen der Kreise.

Tabelle 1: Vakanzzeiten für ausgewählte Berufe (in Tagen)
Berufshauptgruppen
Celle Harburg Uelzen
2020 2023 2020 2023 2020 2023
Verkaufsberufe 142 118 219 227 x x
Gebäude- u. versorgungstechnische
Berufe 180 266 x x 99 -
Hoch- und Tiefbau x x x 623 x 1.204

Der Text nach der Tabelle geht weiter wie zuvor.
"""


def table_of(extract: Extract | str) -> Block:
    (table,) = only(blocks_of(extract), BlockKind.TABLE)
    return table


@pytest.mark.parametrize(
    ("text", "label", "values"),
    [
        ("Verkaufsberufe 142 118 x", "Verkaufsberufe", ("142", "118", "x")),
        ("Celle 1.204 3,85 12 %", "Celle 1.204 3,85 12 %", ()),
        ("Celle 1.204 3,85 12%", "Celle", ("1.204", "3,85", "12%")),
        ("Uelzen – -3% /", "Uelzen", ("–", "-3%", "/")),
        ("2020 2023", "", ("2020", "2023")),
        ("nur Text", "nur Text", ()),
    ],
)
def test_values_are_split_from_the_label(text: str, label: str, values: tuple[str, ...]) -> None:
    assert values_of(text) == (label, values)


def test_loose_figures_become_a_table_with_both_header_rows() -> None:
    table = table_of(LOOSE)
    assert table.text == "Tabelle 1: Vakanzzeiten für ausgewählte Berufe (in Tagen)"
    assert table.rows == (
        (
            "Berufshauptgruppen",
            "Celle 2020",
            "Celle 2023",
            "Harburg 2020",
            "Harburg 2023",
            "Uelzen 2020",
            "Uelzen 2023",
        ),
        ("Verkaufsberufe", "142", "118", "219", "227", "x", "x"),
        ("Gebäude- u. versorgungstechnische Berufe", "180", "266", "x", "x", "99", "-"),
        ("Hoch- und Tiefbau", "x", "x", "x", "623", "x", "1.204"),
    )
    texts = [b.text for b in only(blocks_of(LOOSE), BlockKind.PARAGRAPH)]
    assert texts[0].startswith("Der Text vor")
    assert texts[-1] == "Der Text nach der Tabelle geht weiter wie zuvor."


def test_the_caption_of_loose_figures_may_stand_below() -> None:
    lines = LOOSE.splitlines()
    caption = lines.pop(2)
    at = lines.index("Hoch- und Tiefbau x x x 623 x 1.204") + 1
    table = table_of("\n".join([*lines[:at], caption, *lines[at:]]))
    assert table.text == caption
    assert len(table.rows) == 4


def test_columns_become_a_table_with_empty_cells() -> None:
    table = table_of(
        laid_out(
            [
                "Der Text vor der Tabelle.",
                "",
                line("Tabelle 2: Mittel", size=9),
                line("Zeitraum | Betrag | Hinweis"),
                line("2015–2021 | 3,85 |  "),
                line("2021–2024 | 2,24 | x"),
                "",
                "Der Text danach.",
            ]
        )
    )
    assert table.text == "Tabelle 2: Mittel"
    assert table.rows == (("Zeitraum", "Betrag", "Hinweis"), ("2015–2021", "3,85", ""), ("2021–2024", "2,24", "x"))
    assert table.header_rows == 1
    assert table.page == 1


def test_the_caption_of_columns_may_stand_below() -> None:
    extract = laid_out([line("Kreis | Wert"), line("Celle | 5"), "Tabelle 3: Werte"])
    assert table_of(extract).text == "Tabelle 3: Werte"


def test_rows_of_unlike_length_are_filled_up() -> None:
    table = table_of(laid_out([line("Kreis | 2020 | 2023"), line("Celle | 5"), line("Uelzen | 6 | 7")]))
    assert table.rows[1] == ("Celle", "5", "")


def test_one_row_in_columns_is_no_table() -> None:
    blocks = blocks_of(laid_out(["Ein Text steht hier.", "", line("Kontakt | Am Sande 1"), "", "Noch ein Text."]))
    assert not only(blocks, BlockKind.TABLE)
    assert any("Am Sande 1" in b.text for b in blocks)


def test_a_table_is_a_passage_whose_rows_know_their_columns() -> None:
    before, table, after = passages_of(LOOSE)
    assert before.kind is after.kind is BlockKind.PARAGRAPH
    assert table.kind is BlockKind.TABLE
    assert "Verkaufsberufe | 142 | 118 | 219 | 227 | x | x" in table.text
    assert table.header[1] == "Celle 2020"
    assert any("Verkaufsberufe" in text and "Celle 2023: 118" in text for text in unit_texts(table))


def test_two_header_rows_name_the_columns_together() -> None:
    rows = (("", "Celle", "Celle"), ("Beruf", "2020", "2023"), ("Verkauf", "142", "118"), ("", "", ""))
    (table,) = passages_of([Block(kind=BlockKind.TABLE, text="", rows=rows, header_rows=2)])
    assert table.header == ("Beruf", "Celle 2020", "Celle 2023")
    assert table.text == " | Celle | Celle\nBeruf | 2020 | 2023\nVerkauf | 142 | 118"
    assert len(table.units) == 1


def test_a_table_of_header_rows_only_is_not_lost() -> None:
    (table,) = passages_of([Block(kind=BlockKind.TABLE, text="", rows=(("Kreis", "Wert"),), header_rows=1)])
    assert table.text == "Kreis | Wert"
    assert table.header == ()


def test_a_loose_table_does_not_swallow_the_heading_or_the_caption_above_it() -> None:
    blocks = blocks_of(
        "1 Zeiten\n\nTabelle 1: Dauer (in Tagen)\nCelle Harburg Uelzen\nBau 11 12 13\nVerkauf 21 22 x\nPflege 31 32 33\n"
    )
    assert [block.kind for block in blocks] == [BlockKind.HEADING, BlockKind.TABLE]
    assert blocks[1].text == "Tabelle 1: Dauer (in Tagen)"
    assert blocks[1].rows[0] == ("", "Celle", "Harburg", "Uelzen")
