"""From a file to its text: one loader per format, each run in a process of its own.

A refused file raises DocumentError; its `reason` is one of `REASONS`. A scan without text is not refused: it gives no
lines and a warning. What the loaders promise about lines is said in `pdf.py` and `text.py`, about blocks in `docx.py`.
"""

from __future__ import annotations

from pathlib import Path

from corpus.model import Extract
from ingest.loaders.errors import REASONS, refusal
from ingest.loaders.limits import MEGABYTE, Limits
from ingest.loaders.sandbox import run

__all__ = ["REASONS", "SUFFIXES", "Limits", "load"]

# Suffix to the module whose `read(path, limits)` does the work; named, not imported, as only the child needs it.
SUFFIXES: dict[str, str] = {
    ".pdf": "pdf",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".txt": "text",
}

_DEFAULTS = Limits()
_OLE = b"\xd0\xcf\x11\xe0"
_MAGIC: dict[bytes, str] = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    _OLE: "Office 97–2003",
    b"\x89PNG": "PNG-Bild",
    b"\xff\xd8\xff": "JPEG-Bild",
    b"GIF8": "GIF-Bild",
    b"\x7fELF": "Programm",
}
_EXPECTED = {".pdf": "PDF", ".docx": "ZIP"}


def load(path: Path, *, limits: Limits = _DEFAULTS) -> Extract:
    """Text and structure of the file. Raises DocumentError when it cannot be read within the limits."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refusal("unknown_format", path, f"bekannt sind: {', '.join(SUFFIXES)}")
    _check(path, suffix, limits)
    return run(SUFFIXES[suffix], path, limits)


def _check(path: Path, suffix: str, limits: Limits) -> None:
    """Refuse by size before a byte is read, then by the first bytes."""
    if not path.is_file():
        raise refusal("missing", path)
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty", path)
    if size > limits.max_bytes:
        raise refusal("too_large", path, f"{size / MEGABYTE:.1f} MB, erlaubt sind {limits.max_bytes / MEGABYTE:.1f} MB")
    with path.open("rb") as file:
        head = file.read(1024)
    found = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)
    if found is None and b"%PDF-" in head:  # some writers put a few bytes before the header
        found = "PDF" if suffix == ".pdf" else None
    if suffix == ".docx" and head.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise refusal("encrypted", path)
    if found != _EXPECTED.get(suffix):
        raise refusal("wrong_format", path, f"gefunden: {found}" if found else "kein " + suffix[1:].upper())
