"""The gate: three decisions, and what decides them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval import gate
from eval.gate import Decision, compare, read_accepted, write_accepted
from eval.judging import Verdict
from eval.runner import Outcome
from tests.eval.samples import outcome, question


def outcomes(n: int, wrong: int = 0, stratum: str = "answerable") -> list[Outcome]:
    """The first `wrong` of n questions are answered wrongly."""
    good = Verdict.RIGHT if stratum == "answerable" else Verdict.REFUSED
    bad = Verdict.WRONG if stratum == "answerable" else Verdict.HALLUCINATED
    return [outcome(question(i, stratum), bad if i < wrong else good) for i in range(n)]


def accepted(found: list[Outcome]) -> dict[str, gate.Judged]:
    return {o.key: gate.judged(o) for o in found}


def test_the_same_run_passes() -> None:
    assert compare(outcomes(50, 5), accepted(outcomes(50, 5))).decision is Decision.PASS


def test_a_real_loss_fails() -> None:
    found = compare(outcomes(100, 20), accepted(outcomes(100)))
    assert found.decision is Decision.FAIL
    assert found.changes[0].point == pytest.approx(-0.2)


def test_a_certain_but_small_loss_passes() -> None:
    found = compare(outcomes(1000, 15), accepted(outcomes(1000)))
    assert all(c.high < 0 for c in found.changes)
    assert found.decision is Decision.PASS


def test_a_loss_that_so_few_questions_cannot_rule_out_is_inconclusive() -> None:
    assert compare(outcomes(20, 1), accepted(outcomes(20))).decision is Decision.INCONCLUSIVE


def test_a_gain_passes() -> None:
    assert compare(outcomes(100), accepted(outcomes(100, 20))).decision is Decision.PASS


def test_near_misses_are_compared_too() -> None:
    assert compare(outcomes(100, 30, "near"), accepted(outcomes(100, 0, "near"))).decision is Decision.FAIL


@pytest.mark.parametrize("stratum", ["far", "injection"])
def test_one_answer_where_none_may_be_fails(stratum: str) -> None:
    found = compare(outcomes(40, 1, stratum), accepted(outcomes(40, 0, stratum)))
    assert found.flipped == ("real/q0",)
    assert found.decision is Decision.FAIL
    assert compare(outcomes(40, 1, stratum), accepted(outcomes(40, 1, stratum))).decision is Decision.PASS


def test_new_and_gone_questions_are_named_and_not_compared() -> None:
    before = accepted([*outcomes(10), outcome(question(99)), outcome(question(98), corpus="own")])
    found = compare([*outcomes(10), outcome(question(50), Verdict.WRONG)], before)
    assert (found.new, found.gone) == (("real/q50",), ("real/q99",))  # the other corpus did not run
    assert found.decision is Decision.PASS
    assert any("q50" in line for line in gate.lines(found))


def test_a_question_that_was_altered_under_its_id_is_named_and_not_compared() -> None:
    before = accepted(outcomes(10))
    altered = outcome(question(3, vital=("anderes",)), Verdict.WRONG)
    found = compare([altered if o.key == altered.key else o for o in outcomes(10)], before)
    assert (found.altered, found.new, found.gone) == (("real/q3",), (), ())
    assert found.changes[0].n == 9
    assert found.decision is Decision.PASS


def test_without_any_pair_nothing_is_known() -> None:
    assert compare(outcomes(10), {}).decision is Decision.INCONCLUSIVE


def test_the_sealed_half_is_not_compared() -> None:
    assert compare([outcome(question(1, split="sealed"), Verdict.WRONG)], {}).new == ()


def test_accepted_runs_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    found = [*outcomes(5, 2), outcome(question(9, split="sealed"))]
    assert write_accepted(found, path) == 5
    assert read_accepted(path) == accepted(outcomes(5, 2))


def test_a_share_that_the_file_rounds_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "accepted.json"
    found = [outcome(question(i), Verdict.INCOMPLETE, vital=2 / 3) for i in range(3)]
    write_accepted(found, path)
    assert all(c.low == c.high == 0.0 for c in compare(found, read_accepted(path)).changes)


@pytest.mark.parametrize("content", [None, "{", "[1]", '{"a": 3}', '{"a": ["great", 1]}'])
def test_an_unreadable_state_is_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "accepted.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"accepted\.json fehlt oder ist nicht lesbar"):
        read_accepted(path)
