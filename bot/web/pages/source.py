"""The page of a source: the cited words in their document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from bot.web.citations import leaf, stretches
from bot.web.facts import RANKS, facts_of
from bot.web.originals import original_link
from bot.web.reader import Stretch, around, page_of, parse_span, part_with, parts_of, read
from corpus.errors import NotFoundError
from corpus.model import Passage

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site


def source_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/quelle/{passage_id}", methods=["GET", "HEAD"])
    def source_page(
        passage_id: str, q: Annotated[list[str], Query(default_factory=list)], zitat: str = "", gespraech: str = ""
    ) -> HTMLResponse:
        """`zitat` is the cited stretch, by default the whole passage; `q` are all stretches that a result cites, `gespraech` leads back."""
        passages, at = _placed(assistant, passage_id)
        passage, parts = passages[at], parts_of(passages)
        facts, part = facts_of(assistant, passage.document_id), part_with(at, parts)
        span = parse_span(zitat, len(passage.text)) or (0, len(passage.text))
        current, listed = Stretch(passage_id=passage_id, span=span), stretches(q, assistant)
        page = page_of(passage, span[0])
        return site.page(
            "quelle.html",
            facts=facts,
            ranks=RANKS,
            parts=parts,
            part=part,
            shown=read(passages, around(part, at, passages), cited=current, also=listed),
            cited=passage,
            page=page,
            leaf=leaf(current, listed, gespraech),
            back=gespraech,
            original=original_link(assistant, facts.document, page),
        )

    return router


def _placed(assistant: Assistant, passage_id: str) -> tuple[tuple[Passage, ...], int]:
    """All passages of the passage's document, and its place among them; NotFoundError if it is not in the index."""
    passages = assistant.document_passages(assistant.passage(passage_id).document_id)
    at = next((i for i, passage in enumerate(passages) if passage.id == passage_id), None)
    if at is None:
        raise NotFoundError("Der Index ist gerade erneuert worden.", remedy="Stellen Sie die Frage noch einmal.")
    return passages, at
