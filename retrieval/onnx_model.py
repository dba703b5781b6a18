"""A model as an ONNX graph with its tokenizer, run by ONNX Runtime alone: no torch (extra `onnx`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import EmbedderError
from retrieval.models import download_remedy, may_download, place, quiet, short_name

_GRAPHS = ("onnx/model.onnx", "model.onnx")
_FETCHED = ["*.json", "*/config.json", "onnx/model.onnx", "onnx/model.onnx_data"]
_LONGEST = 8192  # tokens, where a model names no limit


class OnnxModel:
    """One graph from a model's folder, or from the file that the setting names. Safe to share between threads.

    `folder` holds the tokenizer, `name` names the model without its place, `checksum` everything that changes the output.
    """

    def __init__(self, name: str, *, environment: Mapping[str, str]) -> None:
        ort, tokenizers = _libraries(name)
        found = place(name, "onnx")
        graph = _graph(found, environment)
        self.folder = graph.parent if (graph.parent / "tokenizer.json").is_file() else graph.parent.parent
        # of several graphs in a folder, the file tells which
        self.name = f"{short_name(str(self.folder))}/{graph.name}" if Path(found).is_file() else short_name(found)
        options = ort.SessionOptions()
        options.log_severity_level = 3  # errors; the rest is about optimisations
        try:
            self._session = ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
            self._tokenizer = tokenizers.Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise classes without a base of their own
            raise unusable(name, first_line(error)) from error
        self._inputs = tuple(i.name for i in self._session.get_inputs())
        self.outputs = tuple(o.name for o in self._session.get_outputs())
        if unknown := set(self._inputs) - {"input_ids", "attention_mask", "token_type_ids"}:
            raise unusable(name, f"der Graph verlangt {', '.join(sorted(unknown))}")
        length = self._prepare()
        self.checksum = _checksum(graph, self.folder, length)

    def run(
        self, inputs: Sequence[str] | Sequence[tuple[str, str]], output: str | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """The output (the first if none is named) as float32, first axis the inputs, and the mask (inputs, tokens)."""
        encoded = self._tokenizer.encode_batch(list(inputs))
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        fed = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
        }
        values = self._session.run([output or self.outputs[0]], {key: fed[key] for key in self._inputs})[0]
        return np.asarray(values, dtype=np.float32), mask

    def settings(self, file: str) -> dict[str, Any]:
        """A JSON object of the folder; empty if there is none."""
        return read_json(self.folder / file) or {}

    def _prepare(self) -> int:
        """Cut and pad as the model's settings say; returns the longest input in tokens."""
        tokens, config = self.settings("tokenizer_config.json"), self.settings("config.json")
        own = self.settings("sentence_bert_config.json").get("max_seq_length")
        # positions of the RoBERTa family begin after the padding token
        positions = config.get("max_position_embeddings", 0) - (2 if "roberta" in config.get("model_type", "") else 0)
        limits = [own, tokens.get("model_max_length"), positions]
        length = int(min([n for n in limits if isinstance(n, int | float) and n > 0] + [_LONGEST]))
        pad = tokens.get("pad_token") or "[PAD]"
        word = pad["content"] if isinstance(pad, dict) else pad
        self._tokenizer.enable_truncation(length)
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id(word) or 0, pad_token=word)
        return length


def _libraries(name: str) -> tuple[Any, Any]:
    quiet()
    try:
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise EmbedderError(
            f"Das Modell „{name}“ braucht die Pakete onnxruntime und tokenizers.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[onnx]"',
        ) from error
    return onnxruntime, tokenizers


def _graph(found: str, environment: Mapping[str, str]) -> Path:
    path = Path(found)
    if path.is_file():
        return path
    folder = path if path.is_dir() else _fetched(found, environment)
    graph = next((folder / g for g in _GRAPHS if (folder / g).is_file()), None)
    if graph is not None:
        return graph
    others = sorted(str(p.relative_to(folder)) for p in folder.glob("**/*.onnx"))
    raise EmbedderError(
        f"In {found} liegt keine Datei {' oder '.join(_GRAPHS)}."
        + (f" Vorhanden: {', '.join(others)}." if others else ""),
        remedy=f"Nennen Sie die Datei selbst: onnx:{folder / others[0]}."
        if others
        else f"Schreiben Sie sie mit: python -m retrieval.onnx_export {found} ZIELORDNER, oder nehmen Sie transformers:{found}.",
    )


def _fetched(found: str, environment: Mapping[str, str]) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    try:
        return Path(snapshot_download(found, local_files_only=not may_download(environment), allow_patterns=_FETCHED))
    except (OSError, ValueError, HfHubHTTPError) as error:
        raise EmbedderError(
            f"Das Modell „{found}“ ist weder ein Ordner noch vorhanden: {first_line(error)}",
            remedy=download_remedy(environment),
        ) from error


def read_json(path: Path) -> Any:
    """A JSON file; None if there is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise EmbedderError(
            f"{path} ist nicht lesbar: {first_line(error)}.", remedy="Prüfen Sie das Modell."
        ) from error


def unusable(name: str, why: str) -> EmbedderError:
    """The error for a model that is there, but not of the kind that is needed."""
    return EmbedderError(
        f"Das ONNX-Modell „{name}“ ist nicht verwendbar: {why}.",
        remedy="Nehmen Sie ein anderes Modell oder dasselbe mit transformers: statt onnx:.",
    )


def first_line(error: BaseException) -> str:
    """What went wrong, on one line without a full stop."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")


def _checksum(graph: Path, folder: Path, length: int) -> str:
    """Graph, weights beside it, vocabulary and length limit; not where the model lies."""
    digest = hashlib.sha256(f"{length}".encode())
    for path in (graph, *sorted(graph.parent.glob(f"{graph.name}[._]data")), folder / "tokenizer.json"):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]
