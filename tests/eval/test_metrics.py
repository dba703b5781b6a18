"""Metrics against values worked out by hand."""

from __future__ import annotations

import math

import pytest

from eval.metrics import (
    aurc,
    best_threshold,
    brier,
    calibration_bins,
    calibration_error,
    crag_score,
    mean_reciprocal_rank,
    ndcg_at,
    paired_bootstrap,
    recall_at,
    risk_coverage,
    wilson,
)


def test_recall_counts_ranks_up_to_k() -> None:
    ranks = [1, 2, 5, 6, 0]
    assert recall_at(ranks, 1) == pytest.approx(0.2)
    assert recall_at(ranks, 5) == pytest.approx(0.6)
    assert recall_at(ranks, 10) == pytest.approx(0.8)
    assert recall_at([], 5) == 0.0


def test_reciprocal_rank_ignores_what_was_not_found_or_lies_deeper() -> None:
    assert mean_reciprocal_rank([1, 4, 0, 11]) == pytest.approx((1 + 0.25) / 4)


def test_ndcg_of_one_spot_is_its_discount() -> None:
    assert ndcg_at([(1,)]) == 1.0
    assert ndcg_at([(3,)]) == pytest.approx(1 / math.log2(4))
    assert ndcg_at([(0,), (11,)]) == 0.0


def test_ndcg_counts_spots_in_one_passage_once_and_missing_ones_in_the_ideal() -> None:
    assert ndcg_at([(1, 1)]) == 1.0
    assert ndcg_at([(1, 2)]) == 1.0
    assert ndcg_at([(2, 0)]) == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_wilson_interval_matches_published_values() -> None:
    # 90 of 100: the interval that reliability handbooks quote
    low, high = wilson(90, 100)
    assert (round(low, 2), round(high, 2)) == (0.83, 0.94)


def test_wilson_interval_is_exact_at_the_ends() -> None:
    assert wilson(0, 12)[0] == 0.0
    assert wilson(12, 12)[1] == 1.0
    assert wilson(0, 0) == (0.0, 1.0)


def test_bootstrap_of_no_change_is_a_point() -> None:
    assert paired_bootstrap([1, 0, 1], [1, 0, 1]) == (0.0, 0.0, 0.0)
    assert paired_bootstrap([], []) == (0.0, 0.0, 0.0)


def test_bootstrap_interval_is_that_of_a_proportion_and_repeats() -> None:
    before, after = [1.0] * 100, [1.0] * 80 + [0.0] * 20
    point, low, high = paired_bootstrap(before, after)
    assert point == pytest.approx(-0.2)
    # standard error of .2 with n = 100 is .04
    assert low == pytest.approx(-0.28, abs=0.015)
    assert high == pytest.approx(-0.12, abs=0.015)
    assert paired_bootstrap(before, after) == (point, low, high)


def test_bootstrap_over_clusters_is_wider_when_questions_of_a_cluster_agree() -> None:
    before, after = [0.0] * 100, ([1.0] * 10 + [0.0] * 10) * 5
    clusters = [str(i // 10) for i in range(100)]
    _, low, high = paired_bootstrap(before, after)
    _, wide_low, wide_high = paired_bootstrap(before, after, clusters=clusters)
    assert wide_high - wide_low > 2 * (high - low)


def test_crag_punishes_wrong_answers_and_not_refusals() -> None:
    assert crag_score(["right", "incomplete", "refused", "wrong"]) == pytest.approx(0.125)
    assert crag_score(["hallucinated"]) == -1.0
    assert crag_score([]) == 0.0


def test_risk_grows_with_coverage_and_ties_enter_together() -> None:
    coverage, risk = risk_coverage([0.9, 0.5, 0.5, 0.1], [False, True, False, True])
    assert coverage == [0.25, 0.75, 1.0]
    assert risk == pytest.approx([0.0, 1 / 3, 0.5])
    assert aurc([0.9, 0.5, 0.5, 0.1], [False, True, False, True]) == pytest.approx(0.5 / 3 + 0.125)


def test_calibration_of_two_bins() -> None:
    stated, true = [0.95, 0.95, 0.05, 0.05], [True, False, False, False]
    low, high = calibration_bins(stated, true)
    assert low == pytest.approx((2, 0.05, 0.0))
    assert high == pytest.approx((2, 0.95, 0.5))
    assert calibration_error(stated, true) == pytest.approx((0.05 + 0.45) / 2)
    assert brier(stated, true) == pytest.approx((0.0025 + 0.9025 + 0.0025 + 0.0025) / 4)


def test_certainty_belongs_to_the_last_bin() -> None:
    assert calibration_bins([1.0, 0.0], [True, False]) == [(1, 0.0, 0.0), (1, 1.0, 1.0)]


def test_threshold_with_the_best_f1() -> None:
    assert best_threshold([0.9, 0.8, 0.7, 0.2], [True, True, False, False]) == 0.8
    assert best_threshold([0.9, 0.8, 0.7, 0.2], [True, False, True, False]) == 0.7
