"""Behaviours of a model that asserts what its sources do not say: each changes true sentences in one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from eval.model_server.german import Statement, render
from eval.model_server.honest import honest
from eval.model_server.prompt import Prompt, Task
from eval.model_server.reply import Behaviour, Reply

_LIES = 2  # sentences of one reply


@dataclass(frozen=True, kw_only=True)
class Lie:
    """A statement that must not be shown, with the strings in it that must not be shown anywhere."""

    statement: Statement
    planted: tuple[str, ...] = ()


Twist = Callable[[Prompt, Statement, Random], Lie | None]
"""Makes a lie of a true statement; None where the statement has nothing to twist."""


def lying(twist: Twist) -> Behaviour:
    """Nothing but lies of one kind."""

    def play(prompt: Prompt, rng: Random) -> Reply | None:
        bases = _shuffled(prompt, rng)
        lies = [lie for s in bases if (lie := twist(prompt, s, rng))][:_LIES]
        return _reply(prompt, [lie.statement for lie in lies], lies, bases) if lies else None

    return play


def mixed(twists: Mapping[str, Twist]) -> Behaviour:
    """Faithful sentences with one lie of any kind among them: the hard case."""

    def play(prompt: Prompt, rng: Random) -> Reply | None:
        told = honest(prompt, rng)
        # lies about one line have no company to hide in
        if prompt.task in (Task.STANDALONE, Task.SLOTS):
            return None
        for name, twist in rng.sample(list(twists.items()), len(twists)):
            for base in _shuffled(prompt, rng):
                if lie := twist(prompt, base, rng):
                    told = [s for s in told if s.text != lie.statement.text]
                    told.insert(rng.randrange(len(told) + 1), lie.statement)
                    reply = _reply(prompt, told, [lie], [*told, base])
                    return replace(reply, behaviour=f"mixed/{name}")
        return None

    return play


def _shuffled(prompt: Prompt, rng: Random) -> list[Statement]:
    told = [s for s in honest(prompt, rng) if s.text != "-"]
    return rng.sample(told, len(told))


def _reply(prompt: Prompt, told: list[Statement], lies: list[Lie], bases: list[Statement]) -> Reply:
    untrue = tuple(lie.statement.text for lie in lies)
    return Reply(
        text=render(prompt, told),
        planted=tuple(p for lie in lies for p in lie.planted),
        untrue=untrue,
        # a lie may be added to a true sentence as one of its own
        true=tuple(s.text for s in bases if s.text not in untrue),
    )
