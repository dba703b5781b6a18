"""A conversation as an address: its questions in order and what narrows them. The server keeps none; an address can be passed on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from bot.api.validation import check_date, check_question
from corpus.model import Answer, Turn

if TYPE_CHECKING:
    from bot.assistant import Assistant

LONGEST = 8  # questions; earlier ones are left behind
VERBATIM = "woertlich"


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """Questions, the current one last, and the filters that hold for all of them; "" is no filter.

    `verbatim` if quotes are wanted even where a language model could phrase.
    """

    questions: tuple[str, ...] = ()
    alliance: str = ""
    as_of: str = ""
    verbatim: bool = False

    @property
    def question(self) -> str:
        return self.questions[-1] if self.questions else ""

    @property
    def query(self) -> str:
        """The address' query, which reproduces the conversation."""
        pairs = [("frage", q) for q in self.questions]
        filters = (("buendnis", self.alliance), ("stand", self.as_of), ("modus", VERBATIM if self.verbatim else ""))
        pairs += [(name, value) for name, value in filters if value]
        return urlencode(pairs)

    @property
    def address(self) -> str:
        return f"/?{self.query}" if self.query else "/"

    def instead(self, question: str) -> Self:
        """The conversation with another question in place of the current one."""
        return replace(self, questions=(*self.questions[:-1], question))

    def quoted(self, verbatim: bool) -> Self:
        """The conversation with quotes, or with phrased answers where that is possible."""
        return replace(self, verbatim=verbatim)

    def alone(self) -> Self:
        """The current question as a conversation of its own."""
        return replace(self, questions=self.questions[-1:])


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """A question with its answer. `conversation` ends with this question."""

    conversation: Conversation
    answer: Answer


def conversation_of(questions: Sequence[str], alliance: str, as_of: str, mode: str = "") -> Conversation:
    """The conversation of an address. Raises UsageError for a question or a date that cannot be used."""
    check_date(as_of)
    return Conversation(
        questions=tuple(check_question(q) for q in questions[-LONGEST:]),
        alliance=alliance.strip(),
        as_of=as_of,
        verbatim=mode == VERBATIM,
    )


def exchanges(assistant: Assistant, conversation: Conversation, *, explain: bool = False) -> tuple[Exchange, ...]:
    """Every question answered in the light of those before it. Raises as `Assistant.ask`."""
    *_, (said, _final) = exchanges_in_steps(assistant, conversation, explain=explain)
    return said


def exchanges_in_steps(
    assistant: Assistant, conversation: Conversation, *, explain: bool = False
) -> Iterator[tuple[tuple[Exchange, ...], bool]]:
    """As `exchanges`; if a model will phrase the current answer, first with its quotes, then with True and its words."""
    said: list[Exchange] = []
    history: list[Turn] = []
    alliance = conversation.alliance or None
    as_of: date | None = check_date(conversation.as_of)
    for number, question in enumerate(conversation.questions[:-1], start=1):
        quoted, shown = assistant.ask_again(question, history=history, alliance=alliance, as_of=as_of)
        so_far = replace(conversation, questions=conversation.questions[:number])
        said.append(Exchange(conversation=so_far, answer=quoted if conversation.verbatim else shown))
        # what follows is understood by what the documents say, whichever words a model found for it
        history.append(Turn(question=question, answer=quoted.answer))
    steps = assistant.ask_in_steps(
        conversation.question,
        history=history,
        alliance=alliance,
        as_of=as_of,
        mode="extractive" if conversation.verbatim else "auto",
        explain=explain,
    )
    for step in steps:
        yield (*said, Exchange(conversation=conversation, answer=step.answer)), step.final
