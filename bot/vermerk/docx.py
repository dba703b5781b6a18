"""A file note as a Word file: A4, real headings, lists and tables, German; the same bytes each time."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import assert_never

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from bot.vermerk.docx_page import ANSWER, FIELD, REFERENCE, TABLE_TEXT, TEXT_WIDTH, prepared, shaded
from bot.vermerk.note import Block, Fields, FileNote, Items, Paragraph, Questions, Quote, Reference, Table
from bot.vermerk.text import paragraphs
from bot.web.german import format_date, shortened
from corpus.word import restarted, with_fixed_times

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say

_LONGEST_PROPERTY = 250  # Word's own limit is 255
_KEEP_TOGETHER = 700  # characters; a table row of more may break over pages
_RULES = 2  # lines to write on under a question


def to_docx(note: FileNote) -> bytes:
    """The note as the bytes of a Word file."""
    document = prepared(f"{note.title} vom {format_date(note.made_on)}")
    _describe(document, note)
    document.add_paragraph(note.title, style="Title")
    document.add_paragraph(note.subject, style="Subtitle")
    _block(document, note.head)
    for section in note.sections:
        document.add_heading(section.heading, 1)
        for block in section.blocks:
            _block(document, block)
    _signature(document, note.signature)
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_times(buffer.getvalue(), _NO_TIME)


def _describe(document: WordDocument, note: FileNote) -> None:
    core = document.core_properties
    core.title, core.subject = note.title, shortened(note.subject, _LONGEST_PROPERTY)
    core.author = core.last_modified_by = "Bündnislotse"
    core.comments, core.keywords, core.language = "", ", ".join(note.keywords), "de-DE"
    core.created = core.modified = datetime.combine(note.made_on, time())


def _block(document: WordDocument, block: Block) -> None:
    match block:
        case Paragraph():
            for part in paragraphs(block.text):
                document.add_paragraph().add_run(part).bold = block.strong or None
        case Quote():
            document.add_paragraph(f"{block.label}:").paragraph_format.keep_with_next = True
            _quote(document, block.text)
        case Fields():
            for label, value in block.pairs:
                _field(document, label, value)
        case Table():
            _table(document, block)
        case Items():
            style = "List Number" if block.ordered else "List Bullet"
            number = restarted(document, document.styles["List Number"], 1) if block.ordered else None
            for text in block.texts:
                _listed(document, text, style, number)
        case Questions():
            number = restarted(document, document.styles["List Number"], 1)
            for text in block.texts:
                question = _listed(document, text, "List Number", number).paragraph_format
                question.space_before, question.keep_with_next = Pt(12), True
                for line in range(_RULES):
                    _rule(document).paragraph_format.keep_with_next = line + 1 < _RULES
        case Reference():
            paragraph = document.add_paragraph(style=REFERENCE)
            paragraph.add_run(f"{block.mark}\t{block.title}").bold = True
            paragraph.add_run(f"\n{block.details}")
            _quote(document, block.quote, left=Mm(16))
        case _:
            assert_never(block)


def _quote(document: WordDocument, text: str, left: Length | None = None) -> None:
    document.add_paragraph(text, style="Quote").paragraph_format.left_indent = left


def _field(document: WordDocument, label: str, value: str) -> None:
    paragraph = document.add_paragraph(style=FIELD)
    paragraph.add_run(f"{label}:").bold = True
    paragraph.add_run(f"\t{value}")


def _table(document: WordDocument, block: Table) -> None:
    table = document.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Table Grid")
    table.autofit = False
    widths = [TEXT_WIDTH * share // 100 for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    contents = [tuple((name,) for name in block.columns), *block.rows]
    for index, (row, content) in enumerate(zip(table.rows, contents, strict=True)):
        properties = row._tr.get_or_add_trPr()
        if sum(len(text) for cell in content for text in cell) < _KEEP_TOGETHER:
            properties.append(OxmlElement("w:cantSplit"))
        if index == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, texts, width in zip(row.cells, content, widths, strict=True):
            cell.width = width
            for number, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.style = document.styles[TABLE_TEXT]
                paragraph.add_run(text).bold = index == 0 or None
            if index == 0:
                shaded(cell)


def _listed(document: WordDocument, text: str, style: str, number: int | None) -> WordParagraph:
    paragraph = document.add_paragraph(text, style=style)
    if number is not None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = 0
    return paragraph


def _rule(document: WordDocument) -> WordParagraph:
    """An empty line to write on."""
    paragraph = document.add_paragraph("\t", style=ANSWER)
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    return paragraph


def _signature(document: WordDocument, labels: tuple[str, ...]) -> None:
    """Lines to sign on, side by side, each over its label."""
    share, gap = TEXT_WIDTH // len(labels), Mm(12)
    lines, names = document.add_paragraph(), document.add_paragraph("\t".join(labels), style=TABLE_TEXT)
    lines.paragraph_format.space_before, lines.paragraph_format.space_after = Pt(48), Pt(2)
    lines.paragraph_format.keep_with_next = True
    lines.add_run("\t" * (2 * len(labels) - 1))
    for n in range(len(labels)):
        lines.paragraph_format.tab_stops.add_tab_stop(share * (n + 1) - gap, leader=WD_TAB_LEADER.LINES)
        if n + 1 < len(labels):
            lines.paragraph_format.tab_stops.add_tab_stop(share * (n + 1))
            names.paragraph_format.tab_stops.add_tab_stop(share * (n + 1))
