"""Without an extra, whoever needs it says which one is missing; runs with and without them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("module", "call", "extra"),
    [
        ("sentence_transformers", "retrieval.embedders.load_embedder('transformers:klein')", "transformers"),
        ("sentence_transformers", "retrieval.rerankers.load_reranker('transformers:klein')", "transformers"),
        ("onnxruntime", "retrieval.embedders.load_embedder('onnx:klein')", "onnx"),
        ("tokenizers", "retrieval.rerankers.load_reranker('onnx:klein')", "onnx"),
        ("onnxscript", "retrieval.onnx_export.export('klein', pathlib.Path('nirgends'))", "onnx-export"),
    ],
)
def test_a_missing_extra_is_named(module: str, call: str, extra: str) -> None:
    script = (
        f"import pathlib, sys; sys.modules['{module}'] = None\n"
        "import retrieval.embedders, retrieval.rerankers, retrieval.onnx_export\n"
        "from corpus.errors import LotseError\n"
        f"try:\n    {call}\nexcept LotseError as error:\n    print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert f'pip install "buendnislotse[{extra}]"' in result.stdout
