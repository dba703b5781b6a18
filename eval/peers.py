"""The obvious alternative: LangChain's recursive splitter (1000/200) and a FAISS index on the same embeddings.

Texts are taken as the usual loaders give them. As a whole answerer it shows its best chunk, or nothing below a cosine.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import faiss
import numpy as np
import pypdf
from bs4 import BeautifulSoup

from corpus.model import Document, Status
from eval.judging import Verdict, verdict
from eval.metrics import best_threshold
from eval.questions import Question
from retrieval.embedders import Embedder


class LangChainDefault:
    """Chunks of 1000 characters with 200 overlap, dense search only."""

    def __init__(self, folder: Path, documents: Sequence[Document], embedder: Embedder) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._embedder = embedder
        self.chunks = [(d.id, text) for d in documents for text in splitter.split_text(plain_text(folder / d.file))]
        self._index = faiss.IndexFlatIP(embedder.passport.dimension)
        texts = [text for _, text in self.chunks]
        for start in range(0, len(texts), 16):
            self._index.add(np.ascontiguousarray(embedder.embed_passages(texts[start : start + 16])))

    def search(self, question: str, k: int) -> list[tuple[str, str]]:
        """The k best chunks as (document id, text)."""
        return [chunk for chunk, _ in self.scored(question, k)]

    def scored(self, question: str, k: int) -> list[tuple[tuple[str, str], float]]:
        """The k best chunks with their cosine similarities."""
        scores, rows = self._index.search(self._embedder.embed_query(question).reshape(1, -1), k)
        return [(self.chunks[i], float(s)) for i, s in zip(rows[0], scores[0], strict=True) if i >= 0]


def plain_text(path: Path) -> str:
    """The text of a file as pypdf, python-docx or BeautifulSoup give it; others as they are."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    if suffix == ".docx":
        word = docx.Document(str(path))
        rows = [" | ".join(cell.text for cell in row.cells) for table in word.tables for row in table.rows]
        return "\n".join([*(p.text for p in word.paragraphs), *rows])
    text = path.read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser").get_text("\n") if suffix in (".html", ".htm") else text


def answer_all(questions: Sequence[Question], peer: LangChainDefault) -> tuple[tuple[Verdict, ...], float]:
    """Verdicts of the peer and the cosine from which on it answers: that of its best F1 on the development half."""
    best = [peer.scored(q.question, 1)[0] for q in questions]
    development = [i for i, q in enumerate(questions) if q.split == "development"]
    threshold = best_threshold([best[i][1] for i in development], [not questions[i].unanswerable for i in development])
    return tuple(
        verdict(q, Status.ANSWERED if score >= threshold else Status.NO_ANSWER, text)
        for q, ((_, text), score) in zip(questions, best, strict=True)
    ), threshold
