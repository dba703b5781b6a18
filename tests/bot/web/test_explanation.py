"""How an answer came about: opened, closed, followed to a source, and readable at every width."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.web.conftest import Open, Shoot


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_explanation_opens_and_closes(open_page: Open, library_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(library_site, javascript=javascript)
    page.goto("/?frage=Wie oft tagt der Lenkungskries?&buendnis=nordostniedersachsen")
    expect(page.get_by_text("Verstanden als: Wie oft tagt der Lenkungskreis?")).to_be_visible()
    page.get_by_role("link", name="Wie kam diese Antwort zustande?").click()
    assert page.url.endswith("&buendnis=nordostniedersachsen&erklaerung=1#erklaerung")
    title = page.get_by_role("heading", name="Wie kam diese Antwort zustande?")
    expect(title).to_be_in_viewport()
    best = page.get_by_role("row").filter(has_text="Er tagt zweimal im Jahr").first
    expect(best).to_contain_text("zitiert")
    shoot(page, f"weg-erklaerung/{'mit' if javascript else 'ohne'}-javascript")
    title.click()
    expect(best).to_be_hidden()
    title.click()
    best.get_by_role("link").click()
    expect(page.locator("mark#stelle")).to_have_text("Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein.")


@pytest.mark.parametrize(("width", "columns"), [(320, 1), (400, 1), (820, 5), (1200, 5)])
def test_the_explanation_is_readable(open_page: Open, library_site: str, width: int, columns: int) -> None:
    """Columns where there is room for them, else one below the other; never a column too narrow for its words."""
    page = open_page(library_site, width=width)
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
