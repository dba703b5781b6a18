"""Figures about ideas and cases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest

from bot.assistant import Assistant
from corpus.results import CriterionStatus, FitVerdict, Verdict
from eval.jobs import (
    Checked,
    Placed,
    calibration,
    check,
    check_rows,
    fit_rows,
    job_parts,
    per_criterion,
    per_kind,
    place,
    speed,
)
from eval.jobs_data import LabelledCase, LabelledIdea
from eval.summary import Row
from tests.bot.strategies import ABROAD, POOL, SCHOOLS, UNEMPLOYED

MET, UNMET, OPEN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.OPEN


def idea(fields: tuple[str, ...] = ("I",), **values: Any) -> LabelledIdea:
    given = {"id": "d1", "alliance": "heidetal", "idea": SCHOOLS, "kind": "plain", "split": "development"}
    return LabelledIdea(**{**given, "fields": fields, **values})


def placed(
    fields: str, wanted: str = "I", scores: Iterable[float] = (), verdict: FitVerdict | None = None, **values: Any
) -> Placed:
    """`fields` and `wanted` are ids with blanks between them."""
    come = tuple(fields.split())
    given = tuple(scores) or tuple(0.9 / (n + 1) for n in range(len(come)))
    verdict = verdict or (FitVerdict.FITS if come else FitVerdict.NO_FIT)
    times = values.pop("timings_ms", {})
    return Placed(
        idea=idea(tuple(wanted.split()), **values), fields=come, scores=given, verdict=verdict, timings_ms=times
    )


def case(criteria: dict[str, CriterionStatus], objects: tuple[str, ...] = ("FG1",), **values: Any) -> LabelledCase:
    given = {
        "id": "e1",
        "alliance": "heidetal",
        "idea": SCHOOLS,
        "applicant": "",
        "answers": {},
        "verdict": Verdict.UNCLEAR,
    }
    return LabelledCase(**{**given, "split": "development", "criteria": criteria, "funding_objects": objects, **values})


def checked(
    labels: dict[str, CriterionStatus],
    statuses: dict[str, CriterionStatus],
    verdict: Verdict = Verdict.UNCLEAR,
    known: str = "a b c",
    curable: str = "c",
    chosen: str | None = "FG1",
    **values: Any,
) -> Checked:
    return Checked(
        case=case(labels, **values),
        statuses=statuses,
        verdict=verdict,
        funding_object=chosen,
        known=frozenset(known.split()),
        curable=frozenset(curable.split()),
    )


def counts(rows: Iterable[Row]) -> dict[str, tuple[int, int]]:
    return {row.label: (row.hits, row.n) for row in rows}


def test_the_rows_of_a_fit_count_what_their_labels_say() -> None:
    all_of_them = [
        placed("I II"),
        placed("II I"),  # only second
        placed("III II I"),  # only third
        placed("II", wanted="I II"),  # either may come first
        placed("", wanted="I"),  # wrongly rejected
        placed("", wanted=""),  # rightly rejected
        placed("I", wanted=""),  # far, but placed
    ]
    rows = fit_rows(all_of_them)
    assert counts(rows) == {
        "richtiges Handlungsfeld zuerst": (2, 5),
        "richtiges unter den ersten beiden": (3, 5),
        "Fernliegendes abgelehnt": (1, 2),
        "Passendes zu Unrecht abgelehnt": (1, 5),
    }
    assert [row.met for row in rows] == [False, False, False, None]
    assert [row.met for row in fit_rows([placed("I II")])] == [True, True, None]
    assert fit_rows([]) == []


def test_the_rows_of_a_check_count_what_their_labels_say() -> None:
    right = checked({"a": MET, "b": OPEN}, {"a": MET, "b": OPEN})
    wrong = checked({"a": MET, "b": OPEN}, {"a": OPEN}, chosen="FG2")  # b was not asked: wrong
    unknown = checked({"a": MET, "d": UNMET}, {"a": MET}, verdict=Verdict.ELIGIBLE)  # d is not in this corpus
    hard = checked({"a": UNMET}, {"a": UNMET}, verdict=Verdict.NOT_ELIGIBLE)
    missed = checked({"a": UNMET, "c": UNMET}, {"a": MET, "c": UNMET}, verdict=Verdict.ELIGIBLE)
    soft = checked({"a": MET, "c": UNMET}, {"a": MET, "c": UNMET}, chosen=None, objects=())
    rows = check_rows([right, wrong, unknown, hard, missed, soft])
    assert counts(rows) == {
        "Bedingung richtig beurteilt": (7, 10),
        "Gesamturteil richtig": (5, 6),
        "Fördergegenstand richtig": (4, 5),
        "förderfähig trotz Ausschluss": (1, 2),
    }
    assert rows[-1].at_most and rows[-1].met is False
    assert check_rows([hard])[-1].met is True
    assert check_rows([]) == []


@pytest.mark.parametrize(
    ("labels", "objects", "wanted"),
    [
        ({"a": MET, "b": MET}, ("FG1",), Verdict.ELIGIBLE),
        ({"a": MET, "b": MET}, (), Verdict.UNCLEAR),  # nothing is eligible without a funding object
        ({"a": MET, "b": OPEN}, ("FG1",), Verdict.UNCLEAR),
        ({"a": MET, "c": UNMET}, ("FG1",), Verdict.UNCLEAR),  # can be made up for
        ({"a": MET, "b": UNMET}, ("FG1",), Verdict.NOT_ELIGIBLE),
        ({"b": UNMET, "c": UNMET}, ("FG1",), Verdict.NOT_ELIGIBLE),
        ({"a": MET, "d": UNMET}, ("FG1",), Verdict.ELIGIBLE),  # d has no source in this corpus
    ],
)
def test_the_wanted_verdict_follows_from_the_labels(
    labels: dict[str, CriterionStatus], objects: tuple[str, ...], wanted: Verdict
) -> None:
    for verdict in Verdict:
        rows = counts(check_rows([checked(labels, {}, verdict=verdict, objects=objects)]))
        assert rows["Gesamturteil richtig"] == (int(verdict is wanted), 1)


def test_figures_by_criterion_and_by_kind() -> None:
    both = [
        checked({"a": MET, "b": OPEN}, {"a": MET, "b": MET}),
        checked({"b": OPEN, "d": MET}, {"b": OPEN, "d": MET}),
    ]
    assert counts(per_criterion(both)) == {"b": (1, 2), "a": (1, 1)}
    assert [row.label for row in per_criterion(both)] == ["b", "a"]
    kinds = [placed("I"), placed("II"), placed("", wanted="", kind="far"), placed("I", wanted="", kind="far")]
    assert counts(per_kind(kinds)) == {"plain": (1, 2), "far": (1, 2)}


def test_calibration_and_speed_take_only_what_tells() -> None:
    given = [
        placed("I", scores=(0.8,), timings_ms={"embed": 20.0, "rest": 4.0}),
        placed("II", scores=(0.6,), timings_ms={"embed": 0.1, "rest": 90.0}),  # embedded before
        placed("", timings_ms={"embed": 40.0, "rest": 6.0}),
    ]
    assert calibration(given) == ([0.8, 0.6], [True, False])
    assert speed(given) == (30.0, 5.0)
    assert speed(given[1:2]) == speed([]) == (0.0, 0.0)


def test_the_halves_are_reported_apart() -> None:
    ideas = [placed("I"), placed("I"), placed("II", split="sealed")]
    cases = [checked({"a": MET}, {"a": MET}, split="sealed")]
    parts = job_parts(ideas, cases)
    assert [(len(rows) > 0, re.search(r"\d+ \w+$", title)) is not None for title, rows in parts] == [True] * 3
    assert [title.partition(",")[0] for title, _ in parts] == ["Passung", "Passung", "Förderfähigkeit"]
    assert [title.rpartition(": ")[2] for title, _ in parts] == ["2 Ideen", "1 Ideen", "1 Fälle"]
    assert parts[0][1] == fit_rows(ideas[:2]) and parts[2][1] == check_rows(cases)
    assert job_parts([], []) == []


def test_ideas_and_cases_are_run_over_a_real_index(strategies: Assistant) -> None:
    seen: list[tuple[int, int]] = []
    ideas = [
        idea(("III",), id="d1", idea=ABROAD),
        idea((), id="d2", idea=POOL),
        idea(("I",), id="d3", alliance="kueste"),  # has no action fields
        idea(("I",), id="d4", alliance="nirgends"),
    ]
    found = place(ideas, strategies, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 2), (1, 2)]
    assert [p.idea.id for p in found] == ["d1", "d2"]
    assert (found[0].fields[0], found[0].verdict, found[0].first) == ("III", FitVerdict.FITS, True)
    assert (found[1].fields, found[1].scores, found[1].verdict) == ((), (), FitVerdict.NO_FIT)
    assert set(found[0].timings_ms) == {"embed", "rest"}

    labels = {"rechtsform": MET, "abstimmung": MET, "unbekannt": MET}
    answers = {"abstimmung": "ja", "unbekannt": "ja"}  # an answer to what this corpus does not ask is not given
    cases = [
        case(labels, ("FG2",), id="e1", idea=UNEMPLOYED, applicant="Volkshochschule Uelzen", answers=answers),
        case(labels, id="e2", alliance="moor"),  # has no criteria
        case(labels, id="e3", alliance="nirgends"),
    ]
    (result,) = check(cases, strategies)
    assert result.case.id == "e1"
    assert result.funding_object == "FG2"
    assert (result.statuses["rechtsform"], result.statuses["abstimmung"]) == (MET, MET)
    assert result.curable == {"abstimmung"} and "unbekannt" not in result.known and len(result.known) == 9
    assert result.right() == [("rechtsform", True), ("abstimmung", True)]
