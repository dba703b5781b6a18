"""A passage as paragraphs, lists and tables, with stretches of it marked.

Every letter of the passage is kept. What only parts the text (line breaks, " | " between cells) becomes structure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, pairwise
from typing import ClassVar

from corpus.model import Passage, Unit, UnitKind

Span = tuple[int, int]  # offsets in the text of a passage

_CELL = " | "
_LINE = re.compile(r"[^\n]+")
_SIGN = re.compile(r"\S+")  # what stands before an item: "•", "1.", "a)"
_BULLET = "•"
_LINE_KINDS = (UnitKind.ITEM, UnitKind.ROW)


class Look(StrEnum):
    PLAIN = ""
    CITED = "zitat"
    ALSO = "auch"  # cited too, by another source of the same result


@dataclass(frozen=True, kw_only=True)
class Run:
    """Text of one look. `anchor` is true for the first cited run."""

    text: str
    look: Look
    anchor: bool


Runs = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Running text, or a lead-in that an earlier part of the same list has already given (`repeated`).

    `page` is, here and below, the page that begins with it, None if none does.
    """

    form: ClassVar[str] = "text"
    runs: Runs
    page: int | None
    repeated: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """`sign` is the marker as it stands in the text, `bullet` tells that it says nothing; `level` counts from 0."""

    sign: Runs
    bullet: bool
    runs: Runs
    level: int
    page: int | None


@dataclass(frozen=True, kw_only=True)
class Listing:
    form: ClassVar[str] = "list"
    items: tuple[Item, ...]

    @property
    def ordered(self) -> bool:
        return not self.items[0].bullet


@dataclass(frozen=True, kw_only=True)
class Table:
    """All rows are of the same length. `repeated` tells that an earlier part of the same table has given the caption."""

    form: ClassVar[str] = "table"
    caption: Runs
    head: tuple[tuple[Runs, ...], ...]
    rows: tuple[tuple[Runs, ...], ...]
    page: int | None
    repeated: bool = False


Block = Paragraph | Listing | Table


@dataclass
class Pages:
    """Tells where a page begins; asked in reading order."""

    last: int | None = None

    def turn(self, page: int | None) -> int | None:
        """The page if it is another one than before."""
        if page in (None, self.last):
            return None
        self.last = page
        return page


def blocks_of(
    passage: Passage, pages: Pages, *, cited: Span | None = None, also: Sequence[Span] = (), repeated: bool = False
) -> tuple[Block, ...]:
    """The blocks of a passage. `repeated` says that its first unit was given in the passage before.

    A text that is not put together as ingest does it is one paragraph, so that nothing of it is lost.
    """
    marker = _Marker(text=passage.text, cited=cited, also=also)
    groups = _groups(passage)
    if groups is None:
        return (Paragraph(runs=marker.runs(0, len(passage.text)), page=pages.turn(passage.page)),)
    return tuple(_block(passage, group, marker, pages, repeated and i == 0) for i, group in enumerate(groups))


@dataclass
class _Marker:
    """Cuts text into runs; asked in reading order, so that the first cited run carries the anchor."""

    text: str
    cited: Span | None
    also: Sequence[Span]
    anchored: bool = field(default=False, init=False)

    def runs(self, start: int, end: int) -> Runs:
        spans = [*([self.cited] if self.cited else []), *self.also]
        cuts = sorted({start, end, *(min(max(at, start), end) for span in spans for at in span)})
        alike = [list(group) for _, group in groupby(pairwise(cuts), key=lambda cut: self._look(cut[0]))]
        return tuple(self._run(group[0][0], group[-1][1]) for group in alike)

    def _run(self, start: int, end: int) -> Run:
        look = self._look(start)
        anchor = look is Look.CITED and not self.anchored
        self.anchored = self.anchored or anchor
        return Run(text=self.text[start:end], look=look, anchor=anchor)

    def _look(self, at: int) -> Look:
        if self.cited and self.cited[0] <= at < self.cited[1]:
            return Look.CITED
        return Look.ALSO if any(start <= at < end for start, end in self.also) else Look.PLAIN


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """A unit, and where the text between it and the unit before begins."""

    unit: Unit
    gap: int


