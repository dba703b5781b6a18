"""A model as an ONNX graph gives what torch gives, without torch, from files that are only read."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason='needs the extra: pip install "buendnislotse[transformers]"')
pytest.importorskip("onnxruntime", reason='needs the extra: pip install "buendnislotse[onnx]"')
pytest.importorskip("onnxscript", reason='needs the extra: pip install "buendnislotse[onnx-export]"')

from corpus.errors import EmbedderError, UsageError
from retrieval.embedders import load_embedder
from retrieval.onnx_embedder import OnnxEmbedder
from retrieval.onnx_export import export
from retrieval.transformers_embedder import TransformersEmbedder
from tests.retrieval.tiny_models import make_model

TEXTS = ["Wer darf einen Antrag stellen?", "", "Das virtuelle Budget beträgt 3,85 Mio. €. " * 40, "x"]


@pytest.fixture(scope="module")
def torch_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_model(tmp_path_factory.mktemp("models") / "klein")


@pytest.fixture(scope="module")
def path(torch_path: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same model as ONNX."""
    folder = tmp_path_factory.mktemp("onnx") / "klein"
    export(torch_path, folder)
    return str(folder)


@pytest.fixture
def copy(path: str, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(path, tmp_path / "Größe 1" / "klein"))


def test_vectors_are_those_of_torch_and_the_passport_is_not(path: str, torch_path: str) -> None:
    ours, theirs = load_embedder(f"onnx:{path}"), load_embedder(f"transformers:{torch_path}")
    assert np.allclose(ours.embed_passages(TEXTS), theirs.embed_passages(TEXTS), atol=1e-5)
    assert np.allclose(ours.embed_query(TEXTS[0]), theirs.embed_query(TEXTS[0]), atol=1e-5)
    assert ours.embed_passages([]).shape == (0, 32)
    assert ours.embed_passages(TEXTS * 20).shape == (80, 32)
    assert ours.passport.dimension == theirs.passport.dimension == 32
    assert ours.passport.embedder.startswith("onnx:klein@")
    assert OnnxEmbedder(path).passport == ours.passport


@pytest.mark.parametrize("kind", ["mean", "cls", "lasttoken"])
def test_every_kind_of_pooling_is_that_of_torch(kind: str, torch_path: str, copy: Path, tmp_path: Path) -> None:
    theirs = shutil.copytree(torch_path, tmp_path / "torch")
    pooling = json.loads((theirs / "1_Pooling" / "config.json").read_text())
    (theirs / "1_Pooling" / "config.json").write_text(json.dumps({**pooling, "pooling_mode": kind}))
    expected = TransformersEmbedder(str(theirs)).embed_passages(TEXTS)
    passports = set()
    old = {"mean": "mean_tokens", "cls": "cls_token", "lasttoken": "lasttoken"}
    switches = {f"pooling_mode_{name}": key == kind for key, name in old.items()}  # before sentence-transformers 5
    for config in ({**pooling, "pooling_mode": kind}, {"word_embedding_dimension": 32, **switches}):
        (copy / "1_Pooling" / "config.json").write_text(json.dumps(config))
        embedder = OnnxEmbedder(str(copy))
        assert np.allclose(embedder.embed_passages(TEXTS), expected, atol=1e-5)
        passports.add(embedder.passport)
    assert len(passports) == 1


def test_what_texts_begin_with_is_embedded_with_them(path: str, tmp_path: Path) -> None:
    plain, e5 = OnnxEmbedder(path), OnnxEmbedder(shutil.copytree(path, tmp_path / "klein-e5").as_posix())
    assert (e5.passport.query_prefix, e5.passport.passage_prefix) == ("query: ", "passage: ")
    assert np.allclose(e5.embed_query("wer"), plain.embed_query("query: wer"), atol=1e-6)
    assert np.allclose(e5.embed_passages(["wer"]), plain.embed_passages(["passage: wer"]), atol=1e-6)
    own = OnnxEmbedder(path, environment={"LOTSE_EMBEDDER_QUERY_PREFIX": "frage: "})
    assert np.allclose(own.embed_query("wer"), plain.embed_query("frage: wer"), atol=1e-6)
    assert own.passport != plain.passport


