"""Which alliance is meant, by its short name or by any name that it goes by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from corpus.errors import NotFoundError, UsageError
from corpus.model import Programme

_SIMILAR = 70.0  # 0 to 100; what is less like a known name is no misspelling of it
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def find_alliance(name: str, alliances: Sequence[Programme]) -> Programme:
    """The alliance of this name, however it is written; NotFoundError names the nearest one, or all."""
    wanted = _plain(name)
    found = [a for a in alliances if wanted in {_plain(n) for n in _names(a)}]
    if len(found) == 1:
        return found[0]
    slugs = ", ".join(sorted(a.alliance for a in found or alliances))
    if found:
        raise UsageError(f"„{name}“ heißen mehrere Bündnisse.", remedy=f"Geben Sie eines davon an: {slugs}.")
    near = _nearest(wanted, alliances)
    raise NotFoundError(
        f"Das Bündnis „{name}“ ist nicht bekannt.",
        remedy=f"Meinten Sie „{near}“?" if near else f"Im Index sind: {slugs or 'keine'}.",
    )


def _nearest(wanted: str, alliances: Sequence[Programme]) -> str | None:
    """The short name of the alliance one of whose names is most like this."""
    names = {_plain(n): a.alliance for a in alliances for n in _names(a)}
    near = process.extractOne(wanted, list(names), scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return names[near[0]] if near else None


def _names(alliance: Programme) -> tuple[str, ...]:
    return alliance.alliance, alliance.name, *alliance.names


def _plain(name: str) -> str:
    """Letters and figures alone, in one way of writing."""
    folded = unicodedata.normalize("NFC", name).casefold().translate(_UMLAUTS)
    return "".join(c for c in folded if c.isalnum())
