"""Whether one answer is right: by the nuggets it must and must not say."""

from __future__ import annotations

from enum import StrEnum

from corpus.model import Status
from eval.matching import has_nugget
from eval.questions import Question


class Verdict(StrEnum):
    """What became of a question. `HALLUCINATED` is an answer to an unanswerable one."""

    RIGHT = "right"
    INCOMPLETE = "incomplete"
    WRONG = "wrong"
    REFUSED = "refused"
    CLARIFY = "clarify"  # asked back where that was not expected: neither right nor harmful
    HALLUCINATED = "hallucinated"


def vital_share(question: Question, answer: str) -> float:
    """Share of the vital nuggets that the answer says; 0 for a question without any."""
    return sum(has_nugget(answer, n) for n in question.vital) / len(question.vital) if question.vital else 0.0


def says_wrong(question: Question, answer: str) -> bool:
    """True if the answer says what would make it wrong: the outdated figure, the other alliance's name."""
    return any(has_nugget(answer, n) for n in question.wrong)


def verdict(question: Question, status: str, answer: str) -> Verdict:
    """Judge an answer text without its notes. Asking back is harmless, and right where it is expected."""
    if question.unanswerable:
        return Verdict.HALLUCINATED if status == Status.ANSWERED else Verdict.REFUSED
    if status == Status.CLARIFY:
        return Verdict.RIGHT if question.expect == "clarify" else Verdict.CLARIFY
    if status != Status.ANSWERED:
        return Verdict.REFUSED
    share = vital_share(question, answer)
    if not share or says_wrong(question, answer):
        return Verdict.WRONG
    return Verdict.RIGHT if share == 1.0 else Verdict.INCOMPLETE
