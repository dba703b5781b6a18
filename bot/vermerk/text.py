"""Text of unknown origin made safe to file: everything in it can be seen, nothing in it steers a program."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Soft hyphen, joiners and word joiner shape ordinary words (German, Persian, emoji) and reorder nothing.
_HARMLESS = frozenset("\n\u00ad\u200b\u200c\u200d\u2060")
_BLANK_LINES = re.compile(r"\n\s*\n")


def visible(text: str) -> str:
    """The text with line breaks as "\\n", tabs as blanks, and each invisible or illegal character as its code point.

    Direction marks, control characters, lone surrogates and noncharacters become "[U+202E]"; everything else stays.
    """
    lines = "\n".join(text.splitlines()).replace("\t", " ")
    return coded(lines, _is_unseen).strip()


def coded(text: str, wanted: Callable[[str], bool]) -> str:
    """The text with every run of wanted characters as "[U+4E2D U+6587]"."""
    parts: list[str] = []
    run: list[str] = []
    for character in text:
        if wanted(character):
            run.append(f"U+{ord(character):04X}")
            continue
        if run:
            parts.append(f"[{' '.join(run)}]")
            run = []
        parts.append(character)
    if run:
        parts.append(f"[{' '.join(run)}]")
    return "".join(parts)


def paragraphs(text: str) -> tuple[str, ...]:
    """The parts of a text between its blank lines; at least one."""
    return tuple(_BLANK_LINES.split(text))


def _is_unseen(character: str) -> bool:
    if character in _HARMLESS:
        return False
    code = ord(character)
    nonchar = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return nonchar or unicodedata.category(character) in ("Cc", "Cf", "Cs")
