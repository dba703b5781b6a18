"""Where a model lies and the words that its texts begin with; needs none of the extras."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import EmbedderError
from retrieval.models import ALLOW_DOWNLOAD, PASSAGE_PREFIX, QUERY_PREFIX, may_download, place, prefixes, short_name
from retrieval.rerankers import load_reranker

SEARCHING = "Represent this sentence for searching relevant passages: "


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("mein_E5_modell", "query: ", "passage: "),
        ("level5", "", ""),
        ("e5x", "", ""),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: ", ""),
        ("mixedbread-ai/deepset-mxbai-embed-de-large-v1", "query: ", "passage: "),
        ("mixedbread-ai/mxbai-embed-large-v1", SEARCHING, ""),
        ("Snowflake/snowflake-arctic-embed-m-v1.5", SEARCHING, ""),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        ("BAAI/bge-base-en-v1.5", SEARCHING, ""),
        ("BAAI/bge-m3", "", ""),
        ("nomic-ai/nomic-embed-text-v2-moe", "search_query: ", "search_document: "),
        ("google/embeddinggemma-300m", "task: search result | query: ", "title: none | text: "),
        ("Qwen/Qwen3-Embedding-0.6B", "Instruct: ", ""),
        ("Alibaba-NLP/gte-Qwen2-1.5B-instruct", "Instruct: ", ""),
        ("Alibaba-NLP/gte-multilingual-base", "", ""),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", "", ""),
    ],
)
def test_a_family_has_its_words(name: str, query: str, passage: str) -> None:
    found = prefixes(name, {}, {})
    assert found[1] == passage
    assert found[0].startswith(query) if query == "Instruct: " else found[0] == query


def test_the_operator_comes_before_the_model_and_the_model_before_its_family() -> None:
    own = {"query": "frage: ", "document": "text: "}
    assert prefixes("e5", own, {}) == ("frage: ", "text: ")
    assert prefixes("e5", {"query": "", "document": None}, {}) == ("query: ", "passage: ")
    assert prefixes("e5", own, {QUERY_PREFIX: "f ", PASSAGE_PREFIX: ""}) == ("f ", "")
    assert prefixes("e5", {}, {PASSAGE_PREFIX: "p "}) == ("query: ", "p ")


def test_a_place_is_a_folder_or_else_a_hub_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Große Modelle" / "klein"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place("~/Große Modelle/klein", "onnx") == str(folder)
    assert short_name(str(folder)) == "klein"
    assert place("BAAI/bge-m3", "onnx") == short_name("BAAI/bge-m3") == "BAAI/bge-m3"
    for missing in ("~/nicht", "./nicht", str(tmp_path / "nicht"), "a/b/c"):
        with pytest.raises(EmbedderError, match="gibt es nicht"):
            place(missing, "onnx")
    with pytest.raises(EmbedderError, match="kein Modell genannt") as caught:
        place(" ", "onnx")
    assert "onnx:<" in caught.value.remedy


def test_no_reranker_is_the_default_and_an_unknown_one_is_named() -> None:
    assert load_reranker(None) is None
    assert load_reranker("") is None
    with pytest.raises(EmbedderError, match="magie:x") as caught:
        load_reranker("magie:x")
    assert "onnx:" in caught.value.remedy


@pytest.mark.parametrize(("value", "allowed"), [(None, False), ("", False), ("0", False), ("1", True), ("True", True)])
def test_downloading_is_allowed_by_saying_so(value: str | None, allowed: bool) -> None:
    assert may_download({} if value is None else {ALLOW_DOWNLOAD: value}) is allowed
