"""Footnotes: taken out of the running text and kept. ingest.references attaches them where the text refers to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Line, Page
from ingest.references import mark_pattern
from ingest.repair import join_lines

_NOTE = re.compile(r"^\s?(\d{1,3})\s*(?=[^\W\d]|[„\"])(.+)$")
_SMALLER = 0.93  # a note is set at least this much smaller than the body


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """A note with its number and the page it stands on."""

    number: int
    text: str
    page: int | None


def split_footnotes(pages: Sequence[Page], body_size: float) -> tuple[tuple[Page, ...], tuple[Footnote, ...]]:
    """Separate the notes from the text: (pages without notes, notes in order).

    A line opens a note when it carries the next expected number and the text before refers to that number, or when
    it is set smaller than the body at the foot of a page. The note runs to the next blank line, note or page.
    """
    notes: list[Footnote] = []
    kept_pages = []
    before = ""
    for page in pages:
        kept: list[Line] = []
        current: tuple[int, list[str]] | None = None
        for line in page.lines:
            match = _NOTE.match(line.text)
            number = int(match.group(1)) if match else 0
            small = bool(body_size and line.size and line.size < body_size * _SMALLER)
            expected = notes[-1].number + 1 if notes else 1
            if current:
                expected = current[0] + 1
            starts_page = line.text.startswith(" ") and not line.text.startswith("  ")
            if (
                match
                and number == expected
                and not line.cells
                and (small or (match.group(2)[0].isupper() and not starts_page and mark_pattern(number).search(before)))
            ):
                if current:
                    notes.append(_finish(current, page))
                current = (number, [match.group(2)])
            elif current and line.text.strip() and not starts_page and (small or not line.size):
                current[1].append(line.text)
            else:
                if current:
                    notes.append(_finish(current, page))
                    current = None
                kept.append(line)
                before = f"{before} {line.text}"[-6000:]
        if current:
            notes.append(_finish(current, page))
        kept_pages.append(replace(page, lines=tuple(kept)))
    return tuple(kept_pages), tuple(notes)


def _finish(current: tuple[int, list[str]], page: Page) -> Footnote:
    return Footnote(number=current[0], text=join_lines(current[1]).strip(), page=page.number)
