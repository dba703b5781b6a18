"""The fit of an idea, as a result and as a file note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from bot.api import examples
from bot.api.file_note import NoteFormat, file_docs, fit_attachment
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import FitRequest
from corpus.results import Fit

if TYPE_CHECKING:
    from bot.assistant import Assistant


def fit_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/fit", tags=["Passung"], dependencies=[Depends(require_json)])
    problems = problem_docs(404, 413, 415, 422, 503)

    @router.post("", summary="Idee in die Strategie einordnen", responses=problems | examples.example(examples.FIT))
    def fit(body: FitRequest) -> Fit:
        """Nennt die Handlungsfelder, zu denen eine Idee passt, mit Gründen, Quellen und Bedenken; oder dass keines passt."""
        return assistant.fit(body.idea, alliance=body.alliance)

    @router.post("/vermerk", summary="Vermerk zur Passung", response_class=Response, responses=problems | file_docs())
    def note(body: FitRequest, format: NoteFormat = "docx") -> Response:
        """Das Ergebnis als Datei für die Akte."""
        return fit_attachment(assistant, format, idea=body.idea, alliance=body.alliance)

    return router
