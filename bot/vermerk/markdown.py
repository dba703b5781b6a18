"""A file note as Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from bot.vermerk.note import Block, Fields, FileNote, Items, Paragraph, Questions, Quote, Reference, Table
from bot.vermerk.text import paragraphs

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_ACTIVE_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[#+\-=:]))")
_BLANKS = re.compile(r"[ \n]+")
_RULE = "_" * 50


def to_markdown(note: FileNote) -> str:
    """The note as Markdown text; the same note gives the same text."""
    parts = [f"# {_inline(note.title)}", f"**{_inline(note.subject)}**", *_block(note.head)]
    for section in note.sections:
        parts.append(f"## {_inline(section.heading)}")
        for block in section.blocks:
            parts += _block(block)
    parts += [f"{_RULE}\\\n{_inline(label)}" for label in note.signature]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            for part in paragraphs(block.text):
                text = "\\\n".join(_lines(part))
                yield f"**{text}**" if block.strong else text
        case Quote():
            yield f"**{_inline(block.label)}:**"
            yield _quote(block.text)
        case Fields():
            yield "\n".join(f"- **{_inline(label)}:** {_inline(value)}" for label, value in block.pairs)
        case Table():
            rows = [block.columns, *(tuple(" ".join(cell) for cell in row) for row in block.rows)]
            lines = [f"| {' | '.join(_inline(cell) for cell in row)} |" for row in rows]
            yield "\n".join([lines[0], f"|{' --- |' * len(block.columns)}", *lines[1:]])
        case Items():
            numbers = [f"{n}." if block.ordered else "-" for n in range(1, len(block.texts) + 1)]
            yield "\n".join(f"{mark} {_line(text)}" for mark, text in zip(numbers, block.texts, strict=True))
        case Questions():
            for n, text in enumerate(block.texts, start=1):
                mark = f"{n}. "
                yield f"{mark}{_line(text)}\n\n{' ' * len(mark)}Antwort: {_RULE}"
        case Reference():
            yield f"**{_inline(block.mark)} {_inline(block.title)}**\\\n{_line(block.details)}"
            yield _quote(block.quote)
        case _:
            assert_never(block)


def _quote(text: str) -> str:
    return "\n>\n".join("\\\n".join(f"> {line}" for line in _lines(part)) for part in paragraphs(text))


def _lines(text: str) -> list[str]:
    return [_line(line) for line in text.split("\n")]


def _line(text: str) -> str:
    """A whole line of text with nothing active in it, also not at its start."""
    return _ACTIVE_AT_START.sub(r"\1\\", _inline(text))


def _inline(text: str) -> str:
    """Text within a line with nothing active in it."""
    return _ACTIVE.sub(r"\\\g<0>", _BLANKS.sub(" ", text).strip(" "))
