"""Ingest from a folder to an index: real files, the real embedder, the real command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from corpus.errors import ManifestError, UsageError
from corpus.model import FileStatus, IndexedDocument
from ingest.passages import Cutting
from ingest.pipeline import ingest
from ingest.report import Report
from retrieval.embedders import Embedder, load_embedder
from retrieval.store import current_number, open_current
from retrieval.units import quoted, unit_texts

GOALS = """Strategie der Allianz

Die Allianz will mehr junge Menschen für eine Ausbildung in der Region gewinnen und
ältere Beschäftigte länger im Betrieb halten. Der Lenkungskreis tagt dreimal im Jahr.

Gefördert werden:
• Kurse für Beschäftigte
• Beratung der Betriebe
"""
MONEY = """# Mittel

Das Budget beträgt 2,34 Mio. Euro bis Ende 2027.

| Zeitraum | Betrag |
| --- | --- |
| 2015–2021 | 3,85 |
| 2024–2027 | 2,34 |
"""


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two listed documents."""
    folder = tmp_path / "ordner"
    folder.mkdir()
    (folder / "ziele.txt").write_text(GOALS, encoding="utf-8")
    (folder / "mittel.md").write_text(MONEY, encoding="utf-8")
    write_manifest(folder, "ziele.txt", "mittel.md")
    return folder


def write_manifest(folder: Path, *files: str) -> None:
    entries = [
        {
            "id": Path(file).stem,
            "file": file,
            "title": Path(file).stem.capitalize(),
            "kind": "strategie",
            "publisher": "Bündnis",
            "issued": "2024-12",
        }
        for file in files
    ]
    (folder / "manifest.yaml").write_text(yaml.safe_dump({"documents": entries}, allow_unicode=True), encoding="utf-8")


def by_file(report: Report) -> dict[str, IndexedDocument]:
    return {entry.document.file: entry for entry in report.documents}


