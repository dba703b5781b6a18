"""What each part of the search adds: the same questions put to ever fuller searches over the same passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.matching import evidence_rank, spot_ranks
from eval.metrics import mean_reciprocal_rank, ndcg_at, recall_at
from eval.peers import LangChainDefault
from eval.questions import Question
from eval.runner import Outcome, shown
from ingest.passages import embedding_text
from retrieval.analysis import index_terms, query_terms
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.lexical import LexicalIndex
from retrieval.scope import Scope, mask
from retrieval.store import open_current

DEPTH = 10
UNDERSTOOD, PEER = "mit Verstehen der Frage", "LangChain 1000/200 + FAISS"
Search = Callable[[Question], Sequence[tuple[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Retrieval:
    """Spot ranks of one search by the key of the question."""

    name: str
    spots: Mapping[str, tuple[int, ...]]

    def ranks(self, outcomes: Sequence[Outcome]) -> list[int]:
        """Rank at which each question can be answered."""
        return [evidence_rank(o.question, self.spots[o.key]) for o in outcomes]

    def figures(self, outcomes: Sequence[Outcome]) -> dict[str, float]:
        """R@1, R@5, MRR@10 and nDCG@10 over these questions."""
        ranks = self.ranks(outcomes)
        return {
            "R@1": recall_at(ranks, 1),
            "R@5": recall_at(ranks, 5),
            "MRR@10": mean_reciprocal_rank(ranks, DEPTH),
            "nDCG@10": ndcg_at([self.spots[o.key] for o in outcomes], DEPTH),
        }


def compare(
    outcomes: Sequence[Outcome], data: Path, embedder: Embedder, peer: LangChainDefault
) -> tuple[Retrieval, ...]:
    """Every search on the questions with evidence; all of them see the last turn only, but the one that understands."""
    asked = [o for o in outcomes if o.question.evidence]
    searches = _searches(data, embedder)
    searches[PEER] = lambda question: peer.search(question.question, DEPTH)
    ours = {
        name: {o.key: spot_ranks(o.question, search(o.question)) for o in asked} for name, search in searches.items()
    }
    ours[UNDERSTOOD] = {o.key: o.spots for o in asked}
    order = [*(name for name in searches if name != PEER), UNDERSTOOD, PEER]
    return tuple(Retrieval(name=name, spots=ours[name]) for name in order)


def _searches(data: Path, embedder: Embedder) -> dict[str, Search]:
    generation = open_current(data, passport=embedder.passport)
    index = Index(generation, embedder)
    documents = {entry.document.id: entry.document for entry in generation.documents}
    passages, vocabulary = index.passages, index.lexical.vocabulary
    owners = np.repeat(np.arange(len(passages)), [len(p.units) for p in passages])
    texts = ["\n".join((embedding_text(documents[p.document_id], p), *p.footnotes)) for p in passages]
    plain = LexicalIndex.build([index_terms(t, vocabulary, compounds=False) for t in texts], vocabulary)

    def lexical(question: Question, compounds: bool) -> np.ndarray:
        scorer = index.lexical if compounds else plain
        return scorer.scores(query_terms(question.question, vocabulary, compounds=compounds))

    def dense(question: Question) -> np.ndarray:
        vector = embedder.embed_query(question.question)
        best = np.full(len(passages), -1.0, dtype=np.float32)
        np.maximum.at(best, owners, generation.unit_vectors @ vector)
        return np.asarray(generation.vectors @ vector + best)

    def ranked(score: Callable[[Question], np.ndarray]) -> Search:
        def search(question: Question) -> list[tuple[str, str]]:
            admitted = mask([documents[p.document_id] for p in passages], _scope(question))
            order = np.argsort(-np.where(admitted, score(question), -np.inf), kind="stable")[:DEPTH]
            return [(passages[i].document_id, shown(passages[i])) for i in order if admitted[i]]

        return search

    def fused(question: Question) -> list[tuple[str, str]]:
        hits = index.search(question.question, k=DEPTH, scope=_scope(question)).hits
        return [(hit.passage.document_id, shown(hit.passage)) for hit in hits]

    return {
        "Wörter ohne Wortteile": ranked(lambda q: lexical(q, False)),
        "Wörter (BM25)": ranked(lambda q: lexical(q, True)),
        "Bedeutung (Vektoren)": ranked(dense),
        "Wörter und Bedeutung": fused,
    }


def _scope(question: Question) -> Scope:
    return Scope(alliance=question.alliance, as_of=question.as_of)
