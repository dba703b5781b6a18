"""What a model is given: the passages that the extractive answer cites, fenced, within the budget of tokens."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.quotes import Quote
from bot.generation.errors import ModelError
from bot.web.german import format_issued
from corpus.model import Hit, Question
from corpus.phrasing import Fallback
from prompts.fence import fence
from prompts.load import Prompt

CHARACTERS = 2.5  # of German text a token, on the safe side: a server cuts off silently what is too long


def given(quotes: Sequence[Quote]) -> dict[str, Hit]:
    """The cited passages by the ids under which a model gets them, in the order of citation."""
    hits = {quote.hit.passage.id: quote.hit for quote in quotes}
    return {f"Q{n}": hit for n, hit in enumerate(hits.values(), start=1)}


def answer_messages(prompt: Prompt, question: Question, sources: dict[str, Hit], *, budget: int) -> tuple[str, str]:
    """System and user message for an answer. Raises ModelError if they do not fit into `budget` tokens."""
    fenced = [
        fence(
            "quelle",
            hit.passage.text,
            id=id,
            dokument=hit.document.title,
            stand=format_issued(hit.document.issued),
            abschnitt=" › ".join(hit.passage.section),
        )
        for id, hit in sources.items()
    ]
    messages = prompt.messages(question=fence("frage", question.text), sources="\n\n".join(fenced))
    return fitting(messages, budget=budget)


def fitting(messages: tuple[str, str], *, budget: int) -> tuple[str, str]:
    """The messages as they are. Raises ModelError if they do not fit into `budget` tokens."""
    if sum(map(len, messages)) > budget * CHARACTERS:
        raise ModelError(Fallback.TOO_LONG)
    return messages
