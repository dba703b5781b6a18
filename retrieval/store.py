"""The index on disk: generations that are written whole or not at all, and read only when every byte is right.

    DATA/CURRENT                     number of the generation in force
    DATA/generations/N/              its files, see `retrieval.generation`
    DATA/generations/N/superseded    a newer one came into force: a CURRENT that names this one is damaged
    DATA/originals/<sha256><suffix>  the ingested files, for the links of citations
    DATA/lock                        held by the one writer

Order of a write: files, fsync, folder renamed into place, fsync, CURRENT replaced, fsync. Writers hold `write_lock`
around all that they change. Readers need no lock: nothing they look at is ever changed, only added and removed whole.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import StoreError
from corpus.model import Passport
from retrieval import durable
from retrieval.generation import MANIFEST, Generation, IndexContent, pack, read_manifest, unpack

__all__ = [
    "Generation",
    "IndexContent",
    "current_number",
    "keep_original",
    "open_current",
    "original_path",
    "prune",
    "write_generation",
    "write_lock",
]

_SUPERSEDED = "superseded"
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_HASH = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"(\.[A-Za-z0-9]{1,16})?")


def write_generation(data: Path, content: IndexContent) -> int:
    """Write a generation and put it in force; returns its number. Call it under `write_lock`."""
    number = 1 + max([*_numbers(data), current_number(data) or 0])
    try:
        files = pack(content, number=number, built=datetime.now(UTC).isoformat(timespec="seconds"))
    except (ValueError, TypeError, sqlite3.Error) as error:
        raise StoreError(
            f"Der neue Index für {data} ist in sich nicht stimmig: {error}.",
            remedy="Der bisherige Index gilt weiter. Das ist ein Programmfehler, bitte melden Sie ihn.",
        ) from error
    with _writing(data):
        generations = durable.make_folder(data / "generations")
        temporary = durable.temporary_name(generations)
        try:
            for name, value in files.items():
                durable.make_folder((temporary / name).parent)
                durable.write(temporary / name, value)
            for folder in {(temporary / name).parent for name in files}:
                durable.sync(folder)
            temporary.rename(generations / str(number))
        finally:
            shutil.rmtree(temporary, ignore_errors=True)  # what stays behind is removed by prune
        durable.sync(generations)
        durable.write_atomically(data / "CURRENT", str(number).encode())
        for older in _numbers(data):
            if older < number:
                (generations / str(older) / _SUPERSEDED).touch()
    return number


def open_current(data: Path, *, passport: Passport | None = None) -> Generation:
    """Open the generation in force, verify all of it, and check that the embedder `passport` made it."""
    while True:
        number = _read_current(data)
        try:
            return _open(data, number, passport)
        except StoreError:
            # A writer may have replaced and pruned this generation while it was being read.
            if current_number(data) in (number, None):
                raise


def current_number(data: Path) -> int | None:
    """The number of the generation in force, None if there is none or CURRENT is damaged. Reads CURRENT only."""
    try:
        return _read_current(data)
    except StoreError:
        return None


def keep_original(data: Path, file_hash: str, suffix: str, source: Path) -> None:
    """Keep a copy of an ingested file under the sha256 of its bytes. Call it under `write_lock`."""
    target = _original(data, file_hash, suffix)
    if target is None:
        raise StoreError(
            f"{source} kann nicht als „{file_hash}{suffix}“ aufbewahrt werden: das ist keine Prüfsumme mit Endung.",
            remedy="Das ist ein Programmfehler, bitte melden Sie ihn.",
        )
    with _writing(data):
        if target.is_file() and durable.file_hash(target) == file_hash:
            return
        value = source.read_bytes()
        if hashlib.sha256(value).hexdigest() != file_hash:
            raise StoreError(
                f"{source} hat sich während der Aufnahme geändert.",
                remedy=f"Starten Sie die Aufnahme noch einmal: lotse ingest DIR --data {data}",
            )
        durable.make_folder(target.parent)
        durable.write_atomically(target, value)


def original_path(data: Path, file_hash: str, suffix: str) -> Path | None:
    """The kept file, None if there is none; StoreError if it is no longer the file that was ingested."""
    target = _original(data, file_hash, suffix)
    if target is None or not target.is_file():
        return None
    try:
        intact = durable.file_hash(target) == file_hash
    except OSError as error:
        raise _broken(data, f"{target} ist nicht lesbar: {error.strerror}") from error
    if not intact:
        raise _broken(data, f"{target} ist beschädigt, die Prüfsumme stimmt nicht")
    return target


def prune(data: Path, keep: int = 2) -> None:
    """Remove all but the newest `keep` generations, unreferenced originals and left-over temporary files.

    The generation in force always stays, older ones only if they are readable. Without a generation in force only
    temporary files go; if it is damaged, StoreError, and nothing goes. Call it under `write_lock`.
    """
    generations, originals = data / "generations", data / "originals"
    with _writing(data):
        if current_number(data) is not None:
            kept = _kept(data, keep)
            for number in set(_numbers(data)) - set(kept):
                shutil.rmtree(generations / str(number))
            referenced = {name for manifest in kept.values() for name in manifest["originals"]}
            for path in originals.glob("*"):
                if _HASH.fullmatch(path.stem) and path.stem not in referenced:
                    path.unlink()
        for folder in (data, generations, originals):
            for path in folder.glob(f"{durable.TEMPORARY}*"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@contextmanager
def write_lock(data: Path, *, wait_s: float = 2.0) -> Iterator[None]:
    """Hold the writer's lock of DATA; StoreError if another process or thread still has it after `wait_s` seconds."""
    with ExitStack() as stack:
        with _writing(data):
            durable.make_folder(data)
            held = stack.enter_context(durable.exclusive(data / "lock", wait_s=wait_s))
        if not held:
            raise StoreError(
                f"Ein anderer Vorgang schreibt gerade den Index in {data}.",
                remedy=f"Warten Sie, bis er fertig ist, und wiederholen Sie: lotse ingest DIR --data {data}",
            )
        yield


