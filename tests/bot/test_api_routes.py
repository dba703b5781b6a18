"""Every route of the API, over HTTP."""

from __future__ import annotations

import json
import re

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.bot.library import PROGRAMMES

QUESTION = "Wer entscheidet im Lenkungskreis?"


def test_ask_returns_an_answer_whose_quotes_are_in_the_cited_passages(client: httpx.Client) -> None:
    answer = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    assert answer["status"] == "answered"
    assert {
        "answer", "citations", "notes", "suggestions", "contact", "standalone_question", "mode", "index", "timings_ms"
    } <= set(answer)  # fmt: skip
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", answer["answer"])}
    assert numbers == {c["n"] for c in answer["citations"]} != set()
    for citation in answer["citations"]:
        passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
        assert citation["quote"] in passage["text"]
        assert citation["section"] == passage["section"]
        assert client.get(citation["url"]).status_code == 200


def test_ask_accepts_history_alliance_date_and_mode(client: httpx.Client) -> None:
    body = {
        "question": QUESTION,
        "history": [{"question": "Was ist das Bündnis?", "answer": "Ein Zusammenschluss."}] * 20,
        "alliance": "nordostniedersachsen",
        "as_of": "2025-01-31",
        "mode": "extractive",
    }
    response = client.post("/api/v1/ask", json=body)
    assert response.status_code == 200
    assert all(c["alliance"] == "nordostniedersachsen" for c in response.json()["citations"])


def test_ask_without_an_answer_offers_suggestions(client: httpx.Client) -> None:
    answer = client.post("/api/v1/ask", json={"question": "Wie ist das Wetter?"}).json()
    assert answer["status"] == "no_answer"
    assert answer["citations"] == []
    assert answer["suggestions"]


def events_of(text: str) -> list[tuple[str, dict[str, object]]]:
    """The (name, data) pairs of an event stream."""
    pairs = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        pairs.append((fields["event"], json.loads(fields["data"])))
    return pairs


def test_stream_tells_the_same_as_ask(client: httpx.Client) -> None:
    whole = client.post("/api/v1/ask", json={"question": QUESTION}).json()
    with client.stream("POST", "/api/v1/ask/stream", json={"question": QUESTION}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        events = events_of(response.read().decode())
    names = [name for name, _ in events]
    assert list(dict.fromkeys(names)) == ["status", "token", "citation", "done"]
    assert events[0] == ("status", {"stage": "searching", "documents": whole["index"]["documents"]})
    assert events[1] == ("status", {"stage": "answered", "status": "answered", "mode": "extractive"})
    assert "".join(str(data["text"]) for name, data in events if name == "token") == whole["answer"]
    assert [data for name, data in events if name == "citation"] == whole["citations"]
    assert {**events[-1][1], "timings_ms": None} == {**whole, "timings_ms": None}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"alliance": "atlantis"}, 404), ({"mode": "wild"}, 422), ({"question": "?!"}, 422), ({"as_of": "morgen"}, 422)],
)
def test_stream_reports_a_wrong_request_before_it_starts(
    client: httpx.Client, wrong: dict[str, str], status: int
) -> None:
    for path in ("/api/v1/ask", "/api/v1/ask/stream"):
        response = client.post(path, json={"question": QUESTION} | wrong)
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def test_search_finds_passages_best_first(client: httpx.Client) -> None:
    result = client.post("/api/v1/search", json={"query": "Förderung Prozent Ausgaben", "k": 2}).json()
    scores = [p["score"] for p in result["passages"]]
    assert 1 <= len(scores) <= 2
    assert scores == sorted(scores, reverse=True)
    assert "40 Prozent" in result["passages"][0]["text"]
    assert result["index"]["generation"] >= 1


def test_search_filters_by_kind(client: httpx.Client) -> None:
    body = {"query": "Bündnis Handlungsfelder Projekte", "kind": "beschluss"}
    passages = client.post("/api/v1/search", json=body).json()["passages"]
    assert {p["kind"] for p in passages} == {"beschluss"}


def test_documents_are_listed_and_shown_one_by_one(client: httpx.Client) -> None:
    documents = client.get("/api/v1/documents").json()["documents"]
    assert "non-strategie-2024" in {d["id"] for d in documents}
    assert "refused" in {d["status"] for d in documents}
    strategy = client.get("/api/v1/documents/non-strategie-2024").json()
    assert strategy in documents
    assert strategy["issued"] == "2024-12"
    assert strategy["valid_from"] == "2024-01-01"
    assert strategy["source"]["title"] == "Das Original der Strategie"


def test_alliances_are_listed(client: httpx.Client) -> None:
    alliances = client.get("/api/v1/alliances").json()["alliances"]
    assert [a["alliance"] for a in alliances] == ["leine-weser", "nordostniedersachsen"]
    assert [a["contact"]["person"] for a in alliances] == ["Edmund Beispiel", "Erika Muster"]
    for source in (s for a in alliances for s in (a["contact"]["source"], *a["sources"])):
        passage = client.get(f"/api/v1/passages/{source['passage_id']}").json()
        assert source["says"].split()[-1] in passage["text"]


def test_the_form_of_a_programme_is_published(client: httpx.Client) -> None:
    response = client.get("/api/v1/alliances/schema")
    assert (response.status_code, response.headers["content-type"]) == (200, "application/schema+json")
    validator = Draft202012Validator(response.json())
    assert all(validator.is_valid(programme) for programme in PROGRAMMES)
    assert not validator.is_valid(PROGRAMMES[0] | {"alliance": "Heide"})
    assert not validator.is_valid(PROGRAMMES[0] | {"fields": []})


def test_health_and_readiness(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["index"]["documents"] >= 1


def test_openapi_has_an_example_for_every_operation_and_no_interactive_page(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/v1/ask",
        "/api/v1/ask/stream",
        "/api/v1/feedback",
        "/api/v1/fit",
        "/api/v1/fit/vermerk",
        "/api/v1/eligibility",
        "/api/v1/eligibility/vermerk",
        "/api/v1/onboarding/{alliance}",
        "/api/v1/search",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/passages/{passage_id}",
        "/api/v1/alliances",
        "/api/v1/alliances/schema",
        "/healthz",
        "/readyz",
    }
    for path, operations in paths.items():
        for operation in operations.values():
            success = "201" if path == "/api/v1/feedback" else "200"
            contents = operation["responses"][success]["content"].values()
            if path.endswith("/vermerk"):
                assert [c["schema"] for c in contents] == [{"type": "string", "format": "binary"}] * 3
            else:
                assert any("example" in content for content in contents), path
            problems = {s: r["content"] for s, r in operation["responses"].items() if s != success}
            assert all("application/problem+json" in content for content in problems.values()), path
            assert ("429" in problems) is path.startswith("/api/"), path
            assert ("408" in problems) is ("requestBody" in operation), path
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
