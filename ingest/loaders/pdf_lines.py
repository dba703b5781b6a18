"""From what is painted on a page to its lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.model import Line
from ingest.loaders.pdf_geometry import Fragment
from ingest.loaders.pdf_grid import grids, place
from ingest.loaders.pdf_paint import Shape
from ingest.loaders.pdf_rows import Row, cell_text, rows
from ingest.loaders.pdf_segments import segments

_NOTE_MARK = re.compile(r"^[⁰¹²³⁴-⁹]{1,3}(?=\s?\S)")
_PARAGRAPH = 1.2  # of the usual distance of lines: a wider gap separates paragraphs


def page_rows(fragments: Sequence[Fragment], shapes: Sequence[Shape]) -> list[Row]:
    """The rows of a page from the fragments that can be seen."""
    angles = Counter[int]()
    for fragment in fragments:
        if fragment.angle % 90 == 0:
            angles[fragment.angle] += len(fragment.text)
    angle = max(angles, key=lambda key: angles[key], default=0)
    return rows(segments(fragments, place(fragments, grids(shapes, angle), angle)))


def leading(pages: Sequence[Sequence[Row]]) -> dict[float, float]:
    """The usual distance of lines in points for each font size, from all pages of a document."""
    distances: dict[float, Counter[float]] = {}
    for page in pages:
        for above, below in pairwise(page):
            gap = above.bottom - below.top
            size = round(below.size, 1)
            if not below.jump and abs(above.size - below.size) < 0.05 * size and 0.8 * size < gap < 2.5 * size:
                distances.setdefault(size, Counter())[round(gap * 2) / 2] += 1
    # The smallest distance that is not rare: where paragraphs are short, the gap between them may be the commonest.
    return {
        size: min(gap for gap, count in counted.items() if 4 * count >= max(counted.values()))
        for size, counted in distances.items()
    }


def lines(page: Sequence[Row], usual: dict[float, float]) -> tuple[Line, ...]:
    """The lines of a page, with an empty line wherever the distance shows a new paragraph."""
    found: list[Line] = []
    above: Row | None = None
    # Text that runs down or backwards has negative positions; its leftmost line then marks the edge.
    edges: dict[int, float] = {}
    for row in page:
        angle = row.first.angle
        edges[angle] = min(edges.get(angle, 0.0), row.first.x0)
    for row in page:
        if above and _is_apart(above, row, usual):
            found.append(Line(text=""))
        found.append(_line(row, edges[row.first.angle]))
        above = row
    return tuple(found)


def _is_apart(above: Row, row: Row, usual: dict[float, float]) -> bool:
    if (above.drawn and row.drawn) or _is_table(above, row):
        return False
    if row.jump or above.drawn or row.drawn or row.first.angle != above.first.angle:
        return True
    known = [usual.get(round(size, 1), 1.35 * size) for size in (above.size, row.size)]
    return above.bottom - row.top > _PARAGRAPH * max(known)


def _is_table(above: Row, row: Row) -> bool:
    """Rows of a table stand apart for looks only."""
    in_columns = all(len(part.columns) > 1 and not part.is_item and not part.drawn for part in (above, row))
    return in_columns and not row.jump and above.bottom - row.top < 4 * row.size


def _line(row: Row, shift: float) -> Line:
    texts = tuple(cell_text([segment.text for segment in column]) for column in row.columns)
    return Line(
        text=_NOTE_MARK.sub(_plain, " ".join(text for text in texts if text)),
        size=round(row.size, 2),
        indent=round(row.first.x0 - shift, 1),
        bold=all(segment.bold for segment in row.segments),
        cells=texts if len(texts) > 1 and not row.is_item else (),
    )


def _plain(mark: re.Match[str]) -> str:
    """The number that opens a footnote, set apart; there no figure can swallow it."""
    return unicodedata.normalize("NFKC", mark.group()) + ("" if mark.string[mark.end()].isspace() else " ")
