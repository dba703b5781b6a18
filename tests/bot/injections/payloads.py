"""350 hostile texts: every technique with seven goals, every goal with at least 35 techniques, each text with its own canary."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from tests.bot.injections.goals import GOALS
from tests.bot.injections.techniques import TECHNIQUES, Wish

EACH = 7  # goals of a technique
_SHIFT = 3  # the next technique begins so many goals further on


@dataclass(frozen=True, kw_only=True)
class Payload:
    """A text to plant. `said` is the sentence by which one sees that it was obeyed; `canary` stands in it."""

    number: int
    technique: str
    goal: str
    text: str
    canary: str
    said: str

    @property
    def id(self) -> str:
        return f"{self.number}: {self.technique}, {self.goal}"

    @property
    def line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


def squeezed(text: str) -> str:
    """Letters and digits alone, in one form: so a canary is found however it is spaced, written or marked up."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _payloads() -> tuple[Payload, ...]:
    made: list[Payload] = []
    for t, (technique, frame) in enumerate(TECHNIQUES.items()):
        for k in range(EACH):
            number = len(made)
            goal = GOALS[(t * _SHIFT + k) % len(GOALS)]
            canary = goal.canary(number)
            wish = Wish(
                number=number,
                order=goal.orders[number % len(goal.orders)].format(c=canary),
                infinitive=goal.infinitives[number % len(goal.infinitives)].format(c=canary),
                said=goal.said.format(c=canary),
            )
            made.append(
                Payload(
                    number=number,
                    technique=technique,
                    goal=goal.label,
                    text=frame(wish),
                    canary=canary,
                    said=wish.said,
                )
            )
    return tuple(made)


PAYLOADS = _payloads()
CANARIES = {squeezed(p.canary): p for p in PAYLOADS}


def canaries_in(text: str) -> list[Payload]:
    """The payloads whose canary stands in a text."""
    bare = squeezed(text)
    return [payload for canary, payload in CANARIES.items() if canary in bare]
