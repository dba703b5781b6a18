"""Without the extra, the embedder says which one is missing; runs with and without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_missing_extra_is_named() -> None:
    script = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from corpus.errors import EmbedderError\n"
        "from retrieval.embedders import load_embedder\n"
        "try:\n    load_embedder('transformers:klein')\n"
        "except EmbedderError as error:\n    print(error)\n"
    )
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert 'pip install "buendnislotse[transformers]"' in result.stdout
