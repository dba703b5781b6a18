"""Lines, columns, tables and notes of real PDFs."""

from __future__ import annotations

import pytest
from pypdf import PdfWriter

from corpus.model import Extract, Line
from ingest.loaders import load
from tests.ingest.conftest import Painted, Typeset

HEAD = """
#set page(paper: "a5", margin: 20mm, header: text(8pt)[Strategie #h(1fr) Dezember 2024], footer: text(8pt)[Seite 1])
#set text(lang: "de", size: 10pt, hyphenate: true)
#set par(justify: true)
"""
LONG = "Eine ausführliche Beschreibung, die sich ganz gewiss über mehrere Zeilen der schmalen Spalte erstreckt."


def lines(extract: Extract, page: int = 1) -> list[Line]:
    return [line for line in extract.pages[page - 1].lines if line.text]


def texts(extract: Extract, page: int = 1) -> list[str]:
    return [line.text for line in lines(extract, page)]


def table(extract: Extract, page: int = 1) -> list[tuple[str, ...]]:
    return [line.cells for line in lines(extract, page) if line.cells and "Dezember 2024" not in line.cells]


def test_headings_text_and_running_head(typeset: Typeset) -> None:
    extract = load(typeset(HEAD + "= Große Überschrift\nErster Satz.\n\n== Kleine\n*Fett gesetzt.* Rest."))
    assert [(line.text, line.size, line.bold) for line in lines(extract)] == [
        ("Strategie Dezember 2024", 8.0, False),
        ("Große Überschrift", 14.0, True),
        ("Erster Satz.", 10.0, False),
        ("Kleine", 12.0, True),
        ("Fett gesetzt. Rest.", 10.0, False),
        ("Seite 1", 8.0, False),
    ]
    assert lines(extract)[0].cells == ("Strategie", "Dezember 2024")
    assert lines(extract)[1].indent == pytest.approx(56.7, abs=0.1)


def test_title_and_page_numbers(typeset: Typeset) -> None:
    extract = load(typeset('#set document(title: "Der Titel")\nEins #pagebreak() Zwei'))
    assert extract.title == "Der Titel"
    assert [(page.number, [line.text for line in page.lines]) for page in extract.pages] == [
        (1, ["Eins"]),
        (2, ["Zwei"]),
    ]
    assert extract.warnings == ()
    assert extract.blocks == ()


@pytest.mark.parametrize("title", ["Microsoft Word - Entwurf7.doc", "Antrag_final.docx", ""])
def test_file_name_of_a_program_is_no_title(painted: Painted, title: str) -> None:
    writer = PdfWriter(clone_from=str(painted("BT /F 12 Tf 50 700 Td (Text) Tj ET")))
    writer.add_metadata({"/Title": title})
    path = painted("BT ET", name="betitelt.pdf")
    writer.write(str(path))
    assert load(path).title is None


def test_paragraphs_are_set_apart_and_lines_are_not(typeset: Typeset) -> None:
    extract = load(typeset(HEAD + f"Absatz eins. {LONG}\n\nAbsatz zwei. {LONG}\n"))
    body = [line.text for line in extract.pages[0].lines]
    start, second = body.index("") + 1, next(i for i, text in enumerate(body) if text.startswith("Absatz zwei"))
    assert body[start].startswith("Absatz eins")
    assert body[second - 1] == ""
    assert "" not in body[start : second - 1]


def test_justified_text_has_no_cells(typeset: Typeset) -> None:
    source = (
        "#set page(width: 70mm, height: 200mm, margin: 10mm)\n#set par(justify: true)\n#set text(hyphenate: false)\n"
    )
    extract = load(typeset(source + f"{LONG} Donaudampfschifffahrtsgesellschaft Weiterbildungsförderung. {LONG}"))
    assert len(lines(extract)) > 8
    assert [line.cells for line in lines(extract)] == [()] * len(lines(extract))


def test_words_divided_at_the_line_end_keep_their_hyphen_and_inner_hyphens_are_hyphens(typeset: Typeset) -> None:
    narrow = '#set page(width: 60mm, height: 200mm, margin: 8mm)\n#set text(lang: "de", hyphenate: true)\n'
    words = "Bevölkerungsentwicklung und Weiterbildungsmaßnahmen in Lüchow-Dannenberg und Elbe-Weser"
    found = texts(load(typeset(narrow + words)))
    assert any(text[-1] in "-\u00ad" for text in found)
    assert "".join(found).count("\u00ad") == sum(text.endswith("\u00ad") for text in found)
    wide = load(typeset("Bündnis in Elbe-Weser und Lüchow-Dannenberg\u00adischer Art"))
    assert texts(wide) == ["Bündnis in Elbe-Weser und Lüchow-Dannenbergischer Art"]


