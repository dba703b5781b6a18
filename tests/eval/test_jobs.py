"""Figures about ideas and cases, and the files with the labelled ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.assistant import Assistant
from corpus.errors import UsageError
from corpus.programmes import load_programmes
from corpus.results import CriterionStatus, FitVerdict, Verdict
from corpus.themes import load_themes
from eval.contamination import RUN
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
from eval.jobs_data import CASES, IDEAS, LabelledCase, LabelledIdea, load_cases, load_ideas, load_training
from eval.questions import HASH_FILE, check_sealed, sealed_hash
from eval.summary import Row
from ingest.pipeline import SHIPPED
from tests.bot.strategies import ABROAD, POOL, SCHOOLS, UNEMPLOYED

MET, UNMET, OPEN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.OPEN
GENERAL = {"ausschluss", "regionalbezug", "strategiebeitrag", "rechtsform", "betriebsstaette"}
CONDITIONS = {  # of every funding object
    "FG1": GENERAL | {"ueberbetrieblich"},
    "FG2": GENERAL | {"zuwendungsempfaenger", "arbeitsverwaltung", "zusaetzlich"},
    "FG3": GENERAL | {"ueberbetrieblich"},
}
CURABLE = {"arbeitsverwaltung"}


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


IDEA = {"id": "d1", "alliance": "heidetal", "kind": "plain", "idea": SCHOOLS, "fields": ["I"]}
CASE = {
    "id": "e1",
    "alliance": "heidetal",
    "idea": UNEMPLOYED,
    "applicant": "VHS",
    "answers": {"abstimmung": "ja"},
    "funding_object": ["FG2"],
    "criteria": {"rechtsform": "erfuellt", "zusatz": "offen"},
    "verdict": "klaeren",
    "tests": "all of it",
}


def write(folder: Path, split: str, name: str, **content: Any) -> Path:
    path = folder / split / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


def test_all_fields_are_read(tmp_path: Path) -> None:
    write(tmp_path, "development", "a.yaml", ideas=[IDEA, {**IDEA, "id": "d2", "fields": []}])
    first, second = load_ideas("development", tmp_path)
    assert first == idea()
    assert (second.fields, second.id) == ((), "d2")
    write(tmp_path, "development", "a.yaml", cases=[CASE])
    (read,) = load_cases("development", tmp_path)
    assert read == case(
        {"rechtsform": MET, "zusatz": OPEN},
        ("FG2",),
        idea=UNEMPLOYED,
        applicant="VHS",
        answers={"abstimmung": "ja"},
        tests="all of it",
    )
    bare = {k: v for k, v in CASE.items() if k not in ("applicant", "answers", "tests")}
    write(tmp_path, "development", "a.yaml", cases=[{**bare, "answers": None}])
    (read,) = load_cases("development", tmp_path)
    assert (read.applicant, read.answers, read.tests) == ("", {}, "")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"fields": None}, "d1: TypeError"),
        ({"fields": "III"}, "fields ist keine Liste"),
        ({"idea": None}, "idea ist kein Text"),
        ({"idea": " "}, "idea ist kein Text"),
    ],
)
def test_a_wrong_idea_is_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    write(tmp_path, "development", "a.yaml", ideas=[{**IDEA, **change}])
    with pytest.raises(UsageError, match=re.escape(message)):
        load_ideas("development", tmp_path)


@pytest.mark.parametrize("missing", ["alliance", "idea", "kind", "fields"])
def test_an_idea_without_something_is_named(tmp_path: Path, missing: str) -> None:
    write(tmp_path, "development", "a.yaml", ideas=[{k: v for k, v in IDEA.items() if k != missing}])
    with pytest.raises(UsageError, match=rf"a\.yaml, d1: KeyError\('{missing}'\)"):
        load_ideas("development", tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"funding_object": "FG1"}, "funding_object ist keine Liste"),
        ({"criteria": None}, "e1: AttributeError"),
        ({"criteria": {"rechtsform": "ja"}}, "'ja' is not a valid CriterionStatus"),
        ({"verdict": "vielleicht"}, "'vielleicht' is not a valid Verdict"),
        ({"answers": ["a"]}, "e1: ValueError"),
        ({"idea": 5}, "idea ist kein Text"),
    ],
)
def test_a_wrong_case_is_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    write(tmp_path, "development", "a.yaml", cases=[{**CASE, **change}])
    with pytest.raises(UsageError, match=re.escape(message)):
        load_cases("development", tmp_path)


@pytest.mark.parametrize(
    "content", ["", "- eins", "ideas: eins", "ideen: []", "ideas: [eins]", "ideas: [[eins]]", "a: [", "\x00"]
)
def test_a_file_of_another_form_is_named(tmp_path: Path, content: str) -> None:
    for split in ("development", "training"):
        (tmp_path / split).mkdir()
        (tmp_path / split / "a.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"development/a\.yaml: "):
        load_ideas("development", tmp_path)
    with pytest.raises(UsageError, match=r"training/a\.yaml: "):
        load_training(tmp_path)


def test_an_id_is_given_once_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, "development", "a.yaml", ideas=[IDEA])
    write(tmp_path, "development", "b.yaml", ideas=[IDEA])
    with pytest.raises(UsageError, match="kommt eine id doppelt vor"):
        load_ideas("development", tmp_path)


@pytest.mark.parametrize(
    "entry", [{"theme": "rosenzucht", "idea": SCHOOLS}, {"theme": "mint"}, {"theme": "mint", "idea": ""}]
)
def test_a_training_idea_needs_a_known_theme_and_a_text(tmp_path: Path, entry: dict[str, str]) -> None:
    write(tmp_path, "training", "a.yaml", ideas=[{"theme": "mint", "idea": SCHOOLS}])
    assert [(each.theme, each.idea) for each in load_training(tmp_path)] == [("mint", SCHOOLS)]
    write(tmp_path, "training", "a.yaml", ideas=[entry])
    with pytest.raises(UsageError, match="kein Thema"):
        load_training(tmp_path)


def test_sealed_files_are_read_only_as_they_were_sealed(tmp_path: Path) -> None:
    path = write(tmp_path, "sealed", "a.yaml", ideas=[IDEA])
    with pytest.raises(UsageError, match="passen nicht zur Prüfsumme"):  # not sealed yet
        load_ideas("sealed", tmp_path)
    (tmp_path / HASH_FILE).write_text(f"{sealed_hash(tmp_path)}\n", encoding="ascii")
    assert load_ideas("sealed", tmp_path) == (idea(split="sealed"),)
    sealed = path.read_bytes()
    path.write_bytes(sealed + b"\n")
    with pytest.raises(UsageError, match="passen nicht zur Prüfsumme"):
        load_ideas("sealed", tmp_path)
    path.write_bytes(sealed)
    write(tmp_path, "sealed", "b.yaml", ideas=[])
    with pytest.raises(UsageError, match="passen nicht zur Prüfsumme"):
        load_ideas("sealed", tmp_path)
    write(tmp_path, "development", "a.yaml", ideas=[IDEA])
    assert load_ideas("development", tmp_path) == (idea(),)  # what is open needs no seal


# From here on the shipped files. Of the sealed ones only counts are compared, so that a failure shows none of them.


@pytest.mark.parametrize("folder", [IDEAS, CASES])
def test_the_shipped_sealed_files_are_those_that_were_sealed(folder: Path) -> None:
    assert len(check_sealed(folder)) == 64


def test_every_theme_has_ideas_to_learn_from() -> None:
    learnt = [each.theme for each in load_training()]
    assert set(learnt) == {theme.id for theme in load_themes()}
    assert min(learnt.count(theme) for theme in set(learnt)) >= 5  # one for each fold


def runs(text: str) -> set[tuple[str, ...]]:
    """Eight words in a row, two more than questions may share: ideas are longer. A shorter text counts as a whole."""
    words = re.findall(r"\w+", text.lower())
    length = min(len(words), RUN + 2)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.parametrize("split", ["development", "sealed"])
def test_nothing_to_learn_from_is_asked_again(split: str) -> None:
    asked = [each.idea for each in load_ideas(split)] + [each.idea for each in load_cases(split)]
    learnt = set[tuple[str, ...]]().union(*(runs(each.idea) for each in load_training()))
    assert len(asked) >= 100
    shared = sum(bool(runs(text) & learnt) for text in asked)
    assert shared == 0


def test_development_and_sealed_ideas_have_nothing_in_common() -> None:
    seen = set[tuple[str, ...]]().union(*(runs(each.idea) for each in load_ideas("development")))
    shared = sum(bool(runs(each.idea) & seen) for each in load_ideas("sealed"))
    assert shared == 0


def test_a_text_that_is_learnt_would_be_found() -> None:
    learnt = load_training()[0].idea
    assert runs(f"Guten Tag! {learnt} Danke.") & runs(learnt)


@pytest.mark.parametrize("split", ["development", "sealed"])
def test_labelled_fields_are_fields_of_their_alliance(split: str) -> None:
    fields = {p.alliance: {f.id for f in p.action_fields} for p in load_programmes(SHIPPED)}
    wrong = sum(not set(each.fields) <= fields.get(each.alliance, set()) for each in load_ideas(split))
    assert wrong == 0


def problems(each: LabelledCase) -> set[str]:
    """What in the labels of a case does not fit together."""
    conditions = CONDITIONS[each.funding_objects[0]] if each.funding_objects else GENERAL
    unmet = {key for key, status in each.criteria.items() if status is UNMET}
    if unmet - CURABLE:
        follows = Verdict.NOT_ELIGIBLE
    elif unmet or OPEN in each.criteria.values() or not each.funding_objects:
        follows = Verdict.UNCLEAR
    else:
        follows = Verdict.ELIGIBLE
    found = {
        "conditions": set(each.criteria) != conditions,
        "verdict": each.verdict is not follows,
        "funding object": not set(each.funding_objects) <= set(CONDITIONS),
        "answers": any(
            key not in CONDITIONS and each.criteria.get(key) is not {"ja": MET, "nein": UNMET}.get(value)
            for key, value in each.answers.items()
        ),
    }
    return {name for name, is_wrong in found.items() if is_wrong}


def test_the_conditions_are_those_of_the_programme() -> None:
    for alliance in ("nordostniedersachsen", "leine-weser"):
        (programme,) = [p for p in load_programmes(SHIPPED) if p.alliance == alliance]
        for object_, conditions in CONDITIONS.items():
            shipped = {c.id for c in programme.criteria if not c.applies_to or object_ in c.applies_to}
            assert shipped <= conditions, (alliance, object_)
        assert {c.id for c in programme.criteria if c.curable} <= CURABLE


def test_development_labels_fit_together() -> None:
    cases = load_cases("development")
    assert len(cases) >= 50
    assert {each.id: problems(each) for each in cases if problems(each)} == {}


def test_sealed_labels_fit_together() -> None:
    cases = load_cases("sealed")
    wrong = sum(bool(problems(each)) for each in cases)
    assert len(cases) >= 50
    assert wrong == 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"verdict": Verdict.ELIGIBLE}, "verdict"),
        ({"criteria": dict.fromkeys(GENERAL, MET)}, "conditions"),
        ({"funding_objects": ("FG9", "FG1")}, KeyError),
        ({"funding_objects": ("FG2", "FG9")}, "funding object"),
        ({"answers": {"arbeitsverwaltung": "ja"}}, "answers"),
    ],
)
def test_labels_that_do_not_fit_together_are_found(change: dict[str, Any], problem: Any) -> None:
    labels = dict.fromkeys(CONDITIONS["FG2"], MET) | {"arbeitsverwaltung": UNMET}
    made = case(
        **{
            "criteria": labels,
            "objects": ("FG2",),
            **{("objects" if k == "funding_objects" else k): v for k, v in change.items()},
        }
    )
    if problem is KeyError:
        with pytest.raises(KeyError):
            problems(made)
    else:
        assert (problem in problems(made)) if problem else problems(made) == set()
