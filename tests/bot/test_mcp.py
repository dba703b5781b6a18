"""The real command with the real client: one process a session, as a desktop client starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import anyio
import httpx
import pytest
from mcp import Client, StdioServerParameters
from mcp_types import CallToolResult, Tool

from bot.assistant import Assistant
from tests.bot.conftest import Serve

T = TypeVar("T")
Call = tuple[str, dict[str, Any], str, tuple[str, ...]]  # tool, arguments, address of the API, words of the text
LOTSE = Path(sys.executable).with_name("lotse")
NAMES = ["ask", "search", "read_passage", "fit", "eligibility", "documents", "alliances"]
QUESTION = "Wie oft tagt der Lenkungskreis?"
CHAIR = "Wer führt den Vorsitz?"
VACANCY = "Wie lang war die Vakanzzeit in Celle 2023?"
IDEA = "Kurse für Arbeitslose in der Pflege"
ENVIRONMENT = {"PYTHONWARNINGS": "error", "PYTHONIOENCODING": "ascii"}
INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def session(data: Path, talk: Callable[[Client], Awaitable[T]], *, mode: Any = "auto") -> T:
    """What `talk` returns, with a client that has started the command on this index."""
    command = StdioServerParameters(command=str(LOTSE), args=["mcp", "--data", str(data)], env=ENVIRONMENT)

    async def run() -> T:
        async with Client(command, mode=mode, read_timeout_seconds=60) as client:
            return await talk(client)

    return anyio.run(run)


def text_of(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


def without_times(values: Any) -> Any:
    return {key: value for key, value in values.items() if key != "timings_ms"}


def call(number: int, name: str, arguments: Any) -> dict[str, Any]:
    return {
        "jsonrpc": "2.0",
        "id": number,
        "method": "tools/call",
        "params": {"name": name, "arguments": arguments},
    }


@contextmanager
def start(data: Path, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [LOTSE, "mcp", "--data", str(data), *more],
        env=os.environ | ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()  # where a test has failed it still runs


@pytest.mark.parametrize("mode", ["legacy", "auto"])  # with the handshake, as clients do today, and without
def test_a_client_sees_what_the_tools_are_for(index_data: Path, mode: str) -> None:
    async def look(client: Client) -> tuple[list[Tool], str | None]:
        return (await client.list_tools()).tools, client.instructions

    tools, instructions = session(index_data, look, mode=mode)
    assert "Nennen Sie zu jeder Aussage ihre Quelle" in (instructions or "")
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.title and tool.description and tool.output_schema
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint and tool.annotations.open_world_hint is False
        assert tool.input_schema["additionalProperties"] is False
        assert all(property["description"] for property in tool.input_schema.get("properties", {}).values())
    required = {tool.name: tool.input_schema.get("required", []) for tool in tools}
    assert required == {
        "ask": ["question"],
        "search": ["query"],
        "read_passage": ["passage_id"],
        "fit": ["idea", "alliance"],
        "eligibility": ["idea", "alliance"],
        "documents": [],
        "alliances": [],
    }


def assert_like_the_api(data: Path, api: httpx.Client, calls: Sequence[Call]) -> list[dict[str, Any]]:
    """The tools give what the API gives and a text with these words; returns what a result has beyond the API's."""

    async def call_all(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(name, arguments) for name, arguments, _, _ in calls]

    more = []
    for (_, arguments, address, words), result in zip(calls, session(data, call_all), strict=True):
        posted = address.endswith(("/ask", "/search", "/fit", "/eligibility"))
        expected = (api.post(address, json=arguments) if posted else api.get(address)).json()
        assert not result.is_error, text_of(result)
        found = result.structured_content
        assert without_times({key: found[key] for key in expected}) == without_times(expected)
        assert not [word for word in words if word not in text_of(result)], text_of(result)
        more.append({key: value for key, value in found.items() if key not in expected})
    return more


