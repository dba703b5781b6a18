"""How well this version answers, as `lotse eval --sealed --publish` measured it: figures.json."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

PATH = Path(__file__).with_name("figures.json")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`hits` of `n`, with the 95 % interval of the share."""

    id: str
    hits: int
    n: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.hits / self.n


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What was measured, when (a day or a month), with which version, and where it is written down."""

    taken: str
    version: str
    source: str
    figures: tuple[Figure, ...]


FIGURES = TypeAdapter(Figures)


def read_figures(path: Path = PATH) -> Figures:
    """The published figures of this version."""
    return FIGURES.validate_json(path.read_bytes())
