"""Metrics as pure functions over plain numbers. Ranks start at 1; 0 means not found."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

RESAMPLES = 10_000
_SCORES = {"right": 1.0, "incomplete": 0.5, "wrong": -1.0, "hallucinated": -1.0}


def recall_at(ranks: Sequence[int], k: int) -> float:
    """Share of questions whose evidence is among the first k."""
    return sum(0 < rank <= k for rank in ranks) / len(ranks) if ranks else 0.0


def mean_reciprocal_rank(ranks: Sequence[int], k: int = 10) -> float:
    """Mean of 1/rank, counting ranks beyond k as 0 (Voorhees, TREC-8, 1999)."""
    return sum(1 / rank for rank in ranks if 0 < rank <= k) / len(ranks) if ranks else 0.0


def ndcg_at(spots: Sequence[Sequence[int]], k: int = 10) -> float:
    """Mean nDCG@k (Järvelin and Kekäläinen, 2002) over questions, each given as the ranks of its spots.

    A passage is relevant when it holds a spot; spots in the same passage are one.
    """

    def one(ranks: Sequence[int]) -> float:
        found = set(ranks) - {0}
        ideal = sum(1 / math.log2(i + 1) for i in range(1, min(k, len(found) + list(ranks).count(0)) + 1))
        return sum(1 / math.log2(rank + 1) for rank in found if rank <= k) / ideal if ideal else 0.0

    return sum(map(one, spots)) / len(spots) if spots else 0.0


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


def paired_bootstrap(
    before: Sequence[float], after: Sequence[float], *, clusters: Sequence[str] | None = None, seed: int = 20261121
) -> tuple[float, float, float]:
    """Mean change of paired values with its 95 % percentile interval (Efron and Tibshirani, 1993).

    With `clusters`, one name a pair, whole clusters are resampled: questions about one document are not independent.
    """
    change = np.asarray(after, dtype=float) - np.asarray(before, dtype=float)
    if not len(change):
        return (0.0, 0.0, 0.0)
    names = np.unique(np.asarray(clusters), return_inverse=True)[1] if clusters else np.arange(len(change))
    sums = np.bincount(names, weights=change)
    sizes = np.bincount(names)
    drawn = np.random.default_rng(seed).integers(0, len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return (float(change.mean()), float(low), float(high))


def crag_score(verdicts: Sequence[str]) -> float:
    """Mean of +1 right, +0.5 incomplete, 0 refused, -1 wrong (CRAG: Yang et al., 2024)."""
    return sum(_SCORES.get(v, 0.0) for v in verdicts) / len(verdicts) if verdicts else 0.0


def risk_coverage(confidences: Sequence[float], errors: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Coverage and risk when only the surest 1, 2, ... n are answered (El-Yaniv and Wiener, 2010).

    Equal confidences enter together: their order would be chance.
    """
    order = np.argsort(-np.asarray(confidences, dtype=float), kind="stable")
    sorted_confidence = np.asarray(confidences, dtype=float)[order]
    wrong = np.cumsum(np.asarray(errors, dtype=float)[order])
    ends = [i for i in range(len(order)) if i + 1 == len(order) or sorted_confidence[i] != sorted_confidence[i + 1]]
    return [(i + 1) / len(order) for i in ends], [float(wrong[i]) / (i + 1) for i in ends]


def aurc(confidences: Sequence[float], errors: Sequence[bool]) -> float:
    """Area under the risk-coverage curve: mean risk over all coverages (Geifman and El-Yaniv, 2019); 0 is best."""
    coverage, risk = risk_coverage(confidences, errors)
    widths = [b - a for a, b in zip([0.0, *coverage], coverage, strict=False)]
    return sum(w * r for w, r in zip(widths, risk, strict=True))


def calibration_bins(
    confidences: Sequence[float], hits: Sequence[bool], bins: int = 10
) -> list[tuple[int, float, float]]:
    """(n, mean confidence, share of hits) of every bin of equal width that holds any."""
    grouped: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, hits, strict=True):
        grouped.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, hit))
    return [(len(g), sum(c for c, _ in g) / len(g), sum(h for _, h in g) / len(g)) for _, g in sorted(grouped.items())]


def calibration_error(confidences: Sequence[float], hits: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al., 2015): mean distance of confidence and share of hits over the bins."""
    total = len(confidences) or 1
    return sum(n * abs(c - h) for n, c, h in calibration_bins(confidences, hits, bins)) / total


def brier(confidences: Sequence[float], hits: Sequence[bool]) -> float:
    """Mean squared distance of confidence and outcome (Brier, 1950)."""
    return sum((c - h) ** 2 for c, h in zip(confidences, hits, strict=True)) / (len(confidences) or 1)


def best_threshold(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """The score from which on to say yes so that F1 is highest; the lower of equals."""

    def f1(threshold: float) -> float:
        said = [s >= threshold for s in scores]
        both = sum(a and b for a, b in zip(said, positive, strict=True))
        return 2 * both / (sum(said) + sum(positive) or 1)

    return max(sorted(set(scores)), key=f1, default=0.0)
