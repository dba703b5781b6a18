"""Build blocks for formats that name the roles of their text (Markdown, HTML, DOCX)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Block, BlockKind

_CAPTION = re.compile(r"(Tabelle|Tab\.|Übersicht)\s*[\d.]*\s*[:–]|(Tabelle|Tab\.)\s*\d")


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its depth from 0 and its mark, "1." for numbered lists and "" for bullets."""

    text: str
    level: int
    mark: str


def flat(text: str) -> str:
    """Text on one line: composed (NFC), single blanks, without control characters."""
    kept = "".join(
        " " if char.isspace() else char for char in text if char.isspace() or unicodedata.category(char) != "Cc"
    )
    return unicodedata.normalize("NFC", re.sub(r" +", " ", kept).strip())


def heading(text: str, level: int) -> Block:
    """A heading of level 1 to 6."""
    return Block(kind=BlockKind.HEADING, text=text, level=min(6, max(1, level)))


def paragraph(text: str) -> Block:
    """Running text."""
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def footnote(text: str, mark: str) -> Block:
    """A note with the mark that refers to it."""
    return Block(kind=BlockKind.FOOTNOTE, text=text, mark=mark)


def itemised(items: Sequence[Item]) -> Block:
    """A list without lead-in; formats of this kind have no pages."""
    return Block(
        kind=BlockKind.LIST,
        text="",
        items=tuple(item.text for item in items),
        item_levels=tuple(item.level for item in items),
        item_marks=tuple(item.mark for item in items),
        item_pages=tuple(None for _ in items),
    )


def table(rows: Sequence[Sequence[str]], header_rows: int, caption: str = "") -> Block | None:
    """A table with rows filled up to the same length; None if no cell has text."""
    width = max((len(row) for row in rows), default=0)
    if not any(cell for row in rows for cell in row):
        return None
    filled = tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
    return Block(kind=BlockKind.TABLE, text=caption, rows=filled, header_rows=min(header_rows, max(0, len(filled) - 1)))


def empty_warning(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The warning for a file from which nothing came out."""
    return () if blocks else ("Die Datei enthält keinen Text.",)


def captioned(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a paragraph "Tabelle 1: ..." above a table turned into its caption."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found and block.kind is BlockKind.TABLE and not block.text else None
        if above and above.kind is BlockKind.PARAGRAPH and _CAPTION.match(above.text):
            found[-1] = replace(block, text=above.text)
        else:
            found.append(block)
    return found
