"""Read one file of a folder: take it over if it is known, else load, structure and cut it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import DocumentError
from corpus.model import Document, FileStatus, IndexedDocument, Passage, Programme
from ingest.loaders import Limits, load
from ingest.metadata import NO_DATE, infer_document
from ingest.outline import with_outlines
from ingest.passages import Cutting, cut_passages
from ingest.structure import find_sections, read_blocks, without_title
from retrieval.store import Generation


@dataclass(frozen=True, kw_only=True, eq=False)
class ReadFile:
    """One file of the folder after reading: its entry and its passages."""

    entry: IndexedDocument
    passages: tuple[Passage, ...] = ()


class Known:
    """What the generation in force already knows, as far as it was made with the same rules."""

    def __init__(self, previous: Generation | None, settings: Mapping[str, Any]) -> None:
        self.same_rules = previous is not None and dict(previous.settings) == dict(settings)
        self.entries = {e.document.file: e for e in previous.documents} if previous else {}
        self.by_id = {e.document.id: e for e in previous.documents} if previous else {}
        self.passages: dict[str, list[Passage]] = {}
        self.vectors: dict[str, np.ndarray] = {}
        self.unit_vectors: dict[str, tuple[tuple[Any, ...], np.ndarray]] = {}
        start = 0
        for i, passage in enumerate(previous.passages if previous else ()):
            self.passages.setdefault(passage.document_id, []).append(passage)
            self.vectors[passage.content_hash] = previous.vectors[i]  # type: ignore[union-attr]
            end = start + len(passage.units)
            self.unit_vectors[passage.content_hash] = (passage.units, previous.unit_vectors[start:end])  # type: ignore[union-attr]
            start = end


def read_file(
    folder: Path,
    name: str,
    document: Document | None,
    programmes: Sequence[Programme],
    known: Known,
    cutting: Cutting,
    limits: Limits,
) -> ReadFile:
    path = folder / name
    before = known.by_id.get(document.id) if document else known.entries.get(name)
    digest = ""
    try:
        if path.stat().st_size <= limits.max_bytes:  # a larger file is refused by the loader without being read
            digest = _file_hash(path)
        same_entry = before is not None and (before.document == document if document else before.document.inferred)
        if before and same_entry and known.same_rules and digest and before.file_hash == digest and not before.reason:
            status = FileStatus.WARNING if before.warnings else FileStatus.UNCHANGED
            return ReadFile(
                entry=replace(before, status=status), passages=tuple(known.passages.get(before.document.id, ()))
            )
        extract = load(path, limits=limits)
    except DocumentError as error:
        return _refused(name, document, error, digest, before, known)
    except OSError as error:
        unreadable = DocumentError(
            f"{name}: {error.strerror or error}.", reason="missing", remedy="Prüfen Sie Pfad und Rechte."
        )
        return _refused(name, document, unreadable, digest, before, known)
    blocks = read_blocks(extract)
    warnings = list(extract.warnings)
    if document is None:
        document = infer_document(name, extract.title, blocks, programmes)
        dated = "" if document.issued != NO_DATE else " Ein Datum war nicht zu finden."
        warnings.append(f"Kein Eintrag in manifest.yaml: Titel, Art und Datum sind aus dem Text erschlossen.{dated}")
    blocks = without_title(blocks, document.title)
    passages = cut_passages(document, with_outlines(find_sections(blocks)), blocks, cutting)
    if not passages:
        warnings.append("Kein Text gefunden: Die Datei ist im Verzeichnis, wird aber nicht durchsucht.")
    return ReadFile(
        entry=IndexedDocument(
            document=document,
            status=FileStatus.WARNING if warnings else FileStatus.INDEXED,
            file_hash=digest,
            pages=sum(1 for page in extract.pages if page.number),
            passages=len(passages),
            warnings=tuple(dict.fromkeys(warnings)),
        ),
        passages=passages,
    )


def _refused(
    name: str,
    document: Document | None,
    error: DocumentError,
    digest: str,
    before: IndexedDocument | None,
    known: Known,
) -> ReadFile:
    """A file that cannot be read. If an earlier version of it is in the index, that version stays, marked."""
    if before and known.passages.get(before.document.id):
        kept = f"Die neue Fassung ist nicht lesbar, die frühere bleibt im Index: {error.message}"
        entry = replace(before, status=FileStatus.WARNING, warnings=(kept,), reason=error.reason)
        return ReadFile(entry=entry, passages=tuple(known.passages[before.document.id]))
    described = document or infer_document(name, None, (), ())
    return ReadFile(
        entry=IndexedDocument(
            document=described, status=FileStatus.REFUSED, file_hash=digest, warnings=(str(error),), reason=error.reason
        )
    )


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
