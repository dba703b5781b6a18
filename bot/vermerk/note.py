"""What a file note consists of, whatever the format. Every text is plain: renderers show it literally."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

Cell = tuple[str, ...]  # paragraphs

_Value = TypeVar("_Value")


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph; a blank line in `text` begins another."""

    text: str
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Verbatim words of somebody else, and whose they are."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Fields:
    """Labels with their values."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with one header row. `widths` are shares of the page width in percent."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Items:
    """A list, numbered if `ordered`."""

    texts: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Questions:
    """A numbered list with space to write an answer under each."""

    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An entry of the list of sources: `mark` as in the text ("[1]"), `quote` verbatim."""

    mark: str
    title: str
    details: str
    quote: str


Block = Paragraph | Quote | Fields | Table | Items | Questions | Reference


@dataclass(frozen=True, kw_only=True)
class NoteSection:
    """A numbered heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class FileNote:
    """A file note. `head` says when and from what it was made, `signature` are the labels of the lines to sign on."""

    title: str
    subject: str
    made_on: date
    head: Fields
    sections: tuple[NoteSection, ...]
    signature: tuple[str, ...]
    keywords: tuple[str, ...] = ()


def each_text(value: _Value, change: Callable[[str], str]) -> _Value:
    """The same value (a note, a part of one, a tuple) with every text in it changed."""
    changed: Any = value
    if isinstance(value, str):
        changed = change(value)
    elif isinstance(value, tuple):
        changed = tuple(each_text(part, change) for part in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{part.name: each_text(getattr(value, part.name), change) for part in fields(value)})
    return cast(_Value, changed)
