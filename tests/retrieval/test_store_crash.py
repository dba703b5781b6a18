"""A write that fails or dies at any operation leaves the old index or the new one; readers see one of them."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StoreError
from retrieval.store import (
    current_number,
    keep_original,
    open_current,
    prune,
    write_generation,
    write_lock,
)
from tests.retrieval.store_content import assert_holds, content, original, seed_in_force


class Died(BaseException):
    """The process has ended: nothing that would have come later happens."""


class Disk:
    """Sees every file operation of this process through an audit hook and os.fsync, and can make one fail."""

    def __init__(self) -> None:
        self.watch: Callable[[str, tuple[Any, ...]], None] | None = None
        sys.addaudithook(self._audit)
        self._fsync = os.fsync
        os.fsync = self._synced  # type: ignore[assignment]

    def _audit(self, event: str, args: tuple[Any, ...]) -> None:
        if self.watch and (event == "open" or event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.utime")):
            self.watch(event, args)

    def _synced(self, handle: int) -> None:
        if self.watch:
            self.watch("fsync", (handle,))
        self._fsync(handle)

    @contextmanager
    def watched(self, watch: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
        self.watch = watch
        try:
            yield
        finally:
            self.watch = None

    @contextmanager
    def failing_at(self, n: int, *, dies: bool) -> Iterator[list[str]]:
        """The n-th operation fails with EIO; if the process `dies`, so does every later one. Yields what was seen."""
        seen: list[str] = []

        def fail(event: str, _args: tuple[Any, ...]) -> None:
            seen.append(event)
            if dies and len(seen) >= n:
                raise Died
            if len(seen) == n:
                raise OSError(errno.EIO, "Input/output error")

        with self.watched(fail):
            yield seen


@pytest.fixture(scope="module")
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    os.fsync = disk._fsync


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index with two generations to start from."""
    data = tmp_path_factory.mktemp("old")
    write_generation(data, content(0))
    write_generation(data, content(1))
    return data


@pytest.mark.parametrize("dies", [False, True], ids=["fails", "dies"])
def test_a_fault_at_every_operation_leaves_old_or_new(disk: Disk, old: Path, tmp_path: Path, dies: bool) -> None:
    found, n, seen = [], 0, [""]
    while len(seen) >= n:  # until the write had fewer operations than n
        n += 1
        data = tmp_path / str(n)
        shutil.copytree(old, data)
        written = None
        with disk.failing_at(n, dies=dies) as seen:
            try:
                written = write_generation(data, content(2))
            except (StoreError, Died) as error:
                assert isinstance(error, Died) == dies
        found.append(seed_in_force(data))
        assert found[-1] == 2 if written else found[-1] in (1, 2)
        assert dies or not list(data.rglob(".tmp-*"))  # a process that lives on tidies up
        with write_lock(data):
            write_generation(data, content(3))
            prune(data)
        assert seed_in_force(data) == 3
        assert not list(data.rglob(".tmp-*"))
    assert n > 30
    assert seen.count("fsync") > 10
    if dies:
        assert found == sorted(found)  # one moment at which the new one comes into force
    assert set(found) == {1, 2}


def test_a_fault_in_a_first_write_leaves_none_or_all(disk: Disk, tmp_path: Path) -> None:
    n, seen = 0, [""]
    while len(seen) >= n:
        n += 1
        data = tmp_path / str(n) / "DATA"
        with disk.failing_at(n, dies=True) as seen, suppress(Died):
            write_generation(data, content(1))
        if current_number(data) is not None:
            assert seed_in_force(data) == 1
        write_generation(data, content(2))
        assert seed_in_force(data) == 2
    assert n > 30


def test_a_fault_while_pruning_harms_nothing(disk: Disk, old: Path, tmp_path: Path) -> None:
    n, seen = 0, [""]
    while len(seen) >= n:
        n += 1
        data = tmp_path / str(n)
        shutil.copytree(old, data)
        source = tmp_path / "source.pdf"
        for seed in (1, 2):
            source.write_bytes(original(seed))
            keep_original(data, hashlib.sha256(original(seed)).hexdigest(), ".pdf", source)
        with disk.failing_at(n, dies=True) as seen, suppress(Died):
            prune(data, keep=1)
        assert seed_in_force(data) == 1
        prune(data, keep=1)
        assert {path.name for path in (data / "generations").iterdir()} == {"2"}
        assert [path.stem for path in (data / "originals").iterdir()] == [hashlib.sha256(original(1)).hexdigest()]
    assert n > 10


def test_a_full_disk_leaves_the_old_index(old: Path, tmp_path: Path) -> None:
    """No file may grow beyond a limit: writes end in the middle, as on a full disk."""
    largest = max(path.stat().st_size for path in (old / "generations" / "2").rglob("*"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (0, *random.Random(0).sample(range(1, largest), 40)):
        data = tmp_path / str(limit)
        shutil.copytree(old, data)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            with pytest.raises(StoreError, match="konnte nicht geschrieben werden"):
                write_generation(data, content(2))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert seed_in_force(data) == 1
        assert not list(data.rglob(".tmp-*"))


def test_everything_is_synced_before_it_is_named(disk: Disk, tmp_path: Path) -> None:
    """The order that a power cut needs; inodes tell which file or folder was synced."""
    data, synced, renames = tmp_path / "DATA", [], []

    def inode(path: Path) -> tuple[int, int]:
        return identity(path.stat())

    def identity(status: os.stat_result) -> tuple[int, int]:
        return status.st_dev, status.st_ino

    def record(event: str, args: tuple[Any, ...]) -> None:
        if event == "fsync":
            synced.append(identity(os.fstat(args[0])))
        elif event == "os.rename":
            renames.append((Path(args[1]), inode(Path(args[0])), set(synced)))
            synced.clear()

    with disk.watched(record):
        write_generation(data, content(1))
    (generation, folder, before), (current, file, between) = renames
    assert generation == data / "generations" / "1"
    assert folder == inode(generation)
    assert before >= {inode(path) for path in (generation, *generation.rglob("*"))}
    assert before >= {inode(data), inode(tmp_path)}  # the names of generations/ and of DATA itself
    assert current == data / "CURRENT"
    assert file == inode(current)
    assert between >= {inode(data / "generations"), file}
    assert inode(data) in synced  # after the last rename


def test_a_writer_between_any_two_steps_of_a_reader(disk: Disk, old: Path, tmp_path: Path) -> None:
    """While a generation is being opened, it is replaced and removed: the reader gets the new one, whole."""

    def interrupted(data: Path, n: int) -> int:
        seen: list[str] = []

        def interfere(event: str, _args: tuple[Any, ...]) -> None:
            seen.append(event)
            if len(seen) == n:
                disk.watch = None
                write_generation(data, content(2))
                prune(data, keep=1)

        with disk.watched(interfere):
            generation = open_current(data)
        assert_holds(generation, content(2 if len(seen) >= n else 1))
        return len(seen)

    n = 1
    while interrupted(shutil.copytree(old, tmp_path / str(n)), n) >= n:
        n += 1
    assert n > len(list((old / "generations" / "2").rglob("*.*")))
