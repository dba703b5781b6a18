"""Join the fragments of a page into segments: stretches of one line without a visible column gap."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ingest.loaders.pdf_fonts import raised_digits
from ingest.loaders.pdf_geometry import Fragment
from ingest.loaders.pdf_grid import Cell

_COLUMN_GAP = 1.5  # of the font size: a wider gap between two shown strings separates columns
_RUN_GAP = 3.0  # the same inside one shown string, where justification stretches word spaces
# Fonts draw lowered digits as small as raised ones; after these letters they are lowered.
_FORMULA = re.compile(r"\b(CO|H|NO|SO|CH)([²³⁴])")
_INNER_SOFT = re.compile("\u00ad(?!$)")
_MARKER = re.compile(
    r"[•‣◦▪▸►●○■□–—*\-·\uf0b7\uf0a7]|\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.)]|\d+(\.\d+)+\.?|[IVX]{1,5}\.|[A-Z]\)", re.ASCII
)

Place = tuple[int, Cell] | None


@dataclass(frozen=True, slots=True)
class Segment:
    """Text between `x0` and `x1` on the baseline `y`; `place` is its cell in a drawn grid."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    angle: int
    place: Place = None

    @property
    def is_marker(self) -> bool:
        """Whether this can only be the mark of a list item or the number of a heading."""
        return bool(_MARKER.fullmatch(self.text.strip()))


def segments(fragments: Sequence[Fragment], places: Sequence[Place]) -> list[Segment]:
    """Segments in painting order. Raised small digits become superscript digits, so that no figure swallows them."""
    found: list[Segment] = []
    group: list[Fragment] = []
    where: Place = None
    for fragment, place in zip(fragments, places, strict=True):
        if group and (place != where or not _continues(group, fragment)):
            found.append(_segment(group, where))
            group = []
        if group and _is_double(group[-1], fragment):
            continue
        if not group and not fragment.text.strip():
            continue
        group.append(fragment)
        where = place
    if group:
        found.append(_segment(group, where))
    return [segment for segment in found if segment.text]


def _main(group: Sequence[Fragment]) -> Fragment:
    """The fragment that gives the line its baseline."""
    return max(group, key=lambda part: (round(part.size, 1), bool(part.text.strip())))


def _continues(group: Sequence[Fragment], fragment: Fragment) -> bool:
    main, last = _main(group), group[-1]
    if fragment.angle != last.angle:
        return False
    large, small = max(main.size, fragment.size), min(main.size, fragment.size)
    drift = abs(fragment.y - main.y)
    if drift > (0.7 if small <= 0.8 * large else 0.25) * large:
        return False
    gap = fragment.x0 - last.x1
    # Inside one shown string a wide gap after a written blank is justification.
    limit = _COLUMN_GAP if fragment.run != last.run else inf if last.text.endswith(" ") else _RUN_GAP
    return -0.6 * large <= gap <= limit * large or _is_double(last, fragment)


def _is_double(last: Fragment, fragment: Fragment) -> bool:
    """Bold letters are sometimes faked by painting them twice with a slight shift."""
    return (
        last.text == fragment.text
        and abs(last.x0 - fragment.x0) < 0.2 * last.size
        and abs(last.y - fragment.y) < 0.2 * last.size
    )


def _segment(group: Sequence[Fragment], place: Place) -> Segment:
    main = _main(group)
    text = ""
    for index, part in enumerate(group):
        if index and _has_gap(group[index - 1], part) and not text.endswith(" ") and not part.text.startswith(" "):
            text += " "
        raised = part.size <= 0.8 * main.size and part.y > main.y + 0.1 * main.size
        text += raised_digits(part.text) if raised and part.text.strip().isdecimal() else part.text
    inked = [part for part in group if part.text.strip()] or [main]
    return Segment(
        text=tidy(text),
        x0=inked[0].x0,
        x1=max(part.x1 for part in inked),
        y=main.y,
        size=main.size,
        bold=all(part.bold for part in inked),
        angle=main.angle,
        place=place,
    )


def _has_gap(left: Fragment, right: Fragment) -> bool:
    space = min(left.space, right.space) or 0.25 * max(left.size, right.size)
    return right.x0 - left.x1 > 0.5 * space


def tidy(text: str) -> str:
    """Composed (NFC), single blanks, without control characters, private-use bullets as bullets."""
    text = text.replace("\uf0b7", "•").replace("\uf0a7", "▪")
    kept = "".join(" " if char in "\t\n\r\xa0" else char for char in text if _is_writing(char))
    text = unicodedata.normalize("NFC", re.sub(r" +", " ", kept).strip())
    text = _INNER_SOFT.sub("", text)
    return _FORMULA.sub(lambda match: match[1] + unicodedata.normalize("NFKC", match[2]), text)


def _is_writing(char: str) -> bool:
    return char in "\t\n\r" or unicodedata.category(char) not in ("Cc", "Cs", "Cn")
