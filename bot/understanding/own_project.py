"""Questions about the asker's own undertaking: checking it says more than any sentence of a document."""

from __future__ import annotations

import re

_OWN = re.compile(r"\b(?:ich|wir|uns|mir|mein\w*|unser\w*|we|my|our)\b|\b(?:can|may|am|do|could) I\b", re.I)
_SUPPORT = re.compile(
    r"\b\w*(?:förder|foerder|bezuschuss|zuschuss|zuschüss|antragsberechtig|fund)\w*|\bgeld\w*|\bfinanzier\w*", re.I
)
_WHETHER = re.compile(
    r"(?:^|[,;:.]\s+|\bob\s.*)(?:darf|dürfen|kann|können|könnte\w*|bekomm\w*|erhalt\w*|krieg\w*|wird|werden|würde\w*|ist|sind|bin|gibt|habe\w*|passt|can|may|am|is|are|will|do|could)\b",
    re.I,
)
_WORDS = 8  # fewer say nothing of the undertaking itself


def asks_about_own_project(question: str) -> bool:
    """Whether somebody asks if what they plan themselves can be funded."""
    return bool(_OWN.search(question) and _SUPPORT.search(question) and _WHETHER.search(question))


def describes_project(question: str) -> bool:
    """Whether a question is long enough to be checked as a description."""
    return len(question.split()) >= _WORDS
