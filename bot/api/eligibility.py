"""The eligibility check, as a result and as a file note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from bot.api import examples
from bot.api.file_note import NoteFormat, check_attachment, file_docs
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import EligibilityRequest
from corpus.results import Eligibility

if TYPE_CHECKING:
    from bot.assistant import Assistant


def eligibility_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/eligibility", tags=["Förderfähigkeit"], dependencies=[Depends(require_json)])
    problems = problem_docs(404, 413, 415, 422, 503)

    docs = problems | examples.example(examples.ELIGIBILITY)

    @router.post("", summary="Förderfähigkeit prüfen", responses=docs)
    def check(body: EligibilityRequest) -> Eligibility:
        """Prüft jede Bedingung der Förderung mit Grund und Quelle, fragt nach, was fehlt, und nennt die nächsten Schritte.

        `foerderfaehig` heißt: In den Dokumenten spricht nichts dagegen. Es entscheidet, wen `summary` nennt.
        """
        return assistant.check(body.idea, alliance=body.alliance, applicant=body.applicant, answers=dict(body.answers))

    @router.post(
        "/vermerk", summary="Vermerk zur Förderfähigkeit", response_class=Response, responses=problems | file_docs()
    )
    def note(body: EligibilityRequest, format: NoteFormat = "docx") -> Response:
        """Das Ergebnis als Datei für die Akte."""
        return check_attachment(
            assistant,
            format,
            idea=body.idea,
            alliance=body.alliance,
            applicant=body.applicant,
            answers=dict(body.answers),
        )

    return router
