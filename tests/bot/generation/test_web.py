"""A model on the pages and in the stream: what it phrased is named as such, and can be had word for word."""

from __future__ import annotations

import json

import httpx

from bot.assistant import Assistant
from eval.model_server.prompt import Prompt, Task
from tests.bot.conftest import Serve
from tests.bot.generation.served import assisted, saying, silent
from tests.bot.idea_pages import send
from tests.bot.pages import page, text

OFTEN = "Wie oft tagt der Lenkungskreis?"
PHRASED = "Der Lenkungskreis entscheidet über die Projekte des Bündnisses und tagt zweimal im Jahr."


def names(response: httpx.Response) -> list[tuple[str, dict[str, object]]]:
    blocks = [block.split("\n", 1) for block in response.text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_the_page_says_who_phrased_and_shows_the_quotes_on_request(serve: Serve, assistant: Assistant) -> None:
    with assisted(assistant, saying(f"{PHRASED} [Q1]")) as (server, helped), serve(helped) as client:
        shown = page(client, "/", frage=OFTEN)
        assert text(shown, ".antwort .text").startswith(PHRASED)
        link = shown.find("a", string="Wörtlich zeigen")
        assert link and "Formuliert von einem Sprachmodell" in text(shown, ".antwort")
        server.play(silent)
        quoted = page(client, str(link["href"]))
        assert PHRASED not in text(quoted, ".antwort .text") and "Wörtlich aus den Quellen" in text(quoted, ".antwort")
        assert quoted.select_one("input[name=modus][value=woertlich]")
        back = quoted.find("a", string="Vom Sprachmodell formulieren lassen")
        assert back and text(page(client, str(back["href"])), ".antwort .text").startswith(PHRASED)


def test_an_earlier_answer_keeps_its_words_and_is_not_asked_for_again(serve: Serve, assistant: Assistant) -> None:
    with assisted(assistant, saying(f"{PHRASED} [Q1]")) as (server, helped), serve(helped) as client:
        page(client, "/", frage=OFTEN)
        server.play(silent)
        later = client.get("/", params={"frage": [OFTEN, "Wer ist Bundeskanzler?"]}).text
        assert PHRASED in later and server.requests <= 2


def test_the_streams_tell_that_a_model_phrases(serve: Serve, assistant: Assistant) -> None:
    with (
        assisted(assistant, saying(f"{PHRASED} [Q1]\nFrau Becker leitet ihn. [Q1]")) as (_, helped),
        serve(helped) as client,
    ):
        told = names(client.post("/api/v1/ask/stream", json={"question": OFTEN}))
        stages = [data["stage"] for name, data in told if name == "status"]
        assert stages == ["searching", "phrasing", "answered"]
        tokens = "".join(str(data["text"]) for name, data in told if name == "token")
        assert tokens == told[-1][1]["answer"] == f"{PHRASED} [1]"
        on_page = names(client.get("/gespraech", params={"frage": OFTEN}))
        assert [data["text"] for name, data in on_page if name == "status"][1:] == [
            "Gefunden. Die Antwort wird formuliert und geprüft …",
            "Antwort",
        ]
        assert "Becker" not in json.dumps(told + on_page)


def test_the_pages_about_service_and_privacy_name_the_model(serve: Serve, assistant: Assistant) -> None:
    with (
        assisted(assistant, silent) as (server, helped),
        serve(helped, llm_model=server.model, llm_base_url=server.url, llm_api_key="geheim-4711") as client,
    ):
        about, privacy = client.get("/ueber").text, client.get("/datenschutz").text
        metrics = client.get("/metrics").text
    assert "probe-1" in about and "Kein Sprachmodell formuliert" not in about
    assert "probe-1" in privacy and "nichts wird an Dritte gesendet" not in privacy
    assert "lotse_model_up 1.0" in metrics
    assert "geheim-4711" not in about + privacy + metrics


def test_counters_are_served_unless_switched_off(serve: Serve, assistant: Assistant) -> None:
    with serve(assistant) as client:
        client.post("/api/v1/ask", json={"question": OFTEN})
        counted = client.get("/metrics")
    assert counted.headers["content-type"].startswith("text/plain")
    assert 'lotse_answers_total{mode="extractive",status="answered"}' in counted.text
    assert "Lenkungskreis" not in counted.text and "lotse_model_up" not in counted.text
    with serve(assistant, metrics=False) as client:
        assert client.get("/metrics").status_code == 404


IDEA = (
    "Die Kreisvolkshochschule will 40 Beschäftigte aus kleinen Betrieben zu Fachkräften der Pflege weiterbilden. "
    "Der Lehrgang dauert zwölf Monate und findet abends in Heidetal statt. Er wird mit drei Pflegeheimen geplant, die ihre "
    "Beschäftigten dafür freistellen. Unterrichtet werden Grundlagen der Pflege, Sprache und Umgang mit digitaler Dokumentation. "
    "Am Ende steht eine Prüfung vor der Kammer. Die Kosten trägt der Verein zu einem Teil selbst."
)


def test_summary_and_hints_stand_on_the_pages_as_what_they_are(serve: Serve, strategies: Assistant) -> None:
    def said(prompt: Prompt) -> str:
        if prompt.task is Task.SUMMARY:
            return IDEA.split(". ")[0] + "."
        return "\n".join(f"{id}: Die Kosten trägt der Verein zu einem Teil selbst." for id, _ in prompt.slots)

    with assisted(strategies, saying(said)) as (_, helped), serve(helped) as client:
        placed = text(send(client, "/passung", idee=IDEA, buendnis="heidetal"), "main")
        asked = text(send(client, "/foerderung", idee=IDEA, buendnis="heidetal"), "main form")
    assert f"von einem Sprachmodell zusammengefasst und an Ihrem Text geprüft: {IDEA.split('. ')[0]}." in placed
    assert "gefunden von einem Sprachmodell: „Die Kosten trägt der Verein zu einem Teil selbst.“" in asked
