"""File notes over HTTP: the format that is asked for, the note as an attachment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response

from bot.vermerk.formats import FORMATS
from bot.vermerk.jobs import note_of_check, note_of_fit
from bot.vermerk.note import FileNote

if TYPE_CHECKING:
    from bot.assistant import Assistant

Format = Literal["docx", "pdf", "md"]
NoteFormat = Annotated[Format, Query(description="docx, pdf oder md")]


def check_attachment(
    assistant: Assistant,
    format: Format,
    *,
    idea: str,
    alliance: str,
    applicant: str,
    answers: Mapping[str, str],
    said: Mapping[str, str] | None = None,
) -> Response:
    """The note of an eligibility check as a file to save. `said` are the answers in words if there were others than ja and nein.

    Raises as `Assistant.check`.
    """
    programme = assistant.alliance(alliance)
    result = assistant.check(idea, alliance=alliance, applicant=applicant, answers=answers)
    note = note_of_check(programme, result, idea=idea, applicant=applicant, answers=said or answers)
    return attachment(note, f"vermerk-foerderfaehigkeit-{programme.alliance}", format)


def fit_attachment(assistant: Assistant, format: Format, *, idea: str, alliance: str) -> Response:
    """The note of a fit as a file to save. Raises as `Assistant.fit`."""
    programme = assistant.alliance(alliance)
    note = note_of_fit(programme, assistant.fit(idea, alliance=alliance), idea=idea)
    return attachment(note, f"vermerk-passung-{programme.alliance}", format)


def attachment(note: FileNote, name: str, format: Format) -> Response:
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
