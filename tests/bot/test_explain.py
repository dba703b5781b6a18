"""How an answer came about: for a terminal, over HTTP and on the page."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup
from pydantic import TypeAdapter

from bot.answering.features import NAMES
from bot.answering.judge import load_model
from bot.assistant import Assistant
from bot.web.explanation import FEATURES, account, reworded, telling
from bot.web.german import ASKS, format_number
from corpus.cli import run
from corpus.model import Answer, Asks, Explanation
from tests.bot.library import PAYLOADS

QUESTION = "Wie oft tagt der Lenkungskries?"
MEANT = "Wie oft tagt der Lenkungskreis?"
UNCLEAR = "Wer entscheidet im Bündnis?"
NOT_THERE = "Wie wird das Wetter?"


def ask(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> str:
    assert run(["ask", *arguments, "--data", str(data)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_a_terminal_shows_every_step(
    index_data: Path, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = ask(capsys, index_data, QUESTION, "--explain")
    answer, told = shown.split("Wie diese Antwort zustande kam")
    assert answer.startswith(f"Verstanden als: {MEANT}\n\n") and "zweimal im Jahr" in answer
    titles = [line.split(" (")[0] for line in told.splitlines() if line and not line.startswith(" ")]
    confidence = f"Zuversicht: {format_number(assistant.ask(QUESTION).confidence)}"
    assert titles == ["Verstanden", "Gesucht", "Kandidaten", "Prüfungen", confidence]
    assert "gefragt ist:    eine Anzahl" in told
    assert "Lenkungskries → Lenkungskreis" in told
    first = told.partition("Kandidaten\n")[2].splitlines()[:4]
    assert first[0].startswith("  1.") and first[0].endswith("Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein.")
    assert (
        "Fachkräftestrategie Nordostniedersachsen 2024–2027, Steuerung › Lenkungskreis (non-strategie-2024." in first[1]
    )
    assert first[2].strip() == "Ergebnis: zitiert"
    assert "hinter der besten Stelle" in told
    assert "bestanden        Art der Angabe: Die Angabe der gefragten Art steht da." in told


def test_without_the_option_nothing_is_explained(index_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = ask(capsys, index_data, MEANT)
    assert "Kandidaten" not in shown and "Verstanden als" not in shown
    assert json.loads(ask(capsys, index_data, MEANT, "--json"))["explanation"] is None


def test_a_refusal_names_the_check_that_failed(index_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ask(capsys, index_data, NOT_THERE, "--explain")
    assert "nicht bestanden  Zuversicht: Wahrscheinlichkeit, dass die Stelle antwortet" in told
    assert "Ergebnis: beste Stelle, aber nicht zitiert: " in told


def test_a_question_back_offers_choices_that_answer(
    index_data: Path, assistant: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = ask(capsys, index_data, UNCLEAR)
    assert shown.startswith("Das antworten die Bündnisse verschieden. Welches meinen Sie: ")
    choices = [line.removeprefix("Zur Wahl: ") for line in shown.splitlines() if line.startswith("Zur Wahl: ")]
    assert len(choices) == 2
    told = [assistant.ask(choice) for choice in choices]
    assert [answer.citations[0].alliance for answer in told] == ["nordostniedersachsen", "leine-weser"]


def test_a_follow_up_is_asked_after_earlier_questions(index_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = ask(capsys, index_data, "Und die Lenkungsgruppe?", "--after", "Was ist eine Kammer?", "--after", MEANT)
    assert shown.startswith("Verstanden als: Wie oft tagt die Lenkungsgruppe?\n")
    assert "viermal im Jahr" in shown
    assert run(["ask", "Und nun?", "--after", "?", "--data", str(index_data)]) == 2
    assert "Die Frage ist leer." in capsys.readouterr().err


def test_json_carries_the_explanation(
    index_data: Path, client: httpx.Client, capsys: pytest.CaptureFixture[str]
) -> None:
    by_command = json.loads(ask(capsys, index_data, QUESTION, "--explain", "--json"))
    by_http = client.post("/api/v1/ask", json={"question": QUESTION, "explain": True}).json()
    assert by_command["explanation"] == by_http["explanation"]
    assert set(by_http["explanation"]) == {field.name for field in fields(Explanation)}
    assert [c["why"] for c in by_http["explanation"]["candidates"] if c["taken"]]


def test_http_explains_on_request_only(client: httpx.Client) -> None:
    plain = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert plain["explanation"] is None
    assert 0 < plain["confidence"] <= 1
    response = client.post("/api/v1/ask/stream", json={"question": QUESTION, "explain": True})
    done = json.loads(response.text.strip().rpartition("data: ")[2])
    assert done["explanation"]["understood"]["verstanden als"] == MEANT
    refused = client.post("/api/v1/ask", json={"question": QUESTION, "explain": "ja"})
    assert refused.status_code == 422
    assert "„explain“ muss true oder false sein." in refused.json()["detail"]


def test_the_example_in_the_schema_is_a_whole_answer(client: httpx.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/v1/ask"]["post"]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    answer = TypeAdapter(Answer).validate_python(example)
    assert {field.name for field in fields(Answer)} - set(example) == {
        "contact",
        "phrasing",
    }  # null is left out of examples
    assert answer.confidence > 0 and answer.explanation is not None and answer.explanation.candidates


def test_everything_has_a_german_name() -> None:
    assert set(FEATURES) == set(NAMES)
    assert set(ASKS) == set(Asks)


def test_the_telling_features_are_the_strongest_parts_of_the_score(assistant: Assistant) -> None:
    explanation = assistant.ask(QUESTION, explain=True).explanation
    assert explanation is not None
    model = load_model().rank
    for judged in explanation.candidates:
        effects = {
            FEATURES[name]: (judged.features.get(name, 0.0) - model.mean[i]) / model.spread[i] * model.weights[i]
            for i, name in enumerate(NAMES)
        }
        assert sum(effects.values()) == pytest.approx(judged.features["score"] - model.bias, abs=0.05)
        strongest = sorted(effects, key=lambda label: -abs(effects[label]))
        shown = telling(judged.features)
        assert [f.label for f in shown] == strongest[: len(shown)]
        assert [f.effect for f in shown] == pytest.approx([effects[f.label] for f in shown])


def test_candidates_of_several_searches_are_ranked_apart(assistant: Assistant) -> None:
    answer = assistant.ask(UNCLEAR, explain=True)
    shown = account(answer, assistant)
    assert shown is not None and answer.explanation is not None
    assert len(shown.searches) == 3  # all documents, then each alliance
    assert sum(map(len, shown.searches)) == len(answer.explanation.candidates)
    for rows in shown.searches:
        assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
        assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    checks = [check for _, check in shown.checks]
    assert len(checks) == len(set(checks)) < len(answer.explanation.checks)


@pytest.mark.parametrize("change", [{"passage_id": "fort.1"}, {"passage_id": "boese.1", "number": 99}])
def test_a_place_that_a_new_index_lacks_is_named_by_its_id(assistant: Assistant, change: dict[str, Any]) -> None:
    answer = assistant.ask(QUESTION, explain=True)
    assert answer.explanation is not None
    gone = replace(answer.explanation.candidates[0], **change)
    shown = account(replace(answer, explanation=replace(answer.explanation, candidates=(gone,))), assistant)
    assert shown is not None
    assert (shown.searches[0][0].title, shown.searches[0][0].page) == (change["passage_id"], None)


@pytest.mark.parametrize(
    ("typed", "differs"), [(QUESTION, True), (MEANT, False), (f"  {MEANT} ".replace(" ", "  "), False)]
)
def test_only_another_wording_counts_as_reworded(assistant: Assistant, typed: str, differs: bool) -> None:
    assert reworded(assistant.ask(typed), typed) == (MEANT if differs else "")


def page(client: httpx.Client, **query: str) -> BeautifulSoup:
    response = client.get("/", params=query)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def test_the_page_links_to_its_explanation(client: httpx.Client) -> None:
    plain = page(client, frage=QUESTION, buendnis="nordostniedersachsen", stand="2025-01-31")
    assert not plain.select("#erklaerung")
    link = plain.find("a", string="Wie kam diese Antwort zustande?")
    assert link is not None
    soup = BeautifulSoup(client.get(str(link["href"])).text, "lxml")  # type: ignore[index]
    assert soup.h1.text == QUESTION  # type: ignore[union-attr]
    assert soup.select_one("#erklaerung details[open]") is not None
    pairs = {tr.th.text: tr.td.text for tr in soup.select("#erklaerung .paare tr")}  # type: ignore[union-attr]
    assert pairs["verstanden als"] == MEANT
    assert (pairs["Bündnis"], pairs["Stand"]) == ("nordostniedersachsen", "31. Januar 2025")
    first = soup.select_one(".kandidaten tbody tr")
    assert first is not None and first["class"] == ["zitiert"]
    assert "Er tagt zweimal im Jahr" in first.text
    source = client.get(str(first.select_one("a")["href"])).text  # type: ignore[index]
    mark = BeautifulSoup(source, "lxml").select_one("mark#stelle")
    assert mark is not None and mark.text == "Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein."
    assert {td.text for td in soup.select(".pruefungen .ja")} == {"bestanden"}
    assert not soup.find("a", string="Wie kam diese Antwort zustande?")


def test_the_page_shows_what_a_refusal_failed_on(client: httpx.Client) -> None:
    soup = page(client, frage=NOT_THERE, erklaerung="1")
    failed = soup.select_one(".pruefungen .nein")
    assert failed is not None and failed.text == "nicht bestanden"
    assert not soup.select(".kandidaten .zitiert")


@pytest.mark.parametrize("value", ["", "0", "ja", "<b>"])
def test_other_values_explain_nothing(client: httpx.Client, value: str) -> None:
    assert not page(client, frage=QUESTION, erklaerung=value).select("#erklaerung")


def test_a_question_back_links_to_its_readings(client: httpx.Client) -> None:
    soup = page(client, frage=UNCLEAR)
    assert soup.select_one(".dach").text == "Rückfrage"  # type: ignore[union-attr]
    links = soup.select(".vorschlaege a")
    assert len(links) == 2
    for link in links:
        answered = BeautifulSoup(client.get(str(link["href"])).text, "lxml")
        assert answered.h1.text == link.text  # type: ignore[union-attr]
        assert answered.select_one(".dach").text == "Antwort"  # type: ignore[union-attr]


def test_an_english_question_is_answered_with_an_english_lead(client: httpx.Client) -> None:
    answer = client.post("/api/v1/ask", json={"question": "How often does the Lenkungskreis meet?"}).json()
    lead, quote = answer["answer"].split("\n\n", 1)
    assert lead == "The documents give this number (quoted in German):"
    assert "zweimal im Jahr" in quote


def test_hostile_documents_stay_text_in_an_explanation(client: httpx.Client) -> None:
    soup = page(client, frage=f"Giftpilze {PAYLOADS[0]}", erklaerung="1")
    told = soup.select_one("#erklaerung")
    assert told is not None
    assert "Böse <script>document.title='Nutzlast'</script>" in told.text  # the title of the candidate's document
    assert not soup.select("script:not([src]), iframe, [style], [onerror], [onload], main img, main svg")
    assert all(str(a["href"]).startswith("/quelle/") for a in told.select("a"))
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
