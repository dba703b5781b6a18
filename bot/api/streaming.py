"""Server-sent events whose first goes out before the work begins."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Iterable

from pydantic_core import to_json
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from bot.api.deadline import within
from bot.api.errors import shown, translate
from bot.api.problems import problem_of

logger = logging.getLogger(__name__)


def event(name: str, data: object) -> ServerSentEvent:
    """An event with `data` (dataclasses, models, plain values) as JSON on one line."""
    return ServerSentEvent(event=name, data=to_json(data).decode(), sep="\n")


def stream(
    first: ServerSentEvent, work: Callable[[], Iterable[ServerSentEvent]], *, timeout_s: float, path: str = ""
) -> EventSourceResponse:
    """A response of `first`, then of what `work` yields in a worker thread, all of it within `timeout_s`.

    If it fails or takes longer, an event `error` ends the stream: the problem document, with `path` as its instance.
    What can be refused without the work must be refused before: once the stream has begun its status is 200.
    """
    return EventSourceResponse(_events(first, work, timeout_s, path), sep="\n")


async def _events(
    first: ServerSentEvent, work: Callable[[], Iterable[ServerSentEvent]], timeout_s: float, path: str
) -> AsyncIterator[ServerSentEvent]:
    yield first
    try:
        # all events are made in the thread, so that the loop only sends
        following = await within(timeout_s, run_in_threadpool(lambda: list(work())))
    except Exception as error:
        ours = translate(error)
        if ours.status >= 500:
            logger.error("Strom %r: %s", path, ours, exc_info=error)
        following = [event("error", problem_of(shown(ours), path))]
    for each in following:
        yield each
