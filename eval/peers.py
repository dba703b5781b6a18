"""The obvious alternative: LangChain's recursive splitter (1000/200) and a FAISS index on the same embeddings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np

from corpus.model import Document
from retrieval.embedders import Embedder


class LangChainDefault:
    """Chunks of 1000 characters with 200 overlap, dense search only. Texts are taken as they are in the files."""

    def __init__(self, folder: Path, documents: Sequence[Document], embedder: Embedder) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._embedder = embedder
        self.chunks = [
            (d.id, text)
            for d in documents
            for text in splitter.split_text((folder / d.file).read_text(encoding="utf-8"))
        ]
        self._index = faiss.IndexFlatIP(embedder.passport.dimension)
        texts = [text for _, text in self.chunks]
        for start in range(0, len(texts), 16):
            self._index.add(np.ascontiguousarray(embedder.embed_passages(texts[start : start + 16])))

    def search(self, question: str, k: int) -> list[tuple[str, str]]:
        """The k best chunks as (document id, text)."""
        _, rows = self._index.search(self._embedder.embed_query(question).reshape(1, -1), k)
        return [self.chunks[i] for i in rows[0] if i >= 0]