def _broken(data: Path, message: str) -> StoreError:
    return StoreError(f"{message}.", remedy=f"Bauen Sie den Index neu auf: lotse ingest DIR --data {data}")


@contextmanager
def _writing(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"In {data} konnte nicht geschrieben werden: {error}.",
            remedy=f"Prüfen Sie Speicherplatz und Rechte und wiederholen Sie: lotse ingest DIR --data {data}",
        ) from error


def _read_current(data: Path) -> int:
    path = data / "CURRENT"
    try:
        text = path.read_bytes().decode("ascii", "replace")
    except (FileNotFoundError, NotADirectoryError) as error:
        what = f"in {data} fehlt die Datei CURRENT" if data.is_dir() else f"den Ordner {data} gibt es nicht"
        raise _broken(data, f"Es ist kein Index da: {what}") from error
    except OSError as error:
        raise _broken(data, f"{path} ist nicht lesbar: {error.strerror}") from error
    if not _NUMBER.fullmatch(text.removesuffix("\n")):
        raise _broken(data, f"{path} ist beschädigt: dort steht keine Nummer einer Generation")
    return int(text)


def _open(data: Path, number: int, passport: Passport | None) -> Generation:
    _refuse_superseded(data, number)
    try:
        generation = unpack(_manifest(data, number), lambda name: _read(data, number, name))
    except (ValueError, KeyError) as error:
        raise _broken(data, f"Generation {number} des Index in {data} ist nicht lesbar: {error}") from error
    if passport is not None and passport != generation.passport:
        wrote = generation.passport
        raise StoreError(
            f"Den Index in {data} hat „{wrote.embedder}“ erstellt ({wrote.dimension} Werte je Passage), "
            f"eingestellt ist „{passport.embedder}“ ({passport.dimension}).",
            remedy="Stellen Sie das frühere Einbettungsmodell wieder ein, oder betten Sie den Index neu ein: "
            f"lotse ingest --reembed --data {data}",
        )
    return generation


def _refuse_superseded(data: Path, number: int) -> None:
    if (data / "generations" / str(number) / _SUPERSEDED).exists():
        raise _broken(data, f"{data / 'CURRENT'} ist beschädigt: Generation {number}, die dort steht, ist abgelöst")


def _manifest(data: Path, number: int) -> dict[str, Any]:
    return read_manifest(_read(data, number, MANIFEST), number=number)


def _read(data: Path, number: int, name: str) -> bytes:
    path = data / "generations" / str(number) / name
    try:
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{name} fehlt" if not path.exists() else f"{name}: {error.strerror}") from error


def _kept(data: Path, keep: int) -> dict[int, dict[str, Any]]:
    """Number and manifest of the generation in force and of the readable ones that it followed, `keep` in all."""
    current = _read_current(data)
    _refuse_superseded(data, current)
    kept: dict[int, dict[str, Any]] = {}
    for number in sorted((number for number in _numbers(data) if number < current), reverse=True):
        try:
            if len(kept) < keep - 1:
                kept[number] = _manifest(data, number)
        except ValueError:
            continue  # nobody can read it: it goes
    try:
        return {current: _manifest(data, current), **kept}
    except ValueError as error:
        raise _broken(data, f"Generation {current} des Index in {data} ist nicht lesbar: {error}") from error


def _numbers(data: Path) -> list[int]:
    return [int(path.name) for path in (data / "generations").glob("*") if _NUMBER.fullmatch(path.name)]


def _original(data: Path, file_hash: str, suffix: str) -> Path | None:
    valid = _HASH.fullmatch(file_hash) and _SUFFIX.fullmatch(suffix)
    return data / "originals" / f"{file_hash}{suffix.lower()}" if valid else None
