"""A reader with a browser: asks, follows a source, sees the mark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytest.importorskip("playwright", reason="playwright fehlt: pip install playwright")
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

PATHS = ("/", "/?frage=Giftpilze", "/?frage=Lenkungskreis", "/dokumente", "/gibt-es-nicht")

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium fehlt: apt-get install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(browser: sync_api.Browser, client: httpx.Client, request: pytest.FixtureRequest) -> Iterator[sync_api.Page]:
    """A page that fails the test when anything leaves our host or the console reports something."""
    context = browser.new_context(base_url=str(client.base_url), java_script_enabled=request.param)
    reader = context.new_page()
    foreign: list[str] = []
    reported: list[str] = []
    reader.on("request", lambda r: None if r.url.startswith(str(client.base_url)) else foreign.append(r.url))
    reader.on("console", lambda message: reported.append(message.text))
    reader.on("dialog", lambda dialog: reported.append(dialog.message))
    yield reader
    context.close()
    assert (foreign, reported) == ([], [])


def test_ask_follow_a_source_see_the_mark(reader: sync_api.Page) -> None:
    reader.goto("/")
    reader.get_by_label("Ihre Frage").fill("Wer entscheidet im Lenkungskreis?")
    reader.get_by_label("Bündnis").select_option("nordostniedersachsen")
    reader.get_by_label("Ihre Frage").press("Enter")
    sync_api.expect(reader.get_by_role("heading", level=1)).to_have_text("Wer entscheidet im Lenkungskreis?")
    quote = reader.locator("#quelle-1 blockquote").inner_text()
    reader.locator("article a.marke").first.click()
    assert reader.url.endswith("#quelle-1")
    reader.get_by_role("link", name="Stelle im Zusammenhang lesen (Quelle 1)").click()
    mark = reader.locator("mark#stelle")
    sync_api.expect(mark).to_have_text(quote)
    sync_api.expect(mark).to_be_in_viewport()


def test_hostile_documents_run_nothing(reader: sync_api.Page) -> None:
    for path in ("/?frage=Giftpilze<script>document.title='Nutzlast'</script>", "/dokumente"):
        reader.goto(path)
        assert reader.title().endswith("– Bündnislotse")
        assert reader.locator("main img, main svg, main script, main iframe").count() == 0
    reader.goto("/?frage=Giftpilze")
    reader.locator(".quelle h3 a").first.click()
    assert reader.locator("mark#stelle").count() == 1
    reader.goto("/original/boese")
    assert reader.locator("body script, body img").count() == 0


@pytest.mark.parametrize("width", [320, 390, 820, 1400])
def test_no_page_scrolls_sideways(browser: sync_api.Browser, client: httpx.Client, width: int) -> None:
    context = browser.new_context(base_url=str(client.base_url), viewport={"width": width, "height": 900})
    page = context.new_page()
    for path in (*PATHS, "/?frage=Giftpilze&erklaerung=1"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    context.close()


def test_the_explanation_opens_and_closes(reader: sync_api.Page) -> None:
    reader.goto("/?frage=Wie oft tagt der Lenkungskries?&buendnis=nordostniedersachsen")
    sync_api.expect(reader.get_by_text("Verstanden als: Wie oft tagt der Lenkungskreis?")).to_be_visible()
    reader.get_by_role("link", name="Wie kam diese Antwort zustande?").click()
    assert reader.url.endswith("&buendnis=nordostniedersachsen&erklaerung=1#erklaerung")
    title = reader.get_by_role("heading", name="Wie kam diese Antwort zustande?")
    sync_api.expect(title).to_be_in_viewport()
    best = reader.get_by_role("row").filter(has_text="Er tagt zweimal im Jahr").first
    sync_api.expect(best).to_contain_text("zitiert")
    title.click()
    sync_api.expect(best).to_be_hidden()
    title.click()
    best.get_by_role("link").click()
    sync_api.expect(reader.locator("mark#stelle")).to_have_text(
        "Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein."
    )


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (400, 1), (820, 5), (1200, 5)])
def test_the_explanation_is_readable(browser: sync_api.Browser, client: httpx.Client, width: int, columns: int) -> None:
    """Columns where there is room for them, else one below the other; never a column too narrow for its words."""
    context = browser.new_context(base_url=str(client.base_url), viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto("/?frage=Wie oft tagt der Lenkungskreis?&erklaerung=1")
    row = page.get_by_role("table").filter(has_text="Was den Ausschlag gab").get_by_role("row").nth(1)
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]
    found = [box for box in boxes if box is not None]
    assert len(found) == 5
    assert len({box["x"] for box in found}) == columns
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in found)
    assert min(found[1]["width"], found[3]["width"]) >= 180
    lines = row.locator(".zahl").first.evaluate("e => e.getClientRects().length")
    assert lines == 1
    context.close()


def test_the_keyboard_reaches_the_content_first(reader: sync_api.Page) -> None:
    reader.goto("/dokumente")
    reader.keyboard.press("Tab")
    skip = reader.get_by_role("link", name="Zum Inhalt springen")
    sync_api.expect(skip).to_be_focused()
    sync_api.expect(skip).to_be_in_viewport()
