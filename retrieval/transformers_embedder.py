"""Any sentence-transformers model, by hub id or local path (extra `transformers`).

Nothing is downloaded unless the operator sets LOTSE_ALLOW_DOWNLOAD=1. Weights are read from safetensors only: the older
format is pickled and can run code.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from corpus.errors import EmbedderError
from corpus.model import Passport
from retrieval.models import ALLOW_DOWNLOAD, download_remedy, may_download, place, prefixes, quiet, short_name

__all__ = ["ALLOW_DOWNLOAD", "TransformersEmbedder", "load_safely", "weights_checksum"]


class TransformersEmbedder:
    """Embeds with a sentence-transformers model. The passport names the model and the checksum of its weights."""

    def __init__(self, name: str, *, environment: Mapping[str, str] = os.environ) -> None:
        found = place(name, "transformers")
        self._model = load_safely("SentenceTransformer", found, environment)
        self._lock = threading.Lock()  # the tokenizer changes its padding with every call
        self._query_prefix, self._passage_prefix = prefixes(short_name(found), self._model.prompts, environment)
        self.passport = Passport(
            embedder=f"transformers:{short_name(found)}@{weights_checksum(self._model)}",
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


def load_safely(kind: str, found: str, environment: Mapping[str, str]) -> Any:
    """A `SentenceTransformer` or `CrossEncoder`: from this machine unless allowed otherwise, no code, no pickles."""
    quiet()
    try:
        import sentence_transformers
        from transformers.utils import logging as chatter
    except ImportError as error:
        raise EmbedderError(
            f"Das Modell „{found}“ braucht das Paket sentence-transformers.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[transformers]"',
        ) from error
    chatter.disable_progress_bar()
    try:
        return getattr(sentence_transformers, kind)(
            found,
            local_files_only=not may_download(environment),
            model_kwargs={"use_safetensors": True},
            trust_remote_code=False,
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise EmbedderError(
            f"Das Modell „{found}“ ist weder ein lesbarer Ordner noch ein vorhandenes Modell mit "
            f"safetensors-Gewichten: {str(error).splitlines()[0] if str(error) else type(error).__name__}",
            remedy=download_remedy(environment),
        ) from error


def weights_checksum(model: Any) -> str:
    """What would change the output: weights, vocabulary and length limit; not where the model lies."""
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
