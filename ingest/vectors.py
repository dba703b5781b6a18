"""Vectors of passages and units; only what the previous generation lacks is embedded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.model import Passage
from ingest.reading import Known
from ingest.report import Progress
from retrieval.embedders import Embedder
from retrieval.units import unit_texts

_BATCH = 16


def embed(
    passages: Sequence[Passage], texts: Sequence[str], embedder: Embedder, known: Known, progress: Progress
) -> tuple[np.ndarray, np.ndarray, int]:
    """Vectors of passages and of their units; only what the previous generation lacks is embedded."""
    wanted: dict[str, None] = {}
    parts = [unit_texts(passage) for passage in passages]
    kept_units = [_known_units(passage, known) for passage in passages]
    for passage, text, units, kept in zip(passages, texts, parts, kept_units, strict=True):
        if passage.content_hash not in known.vectors:
            wanted[text] = None
        if kept is None:
            wanted.update(dict.fromkeys(units))
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
    for passage, text, units, kept in zip(passages, texts, parts, kept_units, strict=True):
        rows.append(known.vectors[passage.content_hash] if passage.content_hash in known.vectors else fresh[text])
        unit_rows.extend(kept if kept is not None else [fresh[t] for t in units])
    dimension = embedder.passport.dimension
    return _stacked(rows, dimension), _stacked(unit_rows, dimension), len(todo)


def _known_units(passage: Passage, known: Known) -> np.ndarray | None:
    units, vectors = known.unit_vectors.get(passage.content_hash, ((), None))
    return vectors if vectors is not None and units == passage.units else None


def _stacked(rows: Sequence[np.ndarray], dimension: int) -> np.ndarray:
    return np.stack(rows).astype(np.float32) if rows else np.zeros((0, dimension), dtype=np.float32)
