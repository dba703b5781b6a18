"""The loaded index: one opened generation with its vectors and words, ready to be searched."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import faiss
import numpy as np

from corpus.dates import first_day
from corpus.model import Document, Hit, Passage, SectionPath
from retrieval.analysis import index_terms, query_terms
from retrieval.embedders import Embedder
from retrieval.lexical import LexicalIndex
from retrieval.rerankers import Remembering, Reranker
from retrieval.scope import Scope, age_in_years, is_outdated, mask, mentioned_alliances
from retrieval.spelling import Speller
from retrieval.store import Generation
from retrieval.units import unit_texts

_REMEMBERED = 64  # questions
RERANKED = 30  # passages that a reranker sees


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How the parts of a score are mixed; each part is a z-score over the searched passages.

    Chosen on the question sets in eval/questions; see docs/decisions/0004-two-levels-of-vectors.md.
    """

    passage: float = 1.0  # similarity of the whole passage
    unit: float = 1.0  # similarity of its best sentence, item or row
    lexical: float = 0.7
    named_alliance: float = 0.8  # added where the question names the document's alliance
    outdated: float = -0.5  # added where a newer document supersedes this one
    year: float = -0.05  # a year of age, up to ten: of two documents that say the same, the newer
    authority: float = -0.06  # a step down from Richtlinie to Pressemitteilung


@dataclass(frozen=True, kw_only=True, eq=False)
class Found:
    """The result of a search with what the answer needs of it.

    `hits` best first; `unit_scores` maps a passage id to the cosine similarity of each of its units; `field` is the mean
    and the spread of the similarity of all units that were searched.
    """

    hits: tuple[Hit, ...]
    unit_scores: dict[str, np.ndarray]
    terms: dict[str, float]
    query: str
    corrections: tuple[tuple[str, str], ...]
    embed_ms: float
    search_ms: float
    field: tuple[float, float] = (0.0, 1.0)


