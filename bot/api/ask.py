"""Questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from pydantic import TypeAdapter
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.api import examples
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import AskRequest
from corpus.model import Answer, Citation

if TYPE_CHECKING:
    from bot.assistant import Assistant

_answer_json = TypeAdapter(Answer)
_citation_json = TypeAdapter(Citation)
_text_json = TypeAdapter(dict[str, str])


def events(answer: Answer) -> Iterator[ServerSentEvent]:
    """The answer as events. The tokens joined are the answer; `done` carries it whole."""
    yield _event("status", _text_json.dump_json({"status": answer.status.value, "mode": answer.mode}))
    for token in re.findall(r"\s*\S+\s*", answer.answer):
        yield _event("token", _text_json.dump_json({"text": token}))
    for citation in answer.citations:
        yield _event("citation", _citation_json.dump_json(citation))
    yield _event("done", _answer_json.dump_json(answer))


def _event(name: str, data: bytes) -> ServerSentEvent:
    return ServerSentEvent(event=name, data=data.decode(), sep="\n")


def ask_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(tags=["Fragen"], dependencies=[Depends(require_json)])
    problems = problem_docs(404, 413, 415, 422, 503)

    def answer_to(body: AskRequest) -> Answer:
        answer: Answer = assistant.ask(
            body.question,
            history=body.turns(),
            alliance=body.alliance,
            as_of=body.as_of,
            mode=body.mode,
            explain=body.explain,
        )
        return answer

    @router.post("/ask", summary="Frage beantworten", responses=problems | examples.example(examples.ANSWER))
    def ask(body: AskRequest) -> Answer:
        """Beantwortet eine Frage mit Quellen, fragt zurück oder sagt, dass die Dokumente nichts dazu sagen.

        Mit `explain` steht in `explanation`, wie die Antwort zustande kam; sonst ist das Feld null.
        """
        return answer_to(body)

    stream_docs = examples.example(examples.STREAM, media_type="text/event-stream")

    @router.post(
        "/ask/stream",
        summary="Frage beantworten, als Ereignisse",
        response_class=Response,
        responses=problems | stream_docs,
    )
    def ask_stream(body: AskRequest) -> EventSourceResponse:
        """Wie /ask, als Ereignisse status, token, citation, done. Fehler kommen vor dem ersten Ereignis als Problem."""
        return EventSourceResponse(events(answer_to(body)), sep="\n")

    return router
