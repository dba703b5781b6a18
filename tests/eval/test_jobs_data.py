"""The files with labelled ideas and cases: how they are read, and that the shipped ones fit together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.errors import UsageError
from corpus.programmes import load_programmes
from corpus.results import CriterionStatus, Verdict
from corpus.themes import load_themes
from eval.contamination import RUN
from eval.jobs_data import CASES, IDEAS, LabelledCase, load_cases, load_ideas, load_training
from eval.questions import HASH_FILE, check_sealed, sealed_hash
from ingest.pipeline import SHIPPED
from tests.bot.strategies import SCHOOLS, UNEMPLOYED
from tests.eval.test_jobs import case, idea

MET, UNMET, OPEN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.OPEN
GENERAL = {"ausschluss", "regionalbezug", "strategiebeitrag", "rechtsform", "betriebsstaette"}
CONDITIONS = {  # of every funding object
    "FG1": GENERAL | {"ueberbetrieblich"},
    "FG2": GENERAL | {"zuwendungsempfaenger", "arbeitsverwaltung", "zusaetzlich"},
    "FG3": GENERAL | {"ueberbetrieblich"},
}
CURABLE = {"arbeitsverwaltung"}

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
