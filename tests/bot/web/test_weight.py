"""What a first visit costs, and that an answer does not make the page jump."""

from __future__ import annotations

import pytest
from playwright import sync_api
from playwright.sync_api import expect

from tests.bot.web.conftest import Open
from tests.bot.web.states import TWO_SOURCES

MOST_BYTES = 120 * 1024
# of all that moved: how far, and what
SHIFTS = """new PerformanceObserver((list) => {
  for (const { hadRecentInput, value, startTime, sources } of list.getEntries())
    if (!hadRecentInput) (window.shifts ??= []).push({ value, startTime, what: sources.map((s) => s.node?.outerHTML?.slice(0, 80)) });
}).observe({ type: "layout-shift", buffered: true })"""


def test_the_first_view_is_light(open_page: Open, library_site: str) -> None:
    """Uncompressed, with fonts, styles, scripts and the logo."""
    page = open_page(library_site)
    responses: list[sync_api.Response] = []
    failed: list[str] = []
    page.on("response", lambda response: responses.append(response))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto("/", wait_until="networkidle")
    assert (failed, [r.url for r in responses if r.status >= 400]) == ([], [])
    sizes = {response.url: len(response.body()) for response in responses}
    assert sum(sizes.values()) < MOST_BYTES, sizes


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_when_an_answer_comes(open_page: Open, library_site: str, width: int) -> None:
    """From sending the question to two seconds after the answer. Chromium leaves out what moves within 500 ms of a key press,
    so the answer is held back for longer."""
    page = open_page(library_site, width=width)
    page.add_init_script(SHIFTS)
    page.goto("/", wait_until="networkidle")
    page.get_by_label("Ihre Frage").fill(TWO_SOURCES)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    conditions = {"offline": False, "latency": 1200, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", conditions)
    page.get_by_label("Ihre Frage").press("Enter")
    expect(page.locator(".antwort .dach")).to_have_text("Antwort", timeout=15_000)
    page.locator(".nachspann").wait_for()
    page.wait_for_timeout(2000)
    shifts = page.evaluate("window.shifts ?? []")
    assert sum(shift["value"] for shift in shifts) == 0, shifts
