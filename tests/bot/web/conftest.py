"""One Chromium for all tests, the served indexes, and pages that are watched to the end of their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="playwright fehlt: pip install playwright")
from playwright import sync_api

from bot.assistant import Assistant
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from tests.bot.conftest import Serve
from tests.bot.onboarding.papers import write_papers
from tests.bot.web.browser import CHROMIUM, Watch, chromium, screenshot

OPERATOR = """
name: Landkreis Muster, Netzwerkkoordination
address: [Musterstraße 1, 12345 Musterstadt]
email: info@example.org
phone: 01234 5678-0
represented_by: die Landrätin oder der Landrat
data_protection:
  officer: {name: Datenschutzbeauftragte des Landkreises Muster, email: datenschutz@example.org}
  hosting: Rechenzentrum Muster in Deutschland
  log_days: 7
accessibility:
  status: teilweise
  date: 2026-11-01
  method: Selbstbewertung durch den Landkreis
  barriers: [{what: Originale im Format PDF, why: Sie sind von anderen herausgegeben.}]
  contact: {name: Stabsstelle Muster, email: barriere@example.org}
  enforcement: {name: Schlichtungsstelle Muster, url: "https://schlichtung.example.org"}
"""
Open = Callable[..., sync_api.Page]
Shoot = Callable[[sync_api.Page, str], Path]


@pytest.fixture(scope="package")  # not longer: while playwright runs, no other test can run an event loop
def browser() -> Iterator[sync_api.Browser]:
    if not CHROMIUM.exists():
        pytest.skip("Chromium fehlt: apt-get install chromium")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def shoot(pytestconfig: pytest.Config) -> Shoot:
    """Keep a picture of a page among the artefacts of the run."""
    folder = pytestconfig.rootpath / pytestconfig.getoption("--screenshots")
    return lambda page, name: screenshot(page, folder, name)


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `library_site` keeps what people say about answers."""
    return tmp_path_factory.mktemp("library-site")


@pytest.fixture(scope="session")
def library_site(assistant: Assistant, serve: Serve, library_folder: Path) -> Iterator[str]:
    """The address of the test library, of an operator who has said who they are."""
    operator = library_folder / "betreiber.yaml"
    operator.write_text(OPERATOR, encoding="utf-8")
    with serve(assistant, data=library_folder, operator=operator) as client:
        yield str(client.base_url)


@pytest.fixture(scope="session")
def strategies_site(strategies: Assistant, serve: Serve) -> Iterator[str]:
    """The address of the alliances with strategies and conditions."""
    with serve(strategies, feedback=False) as client:
        yield str(client.base_url)


@pytest.fixture(scope="session")
def papers_site(embedder: Embedder, serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the alliance that has all there is to an onboarding; nobody has said who runs it."""
    data = tmp_path_factory.mktemp("papers-index") / "var"
    ingest(write_papers(tmp_path_factory.mktemp("papers")), data, embedder=embedder)
    with serve(Assistant(data, embedder), feedback=False) as client:
        yield str(client.base_url)


@pytest.fixture(scope="session")
def limited_site(assistant: Assistant, serve: Serve) -> Iterator[str]:
    """The address of a service that has had enough of us."""
    with serve(assistant, rate_limit="1/hour", feedback=False) as client:
        assert client.get("/").status_code == 200
        yield str(client.base_url)


@pytest.fixture(scope="session")
def site_of(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The address of a served index by its name; each is served when it is first asked for."""
    return lambda name: str(request.getfixturevalue(f"{name}_site"))


@pytest.fixture
def open_page(browser: sync_api.Browser) -> Iterator[Open]:
    """Open a watched page: `open_page(address, javascript=..., width=..., expected=(422,), **context)`.

    The test fails at its end when anything left our host, the console complained, or a dialog or error came up.
    """
    opened: list[tuple[sync_api.BrowserContext, Watch]] = []

    def open_page(
        base: str,
        *,
        javascript: bool = True,
        width: int = 1280,
        height: int = 900,
        expected: tuple[int, ...] = (),
        **more: Any,
    ) -> sync_api.Page:
        context = browser.new_context(
            base_url=base, java_script_enabled=javascript, viewport={"width": width, "height": height}, **more
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        watch = Watch(base, expected)
        watch.attach(page)
        opened.append((context, watch))
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [wrong for _, watch in opened for wrong in watch.wrong] == []
