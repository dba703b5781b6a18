"""From a folder to an index: read every file, cut it, embed what is new, write one generation."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from corpus.manifest import load_manifest, unlisted_files
from corpus.programmes import load_programmes

from corpus.errors import DocumentError, StoreError, UsageError
from corpus.model import Document, FileStatus, IndexedDocument, Passage, Programme
from ingest.evidence import resolve_programmes
from ingest.loaders import Limits, load
from ingest.metadata import NO_DATE, infer_document
from ingest.passages import Cutting, cut_passages, embedding_text
from ingest.report import Progress, Report, Silent
from ingest.structure import find_sections, read_blocks, without_title
from retrieval.analysis import Vocabulary, index_terms
from retrieval.embedders import Embedder
from retrieval.lexical import LexicalIndex
from retrieval.store import (
    Generation,
    IndexContent,
    current_number,
    keep_original,
    open_current,
    prune,
    write_generation,
    write_lock,
)
from retrieval.units import unit_texts

RULES = 1  # raise when repair, structure or cutting change, so that unchanged files are read again
_BATCH = 16


@dataclass(frozen=True, kw_only=True, eq=False)
class _File:
    """One file of the folder after reading: its entry and its passages."""

    entry: IndexedDocument
    passages: tuple[Passage, ...] = ()


def ingest(
    folder: Path,
    data: Path,
    *,
    embedder: Embedder,
    cutting: Cutting | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Report:
    """Index the folder into DATA. Raises ManifestError before anything changes; a bad file is reported, not raised."""
    started = time.perf_counter()
    cutting, progress = cutting or Cutting(), progress or Silent()
    settings = {"rules": RULES, "cutting": asdict(cutting)}
    if not folder.is_dir():
        raise UsageError(
            f"Den Ordner {folder} gibt es nicht.", remedy="Nennen Sie einen Ordner mit Dokumenten: lotse ingest DIR"
        )
    listed = load_manifest(folder)
    programmes = load_programmes(folder)
    unlisted = unlisted_files(folder, listed)
    if not listed and not unlisted:
        raise UsageError(
            f"In {folder} liegt kein Dokument.",
            remedy="Legen Sie Dateien (pdf, docx, md, html, txt) und eine manifest.yaml hinein.",
        )
    with write_lock(data):
        previous = _previous(data, embedder)
        known = _Known(previous, settings)
        files = []
        jobs: list[tuple[str, Document | None]] = [*((d.file, d) for d in listed), *((f, None) for f in unlisted)]
        for i, (name, document) in enumerate(jobs):
            progress.step("Dateien lesen", i, len(jobs))
            files.append(_read(folder, name, document, programmes, known, cutting, limits or Limits()))
        progress.step("Dateien lesen", len(jobs), len(jobs))
        _refuse_twins(files)
        passages = tuple(p for f in files for p in f.passages)
        resolved, warnings = resolve_programmes(programmes, passages)
        entries = tuple(f.entry for f in files)
        if previous and not _changed(previous, entries, passages, resolved, settings):
            return Report(
                generation=previous.number,
                written=False,
                documents=entries,
                warnings=warnings,
                passages=len(passages),
                seconds=time.perf_counter() - started,
            )
        if not passages:
            return Report(
                generation=current_number(data),
                written=False,
                documents=entries,
                warnings=warnings,
                seconds=time.perf_counter() - started,
            )
        titles = {e.document.id: e.document for e in entries}
        texts = [embedding_text(titles[p.document_id], p) for p in passages]
        vectors, unit_vectors, embedded = _vectors(passages, texts, embedder, known, progress)
        vocabulary = Vocabulary.of(texts)
        lexical = LexicalIndex.build([index_terms(t, vocabulary) for t in texts], vocabulary)
        for f in files:
            if f.passages and f.entry.file_hash and not f.entry.reason:
                keep_original(
                    data, f.entry.file_hash, Path(f.entry.document.file).suffix.lower(), folder / f.entry.document.file
                )
        number = write_generation(
            data,
            IndexContent(
                documents=entries,
                passages=passages,
                vectors=vectors,
                unit_vectors=unit_vectors,
                lexical=lexical.files(),
                passport=embedder.passport,
                settings=settings,
                programmes=resolved,
            ),
        )
        prune(data)
    before = {e.document.id for e in previous.documents} if previous else set()
    return Report(
        generation=number,
        written=True,
        documents=entries,
        removed=tuple(sorted(before - set(titles))),
        warnings=warnings,
        passages=len(passages),
        embedded=embedded,
        seconds=time.perf_counter() - started,
    )


class _Known:
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


def _previous(data: Path, embedder: Embedder) -> Generation | None:
    """The generation in force, None if there is none, it is damaged, or another embedder made it: then all is made anew."""
    try:
        return open_current(data, passport=embedder.passport)
    except StoreError:
        return None


def _read(
    folder: Path,
    name: str,
    document: Document | None,
    programmes: Sequence[Programme],
    known: _Known,
    cutting: Cutting,
    limits: Limits,
) -> _File:
    path = folder / name
    before = known.by_id.get(document.id) if document else known.entries.get(name)
    digest = ""
    try:
        if path.stat().st_size <= limits.max_bytes:  # a larger file is refused by the loader without being read
            digest = _file_hash(path)
        same_entry = before is not None and (before.document == document if document else before.document.inferred)
        if before and same_entry and known.same_rules and digest and before.file_hash == digest and not before.reason:
            status = FileStatus.WARNING if before.warnings else FileStatus.UNCHANGED
            return _File(
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
    passages = cut_passages(document, find_sections(blocks), blocks, cutting)
    if not passages:
        warnings.append("Kein Text gefunden: Die Datei ist im Verzeichnis, wird aber nicht durchsucht.")
    return _File(
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
    known: _Known,
) -> _File:
    """A file that cannot be read. If an earlier version of it is in the index, that version stays, marked."""
    if before and known.passages.get(before.document.id):
        kept = f"Die neue Fassung ist nicht lesbar, die frühere bleibt im Index: {error.message}"
        entry = replace(before, status=FileStatus.WARNING, warnings=(kept,), reason=error.reason)
        return _File(entry=entry, passages=tuple(known.passages[before.document.id]))
    described = document or infer_document(name, None, (), ())
    return _File(
        entry=IndexedDocument(
            document=described, status=FileStatus.REFUSED, file_hash=digest, warnings=(str(error),), reason=error.reason
        )
    )


def _refuse_twins(files: Sequence[_File]) -> None:
    """Inferred ids come from file names; two files must not end up with the same one."""
    seen: dict[str, str] = {}
    for file in files:
        document = file.entry.document
        if document.id in seen:
            raise UsageError(
                f"Die Dateien {seen[document.id]} und {document.file} ergäben dieselbe Kennung „{document.id}“.",
                remedy="Benennen Sie eine um oder tragen Sie beide mit eigener id in manifest.yaml ein.",
            )
        seen[document.id] = document.file


def _changed(
    previous: Generation,
    entries: Sequence[IndexedDocument],
    passages: Sequence[Passage],
    programmes: Sequence[Programme],
    settings: Mapping[str, Any],
) -> bool:
    def essence(items: Sequence[IndexedDocument]) -> list[IndexedDocument]:
        return [replace(e, status=FileStatus.INDEXED) for e in items]

    return (
        essence(previous.documents) != essence(entries)
        or previous.passages != tuple(passages)
        or previous.programmes != tuple(programmes)
        or dict(previous.settings) != dict(settings)
    )


def _vectors(
    passages: Sequence[Passage], texts: Sequence[str], embedder: Embedder, known: _Known, progress: Progress
) -> tuple[np.ndarray, np.ndarray, int]:
    """Vectors of passages and of their units; only what the previous generation lacks is embedded."""
    wanted: dict[str, None] = {}
    for passage, text in zip(passages, texts, strict=True):
        if passage.content_hash not in known.vectors:
            wanted[text] = None
        if _known_units(passage, known) is None:
            wanted.update(dict.fromkeys(unit_texts(passage)))
    fresh: dict[str, np.ndarray] = {}
    # texts of like length share a batch, so that short ones are not padded to long ones
    todo = sorted(wanted, key=len)
    for start in range(0, len(todo), _BATCH):
        progress.step("Texte einbetten", start, len(todo))
        batch = todo[start : start + _BATCH]
        fresh.update(zip(batch, embedder.embed_passages(batch), strict=True))
    if todo:
        progress.step("Texte einbetten", len(todo), len(todo))
    rows: list[np.ndarray] = []
    unit_rows: list[np.ndarray] = []
    for passage, text in zip(passages, texts, strict=True):
        rows.append(known.vectors[passage.content_hash] if passage.content_hash in known.vectors else fresh[text])
        kept = _known_units(passage, known)
        unit_rows.extend(kept if kept is not None else [fresh[t] for t in unit_texts(passage)])
    dimension = embedder.passport.dimension
    return _stacked(rows, dimension), _stacked(unit_rows, dimension), len(todo)


def _known_units(passage: Passage, known: _Known) -> np.ndarray | None:
    units, vectors = known.unit_vectors.get(passage.content_hash, ((), None))
    return vectors if vectors is not None and units == passage.units else None


def _stacked(rows: Sequence[np.ndarray], dimension: int) -> np.ndarray:
    return np.stack(rows).astype(np.float32) if rows else np.zeros((0, dimension), dtype=np.float32)


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
