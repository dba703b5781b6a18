"""Writing that survives a crash: synced files and folders, atomic replacement, a lock between processes.

Everything here raises OSError; `store` says in German what it means.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TEMPORARY = ".tmp-"  # names that start so are unfinished or discarded


def temporary_name(folder: Path) -> Path:
    """A fresh name inside `folder`."""
    return folder / f"{TEMPORARY}{secrets.token_hex(8)}"


def make_folder(path: Path) -> Path:
    """Create a folder and what is missing above it; each new name is synced in its parent."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync(path.parent)
    return path


def write(path: Path, value: bytes) -> None:
    """Write a new file and sync it; its name is not synced yet."""
    with path.open("xb") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())


def write_atomically(path: Path, value: bytes) -> None:
    """Create or replace a file: afterwards, and after a crash, it is the old one or the new one."""
    temporary = temporary_name(path.parent)
    try:
        write(temporary, value)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Sync the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def file_hash(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def exclusive(path: Path, *, wait_s: float) -> Iterator[bool]:
    """Hold the lock of the file `path`; yields False if somebody else still has it after `wait_s` seconds.

    flock belongs to the open file and ends with its process, however that ends: no lock is ever stale.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        deadline = time.monotonic() + wait_s
        while not (held := _try_lock(handle)) and time.monotonic() < deadline:
            time.sleep(0.05)
        try:
            yield held
        finally:
            if held:
                fcntl.flock(handle, fcntl.LOCK_UN)  # closing alone would leave it to a forked child
    finally:
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