def test_lists(typeset: Typeset) -> None:
    extract = load(typeset(HEAD + f"- kurz\n- {LONG}\n  - innen\n\n+ Erstens\n+ Zweitens\n"))
    found = lines(extract)[1:-1]
    assert [line.cells for line in found] == [()] * len(found)
    short, inner = found[0], next(line for line in found if line.text.endswith("innen"))
    assert short.text == "• kurz"
    assert found[2].indent > short.indent + 5
    assert inner.indent > short.indent + 5
    assert [line.text for line in found[-2:]] == ["1. Erstens", "2. Zweitens"]


RULED = """#table(columns: (30%, 1fr, auto), [*Landkreis*], [*Beschreibung*], [*Wert*],
[Celle und das Umland mit langem Namen], [kurz], [12], [Harburg], [LONG], [3,5], [1.], [Punkt], [x])"""
WANTED = [
    ("Landkreis", "Beschreibung", "Wert"),
    ("Celle und das Umland mit langem Namen", "kurz", "12"),
    ("Harburg", LONG, "3,5"),
    ("1.", "Punkt", "x"),
]


@pytest.mark.parametrize("stroke", ["0.5pt", "none", "(x: none, y: 0.5pt)"])
def test_table_rows_hold_whole_cells(typeset: Typeset, stroke: str) -> None:
    source = RULED.replace("LONG", LONG).replace("#table(", f"#table(stroke: {stroke}, ")
    extract = load(typeset(HEAD + "Davor.\n\n" + source + f"\n\nDanach. {LONG}"))
    assert table(extract) == WANTED
    row = next(line for line in lines(extract) if line.cells == WANTED[2])
    assert row.text == f"Harburg {LONG} 3,5"
    header = next(line for line in lines(extract) if line.cells == WANTED[0])
    assert header.bold
    found = texts(extract)
    assert found[1] == "Davor."
    assert found[2 + len(WANTED)].startswith("Danach.")
    rows = [line.text for line in extract.pages[0].lines]
    start = rows.index("Landkreis Beschreibung Wert")
    assert "" not in rows[start : start + 4]


def test_words_divided_inside_a_cell_are_whole_again(typeset: Typeset) -> None:
    cell = "Kommunikationsstruktur, Aus- und Weiterbildung, Lüneburg-Wolfsburg, Arbeitsmarktteilhabe 2024–2027"
    extract = load(typeset(HEAD + f"#table(columns: (22mm, 1fr), [{cell}], [x])"))
    assert table(extract) == [(cell, "x")]


def test_merged_and_empty_cells_and_frames(typeset: Typeset) -> None:
    cells = "table.cell(colspan: 2)[Breit], [x], table.cell(rowspan: 2)[hoch über zwei Zeilen], [a], [], [b], [c]"
    extract = load(typeset(HEAD + f"#table(columns: (25mm, 1fr, 1fr), {cells})\n#rect[Ein Kasten]"))
    assert table(extract) == [("Breit", "", "x"), ("hoch über zwei Zeilen", "a", ""), ("", "b", "c")]
    assert "Ein Kasten" in texts(extract)


def test_table_on_a_turned_page(typeset: Typeset) -> None:
    source = (
        HEAD + "#rotate(-90deg, reflow: true, block(width: 120mm)[Quer gesetzt.\n" + RULED.replace("LONG", LONG) + "])"
    )
    extract = load(typeset(source))
    assert table(extract) == WANTED
    assert "Quer gesetzt." in texts(extract)
    assert min(line.indent for line in lines(extract)) >= 0


def test_two_columns_keep_the_order_of_reading(typeset: Typeset) -> None:
    left = " ".join(f"links{number}" for number in range(90))
    right = " ".join(f"rechts{number}" for number in range(90))
    extract = load(typeset(HEAD + f"#columns(2)[\n{left}\n#colbreak()\n{right}\n]"))
    words = " ".join(texts(extract)[1:-1]).split()
    assert words == f"{left} {right}".split()
    assert all(not line.cells for line in lines(extract)[1:-1])
    body = [line.text for line in extract.pages[0].lines]
    assert body[next(i for i, text in enumerate(body) if text.startswith("rechts0")) - 1] == ""


