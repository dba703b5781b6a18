"""What a question asks for, read from its form: the kind of answer it expects."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Asks(StrEnum):
    """The form of the answer that is expected."""

    NUMBER = "number"
    DATE = "date"
    CONTACT = "contact"
    LIST = "list"
    OTHER = "other"


# Closed classes of German and English question words; tried in this order.
_FORMS: dict[Asks, tuple[str, ...]] = {
    Asks.CONTACT: (
        r"telefon|e-?mail|anruf|kontakt|ansprech|erreich|adresse|web-?site|internet|nummer\b|wen rufe",
        r"phone|contact|whom .*call",
    ),
    Asks.DATE: (r"\b(?:wann|when)\b|welche[mns]? (?:jahr|tag|monat|datum)|what (?:year|date)",),
    Asks.NUMBER: (
        r"wie ?(?:viele?|hoch|groß|lange?|oft|häufig|weit|alt)\b|how (?:many|much|high|long|often|old)",
        r"welche[rnms]? (?:anteil|summe|betrag|zahl|quote|höhe|budget|prozentsatz)",
        r"prozent|percentage|what (?:share|rate)",
    ),
    Asks.LIST: (
        r"\b(?:welche|nenn\w*|liste\w*|which|list|name the)\b|zähl\w* .* auf|welchen \w+en\b",
        r"was sind\b|what are\b|aus (?:wem|welchen)|wer (?:sind|gehört|ist mitglied)",
    ),
}
_NUMBER_WORDS = (
    r"ein(?:e[mnrs]?|mal)?|zwei\w*|drei\w*|vier\w*|fünf\w*|sechs\w*|sieben\w*|acht\w*|neun\w*|zehn\w*|elf|zwölf"
    r"|hundert\w*|tausend\w*|million\w*|jährlich|monatlich|halbjährlich|hälfte|drittel|viertel|fünftel"
)
_MONTHS = r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
_EVIDENCE: dict[Asks, re.Pattern[str]] = {
    Asks.NUMBER: re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.I),
    Asks.DATE: re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.|\b(?:{_MONTHS})\b", re.I),
    Asks.CONTACT: re.compile(r"@|www\.|https?://|\btel\b|telefon|\b0\d{2,5}\s?[-/ ]\s?\d", re.I),
}


@dataclass(frozen=True, kw_only=True)
class Expectation:
    """What is expected, with a pattern that text must match to be able to answer (None: any text can)."""

    asks: Asks
    evidence: re.Pattern[str] | None

    def met_by(self, text: str) -> bool:
        """True if the text has the form that is asked for."""
        return self.evidence is None or bool(self.evidence.search(text))


def expectation(question: str) -> Expectation:
    """Read the expectation from the question."""
    for asks, patterns in _FORMS.items():
        if any(re.search(pattern, question, re.I) for pattern in patterns):
            return Expectation(asks=asks, evidence=_EVIDENCE.get(asks))
    return Expectation(asks=Asks.OTHER, evidence=None)