def lotse(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from corpus.cli import main; main(sys.argv[1:])"
    return subprocess.run(
        [sys.executable, "-c", command, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def test_a_folder_becomes_an_index(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    report = ingest(folder, tmp_path / "var", embedder=embedder)
    assert report.written
    assert report.complete
    assert report.generation == 1
    assert {e.status for e in report.documents} == {FileStatus.INDEXED}
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert len(index.passages) == report.passages == len(index.vectors)
    assert len(index.unit_vectors) == sum(len(p.units) for p in index.passages)
    items = [quoted(p, u) for p in index.passages for u in p.units]
    assert "Kurse für Beschäftigte" in items
    table = next(p for p in index.passages if p.header)
    assert any("Zeitraum: 2024–2027, Betrag: 2,34" in text for text in unit_texts(table))


def test_the_vectors_belong_to_their_texts(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    ingest(folder, tmp_path / "var", embedder=embedder)
    index = open_current(tmp_path / "var", passport=embedder.passport)
    texts = [text for p in index.passages for text in unit_texts(p)]
    best = texts[int((index.unit_vectors @ embedder.embed_query("Wie oft tagt der Lenkungskreis?")).argmax())]
    assert "dreimal im Jahr" in best


def test_a_second_run_changes_and_embeds_nothing(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    first = ingest(folder, tmp_path / "var", embedder=embedder)
    second = ingest(folder, tmp_path / "var", embedder=embedder)
    assert first.embedded > 0
    assert (second.embedded, second.written, second.generation) == (0, False, first.generation)
    assert {e.status for e in second.documents} == {FileStatus.UNCHANGED}
    assert second.passages == first.passages


def test_a_changed_file_embeds_only_its_own_texts(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    first = ingest(folder, tmp_path / "var", embedder=embedder)
    (folder / "mittel.md").write_text(MONEY.replace("bis Ende 2027", "bis Ende 2028"), encoding="utf-8")
    second = ingest(folder, tmp_path / "var", embedder=embedder)
    assert second.written
    assert second.embedded == 2  # the passage and its one changed sentence
    assert by_file(second)["ziele.txt"].status is FileStatus.UNCHANGED
    assert by_file(second)["mittel.md"].status is FileStatus.INDEXED
    fresh = ingest(folder, tmp_path / "anderswo", embedder=embedder)
    assert fresh.passages == second.passages
    kept, anew = (open_current(tmp_path / name, passport=embedder.passport) for name in ("var", "anderswo"))
    assert kept.passages == anew.passages
    assert abs(kept.vectors - anew.vectors).max() < 1e-2
    assert abs(kept.unit_vectors - anew.unit_vectors).max() < 1e-2
    assert first.generation != second.generation


def test_other_cutting_reads_unchanged_files_again(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    first = ingest(folder, tmp_path / "var", embedder=embedder)
    second = ingest(folder, tmp_path / "var", embedder=embedder, cutting=Cutting(target=100, hard=150))
    assert second.written
    assert second.passages > first.passages


def test_a_removed_file_leaves_the_index(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    ingest(folder, tmp_path / "var", embedder=embedder)
    (folder / "mittel.md").unlink()
    write_manifest(folder, "ziele.txt")
    report = ingest(folder, tmp_path / "var", embedder=embedder)
    assert report.removed == ("mittel",)
    assert report.embedded == 0
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert {p.document_id for p in index.passages} == {"ziele"}


def test_an_unlisted_file_is_inferred_with_a_warning(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    (folder / "Presse März.txt").write_text("Pressemitteilung vom 9.12.2014\n\nDas Bündnis ist gestartet.\n")
    report = ingest(folder, tmp_path / "var", embedder=embedder)
    entry = by_file(report)["Presse März.txt"]
    assert entry.status is FileStatus.WARNING
    assert entry.document.inferred
    assert (entry.document.id, entry.document.issued) == ("presse-maerz", "2014-12-09")
    assert "manifest.yaml" in entry.warnings[0]
    assert report.complete
    assert not ingest(folder, tmp_path / "var", embedder=embedder).written


def test_a_folder_without_manifest_is_inferred(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    (folder / "manifest.yaml").unlink()
    report = ingest(folder, tmp_path / "var", embedder=embedder)
    assert all(e.document.inferred for e in report.documents)
    assert report.written


def test_unlisted_files_with_one_name_are_refused(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    for name in ("info.txt", "info.md"):
        (folder / name).write_text("Ein Text.", encoding="utf-8")
    with pytest.raises(UsageError, match=r"info\.md.*info\.txt"):
        ingest(folder, tmp_path / "var", embedder=embedder)
    assert current_number(tmp_path / "var") is None


def test_a_file_that_breaks_keeps_its_old_version(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    ingest(folder, tmp_path / "var", embedder=embedder)
    (folder / "mittel.md").write_bytes(b"\0\1\2 kaputt \0")
    broken = ingest(folder, tmp_path / "var", embedder=embedder)
    entry = by_file(broken)["mittel.md"]
    assert entry.status is FileStatus.WARNING
    assert "frühere bleibt im Index" in entry.warnings[0]
    assert entry.passages > 0
    assert not broken.complete
    assert broken.embedded == 0
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert any("2,34 Mio. Euro" in p.text for p in index.passages)
    assert not ingest(folder, tmp_path / "var", embedder=embedder).written
    (folder / "mittel.md").write_text(MONEY, encoding="utf-8")
    mended = ingest(folder, tmp_path / "var", embedder=embedder)
    assert mended.complete
    assert by_file(mended)["mittel.md"].warnings == ()
    assert mended.embedded == 0


def test_a_damaged_index_is_made_anew(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    first = ingest(folder, tmp_path / "var", embedder=embedder)
    vectors = max((tmp_path / "var" / "generations").rglob("*.npy"), key=lambda path: path.stat().st_size)
    vectors.write_bytes(vectors.read_bytes()[:-40])
    second = ingest(folder, tmp_path / "var", embedder=embedder)
    assert second.written
    assert second.embedded == first.embedded
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert len(index.passages) == first.passages


def test_a_bad_manifest_changes_nothing(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    ingest(folder, tmp_path / "var", embedder=embedder)
    write_manifest(folder, "ziele.txt", "fehlt.pdf")
    with pytest.raises(ManifestError, match="fehlt"):
        ingest(folder, tmp_path / "var", embedder=embedder)
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert {p.document_id for p in index.passages} == {"ziele", "mittel"}


def test_a_folder_without_documents_and_a_missing_one(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "leer").mkdir()
    with pytest.raises(UsageError, match="kein Dokument"):
        ingest(tmp_path / "leer", tmp_path / "var", embedder=embedder)
    with pytest.raises(UsageError, match="gibt es nicht"):
        ingest(tmp_path / "fehlt", tmp_path / "var", embedder=embedder)
    assert not (tmp_path / "var").exists()


def test_files_without_text_leave_the_index_in_force(folder: Path, tmp_path: Path, embedder: Embedder) -> None:
    ingest(folder, tmp_path / "var", embedder=embedder)
    for name in ("ziele.txt", "mittel.md"):
        (folder / name).unlink()
    (folder / "manifest.yaml").unlink()
    (folder / "leer.txt").write_text(" \n", encoding="utf-8")
    report = ingest(folder, tmp_path / "var", embedder=embedder)
    assert not report.written
    assert any("bisherige Index bleibt" in warning for warning in report.warnings)
    index = open_current(tmp_path / "var", passport=embedder.passport)
    assert len(index.documents) == 2


def test_the_command_names_a_refused_file_and_ends_with_1(folder: Path, tmp_path: Path) -> None:
    (folder / "plan.pdf").write_bytes(b"%PDF-1.7\nkein PDF")
    write_manifest(folder, "ziele.txt", "mittel.md", "plan.pdf")
    done = lotse("ingest", folder, "--data", tmp_path / "var")
    assert done.returncode == 1, done.stderr
    refused = next(text for text in done.stdout.splitlines() if "plan.pdf" in text)
    assert refused.startswith("abgelehnt")
    assert "aufgenommen" in done.stdout
    assert "Index Nr. 1" in done.stdout
    assert "Traceback" not in done.stderr
    again = lotse("ingest", folder, "--data", tmp_path / "var")
    assert again.returncode == 1
    assert "ist aktuell" in again.stdout


def test_the_command_ends_with_0_when_all_is_well(folder: Path, tmp_path: Path) -> None:
    done = lotse("ingest", folder, "--data", tmp_path / "var")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("aufgenommen") == 2
    assert "Dateien lesen (2) ..." in done.stderr


def test_the_command_ends_with_2_on_wrong_use(tmp_path: Path) -> None:
    done = lotse("ingest", tmp_path / "fehlt", "--data", tmp_path / "var")
    assert done.returncode == 2
    assert "Den Ordner" in done.stderr
    assert "lotse ingest" in done.stderr


def test_the_command_says_when_no_file_was_readable(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7\nkein PDF")
    done = lotse("ingest", tmp_path, "--data", tmp_path / "var")
    assert done.returncode == 1
    assert "Kein Index entstanden" in done.stdout
