"""The formats that a file note comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.vermerk.docx import to_docx
from bot.vermerk.markdown import to_markdown
from bot.vermerk.note import FileNote
from bot.vermerk.pdf import to_pdf
from corpus.errors import UsageError, system_reason


@dataclass(frozen=True, kw_only=True)
class Format:
    """How a note becomes a file."""

    media_type: str
    render: Callable[[FileNote], bytes]


FORMATS = {
    "docx": Format(
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", render=to_docx
    ),
    "pdf": Format(media_type="application/pdf", render=to_pdf),
    "md": Format(media_type="text/markdown; charset=utf-8", render=lambda note: to_markdown(note).encode()),
}


def write_note(note: FileNote, path: Path) -> None:
    """Write the note in the format of the file's ending. UsageError for another ending, or if it cannot be written."""
    known = FORMATS.get(path.suffix.lower().lstrip("."))
    if known is None:
        raise UsageError(
            f"Einen Vermerk als „{path.name}“ gibt es nicht.",
            remedy=f"Möglich sind: {', '.join(f'.{f}' for f in FORMATS)}.",
        )
    try:
        path.write_bytes(known.render(note))
    except OSError as error:
        raise UsageError(
            f"Der Vermerk lässt sich nicht nach {path} schreiben: {system_reason(error)}.",
            remedy="Prüfen Sie Ordner und Rechte.",
        ) from error
