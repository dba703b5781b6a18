"""German text analysis for the lexical index: lower case, umlaut folding, stemming, compound splitting.

The Snowball stemmer for German folds ä/ae, ö/oe, ü/ue and ß/ss. Compounds are split into parts that the corpus itself
uses as words, choosing the split with the highest geometric mean of part frequencies (Koehn and Knight, "Empirical
Methods for Compound Splitting", EACL 2003).
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import snowballstemmer

_WORD = re.compile(r"(?<!\w)\d+(?:\.\d{3})*,\d+(?!\w)|(?<!\w)\d{1,3}(?:\.\d{3})+(?!\w)|[^\W_]+(?:[-'’][^\W_]+)*")
_GENDER = re.compile(
    r"(?<=\w)(?:[:*_/]-?in(?:nen)?\b|/-?(?:frau|mann)\b|\(in(?:nen)?\))|(?-i:(?<=[a-zäöüß])In(?:nen)?\b)", re.I
)
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_MIN_PART = 4
_LONGEST = 100  # letters; no word is longer, and to stem every half of a made-up one takes half a minute
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_stemmer = snowballstemmer.stemmer("german")
_stemming = threading.Lock()  # the stemmer keeps the word it works on in itself

STOP_WORDS = frozenset(
    form
    for line in Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
    for form in (word, word.translate(_DIGRAPHS))
)


def words(text: str) -> list[str]:
    """Lower-case words and numbers in order; gendered endings ("Bürger:innen") are taken off first.

    A decimal number is one word ("3,85"), thousands lose their points ("1.500" is "1500").
    """
    return [w.lower().replace(".", "") for w in _WORD.findall(_GENDER.sub("", text))]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of one lower-case word, umlauts folded."""
    with _stemming:
        return str(_stemmer.stemWord(word))


class Vocabulary:
    """The words of a corpus with their frequencies: the yardstick for compounds and misspellings."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._stems: Counter[str] = Counter()
        for word, n in counts.items():
            if word.isalpha() and len(word) >= _MIN_PART:
                self._stems[stem(word)] += n
        self._parts = lru_cache(maxsize=50_000)(self._split)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """Count the words of texts; hyphenated words count whole and in parts."""
        counts: Counter[str] = Counter()
        for text in texts:
            for word in words(text):
                counts.update(sorted({word, *word.split("-")} - {""}))
        return cls(counts)

    def knows(self, word: str) -> bool:
        """True if the corpus uses this word in some form."""
        return word in self.counts or stem(word) in self._stems

    def parts(self, word: str) -> tuple[str, ...]:
        """Stems of the parts of a compound, also of its compound parts; empty if it is none."""
        return self._parts(word)

    def _split(self, word: str) -> tuple[str, ...]:
        if not 2 * _MIN_PART <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        best: tuple[float, tuple[str, str]] = (0.0, ("", ""))
        for cut in range(_MIN_PART, len(word) - _MIN_PART + 1):
            right = word[cut:]
            right_count = self._stems.get(stem(right), 0)
            if not right_count:
                continue
            for link in _LINKS:
                left = word[: cut - len(link)] if word[:cut].endswith(link) else ""
                if len(left) < _MIN_PART:
                    continue
                score = (self._stems.get(stem(left), 0) * right_count) ** 0.5
                if score > best[0]:
                    best = (score, (left, right))
        if not best[0]:
            return ()
        left, right = best[1]
        return tuple(dict.fromkeys((stem(left), stem(right), *self.parts(left), *self.parts(right))))


def index_terms(text: str, vocabulary: Vocabulary, *, compounds: bool = True) -> list[str]:
    """Terms of a text for the index: stems, the parts of compounds, and hyphenated words whole, joined and in parts."""
    terms: list[str] = []
    for word in words(text):
        for piece in _pieces(word):
            if piece not in STOP_WORDS:
                terms.append(stem(piece))
                if compounds:
                    terms.extend(vocabulary.parts(piece))
    return terms


def query_terms(
    text: str, vocabulary: Vocabulary, *, compounds: bool = True, part_weight: float = 0.5
) -> dict[str, float]:
    """Weighted terms of a query; the parts of a compound weigh `part_weight` together with the whole."""
    terms: dict[str, float] = {}
    for word in words(text):
        for piece in _pieces(word):
            if piece in STOP_WORDS:
                continue
            terms[stem(piece)] = 1.0
            for part in vocabulary.parts(piece) if compounds else ():
                terms.setdefault(part, part_weight)
    return terms


def _pieces(word: str) -> list[str]:
    if "-" not in word:
        return [word]
    return [*(p for p in word.split("-") if p), word.replace("-", "")]
