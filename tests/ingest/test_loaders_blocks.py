"""Markdown, HTML and Word files become the same blocks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from corpus.errors import DocumentError
from corpus.model import Block, BlockKind, Extract
from ingest.loaders import load


def loaded(tmp_path: Path, name: str, text: str) -> Extract:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load(path)


def shape(block: Block) -> tuple[object, ...]:
    """What matters of a block, in short."""
    match block.kind:
        case BlockKind.HEADING:
            return (block.level, block.text)
        case BlockKind.LIST:
            assert block.text == ""
            assert block.item_pages == (None,) * len(block.items)
            return tuple(zip(block.item_levels, block.item_marks, block.items, strict=True))
        case BlockKind.TABLE:
            assert len({len(row) for row in block.rows}) == 1
            return (block.text, block.header_rows, *block.rows)
        case BlockKind.FOOTNOTE:
            return ("note", block.mark, block.text)
    assert block.kind is BlockKind.PARAGRAPH
    return (block.text,)


def shapes(extract: Extract) -> list[tuple[object, ...]]:
    assert extract.pages == ()
    assert all(block.page is None for block in extract.blocks)
    return [shape(block) for block in extract.blocks]


MARKDOWN = """---
title: "Der Titel"
---
# Überschrift *kursiv*

Ein Satz über
zwei Zeilen mit **Fett** und [Verweis](https://example.org), `Code` und Note[^1].

- kurz
- lang
  über zwei Zeilen
  1. innen
  2. zweites
- Ende

3) drei
4) vier

Tabelle 1: Werte

| Kreis | Wert |
|---|--:|
| Celle | 1,5 % |
| Harburg |

> Zitat

<div>Eingebettet</div>

<!-- Kommentar -->

    Code

[^1]: Die *Note*
    geht weiter.
"""


def test_markdown(tmp_path: Path) -> None:
    extract = loaded(tmp_path, "a.md", MARKDOWN)
    assert extract.title == "Der Titel"
    assert shapes(extract) == [
        (1, "Überschrift kursiv"),
        ("Ein Satz über zwei Zeilen mit Fett und Verweis, Code und Note¹.",),
        (
            (0, "", "kurz"),
            (0, "", "lang über zwei Zeilen"),
            (1, "1.", "innen"),
            (1, "2.", "zweites"),
            (0, "", "Ende"),
        ),
        ((0, "3.", "drei"), (0, "4.", "vier")),
        ("Tabelle 1: Werte", 1, ("Kreis", "Wert"), ("Celle", "1,5 %"), ("Harburg", "")),
        ("Zitat",),
        ("Eingebettet",),
        ("Code",),
        ("note", "1", "Die Note geht weiter."),
    ]


def test_markdown_title_is_the_only_top_heading(tmp_path: Path) -> None:
    assert loaded(tmp_path, "a.md", "# Eins\n\n## Zwei").title == "Eins"
    assert loaded(tmp_path, "b.md", "# Eins\n\n# Zwei").title is None


HTML = """<!doctype html><html><head><title> Die
Seite </title><style>p { color: red }</style></head><body>
<header>Kopf</header><nav><ul><li>Menü</li></ul></nav>
<main><article><header><h1>Über<br>schrift</h1></header></article>loser Text <b>fett</b>
<p>Ein&nbsp;Satz <a href="x">mit</a> Ver<i>weis</i>.<!-- nein --></p>
<ul><li>kurz</li><li><p>lang</p> und<ol start="3"><li>innen</li><li>zweites</li></ol></li></ul>
<table><caption>Werte</caption><thead><tr><th>Kreis</th><th colspan="2">Jahre</th></tr></thead>
<tr><td rowspan="2">Celle</td><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>
<div><section><h2>Tiefer</h2><div>Absatz</div></section></div>
<p hidden>weg</p><p style="display: none">weg</p><div aria-hidden="true">weg</div>
<p>sichtbar <span style="visibility:hidden">weg</span></p>
<table></table><h3> </h3>
</main><script>alert(1)</script><footer>Fuß</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    extract = loaded(tmp_path, "a.html", HTML)
    assert extract.title == "Die Seite"
    assert shapes(extract) == [
        (1, "Über schrift"),
        ("loser Text fett",),
        ("Ein Satz mit Verweis.",),
        ((0, "", "kurz"), (0, "", "lang und"), (1, "3.", "innen"), (1, "4.", "zweites")),
        ("Werte", 1, ("Kreis", "Jahre", "Jahre"), ("Celle", "1", "2"), ("Celle", "3", "")),
        (2, "Tiefer"),
        ("Absatz",),
        ("sichtbar",),
    ]


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "utf-8"])
def test_html_in_its_declared_encoding(tmp_path: Path, label: str) -> None:
    path = tmp_path / "a.htm"
    path.write_bytes(
        f'<meta charset="{label}"><p>Förderung „groß“</p>'.encode("cp1252" if label != "utf-8" else "utf-8")
    )
    assert shapes(load(path)) == [("Förderung „groß“",)]


