"""One passage, as it is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.api import examples
from bot.api.problems import problem_docs
from bot.api.schemas import PassageView

if TYPE_CHECKING:
    from bot.assistant import Assistant


def passages_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/passages", tags=["Dokumente"])
    responses = problem_docs(404, 422, 503) | examples.example(examples.PASSAGE)

    @router.get("/{passage_id}", summary="Eine Textstelle", responses=responses)
    def passage(passage_id: str) -> PassageView:
        """Gibt den Wortlaut einer Textstelle mit ihrer Herkunft."""
        found = assistant.passage(passage_id)
        return PassageView.of(found, assistant.document(found.document_id).document)

    return router
