"""What is refused before a route sees it."""

from __future__ import annotations

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.errors import MediaTypeError, TooLargeError


class BodyLimit:
    """ASGI middleware: reads a body of at most `max_bytes`, and raises TooLargeError before anything parses it."""

    def __init__(self, app: ASGIApp, *, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = {name for name, _ in scope.get("headers", ())}
        if scope["type"] != "http" or not names & {b"content-length", b"transfer-encoding"}:
            await self.app(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.max_bytes:
                raise TooLargeError(
                    f"Die Anfrage ist größer als {self.max_bytes} Bytes.",
                    remedy="Bitte senden Sie einen kürzeren Text.",
                )
        messages: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Message:
            return messages.pop() if messages else await receive()

        await self.app(scope, replay, send)


async def require_json(request: Request) -> None:
    """Dependency of all routes with a body. Raises MediaTypeError."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type != "application/json":
        raise MediaTypeError(
            "Die Anfrage ist nicht als JSON gekennzeichnet.",
            remedy="Bitte senden Sie den Kopf „Content-Type: application/json“.",
        )
