"""How well ideas are placed and conditions are checked: every labelled idea and case once, on one corpus."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.assistant import Assistant
from corpus.results import CriterionStatus, Eligibility, Fit, FitVerdict, Verdict
from eval.jobs_data import LabelledCase, LabelledIdea
from eval.summary import Row

SPLITS = {"development": "Entwicklung", "sealed": "versiegelt"}
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A labelled idea with the fields that came first, best first; none if it was said to fit nowhere."""

    idea: LabelledIdea
    fields: tuple[str, ...]
    scores: tuple[float, ...]
    verdict: FitVerdict
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def far(self) -> bool:
        return not self.idea.fields

    @property
    def first(self) -> bool:
        """Whether the first field is one that may come first."""
        return bool(set(self.fields[:1]) & set(self.idea.fields))

    @property
    def among_two(self) -> bool:
        return bool(set(self.fields[:2]) & set(self.idea.fields))


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A labelled case with what came out of it."""

    case: LabelledCase
    statuses: dict[str, CriterionStatus]
    verdict: Verdict
    funding_object: str | None
    known: frozenset[str]  # the criteria that have a source in this corpus
    curable: frozenset[str]

    def right(self) -> list[tuple[str, bool]]:
        """For every labelled criterion that the programme has on this corpus, whether its status is right.

        A criterion that only another funding object has counts as wrong.
        """
        return [
            (key, self.statuses.get(key) is wanted) for key, wanted in self.case.criteria.items() if key in self.known
        ]

    @property
    def excluded(self) -> bool:
        """Whether a condition that cannot be made up for is labelled unmet."""
        unmet = {key for key, status in self.case.criteria.items() if status is CriterionStatus.UNMET}
        return bool((unmet & self.known) - self.curable)


def place(ideas: Sequence[LabelledIdea], assistant: Assistant, progress: Progress | None = None) -> tuple[Placed, ...]:
    """Place every idea in the strategy of its alliance. Ideas for alliances without one in this corpus are left out."""
    placeable = {p.alliance for p in assistant.alliances() if p.action_fields}
    ideas = [idea for idea in ideas if idea.alliance in placeable]
    found = []
    for done, idea in enumerate(ideas):
        if progress:
            progress(done, len(ideas))
        found.append(_placed(idea, assistant.fit(idea.idea, alliance=idea.alliance)))
    return tuple(found)


def check(cases: Sequence[LabelledCase], assistant: Assistant, progress: Progress | None = None) -> tuple[Checked, ...]:
    """Check every case against the conditions of its alliance. Cases for alliances without any are left out."""
    known = {p.alliance: {c.id: c.curable for c in p.criteria} for p in assistant.alliances() if p.criteria}
    cases = [case for case in cases if case.alliance in known]
    found = []
    for done, case in enumerate(cases):
        if progress:
            progress(done, len(cases))
        answers = {key: value for key, value in case.answers.items() if key in known[case.alliance]}
        result = assistant.check(case.idea, alliance=case.alliance, applicant=case.applicant, answers=answers)
        found.append(_checked(case, result, known[case.alliance]))
    return tuple(found)


def job_parts(placed: Sequence[Placed], checked: Sequence[Checked]) -> list[tuple[str, list[Row]]]:
    """The figures of ideas and cases under a title each, the halves apart. Empty ones are left out."""
    found = []
    for split, name in SPLITS.items():
        ideas = [p for p in placed if p.idea.split == split]
        cases = [c for c in checked if c.case.split == split]
        found += [(f"Passung, {name}: {len(ideas)} Ideen", fit_rows(ideas))] if ideas else []
        found += [(f"Förderfähigkeit, {name}: {len(cases)} Fälle", check_rows(cases))] if cases else []
    return found


def fit_rows(placed: Sequence[Placed]) -> list[Row]:
    """The figures of the fit against their targets. Rows about nothing are left out."""
    inside, far = [p for p in placed if not p.far], [p for p in placed if p.far]
    rows = [
        Row(label="richtiges Handlungsfeld zuerst", hits=sum(p.first for p in inside), n=len(inside), target=0.88),
        Row(label="richtiges unter den ersten beiden", hits=sum(p.among_two for p in inside), n=len(inside), target=0.97),
        Row(
            label="Fernliegendes abgelehnt",
            hits=sum(p.verdict is FitVerdict.NO_FIT for p in far),
            n=len(far),
            target=0.95,
        ),
        Row(
            label="Passendes zu Unrecht abgelehnt",
            hits=sum(p.verdict is FitVerdict.NO_FIT for p in inside),
            n=len(inside),
        ),
    ]  # fmt: skip
    return [row for row in rows if row.n]


def check_rows(checked: Sequence[Checked]) -> list[Row]:
    """The figures of the eligibility check against their targets."""
    statuses = [right for each in checked for _, right in each.right()]
    excluded = [each for each in checked if each.excluded]
    objects = [each for each in checked if each.case.funding_objects]
    rows = [
        Row(label="Bedingung richtig beurteilt", hits=sum(statuses), n=len(statuses), target=0.93),
        Row(label="Gesamturteil richtig", hits=sum(_judged(each) for each in checked), n=len(checked)),
        Row(
            label="Fördergegenstand richtig",
            hits=sum(each.funding_object in each.case.funding_objects for each in objects),
            n=len(objects),
        ),
        Row(
            label="förderfähig trotz Ausschluss",
            hits=sum(each.verdict is Verdict.ELIGIBLE for each in excluded),
            n=len(excluded),
            target=0.0,
            at_most=True,
        ),
    ]
    return [row for row in rows if row.n]


def per_criterion(checked: Sequence[Checked]) -> list[Row]:
    """Share of right statuses for every criterion, the most frequent first."""
    rights = [pair for each in checked for pair in each.right()]
    names = sorted({name for name, _ in rights})
    rows = [
        Row(label=name, hits=sum(right for n, right in rights if n == name), n=sum(n == name for n, _ in rights))
        for name in names
    ]
    return sorted(rows, key=lambda row: -row.n)


def per_kind(placed: Sequence[Placed]) -> list[Row]:
    """Share of ideas of each kind that came to a right first field, or were rejected if they are far."""
    names = sorted({p.idea.kind for p in placed})
    of = {name: [p for p in placed if p.idea.kind == name] for name in names}
    return [
        Row(label=name, hits=sum(p.verdict is FitVerdict.NO_FIT if p.far else p.first for p in each), n=len(each))
        for name, each in of.items()
    ]


def calibration(placed: Sequence[Placed]) -> tuple[list[float], list[bool]]:
    """The stated probability of every first field, and whether it was right."""
    given = [p for p in placed if p.fields]
    return [p.scores[0] for p in given], [p.first for p in given]


def speed(placed: Sequence[Placed]) -> tuple[float, float]:
    """Medians in ms: embedding an idea, everything else. Only ideas that had to be embedded count."""
    new = [p.timings_ms for p in placed if p.timings_ms.get("embed", 0.0) > 1.0]
    if not new:
        return 0.0, 0.0
    return statistics.median(t["embed"] for t in new), statistics.median(t["rest"] for t in new)


def _placed(idea: LabelledIdea, fit: Fit) -> Placed:
    return Placed(
        idea=idea,
        fields=tuple(match.id for match in fit.matches),
        scores=tuple(match.score for match in fit.matches),
        verdict=fit.verdict,
        timings_ms=fit.timings_ms,
    )


def _checked(case: LabelledCase, result: Eligibility, known: dict[str, bool]) -> Checked:
    return Checked(
        case=case,
        statuses={finding.id: finding.status for finding in result.criteria},
        verdict=result.verdict,
        funding_object=result.funding_object.id if result.funding_object else None,
        known=frozenset(known),
        curable=frozenset(key for key, curable in known.items() if curable),
    )


def _judged(each: Checked) -> bool:
    """Whether the verdict is what follows from the labels of those criteria that this corpus has."""
    labelled = {key: status for key, status in each.case.criteria.items() if key in each.known}
    if each.excluded:
        wanted = Verdict.NOT_ELIGIBLE
    elif all(status is CriterionStatus.MET for status in labelled.values()) and each.case.funding_objects:
        wanted = Verdict.ELIGIBLE
    else:
        wanted = Verdict.UNCLEAR
    return each.verdict is wanted
