"""The alliances that questions can be narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import FileResponse

from bot.api import examples
from bot.api.problems import problem_docs
from bot.api.schemas import AllianceList, AllianceView
from corpus.programmes import SCHEMA

if TYPE_CHECKING:
    from bot.assistant import Assistant

SCHEMA_TYPE = "application/schema+json"


def alliances_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/alliances", tags=["Bündnisse"])

    @router.get("", summary="Alle Bündnisse", responses=problem_docs(503) | examples.example(examples.ALLIANCES))
    def alliances() -> AllianceList:
        """Nennt die Bündnisse mit Namen, Gebiet, Kontakt und Belegen."""
        return AllianceList(alliances=[AllianceView.of(each) for each in assistant.alliances()])

    opening = {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
    docs = examples.example(opening, media_type=SCHEMA_TYPE)

    @router.get("/schema", summary="Form einer Programmdatei", response_class=FileResponse, responses=docs)
    def schema() -> FileResponse:
        """Das JSON-Schema (Draft 2020-12) der Dateien programmes/*.yaml: So wird ein neues Bündnis beschrieben."""
        return FileResponse(SCHEMA, media_type=SCHEMA_TYPE)

    return router
