"""Plain text: its lines as they are, with leading blanks; a form feed starts a new page."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from corpus.model import Extract, Line, Page
from ingest.loaders.errors import refusal
from ingest.loaders.limits import Limits

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
# Control characters and the unassigned bytes of Windows-1252 do not occur in writing.
_BINARY = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\x0b") | {0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D}


def read(path: Path, limits: Limits) -> Extract:
    """Pages of unwrapped lines. Pages are numbered only if the text has form feeds."""
    sheets = clean(decode(path)).split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()  # a form feed at the very end closes the last page
    if len(sheets) > limits.max_pages:
        raise refusal("too_large", path, f"{len(sheets)} Seiten, erlaubt sind {limits.max_pages}")
    numbers: list[int | None] = list(range(1, len(sheets) + 1)) if len(sheets) > 1 else [None]
    pages = tuple(
        Page(number=number, lines=tuple(Line(text=line.rstrip()) for line in sheet.split("\n")))
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    empty = not any(line.text for page in pages for line in page.lines)
    return Extract(pages=pages, warnings=("Die Datei enthält keinen Text.",) if empty else ())


def decode(path: Path) -> str:
    """Text of a file in UTF-8, UTF-16 with byte order mark, or Windows-1252 if that gives plausible writing."""
    data = path.read_bytes()
    if data.startswith(_UTF16_BOMS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise refusal("encoding", path) from error
    if b"\0" in data:
        raise refusal("wrong_format", path, "kein Text")
    try:
        return data.removeprefix(_UTF8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        if not _plausible(data):
            raise refusal("encoding", path) from error
        return data.decode("cp1252")


def clean(text: str) -> str:
    """The text composed (NFC), with line feeds only, without control characters other than tab and form feed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    kept = "".join(char for char in text if char in "\n\t\f" or unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept.replace("\ufeff", ""))


def _plausible(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are writing in Windows-1252: mostly ASCII, otherwise letters and typography."""
    if any(byte in _BINARY for byte in data):
        return False
    high = sum(byte >= 0x80 for byte in data)
    odd = sum(not char.isalpha() and char not in "„“”‚‘’–—…•§°€«»\xa0·²³½¼¾×±\xad©®™¹" for char in _high(data))
    return high <= 0.25 * len(data) and odd <= 0.1 * max(high, 10)


def _high(data: bytes) -> str:
    return bytes(byte for byte in data if byte >= 0x80).decode("cp1252")
