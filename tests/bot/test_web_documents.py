"""The list of documents and its filter, and the page of a document without text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Assistant
from bot.web.facts import all_facts
from bot.web.german import format_date
from bot.web.listing import grouped
from corpus.model import Kind
from tests.bot.conftest import Serve
from tests.bot.library import HOSTILE, PAYLOADS
from tests.bot.pages import page, text

NON = "Fachkräftestrategie Nordostniedersachsen 2024–2027"
DECISION = "Beschluss 2014/356 des Kreisausschusses"
LEINE_WESER = "Fachkräftestrategie Leine-Weser"
GUIDE = "Beratung für Betriebe"
BROKEN = "Eine kaputte Datei"
H2 = "Projektprofil: H2Skills"
EVIL = " ".join(f"Böse {HOSTILE}".split())


def entries(soup: BeautifulSoup) -> dict[str, str]:
    """The text of each entry by its title."""
    found = soup.select(".dokumente > li")
    return {" ".join(li.h3.text.split()): " ".join(li.text.split()) for li in found if li.h3}


def test_all_documents_are_listed_with_what_is_known_of_them(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, "/dokumente")
    info = assistant.info()
    day = format_date(date.fromisoformat(info.built[:10]))
    assert text(soup, "#index").startswith(f"6 Dokumente im Index Nr. {info.generation} vom {day}.")
    assert text(soup, ".treffer p").startswith("7 Dokumente.")
    listed = entries(soup)
    assert len(listed) == 7
    for told in (
        "Strategie Stand: Dezember 2024 in Kraft bis 31. Dezember 2199",
        "Herausgeber: Allianz für Fachkräfte Nordostniedersachsen · aufgenommen",
        "gibt wieder: Das Original der Strategie",
        f"Als Text lesen: {NON} Originaldatei: {NON}",
    ):
        assert told in listed[NON]
    assert "Stand: 3. Juli 2014" in listed[DECISION] and f"abgelöst durch {NON}" in listed[DECISION]
    assert "Die Angaben sind aus der Datei erschlossen." in listed[H2] and "4 Seiten" in listed[H2]
    assert "nicht aufgenommen" in listed[BROKEN] and "„kaputt.pdf“ ist beschädigt" in listed[BROKEN]
    assert "Als Text lesen" not in listed[BROKEN]
    for address in ("/dokument/beratung", "/original/beratung"):
        assert soup.select_one(f".wege a[href='{address}']") is not None
        assert client.get(address).status_code == 200


def test_documents_stand_by_alliance_rank_and_date(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, "/dokumente")
    groups = {text(g, "h2"): [" ".join(h.text.split()) for h in g.select("h3")] for g in soup.select(".gruppe")}  # type: ignore[arg-type]
    assert list(groups)[-1] == "Ohne Bündnis oder für alle"
    assert groups["Allianz für Fachkräfte Nordostniedersachsen"][:2] == [DECISION, NON]
    assert groups["Ohne Bündnis oder für alle"] == [GUIDE, EVIL, BROKEN]
    one = all_facts(assistant)[0]
    dated = [
        ("2020-03", Kind.STRATEGIE),
        ("2021", Kind.PRESSE),
        ("2020-11-02", Kind.STRATEGIE),
        ("1999", Kind.RICHTLINIE),
    ]
    facts = [
        replace(one, indexed=replace(one.indexed, document=replace(one.document, issued=day, kind=kind, alliance="a")))
        for day, kind in dated
    ]
    (members,) = [members for _, members in grouped(facts, ("a",))]
    assert [f.document.issued for f in members] == ["1999", "2020-11-02", "2020-03", "2021"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"buendnis": "leine-weser"}, {LEINE_WESER}),
        ({"art": "strategie"}, {NON, LEINE_WESER}),
        ({"geltung": "in-kraft"}, {NON}),
        ({"geltung": "nicht-in-kraft"}, {DECISION}),
        ({"geltung": "alle", "art": "handreichung"}, {GUIDE}),
        ({"suche": "fachkraefteSTRATEGIE"}, {NON, LEINE_WESER}),
        ({"suche": "  strategie   bündnis leine "}, {LEINE_WESER}),
        ({"suche": "Landkreis Lu\u0308neburg"}, {DECISION}),
        ({"art": "strategie", "buendnis": "nordostniedersachsen", "geltung": "in-kraft", "suche": "2024"}, {NON}),
        ({"art": "presse", "buendnis": "leine-weser"}, set()),
    ],
)
def test_the_list_can_be_narrowed(client: httpx.Client, query: dict[str, str], titles: set[str]) -> None:
    soup = page(client, "/dokumente", **query)
    assert set(entries(soup)) == titles
    chosen = {
        str(s["name"]): str(o["value"]) for s in soup.select("form.filter select") for o in s.select("[selected]")
    }
    typed = soup.select_one("input[name=suche]")
    assert typed is not None
    assert chosen == {k: v for k, v in query.items() if k != "suche" and v != "alle"}
    assert typed["value"] == query.get("suche", "").strip()
    assert soup.find("a", string="Filter löschen", href="/dokumente") is not None
    if titles:
        assert text(soup, ".treffer p").startswith(f"{len(titles)} von 7 Dokumenten")
    else:
        assert text(soup, "main .hinweis h2") == "Kein Dokument passt zu diesem Filter"
        assert soup.select_one(".hinweis a[href='/dokumente']") is not None


def test_every_field_has_its_label(client: httpx.Client) -> None:
    form = page(client, "/dokumente").select_one("form.filter")
    assert form is not None and form["method"] == "get"
    labels = {str(label["for"]): label.text for label in form.select("label")}
    assert [str(f["id"]) for f in form.select("input, select")] == list(labels)
    assert [o.text for o in form.select("#geltung option")] == ["alle", "in Kraft", "nicht in Kraft"]


@pytest.mark.parametrize(
    ("query", "status", "field", "message", "left"),
    [
        ({"buendnis": "atlantis", "art": "strategie"}, 404, "buendnis", "Das Bündnis „atlantis“ ist nicht bekannt.", 2),
        ({"art": "gesetz"}, 422, "art", "Die Dokumentart „gesetz“ gibt es nicht.", 7),
        ({"geltung": "morgen", "suche": "Beratung"}, 422, "geltung", "Die Geltung „morgen“ gibt es nicht.", 1),
        ({"art": HOSTILE}, 422, "art", PAYLOADS[0], 7),
        ({"art": "a" * 5000, "suche": "b" * 5000}, 422, "art", f"„{'a' * 200}“", 0),
    ],
)
def test_a_filter_that_does_not_exist_is_explained_and_the_others_hold(
    client: httpx.Client, query: dict[str, str], status: int, field: str, message: str, left: int
) -> None:
    soup = page(client, "/dokumente", status, **query)
    assert message in text(soup, "[role=alert]")
    assert "Dieser Filter ist nicht angewandt." in text(soup, "[role=alert]")
    assert text(soup, "title").startswith("Bitte prüfen: ")
    (wrong,) = soup.select("[aria-invalid=true]")
    assert (wrong["name"], wrong["aria-describedby"]) == (field, "fehler")
    assert len(entries(soup)) == left


def test_hostile_documents_and_searches_stay_text(client: httpx.Client) -> None:
    for soup in (page(client, "/dokumente"), page(client, "/dokumente", suche=HOSTILE[:190])):
        assert not soup.select("main img, main svg, main iframe, [onerror], [onload]")
        assert not [a for a in soup.select("a") if not str(a["href"]).startswith(("/", "#", "https://example.org"))]
        assert "49" not in text(soup, "main")
    assert soup.select_one("input[name=suche]")["value"] == HOSTILE[:190]  # type: ignore[index]


def test_a_refused_file_says_why_it_has_no_text(client: httpx.Client) -> None:
    soup = page(client, "/dokument/kaputt")
    assert text(soup, "h1") == BROKEN
    assert "„kaputt.pdf“ ist beschädigt" in text(soup, "article .warnung")
    assert not soup.select("mark, .gliederung")


def test_an_unknown_document_gets_the_friendly_page(client: httpx.Client) -> None:
    soup = page(client, "/dokument/gibt-es-nicht", 404)
    assert "„gibt-es-nicht“ ist nicht im Index" in text(soup, "[role=alert]")


def test_an_empty_index_says_so(serve: Serve, assistant: Any) -> None:
    class Empty:
        def __getattr__(self, name: str) -> Any:
            return getattr(assistant, name)

        def documents(self) -> tuple[()]:
            return ()

    with serve(Empty()) as client:
        assert "Der Index enthält noch keine Dokumente." in text(page(client, "/dokumente"), "main")
