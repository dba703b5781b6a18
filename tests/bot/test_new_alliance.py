"""docs/new-alliance.md, followed to the letter: its files make an alliance that onboarding, fit and check can serve."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.assistant import Assistant
from corpus.cli import run
from corpus.model import Programme
from corpus.programme import CriterionCheck
from corpus.results import CriterionStatus, FitVerdict, Verdict
from ingest.evidence import evidence_of
from ingest.pipeline import ingest
from retrieval.embedders import Embedder

TEXT = (Path(__file__).parents[2] / "docs" / "new-alliance.md").read_text(encoding="utf-8")
FILES = re.findall(r"^\*\*(\S+\.\w+)\*\*\n\n```\w*\n(.*?)^```$", TEXT, re.M | re.S)
PROGRAMME = "musterland/programmes/musterland.yaml"
UNEMPLOYED = re.findall(r'^lotse check "(.+?)" --applicant "(.+?)"$', TEXT, re.M)
STAND = re.findall(r'^lotse fit "(.+?)"$', TEXT, re.M)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder at the end of the text: of a file that it gives twice, the last."""
    root = tmp_path_factory.mktemp("neu")
    for name, content in FILES:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def data(folder: Path, embedder: Embedder) -> Path:
    report = ingest(folder / "musterland", folder / "probe", embedder=embedder)
    assert report.complete and not report.warnings
    return folder / "probe"


@pytest.fixture(scope="module")
def new(data: Path, embedder: Embedder) -> Assistant:
    return Assistant(data, embedder)


def test_the_smallest_file_works_alone(tmp_path: Path, folder: Path, embedder: Embedder) -> None:
    smallest, whole = (content for name, content in FILES if name == PROGRAMME)
    assert len(smallest) < len(whole) / 10
    for name, content in FILES:
        if name.startswith("musterland/"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(smallest if name == PROGRAMME else content, encoding="utf-8")
    ingest(tmp_path / "musterland", tmp_path / "probe", embedder=embedder)
    assistant = Assistant(tmp_path / "probe", embedder)
    chapters = [chapter.id for chapter in assistant.onboarding("Musterland").chapters]
    assert chapters == ["buendnis", "nachlesen"]
    assert "viermal im Jahr" in assistant.ask("Wie oft tagt die Lenkungsrunde?").answer


def test_the_whole_example_uses_every_part(folder: Path) -> None:
    given = yaml.safe_load((folder / PROGRAMME).read_text(encoding="utf-8"))
    assert set(given) == set(Programme.__dataclass_fields__)
    assert {criterion["check"] for criterion in given["criteria"]} == set(CriterionCheck)


def test_the_text_explains_every_check() -> None:
    rows = re.findall(r"^\| ([a-z_]+) \|", TEXT, re.M)
    assert set(CriterionCheck) <= set(rows)


def test_every_statement_has_its_quote(new: Assistant) -> None:
    for label, evidence in evidence_of(new.alliance("musterland")):
        assert evidence.passage_id, label
        quote = new.passage(evidence.passage_id).text[evidence.start : evidence.end]
        assert 10 < len(quote) < 200, label


def test_doctor_finds_nothing(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor", str(folder / "musterland"), "--data", str(data)]) == 0
    assert "Alles in Ordnung." in capsys.readouterr().out


def test_onboarding_has_all_chapters(new: Assistant) -> None:
    onboarding = new.onboarding("Musterland")
    assert len(onboarding.chapters) == 8
    assert "Noch nicht" not in onboarding.chapters[-1].lead
    assert onboarding.glossary and onboarding.contact


def test_ideas_are_placed_as_the_text_says(new: Assistant, folder: Path) -> None:
    fit = new.fit((folder / "idee.txt").read_text(encoding="utf-8"), alliance="musterland")
    assert (fit.verdict, fit.matches[0].id) == (FitVerdict.FITS, "A")
    assert [goal.id for goal in fit.cross_cutting] == ["digitalisierung"]
    assert [project.title for project in fit.similar_projects] == ["Werkstattbus"]
    assert [new.fit(idea, alliance="musterland").verdict for idea in STAND] == [FitVerdict.NO_FIT]


def test_own_ideas_are_measured_as_the_text_says(data: Path, folder: Path) -> None:
    command = [sys.executable, "messen.py", data.name, "ideen"]
    shown = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout
    assert "richtiges Handlungsfeld zuerst: 4 von 4" in shown
    assert "Fernliegendes abgelehnt: 1 von 1" in shown
    assert "erwartet" not in shown


def test_checks_come_out_as_the_text_says(new: Assistant, folder: Path) -> None:
    idea = (folder / "idee.txt").read_text(encoding="utf-8")
    result = new.check(idea, alliance="musterland", applicant="Volkshochschule Friesland")
    assert result.verdict is Verdict.ELIGIBLE
    ((idea, applicant),) = UNEMPLOYED
    result = new.check(idea, alliance="musterland", applicant=applicant)
    assert result.verdict is Verdict.UNCLEAR
    assert [question.criterion_id for question in result.open_questions] == ["abstimmung", "zusaetzlich"]
    answers = {question.criterion_id: "ja" for question in result.open_questions}
    result = new.check(idea, alliance="musterland", applicant=applicant, answers=answers)
    assert result.verdict is Verdict.ELIGIBLE
    result = new.check(idea, alliance="musterland", applicant="Privatperson aus Varel")
    assert {f.id for f in result.criteria if f.status is CriterionStatus.UNMET} == {"rechtsform", "empfaenger"}
