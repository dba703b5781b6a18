"""The plain answer to a yes-or-no question, where the evidence is near enough to the question's own words to give one."""

from __future__ import annotations

import re

from bot.answering.features import REASON
from bot.answering.judge import Candidate
from corpus.model import Asks, Question, UnitKind

_NEGATION = re.compile(r"\b(?:nicht|kein\w*|weder|ausgeschlossen|niemals|nie)\b", re.I)
_ONLY = re.compile(r"\b(?:nur|ausschließlich|lediglich|allein\w*)\b", re.I)
_IF = re.compile(
    r"\b(?:wenn|sofern|soweit|falls|vorausgesetzt|voraussetzung\w*|mindestens|vorab|bedarf|grundsätzlich|i\. ?d\. ?r\.|in der regel)\b",
    re.I,
)
_COVERED = 0.75  # share of the question's words in the quoted sentence; below it, it may speak of something else


def plain_answer(question: Question, best: Candidate, text: str) -> str:
    """ "Ja. ", "Nein. ", "Nur unter Bedingungen: " or nothing; before a text that gives no reason where one is asked for, that it is only what the documents say: the premise may be wrong."""
    if question.asks is Asks.REASON and not REASON.search(text) and not question.english:
        return "In den Dokumenten heißt es: "
    if question.asks is not Asks.CONDITION or best.kind is not UnitKind.SENTENCE or question.english:
        return ""
    if best.feature("unit_terms") < _COVERED:
        return ""
    if bool(_NEGATION.search(best.text)) != bool(_NEGATION.search(question.text)):
        return "Nein. "
    if _ONLY.search(best.text) or _IF.search(best.text):
        return "Nur unter Bedingungen: "
    return "Ja. "
