"""Passages by meaning and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends

from bot.api import examples
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import FoundPassage, SearchRequest, SearchResult

if TYPE_CHECKING:
    from bot.assistant import Assistant


def search_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(tags=["Suche"], dependencies=[Depends(require_json)])
    responses = problem_docs(404, 413, 415, 422, 503) | examples.example(examples.SEARCH)

    @router.post("/search", summary="Textstellen finden", responses=responses)
    def search(body: SearchRequest) -> SearchResult:
        """Findet Textstellen mit ihrem Rang, die beste zuerst."""
        hits = assistant.search(body.query, k=body.k, alliance=body.alliance, kind=body.kind, as_of=body.as_of)
        return SearchResult(passages=[FoundPassage.of_hit(hit) for hit in hits], index=assistant.info())

    return router
