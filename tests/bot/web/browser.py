"""A browser that tells on the pages it shows: what they ask for elsewhere, what they complain about, what they pop up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright import sync_api

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMPLAINTS = ("error", "warning", "assert")


@contextmanager
def chromium() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong on a page. Failed requests with a status in `expected` are part of what is tested."""

    base: str
    expected: tuple[int, ...] = ()
    wrong: list[str] = field(default_factory=list)
    _refused: dict[str, int] = field(default_factory=dict)

    def attach(self, page: sync_api.Page) -> None:
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"Seitenfehler: {error}"))
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: self.wrong.append(f"neues Fenster: {popup.url}"))

    def _request(self, request: sync_api.Request) -> None:
        if urlsplit(request.url)[:2] != urlsplit(self.base)[:2]:
            self.wrong.append(f"fremde Anfrage: {request.url}")

    def _response(self, response: sync_api.Response) -> None:
        if response.status in self.expected or (response.status >= 400 and response.request.is_navigation_request()):
            self._refused[response.url] = response.status

    def _dialog(self, dialog: sync_api.Dialog) -> None:
        self.wrong.append(f"Dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: sync_api.ConsoleMessage) -> None:
        """Chromium reports every response from 400 on; that of the page itself is no complaint of the page."""
        refused = re.search(r"status of (\d+)", message.text)
        known = refused and self._refused.get(message.location["url"]) == int(refused[1])
        if message.type in COMPLAINTS and not known:
            self.wrong.append(f"Konsole ({message.type}): {message.text}")


def screenshot(page: sync_api.Page, folder: Path, name: str) -> Path:
    """Store the whole page as folder/name.png; the name may have folders of its own."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss")).encode("ascii", "ignore").decode()
    path = folder / f"{re.sub(r'[^a-z0-9/]+', '-', plain)}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path
