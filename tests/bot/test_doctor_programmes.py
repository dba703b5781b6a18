"""`lotse doctor ORDNER`: are the manifest and the programme files of a folder ready for ingest."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.cli import run
from ingest.evidence import evidence_of
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from tests.bot.test_cli import assert_german, lotse
from tests.corpus.programme_samples import READ, WHOLE

PROGRAMME = Path("programmes") / "heide.yaml"


def write_folder(folder: Path, *documents: str) -> Path:
    """A folder of the documents that say what the whole programme file cites."""
    (folder / "programmes").mkdir(parents=True)
    (folder / PROGRAMME).write_text(WHOLE, encoding="utf-8")
    entries = []
    for document in documents:
        parts = [
            f"# {evidence.section}\n\nHier steht es: {evidence.says} und mehr davon.\n"
            for _, evidence in evidence_of(READ)
            if evidence.document == document
        ]
        (folder / f"{document}.md").write_text("\n".join(parts), encoding="utf-8")
        about = {"title": document.capitalize(), "kind": "strategie", "publisher": "Bündnis", "issued": "2024"}
        entries.append({"id": document, "file": f"{document}.md", "alliance": "heide", **about})
    (folder / "manifest.yaml").write_text(json.dumps({"documents": entries}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> tuple[Path, Path]:
    """A folder in order and its index. Tests work on a copy of the folder."""
    folder = write_folder(tmp_path_factory.mktemp("heide") / "ordner", "strategie", "blatt")
    report = ingest(folder, folder.parent / "var", embedder=embedder)
    assert report.complete
    assert report.warnings == ()
    return folder, folder.parent / "var"


@pytest.fixture
def folder(ingested: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(ingested[0], tmp_path / "ordner"))


@pytest.fixture
def data(ingested: tuple[Path, Path]) -> Path:
    return ingested[1]


def told(capsys: pytest.CaptureFixture[str], code: int, *arguments: str | Path) -> str:
    """What doctor says, which must be German and end with this code."""
    assert run(["doctor", *map(str, arguments)]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    assert_german(captured.out)
    return captured.out


def spoil(folder: Path, old: str, new: str) -> None:
    assert WHOLE.count(old) == 1
    (folder / PROGRAMME).write_text(WHOLE.replace(old, new), encoding="utf-8")


def test_a_folder_in_order(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = told(capsys, 0, folder, "--data", data)
    assert shown.endswith("Alles in Ordnung.\n")
    assert "2 Dokumente, alle Prüfsummen stimmen" in shown


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("signs:", "zeichen:", "cross_cutting, digital: die Angabe „zeichen“ ist unbekannt."),
        ("check: legal_form", "check: form", "criteria, rechtsform, check: „form“ ist nicht möglich."),
        ("fields: [A]", "fields: [B]", "projects, Werkbank, fields: „B“ gibt es nicht."),
        ("alliance: heide", "alliance: harz", "„harz“ muss wie die Datei heißen: „heide“"),
        ("name: Bündnis Heide", "name: [", "Das ist kein gültiges YAML."),
        (
            "says: Beirat berät",
            "says: Präsidium herrscht",
            "programmes/heide.yaml, bodies, beirat, Beleg 1: In „strategie“ steht nirgends „Präsidium herrscht“ "
            "(Abschnitt „Gremien“). Am nächsten kommt die Passage strategie.",
        ),
        (
            "{document: strategie, section: Glossar",
            "{document: verordnung, section: Glossar",
            "glossary, KMU, Beleg 1: Das Dokument „verordnung“ ist nicht im Index",
        ),
    ],
)
def test_a_fault_is_told_as_ingest_would_tell_it(
    folder: Path, data: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, expected: str
) -> None:
    spoil(folder, old, new)
    shown = told(capsys, 1, folder, "--data", data)
    assert "  Mangel: " in shown
    assert expected in shown
    assert shown.endswith("1 Mängel, 0 Hinweise.\n")
    assert "Alles in Ordnung" in told(capsys, 0, "--data", data)  # the index is as it was


def test_all_files_are_looked_at(folder: Path, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder, "says: Beirat berät", "says: Präsidium herrscht")
    (folder / "programmes" / "harz.yaml").write_text("alliance: harz\n", encoding="utf-8")
    (folder / "manifest.yaml").write_text("documents: [{id: a}]", encoding="utf-8")
    run(["doctor", str(folder), "--data", str(data), "--json"])
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert len(faults) == 3
    for fault, part in zip(faults, ("manifest.yaml", "die Angabe „name“ fehlt", "Präsidium herrscht"), strict=True):
        assert part in fault


def test_what_would_be_left_out_is_a_hint(
    folder: Path, data: Path, tmp_path: Path, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    less = write_folder(tmp_path / "weniger", "strategie")
    ingest(less, tmp_path / "var", embedder=embedder)
    shown = told(capsys, 0, folder, "--data", tmp_path / "var")
    assert "Hinweis: programmes/heide.yaml: Ohne blatt im Index entfallen: criteria, rechtsform; " in shown
    (folder / PROGRAMME).write_text(WHOLE.replace("document: strategie", "document: satzung"), encoding="utf-8")
    shown = told(capsys, 0, folder, "--data", data)
    assert "Hinweis: programmes/heide.yaml bleibt außer Acht: Kein Dokument" in shown
    assert "(satzung)" in shown


def test_a_folder_without_programmes_has_no_faults(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Alles in Ordnung." in told(capsys, 0, tmp_path, "--data", data)


def test_an_alliance_that_cannot_be_asked_for_everything_is_a_hint(
    index_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = told(capsys, 1, "--data", index_data)
    assert (
        "Hinweis: Fachkräftebündnis Leine-Weser: ohne Bedingungen (keine Prüfung der Förderfähigkeit), "
        "Handlungsfelder (keine Einordnung von Ideen) im Programm."
    ) in shown


def test_a_folder_that_is_none_is_wrong_use(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "datei.yaml"
    file.write_text(WHOLE, encoding="utf-8")
    for path in (tmp_path / "fehlt", file):
        result = lotse("doctor", str(path), "--data", str(data))
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("Fehler: ")
        assert str(path) in result.stderr
        assert_german(result.stderr)
