"""What protects the server: how often, how slowly and how long somebody may ask."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from bot.api import rates
from bot.api.rates import RecentRequests, client_of, read_rates
from bot.app import create_app
from bot.assistant import Assistant
from bot.settings import Settings
from corpus.cli import run
from corpus.errors import UsageError
from tests.bot.conftest import Serve
from tests.bot.test_api_routes import QUESTION, events_of
from tests.bot.test_api_validation import assert_problem
from tests.bot.test_cli import LOTSE

JSON = {"Content-Type": "application/json"}


def sent_by(client: httpx.Client, address: str, path: str = "/api/v1/alliances") -> httpx.Response:
    """A request that comes through a proxy on this machine, which is trusted."""
    return client.get(path, headers={"X-Forwarded-For": address})


def test_a_client_over_its_limit_is_told_when_to_come_back(serve: Serve, assistant: Assistant) -> None:
    with serve(assistant, rate_limit="3/minute") as client:
        for _ in range(3):
            assert sent_by(client, "192.0.2.1").status_code == 200
        refused = sent_by(client, "192.0.2.1")
        seconds = int(refused.headers["retry-after"])
        assert 1 <= seconds <= 60
        problem = assert_problem(refused, 429)
        assert problem["title"] == "Zu viele Anfragen"
        assert f"{seconds} Sekunden" in problem["remedy"]
        assert "nosniff" in refused.headers["x-content-type-options"]
        page = sent_by(client, "192.0.2.1", "/dokumente")
        assert (page.status_code, "retry-after" in page.headers) == (429, True)
        assert "Zu viele Anfragen" in BeautifulSoup(page.text, "html.parser").h1.get_text()  # type: ignore[union-attr]
        for path in ("/healthz", "/readyz", "/static/icon.svg"):
            assert sent_by(client, "192.0.2.1", path).status_code == 200
        assert sent_by(client, "192.0.2.2").status_code == 200


def test_watching_the_server_costs_nothing(serve: Serve, assistant: Assistant) -> None:
    with serve(assistant, rate_limit="1/minute") as client:
        for path in ("/healthz", "/readyz", "/static/icon.svg") * 2:
            assert client.get(path).status_code == 200
        assert client.get("/api/v1/alliances").status_code == 200
        assert client.get("/api/v1/alliances").status_code == 429


def test_the_strictest_of_several_limits_holds(serve: Serve, assistant: Assistant) -> None:
    with serve(assistant, rate_limit="100/second; 2/hour") as client:
        assert [client.get("/api/v1/alliances").status_code for _ in range(3)] == [200, 200, 429]
        assert int(client.get("/api/v1/alliances").headers["retry-after"]) > 60


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("unbekannt", "auch unbekannt", True),
    ],
)
def test_who_counts_as_one_client(one: str, other: str, same: bool) -> None:
    assert (client_of((one, 1)) == client_of((other, 2))) is same


def test_without_an_address_all_are_one_client() -> None:
    assert client_of(None) == client_of(("", 0))


@pytest.mark.parametrize(
    "setting", ["", "viele", "0/minute", "10/fortnight", "10", "5/minute;", "-1/minute", "99999/day"]
)
def test_an_unreadable_limit_stops_the_start(assistant: Assistant, setting: str) -> None:
    with pytest.raises(UsageError, match=r"LOTSE_RATE_LIMIT .* 120/minute, .* oder off"):
        create_app(assistant, Settings(rate_limit=setting))


def test_limits_can_be_switched_off() -> None:
    assert read_rates(" Off ") == ()
    assert [rate.amount for rate in read_rates("10/second;1000 per 2 hours")] == [10, 1000]


def test_memory_of_clients_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr(rates, "MOST_CLIENTS", 5)
    storage, limit = RecentRequests(), RateLimitItemPerMinute(2)
    window = MovingWindowRateLimiter(storage)
    for number in range(20):
        assert [window.hit(limit, str(number)) for _ in range(3)] == [True, True, False]
        assert {len(entries) for entries in storage.events.values()} == {2}
    assert len(storage.events) == 5
    now += 30
    assert not window.hit(limit, "19")
    assert not window.test(limit, "19")
    now += 31
    assert window.hit(limit, "19")
    assert [len(entries) for entries in storage.events.values()] == [2]  # the others are gone, this one keeps no more


@pytest.mark.parametrize("proxies", ["überall", "*", "10.0.0.1/8", "192.0.2.1, x"])
def test_a_proxy_that_is_no_address_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], index_data: Path, proxies: str
) -> None:
    monkeypatch.setenv("LOTSE_TRUSTED_PROXIES", proxies)
    assert run(["serve", "--data", str(index_data)]) == 2
    assert "LOTSE_TRUSTED_PROXIES ist ungültig" in capsys.readouterr().err


def test_only_trusted_proxies_say_who_asks(index_data: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"LOTSE_TRUSTED_PROXIES": "192.0.2.9,198.51.100.0/24", "LOTSE_RATE_LIMIT": "1/hour"}
    command = [LOTSE, "serve", "--data", str(index_data), "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL) as process:
        try:
            transport = httpx.HTTPTransport(retries=10)  # waits longer each time, some minutes in all
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport) as client:
                client.get("/healthz")
                assert [sent_by(client, f"192.0.2.{n}").status_code for n in (1, 2)] == [200, 429]
        finally:
            process.terminate()


def send_slowly(port: int, pause_s: float) -> bytes:
    """What the server says to a body that comes byte by byte, as soon as it says something."""
    body = b'{"question": "Was?"}'
    head = b"POST /api/v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(head % len(body))
        for byte in body:
            if select.select([connection], [], [], pause_s)[0]:
                break  # whoever goes on sending now may be cut off before reading the answer
            connection.sendall(bytes([byte]))
        return connection.recv(10_000)


@pytest.mark.parametrize(("timeout_s", "pause_s", "status"), [(0.35, 0.1, b"408"), (60, 0.001, b"200")])
def test_a_body_has_its_time_however_it_trickles(
    serve: Serve, assistant: Assistant, timeout_s: float, pause_s: float, status: bytes
) -> None:
    with serve(assistant, body_timeout_s=timeout_s) as client:
        answer = send_slowly(client.base_url.port or 0, pause_s)
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert head.split()[1] == status
    assert (b"\r\nconnection: close" in head) is (status == b"408")


class Waiting:
    """An assistant that does not answer before `gate` opens."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.gate = threading.Event()
        self.fails = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.assistant, name)

    def ask_in_steps(self, *args: Any, **kwargs: Any) -> Any:
        self.gate.wait(timeout=60)
        if self.fails:
            raise ZeroDivisionError("geheim")
        return self.assistant.ask_in_steps(*args, **kwargs)


