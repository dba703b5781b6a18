"""List items of a Word file: their level and number, which the file only holds as references to definitions."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_BULLETS = ("bullet", "none")


class Numbering:
    """Counts the items of all lists of a document while its paragraphs are read in order."""

    def __init__(self, document: WordDocument) -> None:
        self._formats: dict[tuple[str, int], tuple[str, int]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        parts = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")]
        if parts:
            self._read(document.part.numbering_part.element)

    def _read(self, root: Any) -> None:
        abstracts: dict[str, Any] = {item.get(qn("w:abstractNumId")): item for item in root.iter(qn("w:abstractNum"))}
        for number in root.iter(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            abstract = abstracts.get(reference.get(qn("w:val"))) if reference is not None else None
            for level in abstract.iter(qn("w:lvl")) if abstract is not None else ():
                style, start = level.find(qn("w:numFmt")), level.find(qn("w:start"))
                key = (str(number.get(qn("w:numId"))), int(level.get(qn("w:ilvl"), "0")))
                first = int(start.get(qn("w:val"), "1")) if start is not None else 1
                self._formats[key] = (style.get(qn("w:val"), "decimal") if style is not None else "decimal", first)

    def mark(self, part: Paragraph) -> tuple[int, str] | None:
        """Level and mark of a paragraph that is a list item, else None; bullets have the mark ""."""
        identity, level = self._reference(part)
        if identity is None or identity == "0":
            return self._by_style(part)
        kind, first = self._formats.get((identity, level), ("bullet", 1))
        depth = max(level, _style_depth(part))
        if kind in _BULLETS:
            return depth, ""
        counts = self._counts[identity]
        counts[level] = counts.get(level, first - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        return depth, _written(counts[level], kind)

    def _reference(self, part: Paragraph) -> tuple[str | None, int]:
        """Number definition and level, from the paragraph or the styles it is based on."""
        elements: list[Any] = [part._p]
        style: Any = part.style
        while style is not None:
            elements.append(style.element)
            style = getattr(style, "base_style", None)
        for element in elements:
            found = element.find(f"./{qn('w:pPr')}/{qn('w:numPr')}")
            number = found.find(qn("w:numId")) if found is not None else None
            if number is not None:
                level = found.find(qn("w:ilvl"))
                return str(number.get(qn("w:val"))), int(level.get(qn("w:val"), "0")) if level is not None else 0
        return None, 0

    def _by_style(self, part: Paragraph) -> tuple[int, str] | None:
        name = (part.style.name or "").lower() if part.style else ""
        return (_style_depth(part), "") if name.startswith(("list bullet", "aufzählungszeichen")) else None


def _style_depth(part: Paragraph) -> int:
    """Depth from 0 that Word's own list styles carry in their name: "List Bullet 2" is one level in."""
    name = (part.style.name or "").lower() if part.style else ""
    found = re.match(r"(?:list|aufzählungszeichen|listennummer)\b.*\s([2-5])$", name)
    return int(found[1]) - 1 if found else 0


def _written(number: int, kind: str) -> str:
    """A number as the list writes it: "3.", "c)" or "III."."""
    if kind in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return f"{letter})" if kind == "lowerLetter" else f"{letter.upper()})"
    if kind in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return f"{roman.lower() if kind == 'lowerRoman' else roman}."
    return f"{number}."


def _roman(number: int) -> str:
    text = ""
    steps = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    for value, sign in steps:
        while number >= value:
            text += sign
            number -= value
    return text
