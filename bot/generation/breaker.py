"""A circuit breaker (Nygard, Release It!, 2007) that never makes somebody's question the probe: recovery is tried apart."""

from __future__ import annotations

import threading

from corpus.phrasing import Fallback

FAILURES = 3  # in a row
_LONGEST_S = 120.0


class Breaker:
    """Closed while the model answers; open after `FAILURES` in a row, or at once if the model asks for a pause."""

    def __init__(self, *, pause_s: float = 15.0) -> None:
        self._lock = threading.Lock()
        self._first_s = pause_s
        self._failures = 0
        self._open = False

    @property
    def open(self) -> bool:
        return self._open

    def succeeded(self) -> None:
        with self._lock:
            self._failures, self._open = 0, False

    def failed(self, reason: Fallback, retry_after_s: float = 0.0) -> float | None:
        """Count a failure. If this one opens the breaker: the seconds after which to try whether the model answers again."""
        with self._lock:
            self._failures += 1
            if self._open or (reason is not Fallback.RATE_LIMITED and self._failures < FAILURES):
                return None
            self._open = True
            return min(max(self._first_s, retry_after_s), _LONGEST_S)

    def next_pause(self, pause_s: float) -> float:
        """How long to wait after another vain try."""
        return min(2 * pause_s, _LONGEST_S)
