"""Markdown to Word with real heading, list and table styles; the same text gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.errors import LotseError

_CREATED = datetime(2026, 11, 1)
_ZIP_TIME = (2026, 11, 1, 0, 0, 0)
_CAPTION = "Tabelle"
_DEEPEST = 3  # Word's own template has list styles for three levels


def docx_of(markdown: str, name: str) -> bytes:
    """A Word file from Markdown with headings, paragraphs, lists, tables, bold and italics.

    `name` stands in errors: LotseError for any other element.
    """
    document = docx.Document()
    set_language(document)
    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(markdown))
    for node in root.children:
        _block(document, node, name)
    core = document.core_properties
    core.title = next((n.children[0].content for n in root.children if n.type == "heading"), "")
    core.author, core.last_modified_by, core.comments, core.language = "Projektteam Bündnislotse", "", "", "de-DE"
    core.created = core.modified = _CREATED
    buffer = io.BytesIO()
    document.save(buffer)
    return with_fixed_times(buffer.getvalue(), _ZIP_TIME)


def _block(document: WordDocument, node: SyntaxTreeNode, name: str) -> None:
    if node.type == "heading":
        level = int(node.tag[1:])
        _inline(document.add_heading("", level - 1), node, name)  # level 0 is Word's title
    elif node.type == "paragraph":
        paragraph = document.add_paragraph()
        _inline(paragraph, node, name)
        if paragraph.text.startswith(_CAPTION) and ":" in paragraph.text:
            paragraph.style = document.styles["Caption"]
            paragraph.paragraph_format.keep_with_next = True
    elif node.type in ("bullet_list", "ordered_list"):
        _list(document, node, 1, name)
    elif node.type == "table":
        _table(document, node, name)
    else:
        raise _unknown(node, name)


def _list(document: WordDocument, node: SyntaxTreeNode, depth: int, name: str) -> None:
    if depth > _DEEPEST:
        raise LotseError(
            f"{name}: eine Liste ist tiefer als {_DEEPEST} Ebenen.", remedy="Vereinfachen Sie die Markdown-Quelle."
        )
    ordered = node.type == "ordered_list"
    style = document.styles[("List Number" if ordered else "List Bullet") + (f" {depth}" if depth > 1 else "")]
    number = restarted(document, style, int(node.attrs.get("start", 1))) if ordered else None
    for item in node.children:
        for child in item.children:
            if child.type == "paragraph" and child is item.children[0]:
                paragraph = document.add_paragraph(style=style)
                if number is not None:
                    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_numId().val = number
                    properties.get_or_add_ilvl().val = 0
                _inline(paragraph, child, name)
            elif child.type in ("bullet_list", "ordered_list"):
                _list(document, child, depth + 1, name)
            else:
                raise _unknown(child, name)


def restarted(document: WordDocument, style: Any, start: int) -> int:
    """A numbering of its own for one list; with the style's alone, Word would count on from the list before."""
    numbering = document.part.numbering_part.numbering_definitions._numbering
    shared = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
    own = numbering.add_num(shared.abstractNumId.val)
    own.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(own.numId)


def _table(document: WordDocument, node: SyntaxTreeNode, name: str) -> None:
    rows = [row for part in node.children for row in part.children]
    headers = sum(len(part.children) for part in node.children if part.type == "thead")
    table = document.add_table(rows=len(rows), cols=len(rows[0].children), style="Table Grid")
    for index, (row, made) in enumerate(zip(rows, table.rows, strict=True)):
        for cell, source in zip(made.cells, row.children, strict=True):
            _inline(cell.paragraphs[0], source, name, bold=index < headers)
        if index < headers:
            made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _inline(paragraph: Paragraph, node: SyntaxTreeNode, name: str, *, bold: bool = False, italic: bool = False) -> None:
    for child in node.children:
        if child.type == "inline":
            _inline(paragraph, child, name, bold=bold, italic=italic)
        elif child.type == "strong":
            _inline(paragraph, child, name, bold=True, italic=italic)
        elif child.type == "em":
            _inline(paragraph, child, name, bold=bold, italic=True)
        elif child.type in ("text", "softbreak"):
            run = paragraph.add_run(child.content if child.type == "text" else " ")
            run.bold, run.italic = bold or None, italic or None
        else:
            raise _unknown(child, name)


def _unknown(node: SyntaxTreeNode, name: str) -> LotseError:
    line = f", Zeile {node.map[0] + 1}" if node.map else ""
    return LotseError(
        f"{name}: „{node.type}“ in der Markdown-Quelle{line} lässt sich nicht nach Word übertragen.",
        remedy="Verwenden Sie Überschriften, Absätze, Listen, Tabellen, Fettdruck oder Kursives.",
    )


def set_language(document: WordDocument) -> None:
    """Say that the text is German; the template says American English."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")


def with_fixed_times(data: bytes, at: tuple[int, int, int, int, int, int]) -> bytes:
    """The same ZIP with one fixed time for all members: year, month, day, hour, minute, second."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, date_time=at)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(info, old.read(member))
    return buffer.getvalue()
