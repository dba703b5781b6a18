"""What is refused before a route sees it, or given up when a route takes too long."""

from __future__ import annotations

import asyncio

import anyio
from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.deadline import within
from bot.api.errors import AnswerTimeoutError, MediaTypeError, SlowBodyError, TooLargeError


class BodyLimit:
    """ASGI middleware: reads a body of at most `max_bytes` in `seconds`, before anything parses it.

    Raises TooLargeError and SlowBodyError. The time is for the whole body: one byte a second does not prolong it.
    """

    def __init__(self, app: ASGIApp, *, max_bytes: int, seconds: float) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = {name for name, _ in scope.get("headers", ())}
        if scope["type"] != "http" or not names & {b"content-length", b"transfer-encoding"}:
            await self.app(scope, receive, send)
            return
        try:
            with anyio.fail_after(self.seconds):
                body = await self._read(receive)
        except TimeoutError as error:
            raise SlowBodyError(self.seconds) from error
        if body is None:
            return
        messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, None if the client went away."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.max_bytes:
                raise TooLargeError(
                    f"Die Anfrage ist größer als {self.max_bytes} Bytes.",
                    remedy="Bitte senden Sie einen kürzeren Text.",
                )
        return bytes(body)


class AnswerTimeout:
    """ASGI middleware: AnswerTimeoutError for a request whose response has not begun after `seconds`.

    A response that has begun takes its time. What a route does in its thread cannot be stopped: see `within`.
    """

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        late = False

        async def watch(message: Message) -> None:
            if late:
                return  # somebody else has answered
            if not begun.done():
                begun.set_result(None)
            await send(message)

        try:
            await within(self.seconds, self.app(scope, receive, watch), until=begun)
        except AnswerTimeoutError:
            late = True
            raise


async def require_json(request: Request) -> None:
    """Dependency of all routes with a body. Raises MediaTypeError."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise MediaTypeError(
            "Die Anfrage ist nicht als JSON gekennzeichnet.",
            remedy="Bitte senden Sie den Kopf „Content-Type: application/json“.",
        )
