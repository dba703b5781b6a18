"""What the assistant said to the model, read back from the messages of a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.errors import UsageError

_TURN = re.compile(r"<frage>\n(.*?)\n</frage>\n<antwort>\n(.*?)\n</antwort>", re.S)
_SOURCE = re.compile(r"^<quelle ([^>\n]*)>\n(.*?)\n?^</quelle>$", re.S | re.M)
_SLOT = re.compile(r'^<merkmal id="([^"]*)">\n(.*?)\n</merkmal>$', re.S | re.M)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Task(StrEnum):
    """What a prompt asks for."""

    ANSWER = "answer"
    STANDALONE = "standalone"
    SUMMARY = "summary"
    SLOTS = "slots"
    CHECK = "check"  # whether anybody is there


@dataclass(frozen=True, kw_only=True)
class Source:
    """A passage of the prompt; `heading` is all that its tag says of where it stands."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """A prompt taken apart. `system` and `user` are the messages as they came; `slots` are (id, question)."""

    task: Task
    system: str
    user: str
    question: str = ""
    sources: tuple[Source, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    description: str = ""
    slots: tuple[tuple[str, str], ...] = ()

    def __contains__(self, text: object) -> bool:
        """Whether the words were said in the user message, in any spelling of capitals."""
        return isinstance(text, str) and text.casefold() in self.user.casefold()


def read_prompt(messages: Sequence[Any]) -> Prompt:
    """Read the messages of a request. Raises UsageError if they are not one system and one user message of ours."""
    said = {m.get("role"): m.get("content") for m in messages if isinstance(m, dict)}
    system, user = said.get("system"), said.get("user")
    if len(messages) != 2 or not isinstance(system, str) or not isinstance(user, str):
        raise UsageError("Gebraucht werden eine Nachricht „system“ und eine Nachricht „user“ als Text.")
    before, verlauf, after = user.partition("</verlauf>")
    return Prompt(
        task=_task(user),
        system=system,
        user=user,
        question=_inside("frage", after if verlauf else user),
        sources=tuple(_source(*found) for found in _SOURCE.findall(user)),
        history=tuple(_TURN.findall(before)) if verlauf else (),
        description=_inside("beschreibung", user),
        slots=tuple(_SLOT.findall(user)),
    )


def _task(user: str) -> Task:
    for mark, task in (("merkmal", Task.SLOTS), ("verlauf", Task.STANDALONE), ("quelle", Task.ANSWER)):
        if re.search(rf"^<{mark}\b", user, re.M):
            return task
    if re.search(r"^<beschreibung>", user, re.M):
        return Task.SUMMARY
    if "<" not in user:
        return Task.CHECK
    raise UsageError("Der Prompt enthält weder merkmal noch verlauf, quelle oder beschreibung.")


def _source(attributes: str, text: str) -> Source:
    said = dict(_ATTRIBUTE.findall(attributes))
    return Source(id=said.pop("id", ""), heading=" ".join(said.values()), text=text)


def _inside(tag: str, text: str) -> str:
    found = re.search(rf"^<{tag}>\n(.*?)\n?^</{tag}>$", text, re.S | re.M)
    return found.group(1) if found else ""
