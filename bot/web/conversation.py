"""A conversation as an address: its questions in order and what narrows them. The server keeps none; an address can be passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from bot.api.validation import check_date, check_question
from corpus.model import Answer, Turn

if TYPE_CHECKING:
    from bot.assistant import Assistant

LONGEST = 8  # questions; earlier ones are left behind


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Questions, the current one last, and the filters that hold for all of them; "" is no filter."""

    questions: tuple[str, ...] = ()
    alliance: str = ""
    as_of: str = ""

    @property
    def question(self) -> str:
        return self.questions[-1] if self.questions else ""

    @property
    def query(self) -> str:
        """The address' query, which reproduces the conversation."""
        pairs = [("frage", q) for q in self.questions]
        pairs += [(name, value) for name, value in (("buendnis", self.alliance), ("stand", self.as_of)) if value]
        return urlencode(pairs)

    @property
    def address(self) -> str:
        return f"/?{self.query}" if self.query else "/"

    def instead(self, question: str) -> Self:
        """The conversation with another question in place of the current one."""
        return replace(self, questions=(*self.questions[:-1], question))

    def alone(self) -> Self:
        """The current question as a conversation of its own."""
        return replace(self, questions=self.questions[-1:])


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A question with its answer. `conversation` ends with this question."""

    conversation: Conversation
    answer: Answer


def conversation_of(questions: Sequence[str], alliance: str, as_of: str) -> Conversation:
    """The conversation of an address. Raises UsageError for a question or a date that cannot be used."""
    check_date(as_of)
    return Conversation(
        questions=tuple(check_question(q) for q in questions[-LONGEST:]), alliance=alliance.strip(), as_of=as_of
    )


def exchanges(assistant: Assistant, conversation: Conversation, *, explain: bool = False) -> tuple[Exchange, ...]:
    """Every question answered in the light of those before it. Raises as `Assistant.ask`."""
    said: list[Exchange] = []
    as_of: date | None = check_date(conversation.as_of)
    for number, question in enumerate(conversation.questions, start=1):
        answer = assistant.ask(
            question,
            history=[Turn(question=e.conversation.question, answer=e.answer.answer) for e in said],
            alliance=conversation.alliance or None,
            as_of=as_of,
            explain=explain and number == len(conversation.questions),
        )
        so_far = replace(conversation, questions=conversation.questions[:number])
        said.append(Exchange(conversation=so_far, answer=answer))
    return tuple(said)
