"""Behaviours of a model that does what it is told: its sentences stand in the sources."""

from __future__ import annotations

from random import Random

from eval.model_server.german import Statement, chosen, render, reworded, stems
from eval.model_server.prompt import Prompt, Task
from eval.model_server.reply import Reply


def good(prompt: Prompt, rng: Random) -> Reply:
    """Sentences of the sources in slightly other words."""
    return faithful(prompt, honest(prompt, rng))


def verbatim(prompt: Prompt, rng: Random) -> Reply:
    """Sentences of the sources as they stand."""
    return faithful(prompt, _fitting(prompt))


def no_markers(prompt: Prompt, rng: Random) -> Reply | None:
    """Faithful sentences that name no source."""
    if prompt.task is not Task.ANSWER:
        return None
    return Reply(text="\n".join(s.text for s in honest(prompt, rng)))


def declined(prompt: Prompt, rng: Random) -> Reply:
    """The sources do not answer."""
    return Reply(text="KEINE ANTWORT")


def faithful(prompt: Prompt, told: list[Statement]) -> Reply:
    """A reply of which every sentence is true."""
    return Reply(text=render(prompt, told), true=tuple(s.text for s in told))


def honest(prompt: Prompt, rng: Random) -> list[Statement]:
    """What a good model says to this prompt."""
    if prompt.task is Task.SLOTS:
        return _fitting(prompt)  # the values of slots are verbatim words
    return [Statement(text=reworded(s.text, rng), source=s.source) for s in _fitting(prompt)]


def _fitting(prompt: Prompt) -> list[Statement]:
    if prompt.task is not Task.SLOTS:
        return chosen(prompt)
    known = chosen(prompt, 99)
    return [
        next((s for s in known if stems(s.text) & stems(question)), Statement(text="-")) for _, question in prompt.slots
    ]
