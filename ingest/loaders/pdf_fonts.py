"""Fonts of a PDF: from the bytes of a shown string to characters with their widths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject

# pypdf reads ToUnicode maps, encodings and widths here and offers no public door to them.
from pypdf.generic._font import Font

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b|^(?:cm|sf|ec)[a-z]*bx", re.IGNORECASE)
_BOLD_WEIGHT = 600
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass
class Typeface:
    """A font ready for use. Widths and `height` are in text space: 1.0 is the font size."""

    font: Font | None
    bold: bool = False
    unit: float = 0.001
    height: float = 1.0
    widths: dict[str, float] = field(default_factory=dict)
    digits: dict[str, float] = field(default_factory=dict)

    @property
    def space(self) -> float:
        """Width of a word space."""
        width = float(self.font.space_width) * self.unit if self.font else 0.25
        return width if 0.05 < width < 0.8 else 0.25

    @property
    def measured(self) -> bool:
        """Whether the font size says how large the letters are; a Type 3 font may have any unit."""
        return self.font is not None and self.font.sub_type != "Type3"

    def decode(self, raw: bytes) -> list[tuple[str, float, bool]]:
        """Text, width and "is the word space code" of each character code."""
        if self.font is None:
            return [("\ufffd", 0.5, False) for _ in raw]
        encoding = self.font.encoding
        if isinstance(encoding, dict):
            codes = [chr(byte) for byte in raw]
            shown = [encoding.get(byte, chr(byte)) for byte in raw]
        else:
            codes = shown = list(raw.decode(encoding, "replace"))
        single = len(codes) == len(raw)
        return [
            (self._text(code, char), self._width(code), single and code == " ")
            for code, char in zip(codes, shown, strict=True)
        ]

    def _text(self, code: str, char: str) -> str:
        text = str(self.font.character_map.get(char, char)) if self.font else char
        if text == "\u00ad" and not self._width(code):
            return ""  # only a place where a word may be divided
        if text == "\u00ad" and self.font and "-" not in self.font.character_map.values():
            return "-"  # the font has one glyph for both hyphens, and the file names it after the soft one
        return raised_digits(text) if text.isdecimal() and self._is_small(code, text) else text

    def _is_small(self, code: str, digit: str) -> bool:
        """Whether a font's own superscript digit is meant: another, clearly wider glyph stands for the same digits."""
        if self.font is None or not self.font.character_map:
            return False
        if not self.digits:
            texts = self.font.character_map.items()
            self.digits = {key: self._width(key) for key, text in texts if isinstance(key, str) and text.isdecimal()}
        usual = max(self.digits.values(), default=0.0)
        rivals = [key for key in self.digits if key != code and self.font.character_map[key] == digit]
        narrow = code in self.digits and self.digits[code] < 0.8 * usual
        even = sum(abs(width - usual) < 0.01 for width in self.digits.values()) >= 3
        return narrow and (bool(rivals) or even)

    def _width(self, code: str) -> float:
        if code not in self.widths and self.font is not None:
            known = self.font.character_widths
            width = known.get(code, known.get("default", 500))
            if code == self.font.space_char and not width:
                width = self.font.space_width
            self.widths[code] = float(width) * self.unit
        return self.widths[code]


def raised_digits(text: str) -> str:
    """The text with superscript digits."""
    return text.translate(_RAISED)


def typeface(resource: DictionaryObject | None) -> Typeface:
    """The font of a resource; without one, characters become U+FFFD rather than guesses."""
    if not isinstance(resource, DictionaryObject):
        return Typeface(None)
    font = Font.from_font_resource(resource)
    weight = font.font_descriptor.weight
    heavy = isinstance(weight, (int, float)) and weight >= _BOLD_WEIGHT
    face = Typeface(font, bold=heavy or bool(_BOLD.search(font.name.split("+")[-1])))
    if font.sub_type == "Type3":
        matrix = [float(value) for value in _sequence(resource.get("/FontMatrix"))] or [0.001]
        face.unit = abs(matrix[0]) or 0.001
        low, high = font.font_descriptor.bbox[1], font.font_descriptor.bbox[3]
        face.height = abs(high - low) * face.unit or 1.0
    return face


def _sequence(value: Any) -> list[Any]:
    resolved = value.get_object() if hasattr(value, "get_object") else value
    return list(resolved) if isinstance(resolved, list) else []


class Faces:
    """The typefaces of a document; each font is read once, for reading it can take longer than a page."""

    def __init__(self) -> None:
        # The resource is kept beside its typeface, so that no other object can come to have its id.
        self._known: dict[int, tuple[Any, Typeface]] = {}

    def get(self, resource: Any) -> Typeface:
        """The typeface of a font resource."""
        if id(resource) not in self._known:
            self._known[id(resource)] = (resource, typeface(resource))
        return self._known[id(resource)][1]
