"""Footnotes: taken out of the text, and attached to the passage that refers to them."""

from __future__ import annotations

import pytest

from corpus.model import Block, BlockKind
from ingest.passages import Cutting
from tests.ingest.stages import blocks_of, laid_out, line, only, passages_of


def paragraph(text: str, page: int | None = None) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text, page=page)


def note(number: int | str, text: str, page: int | None = None) -> Block:
    return Block(kind=BlockKind.FOOTNOTE, text=text, mark=str(number), page=page)


def attached(text: str, *notes: Block) -> tuple[str, tuple[str, ...]]:
    (passage,) = passages_of([paragraph(text), *notes])
    return passage.text, passage.footnotes


@pytest.mark.parametrize(
    ("text", "number", "clean"),
    [
        ("Die Quote steigt.3 Das bleibt so.", 3, "Die Quote steigt. Das bleibt so."),
        ("Die Quote steigt³ stark.", 3, "Die Quote steigt stark."),
        ("Die Quote steigt.³ Das bleibt so.", 3, "Die Quote steigt. Das bleibt so."),
        ("Die Quote steigt.¹² Das bleibt so.", 12, "Die Quote steigt. Das bleibt so."),
        ("Übernachtungen im Jahr 20231. Besonders viele.", 1, "Übernachtungen im Jahr 2023. Besonders viele."),
        ("seit 2018.5", 5, "seit 2018."),
        ("unbesetzt (siehe Abb. 4).6 In Niedersachsen", 6, "unbesetzt (siehe Abb. 4). In Niedersachsen"),
        ("auseinander (siehe Abb. 2)4 . Die Kreise", 4, "auseinander (siehe Abb. 2). Die Kreise"),
        ("Der Anteil liegt bei 34,1%.1 Die Alterung", 1, "Der Anteil liegt bei 34,1%. Die Alterung"),
        ("Zuwächse seit Jahren. 2", 2, "Zuwächse seit Jahren."),
        ("im Schnitt 148 Tage. 7 Danach mehr.", 7, "im Schnitt 148 Tage. Danach mehr."),
        ("Das Bündnis2 fördert Projekte.", 2, "Das Bündnis fördert Projekte."),
        ("Die IHK4 berät.", 4, "Die IHK berät."),
    ],
)
def test_references_are_found_and_removed(text: str, number: int, clean: str) -> None:
    assert attached(text, note(number, "LSN (2024).")) == (clean, ("LSN (2024).",))


