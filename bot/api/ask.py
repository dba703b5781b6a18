"""Questions and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.api import examples
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import AskRequest
from bot.api.streaming import event, stream
from corpus.model import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant, Step


def events(answer: Answer) -> Iterator[ServerSentEvent]:
    """The answer as events. The tokens joined are the answer; `done` carries it whole."""
    yield event("status", {"stage": "answered", "status": answer.status, "mode": answer.mode})
    for token in re.findall(r"\s*\S+\s*", answer.answer):
        yield event("token", {"text": token})
    for citation in answer.citations:
        yield event("citation", citation)
    yield event("done", answer)


def ask_router(assistant: Assistant, *, answer_timeout_s: float) -> APIRouter:
    router = APIRouter(tags=["Fragen"], dependencies=[Depends(require_json)])
    problems = problem_docs(404, 413, 415, 422, 503)

    def steps_to(body: AskRequest) -> Iterator[Step]:
        return assistant.ask_in_steps(
            body.question,
            history=body.turns(),
            alliance=body.alliance,
            as_of=body.as_of,
            mode=body.mode,
            explain=body.explain,
        )

    def events_of(body: AskRequest) -> Iterator[ServerSentEvent]:
        for step in steps_to(body):
            if step.final:
                yield from events(step.answer)
            else:
                yield event("status", {"stage": "phrasing", "citations": len(step.answer.citations)})

    @router.post("/ask", summary="Frage beantworten", responses=problems | examples.example(examples.ANSWER))
    def ask(body: AskRequest) -> Answer:
        """Beantwortet eine Frage mit Quellen, fragt zurück oder sagt, dass die Dokumente nichts dazu sagen.

        Mit `explain` steht in `explanation`, wie die Antwort zustande kam; sonst ist das Feld null.
        """
        return next(step.answer for step in steps_to(body) if step.final)

    stream_docs = examples.example(examples.STREAM, media_type="text/event-stream")

    @router.post(
        "/ask/stream",
        summary="Frage beantworten, als Ereignisse",
        response_class=Response,
        responses=problems | stream_docs,
    )
    def ask_stream(body: AskRequest, request: Request) -> EventSourceResponse:
        """Wie /ask, als Ereignisse: status (stage: searching) sofort, dann status (stage: answered), token, citation, done.

        Formuliert ein Sprachmodell, kommt davor status (stage: phrasing). Gezeigt werden nur geprüfte Sätze: die Ereignisse
        token beginnen, wenn alle geprüft sind.

        Was an der Anfrage falsch ist, und ein fehlender Index, kommt vorher als Problem. Misslingt oder dauert zu lange,
        was danach geschieht, ist das letzte Ereignis error mit den Feldern eines Problems.
        """
        index = assistant.check_request(body.question, alliance=body.alliance, mode=body.mode)
        return stream(
            event("status", {"stage": "searching", "documents": index.documents}),
            lambda: events_of(body),
            timeout_s=answer_timeout_s,
            path=request.url.path,
        )

    return router
