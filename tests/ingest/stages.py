"""Builders for the tests of the ingest stages: pages from typed lines, laid-out lines, a document, its passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.model import Block, BlockKind, Document, Extract, Kind, Line, Page, Passage
from ingest.loaders.text import clean
from ingest.passages import Cutting, cut_passages
from ingest.repair import clean_text, join_lines
from ingest.structure import find_sections, read_blocks, without_title

DOCUMENT = Document(
    id="probe", file="probe.txt", title="Probe", kind=Kind.STRATEGIE, publisher="Bündnis", issued="2024-12"
)
BODY = 10.0


def typed(text: str) -> Extract:
    """Plain text as the text loader gives it: a form feed starts a page, and only then pages have numbers."""
    sheets = clean(text).split("\f")
    return Extract(
        pages=tuple(
            Page(number=i if len(sheets) > 1 else None, lines=tuple(Line(text=t.rstrip()) for t in sheet.split("\n")))
            for i, sheet in enumerate(sheets, start=1)
        )
    )


def line(text: str, size: float = BODY, indent: float = 70.0, bold: bool = False) -> Line:
    """A line with a position, as the PDF loader gives it; " | " separates columns."""
    cells = tuple(cell.strip() for cell in text.split(" | ")) if " | " in text else ()
    return Line(text=" ".join(cells) if cells else text, size=size, indent=indent, bold=bold, cells=cells)


def laid_out(*pages: Sequence[Line | str]) -> Extract:
    """Numbered pages of lines; a string is a line of running text, an empty one a gap."""
    return Extract(
        pages=tuple(
            Page(
                number=number,
                lines=tuple(
                    (line(item) if item else Line(text="")) if isinstance(item, str) else item for item in lines
                ),
            )
            for number, lines in enumerate(pages, start=1)
        )
    )


def blocks_of(extract: Extract | str) -> tuple[Block, ...]:
    return read_blocks(typed(extract) if isinstance(extract, str) else extract)


def headings(extract: Extract | str) -> list[tuple[int, str]]:
    """(level, text) of the headings, levels counted from 1 without gaps."""
    found = [b for b in blocks_of(extract) if b.kind is BlockKind.HEADING]
    levels = sorted({b.level for b in found})
    return [(levels.index(b.level) + 1, b.text) for b in found]


def only(blocks: Sequence[Block], kind: BlockKind) -> list[Block]:
    return [b for b in blocks if b.kind is kind]


def passages_of(
    extract: Extract | str | Sequence[Block], *, cutting: Cutting | None = None, document: Document = DOCUMENT
) -> tuple[Passage, ...]:
    blocks = blocks_of(extract) if isinstance(extract, Extract | str) else tuple(extract)
    blocks = without_title(blocks, document.title)
    return cut_passages(document, find_sections(blocks), blocks, cutting or Cutting())


def unit_texts_of(passage: Passage) -> list[str]:
    return [passage.text[unit.start : unit.end] for unit in passage.units]


def words(text: str) -> Counter[str]:
    """The words of a text, three letters or more, lower case."""
    return Counter(word.lower() for word in re.findall(r"[^\W\d_]{3,}", text))


def words_of_extract(extract: Extract) -> Counter[str]:
    if extract.blocks:
        return words("\n".join(" ".join((b.text, *b.items, *(c for r in b.rows for c in r))) for b in extract.blocks))
    return words("\n".join(join_lines([clean_text(item.text) for item in page.lines]) for page in extract.pages))


def words_of_passages(passages: Sequence[Passage], title: str = "") -> Counter[str]:
    parts = [" ".join((p.text, *p.section, *p.header, *p.footnotes)) for p in passages]
    return words("\n".join((title, *parts)))
