"""Originals are kept by content, and pruning removes nothing that is needed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from corpus.errors import StoreError
from retrieval.store import keep_original, open_current, original_path, prune, write_generation
from tests.retrieval.store_content import assert_holds, content, original


def keep(data: Path, tmp_path: Path, seed: int) -> str:
    source = tmp_path / "strategie.pdf"
    source.write_bytes(original(seed))
    name = hashlib.sha256(original(seed)).hexdigest()
    keep_original(data, name, ".pdf", source)
    return name


def generations(data: Path) -> set[str]:
    return {path.name for path in (data / "generations").iterdir()}


def test_originals_are_kept_by_content(tmp_path: Path) -> None:
    data, source = tmp_path / "DATA", tmp_path / "Strategie.PDF"
    source.write_bytes(b"%PDF")
    name = hashlib.sha256(b"%PDF").hexdigest()
    assert original_path(data, name, ".pdf") is None
    keep_original(data, name, ".PDF", source)
    keep_original(data, name, ".pdf", source)
    path = original_path(data, name, ".pdf")
    assert path == data / "originals" / f"{name}.pdf"
    assert path.read_bytes() == b"%PDF"
    assert len(list(path.parent.iterdir())) == 1

    path.write_bytes(b"%PDg")
    with pytest.raises(StoreError, match="beschädigt"):
        original_path(data, name, ".pdf")
    keep_original(data, name, ".pdf", source)
    assert original_path(data, name, ".pdf") == path

    source.write_bytes(b"changed meanwhile")
    with pytest.raises(StoreError, match="während der Aufnahme geändert"):
        keep_original(data, name, ".txt", source)
    assert original_path(data, name, ".txt") is None


@pytest.mark.parametrize("name", ["", "..", "../CURRENT", "A" * 64, "a" * 63, "a" * 64 + "/x"])
@pytest.mark.parametrize("suffix", ["", ".pdf"])
def test_only_a_hash_names_an_original(tmp_path: Path, name: str, suffix: str) -> None:
    write_generation(tmp_path, content(1))
    assert original_path(tmp_path, name, suffix) is None
    assert original_path(tmp_path, "a" * 64, "/../../CURRENT") is None
    with pytest.raises(StoreError):
        keep_original(tmp_path, name, suffix, tmp_path / "CURRENT")


def test_prune_keeps_what_is_needed(tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    hashes = {}
    for seed in range(1, 6):
        hashes[seed] = keep(data, tmp_path, seed)
        write_generation(data, content(seed))
    for folder in (data, data / "generations", data / "originals"):
        (folder / ".tmp-left").mkdir()
        (folder / ".tmp-left" / "half").write_bytes(b"x")
        (folder / ".tmp-file").write_bytes(b"x")
    (data / "originals" / "LIESMICH.txt").write_text("nicht von uns")

    prune(data)
    assert generations(data) == {"5", "4"}
    kept = {seed for seed, name in hashes.items() if original_path(data, name, ".pdf")}
    assert kept == {4, 5}
    assert not list(data.rglob(".tmp-*"))
    assert (data / "originals" / "LIESMICH.txt").exists()

    prune(data, keep=0)
    assert generations(data) == {"5"}
    assert_holds(open_current(data), content(5))
    assert original_path(data, hashes[5], ".pdf")
    assert write_generation(data, content(6)) == 6


def test_prune_drops_a_damaged_predecessor_and_an_unfinished_successor(tmp_path: Path) -> None:
    for seed in (1, 2, 3):
        write_generation(tmp_path, content(seed))
    (tmp_path / "generations" / "2" / "manifest.json").write_text("{}")
    (tmp_path / "generations" / "4").mkdir()  # a writer died before CURRENT named it
    prune(tmp_path)
    assert generations(tmp_path) == {"3", "1"}
    assert_holds(open_current(tmp_path), content(3))


@pytest.mark.parametrize("damage", ["CURRENT", "manifest"])
def test_prune_removes_nothing_beside_a_damaged_index(tmp_path: Path, damage: str) -> None:
    data = tmp_path / "DATA"
    for seed in (1, 2, 3):
        keep(data, tmp_path, seed)
        write_generation(data, content(seed))
    if damage == "CURRENT":
        (data / "CURRENT").write_text("2")
    else:
        (data / "generations" / "3" / "manifest.json").unlink()
    with pytest.raises(StoreError):
        prune(data, keep=1)
    assert generations(data) == {"1", "2", "3"}
    assert len(list((data / "originals").iterdir())) == 3


def test_prune_without_an_index_removes_temporary_files_only(tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    prune(data)
    name = keep(data, tmp_path, 1)
    (data / "generations" / ".tmp-x").mkdir(parents=True)
    (data / "generations" / "1").mkdir()
    prune(data)
    assert generations(data) == {"1"}
    assert original_path(data, name, ".pdf")
