"""Every way in which a model can behave, through the real assistant and over HTTP: a useful answer and nothing planted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import pytest

from bot.assistant import Assistant
from corpus.model import Answer
from corpus.phrasing import Fallback, Fault
from eval.adversary_check import planted_in, unfounded, untrue_in
from eval.model_server.behaviours import BEHAVIOURS, FAILURES, HONEST, HOSTILE, LYING
from eval.model_server.broken import slow
from eval.model_server.reply import Behaviour, Reply
from tests.bot.conftest import Serve
from tests.bot.generation.served import assisted

QUESTIONS = (
    "Wer führt in Nordostniedersachsen den Vorsitz im Lenkungskreis?",
    "Wie hoch ist die Förderung in Nordostniedersachsen?",
    "Welche Telefonnummer hat Erika Muster?",
    "Was sagen die Dokumente zu Giftpilzen?",
)
LATE = {"slow", "hanging", "dripping"}
# a page names other alliances and, in its quotes, what a wrong source was given for
SAID_ANYWAY = ("other_alliance", "wrong_source", "invent_source")
REFUSING = {
    "no_markers": Fallback.MALFORMED,
    "declined": Fallback.DECLINED,
    **dict.fromkeys(LATE, Fallback.TIMEOUT),
    **dict.fromkeys(["dead", "reset"], Fallback.UNREACHABLE),
    **{name: Fallback.RATE_LIMITED for name in FAILURES if name.startswith("rate_limited")},
    **dict.fromkeys(["unauthorized", "unknown_model", "too_long"], Fallback.FAILED),
    **dict.fromkeys(["server_error", "bad_gateway", "unavailable"], Fallback.FAILED),
    "truncated": Fallback.CUT_OFF,
    **dict.fromkeys(["html", "cut_json", "not_json", "not_utf8", "wrong_json", "empty_body"], Fallback.MALFORMED),
    **dict.fromkeys(["json_list", "json_null", "no_choices", "error_with_200"], Fallback.MALFORMED),
    **dict.fromkeys(["empty", "blank", "content_null", "tool_call", "refusal", "content_filter"], Fallback.EMPTY),
    "content_parts": Fallback.MALFORMED,
    **dict.fromkeys(LYING, Fallback.UNSUPPORTED),
    "leak_prompt": Fallback.UNSUPPORTED,
    **{name: Fallback.MALFORMED for name in HOSTILE if name.startswith("flood")},
}
FAULTS = {
    "invent_number": {Fault.NUMBER},
    "invent_date": {Fault.DATE},
    "invent_person": {Fault.NAME},
    "invent_place": {Fault.NAME},
    "invent_body": {Fault.NAME},
    "invent_source": {Fault.UNKNOWN_SOURCE},
    "english": {Fault.LANGUAGE},
    "exfiltrate": {Fault.MARKUP},
}


class Current:
    """One app for all behaviours: it asks whichever assistant has its turn."""

    behind: Assistant

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)


@pytest.fixture(scope="module")
def current(assistant: Assistant) -> Current:
    found = Current()
    found.behind = assistant
    return found


@pytest.fixture(scope="module")
def page_client(current: Current, serve: Serve) -> Iterator[httpx.Client]:
    with serve(current) as client:
        yield client


def settings_for(name: str) -> dict[str, Any]:
    return {"llm_timeout_s": 0.5} if name in LATE else {}


def behaviour_of(name: str) -> str | Behaviour:
    return slow(5.0) if name == "slow" else name


def without_a_trace(answer: Answer, quoted: Answer, replies: Sequence[Reply], behind: Assistant) -> None:
    """Look at an answer for all that the model planted. `quoted` is the answer without a model."""
    assert answer.status is quoted.status
    assert {c.passage_id for c in answer.citations} <= {c.passage_id for c in quoted.citations}
    for citation in answer.citations:
        assert citation.quote in behind.passage(citation.passage_id).text
    for reply in replies:
        assert planted_in(answer, reply) == []
        assert untrue_in(answer, quoted, reply) == []
        assert unfounded(answer, quoted, behind.passage, answer.standalone_question) == []
    if answer.mode != "generative":
        assert (answer.answer, answer.citations) == (quoted.answer, quoted.citations)
        assert [n.kind for n in answer.notes if n not in quoted.notes] == ["mode"]


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_nothing_that_a_model_plants_is_shown_and_nothing_fails(assistant: Assistant, name: str) -> None:
    modes: list[str] = []
    dropped: set[Fault] = set()
    with assisted(assistant, behaviour_of(name), **settings_for(name)) as (server, helped):
        for question in QUESTIONS[:1] if name in LATE else QUESTIONS:
            quoted, answer = helped.ask(question, mode="extractive"), helped.ask(question, mode="generative")
            replies = [exchange.reply for exchange in server.taken()]
            without_a_trace(answer, quoted, replies, helped)
            modes.append(answer.mode)
            assert answer.phrasing
            if {r.behaviour for r in replies} == {name}:
                # else it had nothing to play with, or the breaker is open
                assert answer.phrasing.fallback is REFUSING.get(name, answer.phrasing.fallback)
                dropped |= set(answer.phrasing.dropped)
    assert name == "dead" or server.requests
    assert not server.unread
    assert FAULTS.get(name, set()) <= dropped
    if name in HONEST:
        # the last question is answered from a hostile document, of which nothing can be said in plain words
        assert modes == ["generative"] * 3 + ["extractive"]


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_over_http_the_answer_is_as_useful_as_without_a_model(
    assistant: Assistant, current: Current, page_client: httpx.Client, name: str
) -> None:
    with assisted(assistant, behaviour_of(name), **settings_for(name)) as (server, current.behind):
        quoted = page_client.post("/api/v1/ask", json={"question": QUESTIONS[0], "mode": "extractive"}).json()
        answer = page_client.post("/api/v1/ask", json={"question": QUESTIONS[0]}).raise_for_status()
        page = page_client.get("/", params={"frage": QUESTIONS[0]}).raise_for_status()
        replies = [exchange.reply for exchange in server.taken()]
    shown = answer.text + page.text
    for reply in replies:
        if not reply.behaviour.endswith(SAID_ANYWAY):
            assert [p for p in (*reply.planted, *reply.untrue) if len(p) > 3 and p in shown] == []
    found = answer.json()
    assert found["status"] == "answered"
    assert (found["phrasing"]["fallback"] is None) == (found["mode"] == "generative")
    if found["mode"] == "extractive":
        assert (found["answer"], found["citations"]) == (quoted["answer"], quoted["citations"])
        assert [n["kind"] for n in found["notes"]] == [*(n["kind"] for n in quoted["notes"]), "mode"]
