"""Whatever happens to the stored bytes, opening says so and names the command that repairs it."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StoreError
from retrieval.store import current_number, open_current, write_generation
from tests.retrieval.store_content import assert_holds, content

FILES = (
    "manifest.json",
    "passages.sqlite",
    "vectors.npy",
    "unit_vectors.npy",
    "passport.json",
    "settings.json",
    "lexical/weights.npy",
    "lexical/rows.npy",
    "lexical/words.json",
)
OFFSETS = 64


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index whose generation 2 is in force; every test leaves it as it was."""
    data = tmp_path_factory.mktemp("DATA")
    write_generation(data, content(1))
    write_generation(data, content(2))
    return data


@contextmanager
def replaced(path: Path, value: bytes | None) -> Iterator[None]:
    """The file with other bytes, or without them."""
    before = path.read_bytes()
    path.unlink()
    if value is not None:
        path.write_bytes(value)
    try:
        yield
    finally:
        path.write_bytes(before)


def assert_refused(data: Path, what: str = "") -> None:
    with pytest.raises(StoreError) as caught:
        open_current(data)
    assert what in caught.value.message
    assert str(data) in caught.value.message
    assert f"lotse ingest DIR --data {data}" in caught.value.remedy


def offsets(size: int) -> list[int]:
    """Both ends, and places between them: all if there are few."""
    return (
        list(range(size))
        if size <= OFFSETS
        else sorted({0, size - 1, *random.Random(size).sample(range(size), OFFSETS)})
    )


@pytest.mark.parametrize("name", FILES)
def test_every_flipped_byte_is_found(index: Path, name: str) -> None:
    path = index / "generations" / "2" / name
    intact = path.read_bytes()
    for offset in offsets(len(intact)):
        for mask in (1 << offset % 8, 0xFF):
            with replaced(path, intact[:offset] + bytes([intact[offset] ^ mask]) + intact[offset + 1 :]):
                assert_refused(index, name)
    assert_holds(open_current(index), content(2))


@pytest.mark.parametrize("name", FILES)
def test_every_truncation_and_every_addition_is_found(index: Path, name: str) -> None:
    path = index / "generations" / "2" / name
    intact = path.read_bytes()
    for offset in offsets(len(intact)):
        with replaced(path, intact[:offset]):
            assert_refused(index, name)
        with replaced(path, intact[:offset] + b" " + intact[offset:]):
            assert_refused(index, name)
    for value in (None, intact + b"\0", intact + b"\n"):
        with replaced(path, value):
            assert_refused(index, name)
    assert_holds(open_current(index), content(2))


@pytest.mark.parametrize("name", [name for name in FILES if name != "passport.json"])  # it is equal in both
def test_a_file_of_another_generation_is_found(index: Path, name: str) -> None:
    with replaced(index / "generations" / "2" / name, (index / "generations" / "1" / name).read_bytes()):
        assert_refused(index, "manifest.json" if name == "manifest.json" else name)


def test_a_whole_generation_in_the_place_of_another_is_found(index: Path, tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    shutil.copytree(index, data)
    shutil.rmtree(data / "generations" / "2")
    shutil.copytree(index / "generations" / "1", data / "generations" / "2")
    (data / "generations" / "2" / "superseded").unlink()
    assert_refused(data, "gehört zur Generation 1")


def test_every_other_byte_in_current_is_refused(index: Path) -> None:
    """Also the one that names the older generation: an outdated answer would be a wrong one."""
    for value in (
        *({bytes([byte]) for byte in range(256)} - {b"2"}),
        b"",
        b"22",
        b"2.0",
        b"2 1",
        b"02",
        b"-2",
        b"\xb2",
    ):
        with replaced(index / "CURRENT", value):
            assert_refused(index)
    with replaced(index / "CURRENT", b"2\n"):  # an editor's line end is no damage
        assert_holds(open_current(index), content(2))


@pytest.mark.parametrize("value", [None, b"", b"zwei", b"\0\0\0\0"])
def test_a_poll_of_a_damaged_current_says_nothing_new(index: Path, value: bytes | None) -> None:
    with replaced(index / "CURRENT", value):
        assert current_number(index) is None
        assert_refused(index, "CURRENT")


def test_missing_parts_are_told_apart(index: Path, tmp_path: Path) -> None:
    assert_refused(tmp_path / "fehlt", "den Ordner")
    (tmp_path / "leer").mkdir()
    assert_refused(tmp_path / "leer", "fehlt die Datei CURRENT")
    (tmp_path / "datei").write_text("")
    assert_refused(tmp_path / "datei")
    gone = tmp_path / "weg"
    shutil.copytree(index, gone)
    shutil.rmtree(gone / "generations" / "2")
    assert_refused(gone, "manifest.json fehlt")
    shutil.rmtree(gone / "generations")
    assert_refused(gone, "manifest.json fehlt")


def test_half_written_and_planted_files_are_not_looked_at(index: Path, tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    shutil.copytree(index, data)
    half = data / "generations" / ".tmp-0123"
    half.mkdir()
    (half / "manifest.json").write_text('{"number": 3')
    (data / "generations" / "3").mkdir()
    (data / ".tmp-CURRENT").write_text("3")
    witness = tmp_path / "executed"
    harmful = f"cos\nmkdir\n(S'{witness}'\ntR.".encode()
    for folder in (data, data / "generations" / "2", data / "generations" / "2" / "lexical"):
        (folder / "index.pkl").write_bytes(harmful)

    assert_holds(open_current(data), content(2))
    assert not witness.exists()
    subprocess.run([sys.executable, "-m", "pickle", str(data / "index.pkl")], check=True, capture_output=True)
    assert witness.exists()  # whoever had read it would have run it


def resealed(data: Path, **changes: object) -> None:
    """A manifest of generation 2 whose own checksum is right although its values were changed."""
    path = data / "generations" / "2" / "manifest.json"
    body = {**json.loads(path.read_text()), **changes}
    del body["sha256"]
    digest = hashlib.sha256(json.dumps(body, indent=1, sort_keys=True).encode()).hexdigest()
    path.write_text(json.dumps({**body, "sha256": digest}, indent=1, sort_keys=True))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"format": 2}, "Format 2"),
        ({"counts": {"documents": 2, "passages": 7, "programmes": 1}}, "zählt"),
        ({"number": 3}, "gehört zur Generation 3"),
    ],
)
def test_a_manifest_that_says_otherwise_is_refused(
    index: Path, tmp_path: Path, change: dict[str, object], what: str
) -> None:
    data = tmp_path / "DATA"
    shutil.copytree(index, data)
    resealed(data)
    assert_holds(open_current(data), content(2))
    resealed(data, **change)
    assert_refused(data, what)


def test_objects_in_an_array_are_not_loaded(index: Path, tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    shutil.copytree(index, data)
    buffer = io.BytesIO()
    np.save(buffer, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    folder = data / "generations" / "2"
    (folder / "lexical" / "rows.npy").write_bytes(buffer.getvalue())
    files = json.loads((folder / "manifest.json").read_text())["files"]
    resealed(data, files={**files, "lexical/rows.npy": hashlib.sha256(buffer.getvalue()).hexdigest()})
    assert_refused(data)


def test_a_new_ingest_repairs_every_damage(index: Path, tmp_path: Path) -> None:
    for number, name in enumerate(("CURRENT", *(f"generations/2/{name}" for name in FILES))):
        data = tmp_path / str(number)
        shutil.copytree(index, data)
        (data / name).write_bytes(b"kaputt")
        assert_refused(data)
        assert write_generation(data, content(3)) == 3
        assert_holds(open_current(data), content(3))
