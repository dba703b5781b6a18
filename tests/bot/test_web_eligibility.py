"""The pages of the eligibility check: the form, the questions one by one, the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Assistant
from tests.bot.conftest import Serve
from tests.bot.idea_pages import fields_of, press, push, send, sound
from tests.bot.jobs import CHECK, check
from tests.bot.library import PAYLOADS
from tests.bot.pages import text
from tests.bot.strategies import COURSES, POOL, UNEMPLOYED

FORM = "/foerderung"
CHROMIUM = Path("/usr/bin/chromium")
NO_PLACE = "Beschäftigte aus kleinen Betrieben besuchen abends einen Kurs zu digitalen Werkzeugen."
OPEN, YES, NO = "Noch offen", "Voraussichtlich ja", "So nicht"


@pytest.fixture(scope="module")
def client(serve: Serve, strategies: Assistant) -> Iterator[httpx.Client]:
    with serve(strategies) as client:
        client.timeout = httpx.Timeout(120)
        yield client


def words(soup: BeautifulSoup, selector: str = "main") -> str:
    return text(soup, selector)


def asked(client: httpx.Client, **more: Any) -> list[str]:
    return [q["text"] for q in check(client, UNEMPLOYED, **more)["open_questions"]]


def states(soup: BeautifulSoup) -> list[tuple[str, str]]:
    rows = soup.select("section[aria-labelledby=bedingungen] .bedingungen > li")
    return [(row.h3.text, row.select_one(".plakette").text.strip()) for row in rows]  # type: ignore[union-attr]


def finished(client: httpx.Client, soup: BeautifulSoup, answer: str) -> BeautifulSoup:
    """The result after the same answer to every question."""
    for _ in range(20):
        if not soup.select("fieldset [name=wahl]"):
            return soup
        soup = sound(press(client, soup, "Weiter", wahl=answer))
    raise AssertionError("the questions do not end")


def test_the_form_needs_only_the_idea(client: httpx.Client) -> None:
    soup = sound(client.get(FORM))
    assert text(soup, "h1") == "Darf ich das fördern lassen?"
    assert dict(fields_of(soup, "main form")) == {"idee": "", "antragsteller": "", "buendnis": ""}
    assert [tag["name"] for tag in soup.select("main [required]")] == ["idee"]
    offered = [o["value"] for o in soup.select("#buendnis > option")]
    assert set(offered) == {"", "heidetal", "kueste"} and offered[0] == ""
    assert {o["value"] for o in soup.select("optgroup option")} == {"bergland", "moor"}
    examples = soup.select(".beispielideen a")
    assert len(examples) == 2
    for link in examples:
        [idea] = parse_qs(urlsplit(str(link["href"])).query)["idee"]
        taken = sound(client.get(str(link["href"])))
        assert dict(fields_of(taken, "main form"))["idee"] == idea
        assert sound(press(client, taken, "Prüfen")).select_one("h1").text != "Darf ich das fördern lassen?"  # type: ignore[union-attr]


def test_questions_come_one_by_one_with_their_reason(client: httpx.Client) -> None:
    questions = check(client, UNEMPLOYED)["open_questions"]
    assert len(questions) > 1
    soup = sound(press(client, sound(client.get(FORM)), "Prüfen", idee=UNEMPLOYED))
    for number, question in enumerate(questions, start=1):
        assert words(soup, ".dach") == f"Rückfrage {number} · Fachkräftebündnis Heidetal"
        assert text(soup, "fieldset legend h1") == question["text"]
        assert [label.text.strip() for label in soup.select("fieldset label")] == ["Ja", "Nein", "Weiß ich nicht"]
        assert f"Regel zu {question['criterion_id']}." in text(soup, ".warum")
        assert soup.select_one(".quelle h3 a") is not None
        left = len(questions) - number
        more = {0: "Das ist voraussichtlich die letzte Frage.", 1: "Danach noch 1 Frage,"}
        assert more.get(left, f"Danach noch {left} Fragen,") in text(soup, "#stand")
        given = {q["criterion_id"]: "ja" for q in questions[: number - 1]}
        met = [c for c in check(client, UNEMPLOYED, answers=given)["criteria"] if c["status"] == "erfuellt"]
        assert f"Bisher: {len(met)} erfüllt" in text(soup, "#stand")
        soup = sound(press(client, soup, "Weiter", wahl="ja"))
    assert text(soup, "h1").startswith(YES)


def test_what_is_unknown_stays_open_and_can_be_answered_later(client: httpx.Client) -> None:
    soup = finished(client, send(client, FORM, idee=UNEMPLOYED), "unbekannt")
    assert text(soup, "h1").startswith(OPEN)
    assert text(soup, "section[aria-labelledby=bedingungen] > p").endswith(f"{len(asked(client))} offen.")
    again = sound(press(client, soup, "Offene Fragen beantworten"))
    assert text(again, "h1") == asked(client)[0]
    assert text(finished(client, again, "ja"), "h1").startswith(YES)


def test_the_result_can_be_seen_before_the_last_question(client: httpx.Client) -> None:
    first = send(client, FORM, idee=UNEMPLOYED)
    given = sound(press(client, first, "Ergebnis schon jetzt zeigen", wahl="ja"))
    key = dict(fields_of(first, "main form"))["frage"]
    result = check(client, UNEMPLOYED, answers={key: "ja"})
    status = {"erfuellt": "erfüllt", "nicht_erfuellt": "nicht erfüllt", "offen": "offen"}
    assert states(given) == [(f["title"], status[f["status"]]) for f in result["criteria"]]
    none = sound(press(client, first, "Ergebnis schon jetzt zeigen"))
    assert len([1 for _, s in states(none) if s == "offen"]) == len(result["open_questions"]) + 1


def test_back_leads_to_the_question_before_and_then_to_the_form(client: httpx.Client) -> None:
    first = send(client, FORM, idee=UNEMPLOYED, antragsteller="Volkshochschule Uelzen", buendnis="heidetal")
    second = sound(press(client, first, "Weiter", wahl="nein"))
    assert text(second, "h1") != text(first, "h1")
    back = sound(press(client, second, "Zurück"))
    assert text(back, "h1") == text(first, "h1")
    assert back.select_one("[name=wahl][checked]")["value"] == "nein"  # type: ignore[index]
    form = sound(press(client, back, "Zurück zu den Angaben"))
    assert dict(fields_of(form, "main form")) == {
        "idee": UNEMPLOYED,
        "antragsteller": "Volkshochschule Uelzen",
        "buendnis": "heidetal",
    }


def test_a_question_needs_a_choice(client: httpx.Client) -> None:
    first = send(client, FORM, idee=UNEMPLOYED)
    again = sound(press(client, first, "Weiter"), 422)
    assert text(again, "h1") == text(first, "h1")
    assert again.title is not None and again.title.text.startswith("Bitte prüfen: ")
    assert text(again, "[role=alert]").startswith("Es ist keine Antwort gewählt.")
    assert text(sound(press(client, again, "Weiter", wahl="ja")), "h1") != text(first, "h1")


@pytest.mark.parametrize(
    ("idea", "applicant", "alliances"),
    [
        (NO_PLACE, "", []),
        (f"{NO_PLACE} Ort: Soltau.", "", ["heidetal"]),
        (NO_PLACE, "Volkshochschule Uelzen", ["heidetal"]),
        (
            f"{NO_PLACE} Ort: Soltau.",
            "Kreishandwerkerschaft Cuxhaven",
            ["heidetal"],
        ),  # the project counts, not the seat
        (f"{NO_PLACE} Orte: Soltau und Holzminden.", "", ["bergland", "heidetal"]),
        ("Im Fachkräftebündnis Küste schulen wir Beschäftigte.", "", ["kueste"]),
        (f"{NO_PLACE} Ort: Göttingen.", "", []),
    ],
)
def test_the_alliance_is_recognised_by_what_the_text_names(
    strategies: Assistant, idea: str, applicant: str, alliances: list[str]
) -> None:
    assert sorted(p.alliance for p in strategies.alliances_of(idea, applicant=applicant)) == alliances


@pytest.mark.parametrize(
    ("idea", "why"),
    [
        (NO_PLACE, "Das geht aus den Orten Ihrer Beschreibung nicht hervor."),
        (f"{NO_PLACE} Orte: Soltau und Holzminden.", "nennt mehrere Bündnisse"),
    ],
)
def test_an_alliance_that_is_not_clear_is_asked_for(client: httpx.Client, idea: str, why: str) -> None:
    soup = send(client, FORM, idee=idea)
    assert text(soup, "legend h1") == "In welcher Region soll das Vorhaben stattfinden?"
    assert why in text(soup, "fieldset > .hilfe")
    labels = {str(r["value"]): " ".join(r.parent.text.split()) for r in soup.select("[name=buendnis]")}  # type: ignore[union-attr]
    assert labels["heidetal"] == "Fachkräftebündnis Heidetal Heidekreis, Uelzen"
    assert set(labels) == {"heidetal", "kueste", "bergland", "moor"}
    again = sound(press(client, soup, "Weiter"), 422)
    assert text(again, "[role=alert]").startswith("Es ist keine Region gewählt.")
    chosen = sound(press(client, again, "Weiter", buendnis="heidetal"))
    assert "Fachkräftebündnis Heidetal" in text(chosen, ".dach")
    form = sound(press(client, again, "Zurück zu den Angaben"))
    assert dict(fields_of(form, "main form"))["idee"] == idea


def test_the_result_says_each_condition_with_its_source(client: httpx.Client) -> None:
    result = check(client, UNEMPLOYED, applicant="Volkshochschule Uelzen")
    soup = send(client, FORM, idee=UNEMPLOYED, antragsteller="Volkshochschule Uelzen", schritt="ergebnis")
    said = words(soup)
    assert text(soup, "h1").startswith(OPEN)
    for piece in (
        result["summary"],
        result["funding_object"]["title"],
        result["funding_object"]["reason"],
        "Hanna Probe",
    ):
        assert piece in said
    rows = soup.select("section[aria-labelledby=bedingungen] .bedingungen > li")
    for row, finding in zip(rows, result["criteria"], strict=True):
        shown = " ".join(row.text.split())
        assert finding["title"] in shown and finding["reason"] in shown
        assert all(f"„{word}“" in shown for word in finding["words"])
        assert f"[{finding['citation']['n']}]" in shown
        assert ("Bis zum Antrag noch erfüllbar" in shown) == (finding["curable"] and finding["status"] != "erfuellt")
    steps = [" ".join(step.text.split()) for step in soup.select("ol.schritte > li")]
    assert [s.partition(" [")[0] for s in steps] == [s["text"] for s in result["next_steps"]]
    cited = {
        c["n"]: c
        for c in [f["citation"] for f in result["criteria"]] + [s["citation"] for s in result["next_steps"]]
        if c
    }
    quotes = {tag["id"]: tag.select_one("blockquote").text for tag in soup.select(".quelle")}  # type: ignore[union-attr]
    assert {f"quelle-{n}": c["quote"] for n, c in cited.items()}.items() <= quotes.items()
    for link in soup.select(".quelle h3 a"):
        assert client.get(str(link["href"])).status_code == 200
    assert f"{result['index']['documents']} Dokumente, Index Nr. {result['index']['generation']}" in said
    assert "Maschine" in said and "nicht verbindlich" in said


def test_a_condition_is_answered_or_set_right_beside_the_result(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=UNEMPLOYED, schritt="ergebnis")
    before = dict(states(soup))
    for title in ("Abstimmung", "Region"):  # one that is open, one that the text meets
        row = next(r for r in soup.select(".bedingungen > li") if r.h3 and r.h3.text == title)
        button = next(b for b in row.select("button") if b.text.strip() == "Nein")
        after = sound(push(client, soup, button))
        assert (before[title], dict(states(after))[title]) == (
            "offen" if title == "Abstimmung" else "erfüllt",
            "nicht erfüllt",
        )
        assert f"{title}: Nein" in text(after, ".angaben-zum-vorhaben")
    assert text(after, "h1").startswith(NO)


def test_what_can_still_be_met_is_marked_until_it_is(client: httpx.Client) -> None:
    for answer, marked in (("ja", False), ("nein", True), ("unbekannt", True)):
        soup = send(client, FORM, idee=UNEMPLOYED, antwort=f"abstimmung={answer}", schritt="ergebnis")
        assert ("Bis zum Antrag noch erfüllbar" in words(soup)) == marked


def test_a_changed_description_keeps_the_answers_that_still_count(client: httpx.Client) -> None:
    result = finished(client, send(client, FORM, idee=UNEMPLOYED), "ja")
    form = sound(press(client, result, "Angaben ändern"))
    kept = [str(box["value"]) for box in form.select("[name=frueher][checked]")]
    assert "zusatz=ja" in kept
    changed = sound(press(client, form, "Prüfen", idee=COURSES))  # another funding object: nothing has to be additional
    assert "Nach Ihrer Änderung nicht mehr gefragt: " in words(changed)
    assert "Zusatz" in text(changed, ".hinweis.nebenbei")
    assert "zusatz=ja" not in [value for _, value in fields_of(changed, "main form")]
    same = sound(press(client, form, "Prüfen"))
    assert states(same) == states(result) and "nicht mehr gefragt" not in words(same)


def test_what_lies_outside_gets_its_answer_at_once(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=POOL)
    assert text(soup, "h1").startswith(NO)
    assert "Was sich ändern müsste" in words(soup)
    assert "beantworten" not in words(soup)


@pytest.mark.parametrize("alliance", ["bergland", "moor"])
def test_an_alliance_without_conditions_says_so(client: httpx.Client, alliance: str) -> None:
    soup = send(client, FORM, idee=COURSES, buendnis=alliance)
    assert text(soup, "h1") == "Das lässt sich hier nicht prüfen"
    assert "nicht hinterlegt: Bedingungen der Förderung" in words(soup)


@pytest.mark.parametrize(
    ("fields", "status", "message", "field"),
    [
        ({"idee": ""}, 422, "Die Beschreibung ist leer.", "idee"),
        ({"idee": "?! …"}, 422, "Die Beschreibung ist leer.", "idee"),
        ({"idee": "ä" * 20_001}, 422, "Die Beschreibung ist mit 20001 Zeichen zu lang.", "idee"),
        ({"idee": "Wir\x1bschulen\x00\nBeschäftigte."}, 422, "Die Beschreibung enthält Steuerzeichen.", "idee"),
        ({"antragsteller": "V" * 501}, 422, "Die Angabe zum Antragsteller ist mit 501 Zeichen", "antragsteller"),
        ({"antragsteller": "VHS\x07"}, 422, "Die Angabe zum Antragsteller enthält Steuerzeichen.", "antragsteller"),
        ({"buendnis": "atlantis"}, 404, "Das Bündnis „atlantis“ ist nicht bekannt.", "buendnis"),
        ({"antwort": "sitz=vielleicht"}, 422, "„sitz=vielleicht“ ist keine Antwort", None),
        ({"antwort": "gibtsnicht=ja"}, 422, "Zu „gibtsnicht“ stellt die Prüfung", None),
        ({"frage": "gibtsnicht", "schritt": "weiter"}, 422, "Eine Rückfrage „gibtsnicht“ gibt es nicht.", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_above_the_form(
    client: httpx.Client, fields: dict[str, str], status: int, message: str, field: str | None
) -> None:
    sent = {"idee": UNEMPLOYED, "antragsteller": "Volkshochschule Uelzen", "buendnis": "heidetal"} | fields
    soup = send(client, FORM, status, **sent)
    assert soup.title is not None and soup.title.text.startswith("Bitte prüfen: ")
    assert text(soup, "#fehler[role=alert]").startswith(message)
    assert [tag["name"] for tag in soup.select("[aria-invalid]")] == ([field] if field else [])
    assert all("fehler" in tag["aria-describedby"] for tag in soup.select("[aria-invalid]"))
    kept = dict(fields_of(soup, "main form"))
    printable = str.maketrans(dict.fromkeys("\x00\x07\x1b", "\N{REPLACEMENT CHARACTER}"))
    assert (kept["idee"], kept["antragsteller"]) == tuple(
        sent[k].translate(printable) for k in ("idee", "antragsteller")
    )


def test_an_idea_is_text_wherever_it_is_shown(client: httpx.Client) -> None:
    idea = f"{UNEMPLOYED}\r\n\r\n{' '.join(PAYLOADS)}"
    for schritt in ("", "ergebnis", "angaben"):
        soup = send(client, FORM, idee=idea, antragsteller=PAYLOADS[3], schritt=schritt, buendnis="heidetal")
        assert dict(fields_of(soup, "main form"))["idee"] == idea.replace("\r\n", "\n")
        assert not soup.select("main script, main img, main iframe, main [onload]")


@pytest.mark.parametrize("button", ["Word (DOCX)", "PDF", "Markdown"])
def test_the_note_is_that_of_the_api(client: httpx.Client, button: str) -> None:
    first = send(client, FORM, idee=UNEMPLOYED, antragsteller="Volkshochschule Uelzen")
    soup = sound(press(client, first, "Ergebnis schon jetzt zeigen", wahl="ja"))
    got = press(client, soup, button)
    format = {"Word (DOCX)": "docx", "PDF": "pdf", "Markdown": "md"}[button]
    key = dict(fields_of(first, "main form"))["frage"]
    body = {"idea": UNEMPLOYED, "alliance": "heidetal", "applicant": "Volkshochschule Uelzen", "answers": {key: "ja"}}
    wanted = client.post(f"{CHECK}/vermerk", params={"format": format}, json=body)
    for header in ("content-type", "content-disposition"):
        assert got.headers[header] == wanted.headers[header]
    assert got.status_code == wanted.status_code == 200
    assert got.content[:4] == wanted.content[:4]
    if format == "md":
        assert got.text == wanted.text


def test_the_note_tells_also_what_the_person_did_not_know(client: httpx.Client) -> None:
    first = send(client, FORM, idee=UNEMPLOYED, antragsteller="Volkshochschule Uelzen")
    soup = sound(press(client, first, "Ergebnis schon jetzt zeigen", wahl="unbekannt"))
    note = press(client, soup, "Markdown").text
    assert "weiß ich nicht" in note and "Keine Antworten auf Rückfragen." not in note


def test_the_same_idea_can_be_placed_in_the_strategy(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=UNEMPLOYED, schritt="ergebnis")
    placed = sound(press(client, soup, "Zu welchem Handlungsfeld passt die Idee?"))
    assert text(placed, ".kopf [aria-current]") == "Idee einordnen"
    assert "Fachkräftebündnis Heidetal" in text(placed, ".dach")
    assert UNEMPLOYED in words(placed)


@pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium fehlt: apt-get install chromium")
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_result_survives_a_look_at_its_source(client: httpx.Client, scripts: bool) -> None:
    pytest.importorskip("playwright", reason="playwright fehlt: pip install playwright")
    from tests.bot.web.browser import chromium

    with chromium() as browser:
        reader = browser.new_page(base_url=str(client.base_url), java_script_enabled=scripts)
        reader.goto(FORM)
        reader.get_by_label("Was haben Sie vor?").fill(UNEMPLOYED)
        reader.get_by_role("button", name="Prüfen").click()
        reader.get_by_label("Ja", exact=True).check()
        reader.get_by_role("button", name="Ergebnis schon jetzt zeigen").click()
        before = reader.locator(".ergebnis").inner_text()
        reader.locator(".quelle h3 a").first.click()
        assert reader.locator("mark#stelle").count() == 1
        reader.go_back()
        assert reader.locator(".ergebnis").inner_text() == before
        with reader.expect_download() as download:
            reader.get_by_role("button", name="Markdown").click()
        assert download.value.suggested_filename.startswith("vermerk-foerderfaehigkeit-heidetal-")
        reader.get_by_role("button", name="Nein").first.click()  # the page is still of use after a download
        assert ": Nein" in reader.locator(".angaben-zum-vorhaben").inner_text()
