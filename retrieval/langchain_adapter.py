"""Our embedder and our search as LangChain parts. The only module of this package that knows LangChain's types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from corpus.model import Hit
from retrieval.embedders import Embedder


class LotseEmbeddings(Embeddings):
    """Any embedder of ours, for LangChain's vector stores."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One L2-normalised vector a text."""
        rows: list[list[float]] = self.embedder.embed_passages(texts).tolist() if texts else []
        return rows

    def embed_query(self, text: str) -> list[float]:
        """One L2-normalised vector."""
        row: list[float] = self.embedder.embed_query(text).tolist()
        return row


class LotseRetriever(BaseRetriever):
    """A search of ours as a step of a chain: the `k` best passages, best first, as LangChain documents."""

    search: Callable[[str, int], Sequence[Hit]]
    k: int = Field(default=5, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **_: Any
    ) -> list[Document]:
        return [as_document(hit) for hit in self.search(query, self.k)]


def as_document(hit: Hit) -> Document:
    """A hit as LangChain document; the metadata is JSON-serialisable and enough for a citation."""
    passage, document = hit.passage, hit.document
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "passage_id": passage.id,
            "document_id": document.id,
            "title": document.title,
            "kind": document.kind.value,
            "alliance": document.alliance,
            "issued": document.issued,
            "page": passage.page,
            "section": list(passage.section),
            "score": float(hit.score),
        },
    )
