"""A text in which organisations and places are marks: what stands around them is then told by patterns.

The marked text is as long as the text, so that what a pattern finds is where it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.eligibility.organisations import FoundOrganisation, find_organisations
from bot.eligibility.places import FoundPlace, find_places
from bot.eligibility.text import pattern

ONE = "\ue000"  # an organisation
MANY = "\ue001"  # several
PLACE = "\ue002"
# words that end a noun phrase: a pattern must not run over them from "unser" to an organisation of somebody else
_BARS = (
    r"(?:d(?:er|ie|as|em|en|es)|ein(?:e[mnrs]?)?|mit|bei|beim|von|vom|für|fürs|an|am|in|im|auf|aus|zu|zum|zur|durch|gegen\w*|ohne|statt|"
    r"und|oder|sowie|wie|als|nach|über|unter|zwischen|gemeinsam|zusammen|kein\w*|nicht|nur|dass|ob|wenn|weil|will|wollen|möchten?|"
    r"würden?|soll\w*|kann|können|plan(?:t|en)|biete[tn]|hat|haben|ist|sind|wird|werden|richtet|unterstützt|hilft|"
    r"\w*partner\w*|\w*projekt\w*|\w*kund\w*|\w*mitglied\w*|\w*angebot\w*|\w*vorhaben\w*|\w*konzept\w*|\w*maßnahme\w*|\w*programm\w*|"
    r"\w*kurs\w*|idee\w*|ziel\w*|zielgruppe\w*|teilnehm\w*|for|with|of|from|the|and)"
)
WORDS = rf"(?:(?!{_BARS}\b)[\w&.'’{PLACE}-]+\s+){{0,4}}?"
DETERMINER = r"(?:ein(?:e[mnrs]?)?|d(?:er|ie|as|em|en|es)|an?|the)"
_NAME = re.compile(r"(?:\s+[A-ZÄÖÜ][\w-]*)*\s+")
_EITHER = pattern(
    r"(?:unternehmen|ständler|dienstleister|zulieferer|hersteller|händler|handwerker|hotels|cafés|start-?ups|restaurants)$"
)
_SEVERAL = pattern(
    r"\b(?:die|den|für|aus|von|mit|zwischen|und|oder|viele[nr]?|mehrere[nr]?|einige[nr]?|andere[nr]?|alle[nr]?)\s+(?:\w+en?\s+)?$"
)
ORGANISATION = rf"(?P<o>{ONE}+)"
ORGANISATIONS = rf"(?P<o>{ONE}+|{MANY}+)"
PLACES = rf"(?P<p>{PLACE}+(?:\s*(?:,|/|und|oder|&|-|and|or|sowie)\s*(?:in\s+)?{PLACE}+){{0,15}})"


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A text with what is named in it; `marks` is the text with a mark for each letter of a name."""

    text: str
    marks: str
    organisations: tuple[FoundOrganisation, ...]
    places: tuple[FoundPlace, ...]

    def organisation_at(self, start: int) -> FoundOrganisation | None:
        """The organisation that begins there."""
        at = bisect_left(self.organisations, start, key=lambda o: o.start)
        found = self.organisations[at : at + 1]
        return found[0] if found and found[0].start == start else None

    def places_in(self, start: int, end: int) -> tuple[FoundPlace, ...]:
        """The places named between two positions."""
        first = bisect_left(self.places, start, key=lambda p: p.start)
        last = bisect_left(self.places, end, key=lambda p: p.start)
        return tuple(p for p in self.places[first:last] if p.end <= end)

    def search(self, source: str) -> Iterator[re.Match[str]]:
        """What a pattern finds in the marked text."""
        return pattern(source).finditer(self.marks)


def mark(text: str) -> Marked:
    """A text with its organisations and places. "Landkreis Celle" is an organisation, "Celle" in it a place."""
    places = find_places(text)
    inside = {p.start: p for p in places}
    # a word that is all of a name is no organisation: Neuenkirchen, Stelle
    organisations = tuple(o for o in find_organisations(text) if not ((p := inside.get(o.start)) and p.end == o.end))
    organisations = _numbered(text, organisations)
    named = tuple(_without_designation(p, organisations) for p in places)
    letters = list(text)
    for p in named:
        letters[p.start : p.end] = PLACE * (p.end - p.start)
    for o in organisations:
        letters[o.start : o.end] = (MANY if o.plural else ONE) * (o.end - o.start)
    return Marked(text=text, marks="".join(letters), organisations=organisations, places=named)


def _numbered(text: str, found: tuple[FoundOrganisation, ...]) -> tuple[FoundOrganisation, ...]:
    """The organisations with their number where the word alone does not tell it: one with a legal form behind it is
    one, and "die Unternehmen", "aus Hotels" are several.
    """
    numbered = []
    for at, o in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        plural = o.plural
        if following and following.form and _NAME.fullmatch(text, o.end, following.start):
            plural = False
        elif not o.form and _EITHER.search(o.typed) and _SEVERAL.search(text[max(0, o.start - 40) : o.start]):
            plural = True
        numbered.append(replace(o, plural=plural))
    return tuple(numbered)


def _without_designation(place: FoundPlace, organisations: tuple[FoundOrganisation, ...]) -> FoundPlace:
    """ "Landkreis Celle" begins with an organisation: the place then begins behind it."""
    first = next((o for o in organisations if o.start == place.start and o.end < place.end), None)
    if first is None:
        return place
    typed = place.typed[first.end - place.start :].lstrip()
    return FoundPlace(place=place.place, typed=typed, start=place.end - len(typed), end=place.end)
