"""From laid-out pages to rows: every filled line with its page and whether a gap stands before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Line, Page

# A reference to a footnote may follow the full stop.
_END = re.compile(r"[.!?:;…][\"“”’')\]]*[⁰¹²³⁴-⁹]*$|(?:[^\W\d]|[)%“”\"])[.!?:;…][\"“”’')\]]*\s?\d{1,3}$")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One filled line. `gap` is true after a blank line or at a page start, `opens_page` at a page start."""

    text: str
    page: int | None
    gap: bool
    opens_page: bool
    depth: int  # leading blanks or, where the file has positions, points from the left edge
    size: float
    bold: bool
    cells: tuple[str, ...]

    @property
    def ends_sentence(self) -> bool:
        return ends_sentence(self.text)


def body_size(pages: Sequence[Page]) -> float:
    """The font size that most running text is set in, 0.0 where the format has no sizes. Tables are often set smaller."""
    lines = [line for page in pages for line in page.lines]
    weights: Counter[float] = Counter()
    for line in [line for line in lines if not line.cells] or lines:
        weights[round(line.size * 2) / 2] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def ends_sentence(text: str) -> bool:
    """True if nothing has to follow."""
    return bool(_END.search(text))


def to_rows(pages: Sequence[Page]) -> tuple[Row, ...]:
    """Flatten pages to rows.

    Text pulled from PDFs without form feeds often marks the start of a page or box by a single leading blank;
    such a line opens a page too, although its number is unknown.
    """
    rows: list[Row] = []
    for page in pages:
        gap = opens = True
        for line in page.lines:
            text = line.text.strip()
            if not text:
                gap = True
                continue
            blank = _opens_box(line)
            rows.append(
                Row(
                    text=text,
                    page=page.number,
                    gap=gap or blank,
                    opens_page=opens or blank,
                    depth=round(line.indent) if line.size else len(line.text) - len(line.text.lstrip()),
                    size=line.size,
                    bold=line.bold,
                    cells=line.cells,
                )
            )
            gap = opens = False
    return tuple(rows)


def _opens_box(line: Line) -> bool:
    return not line.size and bool(re.match(r" [A-ZÄÖÜa-zäöü0-9„]", line.text))


def width(rows: Sequence[Row]) -> int:
    """The usual length of a full line: the 90th percentile, in characters."""
    lengths = sorted(len(row.text) for row in rows)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0
