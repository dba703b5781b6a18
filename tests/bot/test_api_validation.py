"""What the API refuses, and how it says so."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

PROBLEM = {"type", "title", "status", "detail", "instance", "remedy", "errors"}
ENGLISH = ("should", "must", "valid ", "field required", "not permitted", "input", "unable")
TURN = {"question": "Frage?", "answer": "Antwort."}


def assert_problem(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert set(problem) == PROBLEM
    assert problem["status"] == status
    assert problem["instance"] == response.request.url.path
    assert problem["title"]
    assert problem["type"].startswith("urn:")
    assert not [word for word in ENGLISH if word in problem["detail"].lower()]
    return problem


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "„question“ fehlt."),
        ({"question": ""}, "„question“ darf nicht leer sein."),
        ({"question": " \t\n\u200b\u00a0 "}, "„question“ darf nicht leer sein."),
        ({"question": "a" * 2001}, "„question“ darf höchstens 2000 Zeichen lang sein."),
        ({"question": "ü" * 10_000}, "„question“ darf höchstens 2000 Zeichen lang sein."),
        ({"question": "Was\x00?"}, "„question“ enthält Steuerzeichen."),
        ({"question": "Was\x1b[31m?"}, "„question“ enthält Steuerzeichen."),
        ({"question": "\x07\x08"}, "„question“ enthält Steuerzeichen."),
        ({"question": "Was \x85?"}, "„question“ enthält Steuerzeichen."),
        ({"question": 5}, "„question“ muss ein Text sein."),
        ({"question": None}, "„question“ muss ein Text sein."),
        ({"question": "Was?", "frage": "x"}, "„frage“ ist kein bekanntes Feld."),
        ({"question": "Was?", "mode": "wild"}, "„mode“ muss einer dieser Werte sein"),
        ({"question": "Was?", "as_of": "31.12.2024"}, "„as_of“ muss ein Datum wie 2024-12-31 sein."),
        ({"question": "Was?", "as_of": 5}, "„as_of“ muss ein Datum wie 2024-12-31 sein."),
        ({"question": "Was?", "as_of": "2024-02-30"}, "„as_of“ ist kein Tag des Kalenders"),
        ({"question": "Was?", "alliance": "a" * 101}, "„alliance“ darf höchstens 100 Zeichen lang sein."),
        ({"question": "Was?", "history": {}}, "„history“ muss eine Liste sein."),
        ({"question": "Was?", "history": [TURN] * 21}, "„history“ darf höchstens 20 Einträge haben."),
        ({"question": "Was?", "history": [TURN, {"question": "Wer?"}]}, "„history[1].answer“ fehlt."),
        (
            {"question": "Was?", "history": [TURN | {"answer": "a" * 10_001}]},
            "„history[0].answer“ darf höchstens 10000",
        ),
        ({"question": "Was?", "history": [TURN | {"role": "system"}]}, "„history[0].role“ ist kein bekanntes Feld."),
        ([], "Die Anfrage muss ein JSON-Objekt sein."),
        ("Was?", "Die Anfrage muss ein JSON-Objekt sein."),
    ],
)
def test_ask_refuses(client: httpx.Client, body: Any, detail: str) -> None:
    problem = assert_problem(client.post("/api/v1/ask", json=body), 422)
    assert detail in problem["detail"]
    assert problem["remedy"]


@pytest.mark.parametrize("length", [1, 2000])
def test_ask_accepts_the_limits(client: httpx.Client, length: int) -> None:
    assert client.post("/api/v1/ask", json={"question": "ß" * length}).status_code == 200


@pytest.mark.parametrize(
    ("k", "detail"),
    [
        (0, "mindestens 1"),
        (101, "höchstens 100"),
        (-1, "mindestens 1"),
        (True, "ganze Zahl"),
        ("5", "ganze Zahl"),
        (1.5, "ganze Zahl"),
        (None, "ganze Zahl"),
    ],
)
def test_search_refuses_k(client: httpx.Client, k: Any, detail: str) -> None:
    problem = assert_problem(client.post("/api/v1/search", json={"query": "Bündnis", "k": k}), 422)
    assert detail in problem["detail"]
    assert problem["errors"][0]["field"] == "k"


def test_search_refuses_an_unknown_kind(client: httpx.Client) -> None:
    problem = assert_problem(client.post("/api/v1/search", json={"query": "Bündnis", "kind": "roman"}), 422)
    assert "'richtlinie'" in problem["detail"]
    assert " oder " in problem["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b'{"question": "Was?",}',
        b'{"question": "\\ud800"}',
        b'{"question": "' + "ü".encode("latin-1") + b'"}',
        b"[" * 60_000,
        b'{"question": ' + b"9" * 6000 + b"}",
        b'{"question": NaN}',
    ],
)
def test_unreadable_bodies_are_problems(client: httpx.Client, body: bytes) -> None:
    response = client.post("/api/v1/ask", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, response.status_code)
    assert response.status_code in (400, 422)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None]
)
@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/ask",
        "/api/v1/ask/stream",
        "/api/v1/search",
        "/api/v1/fit",
        "/api/v1/fit/vermerk",
        "/api/v1/eligibility",
        "/api/v1/eligibility/vermerk",
        "/api/v1/feedback",
    ],
)
def test_only_json_is_accepted(client: httpx.Client, path: str, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    assert_problem(client.post(path, content=b'{"question": "Was?"}', headers=headers), 415)


def test_json_with_a_charset_is_accepted(client: httpx.Client) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.post("/api/v1/ask", content=b'{"question": "Was?"}', headers=headers).status_code == 200


def test_a_body_over_the_limit_is_refused_before_it_is_parsed(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    fits = b'{"question": "Was?"}'.ljust(262_144)
    assert client.post("/api/v1/ask", content=fits, headers=headers).status_code == 200
    assert_problem(client.post("/api/v1/ask", content=fits + b" ", headers=headers), 413)
    assert_problem(client.post("/api/v1/ask", content=b"{" * 262_145, headers=headers), 413)


def test_a_chunked_body_over_the_limit_is_refused(client: httpx.Client) -> None:
    chunks = (b" " * 10_000 for _ in range(27))
    assert_problem(client.post("/api/v1/ask", content=chunks, headers={"Content-Type": "application/json"}), 413)


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "SELF"}, True),
        ({"Origin": "SELF"}, False),
        ({"Origin": "https://boese.example"}, True),
        ({"Origin": "http://boese.SELF"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": ""}, True),
    ],
)
def test_posts_from_other_sites_are_refused(client: httpx.Client, headers: dict[str, str], refused: bool) -> None:
    host = f"{client.base_url.host}:{client.base_url.port}"
    own = {"SELF": f"http://{host}", "http://boese.SELF": f"http://boese.{host}"}
    sent = {name: own.get(value, value) for name, value in headers.items()}
    response = client.post("/api/v1/ask", json={"question": "Was?"}, headers=sent)
    assert response.status_code == (403 if refused else 200)
    assert "access-control-allow-origin" not in response.headers
    if refused:
        assert_problem(response, 403)
    # a form of a page: nothing answers a POST here, but where it comes from is looked at first
    form = client.post("/quelle/x", data={"frage": "Was?"}, headers=sent)
    assert (form.status_code, form.headers["content-type"]) == (403 if refused else 405, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/documents/gibt-es-nicht",
        "/api/v1/passages/x",
        "/api/v1/documents/%00",
        "/api/v1/passages/..%2f..%2fetc",
    ],
)
def test_unknown_things_are_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_wrong_methods_name_the_allowed_one(client: httpx.Client) -> None:
    response = client.get("/api/v1/ask")
    assert_problem(response, 405)
    assert response.headers["allow"] == "POST"