@pytest.fixture
def waiting(assistant: Assistant) -> Iterator[Waiting]:
    waiting = Waiting(assistant)
    yield waiting
    waiting.gate.set()


def test_an_answer_that_takes_too_long_is_given_up(serve: Serve, waiting: Waiting) -> None:
    with serve(waiting, answer_timeout_s=0.2) as client:
        late = client.post("/api/v1/ask", json={"question": QUESTION})
        problem = assert_problem(late, 503)
        assert problem["title"] == "Die Bearbeitung dauert zu lange"
        assert "0,2 s" in problem["detail"]
        assert int(late.headers["retry-after"]) >= 1
        page = client.get("/", params={"frage": QUESTION})
        assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
        assert client.get("/readyz").status_code == 200
        waiting.gate.set()  # the threads come to their end, and nobody is disturbed by it
        assert client.get("/readyz").status_code == 200


def test_a_stream_begins_before_the_answer_is_there(serve: Serve, waiting: Waiting) -> None:
    with serve(waiting) as client, client.stream("POST", "/api/v1/ask/stream", json={"question": QUESTION}) as response:
        parts = response.iter_text()
        begun = next(parts)
        assert events_of(begun) == [("status", {"stage": "searching", "documents": 6})]
        waiting.gate.set()
        assert events_of("".join(parts))[-1][0] == "done"


@pytest.mark.parametrize(
    ("settings", "fails", "kind", "status"),
    [({"answer_timeout_s": 0.2}, False, "answer-timeout", 503), ({}, True, "lotse", 500)],
)
def test_a_stream_that_fails_ends_with_the_problem(
    serve: Serve, waiting: Waiting, settings: dict[str, Any], fails: bool, kind: str, status: int
) -> None:
    waiting.fails = fails
    if fails:
        waiting.gate.set()
    with serve(waiting, **settings) as client:
        response = client.post("/api/v1/ask/stream", json={"question": QUESTION})
    (first, _), (last, problem) = events_of(response.text)
    assert (response.status_code, first, last) == (200, "status", "error")
    assert (problem["type"], problem["status"]) == (f"urn:buendnislotse:problem:{kind}", status)
    assert problem["instance"] == "/api/v1/ask/stream"
    assert "geheim" not in response.text