def test_footnotes_and_raised_digits(typeset: Typeset) -> None:
    source = (
        HEAD
        + "Im Jahr 2018.#footnote[LSN (2023): Zahlen.] Auf 20 m#super[2] und CO#sub[2] in Kapitel 3.5#footnote[IHK.]"
    )
    extract = load(typeset(source))
    found = lines(extract)
    body = next(line for line in found if line.text.startswith("Im Jahr"))
    notes = [line for line in found if "LSN" in line.text or "IHK" in line.text]
    assert body.text == "Im Jahr 2018.¹ Auf 20 m² und CO2 in Kapitel 3.5²"
    assert [note.text for note in notes] == ["1 LSN (2023): Zahlen.", "2 IHK."]
    assert all(note.size < body.size for note in notes)


def test_raised_digits_set_small_and_high(painted: Painted) -> None:
    path = painted(
        "BT /F 12 Tf 50 700 Td (im Jahr 2018) Tj /F 7 Tf 5 Ts (12) Tj 0 Ts /F 12 Tf (und H) Tj "
        "/F 7 Tf -2 Ts (2) Tj 0 Ts /F 12 Tf (O) Tj ET"
    )
    assert texts(load(path)) == ["im Jahr 2018¹²und H2O"]


def test_operators_of_older_programs(painted: Painted) -> None:
    """Spaces made by shifts, lines by T*, ' and ", scaled fonts, letters painted twice for boldness."""
    path = painted(
        "BT 12 0 0 12 50 700 Tm /F 1 Tf [(Zwei) -300 (W\xf6rter) 30 (n)] TJ ET "
        "BT /F 10 Tf 14 TL 50 650 Td (eins) Tj T* (zwei) Tj (drei) ' 0 0 (vier) \" ET "
        "BT /F 10 Tf 50 560 Td (dick) Tj 0.3 0 Td (dick) Tj ET "
        "BT /B 10 Tf 50 500 Td (fett) Tj ET q 0.5 0 0 0.5 0 0 cm BT /F 20 Tf 100 900 Td (halb) Tj ET Q"
    )
    found = lines(load(path))
    assert [line.text for line in found] == ["Zwei Wörtern", "eins", "zwei", "drei", "vier", "dick", "fett", "halb"]
    assert [line.size for line in found] == [12, 10, 10, 10, 10, 10, 10, 10]
    assert [line.bold for line in found] == [False] * 6 + [True, False]
    assert {line.indent for line in found} == {50}


def test_numbers_far_apart_are_cells_and_blanks_are_not(painted: Painted) -> None:
    path = painted(
        "BT /F 10 Tf 50 700 Td (Celle) Tj 100 0 Td (404) Tj 60 0 Td (337) Tj ET "
        "BT /F 10 Tf 50 600 Td (Wort) Tj 26 0 Td (daneben) Tj ET"
    )
    assert [(line.text, line.cells) for line in lines(load(path))] == [
        ("Celle 404 337", ("Celle", "404", "337")),
        ("Wort daneben", ()),
    ]


def test_form_objects_are_read_and_cycles_end(painted: Painted) -> None:
    path = painted("BT /F 12 Tf 50 700 Td (Seite) Tj ET /I Do")
    data = path.read_bytes()
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Matrix [1 0 0 1 0 -100] "
        b"/Resources << /Font << /F 3 0 R >> /XObject << /I 5 0 R >> >> /Length 48 >>\nstream\n"
        b"BT /F 12 Tf 50 700 Td (aus dem Formular) Tj ET /I Do\nendstream"
    )
    start = data.index(b"5 0 obj\n") + len(b"5 0 obj\n")
    path.write_bytes(data[:start] + form + data[data.index(b"\nendobj", start) :])
    assert texts(load(path)) == ["Seite", "aus dem Formular"]


def test_control_characters_go_and_letters_are_composed(painted: Painted) -> None:
    assert texts(load(painted(r"BT /F 12 Tf 50 700 Td (A\001B \240 C) Tj ET"))) == ["AB C"]


def test_empty_page_and_scan(painted: Painted) -> None:
    image = "q 600 0 0 800 0 0 cm /I Do Q"
    text = "BT /F 12 Tf 50 700 Td (Eine Seite mit Text, wie sie sein soll.) Tj ET"
    extract = load(painted(text, image, image + " BT /F 9 Tf 50 20 Td (Seite 3) Tj ET", "", f"{image} {text}"))
    assert extract.warnings == ("Seiten 2, 3: kein Text (Scan?).",)
    assert [len(page.lines) for page in extract.pages] == [1, 0, 1, 0, 1]
