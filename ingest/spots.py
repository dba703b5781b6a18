"""Find the spot of a document that says a few words: the passage, and the units in it that are the quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from corpus.model import Evidence, Passage

# All figures from 0 to 100. Of the words of `says` four in five have to stand in the passage, in any order: a list in
# one document may be a sentence in another. A word counts as the same from 85 on, which forgives an ending or a
# hyphen lost in a PDF, not another word.
_FOUND = 80.0
_SAME_WORD = 85.0
_SECTION_WEIGHT = 0.5
_CLOSENESS_WEIGHT = 0.1  # settles ties in favour of the passage where the words stand together


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A passage with its normalised words, text and headings."""

    passage: Passage
    words: frozenset[str]
    text: str
    section: str


class Spots:
    """The passages of all documents, ready to be searched for evidence. `in` tells whether a document has any."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._candidates: dict[str, list[_Candidate]] = {}
        self._found: dict[Evidence, Evidence | None] = {}
        self._same: dict[tuple[str, str], frozenset[str]] = {}
        for passage in passages:
            self._candidates.setdefault(passage.document_id, []).append(_candidate(passage))
        self._vocabulary = {
            document: sorted(frozenset[str]().union(*(c.words for c in candidates)))
            for document, candidates in self._candidates.items()
        }

    def __contains__(self, document: object) -> bool:
        return document in self._candidates

    def find(self, evidence: Evidence) -> Evidence | None:
        """The evidence with its passage and quote, None if no passage of its document says it.

        Among the passages that say it, the one whose headings are most like `section` wins.
        """
        if evidence not in self._found:
            self._found[evidence] = self._find(evidence)
        return self._found[evidence]

    def nearest(self, evidence: Evidence) -> Passage:
        """The passage that comes nearest to saying it. The document must have one."""
        says = default_process(evidence.says)
        near = max(
            self._candidates[evidence.document],
            key=lambda c: (self._share(evidence, c.words), fuzz.partial_ratio(says, c.text)),
        )
        return near.passage

    def _find(self, evidence: Evidence) -> Evidence | None:
        says, section = default_process(evidence.says), default_process(evidence.section)
        best: tuple[float, _Candidate] | None = None
        for candidate in self._candidates.get(evidence.document, ()):
            share = self._share(evidence, candidate.words)
            if share < _FOUND:
                continue
            place = fuzz.partial_ratio(section, candidate.section) if candidate.section else 0.0
            together = fuzz.partial_ratio(says, candidate.text)
            score = share + _SECTION_WEIGHT * place + _CLOSENESS_WEIGHT * together
            if best is None or score > best[0]:
                best = score, candidate
        if best is None:
            return None
        start, end = self._quote(evidence, best[1].passage)
        return replace(evidence, passage_id=best[1].passage.id, start=start, end=end)

    def _quote(self, evidence: Evidence, passage: Passage) -> tuple[int, int]:
        """Start and end of the fewest neighbouring units that say as much as the whole passage."""
        units = passage.units
        whole = self._share(evidence, _words(passage.text))
        for length in range(1, len(units) + 1):
            for first in range(len(units) - length + 1):
                start, end = units[first].start, units[first + length - 1].end
                if self._share(evidence, _words(passage.text[start:end])) >= whole:
                    return start, end
        return 0, len(passage.text)

    def _share(self, evidence: Evidence, words: frozenset[str]) -> float:
        """How many of the words of `says` are among these, 0 to 100."""
        says = default_process(evidence.says).split()
        found = sum(not words.isdisjoint(self._alike(evidence.document, word)) for word in says)
        return 100.0 * found / len(says) if says else 0.0

    def _alike(self, document: str, word: str) -> frozenset[str]:
        """The words of a document that count as the same as this one, with the word itself."""
        if (document, word) not in self._same:
            near = process.extract(
                word, self._vocabulary[document], scorer=fuzz.ratio, score_cutoff=_SAME_WORD, limit=None
            )
            self._same[document, word] = frozenset({word, *(found for found, _, _ in near)})
        return self._same[document, word]


def _candidate(passage: Passage) -> _Candidate:
    return _Candidate(
        passage=passage,
        words=_words(passage.text),
        text=default_process(passage.text),
        section=default_process(" ".join(passage.section)),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(default_process(text).split())
