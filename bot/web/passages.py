"""A passage cut into what is cited and what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Passage

NEIGHBOURS = 2


@dataclass(frozen=True, kw_only=True)
class Cut:
    """A text in three parts; `cited` is what the page marks."""

    before: str
    cited: str
    after: str


def parse_span(text: str, length: int) -> tuple[int, int]:
    """The span "START-END" of a text of `length` characters; the whole text if it is not one."""
    match = re.fullmatch(r"([0-9]{1,7})-([0-9]{1,7})", text)
    if match:
        start, end = int(match[1]), int(match[2])
        if start < end <= length:
            return start, end
    return 0, length


def cut(text: str, span: tuple[int, int]) -> Cut:
    start, end = span
    return Cut(before=text[:start], cited=text[start:end], after=text[end:])


def page_of(passage: Passage, start: int) -> int | None:
    """The page on which the text at offset `start` stands; a passage can run over a page break."""
    pages = [unit.page for unit in passage.units if unit.start <= start and unit.page is not None]
    return pages[-1] if pages else passage.page


def context_of(passage: Passage, passages: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The neighbours before and after a passage, in reading order."""
    at = next((i for i, p in enumerate(passages) if p.id == passage.id), None)
    if at is None:
        return (), ()
    return passages[max(0, at - NEIGHBOURS) : at], passages[at + 1 : at + 1 + NEIGHBOURS]
