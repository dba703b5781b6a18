"""The counters, for whoever watches the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

if TYPE_CHECKING:
    from bot.assistant import Assistant


def metrics_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(tags=["Betrieb"])

    @router.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        """Zählt Antworten und Zeiten, bei eingerichtetem Sprachmodell auch, was aus dessen Sätzen wurde. Keine Fragen."""
        return Response(assistant.metrics.page(), media_type=CONTENT_TYPE_LATEST)

    return router
