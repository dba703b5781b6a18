"""A document as it is read: its passages in order, under their headings, in parts if it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, takewhile

from bot.web.blocks import Block, Pages, Span, blocks_of
from bot.web.german import format_pages
from corpus.model import Passage, SectionPath, UnitKind

PART = 100_000  # characters, some thirty pages; a longer document is shown in parts
AROUND = 6  # passages that are at least shown before and after the cited one

_REPEATED = (UnitKind.LEAD, UnitKind.CAPTION)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Words of a passage that are cited."""

    passage_id: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`depth` counts from 0; `anchor` is unique within the document."""

    text: str
    depth: int
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A passage as it is printed: the page and the headings that begin with it, its blocks, its notes."""

    page: int | None
    headings: tuple[Heading, ...]
    blocks: tuple[Block, ...]
    passage: Passage


@dataclass(frozen=True, kw_only=True)
class Part:
    """A stretch of passages that is shown as one page; `number` counts from 1, `title` is the outermost heading it begins under."""

    number: int
    first: int
    last: int
    title: str
    pages: str


def parse_span(text: str, length: int) -> Span | None:
    """The span "START-END" within a text of `length` characters; None if it is not one."""
    match = re.fullmatch(r"([0-9]{1,7})-([0-9]{1,7})", text)
    if match is None or not int(match[1]) < int(match[2]) <= length:
        return None
    return int(match[1]), int(match[2])


def page_of(passage: Passage, start: int) -> int | None:
    """The page on which the text at offset `start` stands; a passage can run over a page break."""
    pages = [unit.page for unit in passage.units if unit.start <= start and unit.page is not None]
    return pages[-1] if pages else passage.page


def parts_of(passages: Sequence[Passage]) -> tuple[Part, ...]:
    """Parts of like size, of about `PART` characters at most."""
    ends = list(accumulate(len(p.text) for p in passages))
    if not ends:
        return ()
    size = ends[-1] / -(-ends[-1] // PART)
    groups = groupby(range(len(passages)), key=lambda i: int((ends[i] - 1) // size))
    members = [list(group) for _, group in groups]
    return tuple(
        Part(
            number=number,
            first=some[0],
            last=some[-1],
            title=next(iter(passages[some[0]].section), ""),
            pages=format_pages(passages[some[0]].page, passages[some[-1]].page_end),
        )
        for number, some in enumerate(members, 1)
    )


def part_with(at: int, parts: Sequence[Part]) -> Part:
    """The part that the passage at this place belongs to."""
    return next(part for part in parts if at <= part.last)


def around(part: Part, at: int, passages: Sequence[Passage]) -> Part:
    """The part, longer where the passage `at` has less than `AROUND` others before or after it."""
    last = max(part.last, min(at + AROUND, len(passages) - 1))
    return replace(part, first=min(part.first, max(0, at - AROUND)), last=last)


def read(
    passages: Sequence[Passage],
    part: Part,
    *,
    cited: Stretch | None = None,
    also: Sequence[Stretch] = (),
) -> tuple[Shown, ...]:
    """The passages of a part, with one stretch marked and others faintly so.

    A heading is printed where the path of headings changes, and only the part of the path that changes.
    """
    shown: list[Shown] = []
    pages = Pages()
    before: Passage | None = None
    for passage in passages[part.first : part.last + 1]:
        page = pages.turn(page_of(passage, 0))
        blocks = blocks_of(
            passage,
            pages,
            cited=cited.span if cited and cited.passage_id == passage.id else None,
            also=[stretch.span for stretch in also if stretch.passage_id == passage.id],
            repeated=_repeats(passage, before),
        )
        headings = _headings(passage, before.section if before else ())
        shown.append(Shown(page=page, headings=headings, blocks=blocks, passage=passage))
        before = passage
    return tuple(shown)


def _headings(passage: Passage, path: SectionPath) -> tuple[Heading, ...]:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(passage.section, path, strict=False)))
    return tuple(
        Heading(text=text, depth=depth, anchor=f"abschnitt-{passage.ordinal + 1}-{depth + 1}")
        for depth, text in enumerate(passage.section)
        if depth >= same
    )


def _repeats(passage: Passage, before: Passage | None) -> bool:
    """Does the passage open with the lead-in or caption that the last list or table before it has?"""
    if before is None or not passage.units or passage.units[0].kind not in _REPEATED:
        return False
    first = passage.units[0]
    last = next((unit for unit in reversed(before.units) if unit.kind in _REPEATED), None)
    return last is not None and before.text[last.start : last.end] == passage.text[first.start : first.end]
