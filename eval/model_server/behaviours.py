"""Every behaviour by its name."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from corpus.errors import UsageError
from eval.model_server import broken, disguised, hostile, invented, twisted
from eval.model_server.honest import declined, good, no_markers, verbatim
from eval.model_server.lying import Twist, lying, mixed
from eval.model_server.obedient import obey
from eval.model_server.prompt import Prompt, Task
from eval.model_server.reply import Behaviour, Reply

TWISTS: dict[str, Twist] = {**invented.TWISTS, **twisted.TWISTS, **disguised.TWISTS, **hostile.TWISTS}
HONEST: dict[str, Behaviour] = {"good": good, "verbatim": verbatim}
UNUSABLE: dict[str, Behaviour] = {"no_markers": no_markers, "declined": declined}
LYING: dict[str, Behaviour] = {name: lying(twist) for name, twist in TWISTS.items()}
HOSTILE: dict[str, Behaviour] = {
    "obey": obey,
    "leak_prompt": hostile.leak_prompt,
    "flood": hostile.flood,
    "flood_lines": hostile.flood_lines,
    "flood_true": hostile.flood_true,
    "flood_markers": hostile.flood_markers,
}
MIXED: dict[str, Behaviour] = {"mixed": mixed(TWISTS)}
FAILURES: dict[str, Behaviour] = broken.FAILURES


def at_random(prompt: Prompt, rng: Random) -> Reply | None:
    """Any behaviour that sends an answer; a third are faithful ones with one lie among them."""
    kinds = (MIXED, MIXED, LYING, LYING, LYING, HOSTILE | HONEST | UNUSABLE)
    name, play = rng.choice(list(rng.choice(kinds).items()))
    reply = play(prompt, rng)
    return reply and replace(reply, behaviour=reply.behaviour or name)


BEHAVIOURS: dict[str, Behaviour] = {
    **HONEST,
    **UNUSABLE,
    **LYING,
    **HOSTILE,
    **MIXED,
    **FAILURES,
    "random": at_random,
}


def find_behaviour(name: str) -> Behaviour:
    """The behaviour of this name; UsageError if there is none."""
    if name not in BEHAVIOURS:
        raise UsageError(f"Das Verhalten „{name}“ gibt es nicht.", remedy=f"Möglich sind: {', '.join(BEHAVIOURS)}.")
    return BEHAVIOURS[name]


def play(name: str, behaviour: Behaviour, prompt: Prompt, rng: Random) -> Reply:
    """One reply; where the behaviour finds nothing to play with, a faithful one."""
    if prompt.task is Task.CHECK and name not in FAILURES:
        return Reply(text="Ja.", behaviour=name)
    reply = behaviour(prompt, rng)
    if reply is None:
        return replace(good(prompt, rng), behaviour="good")
    return replace(reply, behaviour=reply.behaviour or name)
