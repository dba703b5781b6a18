"""Metrics of retrieval as pure functions over ranks (1 is the best, 0 means not found)."""

from __future__ import annotations

import math
from collections.abc import Sequence


def recall_at(ranks: Sequence[int], k: int) -> float:
    """Share of questions whose evidence is among the first k."""
    return sum(0 < rank <= k for rank in ranks) / len(ranks) if ranks else 0.0


def mean_reciprocal_rank(ranks: Sequence[int], k: int = 10) -> float:
    """Mean of 1/rank, counting ranks beyond k as 0."""
    return sum(1 / rank for rank in ranks if 0 < rank <= k) / len(ranks) if ranks else 0.0


def wilson(successes: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a proportion (Wilson, 1927)."""
    if not n:
        return (0.0, 1.0)
    p = successes / n
    centre = p + z * z / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # at 0 and n the bound is exact; floating point would miss it by a hair
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == n else (centre + spread) / scale
    return (low, high)
