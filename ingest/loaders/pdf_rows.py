"""Arrange the segments of a page into rows: plain lines, and table rows whose cells may run over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.loaders.pdf_segments import Segment
from ingest.repair import join_lines

_LOOK_BACK = 6  # lines: a cell of a table without rulings is not taller
_SAME = 0.3  # of the font size: baselines this close are one line
_WRAP = 1.6  # of the font size: a wrapped line of a cell is not further away
# Inside an address a hyphen belongs to it, and "2024–2027" has no blank.
_UNDIVIDED = re.compile(r"\d–\n\d|\w[./@]\S*-\n\w")
_SOFT = re.compile("\u00ad$")


@dataclass
class Row:
    """The columns of a row from left to right, each with its segments from top to bottom.

    `jump` is true where the file continues further up: a new column of the page, a header, a footer.
    """

    columns: list[list[Segment]]
    jump: bool = False
    drawn: bool = False
    texts: tuple[str, ...] = ()

    @property
    def first(self) -> Segment:
        """The leftmost segment on the first line."""
        return next(column[0] for column in self.columns if column)

    @property
    def top(self) -> float:
        """Highest baseline."""
        return max(segment.y for segment in self.segments)

    @property
    def bottom(self) -> float:
        """Lowest baseline."""
        return min(segment.y for segment in self.segments)

    @property
    def right(self) -> float:
        """Right edge."""
        return max(segment.x1 for segment in self.segments)

    @property
    def size(self) -> float:
        """Largest font size."""
        return max(segment.size for segment in self.segments)

    @property
    def segments(self) -> list[Segment]:
        """All segments, column by column."""
        return [segment for column in self.columns for segment in column]

    @property
    def is_item(self) -> bool:
        """Whether the columns are only a mark and its text."""
        return not self.drawn and len(self.columns) == 2 and len(self.columns[0]) == 1 and self.first.is_marker


def rows(segments: Sequence[Segment]) -> list[Row]:
    """Rows in reading order: the order of the file, but the cells of a table row side by side."""
    drawn = _drawn(segments)
    found: list[Row] = []
    for segment in segments:
        if segment.place is None:
            _add(found, segment)
        elif segment.place[0] in drawn:
            found.extend(drawn.pop(segment.place[0]))
    return _merge_wrapped(found)


def cell_text(lines: Sequence[str]) -> str:
    """The lines of a cell as one text; what was divided at a line end is put together again."""
    whole: list[str] = []
    for line in lines:
        if whole and _UNDIVIDED.search(f"{whole[-1]}\n{line}"):
            whole[-1] += line
        else:
            whole.append(line)
    return join_lines([_SOFT.sub("-", line) for line in whole])


def _drawn(segments: Sequence[Segment]) -> dict[int, list[Row]]:
    """The rows of each grid, from top to bottom, with a column for each left ruling that is used."""
    cells: dict[int, dict[float, dict[float, list[Segment]]]] = {}
    for segment in segments:
        if segment.place:
            number, (top, left) = segment.place
            cells.setdefault(number, {}).setdefault(top, {}).setdefault(left, []).append(segment)
    tables: dict[int, list[Row]] = {}
    for number, by_top in cells.items():
        lefts = sorted({left for row in by_top.values() for left in row})
        tables[number] = [
            Row([row.get(left, []) for left in lefts], drawn=True) for _, row in sorted(by_top.items(), reverse=True)
        ]
    return tables


def _add(found: list[Row], segment: Segment) -> None:
    """Append a segment of a page without rulings to the last row, to a row further up, or as a new row."""
    last = found[-1] if found and not found[-1].drawn and found[-1].first.angle == segment.angle else None
    if last is None:
        found.append(Row([[segment]], jump=bool(found)))
    elif abs(segment.y - last.top) <= _SAME * max(segment.size, last.size):
        if segment.x0 >= last.right - 0.3 * segment.size:
            last.columns.append([segment])
        elif segment.x1 <= last.first.x0 + 0.3 * segment.size:
            last.columns.insert(0, [segment])
        else:
            found.append(Row([[segment]], jump=True))
    elif segment.y < last.bottom:
        found.append(Row([[segment]]))
    else:
        start = _beside(found, segment)
        if start is None:
            found.append(Row([[segment]], jump=True))
        else:
            row = _fold(found[start:])
            row.columns.append([segment])
            found[start:] = [row]


def _beside(found: Sequence[Row], segment: Segment) -> int | None:
    """Index of the row from which on all rows lie left of the segment and at its height, if it is nearby."""
    start = len(found)
    for index in range(len(found) - 1, max(-1, len(found) - 1 - _LOOK_BACK), -1):
        row = found[index]
        close = index == len(found) - 1 or row.bottom - found[index + 1].top <= _WRAP * row.size
        left = row.first.angle == segment.angle and row.right <= segment.x0 + _SAME * segment.size
        if row.drawn or not close or not left or row.top > segment.y + 2 * segment.size:
            break
        start = index
        if row.jump:
            break
    # In a column of the page the file continues far above all of them.
    return start if start < len(found) and found[start].top >= segment.y - 2 * segment.size else None


def _fold(parts: Sequence[Row]) -> Row:
    """One row out of the rows that the cells so far were taken for."""
    row = Row([list(column) for column in parts[0].columns], jump=parts[0].jump)
    for part in parts[1:]:
        for segment in part.segments:
            row.columns[_column(row, segment) or 0].append(segment)
    return row


def _column(row: Row, segment: Segment) -> int | None:
    """The column under which a segment stands: the one it overlaps most, or whose left edge it shares."""
    best: tuple[float, int] | None = None
    for index, column in enumerate(row.columns):
        if not column:
            continue
        left, right = min(part.x0 for part in column), max(part.x1 for part in column)
        overlap = min(right, segment.x1) - max(left, segment.x0)
        if abs(left - segment.x0) < 0.5 * segment.size:
            overlap = max(overlap, segment.size)
        if overlap > 0 and (best is None or overlap > best[0]):
            best = (overlap, index)
    return best[1] if best else None


def _merge_wrapped(found: list[Row]) -> list[Row]:
    """Put lines that only continue cells of the row above into that row."""
    merged: list[Row] = []
    for row in found:
        above = merged[-1] if merged else None
        if above and len(above.columns) > 1 and not above.is_item and not above.drawn and _continues(above, row):
            for segment in row.segments:
                above.columns[_column(above, segment) or 0].append(segment)
        else:
            merged.append(row)
    return merged


def _continues(above: Row, row: Row) -> bool:
    if row.jump or row.drawn or row.first.angle != above.first.angle or len(row.columns) >= len(above.columns):
        return False
    if not 0 < above.bottom - row.top <= _WRAP * above.size or abs(row.size - above.size) > 0.1 * above.size:
        return False
    columns = [_column(above, segment) for segment in row.segments]
    # A line under the first column alone is the next row or the text below the table.
    return all(columns) and row.first.x0 > above.first.x0 + above.size
