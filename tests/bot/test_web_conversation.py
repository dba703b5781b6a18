"""A conversation lives in its address: follow-ups, permalinks, and the stream for an open page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Step
from bot.web.conversation import LONGEST, Conversation, conversation_of
from corpus.errors import StoreError, UsageError
from tests.bot.conftest import Serve
from tests.bot.library import PAYLOADS
from tests.bot.pages import page, text

FIRST = "Wie oft tagt der Lenkungskreis?"
NEXT = "Und wer führt dort den Vorsitz?"


def events(response: httpx.Response) -> list[tuple[str, dict[str, Any]]]:
    assert response.headers["content-type"].startswith("text/event-stream")
    blocks = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_a_follow_up_is_understood_and_the_page_keeps_what_was_said(client: httpx.Client) -> None:
    soup = page(client, "/", frage=[FIRST, NEXT])
    assert text(soup, "h1") == NEXT
    assert "Lenkungskreis" in text(soup, ".spalte.antwort .leise")
    assert "Landkreis Lüneburg" in text(soup, ".beitrag .text")
    assert text(soup, ".frueher h3") == FIRST
    assert "zweimal im Jahr" in text(soup, ".frueher .text")
    assert [f["value"] for f in soup.select("#verlauf input")] == [FIRST, NEXT]
    for marker in soup.select("a.marke"):  # each question's markers lead to its own sources
        assert soup.select_one(f"[id='{str(marker['href'])[1:]}']") is not None
    permalink = soup.find("a", string="Dauerhafte Adresse")
    assert parse_qsl(urlsplit(str(permalink["href"])).query) == [("frage", FIRST), ("frage", NEXT)]  # type: ignore[index]
    again = page(client, str(permalink["href"]))  # type: ignore[index]
    assert text(again, ".beitrag .text") == text(soup, ".beitrag .text")


def test_a_source_leads_back_to_the_conversation(client: httpx.Client) -> None:
    soup = page(client, "/", frage=[FIRST, NEXT], buendnis="nordostniedersachsen")
    source = page(client, str(soup.select_one(".quelle h3 a")["href"]))  # type: ignore[index]
    back = source.find("a", string="Zurück zur Antwort")
    assert text(page(client, str(back["href"])), ".beitrag .text") == text(soup, ".beitrag .text")  # type: ignore[index]


def test_a_question_can_be_changed_before_it_is_asked_again(client: httpx.Client) -> None:
    soup = page(client, "/", frage=FIRST, buendnis="nordostniedersachsen")
    draft = page(client, str(soup.find("a", string="Frage ändern")["href"]))  # type: ignore[index]
    assert draft.select_one("#frage")["value"] == FIRST  # type: ignore[index]
    assert draft.select_one("option[selected]")["value"] == "nordostniedersachsen"  # type: ignore[index]
    assert draft.select_one(".beitrag") is None


def test_only_the_latest_questions_are_kept() -> None:
    conversation = conversation_of([f"Frage {n}?" for n in range(20)], "", "")
    assert conversation.questions == tuple(f"Frage {n}?" for n in range(20 - LONGEST, 20))


def test_a_conversation_and_its_address() -> None:
    conversation = Conversation(questions=("Was & wie?", "Wo?"), alliance="leine-weser", as_of="2025-01-31")
    assert conversation.address == "/?frage=Was+%26+wie%3F&frage=Wo%3F&buendnis=leine-weser&stand=2025-01-31"
    assert conversation.instead("Wer?").questions == ("Was & wie?", "Wer?")
    assert conversation.alone().questions == ("Wo?",)
    assert Conversation().address == "/"
    for questions, as_of in ((["", "Wo?"], ""), (["Wo?"], "morgen")):
        with pytest.raises(UsageError):
            conversation_of(questions, "", as_of)


def test_the_stream_brings_the_answer_of_the_page(client: httpx.Client) -> None:
    query = {"frage": [FIRST, NEXT], "buendnis": "nordostniedersachsen"}
    names, data = zip(*events(client.get("/gespraech", params=query)), strict=True)
    assert names[:2] == ("status", "status") and names[-1] == "done" and set(names[2:-1]) == {"block"}
    assert data[0] == {"text": "6 Dokumente werden durchsucht …"} and data[1] == {"text": "Antwort"}
    streamed = BeautifulSoup(data[-1]["html"], "lxml")
    shown = page(client, "/", **query)  # type: ignore[arg-type]
    assert streamed.select_one(".beitrag") == shown.select_one("#gespraech .beitrag")
    assert streamed.select_one(".frueher") == shown.select_one("#gespraech .frueher")
    blocks = "".join(d["html"] for name, d in zip(names, data, strict=True) if name == "block")
    assert BeautifulSoup(blocks, "lxml").text.strip() == shown.select_one(".beitrag .text").text.strip()  # type: ignore[union-attr]
    spoken = data[-1]["spoken"]
    assert spoken.startswith("Antwort: ") and "Landkreis Lüneburg" in spoken and spoken.endswith("1 Quelle.")
    assert "[1]" not in spoken and "**" not in spoken


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ({"frage": ""}, 422, "Ihre Frage darf nicht leer sein."),
        ({"frage": "a" * 2001}, 422, "Ihre Frage hat 2001 Zeichen."),
        ({"frage": "Was?", "stand": "gestern"}, 422, "Der Stichtag muss ein Datum wie 2024-12-31 sein."),
        ({"frage": "Was?", "buendnis": "atlantis"}, 404, "Das Bündnis „atlantis“ ist nicht bekannt."),
    ],
)
def test_what_is_wrong_is_told_before_the_stream_begins(
    client: httpx.Client, query: dict[str, str], status: int, detail: str
) -> None:
    response = client.get("/gespraech", params=query)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["detail"] == detail and response.json()["remedy"]


class Failing:
    """An assistant whose index breaks while it answers."""

    def __init__(self, behind: Any) -> None:
        self.behind = behind

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def ask_in_steps(self, question: str, **options: Any) -> Iterator[Step]:
        raise StoreError("/geheim/var ist beschädigt.", remedy="lotse ingest")


def test_what_fails_in_the_stream_ends_it_with_words_and_without_secrets(serve: Serve, assistant: Any) -> None:
    with serve(Failing(assistant)) as client:
        told = events(client.get("/gespraech", params={"frage": "Was?"}))
    assert [name for name, _ in told] == ["status", "error"]
    assert told[1][1]["detail"].startswith("Die Auskunft ist zurzeit nicht möglich")
    assert "geheim" not in json.dumps(told)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_questions_stay_text_in_the_stream(client: httpx.Client, payload: str) -> None:
    question = f"Giftpilze {payload}"
    html = events(client.get("/gespraech", params={"frage": [question, question]}))[-1][1]["html"]
    soup = BeautifulSoup(html, "lxml")
    assert text(soup, "h1") == question
    assert not soup.select("img, svg, script, iframe, [onerror], [onload]")
