"""Which rows are headings, and how deep: by number, by size and weight, or by standing alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.lines import Row, width

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s*(?=[A-ZÄÖÜ„])(.{2,})$")
_ROMAN = re.compile(r"^(?:[IVX]{1,5})\.?\s+(?=[A-ZÄÖÜ])(.{3,})$")
_LABELLED = re.compile(r"^[A-ZÄÖÜ][\wäöüß-]{5,}(?:\s+(?:[IVX]{1,4}|\d{1,2}))?:\s+\S.{3,}$")
_BACK_MATTER = re.compile(
    r"^(?:vorwort|kontakt|impressum|hinweise?|literatur\w*|quellen\w*|anhang|anlagen?|ansprechpartner\w*|glossar)\b.{0,20}$",
    re.I,
)
CAPTION = re.compile(r"^(?:Abbildung|Abb\.|Tabelle|Tab\.|Übersicht|Grafik|Schaubild)\s*\d*\s*[:.]\s*\S")
# A heading that ends with one of these goes on in the next line.
_OPEN_END = re.compile(
    r"\b(?:der|die|das|des|dem|den|ein|eine|einer|und|oder|in|im|für|von|vom|mit|zu|zur|zum|auf|aus|bei|an|am|als|sowie|durch|über|unter)$"
)
_MAX = 160
_LARGER = 1.06


@dataclass
class Numbering:
    """The chapter numbers so far, so that a numbered list inside a chapter is not taken for a chapter."""

    current: list[int] = field(default_factory=list)

    def accepts(self, number: str) -> bool:
        """True if the number is the next one at its depth, or the first below the present chapter."""
        parts = [int(p) for p in number.split(".")]
        parent, last = parts[:-1], parts[-1]
        if self.current[: len(parent)] != parent:
            return False
        before = self.current[len(parent)] if len(self.current) > len(parent) else None
        return last == before + 1 if before is not None else last <= 1

    def take(self, number: str) -> int:
        """Move to this chapter; returns its depth."""
        self.current = [int(p) for p in number.split(".")]
        return len(self.current)


@dataclass(frozen=True)
class Look:
    """What is usual in this document: line width in characters, body size in points, sizes of headings, largest first."""

    width: int
    body: float
    sizes: tuple[float, ...]

    @property
    def styled(self) -> bool:
        return bool(self.sizes)


def look_of(rows: Sequence[Row], body: float) -> Look:
    """Measure a document; `sizes` stays empty where headings cannot be told by their size."""
    sizes = {round(row.size, 1) for row in rows if body and row.size > body * _LARGER and len(row.text) < _MAX}
    return Look(width=width(rows), body=body, sizes=tuple(sorted(sizes, reverse=True)))


def heading_level(rows: Sequence[Row], i: int, look: Look, numbering: Numbering) -> int:
    """Level of row i as a heading, 1 the highest; 0 if it is none. Advances the numbering when it takes a number."""
    row = rows[i]
    if len(row.text) > _MAX or row.cells or CAPTION.match(row.text):
        return 0
    numbered = _NUMBERED.match(row.text)
    if look.styled:
        large = is_larger(row, look) and not _is_sentence(rows, i)
        strong = row.bold and row.gap and not row.ends_sentence and len(row.text) < 90
        if not (large or strong):
            return 0
        rank = look.sizes.index(round(row.size, 1)) if large else len(look.sizes)
        depth = numbered.group(1).count(".") if numbered else 0
        return 1 + rank * 5 + depth  # size first, then number
    if is_capitals(row.text):
        if numbered and numbering.accepts(numbered.group(1)):
            return numbering.take(numbered.group(1))
        return len(numbering.current) + 1
    if row.text.endswith((".", ";", ",", "-", "–")) or not _stands_apart(rows, i, look):
        return 0
    if numbered and row.gap | _after_heading(rows, i) and numbering.accepts(numbered.group(1)):
        return numbering.take(numbered.group(1))
    if numbered:
        return 0
    if not row.gap or not _is_title(rows, i, look):
        return 0
    if _BACK_MATTER.match(row.text):
        numbering.current = []
        return 1
    return len(numbering.current) + 1


def is_larger(row: Row, look: Look) -> bool:
    """True if the row is set larger than running text."""
    return row.size > look.body * _LARGER


def _is_sentence(rows: Sequence[Row], i: int) -> bool:
    """A note above the text may be set larger than it too: whole sentences, not bold."""
    last = i
    while last + 1 < len(rows) and not rows[last + 1].gap and rows[last + 1].size == rows[i].size:
        last += 1
    return not rows[i].bold and rows[last].text.endswith((".", ";", ","))


def is_open(text: str) -> bool:
    """True if a heading or caption is not finished: it ends with an article, a preposition, "und", a hyphen or inside brackets."""
    return bool(_OPEN_END.search(text)) or text.endswith("-") or text.count("(") > text.count(")")


def wraps(caption: str, following: Row) -> bool:
    """True if the row goes on with a caption that it stands directly below."""
    return not following.gap and (following.text[0].islower() or is_open(caption))


def is_capitals(text: str) -> bool:
    """True for a line set in capitals, as designers set titles."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 5 and sum(c.isupper() for c in letters) > 0.85 * len(letters)


def _after_heading(rows: Sequence[Row], i: int) -> bool:
    return i > 0 and len(rows[i - 1].text) < _MAX and not rows[i - 1].ends_sentence


def _stands_apart(rows: Sequence[Row], i: int, look: Look) -> bool:
    """Not the beginning of a paragraph: what follows starts anew."""
    following = rows[i + 1] if i + 1 < len(rows) else None
    if following is None or following.text[0].islower():
        return False
    return following.gap or len(rows[i].text) < 0.75 * look.width


def _is_title(rows: Sequence[Row], i: int, look: Look) -> bool:
    row, following = rows[i], rows[i + 1]
    text = row.text
    if (
        not re.match(r"[A-ZÄÖÜ„0-9]|[a-z]\)", text)
        or not re.search(r"[^\W\d]{3}", text)
        or re.search(r"@|https?://|www\.|^\W*\d+\W*$", text)
    ):
        return False
    if text.endswith(":"):
        # "Schlussfolgerungen:" before text is a title, before a list it is the list's lead-in
        return len(text.split()) <= 5 and not following.text.startswith("•") and len(following.text) > 60
    if _ROMAN.match(text):
        return not _ROMAN.match(following.text) and not (i and _ROMAN.match(rows[i - 1].text))
    if len(text) > min(90, 0.8 * look.width) or len(text.split()) > 11:
        return bool(_LABELLED.match(text)) and following.gap
    if following.gap:
        introduces = len(text.split()) > 1 or len(following.text) > 45
        return (introduces and not row.ends_sentence) or bool(_BACK_MATTER.match(text))
    if i and not row.opens_page and len(text) >= 0.75 * max(len(row.text) for row in rows[max(0, i - 3) : i]):
        return False  # a full line of a narrow column
    return len(following.text) >= 0.6 * look.width or following.text.startswith("•")
