"""Metrics against values worked out by hand."""

from __future__ import annotations

import pytest

from eval.metrics import mean_reciprocal_rank, recall_at, wilson


def test_recall_counts_ranks_up_to_k() -> None:
    ranks = [1, 2, 5, 6, 0]
    assert recall_at(ranks, 1) == pytest.approx(0.2)
    assert recall_at(ranks, 5) == pytest.approx(0.6)
    assert recall_at(ranks, 10) == pytest.approx(0.8)
    assert recall_at([], 5) == 0.0


def test_reciprocal_rank_ignores_what_was_not_found_or_lies_deeper() -> None:
    assert mean_reciprocal_rank([1, 4, 0, 11]) == pytest.approx((1 + 0.25) / 4)


def test_wilson_interval_matches_published_values() -> None:
    # 90 of 100: the interval that reliability handbooks quote
    low, high = wilson(90, 100)
    assert (round(low, 2), round(high, 2)) == (0.83, 0.94)


def test_wilson_interval_is_exact_at_the_ends() -> None:
    assert wilson(0, 12)[0] == 0.0
    assert wilson(12, 12)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)
