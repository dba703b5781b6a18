"""Which alliance a project belongs to, by what its description names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.eligibility.location import Role, is_within
from bot.eligibility.reading import read_idea
from corpus.programme import Programme
from retrieval.scope import names_any

_TELLING = (Role.PROJECT, Role.SEAT, Role.PARTNER)  # the first of these that lies in a district decides


def alliances_of(idea: str, applicant: str, programmes: Sequence[Programme]) -> tuple[Programme, ...]:
    """The programmes that the idea calls by name or in whose districts it is; several if it does not tell them apart."""
    meant = {p.alliance for p in programmes if names_any(idea, (p.name, *p.names))}
    meant |= set(_by_places(idea, applicant, programmes))
    return tuple(p for p in programmes if p.alliance in meant)


def _by_places(idea: str, applicant: str, programmes: Sequence[Programme]) -> Iterator[str]:
    places = read_idea(idea, applicant).places
    for role in _TELLING:
        named = [found.place for found in places if found.role is role]
        near = [p.alliance for p in programmes if any(is_within(place, p.districts) for place in named)]
        if near:
            yield from near
            return
