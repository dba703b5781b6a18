"""Word files: headings by style and outline level, lists with their numbering, tables, footnotes.

Promise of all block loaders: headings have levels 1 to 6; a list has items with levels from 0 and marks ("1." or "")
and no lead-in; a table has rows of the same length; a footnote has its mark; line breaks in a paragraph are blanks.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from corpus.model import Block, Extract
from ingest.loaders.blocks import Item, captioned, empty_warning, flat, footnote, heading, itemised, paragraph, table
from ingest.loaders.docx_numbering import Numbering
from ingest.loaders.errors import guarded, refusal
from ingest.loaders.limits import MEGABYTE, Limits

_MAX_MEMBERS = 5000
_MAX_UNPACKED = 300 * MEGABYTE
_MAX_XML = 100 * MEGABYTE
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADING_STYLE = re.compile(r"^(?:heading|überschrift)\s*([1-9])", re.IGNORECASE)
_TITLE_STYLES = ("title", "titel")


def read(path: Path, limits: Limits) -> Extract:
    """Blocks of the document's body, then its footnotes. Text boxes, headers and footers are left out."""
    _check_archive(path)
    document: WordDocument = guarded(path, "", lambda: docx.Document(str(path)))
    return guarded(path, "", lambda: _extract(document))


def _check_archive(path: Path) -> None:
    """Refuse what is no Word file, and archives that unpack to more than a document can need."""

    def members() -> list[zipfile.ZipInfo]:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()

    found = guarded(path, "", members)
    names = {member.filename for member in found}
    if "EncryptedPackage" in names or any(member.flag_bits & 1 for member in found):
        raise refusal("encrypted", path)
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise refusal("wrong_format", path, "kein Word-Dokument")
    if len(found) > _MAX_MEMBERS:
        raise refusal("too_large", path, f"{len(found)} Teile")
    parts = [member.file_size for member in found if member.filename.endswith((".xml", ".rels"))]
    if sum(member.file_size for member in found) > _MAX_UNPACKED or sum(parts) > _MAX_XML:
        raise refusal("too_large", path, "entpackt")


def _extract(document: WordDocument) -> Extract:
    blocks: list[Block] = []
    items: list[Item] = []
    title = flat(document.core_properties.title or "")
    numbering = Numbering(document)
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            text = flat(_text(part._p))
            if not text:
                continue
            level = _heading_level(part)
            mark = None if level else numbering.mark(part)
            if mark:
                items.append(Item(text, mark[0], mark[1]))
                continue
            blocks.extend(_close(items))
            title = title or (text if _style(part) in _TITLE_STYLES else "")
            blocks.append(heading(text, level) if level else paragraph(text))
        else:
            blocks.extend(_close(items))
            blocks.extend(_table(part))
    blocks.extend(_close(items))
    blocks.extend(_footnotes(document))
    return Extract(title=title or None, blocks=tuple(captioned(blocks)), warnings=empty_warning(blocks))


def _close(items: list[Item]) -> list[Block]:
    made = [itemised(items)] if items else []
    items.clear()
    return made


def _style(part: Paragraph) -> str:
    return (part.style.name or "").lower() if part.style else ""


def _heading_level(part: Paragraph) -> int:
    """1 to 6 for a heading, 0 for other text; the outline level may be set in a style that others are based on."""
    if _style(part) in _TITLE_STYLES:
        return 1
    outline = part._p.find(f"./{qn('w:pPr')}/{qn('w:outlineLvl')}")
    style: Any = part.style
    while style is not None:
        named = _HEADING_STYLE.match(style.name or "")
        if named:
            return min(6, int(named[1]))
        if outline is None:
            outline = style.element.find(f"./{qn('w:pPr')}/{qn('w:outlineLvl')}")
        style = getattr(style, "base_style", None)
    value = int(outline.get(qn("w:val"), "9")) if outline is not None else 9
    return min(6, value + 1) if value < 9 else 0


def _text(element: Any) -> str:
    """The words of a paragraph as a reader sees them: with insertions, without deletions, hidden text and fields."""
    parts: list[str] = []
    for run in element.iter(qn("w:r")):
        if any(parent.tag in (qn("w:del"), qn("w:txbxContent")) for parent in run.iterancestors()):
            continue
        vanish = run.find(f"./{qn('w:rPr')}/{qn('w:vanish')}")
        if vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false"):
            continue
        for child in run:
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
                parts.append(" ")
            elif child.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif child.tag == qn("w:footnoteReference"):
                parts.append(str(child.get(qn("w:id"), "")).translate(_RAISED))
    return "".join(parts)


def _table(part: Table) -> Iterator[Block]:
    rows = [[flat(" ".join(_text(p) for p in cell._tc.iter(qn("w:p")))) for cell in row.cells] for row in part.rows]
    headers = 0
    for row in part.rows:
        if row._tr.find(f"./{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            break
        headers += 1
    made = table(rows, headers or 1)
    if made:
        yield made


def _footnotes(document: WordDocument) -> Iterator[Block]:
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith("/footnotes"):
            continue
        for note in parse_xml(relation.target_part.blob).iter(qn("w:footnote")):
            text = flat(" ".join(_text(p) for p in note.iter(qn("w:p"))))
            if text and note.get(qn("w:type")) is None:
                yield footnote(text, str(note.get(qn("w:id"), "")))
