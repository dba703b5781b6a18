"""The pages that place an idea: the form, one result, two side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.assistant import Assistant
from bot.web.pages.fit import likelihood
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from tests.bot.conftest import Serve
from tests.bot.idea_pages import fields_of, press, push, send, sound
from tests.bot.jobs import FIT, fit
from tests.bot.pages import text
from tests.bot.strategies import COURSES, HEIDETAL, POOL, SCHOOLS, write_strategies

FORM = "/passung"
NO_PLACE = "Beschäftigte aus kleinen Betrieben besuchen abends einen Kurs zu digitalen Werkzeugen."


@pytest.fixture(scope="module")
def client(serve: Serve, strategies: Assistant) -> Iterator[httpx.Client]:
    with serve(strategies) as client:
        client.timeout = httpx.Timeout(120)
        yield client


def test_the_form_offers_alliances_that_have_fields(client: httpx.Client) -> None:
    soup = sound(client.get(FORM))
    for name in ("buendnis", "vergleich"):
        assert {o["value"] for o in soup.select(f"#{name} option")} == {"", "heidetal", "bergland"}
    assert dict(fields_of(soup, "main form")) == {"idee": "", "buendnis": "", "vergleich": ""}
    assert "nicht wählbar: Fachkräftebündnis Küste, Moor." in text(soup, "main form")
    assert dict(fields_of(sound(client.get(FORM, params={"idee": "a & b"})), "main form"))["idee"] == "a & b"


def test_the_only_alliance_with_fields_is_chosen_already(
    serve: Serve, embedder: Embedder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ingest(write_strategies(tmp_path_factory.mktemp("one"), HEIDETAL), tmp_path / "var", embedder=embedder)
    with serve(Assistant(tmp_path / "var", embedder)) as alone:
        soup = sound(alone.get(FORM))
        assert dict(fields_of(soup, "main form")) == {"idee": "", "buendnis": "heidetal"}
        assert text(send(alone, FORM, idee=NO_PLACE), ".dach") == "Einordnung · Fachkräftebündnis Heidetal"


def test_the_result_says_where_why_and_how_surely(client: httpx.Client) -> None:
    result = fit(client, f"{COURSES} Angeworben werden auch Frauen.")
    soup = send(client, FORM, idee=f"{COURSES} Angeworben werden auch Frauen.")
    best = result["matches"][0]
    assert text(soup, "h1") == f"Passt: Handlungsfeld {best['id']} „{best['title']}“"
    assert "Fachkräftebündnis Heidetal (aus der Beschreibung erkannt)" in text(soup, ".dach")
    said = text(soup, "main")
    assert result["summary"] in said
    rows = soup.select("ol.felder > li")
    for row, match in zip(rows, result["matches"], strict=True):
        shown = " ".join(row.text.split())
        percent = f"{100 * match['score']:.0f}"
        assert f"Handlungsfeld {match['id']}: {match['title']}" in shown and match["topic"] in shown
        assert f"{percent} von 100, {likelihood(match['score'])}" in shown
        assert row.select_one("rect.anteil")["width"] == percent  # type: ignore[index]
        assert all(reason in shown for reason in match["reasons"])
        assert all(f"[{c['n']}]" in shown for c in match["citations"])
    for part in (*(g["title"] for g in result["cross_cutting"]), *result["concerns"]):
        assert part in said
    for project in result["similar_projects"]:
        link = soup.find("a", string=project["title"])
        assert link is not None and client.get(str(link["href"])).status_code == 200  # type: ignore[index]
    quotes = {str(q["id"]) for q in soup.select(".quelle")}
    assert {f"quelle-{c['n']}" for match in result["matches"] for c in match["citations"]} <= quotes


def test_nothing_fits_and_what_to_do_then(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=POOL)
    assert text(soup, "h1") == "Passt zu keinem Handlungsfeld"
    assert "Was Sie jetzt tun können" in text(soup, "main")
    assert "Hanna Probe" in text(soup, ".kontakt")
    assert not soup.select(".felder, .quellen")


def test_two_alliances_stand_side_by_side_each_with_its_sources(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=COURSES, vergleich="bergland")
    summary = [" ".join(row.text.split()) for row in soup.select(".kurz > li")]
    for row, slug, prefix in zip(summary, ("heidetal", "bergland"), ("quelle", "vergleich"), strict=True):
        result = fit(client, COURSES, slug)
        best = result["matches"][0]
        word = {"heidetal": "Handlungsfeld", "bergland": "Schwerpunkt"}[slug]
        assert f"{word} {best['id']} „{best['title']}“ ({100 * best['score']:.0f} von 100)" in row
        article = soup.select_one(f"#{prefix}-ergebnis")
        assert article is not None and result["summary"] in " ".join(article.text.split())
        marks = [str(mark["href"]) for mark in article.select("a.marke")]
        assert marks and all(article.select_one(mark) for mark in marks)
    nothing = send(client, FORM, idee=POOL, buendnis="heidetal", vergleich="bergland")
    assert [row.text.count("Passt zu keinem") for row in nothing.select(".kurz > li")] == [1, 1]


def test_an_alliance_that_is_not_clear_is_asked_for(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=NO_PLACE, vergleich="bergland")
    assert text(soup, "legend h1") == "In welcher Region soll das Vorhaben stattfinden?"
    assert {r["value"] for r in soup.select("[name=buendnis]")} == {"heidetal", "bergland"}
    assert text(sound(press(client, soup, "Weiter"), 422), "[role=alert]").startswith("Es ist keine Region gewählt.")
    chosen = sound(press(client, soup, "Weiter", buendnis="heidetal"))
    assert len(chosen.select(".nebeneinander > article")) == 2
    assert dict(fields_of(sound(press(client, chosen, "Angaben ändern")), "main form")) == {
        "idee": NO_PLACE,
        "buendnis": "heidetal",
        "vergleich": "bergland",
    }


@pytest.mark.parametrize(
    ("fields", "status", "message", "field"),
    [
        ({"idee": " "}, 422, "Die Beschreibung ist leer.", "idee"),
        ({"idee": "ä" * 20_001}, 422, "Die Beschreibung ist mit 20001 Zeichen zu lang.", "idee"),
        ({"idee": "Wir\x9bschulen."}, 422, "Die Beschreibung enthält Steuerzeichen.", "idee"),
        ({"buendnis": "heidethal"}, 404, "Das Bündnis „heidethal“ ist nicht bekannt.", "buendnis"),
        ({"vergleich": "atlantis"}, 404, "Das Bündnis „atlantis“ ist nicht bekannt.", "vergleich"),
        ({"vergleich": "heidetal"}, 422, "Verglichen wird Fachkräftebündnis Heidetal mit sich selbst.", "vergleich"),
        ({"buendnis": "kueste"}, 422, "Für Fachkräftebündnis Küste nennen die Dokumente keine Handlungsfelder", "buendnis"),
        ({"vergleich": "moor"}, 422, "Für Moor nennen die Dokumente keine Handlungsfelder", "vergleich"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_above_the_form(
    client: httpx.Client, fields: dict[str, str], status: int, message: str, field: str
) -> None:
    sent = {"idee": SCHOOLS, "buendnis": "heidetal"} | fields
    soup = send(client, FORM, status, **sent)
    assert soup.title is not None and soup.title.text.startswith("Bitte prüfen: ")
    assert text(soup, "#fehler[role=alert]").startswith(message)
    assert [tag["name"] for tag in soup.select("[aria-invalid]")] == [field]
    kept = dict(fields_of(soup, "main form"))["idee"]
    assert kept == sent["idee"].replace("\x9b", "\N{REPLACEMENT CHARACTER}")


@pytest.mark.parametrize("second", ["", "bergland"])
def test_a_note_for_each_result_is_that_of_the_api(client: httpx.Client, second: str) -> None:
    soup = send(client, FORM, idee=COURSES, vergleich=second)
    buttons = [b for b in soup.select("button[name=format]") if b["value"] == "md"]
    for button, slug in zip(buttons, filter(None, ("heidetal", second)), strict=True):
        got = push(client, soup, button)
        wanted = client.post(f"{FIT}/vermerk", params={"format": "md"}, json={"idea": COURSES, "alliance": slug})
        assert got.status_code == 200
        assert (got.text, got.headers["content-disposition"]) == (wanted.text, wanted.headers["content-disposition"])


def test_the_same_idea_can_be_checked(client: httpx.Client) -> None:
    soup = send(client, FORM, idee=SCHOOLS, buendnis="heidetal")
    checked = sound(press(client, soup, "Lässt sich die Idee fördern?"))
    assert text(checked, ".kopf [aria-current]") == "Förderung prüfen"
    assert dict(fields_of(checked, "main form"))["idee"] == SCHOOLS
    assert "Fachkräftebündnis Heidetal" in text(checked, ".dach")


@pytest.mark.parametrize(
    ("score", "said"),
    [(1.0, "sehr wahrscheinlich"), (0.85, "sehr wahrscheinlich"), (0.5, "wahrscheinlich"), (0.2, "möglich"), (0.0, "eher nicht")],
)  # fmt: skip
def test_a_probability_in_words(score: float, said: str) -> None:
    assert likelihood(score) == said
