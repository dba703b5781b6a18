"""Exact bounds of a proportion, for shares so near 0 or 1 that approximations are too kind."""

from __future__ import annotations

import math
from collections.abc import Callable

_STEPS = 60  # halvings: more than floating point can tell


def clopper_pearson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval of a proportion (Clopper and Pearson, 1934); (0, 1) where nothing was tried."""
    if not n:
        return (0.0, 1.0)
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else _root(lambda p: 1 - _at_most(successes - 1, n, p) < tail)
    high = 1.0 if successes == n else _root(lambda p: _at_most(successes, n, p) > tail)
    return (low, high)


def _root(below: Callable[[float], bool]) -> float:
    """The proportion up to which `below` holds."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def _at_most(k: int, n: int, p: float) -> float:
    """Probability of at most k successes of n."""
    if p <= 0 or p >= 1:
        return 1.0 if p <= 0 or k >= n else 0.0
    choose = math.lgamma(n + 1)
    return math.fsum(
        math.exp(choose - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p) + (n - i) * math.log1p(-p))
        for i in range(k + 1)
    )
