"""Rerankers behind one interface: a cross-encoder reads question and passage together and says how well they fit.

Names are `transformers:<hub id or local path>` (extra `transformers`) or `onnx:<hub id, folder or .onnx file>` (extra `onnx`).
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from corpus.errors import EmbedderError
from retrieval.models import place, short_name
from retrieval.onnx_model import OnnxModel
from retrieval.transformers_embedder import load_safely, weights_checksum

_BATCH = 16
_REMEMBERED = 64  # queries
_JUDGES = "ForSequenceClassification"


class Reranker(Protocol):
    """Scores texts for a query; only the order and the distances of the scores of one call mean something."""

    @property
    def name(self) -> str: ...  # kind, model and checksum

    def scores(self, query: str, texts: Sequence[str]) -> np.ndarray: ...  # float32, shape (len(texts),)


class TransformersReranker:
    """A sentence-transformers CrossEncoder with one output."""

    def __init__(self, name: str, *, environment: Mapping[str, str] = os.environ) -> None:
        found = place(name, "transformers")
        self._model = load_safely("CrossEncoder", found, environment)
        self._lock = threading.Lock()  # the tokenizer changes its padding with every call
        # a model without such a head would be given a random one
        if not any(a.endswith(_JUDGES) for a in self._model.config.architectures or ()):
            raise _no_reranker(name, f"sein Aufbau ist {', '.join(self._model.config.architectures or ('unbekannt',))}")
        if self._model.num_labels != 1:
            raise _no_reranker(name, f"es gibt {self._model.num_labels} Werte aus statt einem")
        self.name = f"transformers:{short_name(found)}@{weights_checksum(self._model)}"

    def scores(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """One score a text."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        with self._lock:  # sorts by length itself
            found = self._model.predict([(query, t) for t in texts], batch_size=_BATCH, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32).reshape(-1)


class OnnxReranker:
    """A cross-encoder as an ONNX graph with one output a pair."""

    def __init__(self, name: str, *, environment: Mapping[str, str] = os.environ) -> None:
        self._model = OnnxModel(name, environment=environment)
        self.name = f"onnx:{self._model.name}@{self._model.checksum}"
        shape = self._model.run([("Probe", "Probe")])[0].shape
        if shape != (1, 1):
            raise _no_reranker(name, f"seine Ausgabe hat die Form {shape} statt (1, 1)")

    def scores(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """One score a text."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))  # of like length, so that little is padded
        found = np.zeros(len(texts), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found[batch] = self._model.run([(query, texts[i]) for i in batch])[0].reshape(-1)
        return found


class Remembering:
    """A reranker that reads each text once a query: one question is searched in parts and for each alliance apart."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker
        self._known: OrderedDict[str, dict[str, float]] = OrderedDict()
        self._lock = threading.Lock()
        self.name = reranker.name

    def scores(self, query: str, texts: Sequence[str]) -> np.ndarray:
        """One score a text; safe for threads if the reranker is."""
        with self._lock:
            known = self._known.setdefault(query, {})
            self._known.move_to_end(query)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        missing = [t for t in dict.fromkeys(texts) if t not in known]
        if missing:
            known.update(zip(missing, self._reranker.scores(query, missing).tolist(), strict=True))
        return np.array([known[t] for t in texts], dtype=np.float32)


_LOADERS: dict[str, Callable[[str], Reranker]] = {"transformers": TransformersReranker, "onnx": OnnxReranker}


def load_reranker(setting: str | None) -> Reranker | None:
    """The reranker that a setting names, None without one; EmbedderError for an unknown or missing one."""
    if not setting:
        return None
    kind, _, name = setting.partition(":")
    if kind not in _LOADERS:
        raise EmbedderError(
            f"Unbekannter Reranker „{setting}“.",
            remedy="Möglich sind: transformers:<Modell oder Pfad>, onnx:<Modell oder Pfad>.",
        )
    return _LOADERS[kind](name)


def _no_reranker(name: str, why: str) -> EmbedderError:
    return EmbedderError(
        f"Das Modell „{Path(name).name}“ ordnet keine Treffer: {why}.",
        remedy="Nennen Sie einen Cross-Encoder mit einem Ausgabewert (…ForSequenceClassification).",
    )
