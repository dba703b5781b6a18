"""Any sentence-transformers model, by hub id or local path (extra `transformers`).

Nothing is downloaded unless the operator sets LOTSE_ALLOW_DOWNLOAD=1. Weights are read from safetensors only: the older
format is pickled and can run code.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import EmbedderError
from corpus.model import Passport

ALLOW_DOWNLOAD = "LOTSE_ALLOW_DOWNLOAD"
_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])", re.IGNORECASE)


class TransformersEmbedder:
    """Embeds with a sentence-transformers model. The passport names the model and the checksum of its weights."""

    def __init__(self, name: str, *, environment: Mapping[str, str] = os.environ) -> None:
        self._model = _load(name, allow_download=environment.get(ALLOW_DOWNLOAD) == "1")
        self._lock = threading.Lock()  # the tokenizer changes its padding with every call
        self._query_prefix, self._passage_prefix = _prefixes(name, self._model.prompts)
        short = Path(name).name if Path(name).is_dir() else name
        self.passport = Passport(
            embedder=f"transformers:{short}@{_checksum(self._model)}",
            dimension=len(self.embed_query("Probe")),
            query_prefix=self._query_prefix,
            passage_prefix=self._passage_prefix,
        )

    def embed_query(self, text: str) -> np.ndarray:
        """One L2-normalised float32 vector, shape (dimension,)."""
        with self._lock:
            rows = _rows(self._model.encode_query([text], prompt=self._query_prefix, **_OPTIONS))
        return rows.reshape(-1)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """L2-normalised float32 rows, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.passport.dimension), dtype=np.float32)
        with self._lock:
            return _rows(self._model.encode_document(list(texts), prompt=self._passage_prefix, **_OPTIONS))


_OPTIONS = {"normalize_embeddings": True, "convert_to_numpy": True, "show_progress_bar": False}


def _load(name: str, *, allow_download: bool) -> Any:
    if not name:
        raise EmbedderError(
            "Für „transformers“ ist kein Modell genannt.", remedy="Schreiben Sie transformers:<Modell oder Pfad>."
        )
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EmbedderError(
            f"Das Einbettungsmodell „{name}“ braucht das Paket sentence-transformers.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[transformers]"',
        ) from error
    try:
        return SentenceTransformer(
            name, local_files_only=not allow_download, model_kwargs={"use_safetensors": True}, trust_remote_code=False
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbedderError(
            f"Das Einbettungsmodell „{name}“ ist weder ein lesbarer Ordner noch ein vorhandenes Modell mit "
            f"safetensors-Gewichten: {str(error).splitlines()[0] if str(error) else type(error).__name__}",
            remedy="Prüfen Sie den Pfad."
            if allow_download
            else f"Prüfen Sie den Pfad, oder erlauben Sie das Herunterladen mit {ALLOW_DOWNLOAD}=1.",
        ) from error


def _prefixes(name: str, prompts: Mapping[str, str | None]) -> tuple[str, str]:
    """Query and passage prefix: the model's own, else those its family was trained with."""
    query, passage = prompts.get("query") or "", prompts.get("passage") or prompts.get("document") or ""
    if not query and not passage and _E5.search(name):
        if "instruct" in name.lower():
            return "Instruct: Given a question, retrieve passages that answer the question\nQuery: ", ""
        return "query: ", "passage: "
    return query, passage


def _checksum(model: Any) -> str:
    """What would change the vectors: weights, vocabulary and length limit; not where the model lies."""
    import torch

    digest = hashlib.sha256(f"{model.max_seq_length}".encode())
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy())
    for word, number in sorted(model.tokenizer.get_vocab().items()):
        digest.update(f"{number} {word}\n".encode())
    return digest.hexdigest()[:12]


def _rows(vectors: np.ndarray) -> np.ndarray:
    # Models in half precision are normalised in half precision.
    rows = vectors.astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
