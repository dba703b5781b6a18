"""The assistant as if it were a language model behind OpenAI's interface, for programs that speak it already."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic_core import to_json
from sse_starlette import ServerSentEvent

from bot.api.limits import require_json
from bot.api.openai.catalog import Model, find_model, models
from bot.api.openai.errors import error_body
from bot.api.openai.requests import ChatRequest, asked
from bot.api.openai.tasks import task_reply
from bot.api.openai.wire import Head, Reply, Wire, chunks, completion, first_chunk, reply_of
from bot.api.problems import Problem
from bot.api.streaming import stream

if TYPE_CHECKING:
    from bot.assistant import Assistant


def openai_router(assistant: Assistant, *, name: str, answer_timeout_s: float) -> APIRouter:
    """Routes under /v1; `name` is what the service is called. They are described by OpenAI's documents, not by ours."""
    router = APIRouter(prefix="/v1", include_in_schema=False)

    def described(model: Model) -> Wire:
        created = int(datetime.fromisoformat(assistant.info().built).timestamp())
        return {"id": model.id, "object": "model", "created": created, "owned_by": "buendnislotse", "name": model.name}

    @router.get("/models")
    def list_models() -> Wire:
        return {"object": "list", "data": [described(model) for model in models(assistant, name)]}

    @router.get("/models/{model_id}")
    def one_model(model_id: str) -> Wire:
        return described(find_model(assistant, name, model_id))

    @router.post("/chat/completions", dependencies=[Depends(require_json)])
    def chat(body: ChatRequest, request: Request) -> Response:
        model = find_model(assistant, name, body.model)
        question, turns = asked(body.messages)
        base = str(request.base_url).rstrip("/")
        head = Head(model=model.id)
        said = task_reply(question)
        if said is None:
            # what is wrong must be told before a stream begins
            assistant.check_request(question, alliance=model.alliance, mode=model.mode)

        def reply() -> Reply:
            if said is not None:
                return Reply(content=said)
            answer = assistant.ask(question, history=turns, alliance=model.alliance, mode=model.mode)
            return reply_of(answer, base)

        if not body.stream:
            return Response(to_json(completion(head, reply())), media_type="application/json")

        def work() -> Iterator[ServerSentEvent]:
            for chunk in chunks(head, reply(), usage=body.wants_usage):
                yield _event(chunk)
            yield ServerSentEvent(data="[DONE]", sep="\n")

        first = _event(first_chunk(head, usage=body.wants_usage))
        response = stream(first, work, timeout_s=answer_timeout_s, path=request.url.path)
        response.body_iterator = _with_openai_errors(response.body_iterator)
        return response

    return router


def _event(data: Wire) -> ServerSentEvent:
    return ServerSentEvent(data=to_json(data).decode(), sep="\n")


async def _with_openai_errors(events: AsyncIterable[object]) -> AsyncIterator[object]:
    """The events of our own streams, a failure among them in OpenAI's form."""
    async for each in events:
        if isinstance(each, ServerSentEvent) and each.event == "error":
            yield _event(error_body(Problem(**json.loads(each.data or "{}"))))
        else:
            yield each
