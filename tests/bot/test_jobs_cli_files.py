"""What `lotse fit` and `lotse check` write: JSON as the API gives it, and file notes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import httpx
import pypdf
import pytest

from bot.assistant import Assistant
from corpus.cli import run
from tests.bot.conftest import Serve
from tests.bot.strategies import ABROAD, COURSES, UNEMPLOYED
from tests.bot.test_jobs_cli import HERE, JOBS, refused, shown, without_times


@pytest.fixture
def data(strategies_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOTSE_DATA", str(strategies_data))
    return strategies_data


@pytest.fixture(scope="module")
def client(serve: Serve, strategies: Assistant) -> Iterator[httpx.Client]:
    with serve(strategies) as client:
        yield client


def test_json_is_what_the_api_gives(data: Path, client: httpx.Client, capsys: pytest.CaptureFixture[str]) -> None:
    placed = json.loads(shown(capsys, "fit", ABROAD, *HERE, "--json"))
    body: dict[str, Any] = {"idea": ABROAD, "alliance": "heidetal"}
    assert without_times(placed) == without_times(client.post("/api/v1/fit", json=body).json())
    arguments = ("check", UNEMPLOYED, "--applicant", "VHS Uelzen", "--answer", "abstimmung=ja", *HERE, "--json")
    checked = json.loads(shown(capsys, *arguments))
    body = {"idea": UNEMPLOYED, "alliance": "heidetal", "applicant": "VHS Uelzen", "answers": {"abstimmung": "ja"}}
    assert without_times(checked) == without_times(client.post("/api/v1/eligibility", json=body).json())


def read(path: Path) -> str:
    """The text of a note, on one line."""
    if path.suffix.lower() == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(p.text for p in document.paragraphs), *cells])
    elif path.suffix.lower() == ".pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(text.split())


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("name", ["vermerk.docx", "vermerk.pdf", "vermerk.md", "VERMERK.PDF"])
def test_a_note_is_written_in_the_form_of_its_ending(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str, name: str
) -> None:
    path = tmp_path / name
    assert shown(capsys, job, UNEMPLOYED, *HERE, "--vermerk", str(path)).endswith(f"\nVermerk: {path}\n")
    text = read(path)
    assert "Fachkräftebündnis Heidetal" in text and "Langzeitarbeitslose aus Bad Bevensen" in text
    assert ("Förderfähigkeit eines Vorhabens" if job == "check" else "Passung einer Projektidee") in text


def test_a_note_beside_json_leaves_the_json_alone(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "v.md"
    shown_json = shown(
        capsys, "check", UNEMPLOYED, "--applicant", "VHS Uelzen", *HERE, "--vermerk", str(path), "--json"
    )
    assert json.loads(shown_json)["verdict"] == "klaeren"
    assert "VHS Uelzen" in read(path)


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("name", ["vermerk.odt", "vermerk", "vermerk.doc", ".pdf"])
def test_another_ending_is_refused(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str, name: str
) -> None:
    told = refused(capsys, job, UNEMPLOYED, *HERE, "--vermerk", str(tmp_path / name))
    assert told == f"Einen Vermerk als „{name}“ gibt es nicht. Möglich sind: .docx, .pdf, .md.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("job", JOBS)
def test_a_note_that_cannot_be_written(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str
) -> None:
    folder = tmp_path / "ordner.md"
    folder.mkdir()
    for path, reason in ((tmp_path / "fehlt" / "vermerk.md", "gibt es nicht"), (folder, "ist ein Ordner")):
        told = refused(capsys, job, UNEMPLOYED, *HERE, "--vermerk", str(path))
        assert told == f"Der Vermerk lässt sich nicht nach {path} schreiben: {reason}. Prüfen Sie Ordner und Rechte.\n"


@pytest.mark.parametrize("job", JOBS)
def test_without_an_index_the_command_that_makes_one_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str
) -> None:
    assert run([job, COURSES, "--data", str(tmp_path / "leer")]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"lotse ingest DIR --data {tmp_path / 'leer'}" in captured.err