def test_threads_get_what_one_caller_gets(path: str) -> None:
    embedder = OnnxEmbedder(path)
    texts = [f"Frage {'x' * number}" for number in range(64)]
    alone = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert np.array_equal(list(threads.map(embedder.embed_query, texts)), alone)


def test_nothing_is_written_and_no_torch_loaded(copy: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in copy.rglob("*")}
    script = (
        "import sys\nfrom retrieval.embedders import load_embedder\n"
        "assert len(load_embedder('onnx:' + sys.argv[1]).embed_query('wer')) == 32\n"
        "print('torch' in sys.modules, 'transformers' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(copy)], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout == "False False\n", done.stderr
    assert {p: p.stat().st_mtime_ns for p in copy.rglob("*")} == before


def test_the_file_itself_can_be_named_and_prefixes_follow_the_folder(copy: Path) -> None:
    graph = copy / "onnx" / "model.onnx"
    other = graph.rename(graph.with_name("model_klein.onnx"))
    with pytest.raises(EmbedderError, match=r"model_klein\.onnx") as caught:
        OnnxEmbedder(str(copy))
    assert f"onnx:{other}" in caught.value.remedy
    assert OnnxEmbedder(str(other)).passport.embedder.startswith("onnx:klein/model_klein.onnx@")
    e5 = copy.rename(copy.with_name("klein-e5"))
    assert OnnxEmbedder(str(e5 / "onnx" / "model_klein.onnx")).passport.query_prefix == "query: "


def test_a_model_without_a_graph_names_what_writes_one(torch_path: str, tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=r"onnx/model\.onnx") as caught:
        OnnxEmbedder(torch_path)
    assert f"python -m retrieval.onnx_export {torch_path} " in caught.value.remedy
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "retrieval.onnx_export", torch_path, str(tmp_path / "neu")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert OnnxEmbedder(str(tmp_path / "neu")).passport.dimension == 32
    again = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (again.returncode, "nicht leer" in again.stderr) == (2, True)


def test_a_failed_export_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    with pytest.raises(UsageError, match="nicht lesbar"):
        export(str(tmp_path / "leer"), tmp_path / "ziel")
    assert [p.name for p in tmp_path.iterdir()] == ["leer"]


@pytest.mark.parametrize(
    ("file", "value", "said"),
    [
        ("onnx/model.onnx", b"kein Graph", "nicht verwendbar"),
        ("tokenizer.json", b"{", "nicht verwendbar"),
        ("modules.json", b"{", r"modules\.json ist nicht lesbar"),
        ("1_Pooling/config.json", b'{"pooling_mode": "weightedmean"}', "weightedmean"),
        ("1_Pooling/config.json", b'{"pooling_mode": "mean", "include_prompt": false}', "Zusammenfassung"),
        ("modules.json", b'[{"type": "a.Transformer"}, {"type": "a.Dense", "path": "2_Dense"}]', "Dense"),
    ],
)
def test_what_cannot_be_used_is_said(copy: Path, file: str, value: bytes, said: str) -> None:
    (copy / file).write_bytes(value)
    with pytest.raises(EmbedderError, match=said) as caught:
        OnnxEmbedder(str(copy))
    assert caught.value.remedy


def test_graph_and_tokenizer_and_length_are_in_the_passport(copy: Path) -> None:
    passport = OnnxEmbedder(str(copy)).passport
    config = json.loads((copy / "sentence_bert_config.json").read_text())
    (copy / "sentence_bert_config.json").write_text(json.dumps({**config, "max_seq_length": 16}))
    shorter = OnnxEmbedder(str(copy))
    assert shorter.passport != passport
    assert np.array_equal(shorter.embed_query(TEXTS[2]), shorter.embed_query(TEXTS[2][:60]))


def test_nothing_is_downloaded_unless_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    class WentOut(BaseException):
        """Not caught by any retry."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise WentOut

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(EmbedderError, match="gibt-es-nicht") as caught:
        OnnxEmbedder("buendnislotse/gibt-es-nicht", environment={})
    assert "LOTSE_ALLOW_DOWNLOAD=1" in caught.value.remedy
    with pytest.raises(WentOut):  # the guard does see what goes out
        OnnxEmbedder("buendnislotse/gibt-es-nicht", environment={"LOTSE_ALLOW_DOWNLOAD": "1"})
