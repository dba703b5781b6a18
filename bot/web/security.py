"""Response headers, the check of a request's origin, and the last resort for errors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.errors import CrossOriginError

logger = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types lotse"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


FRESH = "no-cache, private"
FOR_EVER = "public, max-age=31536000, immutable"


class SecurityHeaders:
    """ASGI middleware: sets HEADERS and Cache-Control on every response that does not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", cache_control(scope, message["status"]))
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def cache_control(scope: Scope, status: int) -> str:
    """A static file is kept for ever under an address that names its version (?v=...); pages and answers are not."""
    if not scope["path"].startswith("/static/"):
        return FRESH
    versioned = any(name == "v" for name, _ in parse_qsl(scope["query_string"].decode("latin-1")))
    return FOR_EVER if versioned and status in (200, 206, 304) else "no-cache"


class LastResort:
    """ASGI middleware: turns any exception into `respond(request, exception)`, unless a response has begun."""

    def __init__(self, app: ASGIApp, *, respond: Callable[[Request, Exception], Response]) -> None:
        self.app = app
        self.respond = respond

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watch(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:
            if begun or scope["type"] != "http":
                raise
            await self.respond(Request(scope), error)(scope, receive, send)


class SameOrigin:
    """ASGI middleware: refuses what a browser sends from another site. Clients that are no browsers are let through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
            headers = Headers(scope=scope)
            if not is_same_origin(headers):
                raise CrossOriginError(
                    "Die Anfrage kommt von einer anderen Website.",
                    remedy="Bitte senden Sie sie von dieser Website oder mit einem Programm.",
                )
        await self.app(scope, receive, send)


def is_same_origin(headers: Headers) -> bool:
    """Trust the browser's Sec-Fetch-Site; older browsers only send Origin, which must name our host."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
