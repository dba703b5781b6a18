"""The server in this process and over HTTP: what it refuses, what fails behind it, who may reach it."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import anyio
import httpx
import pytest
import uvicorn
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult

from bot.assistant import Assistant
from bot.mcp.server import build_server, http_app
from bot.mcp.text import answer_text, check_text, fit_text
from bot.settings import Settings
from corpus.errors import UsageError
from tests.bot.test_api_failures import SECRET, Broken, WithoutIndex
from tests.bot.test_mcp import IDEA, NAMES, QUESTION, text_of

PROJECT = {"idea": IDEA, "alliance": "leine-weser"}


def call(assistant: Any, name: str, arguments: dict[str, Any], **settings: Any) -> CallToolResult:
    async def run() -> CallToolResult:
        async with Client(build_server(assistant, Settings(**settings))) as client:
            return await client.call_tool(name, arguments)

    return anyio.run(run)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", {}, "„question“ fehlt."),
        ("ask", {"question": " \t"}, "„question“ darf nicht leer sein."),
        ("ask", {"question": "Was\x00?"}, "„question“ enthält Steuerzeichen."),
        ("ask", {"question": "Was?", "explain": True}, "„explain“ ist kein bekanntes Feld."),
        ("ask", {"question": "Was?", "history": {}}, "„history“ muss eine Liste sein."),
        ("ask", {"question": "Was?", "history": [{"question": "Wer?"}]}, "„history[0].answer“ fehlt."),
        ("ask", {"question": "Was?", "as_of": "gestern"}, "„as_of“ muss ein Datum wie 2024-12-31 sein."),
        ("ask", {"question": "Was?", "mode": "wild"}, "„mode“ muss einer dieser Werte sein"),
        ("ask", {"question": "Was?", "alliance": "atlantis"}, "Das Bündnis „atlantis“ ist nicht bekannt. Im Index sind: "),
        ("search", {"query": "Kreis", "k": "5"}, "„k“ muss eine ganze Zahl sein."),
        ("search", {"query": "Kreis", "k": 101}, "„k“ darf höchstens 100 sein."),
        ("search", {"query": "Kreis", "kind": "roman"}, "„kind“ muss einer dieser Werte sein"),
        ("read_passage", {"passage_id": "nirgends"}, "Die Textstelle „nirgends“ ist nicht im Index."),
        ("read_passage", {"passage_id": "\x1b[31m"}, "„passage_id“ enthält Steuerzeichen."),
        ("fit", {"idea": "a" * 20_001, "alliance": "leine-weser"}, "„idea“ darf höchstens 20000 Zeichen lang sein."),
        ("fit", {"idea": IDEA}, "„alliance“ fehlt."),
        ("eligibility", PROJECT | {"applicant": "a" * 501}, "„applicant“ darf höchstens 500 Zeichen lang sein."),
        ("eligibility", PROJECT | {"answers": {"region": "vielleicht"}}, "„answers.region“ muss einer dieser Werte"),
        ("eligibility", PROJECT | {"answers": {"mond": "ja"}}, "mond"),
        ("documents", {"alliance": "leine-weser"}, "„alliance“ ist kein bekanntes Feld."),
    ],
)  # fmt: skip
def test_wrong_arguments_are_told_in_german(
    assistant: Assistant, name: str, arguments: dict[str, Any], message: str
) -> None:
    result = call(assistant, name, arguments)
    assert (result.is_error, result.structured_content) == (True, None)
    assert text_of(result).startswith("Fehler: ") and message in text_of(result)


def test_an_unknown_tool_is_an_error_of_the_protocol(assistant: Assistant) -> None:
    async def run() -> None:
        async with Client(build_server(assistant, Settings())) as client:
            with pytest.raises(MCPError, match="Das Werkzeug „loeschen“ gibt es nicht"):
                await client.call_tool("loeschen", {})

    anyio.run(run)


def test_a_refusal_is_to_be_passed_on(assistant: Assistant) -> None:
    result = call(assistant, "ask", {"question": "Wie ist das Wetter in Leine-Weser?"})
    assert not result.is_error and result.structured_content["status"] == "no_answer"
    assert text_of(result).startswith(
        "Keine Antwort: Die Dokumente beantworten die Frage nicht. Geben Sie das so weiter"
    )
    assert "Quellen:" not in text_of(result)


def test_answers_to_open_questions_are_taken(strategies: Assistant) -> None:
    project = {"idea": IDEA, "alliance": "heidetal"}
    before = call(strategies, "eligibility", project).structured_content
    answers = {question["criterion_id"]: "ja" for question in before["open_questions"]}
    assert answers
    after = call(strategies, "eligibility", project | {"answers": answers}).structured_content
    assert not set(answers) & {question["criterion_id"] for question in after["open_questions"]}


def test_what_a_language_model_added_is_named_in_the_text(strategies: Assistant, assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    phrased = "Formuliert von einem Sprachmodell"
    assert phrased in answer_text(replace(answer, mode="generative"), QUESTION)
    assert phrased not in answer_text(answer, QUESTION)
    fit = replace(strategies.fit(IDEA, alliance="heidetal"), idea_summary="Kurse in der Pflege.")
    assert "(Sprachmodell, geprüft): Kurse in der Pflege.\n" in fit_text(fit, name="Heidetal", field_word="Feld")
    check = strategies.check(IDEA, alliance="heidetal")
    hinted = replace(check, open_questions=tuple(replace(q, hint="in der Pflege") for q in check.open_questions))
    assert "(im Text vielleicht: „in der Pflege“)" in check_text(hinted, name="Heidetal")
    assert "vielleicht" not in check_text(check, name="Heidetal")


@pytest.mark.parametrize("failing", [WithoutIndex, Broken])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [("ask", {"question": "Was?"}), ("search", {"query": "Was?"}), ("eligibility", PROJECT), ("documents", {})],
)
def test_failures_are_told_without_details_and_logged_once(
    caplog: pytest.LogCaptureFixture, failing: type, name: str, arguments: dict[str, Any]
) -> None:
    with caplog.at_level(logging.ERROR):
        result = call(failing(), name, arguments)
    assert result.is_error
    assert text_of(result).startswith("Fehler: Die Auskunft ist zurzeit nicht möglich")
    assert SECRET not in text_of(result)
    assert [SECRET in (record.exc_text or "") for record in caplog.records] == [True]


def test_a_call_that_takes_too_long_is_given_up(assistant: Assistant) -> None:
    result = call(assistant, "ask", {"question": QUESTION}, answer_timeout_s=0.0001)
    assert result.is_error and "nicht fertig. Bitte versuchen Sie es" in text_of(result)


def test_calls_run_side_by_side(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    together = threading.Barrier(4)
    documents = assistant.documents

    def wait_for_the_others() -> Any:
        together.wait(20)
        return documents()

    monkeypatch.setattr(assistant, "documents", wait_for_the_others)
    results: list[CallToolResult] = []

    async def run() -> None:
        async def one(client: Client) -> None:
            results.append(await client.call_tool("documents", {}))

        async with Client(build_server(assistant, Settings())) as client, anyio.create_task_group() as group:
            for _ in range(together.parties):
                group.start_soon(one, client)

    anyio.run(run)
    assert [result.is_error for result in results] == [False] * together.parties


@contextmanager
def listening(assistant: Assistant) -> Iterator[str]:
    settings = Settings()
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        app = http_app(build_server(assistant, settings), settings)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{bound.getsockname()[1]}/mcp"
        finally:
            server.should_exit = True
            thread.join()


def test_over_http_only_pages_of_this_machine_get_through(assistant: Assistant) -> None:
    async def ask(address: str) -> tuple[list[str], CallToolResult]:
        async with Client(address) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            return names, await client.call_tool("ask", {"question": QUESTION})

    with listening(assistant) as address:
        names, answer = anyio.run(ask, address)
        assert names == NAMES and "zweimal im Jahr" in text_of(answer)
        json = {"content-type": "application/json", "accept": "application/json"}
        with httpx.Client(trust_env=False) as browser:
            tried = [
                browser.post(address, headers=json | {"host": "boese.example:8000"}, content="{}"),
                browser.post(address, headers=json | {"origin": "https://boese.example"}, content="{}"),
                browser.post(address, headers=json, content=b" " * 300_000),
            ]
    assert [response.status_code for response in tried] == [421, 403, 413]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_other_machines_are_not_served(assistant: Assistant, host: str) -> None:
    settings = Settings(host=host)
    with pytest.raises(UsageError, match="prüft keine Anmeldung"):
        http_app(build_server(assistant, settings), settings)
