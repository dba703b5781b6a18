"""When the line is slow, the service restarts, or somebody asks too much."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright import sync_api
from playwright.sync_api import expect

from bot.assistant import Assistant
from tests.bot.conftest import Serve
from tests.bot.strategies import SCHOOLS
from tests.bot.web.conftest import Open, Shoot
from tests.bot.web.states import QUESTION, ask, describe

ROOT = Path(__file__).parents[3]


def slow(page: sync_api.Page, latency_ms: int) -> None:
    """From now on every answer of the network comes late."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {"offline": False, "latency": latency_ms, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
    line.send("Network.emulateNetworkConditions", conditions)


def test_a_slow_line_shows_and_says_that_it_works(open_page: Open, library_site: str, shoot: Shoot) -> None:
    page = open_page(library_site)
    page.goto("/")
    slow(page, 4000)
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Fragen", exact=True).click()
    busy = page.locator("#gespraech [aria-busy=true]")
    expect(busy.locator(".dach")).to_be_visible()
    expect(busy.locator("h1")).to_have_text(QUESTION)
    expect(page.locator("#ansage")).to_have_text("Die Dokumente werden durchsucht.")
    shoot(page, "weg-langsam/1-wartet")
    expect(page.locator(".antwort .dach")).to_have_text("Antwort", timeout=20_000)
    expect(page.locator("#gespraech [aria-busy=true]")).to_have_count(0)
    expect(page.locator("#ansage")).to_contain_text("zweimal im Jahr")
    expect(page.locator("#ansage")).to_contain_text("1 Quelle.")


LAST_SEEN = """addEventListener("pagehide", () => {
  const seen = [...document.querySelectorAll("[role=status]")].filter((e) => e.checkVisibility()).map((e) => e.textContent);
  sessionStorage.setItem("zuletzt", `${document.querySelector("main form")?.getAttribute("aria-busy")}: ${seen}`);
})"""


def test_a_form_says_that_it_works(open_page: Open, strategies_site: str) -> None:
    """What stood there until the next page came: while a page is on its way the browser cannot be asked."""
    page = open_page(strategies_site)
    page.add_init_script(LAST_SEEN)
    page.goto("/foerderung")
    describe(SCHOOLS)(page)
    assert page.evaluate("sessionStorage.getItem('zuletzt')") == "true: Die Beschreibung wird geprüft …"
    page.go_back()
    expect(page.locator("main form[aria-busy]")).to_have_count(0)
    expect(page.get_by_label("Was haben Sie vor?")).to_have_value(SCHOOLS)


class Service:
    """A service that can be killed and started again at the same address."""

    def __init__(self, data: Path, flag: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.arguments = [sys.executable, "-m", "tests.bot.web.halting", str(data), str(self.port), str(flag)]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self.arguments, cwd=ROOT)
        for _ in range(600):
            try:
                httpx.get(f"{self.address}/healthz", trust_env=False)
                return
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError("the service did not start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def flag(tmp_path: Path) -> Path:
    return tmp_path / "halt"


@pytest.fixture
def service(index_data: Path, flag: Path) -> Iterator[Service]:
    service = Service(index_data, flag)
    yield service
    service.kill()


def test_a_restart_in_the_middle_of_an_answer(
    browser: sync_api.Browser, service: Service, flag: Path, shoot: Shoot
) -> None:
    """Killed while the answer is on its way, tried again while it is gone, and again when it is back."""
    context = browser.new_context(base_url=service.address)
    page = context.new_page()
    page.goto("/")
    flag.touch()
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Fragen", exact=True).click()
    expect(page.locator(".antwort .dach")).to_contain_text("werden durchsucht")
    service.kill()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Die Verbindung ist abgebrochen")
    shoot(page, "weg-neustart/1-abgebrochen")
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    expect(page.locator("input#frage")).to_have_value(QUESTION)
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(alert).to_contain_text("nicht erreichbar")
    flag.unlink()
    service.start()
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".antwort .text")).to_contain_text("zweimal im Jahr")
    expect(alert).to_have_count(0)
    shoot(page, "weg-neustart/2-antwort")
    context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_too_many_requests(open_page: Open, assistant: Assistant, serve: Serve, shoot: Shoot, javascript: bool) -> None:
    with serve(assistant, rate_limit="1/minute; 1/second" if not javascript else "2/minute", feedback=False) as client:
        page = open_page(str(client.base_url), javascript=javascript, expected=(429,))
        page.goto("/")
        if javascript:
            ask(QUESTION)(page)
            page.get_by_label("Ihre nächste Frage").fill("Und wer führt den Vorsitz?")
            page.get_by_label("Ihre nächste Frage").press("Enter")
        else:
            page.get_by_label("Ihre Frage").fill(QUESTION)
            page.get_by_label("Ihre Frage").press("Enter")
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("zu viele Anfragen")
        expect(alert).to_contain_text("Bitte warten Sie")
        expect(alert).to_contain_text("Sekunde")
        shoot(page, f"weg-zu-viel/{'mit' if javascript else 'ohne'}-javascript")