class Index:
    """Search over one generation. Safe to share between threads: nothing changes after construction."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        *,
        weights: Weights | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.generation = generation
        self.embedder = embedder
        self.reranker = Remembering(reranker) if reranker else None
        self.weights = weights or Weights()
        self.documents: dict[str, Document] = {entry.document.id: entry.document for entry in generation.documents}
        self.passages: tuple[Passage, ...] = generation.passages
        self.lexical = LexicalIndex.from_files(generation.lexical)
        self.speller = Speller(self.lexical.vocabulary)
        place = {document_id: i for i, document_id in enumerate(self.documents)}
        self._document_of = np.array([place[p.document_id] for p in self.passages], dtype=np.int64)
        self._counts = np.array([len(p.units) for p in self.passages], dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(self._counts)])
        self._owner = np.repeat(np.arange(len(self.passages)), self._counts)
        self._passage_vectors = _flat(generation.vectors)
        self._unit_vectors = _flat(generation.unit_vectors)
        # one question is searched several times: in parts, and for each alliance apart
        self._embed = lru_cache(maxsize=_REMEMBERED)(self._embed_query)
        # analysed once here, because answering looks at some forty units a question
        words = self.lexical.vocabulary
        self.heading_terms = {
            p.id: frozenset(index_terms(" ".join((*p.section, self.documents[p.document_id].title)), words))
            for p in self.passages
        }
        self._sections: dict[tuple[str, SectionPath], list[Passage]] = {}
        self.by_id: dict[str, Passage] = {p.id: p for p in self.passages}
        # where the units of a passage begin among all units
        self.unit_start = {p.id: int(at) for p, at in zip(self.passages, self._starts[:-1], strict=True)}
        self.by_document: dict[str, list[Passage]] = {document_id: [] for document_id in self.documents}
        for passage in self.passages:
            self.by_document[passage.document_id].append(passage)
            self._sections.setdefault((passage.document_id, passage.section), []).append(passage)
        self.unit_terms = {p.id: tuple(frozenset(index_terms(t, words)) for t in unit_texts(p)) for p in self.passages}

    def section(self, passage: Passage) -> tuple[Hit, ...]:
        """All passages of the section of a passage, in reading order, as hits without a score."""
        document = self.documents[passage.document_id]
        return tuple(
            Hit(passage=p, document=document, score=0.0) for p in self._sections[passage.document_id, passage.section]
        )

    def hits(self, scope: Scope) -> Iterator[Hit]:
        """Every passage within a scope as a hit without a score, newest documents first."""
        order = sorted(self.documents.values(), key=lambda d: first_day(d.issued), reverse=True)
        for document in order:
            if scope.admits(document):
                for passage in self.by_document[document.id]:
                    yield Hit(passage=passage, document=document, score=0.0)

    def unit_similarities(self, vector: np.ndarray) -> np.ndarray:
        """Cosine similarity of every unit with a query vector; those of a passage begin at its `unit_start`."""
        return _similarities(self._unit_vectors, np.ascontiguousarray(vector, dtype=np.float32))

    def search(self, question: str, *, k: int = 10, scope: Scope | None = None, today: date | None = None) -> Found:
        """The k best passages for a question within the scope; `scope.as_of` stands for today where it is set."""
        scope = scope or Scope()
        today = scope.as_of or today or date.today()
        query, corrections = self.speller.correct(question)
        terms = query_terms(query, self.lexical.vocabulary)
        rows = np.flatnonzero(mask(tuple(self.documents.values()), scope)[self._document_of])
        if not len(rows):
            return Found(
                hits=(), unit_scores={}, terms=terms, query=query, corrections=corrections, embed_ms=0.0, search_ms=0.0
            )
        started = time.perf_counter()
        vector = self._embed(query)
        embedded = time.perf_counter()
        dense = _similarities(self._passage_vectors, vector)
        units = _similarities(self._unit_vectors, vector)
        best_unit = np.full(len(self.passages), -1.0, dtype=np.float32)
        np.maximum.at(best_unit, self._owner, units)
        lexical = self.lexical.scores(terms)
        score = (
            self._fuse(dense, best_unit, lexical, rows) + self._preference(query, scope, today)[self._document_of[rows]]
        )
        best = np.argsort(-score, kind="stable")
        falling = score[best[:k]].tolist()
        if self.reranker is not None:
            best[:RERANKED] = self._reranked(self.reranker, query, rows, score, best[:RERANKED])
        order = rows[best[:k]]
        hits = tuple(
            Hit(
                passage=self.passages[i],
                document=self.documents[self.passages[i].document_id],
                score=value,
                lexical=float(lexical[i]),
                dense=float(max(dense[i], best_unit[i])),
            )
            for i, value in zip(order.tolist(), falling, strict=True)
        )
        return Found(
            hits=hits,
            unit_scores={self.passages[i].id: units[self._starts[i] : self._starts[i + 1]] for i in order.tolist()},
            terms=terms,
            query=query,
            corrections=corrections,
            embed_ms=(embedded - started) * 1000,
            search_ms=(time.perf_counter() - embedded) * 1000,
            field=(float(units.mean()), float(units.std()) or 1.0),
        )

    def _embed_query(self, query: str) -> np.ndarray:
        return np.ascontiguousarray(self.embedder.embed_query(query), dtype=np.float32)

    def _fuse(self, dense: np.ndarray, best_unit: np.ndarray, lexical: np.ndarray, rows: np.ndarray) -> np.ndarray:
        w = self.weights
        return (
            w.passage * standardised(dense[rows])
            + w.unit * standardised(best_unit[rows])
            + w.lexical * standardised(lexical[rows])
        )

    def _reranked(
        self, reranker: Reranker, query: str, rows: np.ndarray, score: np.ndarray, seen: np.ndarray
    ) -> np.ndarray:
        """The `seen` in an order in which fusion and reranker have an equal say.

        Their scores are dealt out again from the top, because what answers know the scale of fused scores only:
        docs/decisions/0015-models-for-search.md.
        """
        judged = reranker.scores(query, [self._worded(self.passages[i]) for i in rows[seen].tolist()])
        mixed = standardised(score[seen]) + standardised(judged)
        return np.asarray(seen[np.argsort(-mixed, kind="stable")])

    def _worded(self, passage: Passage) -> str:
        return "\n".join((" › ".join((self.documents[passage.document_id].title, *passage.section)), passage.text))

    def _preference(self, question: str, scope: Scope, today: date) -> np.ndarray:
        """What is added to the score of every passage of a document, one value a document."""
        named = () if scope.alliance else mentioned_alliances(question, self.generation.programmes)
        documents = tuple(self.documents.values())
        added = [
            (self.weights.named_alliance if d.alliance in named else 0.0)
            + (self.weights.outdated if is_outdated(d, documents, today) else 0.0)
            + self.weights.year * age_in_years(d, today)
            + self.weights.authority * d.kind.authority
            for d in documents
        ]
        return np.array(added, dtype=np.float32)


def standardised(values: np.ndarray) -> np.ndarray:
    """Z-scores; all zero where the values do not differ."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread else np.zeros_like(values)


def _flat(vectors: np.ndarray) -> faiss.IndexFlatIP:
    index = faiss.IndexFlatIP(vectors.shape[1])
    if len(vectors):
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return index


def _similarities(index: faiss.IndexFlatIP, vector: np.ndarray) -> np.ndarray:
    """Cosine similarity of every stored vector in the order of storage (fusion needs all of them, not the top few)."""
    result = np.zeros(index.ntotal, dtype=np.float32)
    if index.ntotal:
        scores, ids = index.search(vector.reshape(1, -1), index.ntotal)
        result[ids[0]] = scores[0]
    return result
