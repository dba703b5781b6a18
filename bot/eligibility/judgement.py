"""What a check looks at and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.eligibility.location import Located
from bot.eligibility.reading import Reading
from corpus.programme import Programme
from corpus.results import CriterionStatus, Fit

MET, UNMET, OPEN = CriterionStatus.MET, CriterionStatus.UNMET, CriterionStatus.OPEN


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a check finds: `reason` is one German sentence, `words` are verbatim from the input."""

    status: CriterionStatus
    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """What all checks look at."""

    programme: Programme
    reading: Reading
    fit: Fit


def typed(places: Sequence[Located]) -> tuple[str, ...]:
    """The places as they are typed, each once."""
    return tuple(dict.fromkeys(p.typed for p in places))
