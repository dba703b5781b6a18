"""The look that all pages share: templates, names and filters."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.api.errors import Shown
from bot.settings import Settings
from bot.web import german
from corpus.model import FileStatus


class Site:
    """Loaded templates. Everything they print is escaped."""

    def __init__(self, settings: Settings) -> None:
        self.environment = Environment(
            loader=PackageLoader("bot", "web/templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals.update(settings=settings, count=german.count)
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
