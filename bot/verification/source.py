"""Sources as they are checked against: units with what belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.web.german import format_issued
from corpus.model import Hit, Passage, UnitKind
from corpus.phrasing import SourceText
from retrieval.units import caption, named_cells, quoted

ROWS = -2


@dataclass(frozen=True, kw_only=True)
class Part:
    """A unit of a source. `above` is what it continues: the lead-in of its list or the caption of its table.

    `group` numbers the list or table that it is a piece of, `ROWS` for the rows of a table, -1 for a sentence.
    """

    text: str
    above: str = ""
    group: int = -1


def source_of(hit: Hit, id: str) -> SourceText:
    """A passage as a source for phrasing: its units, rows with their column names, under what tells where it stands."""
    passage, document = hit.passage, hit.document
    heading = " – ".join(
        t
        for t in (
            document.title,
            f"Stand: {format_issued(document.issued)}",
            *passage.section,
            " | ".join(passage.header),
        )
        if t
    )
    units = tuple(
        named_cells(passage.header, quoted(passage, u)) if u.kind is UnitKind.ROW else quoted(passage, u)
        for u in passage.units
    )
    return SourceText(id=id, heading=heading, units=units, passage_id=passage.id)


def _closed(before: str, text: str) -> bool:
    """True if a list without marks is over: its last item ended with a full stop, or a sentence follows items without one."""
    return before.rstrip().endswith(".") or (
        text.rstrip().endswith(".") and not before.rstrip().endswith((",", ";", ":"))
    )


def parts_of(source: SourceText, passage: Passage | None) -> tuple[Part, ...]:
    """The units of a source with what they continue; without a passage a lead-in is told by its colon."""
    kinds = [u.kind for u in passage.units] if passage and len(passage.units) == len(source.units) else []
    title = caption(passage) if passage and kinds else ""
    parts: list[Part] = []
    lead, group = "", -1
    for number, text in enumerate(source.units):
        kind = kinds[number] if kinds else None
        if kind is UnitKind.LEAD or (kind is None and re.search(r":\s*$", text)):
            lead, group = text, number
            parts.append(Part(text=text, group=group))
        elif kind is UnitKind.ROW:
            parts.append(Part(text=text, above=title, group=ROWS))
        elif lead and (kind is UnitKind.ITEM or (kind is None and not _closed(source.units[number - 1], text))):
            parts.append(Part(text=text, above=lead, group=group))
        else:
            if kind is not UnitKind.ITEM:
                lead, group = "", -1
            parts.append(Part(text=text))
    return tuple(parts)
