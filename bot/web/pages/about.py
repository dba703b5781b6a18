"""The page about the service: how it works, what it cannot do, how well it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from bot.web.figures import read_figures
from corpus.errors import StoreError
from corpus.model import Contact, IndexInfo

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

MEASURED = {
    "right": "Frage, deren Antwort in den Dokumenten steht: alles Wesentliche richtig genannt",
    "wrong": "Solche Frage: falsch beantwortet",
    "refused": "Solche Frage: nicht beantwortet oder nachgefragt",
    "near_refused": "Frage knapp daneben, deren Antwort nicht in den Dokumenten steht: abgelehnt",
    "far_refused": "Frage zu etwas ganz anderem: abgelehnt",
    "field_first": "Projektidee: passendes Handlungsfeld an erster Stelle",
    "far_idea_refused": "Idee, die in kein Handlungsfeld passt: abgelehnt",
    "criteria": "Einzelne Förder\N{SOFT HYPHEN}bedingung: richtig beurteilt",
    "eligible_though_excluded": "Projekt, das eine Bedingung ausschließt: trotzdem förderfähig genannt",
}


def about_pages(assistant: Assistant, site: Site) -> APIRouter:
    """/ueber. It also shows without an index, then without its state and the contacts."""
    router = APIRouter()
    published = read_figures()
    shares = {figure.id: round(100 * figure.share) for figure in published.figures}

    @router.api_route("/ueber", methods=["GET", "HEAD"])
    def about_page() -> HTMLResponse:
        index, contacts = _state(assistant)
        return site.page(
            "ueber.html",
            published=published,
            shares=shares,
            by_id={figure.id: figure for figure in published.figures},
            measured=MEASURED,
            operator=site.operator,
            contacts=contacts,
            index=index,
            model=assistant.model,
        )

    return router


def _state(assistant: Assistant) -> tuple[IndexInfo | None, tuple[Contact, ...]]:
    """The index that answers and whom its documents name as contacts."""
    try:
        contacts = (alliance.contact for alliance in assistant.alliances())
        return assistant.info(), tuple(contact for contact in contacts if contact)
    except StoreError:
        return None, ()
