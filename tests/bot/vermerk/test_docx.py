"""Word files, read back with python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from bot.vermerk.docx import to_docx
from bot.vermerk.note import FileNote
from bot.vermerk.text import visible

from .samples import (
    CHECK_SAYS,
    EMPTY_CHECK_SAYS,
    EMPTY_ELIGIBILITY,
    FIT_SAYS,
    HOSTILE,
    ODD,
    check_note,
    hostile_note,
    strategy_note,
)


def read(note: FileNote) -> Any:
    return docx.Document(io.BytesIO(to_docx(note)))


def paragraphs(document: Any) -> list[Any]:
    found: list[Any] = []
    for part in document.iter_inner_content():
        cells = [cell for row in part.rows for cell in row.cells] if isinstance(part, Table) else [part]
        found += [paragraph for cell in cells for paragraph in getattr(cell, "paragraphs", [cell])]
    return found


def words(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(document))


@pytest.mark.parametrize(("note", "says"), [(check_note(), CHECK_SAYS), (strategy_note(), FIT_SAYS)])
def test_is_complete(note: FileNote, says: tuple[str, ...]) -> None:
    text = words(read(note))
    assert [said for said in says if said not in text] == []


def test_empty_lists() -> None:
    document = read(check_note(EMPTY_ELIGIBILITY))
    assert [said for said in EMPTY_CHECK_SAYS if said not in words(document)] == []
    assert document.tables == []


def test_headings_are_real() -> None:
    styled = [
        (p.style.name, p.text) for p in read(check_note()).paragraphs if p.style.name.startswith(("Title", "Head"))
    ]
    assert styled[0] == ("Title", "Vermerk")
    assert [text.split(".")[0] for name, text in styled[1:] if name == "Heading 1"] == [str(n) for n in range(1, 9)]


def test_tables_repeat_their_header_and_keep_rows_together() -> None:
    answers, criteria = read(check_note()).tables
    assert [cell.text for cell in criteria.rows[0].cells] == ["Bedingung", "Ergebnis", "Begründung", "Quelle"]
    assert len(answers.rows) == 3 and len(criteria.rows) == 5
    for table in (answers, criteria):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == [True] + [False] * (len(table.rows) - 1)
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_row_longer_than_a_page_may_break() -> None:
    row = read(hostile_note("Wort " * 2000)).tables[1].rows[1]
    assert row._tr.trPr.find(qn("w:cantSplit")) is None


def test_each_numbered_list_starts_at_one() -> None:
    document = read(check_note())
    listed = [p for p in document.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in listed]
    assert [numbers.count(number) for number in dict.fromkeys(numbers)] == [2, 3]
    numbering = document.part.numbering_part.numbering_definitions._numbering
    for number in set(numbers):
        override = numbering.num_having_numId(number).find(qn("w:lvlOverride"))
        assert override.find(qn("w:startOverride")).get(qn("w:val")) == "1"


def test_space_to_answer_under_each_question() -> None:
    names = [p.style.name for p in read(check_note()).paragraphs]
    first = names.index("List Number")
    assert names[first : first + 6] == ["List Number", "Answer Line", "Answer Line"] * 2


def test_page_language_and_page_numbers() -> None:
    document = read(check_note())
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))} == {"de-DE"}
    assert {node.get(qn("w:ascii")) for node in document.styles.element.iter(qn("w:rFonts"))} == {"Arial"}
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith("Vermerk vom 21. November 2026\tSeite ")
    fields = [node.get(qn("w:instr")) for node in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_properties_carry_the_given_day() -> None:
    core = read(check_note()).core_properties
    assert core.title == "Vermerk" and core.subject.startswith("Förderfähigkeit")
    assert core.created == core.modified == datetime(2026, 11, 21).replace(tzinfo=core.created.tzinfo)
    assert (core.language, core.keywords) == ("de-DE", "Vermerk, maschinell erstellt")


def test_same_note_same_bytes_without_a_clock() -> None:
    content = to_docx(check_note())
    assert content == to_docx(check_note())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if "docProps" in name]
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", "".join(parts))) == {"2026-11-21T00:00:00"}


@pytest.mark.parametrize("text", [*HOSTILE, ODD, "\x00\x07\u202e\ud800\ufffe x", "x" * 20_000, "\n\na" * 300])
def test_input_is_shown_literally(text: str) -> None:
    document = read(hostile_note(text))
    quotes = [p.text for p in document.paragraphs if p.style.name == "Quote"]
    assert quotes == [visible(text)] * 3
    body = document.element.body
    assert not any(
        True for name in ("w:fldSimple", "w:instrText", "w:hyperlink", "w:drawing") for _ in body.iter(qn(name))
    )
