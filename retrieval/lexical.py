"""Lexical index: BM25 with the scores computed at index time.

Scoring every term against every passage once makes a query a weighted sum of a few sparse columns
(eager scoring: Lù, "BM25S: Orders of magnitude faster lexical search", 2024). Term weights, which that library
does not offer, let a compound's parts count less than the word that was asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from retrieval.analysis import Vocabulary

K1 = 0.9
B = 0.4


class LexicalIndex:
    """Scores of all terms in all passages, column by column. Immutable."""

    def __init__(
        self,
        terms: Mapping[str, int],
        starts: np.ndarray,
        rows: np.ndarray,
        scores: np.ndarray,
        size: int,
        vocabulary: Vocabulary,
    ) -> None:
        self._terms = dict(terms)
        self._starts, self._rows, self._scores = starts, rows, scores
        self.size = size
        self.vocabulary = vocabulary

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]], vocabulary: Vocabulary) -> LexicalIndex:
        """Index the terms of each passage (BM25 after Robertson and Zaragoza, 2009)."""
        lengths = np.array([len(d) for d in documents], dtype=np.float32)
        mean = float(lengths.mean()) if len(documents) else 1.0
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, document in enumerate(documents):
            for term, n in Counter(document).items():
                postings.setdefault(term, []).append((row, n))
        names = sorted(postings)
        starts = np.zeros(len(names) + 1, dtype=np.int64)
        rows_parts, score_parts = [], []
        for i, term in enumerate(names):
            rows = np.array([row for row, _ in postings[term]], dtype=np.int32)
            counts = np.array([n for _, n in postings[term]], dtype=np.float32)
            idf = np.log(1 + (len(documents) - len(rows) + 0.5) / (len(rows) + 0.5))
            norm = K1 * (1 - B + B * lengths[rows] / (mean or 1.0))
            rows_parts.append(rows)
            score_parts.append((idf * counts * (K1 + 1) / (counts + norm)).astype(np.float32))
            starts[i + 1] = starts[i] + len(rows)
        return cls(
            {term: i for i, term in enumerate(names)},
            starts,
            np.concatenate(rows_parts) if rows_parts else np.zeros(0, np.int32),
            np.concatenate(score_parts) if score_parts else np.zeros(0, np.float32),
            len(documents),
            vocabulary,
        )

    def scores(self, query: Mapping[str, float]) -> np.ndarray:
        """BM25 of every passage for weighted terms, float32 of shape (size,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for term, weight in query.items():
            column = self._terms.get(term)
            if column is not None:
                part = slice(self._starts[column], self._starts[column + 1])
                total[self._rows[part]] += weight * self._scores[part]
        return total

    def idf(self, term: str) -> float:
        """Inverse document frequency of a term, that of an unseen one if it is unknown."""
        column = self._terms.get(term)
        n = 0 if column is None else int(self._starts[column + 1] - self._starts[column])
        return float(np.log(1 + (self.size - n + 0.5) / (n + 0.5)))

    def files(self) -> dict[str, np.ndarray | str]:
        """What has to be stored, by file name; `from_files` reads it back."""
        return {
            "starts": self._starts,
            "rows": self._rows,
            "scores": self._scores,
            "terms": json.dumps(
                {"terms": list(self._terms), "size": self.size, "words": self.vocabulary.counts}, ensure_ascii=False
            ),
        }

    @classmethod
    def from_files(cls, files: Mapping[str, Any]) -> LexicalIndex:
        """Rebuild from `files()`; a JSON file may come parsed or as text."""
        terms = files["terms"]
        meta = json.loads(terms) if isinstance(terms, str) else terms
        return cls(
            {term: i for i, term in enumerate(meta["terms"])},
            files["starts"],
            files["rows"],
            files["scores"],
            meta["size"],
            Vocabulary(meta["words"]),
        )
