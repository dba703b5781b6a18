"""What may be searched: alliance, kind and date are filters before ranking; names in a question are a preference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from corpus.dates import first_day, in_force

from corpus.model import Document, Programme


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
    """True if the document is over or a newer one that is already out supersedes it."""
    if document.valid_until is not None and document.valid_until < today:
        return True
    return any(document.id in other.supersedes and first_day(other.issued) <= today for other in others)


def mentioned_alliances(question: str, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Alliances that a question names, by one of their names or by one of their districts."""
    found = [p.alliance for p in programmes if _names_any(question, (p.name, *p.names))]
    if not found:
        found = [p.alliance for p in programmes if _names_any(question, p.districts)]
    return tuple(dict.fromkeys(found))


def _names_any(question: str, names: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?:er|s)?(?!\w)", question, _flags(name)) for name in names if name)


def _flags(name: str) -> re.RegexFlag:
    # "NON" is an abbreviation, "non" an ordinary word of other languages
    return re.NOFLAG if name.isupper() else re.IGNORECASE
