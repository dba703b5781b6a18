"""A real sentence-transformers model, tiny and random, made here: it must behave like any embedder."""

from __future__ import annotations

import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sentence_transformers", reason='needs the extra: pip install "buendnislotse[transformers]"')

from corpus.errors import EmbedderError, StoreError
from retrieval.embedders import load_embedder
from retrieval.store import open_current, write_generation
from retrieval.transformers_embedder import TransformersEmbedder
from tests.retrieval.store_content import content
from tests.retrieval.tiny_models import make_model

TEXTS = ["Wer darf einen Antrag stellen?", "", "Das virtuelle Budget beträgt 3,85 Mio. €. " * 40]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make_model(tmp_path_factory.mktemp("models") / "klein")


def test_vectors_are_normalised_rows_and_always_the_same(path: str) -> None:
    embedder = load_embedder(f"transformers:{path}")
    passages = embedder.embed_passages(TEXTS)
    assert passages.shape == (3, 32)
    assert passages.dtype == np.float32
    assert np.allclose(np.linalg.norm(passages, axis=1), 1.0, atol=1e-5)
    assert embedder.embed_query(TEXTS[0]).shape == (32,)
    assert embedder.embed_passages([]).shape == (0, 32)
    assert not np.allclose(passages[0], passages[2], atol=1e-3)
    again = TransformersEmbedder(path)
    assert again.passport == embedder.passport
    assert np.array_equal(again.embed_passages(TEXTS), passages)
    assert np.array_equal(again.embed_query(TEXTS[0]), embedder.embed_query(TEXTS[0]))


def test_threads_get_what_one_caller_gets(path: str) -> None:
    embedder = TransformersEmbedder(path)
    texts = [f"Frage {'x' * number}" for number in range(64)]
    alone = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert np.array_equal(list(threads.map(embedder.embed_query, texts)), alone)


def test_the_passport_is_the_model_not_its_place(path: str, tmp_path: Path) -> None:
    passport = TransformersEmbedder(path).passport
    assert passport.embedder.startswith("transformers:klein@")
    assert (passport.dimension, passport.query_prefix, passport.passage_prefix) == (32, "", "")
    moved = shutil.copytree(path, tmp_path / "woanders" / "klein")
    assert TransformersEmbedder(str(moved)).passport == passport
    other = make_model(tmp_path / "anders" / "klein", seed=1)
    assert TransformersEmbedder(other).passport != passport


def test_prefixes_come_from_the_model_or_its_family(path: str, tmp_path: Path) -> None:
    plain = TransformersEmbedder(path)
    e5 = TransformersEmbedder(str(shutil.copytree(path, tmp_path / "klein-e5-de")))
    own = TransformersEmbedder(make_model(tmp_path / "e5", prompts={"query": "frage: ", "document": "text: "}))
    named = TransformersEmbedder(make_model(tmp_path / "p", prompts={"passage": "absatz: "}, default="passage"))
    word = TransformersEmbedder(str(shutil.copytree(path, tmp_path / "level5")))
    instruct = TransformersEmbedder(str(shutil.copytree(path, tmp_path / "e5-klein-instruct")))

    def prefixes(embedder: TransformersEmbedder) -> tuple[str, str]:
        return embedder.passport.query_prefix, embedder.passport.passage_prefix

    assert prefixes(e5) == ("query: ", "passage: ")
    assert prefixes(own) == ("frage: ", "text: ")
    assert prefixes(named) == ("", "absatz: ")
    assert prefixes(word) == ("", "")
    assert prefixes(instruct)[0].startswith("Instruct: ")
    for embedder in (e5, own, named, instruct):  # the same weights, so the plain model shows what was embedded
        query, passage = prefixes(embedder)
        assert np.allclose(embedder.embed_query("wer"), plain.embed_query(f"{query}wer"), atol=1e-6)
        assert np.allclose(embedder.embed_passages(["wer"]), plain.embed_passages([f"{passage}wer"]), atol=1e-6)


def test_an_index_of_another_embedder_is_refused(path: str, tmp_path: Path) -> None:
    embedder = TransformersEmbedder(path)
    sample = content(1)
    units = [p.text[unit.start : unit.end] for p in sample.passages for unit in p.units]
    own = replace(
        sample,
        passport=embedder.passport,
        vectors=embedder.embed_passages([passage.text for passage in sample.passages]),
        unit_vectors=embedder.embed_passages(units),
    )
    write_generation(tmp_path / "own", own)
    assert open_current(tmp_path / "own", passport=embedder.passport).passport == embedder.passport
    write_generation(tmp_path / "foreign", sample)
    with pytest.raises(StoreError, match="eingestellt ist „transformers:klein@"):
        open_current(tmp_path / "foreign", passport=embedder.passport)


def test_nothing_is_downloaded_unless_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class WentOut(BaseException):
        """Not caught by any retry."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise WentOut

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    name = "buendnislotse/gibt-es-nicht"
    for environment in ({}, {"LOTSE_ALLOW_DOWNLOAD": "0"}):
        with pytest.raises(EmbedderError, match="gibt-es-nicht") as caught:
            TransformersEmbedder(name, environment=environment)
        assert "LOTSE_ALLOW_DOWNLOAD=1" in caught.value.remedy
    with pytest.raises(WentOut):  # the guard does see what goes out
        TransformersEmbedder(name, environment={"LOTSE_ALLOW_DOWNLOAD": "1"})


def test_pickled_weights_are_refused(path: str, tmp_path: Path) -> None:
    folder = shutil.copytree(path, tmp_path / "alt")
    for file in folder.rglob("*.safetensors"):
        file.rename(file.with_name("pytorch_model.bin"))
    with pytest.raises(EmbedderError, match="safetensors"):
        TransformersEmbedder(str(folder))


def test_a_path_may_have_a_tilde_blanks_and_umlauts(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(path, tmp_path / "Große Modelle" / "klein")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = load_embedder("transformers:~/Große Modelle/klein").passport
    assert found == TransformersEmbedder(path).passport


@pytest.mark.parametrize("name", ["", "/gibt/es/nicht"])
def test_a_missing_model_is_named(name: str) -> None:
    with pytest.raises(EmbedderError) as caught:
        load_embedder(f"transformers:{name}")
    assert name in caught.value.message
    assert caught.value.remedy
