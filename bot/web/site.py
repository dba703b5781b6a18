"""The look that all pages share: templates, names and filters."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.api.errors import Shown
from bot.feedback import LABELS
from bot.settings import Settings
from bot.web import german
from bot.web.operator import read_operator
from corpus.model import FileStatus

STATIC = Path(__file__).parent / "static"


@cache
def static(path: str) -> str:
    """The address of one of our files, with its content's hash, so that browsers may keep it for good."""
    return f"/static/{path}?v={hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]}"


class Site:
    """Loaded templates, settings and the operator's details. Everything that templates print is escaped."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.operator = read_operator(settings.operator)
        self.environment = Environment(
            loader=PackageLoader("bot", "web/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(settings=settings, count=german.count, static=static, gruende=LABELS)
        self.environment.filters.update(
            datum=german.format_date,
            stand=german.format_issued,
            erstellt=german.format_built,
            art=german.KINDS.__getitem__,
            dateistatus=german.FILE_STATUSES.__getitem__,
            zahl=german.format_number,
            hinweis=lambda kind: german.NOTES.get(kind, "Hinweis"),
            weblink=lambda url: url if url.lower().startswith(("https://", "http://")) else None,
        )
        self.environment.tests["abgewiesen"] = lambda indexed: indexed.status == FileStatus.REFUSED

    def page(self, template: str, *, status: int = 200, **context: object) -> HTMLResponse:
        return HTMLResponse(self.environment.get_template(template).render(context), status_code=status)

    def error_page(self, error: Shown) -> HTMLResponse:
        return self.page("fehler.html", status=error.status, error=error)
