"""The list of all documents, and each document as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from bot.web.context import alliance_names
from bot.web.facts import RANKS, all_facts, facts_of
from bot.web.german import KINDS
from bot.web.listing import LONGEST, grouped, read_filter
from bot.web.originals import original_link
from bot.web.reader import parts_of, read
from corpus.errors import NotFoundError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site


def documents_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/dokumente", methods=["GET", "HEAD"])
    def documents_page(buendnis: str = "", art: str = "", geltung: str = "", suche: str = "") -> HTMLResponse:
        """Every filter is in the address. One that cannot be understood is explained, and the others hold."""
        facts, names = all_facts(assistant), alliance_names(assistant)
        chosen, refused = read_filter(buendnis, art, geltung, suche, names)
        found = [f for f in facts if chosen.admits(f)]
        return site.page(
            "dokumente.html",
            status=refused.error.status if refused else 200,
            refused=refused,
            chosen=chosen,
            groups=grouped(found, tuple(names)),
            found=len(found),
            total=len(facts),
            alliances={slug: name for slug, name in names.items() if any(f.document.alliance == slug for f in facts)},
            kinds={kind: KINDS[kind] for kind in KINDS if any(f.document.kind is kind for f in facts)},
            originals={f.document.id: link for f in found if (link := original_link(assistant, f.document))},
            ranks=RANKS,
            index=assistant.info(),
            longest=LONGEST,
        )

    @router.api_route("/dokument/{document_id}", methods=["GET", "HEAD"])
    def document_page(document_id: str, teil: str = "1") -> HTMLResponse:
        """NotFoundError for a document that is not in the index, and for a part that it does not have."""
        facts = facts_of(assistant, document_id)
        passages = assistant.document_passages(document_id)
        parts = parts_of(passages)
        part = next((p for p in parts if str(p.number) == teil), None)
        if part is None and (parts or teil != "1"):
            raise NotFoundError(
                f"Den Teil „{teil}“ hat das Dokument „{document_id}“ nicht.",
                remedy=f"Es beginnt unter /dokument/{document_id}.",
            )
        return site.page(
            "dokument.html",
            facts=facts,
            ranks=RANKS,
            parts=parts,
            part=part,
            shown=read(passages, part) if part else (),
            cited=None,
            page=None,
            leaf=None,
            original=original_link(assistant, facts.document),
        )

    return router
