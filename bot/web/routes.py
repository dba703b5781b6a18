"""All pages of the web application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from bot.web.fonts import font_pages
from bot.web.originals import originals_router
from bot.web.pages.about import about_pages
from bot.web.pages.ask import ask_pages
from bot.web.pages.documents import documents_pages
from bot.web.pages.eligibility import eligibility_pages
from bot.web.pages.feedback import feedback_pages
from bot.web.pages.fit import fit_pages
from bot.web.pages.legal import legal_pages
from bot.web.pages.onboarding import onboarding_pages
from bot.web.pages.source import source_pages
from bot.web.theme import theme_pages

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site


def web_router(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    for pages in (
        ask_pages,
        eligibility_pages,
        fit_pages,
        onboarding_pages,
        documents_pages,
        source_pages,
        feedback_pages,
        about_pages,
        legal_pages,
    ):
        router.include_router(pages(assistant, site))
    for files in (originals_router(assistant), font_pages(), theme_pages(site.settings)):
        router.include_router(files)
    return router
