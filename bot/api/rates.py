"""How many requests a client may send."""

from __future__ import annotations

import ipaddress
import math
import time
from collections.abc import Sequence

import limits
from limits.storage import MemoryStorage
from limits.storage.memory import Entry
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.api.errors import RateLimitError
from corpus.errors import UsageError

MOST_REQUESTS = 10_000  # in one limit: each is remembered with its time
MOST_CLIENTS = 10_000
UNCOUNTED = ("/healthz", "/readyz", "/farben.css", "/logo")  # who watches the server, and what a page is made of
UNCOUNTED_FOLDERS = ("/static/", "/schrift/")


def read_rates(setting: str) -> tuple[limits.RateLimitItem, ...]:
    """The limits of the setting `rate_limit`, none for "off". Raises UsageError."""
    if setting.strip().lower() == "off":
        return ()
    try:
        rates = tuple(limits.parse_many(setting))
    except ValueError:
        rates = ()
    if not rates or not all(1 <= rate.amount <= MOST_REQUESTS for rate in rates):
        raise UsageError(
            f"Die Einstellung LOTSE_RATE_LIMIT ist ungültig: „{setting}“.",
            remedy=f"Erwartet wird eine Zahl von 1 bis {MOST_REQUESTS} je second, minute, hour oder day, zum Beispiel "
            "120/minute, mehrere durch Semikolon getrennt, oder off.",
        )
    return rates


class RateLimit:
    """ASGI middleware: RateLimitError for a client that sends more than one of the `rates` allows."""

    def __init__(self, app: ASGIApp, *, rates: Sequence[limits.RateLimitItem]) -> None:
        self.app = app
        self.rates = rates
        self.window = MovingWindowRateLimiter(RecentRequests())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not is_uncounted(scope["path"]):
            self._count(client_of(scope.get("client")))
        await self.app(scope, receive, send)

    def _count(self, client: str) -> None:
        """Count a request, unless it is refused: who keeps trying does not wait for longer."""
        full = [rate for rate in self.rates if not self.window.test(rate, client)]
        if full:
            free_again = max(self.window.get_window_stats(rate, client).reset_time for rate in full)
            raise RateLimitError(max(1, math.ceil(free_again - time.time())))
        for rate in self.rates:
            self.window.hit(rate, client)


def is_uncounted(path: str) -> bool:
    """True for fixed files and the health of the server: a page and its parts are one request."""
    return path in UNCOUNTED or path.startswith(UNCOUNTED_FOLDERS)


class RecentRequests(MemoryStorage):
    """The times of requests in a bounded memory: of each client no more than its limit, and of MOST_CLIENTS clients.

    The storage of the package keeps the name of every client for ever and looks through all of them, in a thread of its
    own, with each request. Here a request removes those that came least recently once their time is over.
    """

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        now = time.time()
        entries = self.events.pop(key, [])
        while self.events and self._may_go(oldest := next(iter(self.events)), now):
            del self.events[oldest]
        if len(entries) >= limit and entries[limit - 1].atime >= now - expiry:
            self.events[key] = entries
            return False
        # newest first, as the package reads it; and the key at the end, so that the first one is the oldest
        self.events[key] = [Entry(expiry), *entries[: limit - 1]]
        return True

    def _may_go(self, key: str, now: float) -> bool:
        return len(self.events) >= MOST_CLIENTS or self.events[key][0].expiry <= now


def client_of(address: tuple[str, int] | None) -> str:
    """Whose requests are counted together: an IPv4 address, the /64 of an IPv6 address, or all without an address."""
    try:
        ip = ipaddress.ip_address(address[0] if address else "")
    except ValueError:
        return "-"
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    # a socket for both kinds names IPv4 clients inside one and the same /64
    return str(ip.ipv4_mapped or ipaddress.IPv6Address(int(ip) >> 64 << 64))
