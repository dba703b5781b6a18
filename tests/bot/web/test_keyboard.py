"""Whole ways with the keyboard alone, and what a screen reader reads in which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright import sync_api
from playwright.sync_api import expect

from tests.bot.strategies import UNEMPLOYED
from tests.bot.web.conftest import Open
from tests.bot.web.states import APPLICANT, ASKED, FUNDING, TWO_SOURCES, Reach, after, press, visit

MOST_STOPS = 80
NAME = """() => {
  const e = document.activeElement;
  if (e === document.body) return "";
  return `${e.getAttribute("aria-label") ?? ""} ${[...(e.labels ?? [])].map((l) => l.textContent)} ${e.textContent} ${e.tagName}`;
}"""


def tab_to(page: sync_api.Page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME):
            return
    raise AssertionError(f"nicht mit Tab erreicht: {name}")


def test_ask_with_the_keyboard_alone(open_page: Open, library_site: str) -> None:
    page = open_page(library_site)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "Ihre Frage")
    page.keyboard.type(TWO_SOURCES)
    page.keyboard.press("Enter")
    expect(page.locator(".antwort .dach")).to_have_text("Antwort")
    expect(page.locator("#frage")).to_be_focused()
    tab_to(page, "Quelle 1")
    page.keyboard.press("Enter")
    tab_to(page, "Stelle im Zusammenhang lesen")
    page.keyboard.press("Enter")
    expect(page.locator("#stelle")).to_be_in_viewport()
    page.goto(page.url.partition("#")[0])
    tab_to(page, "Nächste")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("^Quelle 2 von 2: "))


def test_check_an_idea_with_the_keyboard_alone(open_page: Open, strategies_site: str) -> None:
    page = open_page(strategies_site)
    page.goto(FUNDING)
    tab_to(page, "Was haben Sie vor?")
    page.keyboard.type(UNEMPLOYED)
    tab_to(page, "Wer stellt den Antrag?")
    page.keyboard.type(APPLICANT)
    tab_to(page, "Bündnis")
    page.keyboard.type("Fachkräftebündnis H")
    tab_to(page, "Prüfen")
    page.keyboard.press("Enter")
    for question, moves in (("Ist abstimmung erfüllt?", 0), ("Ist zusatz erfüllt?", 2)):
        expect(page.get_by_role("heading", level=1)).to_have_text(question)
        tab_to(page, "Ja")
        page.keyboard.press("Space")
        for _ in range(moves):
            page.keyboard.press("ArrowDown")
        tab_to(page, "Weiter")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch offen: Einiges ist zu klären")
    tab_to(page, "PDF")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


HEAD = ["link Zum Inhalt springen", "banner", "link Bündnislotse", "navigation Hauptnavigation", "main"]
FOOT = ["contentinfo", "navigation Weitere Angaben"]
READ: dict[str, tuple[str, Reach, list[str]]] = {
    "Start": (
        "library",
        visit("/"),
        [
            "search Frage stellen",
            "h1 Was möchten Sie wissen?",
            "textbox Ihre Frage",
            "button Fragen",
            "h2 Womit kommen Sie?",
            *["h3 Ich habe ein Vorhaben", "h3 Ich bin neu im Bündnis", "h3 Ich ordne Ideen ein"],
        ],
    ),
    "Antwort": (
        "library",
        visit(f"/?frage={TWO_SOURCES}"),
        [
            *["search Frage stellen", "textbox Ihre nächste Frage", "button Fragen"],
            *[f"region {TWO_SOURCES}", f"article {TWO_SOURCES}", f"h1 {TWO_SOURCES}", "region Tabelle"],
            "complementary Quellen",
            "h2 Quellen",
            "h3 Quelle 1: Fachkräftestrategie Nordostniedersachsen 2024–2027",
            "h3 Quelle 2: Fachkräftestrategie Leine-Weser",
            *["button Antwort kopieren", "button Drucken"],
        ],
    ),
    "Ergebnis": (
        "strategies",
        after(FUNDING, ASKED, press("Ergebnis schon jetzt zeigen")),
        [
            "h1 Noch offen: Einiges ist zu klären",
            *["button Offene Fragen beantworten", "button Angaben ändern"],
            *["region Was gefördert würde", "h2 Was gefördert würde"],
            *["region Die Bedingungen im Einzelnen", "h2 Die Bedingungen im Einzelnen"],
            *["h3 Ausschluss", "h3 Region", "h3 Strategie", "h3 Rechtsform", "h3 Sitz", "h3 Traeger"],
            *["h3 Abstimmung", "group Antwort zu: Abstimmung", "button Ja", "button Nein"],
            *["h3 Zusatz", "group Antwort zu: Zusatz", "button Ja", "button Nein"],
            *["region Ihre nächsten Schritte", "h2 Ihre nächsten Schritte"],
            *["region Wer Ihnen weiterhilft", "h2 Wer Ihnen weiterhilft"],
            *["region Wohin gehört die Idee?", "h2 Wohin gehört die Idee?", "button Zu welchem Handlungsfeld passt die Idee?"],
            *["region Als Vermerk speichern", "h2 Als Vermerk speichern", "button Word (DOCX)", "button PDF", "button Markdown"],
            *["complementary Quellen", "h2 Quellen"],
            *[f"h3 Quelle {n}: Strategie Heidetal" for n in range(1, 11)],
        ],
    ),
}  # fmt: skip
LANDMARKS = ("banner", "navigation", "main", "contentinfo", "search", "complementary", "region", "article", "form")
CONTROLS = ("textbox", "combobox", "radio", "checkbox", "button", "group")


@pytest.mark.parametrize("name", READ)
def test_what_a_screen_reader_reads_in_which_order(open_page: Open, site_of: Callable[[str], str], name: str) -> None:
    site, reach, expected = READ[name]
    page = open_page(site_of(site))
    reach(page)
    assert read(page) == [*HEAD, *expected, *FOOT]


def read(page: sync_api.Page) -> list[str]:
    """Landmarks, headings and named controls from the accessibility tree; of the links the two that open every page."""
    lines = page.locator("body").aria_snapshot().splitlines()
    found = [
        m.groups()
        for line in lines
        if (m := re.match(r" *- '?(\w+)(?: \"(.*?)\")?(?: \[.*?(?:level=(\d))?\])?'?:?$", line))
    ]
    told = [(f"h{level}" if role == "heading" else role, name or "") for role, name, level in found]
    opening = [("link", "Zum Inhalt springen"), ("link", "Bündnislotse")]
    return [
        f"{role} {name}".strip()
        for role, name in told
        if role in LANDMARKS or (name and (role in CONTROLS or role[0] == "h")) or (role, name) in opening
    ]
