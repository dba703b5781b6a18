"""Ways through the application as people walk them, with and without JavaScript; every step leaves a picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from playwright import sync_api
from playwright.sync_api import expect

from tests.bot.strategies import COURSES, UNEMPLOYED
from tests.bot.web.conftest import Open, Shoot
from tests.bot.web.states import QUESTION, TWO_SOURCES, UNANSWERED, answer, ask, describe, follow, press

pytestmark = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
SCRIPT = {True: "mit-javascript", False: "ohne-javascript"}


def heading(page: sync_api.Page) -> sync_api.Locator:
    return page.get_by_role("heading", level=1)


def test_ask_open_a_source_leaf_to_the_next(open_page: Open, library_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(library_site, javascript=javascript)
    path = f"weg-frage/{SCRIPT[javascript]}"
    page.goto("/")
    shoot(page, f"{path}-1-start")
    ask(TWO_SOURCES)(page)
    shoot(page, f"{path}-2-antwort")
    quotes = page.locator(".quelle blockquote").all_inner_texts()
    assert len(quotes) == 2
    page.evaluate("document.body.dataset.unberuehrt = 'ja'")
    page.locator("article a.marke").first.click()
    assert page.url.endswith("#quelle-1")
    expect(page.locator("body[data-unberuehrt]")).to_have_count(1)  # a jump within the page loads nothing
    for number, quote in enumerate(quotes, start=1):
        follow("Stelle im Zusammenhang lesen" if number == 1 else "Nächste")(page)
        expect(page).to_have_title(re.compile(rf"^Quelle {number} von 2: "))
        mark = page.locator("#stelle")
        expect(mark).to_be_in_viewport()
        marked = " ".join(page.locator(".stelle mark").all_inner_texts())
        assert " ".join(quote.split()) in " ".join(marked.split())
        shoot(page, f"{path}-3-quelle-{number}")
    assert page.get_by_role("link", name="Nächste").count() == 0
    page.go_back()
    page.go_back()
    expect(heading(page)).to_have_text(TWO_SOURCES)


def test_an_answer_is_copied_with_its_sources(open_page: Open, library_site: str, javascript: bool) -> None:
    page = open_page(library_site, javascript=javascript, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"/?frage={QUESTION}")
    copy = page.get_by_role("button", name="Antwort kopieren")
    expect(copy).to_be_visible(visible=javascript)  # what cannot work is not offered
    if javascript:
        copy.click()
        expect(page.get_by_role("status").filter(has_text="Kopiert.")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(QUESTION) and "[1] Fachkräftestrategie Nordostniedersachsen" in copied


def test_a_refusal_offers_a_way_on(open_page: Open, library_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(library_site, javascript=javascript)
    path = f"weg-ablehnung/{SCRIPT[javascript]}"
    page.goto("/")
    ask(UNANSWERED)(page)
    expect(page.locator(".antwort .dach")).to_have_text("Keine Antwort in den Dokumenten")
    shoot(page, f"{path}-1-ablehnung")
    offered = page.locator(".vorschlaege a").first
    words = offered.inner_text()
    offered.click()
    expect(heading(page)).to_have_text(words)
    expect(page.locator(".antwort .dach")).to_be_visible()
    shoot(page, f"{path}-2-vorschlag")


def test_a_question_follows_another(open_page: Open, library_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(library_site, javascript=javascript)
    path = f"weg-gespraech/{SCRIPT[javascript]}"
    page.goto("/")
    ask(QUESTION)(page)
    ask("Und wer führt dort den Vorsitz?")(page)
    expect(page.locator(".antwort .text").first).to_contain_text("Landkreis Lüneburg")
    expect(page.get_by_role("heading", name="Bisher in diesem Gespräch")).to_be_visible()
    expect(page.locator(".frueher h3").first).to_have_text(QUESTION)
    shoot(page, f"{path}-1-zwei-fragen")
    page.reload()
    expect(heading(page)).to_have_text("Und wer führt dort den Vorsitz?")
    page.get_by_role("link", name="Neues Gespräch").click()
    expect(heading(page)).to_have_text("Was möchten Sie wissen?")


def test_from_an_idea_to_the_file_note(open_page: Open, strategies_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(strategies_site, javascript=javascript)
    path = f"weg-foerderung/{SCRIPT[javascript]}"
    page.goto("/")
    follow("Darf ich das fördern lassen?")(page)
    describe(UNEMPLOYED, applicant="Volkshochschule Uelzen", alliance="heidetal")(page)
    expect(heading(page)).to_have_text("Ist abstimmung erfüllt?")
    shoot(page, f"{path}-1-rueckfrage")
    answer("Ja")(page)
    expect(heading(page)).to_have_text("Ist zusatz erfüllt?")
    answer("Weiß ich nicht")(page)
    expect(heading(page)).to_have_text("Noch offen: Einiges ist zu klären")
    shoot(page, f"{path}-2-offen")
    follow("Stelle im Zusammenhang lesen")(page)
    page.go_back()
    expect(heading(page)).to_have_text("Noch offen: Einiges ist zu klären")
    press("Ja")(page)
    expect(heading(page)).to_have_text("Voraussichtlich ja: Nichts spricht gegen eine Förderung")
    shoot(page, f"{path}-3-ja")
    note = docx.Document(io.BytesIO(downloaded(page, "Word (DOCX)", ".docx")))
    said = "\n".join(p.text for p in note.paragraphs) + "".join(
        c.text for t in note.tables for r in t.rows for c in r.cells
    )
    assert "Langzeitarbeitslose aus Bad Bevensen" in said and "Volkshochschule Uelzen" in said
    assert downloaded(page, "PDF", ".pdf").startswith(b"%PDF")
    assert "Langzeitarbeitslose" in downloaded(page, "Markdown", ".md").decode()
    press("Angaben ändern")(page)
    expect(page.get_by_label("Was haben Sie vor?")).to_have_value(UNEMPLOYED)
    expect(page.get_by_label("Wer stellt den Antrag?")).to_have_value("Volkshochschule Uelzen")


def downloaded(page: sync_api.Page, button: str, suffix: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    assert waiting.value.suggested_filename.endswith(suffix)
    return Path(waiting.value.path()).read_bytes()


def test_place_an_idea_and_compare(open_page: Open, strategies_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(strategies_site, javascript=javascript)
    path = f"weg-passung/{SCRIPT[javascript]}"
    page.goto("/")
    follow("Idee einordnen")(page)
    describe(COURSES, alliance="heidetal", other="bergland")(page)
    expect(heading(page)).to_have_text("Wohin die Idee passt")
    expect(page.locator(".kurz li")).to_have_count(2)
    shoot(page, f"{path}-1-vergleich")
    page.get_by_role("link", name="Fachkräftebündnis Bergland").first.click()
    expect(page.get_by_role("article", name="Fachkräftebündnis Bergland")).to_be_in_viewport()
    press("Angaben ändern")(page)
    expect(page.get_by_label("Was haben Sie vor?")).to_have_value(COURSES)
    describe(COURSES, alliance="heidetal", other="")(page)
    press("Lässt sich die Idee fördern?")(page)
    shoot(page, f"{path}-2-foerderung")
    expect(heading(page)).to_have_text("Ist rechtsform erfüllt?")
    press("Zurück zu den Angaben")(page)
    expect(page.get_by_label("Was haben Sie vor?")).to_have_value(COURSES)


def test_a_new_member_finds_a_word(open_page: Open, papers_site: str, shoot: Shoot, javascript: bool) -> None:
    page = open_page(papers_site, javascript=javascript)
    path = f"weg-einstieg/{SCRIPT[javascript]}"
    page.goto("/einstieg")
    follow("Fachkräftebündnis Heide")(page)
    shoot(page, f"{path}-1-einstieg")
    terms = page.locator(".glossar dt:visible")
    field = page.get_by_label("Begriff oder Abkürzung")
    field.fill("aehnlich")
    if not javascript:
        press("Suchen")(page)
    expect(terms).to_have_text(["Ähnlichkeitsvotum"])
    shoot(page, f"{path}-2-begriff")
    field.fill("Nichtdergleichen")
    if not javascript:
        press("Suchen")(page)
    expect(terms).to_have_count(0)
    expect(page.locator("#kein-begriff")).to_contain_text("Nichtdergleichen")
    shoot(page, f"{path}-3-kein-begriff")
    page.get_by_role("link", name="Alle Begriffe zeigen").click()
    expect(terms).to_have_count(3)
    marker = page.locator(".kapitel a.marke").first
    marker.click()
    expect(page.locator("#stelle")).to_be_in_viewport()


def test_a_word_about_an_answer(
    open_page: Open, library_site: str, library_folder: Path, shoot: Shoot, javascript: bool
) -> None:
    page = open_page(library_site, javascript=javascript)
    path = f"weg-rueckmeldung/{SCRIPT[javascript]}"
    comment = f"Der Vorsitz fehlt ({SCRIPT[javascript]})."
    page.goto("/")
    ask(QUESTION)(page)
    page.locator("summary", has_text="Rückmeldung").click()
    page.get_by_label("unvollständig").check()
    page.get_by_label("Anmerkung").fill(comment)
    shoot(page, f"{path}-1-formular")
    page.get_by_role("button", name="Rückmeldung senden").click()
    expect(page.get_by_text("Ihre Rückmeldung ist angekommen")).to_be_visible()
    shoot(page, f"{path}-2-dank")
    kept = (library_folder / "feedback" / "feedback.jsonl").read_text(encoding="utf-8")
    assert comment in kept and QUESTION not in kept
    if not javascript:
        follow("Zurück zur Antwort")(page)
    expect(heading(page)).to_have_text(QUESTION)