@pytest.mark.parametrize(
    "text",
    [
        "Das Budget beträgt 3,85 Millionen Euro.",
        "Wie Abb. 3 zeigt, steigt die Zahl.",
        "Siehe Abb.3 und Nr.3 der Liste.",
        "CO2 und B3, H3Kurse und FG3 sind Namen.",
        "Die Post geht an 20353 Hamburg.",
        "Nach § 3 Abs. 3 Satz 1 gilt das.",
        "Im Jahr 2013 kamen 3 Betriebe hinzu, 13 gingen.",
        "Siehe www.beispiel.de/seite3 im Netz.",
        "Eine Fläche von 12 m³ reicht.",
        "Der Wert stieg um 1.3 Punkte auf 43%.",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    # the note stays with its document although nothing refers to it
    assert attached(text, note(3, "Eine Anmerkung.")) == (text, ("Eine Anmerkung.",))


def test_plain_numbers_are_not_read_where_references_are_raised() -> None:
    text, notes = attached("Phase1 endet.¹ Stufe2 folgt.²", note(1, "Erste."), note(2, "Zweite."))
    assert text == "Phase1 endet. Stufe2 folgt."
    assert notes == ("Erste.", "Zweite.")


def test_raised_numbers_without_a_note_go() -> None:
    (passage,) = passages_of([paragraph("Die Projekte⁴ laufen auf 20 km² und 10⁶ Zellen.")])
    assert passage.text == "Die Projekte laufen auf 20 km² und 10⁶ Zellen."


def test_a_note_may_be_referred_to_twice() -> None:
    blocks = [
        Block(kind=BlockKind.HEADING, text="Alter", level=1),
        paragraph("Die Quote steigt (siehe Abb. 1).2 Danach sinkt sie."),
        Block(kind=BlockKind.HEADING, text="Jugend", level=1),
        paragraph("Sie sinkt.2 Danach steigt sie."),
    ]
    first, second = passages_of([*blocks, note(2, "LSN (2024).")])
    assert first.footnotes == second.footnotes == ("LSN (2024).",)
    assert second.text == "Sie sinkt. Danach steigt sie."


def test_the_note_stays_with_its_part_of_a_divided_paragraph() -> None:
    text = "Ein Satz ohne Beleg steht hier. " * 20 + "Der Satz mit Beleg.¹ " + "Noch ein Satz folgt danach. " * 20
    passages = passages_of([paragraph(text), note(1, "Beleg.")], cutting=Cutting(target=300, hard=500))
    assert len(passages) > 3
    assert [p.footnotes for p in passages if "Satz mit Beleg." in p.text] == [("Beleg.",)]
    assert sum(len(p.footnotes) for p in passages) == 1


def test_references_in_items_tables_and_headings_count() -> None:
    blocks = [
        Block(kind=BlockKind.HEADING, text="Ziele¹", level=1),
        Block(kind=BlockKind.LIST, text="Gefördert werden:", items=("Kurse²", "Beratung")),
        Block(kind=BlockKind.TABLE, text="Tabelle 1: Werte", rows=(("Kreis", "Wert³"), ("Celle", "5⁴")), header_rows=1),
        *(note(n, f"Note {n}.") for n in (1, 2, 3, 4)),
    ]
    items, table = passages_of(blocks)
    assert items.section == ("Ziele",)
    assert items.text == "Gefördert werden:\n• Kurse\n• Beratung"
    assert items.footnotes == ("Note 1.", "Note 2.")
    assert table.text == "Tabelle 1: Werte\nKreis | Wert\nCelle | 5"
    assert table.header == ("Kreis", "Wert")
    assert table.footnotes == ("Note 3.", "Note 4.")


def test_notes_that_nothing_refers_to_stay_on_their_page() -> None:
    blocks = [
        Block(kind=BlockKind.HEADING, text="Eins", level=1, page=1),
        paragraph("Seite eins.", page=1),
        Block(kind=BlockKind.HEADING, text="Zwei", level=1, page=2),
        paragraph("Seite zwei.", page=2),
        note("*", "Vorläufige Werte.", page=1),
    ]
    assert [p.footnotes for p in passages_of(blocks)] == [("Vorläufige Werte.",), ()]


TEXT = """Die Zahl der Übernachtungen stieg auf 6,98 Millionen im Jahr 20231. Besonders beliebt
ist der Heidekreis. Die Geburtenrate stagniert seit Jahren. 2

Die Prognose sagt ein geringes Wachstum vorher. Das gilt bis 2042 für Celle
und für den Landkreis

1 TMN (2023): Marktdaten-Booklet, Januar-
Dezember 2023
2 LSN (2024): Fläche, Bevölkerung

Lüneburg, nicht für Uelzen.
"""


def test_notes_at_the_foot_of_a_page_are_kept_apart() -> None:
    blocks = blocks_of(TEXT)
    assert [(b.mark, b.text) for b in only(blocks, BlockKind.FOOTNOTE)] == [
        ("1", "TMN (2023): Marktdaten-Booklet, Januar-Dezember 2023"),
        ("2", "LSN (2024): Fläche, Bevölkerung"),
    ]
    (passage,) = passages_of(TEXT)
    assert "TMN" not in passage.text
    assert "im Jahr 2023. Besonders" in passage.text
    assert "stagniert seit Jahren.\n" in passage.text
    assert len(passage.footnotes) == 2


def test_small_lines_at_the_foot_are_notes() -> None:
    extract = laid_out(
        ["Der Anteil steigt.¹ Das gilt für alle sechs Kreise.", "", line("1 Statistik (2024).", size=8)],
        ["Er sinkt in Celle.²", "", line("2 Ebenda,", size=8), line("Seite 4.", size=8)],
    )
    blocks = blocks_of(extract)
    assert [(b.mark, b.text, b.page) for b in only(blocks, BlockKind.FOOTNOTE)] == [
        ("1", "Statistik (2024).", 1),
        ("2", "Ebenda, Seite 4.", 2),
    ]
    assert [p.footnotes for p in passages_of(extract)] == [("Statistik (2024).", "Ebenda, Seite 4.")]


def test_a_numbered_list_is_no_note() -> None:
    text = "Das Verfahren hat zwei Schritte:\n\n1 Beratung suchen\n2 Antrag stellen\n"
    assert not only(blocks_of(text), BlockKind.FOOTNOTE)
