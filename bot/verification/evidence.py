"""Evidence: the units of one or several sources that a sentence is compared with, ready to be asked for words, figures and clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.verification.dates import Day, find_dates
from bot.verification.polarity import Clause, read_clauses
from bot.verification.quantities import Quantity, find_quantities
from bot.verification.source import ROWS, Part
from bot.verification.words import Known
from corpus.phrasing import Span
from retrieval.analysis import Vocabulary

_TABLE_UNIT = re.compile(
    r"\bin (?:(Mio\.?|Millionen|Mrd\.?|Milliarden|Tausend|Tsd\.)\s)?(%|Prozent|Tagen|Euro|€|EUR|Jahren|Monaten|Stunden|Wochen)",
    re.I,
)
_DEFAULT_UNITS = {"%": "%", "prozent": "%", "tagen": "tag", "euro": "€", "€": "€", "eur": "€", "jahren": "jahr", "monaten": "monat", "stunden": "stunde", "wochen": "woche"}  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """Neighbouring units of one source under its heading."""

    span: Span
    parts: tuple[Part, ...]
    heading: str
    rest: tuple[str, ...] = ()  # the other units of the source


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """The runs that together have to support a sentence."""

    runs: tuple[Run, ...]
    vocabulary: Vocabulary

    @cached_property
    def headings(self) -> str:
        return " – ".join(dict.fromkeys(r.heading for r in self.runs))

    @cached_property
    def section(self) -> str:
        """The innermost heading, if it is that of all runs: what it says holds for all of them."""
        inner = {r.heading.rsplit(" – ", 1)[-1] for r in self.runs}
        return inner.pop() if len(inner) == 1 else ""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What is said: each lead-in or caption once, before what continues it."""
        return tuple(dict.fromkeys(t for r in self.runs for p in r.parts for t in (p.above, p.text) if t))

    @cached_property
    def text(self) -> str:
        return "\n".join(self.texts)

    def in_row(self, at: int) -> bool:
        """True if a place of the text is in a row of a table."""
        line = self.text[self.text.rfind("\n", 0, at) + 1 :].split("\n")[0]
        return any(p.group == ROWS and p.text == line for r in self.runs for p in r.parts)

    @cached_property
    def body(self) -> Known:
        return Known(self.texts, self.vocabulary)

    @cached_property
    def heading(self) -> Known:
        return Known((self.headings,), self.vocabulary)

    @cached_property
    def rest(self) -> Known:
        """What the sources say elsewhere."""
        return Known(tuple(t for r in self.runs for t in r.rest), self.vocabulary)

    @cached_property
    def units(self) -> tuple[Known, ...]:
        """The words of each unit apart, each with its lead-in or caption."""
        return tuple(known((p.above, p.text), self.vocabulary) for r in self.runs for p in r.parts)

    @cached_property
    def unit_texts(self) -> tuple[str, ...]:
        return tuple(p.text for r in self.runs for p in r.parts)

    @cached_property
    def clauses(self) -> list[Clause]:
        headings = [c for r in self.runs for h in r.heading.split(" – ") for c in read_clauses(h)]
        return [c for r in self.runs for p in r.parts for c in read_clauses(p.text, p.above)] + headings

    @cached_property
    def quantities(self) -> list[Quantity]:
        unit = _TABLE_UNIT.search(self.text)
        if not unit:
            return find_quantities(self.text)
        scale = {"mi": 6, "mr": 9, "ta": 3, "ts": 3}.get((unit.group(1) or "").lower()[:2], 0)
        if (unit.group(1) or "").lower().startswith("milliard"):
            scale = 9
        return find_quantities(self.text, (_DEFAULT_UNITS.get(unit.group(2).lower(), ""), scale))

    @cached_property
    def dates(self) -> list[Day]:
        return find_dates(self.text)


@lru_cache(maxsize=4096)
def known(texts: Sequence[str], vocabulary: Vocabulary) -> Known:
    """The words of texts, remembered."""
    return Known(texts, vocabulary)
