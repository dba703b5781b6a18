"""What one generation of the index holds, and its form as named files of bytes. Nothing here touches the disk.

`pack` and `unpack` are inverse. The manifest carries the sha256 of every other file and of itself, so that
`unpack` only ever parses bytes it has verified. Whatever is wrong is a ValueError in German; the store adds the place.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from corpus.model import IndexedDocument, Passage, Passport, Programme

MANIFEST = "manifest.json"
FORMAT = 1  # raised when older files can no longer be read
_LEXICAL = "lexical/"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_TABLES = """
CREATE TABLE documents (id TEXT PRIMARY KEY, json TEXT NOT NULL);
CREATE TABLE passages (id TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id),
                       ordinal INTEGER NOT NULL, page INTEGER, json TEXT NOT NULL);
CREATE TABLE programmes (alliance TEXT PRIMARY KEY, json TEXT NOT NULL);
PRAGMA foreign_keys = ON;
"""
_DOCUMENTS = TypeAdapter(tuple[IndexedDocument, ...])
_PASSAGES = TypeAdapter(tuple[Passage, ...])
_PROGRAMMES = TypeAdapter(tuple[Programme, ...])
_PASSPORT = TypeAdapter(Passport)


@dataclass(frozen=True, kw_only=True, eq=False)
class IndexContent:
    """Everything one generation holds. Row i of `vectors` (float32, L2-normalised) belongs to `passages[i]`,
    and the rows of `unit_vectors` to the units of all passages, one after the other.

    `lexical` are the files of the lexical index by name: arrays, or strings that are JSON.
    `settings` is JSON-serialisable.
    """

    documents: tuple[IndexedDocument, ...]
    passages: tuple[Passage, ...]
    vectors: np.ndarray
    unit_vectors: np.ndarray
    lexical: Mapping[str, np.ndarray | str]
    passport: Passport
    settings: Mapping[str, Any]
    programmes: tuple[Programme, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Generation:
    """One opened and verified generation, wholly in memory: later writers and pruning do not touch it.

    `lexical` holds what was written: read-only arrays and JSON strings. `built` is ISO 8601, UTC.
    """

    number: int
    built: str
    passport: Passport
    settings: dict[str, Any]
    documents: tuple[IndexedDocument, ...]
    passages: tuple[Passage, ...]
    vectors: np.ndarray
    unit_vectors: np.ndarray
    lexical: dict[str, Any] = field(default_factory=dict)
    programmes: tuple[Programme, ...] = ()


def pack(content: IndexContent, *, number: int, built: str) -> dict[str, bytes]:
    """The files of a generation by relative name; ValueError if the content does not fit together."""
    _check(content)
    files = {
        "passages.sqlite": _database(content),
        "vectors.npy": _array_bytes(content.vectors),
        "unit_vectors.npy": _array_bytes(content.unit_vectors),
        "passport.json": _PASSPORT.dump_json(content.passport, indent=1),
        "settings.json": json.dumps(dict(content.settings), ensure_ascii=False, indent=1).encode(),
    }
    for name, value in content.lexical.items():
        if not _NAME.fullmatch(name):
            raise ValueError(f"„{name}“ ist kein Dateiname für den lexikalischen Index")
        if isinstance(value, str):
            files[f"{_LEXICAL}{name}.json"] = value.encode()
        else:
            files[f"{_LEXICAL}{name}.npy"] = _array_bytes(value)
    manifest = {
        "format": FORMAT,
        "number": number,
        "built": built,
        "counts": _counts(content),
        "originals": sorted({document.file_hash for document in content.documents}),
        "files": {name: sha256(data) for name, data in sorted(files.items())},
    }
    return {**files, MANIFEST: _seal(manifest)}


def read_manifest(data: bytes, *, number: int) -> dict[str, Any]:
    """The manifest of generation `number`, if not one byte of it has changed."""
    try:
        manifest = json.loads(data)
        intact = _seal({key: value for key, value in manifest.items() if key != "sha256"}) == data
    except (ValueError, AttributeError) as error:
        raise ValueError(f"{MANIFEST} ist beschädigt") from error
    if not intact:
        raise ValueError(f"{MANIFEST} ist beschädigt")
    if manifest["format"] != FORMAT:
        raise ValueError(f"das Format {manifest['format']} ist dieser Version fremd, sie liest {FORMAT}")
    if manifest["number"] != number:
        raise ValueError(f"{MANIFEST} gehört zur Generation {manifest['number']}")
    return dict(manifest)


def unpack(manifest: Mapping[str, Any], read: Callable[[str], bytes]) -> Generation:
    """The generation that a manifest describes; `read` returns the bytes of a file by its relative name."""
    files = {name: _verified(name, read(name), digest) for name, digest in manifest["files"].items()}
    with closing(sqlite3.connect(":memory:")) as database:
        # Parsing the verified bytes, not the file again: what was checked is what is read.
        database.deserialize(files["passages.sqlite"])
        generation = Generation(
            number=manifest["number"],
            built=manifest["built"],
            passport=_parsed(_PASSPORT, files["passport.json"], "passport.json"),
            settings=json.loads(files["settings.json"]),
            documents=_parsed(_DOCUMENTS, _rows(database, "documents"), "documents"),
            passages=_parsed(_PASSAGES, _rows(database, "passages"), "passages"),
            programmes=_parsed(_PROGRAMMES, _rows(database, "programmes"), "programmes"),
            vectors=_array(files["vectors.npy"]),
            unit_vectors=_array(files["unit_vectors.npy"]),
            lexical={
                name.removeprefix(_LEXICAL).rpartition(".")[0]: _array(data) if name.endswith(".npy") else data.decode()
                for name, data in files.items()
                if name.startswith(_LEXICAL)
            },
        )
    _check(generation)
    if _counts(generation) != manifest["counts"]:
        raise ValueError(f"{MANIFEST} zählt {manifest['counts']}, gespeichert sind {_counts(generation)}")
    return generation


def sha256(data: bytes) -> str:
    """Hexadecimal digest."""
    return hashlib.sha256(data).hexdigest()


def _check(content: IndexContent | Generation) -> None:
    units = sum(len(passage.units) for passage in content.passages)
    for vectors, rows in ((content.vectors, len(content.passages)), (content.unit_vectors, units)):
        shape = (rows, content.passport.dimension)
        if vectors.shape != shape or vectors.dtype != np.float32:
            raise ValueError(f"die Vektoren sind {vectors.dtype} {vectors.shape}, zum Inhalt passt float32 {shape}")
        lengths = np.linalg.norm(vectors, axis=1)
        if not np.all(np.abs(lengths - 1.0) < 1e-2):  # also false for NaN
            raise ValueError("die Vektoren sind nicht auf die Länge 1 gebracht")


def _counts(content: IndexContent | Generation) -> dict[str, int]:
    return {name: len(getattr(content, name)) for name in ("documents", "passages", "programmes")}


def _verified(name: str, data: bytes, digest: str) -> bytes:
    if sha256(data) != digest:
        raise ValueError(f"{name} ist beschädigt, die Prüfsumme stimmt nicht")
    return data


def _seal(manifest: Mapping[str, Any]) -> bytes:
    body = json.dumps(manifest, indent=1, sort_keys=True)
    return json.dumps({**manifest, "sha256": sha256(body.encode())}, indent=1, sort_keys=True).encode()


def _database(content: IndexContent) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        database.executemany(
            "INSERT INTO documents VALUES (?, ?)",
            zip((entry.document.id for entry in content.documents), _json(_DOCUMENTS, content.documents), strict=True),
        )
        database.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            (
                (passage.id, passage.document_id, passage.ordinal, passage.page, text)
                for passage, text in zip(content.passages, _json(_PASSAGES, content.passages), strict=True)
            ),
        )
        database.executemany(
            "INSERT INTO programmes VALUES (?, ?)",
            zip((entry.alliance for entry in content.programmes), _json(_PROGRAMMES, content.programmes), strict=True),
        )
        database.commit()
        return database.serialize()


def _json(adapter: TypeAdapter[Any], values: Sequence[Any]) -> list[str]:
    return [json.dumps(value, ensure_ascii=False) for value in adapter.dump_python(tuple(values), mode="json")]


def _parsed(adapter: TypeAdapter[Any], text: bytes | str, what: str) -> Any:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:  # its own text lists every value
        raise ValueError(f"{what} stammt von einer anderen Version des Programms") from error


def _rows(database: sqlite3.Connection, table: str) -> str:
    rows = database.execute(f"SELECT json FROM {table} ORDER BY rowid")  # the table names are ours
    return f"[{','.join(text for (text,) in rows)}]"


def _array_bytes(array: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _array(data: bytes) -> np.ndarray:
    array: np.ndarray = np.load(io.BytesIO(data), allow_pickle=False)
    array.setflags(write=False)
    return array
