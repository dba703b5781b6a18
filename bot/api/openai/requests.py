"""Chat requests as OpenAI's clients send them, and the question and history in them.

What only steers a language model (temperature, tools, system messages ...) is accepted and not read: clients send it always,
and nobody may re-instruct an assistant that answers from its documents alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.api.openai.markdown import said
from bot.api.schemas import EarlierTurn
from bot.api.validation import printable
from corpus.errors import UsageError
from corpus.model import Turn

MOST_TURNS = 20  # as many as /api/v1/ask takes; chat clients send all there were


class _Lenient(BaseModel):
    """Base of what others define: fields that we do not know are left aside."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Part(_Lenient):
    """A part of a message; only those of type `text` can be read."""

    type: str
    text: str | None = None


def _parts(value: Any) -> Any:
    if value is None:
        return []
    if isinstance(value, str):
        return [Part(type="text", text=value)]
    if not isinstance(value, list):
        raise ValueError("muss ein Text oder eine Liste von Teilen sein")
    return value


class Message(_Lenient):
    """A message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[list[Part], BeforeValidator(_parts)] = []

    @property
    def text(self) -> str:
        return "\n".join(part.text or "" for part in self.content if part.type == "text")


class StreamOptions(_Lenient):
    """What a stream tells besides the answer."""

    include_usage: bool | None = False


class ChatRequest(_Lenient):
    """A conversation whose last message of a user is the question."""

    model: str
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1)] = None

    @property
    def wants_usage(self) -> bool:
        return bool(self.stream_options and self.stream_options.include_usage)


def asked(messages: Sequence[Message]) -> tuple[str, tuple[Turn, ...]]:
    """The question and the turns before it. Raises UsageError if there is none, or if it is not text alone."""
    last = max((n for n, message in enumerate(messages) if message.role == "user"), default=None)
    if last is None:
        raise UsageError(
            "Unter „messages“ ist keine Nachricht mit der Rolle „user“.", remedy="Die letzte davon ist die Frage."
        )
    foreign = sorted({printable(part.type[:40]) for part in messages[last].content if part.type != "text"})
    if foreign:
        raise UsageError(
            f"Die Frage enthält Teile, die nicht gelesen werden können: {', '.join(foreign)}.",
            remedy="Bitte senden Sie nur Text, keine Bilder, Töne oder Dateien.",
        )
    return messages[last].text, _turns(messages[:last])


def _turns(messages: Sequence[Message]) -> tuple[Turn, ...]:
    """Each question with the answer that follows it; the last `MOST_TURNS` of them."""
    turns: list[Turn] = []
    question = ""
    for message in messages:
        if message.role == "user":
            question = message.text
        elif message.role == "assistant" and question:
            try:
                turn = EarlierTurn(question=question, answer=said(message.text))
            except ValidationError:
                # a question that was refused stays in the client's conversation; the next one must not fail with it
                continue
            turns.append(Turn(question=turn.question, answer=turn.answer))
            question = ""
    return tuple(turns[-MOST_TURNS:])
