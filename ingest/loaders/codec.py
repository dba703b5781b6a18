"""Extract to JSON and back, for the way out of the child process."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from corpus.model import Block, BlockKind, Extract, Line, Page


def encode(extract: Extract) -> dict[str, Any]:
    """A dictionary of plain lists, strings and numbers; lines are rows to keep the text small."""
    return {
        "title": extract.title,
        "warnings": extract.warnings,
        "pages": [
            [page.number, [[line.text, line.size, line.indent, line.bold, line.cells] for line in page.lines]]
            for page in extract.pages
        ],
        "blocks": [asdict(block) for block in extract.blocks],
    }


def decode(data: dict[str, Any]) -> Extract:
    """The extract that `encode` was given, after a trip through JSON."""
    return Extract(
        title=data["title"],
        warnings=tuple(data["warnings"]),
        pages=tuple(Page(number=number, lines=tuple(_line(*row) for row in rows)) for number, rows in data["pages"]),
        blocks=tuple(_block(values) for values in data["blocks"]),
    )


def dumps(data: dict[str, Any]) -> bytes:
    """JSON that keeps lone surrogates harmless by escaping them."""
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _line(text: str, size: float, indent: float, bold: bool, cells: list[str]) -> Line:
    return Line(text=text, size=size, indent=indent, bold=bold, cells=tuple(cells))


def _block(values: dict[str, Any]) -> Block:
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    rows = tuple(tuple(row) for row in values["rows"])
    return Block(**{**values, **lists, "kind": BlockKind(values["kind"]), "rows": rows})
