"""Verdicts, one case each."""

from __future__ import annotations

from typing import Any

import pytest

from eval.judging import Verdict, verdict, vital_share
from tests.eval.samples import question


@pytest.mark.parametrize(
    ("status", "answer", "expected"),
    [
        ("answered", "4 Felder bis 2027 [1]", Verdict.RIGHT),
        ("answered", "4 Felder", Verdict.INCOMPLETE),
        ("answered", "viele Felder", Verdict.WRONG),
        ("answered", "4 Felder bis 2027, früher 5", Verdict.WRONG),
        ("no_answer", "4 Felder bis 2027", Verdict.REFUSED),
        ("clarify", "Welches Bündnis?", Verdict.CLARIFY),
    ],
)
def test_answerable(status: str, answer: str, expected: Verdict) -> None:
    q = question(vital=("4 | vier", "2027"), wrong=("5",))
    assert verdict(q, status, answer) is expected


@pytest.mark.parametrize(
    ("values", "status", "expected"),
    [
        ({"expect": "clarify"}, "clarify", Verdict.RIGHT),
        ({"expect": "clarify"}, "answered", Verdict.WRONG),
        ({"stratum": "near"}, "answered", Verdict.HALLUCINATED),
        ({"stratum": "near"}, "clarify", Verdict.REFUSED),
        ({"stratum": "far"}, "no_answer", Verdict.REFUSED),
        ({"stratum": "premise"}, "no_answer", Verdict.REFUSED),
    ],
)
def test_asking_back_and_refusing(values: dict[str, Any], status: str, expected: Verdict) -> None:
    assert verdict(question(**values), status, "nichts") is expected


def test_share_of_vital_nuggets() -> None:
    assert vital_share(question(vital=("4", "2027")), "4 Felder") == 0.5
    assert vital_share(question(stratum="near"), "4 Felder") == 0.0


def test_strata() -> None:
    assert [question(stratum=s).stratum for s in ("answerable", "premise", "near", "far", "injection")] == [
        "answerable",
        "premise",
        "near",
        "far",
        "injection",
    ]
