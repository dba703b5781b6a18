"""Answer units as they are embedded and searched: a sentence, item or row with what it needs to be understood."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Passage, Unit, UnitKind


def quoted(passage: Passage, unit: Unit) -> str:
    """The unit's verbatim text."""
    return passage.text[unit.start : unit.end]


def caption(passage: Passage) -> str:
    """The verbatim caption of a table, "" if it has none."""
    return next((quoted(passage, u) for u in passage.units if u.kind is UnitKind.CAPTION), "")


def unit_texts(passage: Passage) -> list[str]:
    """One text a unit, under the nearest heading; items carry their lead-in, table cells their column names."""
    heading = f"{passage.section[-1]}: " if passage.section else ""
    lead = ""
    texts = []
    for unit in passage.units:
        text = quoted(passage, unit)
        if unit.kind is UnitKind.LEAD:
            lead = text
        elif unit.kind is UnitKind.ITEM and lead:
            text = f"{lead} {text}"
        elif unit.kind is UnitKind.ROW:
            text = named_cells(passage.header, text)
        texts.append(heading + text)
    return texts


def named_cells(header: Sequence[str], row: str) -> str:
    """ "Celle: 266, Harburg: 182": the cells of a row with their column names."""
    cells = row.split(" | ")
    if len(cells) != len(header):
        return row
    return ", ".join(f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=True))
