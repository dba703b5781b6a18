"""Hostile texts in everything that others write and in everything that is typed: they are shown as words and do nothing.

173 texts (payloads.TEXTS). Planted by ingest in 9 places of documents (text, heading, list, table cell, title, publisher, title
and address of the restated work, file name) and in all fields of a programme with words: names, districts, contact, statements,
funding objects, criteria, fields and topics, goals, steps, bodies, money, timeline, projects, glossary, questions. Each text is
also asked as a question with another one as its history, and put into one of 14 other places in turn (PLACES), four of them into every one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright import sync_api

from bot.assistant import Assistant
from ingest.pipeline import ingest
from tests.bot.conftest import Serve
from tests.bot.web.conftest import Open
from tests.bot.web.hostile import ALLIANCE, PARTS, TOPIC, Scatter, write_hostile
from tests.bot.web.payloads import BREAKERS, CLOBBERING, ELEMENTS, FOREIGN, HANDLERS, LEAKS, MARK, SCRIPTS, TEXTS
from tests.bot.web.states import ask, describe, press

IDEA = "Jugendliche machen ein Praktikum im Heidekreis."

INTRUDERS = """([mark, foreign], page = document) => {
  const known = new Set(("html head meta title link script body a header div img nav ul ol li details summary main footer p form h1 h2 h3 h4 h5 h6 " +
    "label input span button select option optgroup section article aside blockquote mark table caption thead tbody tr th td dl dt dd fieldset " +
    "legend textarea address strong br svg path circle rect line text desc figure figcaption").split(" "));
  const loads = ["src", "href", "action", "formaction", "data", "poster", "xlink:href"];
  const wrong = [];
  for (const e of page.querySelectorAll("*")) {
    const say = (what) => wrong.push(`${what}: ${e.outerHTML.slice(0, 160)}`);
    if (!known.has(e.localName)) say("fremdes Element");
    if (e.localName === "script" && (e.textContent.trim() || !e.getAttribute("src")?.startsWith("/static/"))) say("fremdes Skript");
    if (e.localName === "meta" && e.httpEquiv) say("meta");
    if (e.namespaceURI.endsWith("svg") && e.localName === "svg" && !/^(symbol|balken|quer|hoch)$/.test(e.getAttribute("class"))) say("fremdes Bild");
    for (const { name, value } of e.attributes) {
      if (/^on|^(style|srcset|srcdoc|ping|background|autofocus|contenteditable|http-equiv)$/.test(name)) say("Attribut " + name);
      if (/^(id|name)$/.test(name) && value === mark) say("Attribut " + name);
      if (!loads.includes(name)) continue;
      const target = new URL(value, location.href);
      const link = e.localName === "a" && /^(mailto:|tel:|https?:\\/\\/example\\.org)/.test(target.href);
      if (target.origin !== location.origin && !link) say("fremdes Ziel");
    }
  }
  if (window[mark] !== undefined) wrong.push("ein Skript lief oder ein Name ist verdeckt");
  if (!/– Bündnislotse$/.test(page.title)) wrong.push("Titel: " + page.title);
  if (page.querySelectorAll("main").length !== 1 || (page === document && !page.querySelector("main").checkVisibility())) wrong.push("main");
  return wrong.slice(0, 3);
}"""
ANSWERS = f"""async ([mark, foreign, addresses]) => {{
  const inspect = {INTRUDERS};
  const found = [];
  for (const address of addresses) {{
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const text = (place) => page.querySelector(place)?.textContent ?? "";
    found.push([inspect([mark, foreign], page), text("h1"), text(".frueher summary h3")]);
  }}
  return found;
}}"""


@pytest.fixture(scope="module")
def hostile_site(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an index in which everything is hostile."""
    data = tmp_path_factory.mktemp("hostile-index") / "var"
    ingest(write_hostile(tmp_path_factory.mktemp("hostile")), data, embedder=Scatter())
    with serve(Assistant(data, Scatter()), data=data) as client:
        yield str(client.base_url)


def inspect(page: sync_api.Page, about: str) -> None:
    found = page.evaluate(INTRUDERS, [MARK, FOREIGN])
    assert not found, "\n".join([about, page.url, *found])


def words(text: str) -> str:
    return " ".join(text.split())


def visited(path: str) -> Callable[[sync_api.Page, str], None]:
    """Put the text, encoded, into a path in place of {}."""

    def place(page: sync_api.Page, text: str) -> None:
        page.goto(path.replace("{}", quote(text, safe="")), wait_until="domcontentloaded")
        inspect(page, text)

    return place


def checked(page: sync_api.Page, text: str) -> None:
    """As an idea and an applicant, through the question to the result and back to the form."""
    page.goto("/foerderung")
    describe(f"{IDEA} {text}", applicant=text[:400], alliance=ALLIANCE)(page)
    inspect(page, text)
    if page.get_by_role("button", name="Ergebnis schon jetzt zeigen").count():
        press("Ergebnis schon jetzt zeigen")(page)
        inspect(page, text)
    press("Angaben ändern")(page)
    inspect(page, text)


def placed(page: sync_api.Page, text: str) -> None:
    page.goto("/passung")
    describe(f"{IDEA} {text}", alliance=ALLIANCE)(page)
    inspect(page, text)


def commented(page: sync_api.Page, text: str) -> None:
    page.goto(f"/?frage={TOPIC}")
    page.locator("summary", has_text="Rückmeldung").click()
    page.get_by_label("Anmerkung").fill(text)
    press("Rückmeldung senden")(page)
    page.get_by_role("heading", level=1, name="Vielen Dank").wait_for()
    inspect(page, text)


