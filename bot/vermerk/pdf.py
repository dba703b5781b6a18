"""A file note as PDF, set by Typst: A4, tagged (PDF/UA-1), fit for the archive (PDF/A-2a), the same bytes each time."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from bot.vermerk.note import Block, Cell, FileNote, Table, each_text
from bot.vermerk.text import coded, paragraphs
from bot.web.german import format_date, shortened
from corpus.errors import LotseError

_TEMPLATE = Path(__file__).with_name("vermerk.typ")
_KEEP_TOGETHER = 700  # characters; a table row of more may break over pages
_LONGEST_NAME = 250  # characters; a reader shows it in its title bar
_PIECES = re.compile(r".{1,12}")
_LONG_WORD = re.compile(r"\S{65,}")  # about what a line holds
_LONG_WORD_IN_CELL = re.compile(r"\S{40,}")

# What the fonts can draw; a test sets every character of these. Anything else is shown as its code point.
_WIDE = re.compile(
    "[\n\u0020-\u007e\u00a0-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u052f\u0531-\u0556\u05d0-\u05ea\u0621-\u063a\u0640-\u0655"
    "\u1e00-\u1eff\u2000-\u200d\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u205e\u2060\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2126-\u214f\u2153-\u2184"
    "\u2190-\u23ce\u2460-\u2604\u2713-\u2718\u2794\u2798-\u27af]"
)
# The same without marks that combine: no font may have what a letter and a mark make together.
_NARROW = re.compile("[\n\u0020-\u007e\u00a0-\u024f\u0391-\u03a1\u03a3-\u03c9\u0401-\u045f\u2010-\u2027\u2030\u20ac]")

_MARKS = "[\u0300-\u036f\u0483-\u0489\u064b-\u0655]"
_PILED_UP = re.compile(f"(?<={_MARKS * 3}){_MARKS}+")  # Typst takes minutes for thousands on one letter


def to_pdf(note: FileNote) -> bytes:
    """The note as PDF bytes. LotseError if Typst or its fonts are missing or cannot set it."""
    try:
        import fontpkg_fira_sans  # noqa: F401
        import typst  # loads slowly, and only this needs it
    except ModuleNotFoundError as error:
        raise LotseError(
            f"Der Vermerk lässt sich nicht als PDF setzen: Das Paket {error.name} fehlt.",
            remedy="Installieren Sie es: pip install typst fontpkg-fira-sans. Word und Markdown gehen auch ohne.",
        ) from error
    failure = ""
    for drawable in (_WIDE, _NARROW):
        try:
            return _set(note, drawable)
        except typst.TypstError as error:
            failure = str(error)
    raise LotseError(
        f"Der Vermerk lässt sich nicht als PDF setzen: {failure}.",
        remedy="Wählen Sie Word oder Markdown und melden Sie den Fehler.",
    )


def _set(note: FileNote, drawable: re.Pattern[str]) -> bytes:
    import typst

    content: bytes = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"note": json.dumps(_plain(each_text(note, _printable(drawable))))},
        pdf_standards=["a-2a", "ua-1"],
    )
    return content


@cache
def _fonts() -> Any:
    """Fira Sans and the fonts inside Typst, not those of the machine: the page looks the same everywhere."""
    import fontpkg_fira_sans
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_fira_sans.ROOT / "files")])


def _printable(drawable: re.Pattern[str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        drawn = coded(composed, lambda character: not drawable.match(character))
        level = _PILED_UP.sub(lambda pile: coded(pile.group(), lambda _: True), drawn)
        return _LONG_WORD.sub(_breakable, level)

    return change


def _breakable(word: re.Match[str]) -> str:
    """A word too long for a line, with places to break it."""
    return "\u200b".join(_PIECES.findall(word.group()))


def _plain(note: FileNote) -> dict[str, Any]:
    day = note.made_on
    return {
        "title": note.title,
        "name": shortened(f"{note.title}: {note.subject}", _LONGEST_NAME),
        "subject": note.subject,
        "keywords": note.keywords,
        "date": [day.year, day.month, day.day],
        "running": f"{note.title} vom {format_date(day)}",
        "head": note.head.pairs,
        "sections": [{"heading": s.heading, "blocks": [_block(block) for block in s.blocks]} for s in note.sections],
        "signature": note.signature,
    }


def _block(block: Block) -> dict[str, Any]:
    plain = {"kind": type(block).__name__, **asdict(block)}
    if plain["kind"] in ("Paragraph", "Quote"):
        plain["text"] = paragraphs(plain["text"])
    elif plain["kind"] == "Reference":
        plain["quote"] = paragraphs(plain["quote"])
    elif isinstance(block, Table):
        plain["rows"] = [_row(cells) for cells in block.rows]
    return plain


def _row(cells: tuple[Cell, ...]) -> dict[str, Any]:
    """`whole`: keep the row on one page."""
    whole = sum(len(text) for cell in cells for text in cell) < _KEEP_TOGETHER
    return {"paragraphs": each_text(cells, lambda text: _LONG_WORD_IN_CELL.sub(_breakable, text)), "whole": whole}
