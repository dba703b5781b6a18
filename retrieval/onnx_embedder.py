"""An embedder as an ONNX graph: a sentence-transformers folder or hub id, run without torch (extra `onnx`)."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from corpus.model import Passport
from retrieval.models import prefixes
from retrieval.onnx_model import OnnxModel, read_json, unusable

_BATCH = 8
_POOLED = "sentence_embedding"  # the output of a graph that pools by itself


def _mean(tokens: np.ndarray, mask: np.ndarray) -> np.ndarray:
    counted = mask[:, :, None].astype(np.float32)
    return np.asarray((tokens * counted).sum(axis=1) / counted.sum(axis=1))


def _first(tokens: np.ndarray, _mask: np.ndarray) -> np.ndarray:
    return np.asarray(tokens[:, 0])


def _last(tokens: np.ndarray, mask: np.ndarray) -> np.ndarray:
    return np.asarray(tokens[np.arange(len(tokens)), mask.sum(axis=1) - 1])


Pool = Callable[[np.ndarray, np.ndarray], np.ndarray]
_POOLS: dict[str, Pool] = {"mean": _mean, "cls": _first, "lasttoken": _last}


class OnnxEmbedder:
    """Embeds with ONNX Runtime. The passport names the model and the checksum of its graph."""

    def __init__(self, name: str, *, environment: Mapping[str, str] = os.environ) -> None:
        self._model = OnnxModel(name, environment=environment)
        self._pool = None if _POOLED in self._model.outputs else _POOLS[_pooling(name, self._model)]
        own = self._model.settings("config_sentence_transformers.json").get("prompts") or {}
        self._query_prefix, self._passage_prefix = prefixes(self._model.name, own, environment)
        kind = _POOLED if self._pool is None else self._pool.__name__.strip("_")
        self.passport = Passport(
            embedder=f"onnx:{self._model.name}@{self._model.checksum}-{kind}",
            dimension=self._rows(["Probe"]).shape[1],
            query_prefix=self._query_prefix,
            passage_prefix=self._passage_prefix,
        )

    def embed_query(self, text: str) -> np.ndarray:
        """One L2-normalised float32 vector, shape (dimension,)."""
        return self._rows([self._query_prefix + text]).reshape(-1)

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        """L2-normalised float32 rows, shape (len(texts), dimension)."""
        prefixed = [self._passage_prefix + text for text in texts]
        batches = [self._rows(prefixed[i : i + _BATCH]) for i in range(0, len(prefixed), _BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self.passport.dimension), dtype=np.float32)

    def _rows(self, texts: Sequence[str]) -> np.ndarray:
        values, mask = self._model.run(texts, _POOLED if self._pool is None else None)
        wanted = 2 if self._pool is None else 3
        if values.ndim != wanted:
            raise unusable(self._model.name, f"seine Ausgabe hat {values.ndim} Achsen statt {wanted}")
        rows = values if self._pool is None else self._pool(values, mask)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def _pooling(name: str, model: OnnxModel) -> str:
    """How the model makes one vector of its tokens': as modules.json says; without one, by their mean."""
    config: dict[str, Any] = {}
    for module in (read_json(model.folder / "modules.json") or [])[1:]:
        kind = str(module.get("type", "")).rsplit(".", 1)[-1]
        if kind == "Pooling":
            config = model.settings(f"{module.get('path')}/config.json")
        elif kind != "Normalize":
            raise unusable(name, f"die Schicht {kind} fehlt im Graphen")
    chosen = [config["pooling_mode"]] if "pooling_mode" in config else _chosen(config)
    if len(chosen) != 1 or chosen[0] not in _POOLS or not config.get("include_prompt", True):
        raise unusable(name, f"seine Art der Zusammenfassung ({', '.join(map(str, chosen))}) kennt dieser Dienst nicht")
    return str(chosen[0])


def _chosen(config: Mapping[str, Any]) -> list[str]:
    """The form before sentence-transformers 5: one switch a kind."""
    named = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}
    switched = [key for key, on in config.items() if key.startswith("pooling_mode_") and on]
    return [named.get(key, key.removeprefix("pooling_mode_")) for key in switched] or ["mean"]
