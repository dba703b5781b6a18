"""Every page in every state that it can show, and how a person gets there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright import sync_api

from tests.bot.strategies import CHRONICLE, COURSES, POOL, SCHOOLS, UNEMPLOYED

Reach = Callable[[sync_api.Page], None]
QUESTION = "Wie oft tagt der Lenkungskreis?"
TWO_SOURCES = "Wer führt den Vorsitz?"
UNCLEAR = "Wer führt den Vorsitz des Bündnisses?"
UNANSWERED = "Was kostet ein Brötchen?"


@dataclass(frozen=True, kw_only=True)
class State:
    """`site` is the name of a served index; `reach` brings a page there."""

    name: str
    site: str
    reach: Reach
    says: str = ""  # what stands there in this state alone


def visit(path: str) -> Reach:
    return lambda page: (page.goto(path), None)[1]


def after(path: str, *steps: Reach) -> Reach:
    """Open a page, then do the steps."""

    def reach(page: sync_api.Page) -> None:
        page.goto(path)
        for step in steps:
            step(page)

    return reach


def press(name: str) -> Reach:
    """Press a button that leads to a page."""
    return lambda page: submit(page, page.get_by_role("button", name=name, exact=True).first)


def submit(page: sync_api.Page, button: sync_api.Locator) -> None:
    with page.expect_navigation():
        button.click()


def follow(name: str) -> Reach:
    return lambda page: submit(page, page.get_by_role("link", name=name).first)


def unfold(words: str) -> Reach:
    return lambda page: page.locator("summary", has_text=words).first.click()


def ask(question: str) -> Reach:
    """Ask in the form and wait until the answer stands."""

    def step(page: sync_api.Page) -> None:
        page.locator("input#frage").fill(question)
        page.locator("input#frage").press("Enter")
        page.locator("#gespraech .nachspann").wait_for()
        sync_api.expect(page.get_by_role("heading", level=1)).to_have_text(question)

    return step


def ask_in_vain(stream: str | None) -> Reach:
    """Ask while the stream brings only this, or nothing at all."""

    def step(page: sync_api.Page) -> None:
        page.route(
            "**/gespraech?**", lambda route: stream and route.fulfill(body=stream, content_type="text/event-stream")
        )
        page.locator("input#frage").fill(QUESTION)
        page.locator("input#frage").press("Enter")
        page.locator("#gespraech .antwort" if stream is None else "#gespraech [role=alert]").wait_for()

    return step


def describe(idea: str, *, applicant: str = "", alliance: str = "", other: str = "") -> Reach:
    """Fill the form about an idea and send it."""

    def step(page: sync_api.Page) -> None:
        page.get_by_label("Was haben Sie vor?").fill(idea)
        if applicant:
            page.get_by_label("Wer stellt den Antrag?").fill(applicant)
        if alliance:
            page.get_by_label("Bündnis").first.select_option(alliance)
        if other:
            page.get_by_label("Vergleichen mit").select_option(other)
        submit(page, page.locator("main form button[type=submit]").first)

    return step


def answer(word: str) -> Reach:
    """Answer a question of the eligibility check and go on."""

    def step(page: sync_api.Page) -> None:
        page.get_by_label(word, exact=True).check()
        press("Weiter")(page)

    return step


def send_unchecked(page: sync_api.Page) -> None:
    """Send the form as a browser does that does not check it first."""
    page.locator("main form").first.evaluate("form => { form.noValidate = true; }")
    submit(page, page.locator("main form button[type=submit]").first)


def _state(name: str, site: str, reach: Reach, **more: object) -> State:
    return State(name=name, site=site, reach=reach, **more)  # type: ignore[arg-type]


FUNDING = "/foerderung"
PERHAPS = "Ein Netzwerk in Uelzen bringt Betriebe und junge Menschen zusammen."
APPLICANT = "Volkshochschule Uelzen"
ASKED = describe(UNEMPLOYED, applicant=APPLICANT, alliance="heidetal")

STATES = (
    _state("Start", "library", visit("/")),
    _state("Start mit Menü", "library", lambda page: (page.set_viewport_size({"width": 390, "height": 800}), after("/", unfold("Menü"))(page))[1]),
    _state("Antwort", "library", visit(f"/?frage={QUESTION}&buendnis=nordostniedersachsen")),
    _state("Antwort mit Tabelle", "library", visit(f"/?frage={TWO_SOURCES}"), says="Leine-Weser"),
    _state("Antwort aus dem Strom", "library", after("/", ask(QUESTION))),
    _state("Antwort unterwegs", "library", after("/", ask_in_vain(None)), says="wird gesendet"),
    _state("Antwort abgebrochen", "library", after("/", ask_in_vain("event: status\ndata: {}\n\n")), says="Noch einmal versuchen"),
    _state("Gespräch", "library", visit(f"/?frage={QUESTION}&frage={TWO_SOURCES}"), says="Bisher in diesem Gespräch"),
    _state("Ablehnung", "library", visit(f"/?frage={UNANSWERED}"), says="Keine Antwort in den Dokumenten"),
    _state("Rückfrage", "library", visit(f"/?frage={UNCLEAR}"), says="Was meinen Sie?"),
    _state("Frage mit Fehler", "library", visit("/?frage=%00"), says="kann so nicht beantwortet werden"),
    _state("Erklärung", "library", visit(f"/?frage={QUESTION}&erklaerung=1"), says="Was den Ausschlag gab"),
    _state("Rückmeldung offen", "library", after(f"/?frage={QUESTION}", unfold("Rückmeldung")), says="Was trifft zu?"),
    _state("Rückmeldung am Platz", "library", after(f"/?frage={QUESTION}", unfold("Rückmeldung"), lambda page: page.get_by_label("hilfreich").check(), lambda page: page.get_by_role("button", name="Rückmeldung senden").click(), lambda page: page.get_by_text("Vielen Dank").wait_for()), says="Vielen Dank"),
    _state("Rückmeldung Dank", "library", visit("/rueckmeldung")),
    _state("Quelle", "library", after(f"/?frage={QUESTION}", follow("Stelle im Zusammenhang lesen"))),
    _state("Quelle zum Blättern", "library", after(f"/?frage={TWO_SOURCES}", follow("Stelle im Zusammenhang lesen")), says="von 2"),
    _state("Dokumente", "library", visit("/dokumente")),
    _state("Dokumente gefiltert", "library", visit("/dokumente?buendnis=leine-weser&art=strategie")),
    _state("Dokumente ohne Treffer", "library", visit("/dokumente?suche=gibtesnicht"), says="Kein Dokument passt"),
    _state("Dokumente mit Fehler", "library", visit("/dokumente?art=gibtesnicht"), says="gibtesnicht"),
    _state("Dokument", "library", visit("/dokument/non-strategie-2024")),
    _state("Dokument mit Seiten", "library", visit("/dokument/projekt-h2skills")),
    _state("Dokument mit Tabelle", "library", visit("/dokument/leine-weser-strategie-2021")),
    _state("Dokument abgelöst", "library", visit("/dokument/lueneburg-beschluss-2014-356"), says="Nicht in Kraft"),
    _state("Dokument abgewiesen", "library", visit("/dokument/kaputt"), says="Nicht aufgenommen"),
    _state("Über", "library", visit("/ueber")),
    _state("Impressum", "library", visit("/impressum"), says="Landkreis Muster"),
    _state("Datenschutz", "library", visit("/datenschutz")),
    _state("Barrierefreiheit", "library", visit("/barrierefreiheit")),
    _state("Impressum ohne Betreiber", "papers", visit("/impressum")),
    _state("Barrierefreiheit ohne Betreiber", "papers", visit("/barrierefreiheit")),
    _state("Nicht gefunden", "library", visit("/gibt-es-nicht")),
    _state("Zu viele Anfragen", "limited", visit("/"), says="Bitte warten Sie"),
    _state("Förderung", "strategies", visit(FUNDING)),
    _state("Förderung mit Fehler", "strategies", after(FUNDING, send_unchecked)),
    _state("Förderung Region", "strategies", after(FUNDING, describe("Eine Volkshochschule schult Beschäftigte.")), says="In welcher Region"),
    _state("Förderung Rückfrage", "strategies", after(FUNDING, ASKED), says="Warum wird das gefragt?"),
    _state("Förderung Rückfrage mit Fehler", "strategies", after(FUNDING, ASKED, send_unchecked), says="Es ist keine Antwort gewählt"),
    _state("Förderung Angaben ändern", "strategies", after(FUNDING, ASKED, answer("Ja"), press("Ergebnis schon jetzt zeigen"), press("Angaben ändern")), says="Ihre bisherigen Antworten"),
    _state("Förderung ja", "strategies", after(FUNDING, describe(SCHOOLS, applicant=APPLICANT, alliance="heidetal")), says="Voraussichtlich ja"),
    _state("Förderung zu klären", "strategies", after(FUNDING, ASKED, press("Ergebnis schon jetzt zeigen")), says="Noch offen"),
    _state("Förderung nein", "strategies", after(FUNDING, describe(POOL, applicant=APPLICANT, alliance="heidetal")), says="So nicht"),
    _state("Förderung ohne Bedingungen", "strategies", after(FUNDING, describe(SCHOOLS, alliance="bergland")), says="Das lässt sich hier nicht prüfen"),
    _state("Passung", "strategies", visit("/passung")),
    _state("Passung mit Fehler", "strategies", after("/passung", send_unchecked)),
    _state("Passung passt", "strategies", after("/passung", describe(COURSES, alliance="heidetal")), says="Passt: Handlungsfeld II"),
    _state("Passung vielleicht", "strategies", after("/passung", describe(PERHAPS, alliance="heidetal")), says="Passt vielleicht"),
    _state("Passung passt nicht", "strategies", after("/passung", describe(CHRONICLE, alliance="heidetal")), says="Passt zu keinem Handlungsfeld"),
    _state("Passung Vergleich", "strategies", after("/passung", describe(COURSES, alliance="heidetal", other="bergland")), says="Vergleich zweier Bündnisse"),
    _state("Einstieg Auswahl", "papers", visit("/einstieg")),
    _state("Einstieg", "papers", visit("/einstieg/heide")),
    _state("Einstieg aufgeklappt", "papers", after("/einstieg/heide", lambda page: page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })"))),
    _state("Glossar Treffer", "papers", visit("/einstieg/heide?begriff=BVJ")),
    _state("Glossar mit Fehler", "papers", visit("/einstieg/heide?begriff=%00")),
    _state("Glossar ohne Treffer", "papers", visit("/einstieg/heide?begriff=Votun"), says="Kein Begriff enthält"),
)  # fmt: skip
