"""A project idea as it is compared: short pieces of its text with one vector each."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from ingest.sentences import split_sentences
from retrieval.embedders import Embedder

_PIECE = 45  # words; a piece is one thought, and still long enough to be understood alone


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Neighbouring sentences of the idea: `text[start:end]` is their verbatim text."""

    start: int
    end: int
    vector: np.ndarray


@dataclass(frozen=True, kw_only=True)
class Idea:
    """The text as typed, its pieces in order, and the mean of their vectors, L2-normalised."""

    text: str
    pieces: tuple[Piece, ...]
    vector: np.ndarray

    def words(self, piece: Piece) -> str:
        """The words of a piece on one line."""
        return " ".join(self.text[piece.start : piece.end].split())


def read_idea(text: str, embedder: Embedder) -> Idea:
    """Cut and embed a text that has at least one letter."""
    spans = pieces_of(text)
    vectors = [embedder.embed_query(" ".join(text[start:end].split())) for start, end in spans]
    mean = np.mean(vectors, axis=0)
    pieces = tuple(Piece(start=s, end=e, vector=v) for (s, e), v in zip(spans, vectors, strict=True))
    return Idea(text=text, pieces=pieces, vector=mean / np.linalg.norm(mean))


def pieces_of(text: str) -> list[tuple[int, int]]:
    """Offsets of neighbouring sentences of together at most 45 words; a longer sentence stays whole."""
    spans: list[tuple[int, int]] = []
    size = 0
    for line in re.finditer(r"[^\n]+", text):
        for start, end in split_sentences(line.group()):
            words = len(line.group()[start:end].split())
            if spans and size + words <= _PIECE:
                spans[-1] = spans[-1][0], line.start() + end
                size += words
            else:
                spans.append((line.start() + start, line.start() + end))
                size = words
    return spans
