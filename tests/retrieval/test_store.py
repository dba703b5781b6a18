"""The store's contract: what is written is what is read, one writer, nothing needed is ever removed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreError
from retrieval.store import (
    current_number,
    open_current,
    prune,
    write_generation,
    write_lock,
)
from tests.retrieval.store_content import DIMENSION, PASSPORT, assert_holds, content

HOLDER = """
import sys
from pathlib import Path
from retrieval.store import write_lock
with write_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def generations(data: Path) -> set[str]:
    return {path.name for path in (data / "generations").iterdir()}


@pytest.mark.parametrize("passages", [0, 1, 50])
def test_what_is_written_is_read(tmp_path: Path, passages: int) -> None:
    data = tmp_path / "neu" / "DATA mit Ü #1"
    assert current_number(data) is None
    with write_lock(data):
        number = write_generation(data, content(7, passages=passages))
    generation = open_current(data, passport=PASSPORT)
    assert number == generation.number == current_number(data) == 1
    assert generation.built.endswith("+00:00")
    assert_holds(generation, content(7, passages=passages))


def test_a_relative_data_folder_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_generation(Path("var"), content(1))
    assert_holds(open_current(Path("var")), content(1))


def test_an_opened_generation_is_read_only_and_outlives_its_files(tmp_path: Path) -> None:
    write_generation(tmp_path, content(1))
    opened = open_current(tmp_path)
    write_generation(tmp_path, content(2))
    prune(tmp_path, keep=1)
    assert_holds(opened, content(1))
    assert_holds(open_current(tmp_path), content(2))
    for array in (opened.vectors, opened.lexical["weights"]):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_the_files_are_the_documented_ones(tmp_path: Path) -> None:
    write_generation(tmp_path, content(1))
    folder = tmp_path / "generations" / "1"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    lexical = {"lexical/weights.npy", "lexical/rows.npy", "lexical/words.json"}
    rest = {"passages.sqlite", "vectors.npy", "unit_vectors.npy", "passport.json", "settings.json"}
    assert names == rest | lexical | {"manifest.json"}
    manifest = json.loads((folder / "manifest.json").read_text())
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in rest | lexical}
    assert manifest["files"] == hashes
    assert manifest["counts"] == {"documents": 2, "passages": 6, "programmes": 1}
    assert (tmp_path / "CURRENT").read_text() == "1"
    with sqlite3.connect(folder / "passages.sqlite") as database:
        rows = database.execute("SELECT id, document_id, ordinal, page FROM passages ORDER BY ordinal").fetchall()
    assert rows == [(p.id, p.document_id, p.ordinal, p.page) for p in content(1).passages]


SAMPLE = content(1)
TWICE = {name: np.concatenate([getattr(SAMPLE, name)] * 2) for name in ("vectors", "unit_vectors")}


@pytest.mark.parametrize("name", ["vectors", "unit_vectors"])
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rows: rows[:-1], "zum Inhalt passt"),
        (lambda rows: rows[:, :-1], "zum Inhalt passt"),
        (lambda rows: rows.ravel(), "zum Inhalt passt"),
        (lambda rows: rows.astype(np.float64), "zum Inhalt passt"),
        (lambda rows: rows * 2, "Länge 1"),
        (lambda rows: np.full_like(rows, np.nan), "Länge 1"),
    ],
)
def test_vectors_that_do_not_fit_are_refused(
    tmp_path: Path, name: str, change: Callable[[np.ndarray], np.ndarray], reason: str
) -> None:
    assert_refused(tmp_path, {name: change(getattr(SAMPLE, name))}, reason)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"passport": replace(PASSPORT, dimension=DIMENSION + 1)}, "zum Inhalt passt"),
        ({"passages": SAMPLE.passages * 2, **TWICE}, "passages.id"),
        ({"documents": SAMPLE.documents[1:]}, "FOREIGN KEY"),
        ({"documents": SAMPLE.documents * 2}, "documents.id"),
        ({"programmes": SAMPLE.programmes * 2}, "programmes.alliance"),
        ({"lexical": {"../fremd": "{}"}}, "../fremd"),
        ({"lexical": {"objects": np.array([{}], dtype=object)}}, "allow_pickle"),
        ({"settings": {"path": Path("x")}}, "PosixPath"),
        ({"passages": tuple(replace(p, text="\ud800") for p in SAMPLE.passages)}, "surrogates"),
    ],
)
def test_a_content_that_does_not_fit_together_is_refused(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    assert_refused(tmp_path, change, reason)


def assert_refused(tmp_path: Path, change: dict[str, object], reason: str) -> None:
    write_generation(tmp_path, content(1))
    with pytest.raises(StoreError, match="nicht stimmig") as caught:
        write_generation(tmp_path, replace(SAMPLE, **change))  # type: ignore[arg-type]
    assert reason in caught.value.message
    assert_holds(open_current(tmp_path), content(1))
    assert generations(tmp_path) == {"1"}


@pytest.mark.parametrize(
    "change", [{"embedder": "anderer"}, {"dimension": DIMENSION + 1}, {"query_prefix": ""}, {"passage_prefix": "x"}]
)
def test_an_index_of_another_embedder_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    write_generation(tmp_path, content(1))
    with pytest.raises(StoreError, match="probe") as caught:
        open_current(tmp_path, passport=replace(PASSPORT, **change))  # type: ignore[arg-type]
    assert f"lotse ingest --reembed --data {tmp_path}" in caught.value.remedy


def test_a_second_writer_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    def holder() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(tmp_path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    for end in (lambda process: process.communicate(""), lambda process: (process.kill(), process.communicate())):
        process = holder()
        with pytest.raises(StoreError, match="Ein anderer Vorgang schreibt"), write_lock(tmp_path, wait_s=0):
            pytest.fail("two writers at once")
        end(process)
        with write_lock(tmp_path, wait_s=0):
            write_generation(tmp_path, content(1))


def test_a_child_left_behind_does_not_keep_the_lock(tmp_path: Path) -> None:
    script = (
        "import os, sys, pathlib\n"
        "from retrieval.store import write_lock\n"
        "data = pathlib.Path(sys.argv[1])\n"
        "with write_lock(data):\n"
        "    if os.fork() == 0:\n        os.close(1)\n        sys.stdin.read()\n        os._exit(0)\n"
        "with write_lock(data, wait_s=0):\n    print('again', flush=True)\n"
        "sys.stdin.close()\nos.wait()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "again\n"


def test_a_second_writer_waits_a_moment(tmp_path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with write_lock(tmp_path):
            entered.set()
            leave.wait()

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait()
    with pytest.raises(StoreError), write_lock(tmp_path, wait_s=0):
        pytest.fail("two writers at once")
    threading.Timer(0.1, leave.set).start()
    with write_lock(tmp_path, wait_s=60):
        assert leave.is_set()
    thread.join()


def test_an_error_inside_the_lock_releases_it_and_stays_itself(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), write_lock(tmp_path):
        raise ZeroDivisionError
    with write_lock(tmp_path, wait_s=0):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    data = tmp_path / "datei" / "DATA"
    with pytest.raises(StoreError, match="konnte nicht geschrieben werden") as caught, write_lock(data):
        pytest.fail("locked a file's inside")
    assert str(data) in str(caught.value)
    with pytest.raises(StoreError, match="konnte nicht geschrieben werden"):
        write_generation(data, content(1))