PLACES: dict[str, Callable[[sync_api.Page, str], None]] = {
    "Bündnis einer Frage": visited("/?frage=Was&buendnis={}"),
    "Stichtag": visited("/?frage=Was&stand={}"),
    "Entwurf": visited("/?entwurf={}"),
    "Suche nach Dokumenten": visited("/dokumente?suche={}"),
    "Filter der Dokumente": visited("/dokumente?art={}&buendnis={}&geltung={}"),
    "Glossar": visited(f"/einstieg/{ALLIANCE}?begriff={{}}"),
    "Bündnis im Pfad": visited("/einstieg/{}"),
    "Dokument im Pfad": visited("/dokument/{}?teil={}"),
    "Textstelle im Pfad": visited("/quelle/{}?zitat={}&q={}"),
    "Pfad": visited("/gibt-es-nicht/{}"),
    "Rückweg": visited("/rueckmeldung?gespeichert={}&zurueck={}"),
    "Idee": checked,
    "Idee und Bündnis": placed,
    "Anmerkung": commented,
}


@pytest.mark.parametrize("place", PLACES)
def test_what_is_typed_is_shown_as_words(open_page: Open, hostile_site: str, place: str) -> None:
    """Without JavaScript, for speed; every text comes to one of the places, those that break out of attributes to all."""
    page = open_page(hostile_site, javascript=False)
    at = list(PLACES).index(place)
    for text in (*TEXTS[at :: len(PLACES)], *BREAKERS[:4]):
        PLACES[place](page, text)


def test_every_text_as_a_question_and_as_its_history(open_page: Open, hostile_site: str) -> None:
    """Fetched and parsed by the browser, as a page without scripts: so many page loads would take half a minute."""
    page = open_page(hostile_site, bypass_csp=True)  # the policy allows no parsing by hand
    page.goto("/impressum")
    pairs = list(zip(TEXTS, (*TEXTS[1:], TEXTS[0]), strict=True))
    addresses = [f"/?frage={quote(before, safe='')}&frage={quote(text, safe='')}" for before, text in pairs]
    answers = page.evaluate(ANSWERS, [MARK, FOREIGN, addresses])
    for (before, text), (wrong, heading, earlier) in zip(pairs, answers, strict=True):
        assert not wrong, "\n".join([text, *wrong])
        assert (words(heading), words(earlier)) == (words(text), words(before))


@pytest.mark.parametrize("bypass", [False, True], ids=["with the policy", "without the policy"])
def test_the_stream_shows_texts_as_words(open_page: Open, hostile_site: str, bypass: bool) -> None:
    """The path of ask.js, which makes markup of what the server sends. Nothing must run even where no policy forbids it."""
    page = open_page(hostile_site, bypass_csp=bypass)
    page.goto("/")
    for text in TEXTS[bypass::24]:
        ask(words(text))(page)
        inspect(page, text)


def pages_of_documents(page: sync_api.Page) -> Iterator[str]:
    """The pages of the index that show what others wrote."""
    yield from (
        "/",
        "/dokumente",
        "/ueber",
        "/einstieg",
        f"/einstieg/{ALLIANCE}",
        f"/?frage={TOPIC}&buendnis={ALLIANCE}",
        "/foerderung",
        "/passung",
    )
    yield from (f"/dokument/boese-{number}" for number in range(PARTS))
    yield from ("/dokument/roh", "/dokument/nutzlast-img-src-x-onerror-window-nutzlast-1")


def test_what_others_wrote_is_shown_as_words(open_page: Open, hostile_site: str) -> None:
    """With JavaScript and without the policy: escaping alone has to hold."""
    page = open_page(hostile_site, bypass_csp=True)
    shown = ""
    for path in pages_of_documents(page):
        page.goto(path)
        page.locator("main details:not([open]) > summary").evaluate_all("all => all.forEach((s) => s.click())")
        inspect(page, path)
        shown += words(page.locator("main").text_content() or "")
    missing = [text for text in TEXTS if words(text) not in shown]
    assert missing == []


def test_sources_of_hostile_documents(open_page: Open, hostile_site: str) -> None:
    page = open_page(hostile_site, bypass_csp=True)
    for text in SCRIPTS:
        page.goto(f"/?frage={quote(f'Was heißt {TOPIC} {text}?')}")
        inspect(page, text)
        links = page.get_by_role("link", name="Stelle im Zusammenhang lesen")
        if links.count():
            links.first.click()
            inspect(page, text)


def test_original_files_are_locked_up(open_page: Open, hostile_site: str) -> None:
    page = open_page(hostile_site)
    for number in range(PARTS):
        page.goto(f"/original/boese-{number}")
        assert page.evaluate("window.nutzlast") is None


def test_the_inspection_finds_what_gets_through(browser: sync_api.Browser, hostile_site: str) -> None:
    """The proof that these tests can fail: put into a page unescaped, every text with markup in it is found."""
    context = browser.new_context(base_url=hostile_site, bypass_csp=True)
    page = context.new_page()
    page.goto("/impressum")
    page.route("**", lambda route: route.fulfill(status=204))  # nothing comes, and nothing leads away
    unseen = []
    for text in (*SCRIPTS, *HANDLERS, *ELEMENTS, *CLOBBERING, *LEAKS):
        page.set_content(
            f"<!DOCTYPE html><title>x – Bündnislotse</title><main><h1>x</h1>{text}</main>", wait_until="commit"
        )
        if not page.evaluate(INTRUDERS, [MARK, FOREIGN]):
            unseen.append(text)
    context.close()
    assert unseen == []
