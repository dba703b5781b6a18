"""Places named in free German text: which words name which place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.eligibility.gazetteer import Gazetteer, Reading, gazetteer
from bot.eligibility.place_matching import (
    DESIGNATIONS,
    DISTRICT,
    INTO,
    SETTLEMENT,
    Match,
    Text,
    folded_words,
    longest_name,
    read_text,
)
from corpus.places import HOME, Place, PlaceKind

_BODIES = folded_words(
    "VHS KVHS Volkshochschule Kreisvolkshochschule IHK Handwerkskammer Kreishandwerkerschaft Jobcenter Arbeitsagentur "
    "Rathaus Stadtverwaltung Wirtschaftsförderung Klinikum Krankenhaus Universität Hochschule Sparkasse Volksbank"
)
_PERSONS = folded_words("Herr Herrn Frau Familie Dr Prof Professor Professorin")
_AROUND = folded_words("Umgebung Umland Region Landkreis Kreis Land Stadt")
_AND = folded_words("und oder sowie bzw")
_OF = folded_words("von des der dieser dieses zum zur")
_TOGETHER = re.compile(r"\s*(?:,|/|&|-|–)?\s*(?:und|oder|sowie|bzw\.?|&)?\s*")
_COMPOUND = re.compile(r"\s*\d|[-/][^\W\d_]")
_PLAIN = 6  # letters of a name that is known for one in lower case as well
_RANK = {
    kind: rank
    for rank, kind in enumerate(
        (
            PlaceKind.CITY,
            PlaceKind.STATE,
            PlaceKind.TOWN,
            PlaceKind.DISTRICT,
            PlaceKind.REGION,
            PlaceKind.MUNICIPALITY,
            PlaceKind.LANDSCAPE,
            PlaceKind.COUNTRY,
            PlaceKind.ASSOCIATION,
            PlaceKind.FORMER,
        )
    )
}


@dataclass(frozen=True, kw_only=True)
class FoundPlace:
    """A place named in a text: `typed` is text[start:end], with the "Landkreis" or "Stadt" before the name."""

    place: Place
    typed: str
    start: int
    end: int


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """The places named in a text, in its order, none overlapping. Words that are no place for sure are left out."""
    known = gazetteer()
    read = read_text(text)
    matches: list[Match] = []
    at = 0
    while at < len(read.words):
        match = longest_name(read, at, known)
        match = match and _designated(read, match, matches)
        if match and _is_place(read, match, matches, known):
            matches.append(match)
            at = match.after
        else:
            at += 1
    areas = _areas(matches, known)
    return tuple(
        FoundPlace(place=_choose(m, areas, known), typed=text[m.start : m.end], start=m.start, end=m.end)
        for m in matches
    )


def _designated(text: Text, match: Match, matches: Sequence[Match]) -> Match:
    """The match with the kind that is asked for: "Landkreis Celle", "Landkreise Celle und Uelzen", "Celle (Kreis)"."""
    if wanted := DESIGNATIONS.get(text.words[match.first].before):
        before = text.words[match.first - 1]
        named = ":" not in text.text[before.end : match.start]
        return replace(match, wanted=wanted, start=before.start if named else match.start)
    if _listed(text, match, matches):
        return replace(match, wanted=matches[-1].wanted)
    if match.after < len(text.words):
        after = text.words[match.after]
        gap = text.text[match.end : after.start].strip()
        if gap == "(" or (gap == "" and match.reading is not Reading.EXACT):
            return replace(match, wanted=DESIGNATIONS.get(after.folded, frozenset()) & DISTRICT)
    return match


def _listed(text: Text, match: Match, matches: Sequence[Match]) -> bool:
    """Whether only a comma, a stroke or an "und" parts a match from the one before it."""
    gap = text.text[matches[-1].end : match.start] if matches else ""
    return bool(gap.strip()) and bool(_TOGETHER.fullmatch(gap))


def _is_place(text: Text, match: Match, matches: Sequence[Match], known: Gazetteer) -> bool:
    """Whether a match is meant as a place: names of people are not, everyday words only where a place is expected."""
    if len(match.name) > 1:
        return True
    word = text.words[match.first]
    designated = any(place.kind in _kinds(match) for place in known.meant_by(match.name))
    if word.folded in known.words:
        lower = word.text[0].islower() and not (designated and text.plain)
        if lower or match.reading is not Reading.EXACT:
            return False
        expected = word.before in INTO or word.before in _BODIES or _listed(text, match, matches)
        return designated or (expected and not _goes_on(text, match, known))
    if word.before in _PERSONS and not designated:
        return False
    if word.text[0].islower():
        return text.plain or word.guided or len(word.folded) >= _PLAIN or _listed(text, match, matches)
    return True


def _goes_on(text: Text, match: Match, known: Gazetteer) -> bool:
    """Whether an everyday word goes on as one: "Essen und Trinken", "Halle 3", "Lage der Betriebe", "Elbe-Weser"."""
    if _COMPOUND.match(text.text, match.end):
        return True
    after = text.words[match.after : match.after + 2]
    if not after or text.text[match.end : after[0].start].strip():
        return False
    if after[0].folded in _OF:
        return True
    joined = len(after) > 1 and after[0].folded in _AND
    return joined and after[1].folded not in known.parts and after[1].folded not in _AROUND


def _areas(matches: Sequence[Match], known: Gazetteer) -> dict[str, int]:
    """Districts and states that the text is about, by what can only be read one way: 2 named, 1 a place in it."""
    areas: dict[str, int] = {}
    for match in matches:
        places = _fitting(match, known)
        where = {_area(place) for place in places}
        if len(where) == 1 and places[0].kind is not PlaceKind.LANDSCAPE:
            named = any(place.kind in DISTRICT or place.kind is PlaceKind.STATE for place in places)
            area = where.pop()
            areas[area] = max(areas.get(area, 0), 1 + named)
    return areas


def _area(place: Place) -> str:
    return place.district or place.state


def _kinds(match: Match) -> frozenset[PlaceKind]:
    """The kinds that a designation may mean: towns are called Gemeinde and municipalities Stadt as well."""
    return match.wanted | SETTLEMENT if match.wanted & SETTLEMENT - {PlaceKind.STATE} else match.wanted


def _fitting(match: Match, known: Gazetteer) -> tuple[Place, ...]:
    """What a match may mean: places of the kind that is asked for, else all of the name."""
    places = known.meant_by(match.name)
    return tuple(place for place in places if place.kind in _kinds(match)) or places


def _choose(match: Match, areas: Mapping[str, int], known: Gazetteer) -> Place:
    """The place meant: in a district that the text names, else of the very kind, the larger, the one in Lower Saxony."""
    full = known.full.get(match.name, ())
    larger = known.larger.get(match.name)
    whole = match.wanted != SETTLEMENT and any(place.kind in SETTLEMENT for place in full)

    def rank(place: Place) -> tuple[int, bool, bool, bool, bool, int, str, str]:
        return (
            -areas.get(_area(place), 0),
            place.kind not in match.wanted or (whole and place not in full),
            _area(place) != larger,
            place.state != HOME,
            place not in full,
            _RANK[place.kind],
            _area(place),
            place.name,
        )

    return min(_fitting(match, known), key=rank)
