"""Misspellings and umlauts typed as ae, oe, ue, mended with the words that the corpus itself uses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from retrieval.analysis import STOP_WORDS, Vocabulary, stem, words

_MIN_LENGTH = 5
# Two letters that changed places are a typing error. One letter too many, too few or wrong is one in a long word;
# in a short word or at the end it is more likely another word: "Kreise" and "Krise", "besuchen" and "besuchten".
_SWAPPED = 79.0  # two of five letters
_SLIPPED = 90.0
_LONG = 8
_SLIPPED_SHORT = 92.0  # one letter of six or seven, in a noun
_SHORT = 6
_ENDING = 3  # letters: a verb or adjective that differs there is another form of the word, not a misspelling
_DIGRAPHS = re.compile(r"ae|oe|ue|ss", re.I)
_WORD = re.compile(rf"(?<![\w:*/])[^\W\d_]{{{_MIN_LENGTH},}}(?!\w)")  # no part of "H2Skills" or "Bürger:innen"
# function words that German does not have; two of them make a question English, whose words are no misspelt German
_ENGLISH = frozenset(
    word
    for line in (
        "and are can did do does for from has have how is it its many much of the their",
        "there this to what when where which who whom whose why with would you",
    )
    for word in line.split()
)


class Speller:
    """Corrects the words of a question towards the corpus's vocabulary. Words that the corpus knows stay."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        counts = vocabulary.counts
        usable = [w for w in counts if w.isalpha() and len(w) >= _MIN_LENGTH]
        # of words that are equally near, the one that the corpus uses most is meant
        self._words: Sequence[str] = sorted(usable, key=lambda w: (-counts[w], w))
        self._by_stem: dict[str, str] = {}
        for word in reversed(self._words):
            self._by_stem[stem(word)] = word
        self._near = lru_cache(maxsize=10_000)(self._nearest)

    def correct(self, question: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The question with corrected words, and what was corrected: (typed, meant). English questions stay."""
        changes: list[tuple[str, str]] = []
        if is_english(question):
            return question, ()

        def mend(match: re.Match[str]) -> str:
            typed = match.group()
            noun = not typed.islower() or question.islower()
            meant = self._near(typed.lower(), noun)
            if not meant or meant == typed.lower():
                return typed
            meant = meant.capitalize() if typed[0].isupper() else meant
            changes.append((typed, meant))
            return meant

        return _WORD.sub(mend, question), tuple(changes)

    def _nearest(self, word: str, noun: bool) -> str:
        if word in self._vocabulary.counts or word in STOP_WORDS:
            return ""
        if self._vocabulary.knows(word):
            # known by its stem: only "Foerderung" for "Förderung" is worth a change
            near = self._by_stem.get(stem(word), "")
            return near if _DIGRAPHS.search(word) and re.search("[äöüß]", near) and fuzz.ratio(word, near) > 80 else ""
        # a compound of known words, or the end of one: "Kreis" where there is only "Landkreis"
        if self._vocabulary.parts(word) or any(known.endswith(word) for known in self._words):
            return ""
        best = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=_SWAPPED)
        if not best or best[0][0] != word[0]:
            return ""
        long = len(word) >= _LONG and best[1] >= _SLIPPED
        same_ends = word[-_ENDING:] == best[0][-_ENDING:] and word[:2] == best[0][:2]  # "abgesagt" is not "angesagt"
        short = noun and same_ends and len(word) >= _SHORT and best[1] >= _SLIPPED_SHORT
        slipped = (long and (noun or same_ends)) or short
        return best[0] if slipped or sorted(best[0]) == sorted(word) else ""


def is_english(text: str) -> bool:
    """True if a text uses function words that only English has."""
    return sum(word in _ENGLISH for word in words(text)) >= 2