def _groups(passage: Passage) -> list[list[_Placed]] | None:
    """The units that make one block each; None if text between them is none that structure can stand for."""
    groups: list[list[_Placed]] = []
    at = 0
    for unit in passage.units:
        between = passage.text[at : unit.start]
        before = groups[-1][-1].unit.kind if groups else None
        heads_table = unit.kind is UnitKind.ROW and before in (None, UnitKind.CAPTION)
        if unit.start < at or not (heads_table or _is_gap(between, unit)):
            return None
        if groups and _belongs(unit, before, between):
            groups[-1].append(_Placed(unit=unit, gap=at))
        else:
            groups.append([_Placed(unit=unit, gap=at)])
        at = unit.end
    even = all(len({len(cells) for cells in _lines(passage, group)}) <= 1 for group in groups)
    return groups if groups and even and not passage.text[at:].strip() else None


def _is_gap(between: str, unit: Unit) -> bool:
    return len(between.split()) <= (1 if unit.kind is UnitKind.ITEM else 0)


def _belongs(unit: Unit, before: UnitKind | None, between: str) -> bool:
    """Does a unit go on with the block of the one before?"""
    if "\n\n" in between or before is None:
        return False
    if unit.kind in _LINE_KINDS:
        return before is unit.kind or (unit.kind is UnitKind.ROW and before is UnitKind.CAPTION)
    return before not in _LINE_KINDS and "\n" not in between


def _lines(passage: Passage, group: Sequence[_Placed]) -> list[list[Span]]:
    """The cells of each line of a table, its column names first; nothing for other blocks."""
    rows = [placed for placed in group if placed.unit.kind is UnitKind.ROW]
    if not rows:
        return []
    names = [m.span() for m in _LINE.finditer(passage.text, rows[0].gap, rows[0].unit.start)]
    return [_cells(passage.text, span) for span in (*names, *((p.unit.start, p.unit.end) for p in rows))]


def _cells(text: str, line: Span) -> list[Span]:
    start, cells = line[0], []
    for cell in text[slice(*line)].split(_CELL):
        cells.append((start, start + len(cell)))
        start += len(cell) + len(_CELL)
    return cells


def _block(passage: Passage, group: Sequence[_Placed], marker: _Marker, pages: Pages, repeated: bool) -> Block:
    first, last = group[0].unit, group[-1].unit
    if last.kind is UnitKind.ITEM:
        return Listing(items=tuple(_item(placed, marker, pages) for placed in group))
    page = pages.turn(first.page)
    if last.kind is UnitKind.ROW:
        caption = marker.runs(first.start, first.end) if first.kind is UnitKind.CAPTION else ()
        lines = tuple(tuple(marker.runs(*cell) for cell in cells) for cells in _lines(passage, group))
        names = len(lines) - sum(placed.unit.kind is UnitKind.ROW for placed in group)
        return Table(caption=caption, head=lines[:names], rows=lines[names:], page=page, repeated=repeated)
    return Paragraph(runs=marker.runs(first.start, last.end), page=page, repeated=repeated)


def _item(placed: _Placed, marker: _Marker, pages: Pages) -> Item:
    text, unit = marker.text, placed.unit
    sign = _SIGN.search(text, placed.gap, unit.start)
    start, end = sign.span() if sign else (unit.start, unit.start)
    line = text.rfind("\n", 0, start) + 1
    return Item(
        sign=marker.runs(start, end),
        bullet=text[start:end] in ("", _BULLET),
        runs=marker.runs(unit.start, unit.end),
        level=min((start - line) // 2, 3),
        page=pages.turn(unit.page),
    )
