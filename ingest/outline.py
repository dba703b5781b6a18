"""Sentences that introduce headings: "... under the following four priorities:" and then come four headings.

The headings are the list that the sentence announces, so they are added to its section as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Block, BlockKind, Section
from ingest.structure import attach_leads


def with_outlines(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sections whose text ends with a colon get the headings directly below them as a list with that lead-in."""
    return tuple(_announced(section, sections[i + 1 :]) for i, section in enumerate(sections))


def _announced(section: Section, following: Sequence[Section]) -> Section:
    last = section.blocks[-1]
    if last.kind is not BlockKind.PARAGRAPH or not last.text.rstrip().endswith(":"):
        return section
    depth = len(section.path)
    headings: dict[str, int | None] = {}
    for other in following:
        if other.path[:depth] != section.path or len(other.path) == depth:
            break
        headings.setdefault(other.path[depth], other.blocks[0].page)
    if len(headings) < 2:
        return section
    outline = Block(
        kind=BlockKind.LIST,
        text="",
        page=last.page,
        items=tuple(headings),
        item_levels=(0,) * len(headings),
        item_marks=("",) * len(headings),
        item_pages=tuple(headings.values()),
    )
    return replace(section, blocks=(*section.blocks[:-1], *attach_leads((last, outline))))
