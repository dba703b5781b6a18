"""The committed documents are what their sources say, and building them again changes nothing."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from corpus.build import FOLDER, built, stale_documents, text_of
from corpus.errors import LotseError
from corpus.word import docx_of

SOURCES, DOCUMENTS = FOLDER / "sources", FOLDER / "documents"
MARKDOWN = """\
# Titel

Ein Absatz mit **fettem** und *kursivem*
Wort.

## 1. Abschnitt

1. eins
2. zwei

Dazwischen:

1. wieder eins
   - darunter
   - noch eins

**Tabelle 1: Beträge**

| Jahr | Betrag |
|---|---|
| 2024 | 2,34 |
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the template, one short Typst source and one Markdown source."""
    folder = tmp_path_factory.mktemp("quellen")
    shutil.copy(SOURCES / "vorlage.typ", folder)
    (folder / "kurz.typ").write_text(
        '#import "vorlage.typ": papier\n#show: papier.with(titel: "Kurz", stand: "2024")\n= 1. Anfang\nEin Satz.\n',
        encoding="utf-8",
    )
    (folder / "wort.md").write_text(MARKDOWN, encoding="utf-8")
    return folder


def test_the_committed_documents_match_their_sources() -> None:
    assert stale_documents(SOURCES, DOCUMENTS) == ()


def test_building_twice_gives_the_same_bytes(sources: Path) -> None:
    first, second = dict(built(sources)), dict(built(sources))
    assert sorted(first) == ["kurz.pdf", "wort.docx"]
    assert first == second


def test_a_document_that_is_missing_changed_or_damaged_is_stale(sources: Path, tmp_path: Path) -> None:
    fresh = dict(built(sources))
    assert stale_documents(sources, tmp_path) == ("kurz.pdf", "wort.docx")
    for name, content in fresh.items():
        (tmp_path / name).write_bytes(content)
    assert stale_documents(sources, tmp_path) == ()
    (tmp_path / "wort.docx").write_bytes(docx_of(MARKDOWN.replace("2,34", "2,24"), "wort.md"))
    (tmp_path / "kurz.pdf").write_bytes(b"%PDF-1.7\nkaputt")
    assert stale_documents(sources, tmp_path) == ("kurz.pdf", "wort.docx")
    (tmp_path / "wort.docx").write_bytes(b"PK\x03\x04kaputt")
    assert "wort.docx" in stale_documents(sources, tmp_path)


def test_a_source_with_a_mistake_is_named(tmp_path: Path) -> None:
    (tmp_path / "falsch.typ").write_text("#unbekannt()\n", encoding="utf-8")
    with pytest.raises(LotseError, match=r"falsch\.typ"):
        list(built(tmp_path))


def test_the_command_checks_and_refuses_what_it_does_not_know() -> None:
    command = [sys.executable, "-m", "corpus.build"]
    check = subprocess.run([*command, "--check"], capture_output=True, text=True, cwd=FOLDER.parent, check=False)
    assert (check.returncode, check.stdout) == (0, "")
    wrong = subprocess.run([*command, "--prüfen"], capture_output=True, text=True, cwd=FOLDER.parent, check=False)
    assert wrong.returncode == 2
    assert "--check" in wrong.stderr


def test_word_files_have_real_styles(tmp_path: Path) -> None:
    target = tmp_path / "wort.docx"
    target.write_bytes(docx_of(MARKDOWN, "wort.md"))
    document = docx.Document(str(target))
    found = [(p.style.name, p.text) for p in document.paragraphs if p.style and p.text]
    assert found == [
        ("Title", "Titel"),
        ("Normal", "Ein Absatz mit fettem und kursivem Wort."),
        ("Heading 1", "1. Abschnitt"),
        ("List Number", "eins"),
        ("List Number", "zwei"),
        ("Normal", "Dazwischen:"),
        ("List Number", "wieder eins"),
        ("List Bullet 2", "darunter"),
        ("List Bullet 2", "noch eins"),
        ("Caption", "Tabelle 1: Beträge"),
    ]
    assert [(run.text, bool(run.bold), bool(run.italic)) for run in document.paragraphs[1].runs[1:4]] == [
        ("fettem", True, False),
        (" und ", False, False),
        ("kursivem", False, True),
    ]
    numbered = [p for p in document.paragraphs if p.style is not None and p.style.name == "List Number"]
    numbers = [p._p.find(f"./{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val")) for p in numbered]
    assert numbers[0] == numbers[1] != numbers[2]  # the second list starts at 1 again
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Jahr", "Betrag"], ["2024", "2,34"]]
    assert [row._tr.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False]
    assert document.core_properties.title == "Titel"


def test_word_files_carry_no_time_of_their_making() -> None:
    content = docx_of(MARKDOWN, "wort.md")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2026, 11, 1, 0, 0, 0)}
        assert b"2026-11-01T00:00:00Z" in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    "markdown", ["> Zitat\n", "[Verweis](https://x.de)\n", "- eins\n\n  noch ein Absatz\n", "`x`\n"]
)
def test_markdown_that_word_files_do_not_get_is_refused(markdown: str) -> None:
    with pytest.raises(LotseError, match=r"wort\.md"):
        docx_of(markdown, "wort.md")


def test_the_text_of_a_document_tells_headings_from_paragraphs() -> None:
    assert text_of("a.docx", docx_of("# Eins\n", "a.md")) != text_of("a.docx", docx_of("Eins\n", "a.md"))
