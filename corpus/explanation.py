"""The vocabulary of how an answer came about; part of corpus.model, from where it is imported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A unit that was considered: unit `number` of a passage, how probably it answers (0..1), and what became of it.

    `features` are the parts of the judgement by name; `taken` is true if the answer quotes it, `why` says why or why not.
    """

    passage_id: str
    number: int
    text: str
    probability: float
    features: dict[str, float]
    taken: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of whether the evidence answers; `text` says in German what was compared."""

    name: str
    passed: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """How an answer came about: what was understood, what was searched, which units were judged, which check refused.

    `understood` and `searched` map a German label to a value; `passages` are the ids of the found passages, best first.
    """

    understood: dict[str, str]
    searched: dict[str, str]
    passages: tuple[str, ...]
    candidates: tuple[Judged, ...]
    checks: tuple[Check, ...]
