"""Build the project's own documents from their readable sources: `python -m corpus.build [--check]`.

corpus/sources/*.typ become PDFs (Typst), corpus/sources/*.md become DOCX. The result depends on the sources alone, so
a rebuild changes nothing; `--check` says whether the committed documents are up to date.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document as DocxDocument
from docx.oxml import OxmlElement
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).parent
TEMPLATE = "vorlage.typ"
_FIXED = datetime(2026, 11, 1)


def main(arguments: list[str]) -> int:
    """Write every document, or with --check only compare; 1 if one is out of date."""
    stale = []
    for name, content in built(FOLDER / "sources"):
        target = FOLDER / "documents" / name
        if not target.exists() or target.read_bytes() != content:
            stale.append(name)
            if "--check" not in arguments:
                target.write_bytes(content)
    for name in stale:
        print(("veraltet: " if "--check" in arguments else "geschrieben: ") + name)
    return 1 if stale and "--check" in arguments else 0


def built(sources: Path) -> Iterator[tuple[str, bytes]]:
    """File name and content of every document that has a source."""
    import typst

    for path in sorted(sources.glob("*.typ")):
        if path.name != TEMPLATE:
            yield f"{path.stem}.pdf", typst.compile(path, root=sources)
    for path in sorted(sources.glob("*.md")):
        yield f"{path.stem}.docx", docx_of(path.read_text(encoding="utf-8"))


def docx_of(markdown: str) -> bytes:
    """A DOCX with real heading, list and table styles from the Markdown we use: headings, paragraphs, lists, tables, bold."""
    document = DocxDocument()
    properties = document.core_properties
    properties.created = properties.modified = properties.last_printed = _FIXED
    properties.author = properties.last_modified_by = "Projektteam Bündnislotse"
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    lists: list[str] = []
    rows: list[list[Token]] = []
    style: str | None = None
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("List Bullet" if token.type.startswith("bullet") else "List Number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            style = f"Heading {token.tag[1]}"
        elif token.type == "paragraph_open":
            style = (lists[-1] + (f" {len(lists)}" if len(lists) > 1 else "")) if lists else None
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token)
        elif token.type == "inline":
            _fill(document.add_paragraph(style=style), token)
            if style == "Heading 1" and not properties.title:
                properties.title = token.content
        elif token.type == "table_close":
            _table(document, rows)
            rows = []
    return _without_clock(document)


def _fill(paragraph: Any, inline: Token) -> None:
    bold = False
    for child in inline.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.content:
            paragraph.add_run(child.content).bold = bold
        elif child.type == "softbreak":
            paragraph.add_run(" ")


def _table(document: Any, rows: list[list[Token]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for tokens in rows:
        for cell, token in zip(table.add_row().cells, tokens, strict=True):
            _fill(cell.paragraphs[0], token)
    header = table.rows[0]._tr.get_or_add_trPr()
    header.append(OxmlElement("w:tblHeader"))


def _without_clock(document: Any) -> bytes:
    """The file with fixed timestamps: a zip archive notes the time of every member."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, _FIXED.timetuple()[:6]), old.read(info), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
