"""Server-sent events whose first goes out before the work begins."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from typing import TypeVar

from pydantic_core import to_json
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from bot.api.deadline import within
from bot.api.errors import AnswerTimeoutError, shown, translate
from bot.api.problems import problem_of

logger = logging.getLogger(__name__)
T = TypeVar("T")


def event(name: str, data: object) -> ServerSentEvent:
    """An event with `data` (dataclasses, models, plain values) as JSON on one line."""
    return ServerSentEvent(event=name, data=to_json(data).decode(), sep="\n")


def stream(
    first: ServerSentEvent, work: Callable[[], Iterable[ServerSentEvent]], *, timeout_s: float, path: str = ""
) -> EventSourceResponse:
    """A response of `first`, then of what `work` yields, each as soon as it is there, all of it within `timeout_s`.

    `work` runs in worker threads.

    If it fails or takes longer, an event `error` ends the stream: the problem document, with `path` as its instance.
    What can be refused without the work must be refused before: once the stream has begun its status is 200.
    """
    return EventSourceResponse(_events(first, work, timeout_s, path), sep="\n")


async def _events(
    first: ServerSentEvent, work: Callable[[], Iterable[ServerSentEvent]], timeout_s: float, path: str
) -> AsyncIterator[ServerSentEvent]:
    yield first
    ends = time.monotonic() + timeout_s
    try:
        steps = iter(await _next(work, ends, timeout_s))
        while (following := await _next(lambda: next(steps, None), ends, timeout_s)) is not None:
            yield following
    except Exception as error:
        ours = translate(error)
        if ours.status >= 500:
            logger.error("Strom %r: %s", path, ours, exc_info=error)
        yield event("error", problem_of(shown(ours), path))


async def _next(work: Callable[[], T], ends: float, timeout_s: float) -> T:
    """The result of `work` from a worker thread; AnswerTimeoutError, which names `timeout_s`, if it is not there in time."""
    try:
        return await within(max(0.0, ends - time.monotonic()), run_in_threadpool(work))
    except AnswerTimeoutError as error:
        raise AnswerTimeoutError(timeout_s) from error
