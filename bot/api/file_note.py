"""File notes over HTTP: the format as a query parameter, the note as an attachment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response

from bot.vermerk.formats import FORMATS
from bot.vermerk.note import FileNote

NoteFormat = Annotated[Literal["docx", "pdf", "md"], Query(description="docx, pdf oder md")]


def attachment(note: FileNote, name: str, format: str) -> Response:
    """The note as a file to save; `name` is plain ASCII without an ending."""
    known = FORMATS[format]
    return Response(
        known.render(note),
        media_type=known.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}-{note.made_on.isoformat()}.{format}"'},
    )


def file_docs() -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route that returns a note."""
    kinds = {f.media_type: {"schema": {"type": "string", "format": "binary"}} for f in FORMATS.values()}
    return {200: {"description": "Der Vermerk", "content": kinds}}
