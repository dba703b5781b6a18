"""The official client and LangChain talk to the assistant as if it were a model."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from langchain_openai import ChatOpenAI

from bot.assistant import Assistant
from corpus.model import Turn
from tests.bot.conftest import Serve
from tests.bot.generation.served import assisted, saying, silent
from tests.bot.openai_doors import PATH, QUESTION, Recording, Waiting, address_of, body, official, user
from tests.bot.test_api_failures import SECRET, Broken, WithoutIndex

BOTH = "Wer entscheidet über die Projekte?"  # each alliance has its own answer
UNCLEAR = "Wie oft tagt das Bündnis?"
UNANSWERED = "Wie ist das Wetter?"


@pytest.fixture(scope="module")
def door(client: httpx.Client) -> Iterator[openai.OpenAI]:
    with official(client) as door:
        yield door


def complete(door: openai.OpenAI, *messages: Any, model: str = "buendnislotse", **more: Any) -> Any:
    return door.chat.completions.create(model=model, messages=list(messages), **more)


def test_models_are_the_assistant_its_verbatim_answers_and_each_alliance(door: openai.OpenAI) -> None:
    known = list(door.models.list())
    ids = [
        "buendnislotse",
        "buendnislotse-woertlich",
        "buendnislotse-leine-weser",
        "buendnislotse-nordostniedersachsen",
    ]
    assert [model.id for model in known] == ids
    assert "Fachkräftebündnis Leine-Weser" in known[2].to_dict()["name"]  # type: ignore[operator]
    assert all(door.models.retrieve(model.id) == model and model.created > 1_600_000_000 for model in known)


@pytest.mark.parametrize("question", [QUESTION, BOTH])
def test_an_answer_carries_its_sources(door: openai.OpenAI, client: httpx.Client, question: str) -> None:
    whole = client.post("/api/v1/ask", json={"question": question}).json()
    given = complete(door, user(question))
    choice, base = given.choices[0], address_of(client)
    assert (given.object, given.model, choice.finish_reason) == ("chat.completion", "buendnislotse", "stop")
    assert choice.message.content.startswith(whole["answer"] + "\n\n---\n")
    assert given.citations == whole["citations"] != []
    told = ("status", "mode", "standalone_question", "notes", "suggestions", "contact", "index", "phrasing")
    assert given.lotse == {name: whole[name] for name in told}
    assert (given.usage.prompt_tokens, given.usage.completion_tokens, given.usage.total_tokens) == (0, 0, 0)
    urls = {f"[{c['n']}]": base + c["url"] for c in whole["citations"]}
    marked = [a.url_citation for a in choice.message.annotations]
    assert {choice.message.content[a.start_index : a.end_index]: a.url for a in marked} == urls
    for citation in given.citations:
        passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
        assert citation["quote"] in passage["text"]
        assert f"- [{citation['n']}] [{citation['title']}]({base}{citation['url']}), " in choice.message.content
        assert client.get(base + citation["url"]).status_code == 200


def test_a_stream_tells_the_same_as_the_whole(door: openai.OpenAI) -> None:
    whole = complete(door, user(QUESTION))
    pieces = list(complete(door, user(QUESTION), stream=True, stream_options={"include_usage": True}))
    *words, last, usage = pieces
    assert len({piece.id for piece in pieces}) == 1
    assert words[0].choices[0].delta.role == "assistant"
    assert "".join(piece.choices[0].delta.content for piece in words) == whole.choices[0].message.content
    assert [piece.choices[0].finish_reason for piece in words] == [None] * len(words)
    assert (last.choices[0].finish_reason, last.usage) == ("stop", None)
    assert (last.citations, last.lotse, last.sources) == (whole.citations, whole.lotse, whole.sources)
    assert last.annotations == [a.to_dict() for a in whole.choices[0].message.annotations]
    assert (usage.choices, usage.usage.total_tokens) == ([], 0)


def test_usage_is_only_streamed_to_those_who_want_it(door: openai.OpenAI) -> None:
    pieces = list(complete(door, user(QUESTION), stream=True))
    assert [piece.usage for piece in pieces] == [None] * len(pieces)
    assert pieces[-1].choices[0].finish_reason == "stop"
    with door.chat.completions.stream(model="buendnislotse", messages=[user(QUESTION)]) as events:  # type: ignore[list-item]
        final = events.get_final_completion()
    assert final.choices[0].message.content == complete(door, user(QUESTION)).choices[0].message.content


@pytest.mark.parametrize(
    ("question", "status", "offered"), [(UNANSWERED, "no_answer", "Vielleicht hilft"), (UNCLEAR, "clarify", "Zur Wahl")]
)
def test_what_is_no_answer_is_an_ordinary_message(
    door: openai.OpenAI, question: str, status: str, offered: str
) -> None:
    given = complete(door, user(question))
    content = given.choices[0].message.content
    assert (given.lotse["status"], given.choices[0].finish_reason) == (status, "stop")
    assert (given.citations, given.sources, given.choices[0].message.annotations) == ([], [], [])
    assert "Quellen" not in content
    assert given.lotse["suggestions"]
    listed = "\n".join(f"- {text}" for text in given.lotse["suggestions"])
    assert f"**{offered}:**\n\n{listed}" in content


def test_the_model_chooses_alliance_and_mode(serve: Serve, assistant: Assistant) -> None:
    recording = Recording(assistant)
    with serve(recording) as client, official(client) as door:
        for model in ("buendnislotse", "buendnislotse-woertlich", "buendnislotse-leine-weser"):
            given = complete(door, user(BOTH), model=model)
            assert given.model == model
    asked = [(one["alliance"], one["mode"]) for one in recording.asked]
    assert asked == [(None, "auto"), (None, "extractive"), ("leine-weser", "auto")]
    assert {c["alliance"] for c in given.citations} == {"leine-weser"}


def test_earlier_answers_come_back_without_what_stands_below_them(serve: Serve, assistant: Assistant) -> None:
    recording = Recording(assistant)
    with serve(recording) as client, official(client) as door:
        earlier = []
        for question in (BOTH, UNANSWERED, QUESTION):
            content = complete(door, user(question)).choices[0].message.content
            earlier += [user(question), {"role": "assistant", "content": content}]
        given = complete(door, *earlier, user("Und wie oft tagt er?"))
    answers = [assistant.ask(question).answer for question in (BOTH, UNANSWERED, QUESTION)]
    turns = [Turn(question=q, answer=a) for q, a in zip((BOTH, UNANSWERED, QUESTION), answers, strict=True)]
    assert recording.asked[-1] == {**recording.asked[-1], "question": "Und wie oft tagt er?", "history": tuple(turns)}
    assert given.lotse["standalone_question"] == "Wie oft tagt der Lenkungskreis?"


def test_what_a_model_phrased_says_so_and_keeps_its_sources(serve: Serve, assistant: Assistant) -> None:
    phrased = "Der Lenkungskreis entscheidet über die Projekte des Bündnisses und tagt zweimal im Jahr."
    question = user("Wie oft tagt der Lenkungskreis?")
    with (
        assisted(assistant, saying(f"{phrased} [Q1]\nFrau Becker leitet ihn. [Q1]")) as (server, helped),
        serve(helped) as client,
        official(client) as door,
    ):
        given = complete(door, question)
        pieces = list(complete(door, question, stream=True))
        server.play(silent)
        quoted = complete(door, question, model="buendnislotse-woertlich")
    content = given.choices[0].message.content
    assert content.startswith(f"{phrased} [1]\n\n---\n\nFormuliert von einem Sprachmodell.")
    assert (given.lotse["mode"], given.lotse["phrasing"]["kept"]) == ("generative", 1)
    assert [citation["n"] for citation in given.citations] == [1]
    assert "".join(piece.choices[0].delta.content or "" for piece in pieces) == content
    assert (quoted.lotse["mode"], quoted.citations[0]["passage_id"]) == ("extractive", given.citations[0]["passage_id"])
    assert "Sprachmodell" not in quoted.choices[0].message.content


def test_links_name_the_address_that_was_called(client: httpx.Client) -> None:
    behind = {"X-Forwarded-Proto": "https", "Host": "lotse.example.org"}
    given = client.post(PATH, json=body(user(QUESTION)), headers=behind).json()
    annotation = given["choices"][0]["message"]["annotations"][0]["url_citation"]
    assert annotation["url"].startswith("https://lotse.example.org/quelle/")
    assert f"]({annotation['url']})" in given["choices"][0]["message"]["content"]


def test_the_async_client_streams_as_well(client: httpx.Client, door: openai.OpenAI) -> None:
    async def streamed() -> str:
        async with (
            openai.DefaultAsyncHttpxClient(trust_env=False) as transport,
            openai.AsyncOpenAI(base_url=f"{address_of(client)}/v1", api_key="x", http_client=transport) as there,
        ):
            pieces = await there.chat.completions.create(
                model="buendnislotse",
                messages=[user(QUESTION)],  # type: ignore[list-item]
                stream=True,
            )
            return "".join([piece.choices[0].delta.content or "" async for piece in pieces])

    assert asyncio.run(streamed()) == complete(door, user(QUESTION)).choices[0].message.content


def test_langchain_takes_the_assistant_for_a_chat_model(client: httpx.Client, door: openai.OpenAI) -> None:
    with httpx.Client(trust_env=False) as transport:
        model = ChatOpenAI(
            model="buendnislotse",
            base_url=f"{address_of(client)}/v1",
            api_key="x",
            http_client=transport,
            max_retries=0,
        )  # type: ignore[call-arg]
        said = model.invoke([("system", "Antworten Sie kurz."), ("human", QUESTION)])
        streamed = "".join(str(piece.content) for piece in model.stream(QUESTION))
    assert said.content == streamed == complete(door, user(QUESTION)).choices[0].message.content
    assert said.response_metadata["finish_reason"] == "stop"


def test_errors_are_the_clients_own_types(door: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="buendnislotse-woertlich") as unknown:
        complete(door, user(QUESTION), model="gpt-5")
    assert (unknown.value.code, unknown.value.type) == ("model_not_found", "invalid_request_error")
    with pytest.raises(openai.NotFoundError):
        door.models.retrieve("buendnislotse-atlantis")
    for stream in (False, True):
        with pytest.raises(openai.BadRequestError, match="2001 Zeichen zu lang"):
            complete(door, user("a" * 2001), stream=stream)
        with pytest.raises(openai.BadRequestError, match="höchstens 1") as many:
            complete(door, user(QUESTION), n=2, stream=stream)
        assert many.value.param == "n"
    with pytest.raises(openai.APIStatusError) as large:
        complete(door, user("a" * 300_000))
    assert large.value.status_code == 413
    assert "größer als" in str(large.value)


def test_a_client_over_its_limit_is_told_by_type_and_header(serve: Serve, assistant: Assistant) -> None:
    with serve(assistant, rate_limit="1/minute") as client, official(client) as door:
        complete(door, user(QUESTION))
        with pytest.raises(openai.RateLimitError) as refused:
            complete(door, user(QUESTION))
    assert "zu viele Anfragen" in str(refused.value)
    assert 1 <= int(refused.value.response.headers["retry-after"]) <= 60


@pytest.mark.parametrize(("failing", "status"), [(WithoutIndex, 503), (Broken, 500)])
def test_failures_are_told_without_details_and_keys_are_not_logged(
    serve: Serve, caplog: pytest.LogCaptureFixture, failing: type, status: int
) -> None:
    with serve(failing()) as client, official(client, default_headers={"Authorization": "Bearer sk-privat"}) as door:
        for call in (
            lambda: list(door.models.list()),
            lambda: complete(door, user(QUESTION)),
            lambda: complete(door, user(QUESTION), stream=True),
        ):
            caplog.clear()
            with pytest.raises(openai.InternalServerError) as failed:
                call()
            assert failed.value.status_code == status
            assert failed.value.type == "server_error"
            assert SECRET not in str(failed.value)
            ours = [record for record in caplog.records if record.name.startswith("bot.")]
            assert [record.levelname for record in ours] == ["ERROR"]
            assert "sk-privat" not in caplog.text


def test_a_stream_begins_before_the_answer_is_there(serve: Serve, assistant: Assistant) -> None:
    waiting = Waiting(assistant)
    with serve(waiting) as client, official(client) as door:
        pieces = iter(complete(door, user(QUESTION), stream=True))
        assert next(pieces).choices[0].delta.content == ""
        waiting.gate.set()
        assert list(pieces)[-1].lotse["status"] == "answered"


@pytest.mark.parametrize(
    ("settings", "fails", "said"),
    [({"answer_timeout_s": 0.2}, False, "nicht fertig"), ({}, True, "zurzeit nicht möglich")],
)
def test_a_stream_that_fails_raises_at_the_client(
    serve: Serve, assistant: Assistant, settings: dict[str, Any], fails: bool, said: str
) -> None:
    waiting = Waiting(assistant, fails=fails)
    if fails:
        waiting.gate.set()
    with serve(waiting, **settings) as client, official(client) as door:
        with pytest.raises(openai.APIError, match=said) as failed:
            list(complete(door, user(QUESTION), stream=True))
        waiting.gate.set()
    assert failed.value.type == "server_error"
    assert "geheim" not in str(failed.value)
