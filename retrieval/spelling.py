"""Misspellings and umlauts typed as ae, oe, ue, mended with the words that the corpus itself uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from retrieval.analysis import STOP_WORDS, Vocabulary, stem

_MIN_LENGTH = 5
_CUTOFF = 86.0  # below, a rare but correct word is more likely than a typing error
_DIGRAPHS = re.compile(r"ae|oe|ue|ss", re.I)


class Speller:
    """Corrects the words of a question towards the corpus's vocabulary. Words that the corpus knows stay."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._words: Sequence[str] = [w for w in vocabulary.counts if w.isalpha() and len(w) >= _MIN_LENGTH]
        self._by_stem: dict[str, str] = {}
        for word in sorted(self._words, key=lambda w: vocabulary.counts[w]):
            self._by_stem[stem(word)] = word
        self._near = lru_cache(maxsize=10_000)(self._nearest)

    def correct(self, question: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The question with corrected words, and what was corrected: (typed, meant)."""
        changes: list[tuple[str, str]] = []

        def mend(match: re.Match[str]) -> str:
            typed = match.group()
            meant = self._near(typed.lower())
            if not meant or meant == typed.lower():
                return typed
            changes.append((typed, meant))
            return meant.capitalize() if typed[0].isupper() else meant

        return re.sub(rf"[^\W\d_]{{{_MIN_LENGTH},}}", mend, question), tuple(changes)

    def _nearest(self, word: str) -> str:
        if word in self._vocabulary.counts or word in STOP_WORDS:
            return ""
        if self._vocabulary.knows(word):
            # known by its stem: only "Foerderung" for "Förderung" is worth a change
            near = self._by_stem.get(stem(word), "")
            return near if _DIGRAPHS.search(word) and re.search("[äöüß]", near) and fuzz.ratio(word, near) > 80 else ""
        if self._vocabulary.parts(word):
            return ""
        best = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=_CUTOFF)
        return best[0] if best and best[0][0] == word[0] else ""
