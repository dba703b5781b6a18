"""The list of documents: what a visitor narrows it to, and its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.web.facts import Facts
from bot.web.german import KINDS, fold
from corpus.dates import first_day
from corpus.errors import NotFoundError, UsageError
from corpus.model import Kind

ALL = "alle"
IN_FORCE = {"in-kraft": True, "nicht-in-kraft": False}
LONGEST = 200  # characters of a search


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What the documents must have in common; None or "" where it does not matter."""

    alliance: str = ""
    kind: Kind | None = None
    in_force: bool | None = None
    search: str = ""

    @property
    def narrows(self) -> bool:
        return self != Filter()

    def admits(self, facts: Facts) -> bool:
        """A document that does not say whether it is in force counts as neither."""
        document = facts.document
        text = fold(f"{document.title} {document.publisher}")
        return (
            self.alliance in ("", document.alliance)
            and self.kind in (None, document.kind)
            and self.in_force in (None, facts.validity[0])
            and all(word in text for word in fold(self.search).split())
        )


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A field of the form whose value cannot be used, and why."""

    field: str
    error: UsageError


def read_filter(
    alliance: str, kind: str, validity: str, search: str, alliances: Mapping[str, str]
) -> tuple[Filter, Refused | None]:
    """The filter of the typed values without the first that is wrong, and what is wrong with it."""
    refused: list[Refused] = []
    if alliance and alliance not in alliances:
        message = f"Das Bündnis „{alliance[:LONGEST]}“ ist nicht bekannt."
        refused.append(_refused("buendnis", NotFoundError, message, "Zur Auswahl stehen die Bündnisse der Liste."))
    if kind and kind not in set(Kind):
        message = f"Die Dokumentart „{kind[:LONGEST]}“ gibt es nicht."
        refused.append(_refused("art", UsageError, message, f"Es gibt: {', '.join(KINDS.values())}."))
    if validity and validity not in (ALL, *IN_FORCE):
        message = f"Die Geltung „{validity[:LONGEST]}“ gibt es nicht."
        refused.append(_refused("geltung", UsageError, message, "Möglich sind: alle, in Kraft, nicht in Kraft."))
    chosen = Filter(
        alliance=alliance if alliance in alliances else "",
        kind=Kind(kind) if kind in set(Kind) else None,
        in_force=IN_FORCE.get(validity),
        search="".join(c if c.isprintable() else " " for c in search[:LONGEST]).strip(),
    )
    return chosen, refused[0] if refused else None


def _refused(field: str, error: type[UsageError], message: str, remedy: str) -> Refused:
    return Refused(field=field, error=error(message, remedy=f"{remedy} Dieser Filter ist nicht angewandt."))


def grouped(found: Iterable[Facts], alliances: Sequence[str]) -> list[tuple[str, list[Facts]]]:
    """Documents by alliance, those of none last, with its name; in each the highest rank first, then the newest."""
    ordered = sorted(found, key=lambda f: f.document.title)
    ordered.sort(key=lambda f: first_day(f.document.issued), reverse=True)
    ordered.sort(key=lambda f: f.document.kind.authority)
    groups = [(slug, [f for f in ordered if (f.document.alliance or "") == slug]) for slug in (*alliances, "")]
    return [(members[0].alliance, members) for _, members in groups if members]
