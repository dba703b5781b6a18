"""Whether the process runs, and whether it can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.api import examples
from bot.api.problems import problem_docs
from bot.api.schemas import Health, Readiness

if TYPE_CHECKING:
    from bot.assistant import Assistant


def health_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(tags=["Betrieb"])

    @router.get("/healthz", summary="Läuft der Prozess?", responses=examples.example({"status": "ok"}))
    async def healthz() -> Health:
        """Antwortet, solange der Prozess läuft, auch ohne Index."""
        return Health()

    ready = examples.example({"status": "ready", "index": examples.INDEX})

    @router.get("/readyz", summary="Ist der Index geladen?", responses=problem_docs(503) | ready)
    def readyz() -> Readiness:
        """Antwortet mit 503, wenn kein Index geladen ist."""
        return Readiness(index=assistant.info())

    return router
