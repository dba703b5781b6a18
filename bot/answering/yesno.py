"""The plain answer to a yes-or-no question, where the evidence is near enough to the question's own words to give one."""

from __future__ import annotations

import re

from bot.answering.features import REASON
from bot.answering.judge import Candidate
from corpus.model import Asks, Question, UnitKind
from retrieval.analysis import STOP_WORDS, stem, words

_NEGATION = re.compile(r"\b(?:nicht|kein\w*|weder|ausgeschlossen|niemals|nie)\b", re.I)
_ONLY = re.compile(r"\b(?:nur|ausschließlich|lediglich|allein\w*)\b", re.I)
_IF = re.compile(
    r"\b(?:wenn|sofern|soweit|falls|vorausgesetzt|voraussetzung\w*|mindestens|vorab|bedarf|grundsätzlich|i\. ?d\. ?r\.|in der regel)\b",
    re.I,
)
_COVERED = 0.75  # share of the question's words in the quoted sentence; below it, it may speak of something else


def plain_answer(question: Question, best: Candidate, text: str) -> str:
    """ "Ja. ", "Nein. ", "Nur unter Bedingungen: " or nothing.

    Where a reason is asked for and the text gives none, it is announced as what the documents say: the premise may be wrong.
    """
    if question.asks is Asks.REASON and not REASON.search(text) and not question.english:
        return "In den Dokumenten heißt es: "
    if question.asks is not Asks.CONDITION or best.kind is not UnitKind.SENTENCE or question.english:
        return ""
    if best.feature("unit_terms") < _COVERED:
        return ""
    clause = _speaking_clause(question, best.text)
    if clause is None:
        return ""  # what is denied may be something else
    if bool(_NEGATION.search(clause)) != bool(_NEGATION.search(question.text)):
        return "Nein. "
    if _ONLY.search(best.text) or _IF.search(best.text):
        return "Nur unter Bedingungen: "
    return "Ja. "


def _speaking_clause(question: Question, sentence: str) -> str | None:
    """The clause of a sentence that names most of the question's words; None if clauses that name as many disagree."""
    asked = [stem(word)[:6] for word in words(question.text) if word not in STOP_WORDS]
    clauses = re.split(r",|;|\b(?:aber|jedoch|sondern)\b", re.sub(r"\([^)]*\)", "", sentence))
    named = [{stem(word)[:6] for word in words(clause)} for clause in clauses]
    # of clauses that name as many of its words, the one with the last: there a German question has its point
    weight = [(len(set(asked) & terms), bool(asked) and asked[-1] in terms) for terms in named]
    best = [clause for clause, w in zip(clauses, weight, strict=True) if w == max(weight)]
    denied = {bool(_NEGATION.search(clause)) for clause in best}
    return best[0] if len(denied) == 1 else None
