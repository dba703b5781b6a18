"""Another embedder for an index that is there: its texts are embedded anew, no file is read."""

from __future__ import annotations

import time
from pathlib import Path

from ingest.passages import embedding_text
from ingest.reading import Known
from ingest.report import Progress, Report, Silent
from ingest.vectors import embed
from retrieval.embedders import Embedder
from retrieval.store import IndexContent, open_current, prune, write_generation, write_lock


def reembed(data: Path, *, embedder: Embedder, progress: Progress | None = None) -> Report:
    """Write the index in force once more with all vectors by this embedder; StoreError if there is no readable one.

    What was read and cut stays as it is, also by older rules: the next ingest of the folder sees to that.
    """
    started = time.perf_counter()
    with write_lock(data):
        old = open_current(data)
        report = Report(generation=old.number, written=False, documents=old.documents, passages=len(old.passages))
        if old.passport == embedder.passport:
            return report
        documents = {entry.document.id: entry.document for entry in old.documents}
        texts = [embedding_text(documents[p.document_id], p) for p in old.passages]
        vectors, unit_vectors, embedded = embed(
            old.passages, texts, embedder, Known(None, old.settings), progress or Silent()
        )
        number = write_generation(
            data,
            IndexContent(
                documents=old.documents,
                passages=old.passages,
                vectors=vectors,
                unit_vectors=unit_vectors,
                lexical=old.lexical,
                passport=embedder.passport,
                settings=old.settings,
                programmes=old.programmes,
            ),
        )
        prune(data)
    return Report(
        generation=number,
        written=True,
        documents=old.documents,
        passages=len(old.passages),
        embedded=embedded,
        seconds=time.perf_counter() - started,
    )