def test_asking_and_reading(index_data: Path, assistant: Assistant, client: httpx.Client) -> None:
    source = assistant.ask(QUESTION).citations[0]
    passages = [p.id for p in assistant.document_passages(source.document_id)]
    within, first, last = passages.index(source.passage_id), passages[0], passages[-1]
    earlier = [{"question": VACANCY, "answer": "Lang."}]
    more = assert_like_the_api(
        index_data,
        client,
        [
            (
                "ask",
                {"question": QUESTION},
                "/api/v1/ask",
                ("Antwort aus den Dokumenten:", "[1]", f"| {source.quote}", f"passage_id: {source.passage_id}"),
            ),
            (
                "ask",
                {"question": "Und 2020?", "history": earlier, "mode": "extractive"},
                "/api/v1/ask",
                ("Verstanden als: Wie lang war die Vakanzzeit in Celle 2020?", "[1]"),
            ),
            ("ask", {"question": CHAIR, "alliance": "leine-weser"}, "/api/v1/ask", ("Amt für regionale",)),
            ("ask", {"question": CHAIR, "as_of": "1950-01-01"}, "/api/v1/ask", ("Keine Antwort: ",)),
            ("search", {"query": QUESTION, "k": 2}, "/api/v1/search", ("[1] ", "[2] ", "passage_id: ", "    | ")),
            ("documents", {}, "/api/v1/documents", ("non-strategie-2024", "nicht aufgenommen: damaged")),
            ("alliances", {}, "/api/v1/alliances", ("- leine-weser: ", "möglich: ask, search")),
            ("read_passage", {"passage_id": passages[within]}, f"/api/v1/passages/{passages[within]}", ("    | ",)),
            ("read_passage", {"passage_id": first}, f"/api/v1/passages/{first}", ("hier beginnt das Dokument",)),
            ("read_passage", {"passage_id": last}, f"/api/v1/passages/{last}", ("hier endet das Dokument",)),
        ],
    )
    assert more[:7] == [{}] * 7
    assert more[7:] == [
        {"previous_id": passages[within - 1] if within else None, "next_id": passages[within + 1]},
        {"previous_id": None, "next_id": passages[1]},
        {"previous_id": passages[-2], "next_id": None},
    ]


def test_placing_and_checking_an_idea(strategies_data: Path, strategies: Assistant, serve: Serve) -> None:
    project = {"idea": IDEA, "alliance": "heidetal"}
    with serve(strategies) as client:
        more = assert_like_the_api(
            strategies_data,
            client,
            [
                ("fit", project, "/api/v1/fit", ("Handlungsfeld ", " %", "Zu bedenken:", "Quellen:\n[1] ")),
                (
                    "eligibility",
                    project | {"applicant": "Volkshochschule Musterstadt"},
                    "/api/v1/eligibility",
                    ("Bedingungen:\n- ", "Offene Fragen an die Person", "Nächste Schritte:\n1. ", "Quellen:\n[1] "),
                ),
            ],
        )
    assert more == [{}, {}]


def test_calls_at_once_each_get_their_own_answer(index_data: Path) -> None:
    questions = [QUESTION, "Wie oft tagt die Lenkungsgruppe?", "Wie ist das Wetter auf dem Mars?"] * 4
    answers: dict[int, Any] = {}

    async def call_all(client: Client) -> None:
        async def one(number: int) -> None:
            answers[number] = (await client.call_tool("ask", {"question": questions[number]})).structured_content

        async with anyio.create_task_group() as group:
            for number in range(len(questions)):
                group.start_soon(one, number)

    session(index_data, call_all)
    said = {0: "zweimal im Jahr", 1: "viermal im Jahr", 2: "sagen die durchsuchten Dokumente nichts"}
    assert all(said[number % 3] in answers[number]["answer"] for number in range(len(questions)))


