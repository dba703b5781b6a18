"""Run the question sets over an assistant and count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant
from corpus.model import Answer, Status
from eval.questions import Question, has_nugget, rank_of

Search = Callable[[str, int], Sequence[tuple[str, str]]]
DEPTH = 10


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one question. `rank` is that of the evidence, `right` whether every nugget is in the answer."""

    question: Question
    rank: int
    answered: bool
    right: bool
    answer: str


def ranks(questions: Sequence[Question], search: Search) -> list[int]:
    """Rank of the evidence for every answerable question."""
    return [rank_of(q, search(q.question, DEPTH)) for q in questions if not q.unanswerable]


def passages_of(assistant: Assistant) -> Search:
    """The assistant's search in the form that `ranks` takes; headings count, they are shown with every passage."""
    return lambda question, k: [
        (hit.document.id, "\n".join((*hit.passage.section, hit.passage.text)))
        for hit in assistant.search(question, k=k)
    ]


def outcomes(questions: Sequence[Question], assistant: Assistant) -> list[Outcome]:
    """Ask every question."""
    search = passages_of(assistant)
    results = []
    for question in questions:
        answer: Answer = assistant.ask(question.question, alliance=question.alliance)
        answered = answer.status is Status.ANSWERED
        results.append(
            Outcome(
                question=question,
                rank=0 if question.unanswerable else rank_of(question, search(question.question, DEPTH)),
                answered=answered,
                right=answered
                and bool(question.nuggets)
                and all(has_nugget(answer.answer, n) for n in question.nuggets),
                answer=answer.answer,
            )
        )
    return results
