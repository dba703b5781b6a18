"""From a folder to an index: read every file, cut it, embed what is new, write one generation."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import corpus
from corpus.errors import StoreError, UsageError
from corpus.manifest import load_manifest, unlisted_files
from corpus.model import Document, FileStatus, IndexedDocument, Passage, Programme
from corpus.programmes import load_programmes
from ingest.evidence import resolve_programmes
from ingest.loaders import Limits
from ingest.passages import Cutting, embedding_text
from ingest.reading import Known, ReadFile, read_file
from ingest.report import Progress, Report, Silent
from ingest.vectors import embed
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

SHIPPED = Path(corpus.__file__).parent


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
    settings = {"rules": rules(), "cutting": asdict(cutting)}
    if not folder.is_dir():
        raise UsageError(
            f"Den Ordner {folder} gibt es nicht.", remedy="Nennen Sie einen Ordner mit Dokumenten: lotse ingest DIR"
        )
    listed = load_manifest(folder)
    programmes, own = _programmes(folder, listed)
    unlisted = unlisted_files(folder, listed)
    if not listed and not unlisted:
        raise UsageError(
            f"In {folder} liegt kein Dokument.",
            remedy="Legen Sie Dateien (pdf, docx, md, html, txt) und eine manifest.yaml hinein.",
        )
    with write_lock(data):
        previous = _previous(data, embedder)
        known = Known(previous, settings)
        files = []
        jobs: list[tuple[str, Document | None]] = [*((d.file, d) for d in listed), *((f, None) for f in unlisted)]
        for i, (name, document) in enumerate(jobs):
            progress.step("Dateien lesen", i, len(jobs))
            files.append(read_file(folder, name, document, programmes, known, cutting, limits or Limits()))
        progress.step("Dateien lesen", len(jobs), len(jobs))
        _refuse_twins(files)
        passages = tuple(p for f in files for p in f.passages)
        entries = tuple(f.entry for f in files)
        unreadable = {e.document.id for e in entries if e.status is FileStatus.REFUSED}
        resolved, warnings = resolve_programmes(programmes, passages, unreadable, strict=own)
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
            number = current_number(data)
            stays = (
                () if number is None else ("In keiner Datei wurde Text gefunden; der bisherige Index bleibt in Kraft.",)
            )
            return Report(
                generation=number,
                written=False,
                documents=entries,
                warnings=(*warnings, *stays),
                seconds=time.perf_counter() - started,
            )
        titles = {e.document.id: e.document for e in entries}
        texts = [embedding_text(titles[p.document_id], p) for p in passages]
        vectors, unit_vectors, embedded = embed(passages, texts, embedder, known, progress)
        # abbreviations are often explained in a footnote only; embedded, a note would blur its passage
        worded = ["\n".join((text, *p.footnotes)) for text, p in zip(texts, passages, strict=True)]
        vocabulary = Vocabulary.of(worded)
        lexical = LexicalIndex.build([index_terms(t, vocabulary) for t in worded], vocabulary)
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


@cache
def rules() -> str:
    """A fingerprint of the code that reads and cuts, so that a new version reads unchanged files again."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _programmes(folder: Path, listed: Sequence[Document]) -> tuple[tuple[Programme, ...], bool]:
    """The programmes of the folder, and whether they are its own.

    A folder without any is served by those that come with the project, for the alliances that its manifest names:
    they rest on documents by id, so they hold for an original as for its restatement.
    """
    if (folder / "programmes").is_dir():
        return load_programmes(folder), True
    named = {d.alliance for d in listed}
    return tuple(p for p in load_programmes(SHIPPED) if p.alliance in named), False


def _previous(data: Path, embedder: Embedder) -> Generation | None:
    """The generation in force, None if there is none, it is damaged, or another embedder made it: then all is made anew."""
    try:
        return open_current(data, passport=embedder.passport)
    except StoreError:
        return None


def _refuse_twins(files: Sequence[ReadFile]) -> None:
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
