"""Tables: rows set in columns (PDF), or rows of loose figures behind a label (text pulled from a PDF)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block, BlockKind
from ingest.headings import CAPTION, wraps
from ingest.lines import Row
from ingest.repair import join_lines

_VALUE = re.compile(r"^(?:[-+±]?\d[\d.,]*\s?%?|x|–|-|k\.\s?A\.|\*|/)$", re.I)
_MIN_ROWS = 3
_MIN_VALUES = 2


def values_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Split "Verkaufsberufe 142 118 x" into its label and its trailing values."""
    words = text.split()
    cut = len(words)
    while cut and _VALUE.match(words[cut - 1]):
        cut -= 1
    return " ".join(words[:cut]), tuple(words[cut:])


def find_table(rows: Sequence[Row], start: int) -> tuple[Block, int] | None:
    """A table that begins at row `start`: (block, index of the first row after it), or None."""
    return _in_columns(rows, start) or _loose(rows, start)


def _in_columns(rows: Sequence[Row], start: int) -> tuple[Block, int] | None:
    caption, i = _caption(rows, start)
    first = i
    while i < len(rows) and len(rows[i].cells) >= 2:
        i += 1
    if i - first < 2:
        return None
    cells = [row.cells for row in rows[first:i]]
    columns = max(len(row) for row in cells)
    if sum(len(row) == columns for row in cells) < 2:
        return None
    body = tuple(_pad(row, columns) for row in cells)
    if not caption and i < len(rows) and CAPTION.match(rows[i].text):
        caption, i = rows[i].text, i + 1
    return _block(caption, body, header_rows=1, page=rows[first].page), i


def _loose(rows: Sequence[Row], start: int) -> tuple[Block, int] | None:
    """Rows of figures without columns. The most frequent number of values is the table's width."""
    caption, first = _caption(rows, start)
    head: list[Row] = []
    i = first
    while i < len(rows) and i - first < 4 and not (values_of(rows[i].text)[0] and len(values_of(rows[i].text)[1]) >= 3):
        head.append(rows[i])
        i += 1
    columns = len(values_of(rows[i].text)[1]) if i < len(rows) else 0
    if columns < 3 or any(CAPTION.match(row.text) for row in head) or _stands_above(head, rows, first, columns):
        return None
    body: list[tuple[str, ...]] = []
    label: list[str] = []
    end = i
    while i < len(rows) and not CAPTION.match(rows[i].text):
        text, values = values_of(rows[i].text)
        if values and len(values) == columns:
            body.append((join_lines([*label, text]), *values))
            label, end = [], i + 1
        elif values or len(label) >= 3 or len(text) > 60 or rows[i].ends_sentence:
            break
        else:
            label.append(text)
        i += 1
    header = _header(head, columns)
    if len(body) < _MIN_ROWS or header is None:
        return None
    if not caption and end < len(rows) and CAPTION.match(rows[end].text):
        caption, end = rows[end].text, end + 1
    return _block(caption, (header, *body), header_rows=1, page=rows[start].page), end


def _caption(rows: Sequence[Row], start: int) -> tuple[str, int]:
    if start < len(rows) and re.match(r"Tab|Über", rows[start].text) and CAPTION.match(rows[start].text):
        end, text = start + 1, rows[start].text
        while end < len(rows) and not rows[end].cells and (wraps(text, rows[end]) or _is_alike(rows[start], rows[end])):
            text, end = join_lines([text, rows[end].text]), end + 1
        return text, end
    return "", start


def _stands_above(head: Sequence[Row], rows: Sequence[Row], first: int, columns: int) -> bool:
    """True if the first row is a heading or text above the table, not the name of its first column."""
    return len(head) > 1 and columns % len(head[0].text.split()) != 0 and rows[first + 1].gap


def _is_alike(caption: Row, following: Row) -> bool:
    """In a laid-out file the header row is set in columns; what is not belongs to the caption."""
    return bool(caption.size) and not following.gap and following.size == caption.size


def _header(head: Sequence[Row], columns: int) -> tuple[str, ...] | None:
    """Column names from the rows above: groups ("Celle Harburg") spread over sub-columns ("2020 2023 2020 2023")."""
    title = ""
    groups: tuple[str, ...] = ()
    subs: tuple[str, ...] = ()
    for row in head:
        words = tuple(row.text.split())
        if len(words) == columns:
            groups, subs = groups or subs, words
        elif words and columns % len(words) == 0 and len(words) > 1:
            groups = words
        elif not groups:
            title = row.text
    names = subs or groups
    if not names:
        return None
    if subs and groups and len(groups) != len(subs):
        each = columns // len(groups)
        names = tuple(f"{groups[i // each]} {sub}" for i, sub in enumerate(subs))
    return (title, *names) if len(names) == columns else None


def _pad(row: Sequence[str], columns: int) -> tuple[str, ...]:
    return tuple(row) + ("",) * (columns - len(row))


def _block(caption: str, rows: tuple[tuple[str, ...], ...], *, header_rows: int, page: int | None) -> Block:
    return Block(kind=BlockKind.TABLE, text=caption, page=page, rows=rows, header_rows=header_rows)