def test_hostile_lines_leave_the_server_in_order_and_the_end_of_input_ends_it(index_data: Path) -> None:
    """Only the protocol is on standard output, whatever comes in; a call under way when the input ends does not hang."""
    lines = [
        json.dumps(INITIALIZE),
        json.dumps(INITIALIZED),
        "kein JSON",
        "[]",
        '{"jsonrpc": "2.0", "id": 2}',
        "\x00\x1b[31m",
        json.dumps(call(3, "ask", "kein Objekt")),
        json.dumps(call(12, "ask", {"question": "\ud800"})),  # a lone surrogate, escaped: no JSON for the SDK
        json.dumps(call(4, "ask", {"question": "Was\x00?"})),
        json.dumps(call(5, "ask", {"question": "x" * 5_000_000})),
        json.dumps(call(6, "ask", {"question": {"a": [{}] * 1000}, "x" * 10_000: 1})),
        json.dumps(call(7, "x\x1b[31m", {})),
        '{"jsonrpc": "2.0", "id": 8, "method": "tools/call", "params": ' + '{"a":' * 5000 + "1" + "}" * 5001,
        json.dumps({"jsonrpc": "2.0", "id": 9, "method": "resources/list"}),
        json.dumps(call(10, "ask", {"question": QUESTION})),
    ]
    with start(index_data) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(("\n".join(lines) + "\n").encode())
        process.stdin.write(b"\xff\xfe\n")
        process.stdin.flush()
        replies = {}
        while 10 not in replies:
            reply = json.loads(process.stdout.readline())
            replies[reply.get("id")] = reply
        process.stdin.write((json.dumps(call(11, "ask", {"question": QUESTION})) + "\n").encode())
        process.stdin.close()
        assert all(json.loads(line)["jsonrpc"] == "2.0" for line in process.stdout)
        assert process.wait(30) == 0
        assert b"Traceback" not in process.stderr.read()
    refused = {number: replies[number]["result"] for number in (4, 5, 6)}
    assert all(result["isError"] for result in refused.values())
    told = {number: result["content"][0]["text"] for number, result in refused.items()}
    assert told[4].startswith("Fehler: „question“ enthält Steuerzeichen.")
    assert told[5].startswith("Fehler: „question“ darf höchstens 2000 Zeichen lang sein.")
    assert told[6].startswith("Fehler: „question“ muss ein Text sein. „xxx") and len(told[6]) < 300
    assert all("error" in replies[number] for number in (3, 7, 9))
    assert "\x1b" not in replies[7]["error"]["message"] and "gibt es nicht" in replies[7]["error"]["message"]
    assert "zweimal im Jahr" in replies[10]["result"]["content"][0]["text"]


def test_an_interrupt_ends_it_though_the_input_is_open(index_data: Path) -> None:
    with start(index_data) as process:
        assert process.stdin and process.stdout
        process.stdin.write((json.dumps(INITIALIZE) + "\n").encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["result"]["serverInfo"]["name"] == "buendnislotse"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == -signal.SIGINT


def test_over_http_it_tells_its_address(index_data: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with start(index_data, "--http", "--port", str(port)) as process:
        assert process.stdout
        address = f"http://127.0.0.1:{port}/mcp"
        assert address in process.stdout.readline().decode()
        transport = httpx.HTTPTransport(retries=5)  # the address is told just before it is listened to
        with httpx.Client(transport=transport, trust_env=False, headers={"accept": "application/json"}) as client:
            reply = client.post(address, json=call(1, "ask", {"question": QUESTION})).json()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    assert "zweimal im Jahr" in reply["result"]["content"][0]["text"]


def test_without_an_index_the_command_says_so_and_ends(tmp_path: Path) -> None:
    with start(tmp_path) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, b"")
    assert f"lotse ingest DIR --data {tmp_path}" in err.decode()


def test_without_the_extra_the_command_names_it(index_data: Path) -> None:
    script = (
        "import sys; sys.modules['mcp'] = None\n"
        "from corpus.cli import run\n"
        f"sys.exit(run(['mcp', '--data', {str(index_data)!r}]))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert (result.returncode, result.stdout) == (1, "")
    assert 'pip install "buendnislotse[mcp]"' in result.stderr and "Traceback" not in result.stderr