def test_html_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        loaded(tmp_path, "tief.html", "<div>" * 50_000 + "x")
    assert caught.value.reason in ("damaged", "timeout")


@pytest.mark.parametrize("name", ["leer.md", "leer.html"])
def test_blank_files_give_a_warning(tmp_path: Path, name: str) -> None:
    assert loaded(tmp_path, name, " \n").warnings == ("Die Datei enthält keinen Text.",)


def test_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = Document()
    document.core_properties.title = "Der Titel"
    document.add_heading("Titelzeile", 0)
    document.add_heading("Kapitel", 1)
    outlined = document.add_paragraph("Gegliedert")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    outlined._p.get_or_add_pPr().append(level)
    run = document.add_paragraph("Ein Satz ").add_run("mit\tUmbruch")
    run.add_break()
    run.add_text("hier.")
    document.paragraphs[-1].add_run(" geheim").font.hidden = True
    document.add_paragraph("kurz", style="List Bullet")
    document.add_paragraph("innen", style="List Bullet 2")
    document.add_paragraph("erstens", style="List Number")
    document.add_paragraph("zweitens", style="List Number")
    document.add_paragraph("")
    document.add_paragraph("Tabelle 1: Werte")
    table = document.add_table(rows=3, cols=2)
    for row, values in zip(table.rows, [("Kreis", "Wert"), ("Jahr", "2023"), ("Celle", "1,5")], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.save(str(path))
    extract = load(path)
    assert extract.title == "Der Titel"
    assert shapes(extract) == [
        (1, "Titelzeile"),
        (1, "Kapitel"),
        (3, "Gegliedert"),
        ("Ein Satz mit Umbruch hier.",),
        ((0, "", "kurz"), (1, "", "innen"), (0, "1.", "erstens"), (0, "2.", "zweitens")),
        ("Tabelle 1: Werte", 2, ("Kreis", "Wert"), ("Jahr", "2023"), ("Celle", "1,5")),
    ]


def repacked(source: Path, target: Path, changes: dict[str, bytes]) -> Path:
    """A copy of a ZIP file with some members replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(key for key in changes if key not in old.namelist())]:
            new.writestr(name, changes.get(name) or old.read(name))
    return target


NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>Linie</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:t>Die Note.</w:t></w:r></w:p></w:footnote></w:footnotes>"""
RELATION = b"""<Relationship Id="rIdNote" Target="footnotes.xml"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>"""


def test_docx_footnotes(tmp_path: Path) -> None:
    document = Document()
    run = document.add_paragraph("Satz").add_run()
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), "2")
    run._r.append(reference)
    document.save(str(tmp_path / "ohne.docx"))
    with zipfile.ZipFile(tmp_path / "ohne.docx") as archive:
        relations = archive.read("word/_rels/document.xml.rels")
    changes = {
        "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", RELATION),
        "word/footnotes.xml": NOTES.encode(),
    }
    path = repacked(tmp_path / "ohne.docx", tmp_path / "mit.docx", changes)
    assert shapes(load(path)) == [("Satz²",), ("note", "2", "Die Note.")]


def refused(path: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        load(path)
    assert path.name in caught.value.message
    return caught.value.reason


def test_docx_that_are_no_word_files_or_bombs(tmp_path: Path) -> None:
    plain = tmp_path / "gut.docx"
    Document().save(str(plain))
    assert load(plain).warnings == ("Die Datei enthält keinen Text.",)
    bomb = repacked(plain, tmp_path / "bombe.docx", {"word/document.xml": b" " * 150_000_000})
    assert bomb.stat().st_size < 1_000_000
    assert refused(bomb) == "too_large"
    many = repacked(plain, tmp_path / "viele.docx", {f"word/{number}.bin": b"x" for number in range(6000)})
    assert refused(many) == "too_large"
    broken = repacked(plain, tmp_path / "kaputt.docx", {"word/document.xml": b"<w:document"})
    assert refused(broken) == "damaged"
    cut = tmp_path / "halb.docx"
    cut.write_bytes(plain.read_bytes()[:5000])
    assert refused(cut) == "damaged"
    other = tmp_path / "archiv.docx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    assert refused(other) == "wrong_format"


def test_docx_entities_are_not_followed(tmp_path: Path) -> None:
    Document().save(str(tmp_path / "gut.docx"))
    secret = tmp_path / "geheim.txt"
    secret.write_text("streng geheim", encoding="utf-8")
    xml = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>Text &e;</w:t></w:r></w:p></w:body></w:document>"
    )
    path = repacked(tmp_path / "gut.docx", tmp_path / "fremd.docx", {"word/document.xml": xml.encode()})
    try:
        found = str(load(path))
    except DocumentError as error:
        assert error.reason == "damaged"
    else:
        assert "streng" not in found
