"""Imprint, data protection, accessibility: what the operator says, and what is true of the software itself."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from bot.api.rates import read_rates
from bot.web.operator import Conformity

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

CONFORMITY = {
    Conformity.FULL: "vollständig vereinbar",
    Conformity.PARTLY: "teilweise vereinbar",
    Conformity.NONE: "nicht vereinbar",
}


def legal_pages(assistant: Assistant, site: Site) -> APIRouter:
    """/impressum, /datenschutz, /barrierefreiheit. They need no index."""
    router = APIRouter()
    operator = site.operator
    window = max((rate.get_expiry() for rate in read_rates(site.settings.rate_limit)), default=0)

    @router.api_route("/impressum", methods=["GET", "HEAD"])
    def imprint() -> HTMLResponse:
        return site.page("impressum.html", operator=operator, version=version("buendnislotse"))

    @router.api_route("/datenschutz", methods=["GET", "HEAD"])
    def privacy() -> HTMLResponse:
        return site.page("datenschutz.html", operator=operator, window=window)

    @router.api_route("/barrierefreiheit", methods=["GET", "HEAD"])
    def accessibility() -> HTMLResponse:
        statement = operator.accessibility if operator else None
        return site.page(
            "barrierefreiheit.html",
            operator=operator,
            statement=statement,
            conformity=CONFORMITY[statement.status] if statement else "",
        )

    return router
