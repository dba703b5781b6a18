"""Short ways to ask an index, and candidates with a score of the test's own choice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from bot.answering.compose import choose
from bot.answering.features import NAMES
from bot.answering.finding import Finding, find
from bot.answering.judge import Candidate, load_model
from bot.answering.quotes import cite
from bot.understanding.understand import understand
from corpus.model import Hit
from retrieval.index import Index
from retrieval.scope import Scope
from retrieval.units import quoted

TODAY = date(2026, 1, 15)


def finding(index: Index, question: str, *, sure: bool = False, **scope: Any) -> Finding:
    """What is found; with `sure` the learned probability does not matter, only what is found and composed."""
    model = replace(load_model(), threshold=0.0) if sure else load_model()
    read = understand(index, question)
    return find(index, read, scope=Scope(**scope), today=scope.get("as_of") or TODAY, model=model)


def candidate(index: Index, words: str, score: float = 5.0, **features: float) -> Candidate:
    """The unit that contains some words."""
    found = [
        (passage, number)
        for passage in index.passages
        for number, unit in enumerate(passage.units)
        if words in quoted(passage, unit)
    ]
    ((passage, number),) = found
    row = np.array([features.get(name, 0.0) for name in NAMES])
    hit = Hit(passage=passage, document=index.documents[passage.document_id], score=1.0)
    return Candidate(hit=hit, number=number, score=score, features=row)


def composed(index: Index, question: str, *ranked: Candidate) -> str:
    """The answer that is composed from these candidates; every quote is verbatim."""
    answer, citations = cite(choose(index, understand(index, question), ranked))
    texts = {p.id: p.text for p in index.passages}
    assert all(c.quote and c.quote in texts[c.passage_id] for c in citations)
    return answer
