"""Waiting no longer than some time for work that cannot be stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any, TypeVar

import anyio

from bot.api.errors import AnswerTimeoutError

T = TypeVar("T")
logger = logging.getLogger(__name__)
_given_up: set[asyncio.Task[Any]] = set()  # the loop itself holds tasks only weakly


async def within(seconds: float, work: Awaitable[T], *, until: asyncio.Future[None] | None = None) -> T:
    """The result of `work`. AnswerTimeoutError if after `seconds` neither it nor `until` is done.

    Work that still waits for a thread is then dropped. A thread that runs cannot be stopped: it comes to its end, keeps
    its place among the worker threads until then, so that there are never more of them, and its result goes nowhere.
    """
    scope = anyio.CancelScope()
    task = asyncio.create_task(_run(scope, work))
    awaited: set[asyncio.Future[Any]] = {task, until} if until else {task}
    try:
        done, _ = await asyncio.wait(awaited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    except asyncio.CancelledError:
        _give_up(task, scope)
        raise
    if not done:
        _give_up(task, scope)
        raise AnswerTimeoutError(seconds)
    return await task


async def _run(scope: anyio.CancelScope, work: Awaitable[T]) -> T:
    with scope:
        return await work
    raise asyncio.CancelledError  # only after _give_up


def _give_up(task: asyncio.Task[T], scope: anyio.CancelScope) -> None:
    scope.cancel()  # unlike Task.cancel, this waits for a running thread
    _given_up.add(task)
    task.add_done_callback(_forget)


def _forget(task: asyncio.Task[T]) -> None:
    _given_up.discard(task)
    if not task.cancelled() and (error := task.exception()):
        logger.warning("Eine Bearbeitung, auf die niemand mehr wartet, ist fehlgeschlagen.", exc_info=error)
