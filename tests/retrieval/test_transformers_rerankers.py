"""Real cross-encoders, tiny and random, by torch and as ONNX: the same scores, and no other kind of model."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason='needs the extra: pip install "buendnislotse[transformers]"')
pytest.importorskip("onnxruntime", reason='needs the extra: pip install "buendnislotse[onnx]"')
pytest.importorskip("onnxscript", reason='needs the extra: pip install "buendnislotse[onnx-export]"')

from corpus.errors import EmbedderError
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.onnx_export import export
from retrieval.rerankers import Reranker, load_reranker
from tests.retrieval.tiny_models import make_model, make_reranker

TEXTS = ["Der Lenkungskreis entscheidet.", "Das Budget beträgt 3,85 Mio. €. " * 40, "", "Ein Verein darf."] * 5


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """One model for torch and for ONNX."""
    folder = tmp_path_factory.mktemp("reranker")
    path = make_reranker(folder / "torch" / "richter")
    export(path, folder / "onnx" / "richter")
    return path, str(folder / "onnx" / "richter")


@pytest.fixture(scope="module")
def rerankers(paths: tuple[str, str]) -> tuple[Reranker, Reranker]:
    first, second = load_reranker(f"transformers:{paths[0]}"), load_reranker(f"onnx:{paths[1]}")
    assert first and second
    return first, second


def test_both_give_the_same_order_whatever_the_batch(rerankers: tuple[Reranker, Reranker]) -> None:
    by_torch, by_onnx = (r.scores("Wer entscheidet?", TEXTS) for r in rerankers)
    # torch gives probabilities, the graph their logits
    assert np.allclose(by_torch, 1 / (1 + np.exp(-by_onnx)), atol=1e-5)
    for reranker, together in zip(rerankers, (by_torch, by_onnx), strict=True):
        assert together.dtype == np.float32
        assert np.ptp(together) > 0
        alone = [reranker.scores("Wer entscheidet?", [text])[0] for text in TEXTS[:4]]
        assert np.allclose(together[:4], alone, atol=1e-5)
        assert not np.allclose(together, reranker.scores("Was kostet es?", TEXTS), atol=1e-6)
        assert reranker.scores("Wer?", []).shape == (0,)


def test_names_tell_kind_and_weights(rerankers: tuple[Reranker, Reranker]) -> None:
    assert rerankers[0].name.startswith("transformers:richter@")
    assert rerankers[1].name.startswith("onnx:richter@")


def test_a_search_is_reranked(index: Index, embedder: Embedder, rerankers: tuple[Reranker, Reranker]) -> None:
    plain = index.search("Wer entscheidet über die Projekte?", k=20)
    for reranker in rerankers:
        found = Index(index.generation, embedder, reranker=reranker).search("Wer entscheidet über die Projekte?", k=20)
        assert [h.score for h in found.hits] == [h.score for h in plain.hits]
        assert [h.passage.id for h in found.hits] != [h.passage.id for h in plain.hits]


def test_other_models_are_refused(paths: tuple[str, str], tmp_path: Path) -> None:
    three = make_reranker(tmp_path / "drei", labels=3)
    export(three, tmp_path / "drei-onnx")
    embedder = make_model(tmp_path / "einbetter")
    pickled = shutil.copytree(paths[0], tmp_path / "alt")
    for file in pickled.rglob("*.safetensors"):
        file.rename(file.with_name("pytorch_model.bin"))
    for setting, said in (
        (f"transformers:{three}", "3 Werte"),
        (f"onnx:{tmp_path / 'drei-onnx'}", r"\(1, 3\)"),
        (f"transformers:{embedder}", "ordnet keine Treffer"),
        (f"transformers:{pickled}", "safetensors"),
        (f"transformers:{tmp_path / 'nichts'}", "gibt es nicht"),
    ):
        with pytest.raises(EmbedderError, match=said) as caught:
            load_reranker(setting)
        assert caught.value.remedy
