"""What is in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.api import examples
from bot.api.problems import problem_docs
from bot.api.schemas import DocumentList, DocumentView

if TYPE_CHECKING:
    from bot.assistant import Assistant


def documents_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/documents", tags=["Dokumente"])

    @router.get("", summary="Alle Dokumente", responses=problem_docs(503) | examples.example(examples.DOCUMENTS))
    def documents() -> DocumentList:
        """Nennt alle Dokumente, auch die abgewiesenen Dateien."""
        return DocumentList(documents=[DocumentView.of(d) for d in assistant.documents()], index=assistant.info())

    responses = problem_docs(404, 422, 503) | examples.example(examples.DOCUMENT)

    @router.get("/{document_id}", summary="Ein Dokument", responses=responses)
    def document(document_id: str) -> DocumentView:
        """Nennt die Angaben zu einem Dokument."""
        return DocumentView.of(assistant.document(document_id))

    return router
