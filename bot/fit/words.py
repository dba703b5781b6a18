"""A text as weighted words and parts of words, hashed into a fixed number of places.

Hashing (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009) keeps the model small and needs
no list of words; parts of words of three to five letters stand for compounds and misspellings.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

import numpy as np

from retrieval.analysis import STOP_WORDS, stem, words

PLACES = 8192
_PARTS = (3, 4, 5)


def word_counts(text: str) -> np.ndarray:
    """Dampened counts, 1 + log(n) for what occurs n times: shape (PLACES,)."""
    counts = Counter(zlib.crc32(gram.encode()) % PLACES for gram in _grams(text))
    found = np.zeros(PLACES, dtype=np.float32)
    for place, n in counts.items():
        found[place] = 1.0 + np.log(n)
    return found


def weighted(counts: np.ndarray, rarity: np.ndarray) -> np.ndarray:
    """The counts by rarity, L2-normalised along the last axis."""
    values = counts * rarity
    return np.asarray(values / np.maximum(np.linalg.norm(values, axis=-1, keepdims=True), 1e-9))


def _grams(text: str) -> Iterator[str]:
    for word in words(text):
        if word not in STOP_WORDS:
            yield f"w:{stem(word)}"
        bounded = f" {word} "
        for length in _PARTS:
            for start in range(len(bounded) - length + 1):
                yield bounded[start : start + length]
