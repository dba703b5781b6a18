"""What may be searched: alliance, kind and date are filters before ranking; names in a question are a preference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from corpus.dates import first_day, in_force
from corpus.model import Document, Programme

OLD = 10.0  # years, beyond which age no longer counts


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Filters of a search. An alliance's scope includes the documents that are about none or all of them."""

    alliance: str | None = None
    kind: str | None = None
    as_of: date | None = None

    def admits(self, document: Document) -> bool:
        """True if the document may be searched; with a date, only what was known and in force then."""
        if self.alliance and document.alliance not in (None, self.alliance):
            return False
        if self.kind and document.kind != self.kind:
            return False
        return self.as_of is None or in_force(document, self.as_of)


def mask(documents: Sequence[Document], scope: Scope) -> np.ndarray:
    """Boolean array, one value a document."""
    return np.array([scope.admits(d) for d in documents], dtype=bool)


def is_outdated(document: Document, others: Sequence[Document], today: date) -> bool:
    """True if the document is over or a newer one that counts by that day supersedes it."""
    if document.valid_until is not None and document.valid_until < today:
        return True
    return any(document.id in other.supersedes and begins(other) <= today for other in others)


def begins(document: Document) -> date:
    """The day from which a document counts: that of its validity, else the first day it can have been issued."""
    return document.valid_from or first_day(document.issued)


def age_in_years(document: Document, day: date) -> float:
    """Years since the document came out, at most `OLD`; 0 for one in its stated validity, or not out yet."""
    if document.valid_from and document.valid_until and document.valid_from <= day <= document.valid_until:
        return 0.0
    return min(OLD, max(0.0, (day - first_day(document.issued)).days / 365.25))


def mentioned_alliances(question: str, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Alliances that a question names, by one of their names or by one of their districts."""
    found = [p.alliance for p in programmes if names_any(question, (p.name, *p.names))]
    if not found:
        found = [p.alliance for p in programmes if names_any(question, p.districts)]
    return tuple(dict.fromkeys(found))


def without_alliances(question: str, programmes: Sequence[Programme]) -> str:
    """A question without the names of alliances, longest names first."""
    names = sorted({n for p in programmes for n in (p.name, *p.names)}, key=len, reverse=True)
    for name in names:
        question = re.sub(_pattern(name), " ", question, flags=_flags(name))
    return question


def names_any(question: str, names: Sequence[str]) -> bool:
    """True if a text names one of the names, also with an ending ("Lüneburger")."""
    return any(pattern.search(question) for pattern in _any_of(tuple(names)))


@lru_cache(maxsize=256)
def _any_of(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """One pattern for the names that are read with their case and one for the others."""
    kinds = {flags: [n for n in names if n and _flags(n) is flags] for flags in (re.NOFLAG, re.IGNORECASE)}
    return tuple(re.compile("|".join(map(_pattern, kind)), flags) for flags, kind in kinds.items() if kind)


def _pattern(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?:e?r|s)?(?!\w)"


def _flags(name: str) -> re.RegexFlag:
    # "NON" is an abbreviation, "non" an ordinary word of other languages
    return re.NOFLAG if name.isupper() else re.IGNORECASE
