"""places.yaml: districts and municipalities of Lower Saxony, and the larger places around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from corpus.entries import Problems, read_yaml, shown

HOME = "Niedersachsen"
_FILE = Path(__file__).with_name("places.yaml")
_KEYS = ("source", "districts", "states", "countries", "landscapes", "larger", "words", "lookalikes")
_SOURCE = ("part", "title", "publisher", "as_of", "licence", "url")


class PlaceKind(StrEnum):
    """What a place is in law; a landscape, and a place that is now part of another, are none."""

    DISTRICT = "Landkreis"
    REGION = "Region"
    CITY = "kreisfreie Stadt"
    TOWN = "Stadt"
    MUNICIPALITY = "Gemeinde"
    ASSOCIATION = "Samtgemeinde"
    FORMER = "Ortschaft"
    STATE = "Land"
    COUNTRY = "Staat"
    LANDSCAPE = "Landschaft"


_LISTS = {  # the lists of a district or state, and what they hold
    "districts": PlaceKind.DISTRICT,
    "towns": PlaceKind.TOWN,
    "municipalities": PlaceKind.MUNICIPALITY,
    "associations": PlaceKind.ASSOCIATION,
    "former": PlaceKind.FORMER,
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place by its official name.

    `district` is the district of Lower Saxony that it lies in (its own name if it is one); None for places outside, for
    states and for landscapes. `state` is the Bundesland, or the country's name. `also` are other names of the same place.
    """

    name: str
    kind: PlaceKind
    district: str | None
    state: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceData:
    """The whole file.

    `larger` names, for a name that several places have, the district or state of the one that is meant without context.
    `words` are names, or forms of names, that are everyday words as well; `lookalikes` are words and other places that
    are one slip away from a name. Both in lower case.
    """

    places: tuple[Place, ...]
    larger: Mapping[str, str]
    words: frozenset[str]
    lookalikes: frozenset[str]


@cache
def load_places() -> tuple[Place, ...]:
    """All places of places.yaml. ManifestError lists every mistake of the file."""
    return load_place_data().places


@cache
def load_place_data(path: Path = _FILE) -> PlaceData:
    """The content of places.yaml. ManifestError lists every mistake of the file."""
    problems = Problems(path)
    content = read_yaml(path, problems)
    if not isinstance(content, dict):
        problems.add("Datei", "erwartet werden Angaben wie „source: …“, „districts: …“.")
        content = {}
    else:
        problems.check_keys("Datei", content, _KEYS, ("source", "districts", "states"))
    _check_source(content.get("source"), problems)
    places = tuple(_places(content, problems))
    larger = _larger(content.get("larger"), places, problems)
    words, lookalikes = (frozenset(problems.texts("Datei", content, key)) for key in ("words", "lookalikes"))
    problems.raise_if_any()
    return PlaceData(places=places, larger=larger, words=words, lookalikes=lookalikes)


def _places(content: Mapping[str, Any], problems: Problems) -> Iterator[Place]:
    seen: set[tuple[str, PlaceKind, str]] = set()
    for place in (*_home(content, problems), *_outside(content, problems)):
        key = (place.name, place.kind, place.district or place.state)
        if key in seen:
            problems.add(key[2], f"„{shown(place.name)}“ steht zweimal unter den Namen. Streichen Sie einen.")
        seen.add(key)
        yield place


def _home(content: Mapping[str, Any], problems: Problems) -> Iterator[Place]:
    """Districts of Lower Saxony with what belongs to them, and the landscapes in it."""
    kinds = (PlaceKind.DISTRICT, PlaceKind.REGION, PlaceKind.CITY)
    for district, entry in _entries(content, "districts", problems):
        problems.check_keys(district, entry, ("kind", "also", *_LISTS), ("kind",))
        kind = problems.text(district, entry, "kind")
        if kind is not None and kind not in kinds:
            problems.add(district, f"kind „{shown(kind)}“ ist unbekannt. Bekannt sind: {', '.join(kinds)}.")
        elif kind == PlaceKind.CITY:
            towns = problems.texts(district, entry, "towns")
            if not towns:
                problems.add(district, "die Angabe „towns“ fehlt. Nennen Sie die Stadt selbst: „towns: [Emden]“.")
            for name in towns:
                also = problems.texts(district, entry, "also")
                yield Place(name=name, kind=PlaceKind.CITY, district=district, state=HOME, also=also)
            entry = {key: value for key, value in entry.items() if key != "towns"}
        elif kind is not None:
            also = problems.texts(district, entry, "also")
            yield Place(name=district, kind=PlaceKind(kind), district=district, state=HOME, also=also)
        yield from _listed(district, entry, problems, district=district, state=HOME)
    for name in problems.texts("Datei", content, "landscapes"):
        yield Place(name=name, kind=PlaceKind.LANDSCAPE, district=None, state=HOME)


def _outside(content: Mapping[str, Any], problems: Problems) -> Iterator[Place]:
    """The states, Lower Saxony among them, with their larger towns, and the countries."""
    for state, entry in _entries(content, "states", problems):
        problems.check_keys(state, entry, ("also", *_LISTS), ())
        also = problems.texts(state, entry, "also")
        yield Place(name=state, kind=PlaceKind.STATE, district=None, state=state, also=also)
        yield from _listed(state, entry, problems, district=None, state=state)
    for country, entry in _entries(content, "countries", problems):
        problems.check_keys(country, entry, ("also",), ())
        also = problems.texts(country, entry, "also")
        yield Place(name=country, kind=PlaceKind.COUNTRY, district=None, state=country, also=also)


def _listed(
    name: str, entry: Mapping[str, Any], problems: Problems, *, district: str | None, state: str
) -> Iterator[Place]:
    """The places in the lists of an entry. "Hann. Münden = Hannoversch Münden" gives a place its other names."""
    for key, kind in _LISTS.items():
        for text in problems.texts(name, entry, key):
            official, *also = (part.strip() for part in text.split("="))
            yield Place(name=official, kind=kind, district=district, state=state, also=tuple(also))


def _entries(content: Mapping[str, Any], key: str, problems: Problems) -> Iterator[tuple[str, Mapping[str, Any]]]:
    value = content.get(key, {})
    if not isinstance(value, dict):
        problems.add(key, "erwartet werden Namen mit Angaben („Celle: {kind: Landkreis, …}“).")
        return
    for name, entry in value.items():
        if not isinstance(entry, dict):
            problems.add(f"{key}, {shown(name)}", "erwartet werden Angaben in geschweiften Klammern: „{…}“.")
        else:
            yield str(name), entry


def _larger(value: Any, places: tuple[Place, ...], problems: Problems) -> Mapping[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        problems.add("larger", "erwartet werden Zeilen wie „Winsen: Harburg“.")
        return {}
    known = {place.district or place.state for place in places}
    for name, where in value.items():
        if where not in known:
            problems.add(f"larger, {shown(name)}", f"„{shown(where)}“ ist kein Landkreis und kein Land dieser Datei.")
    return {str(name): str(where) for name, where in value.items()}


def _check_source(value: Any, problems: Problems) -> None:
    if value is None:
        return
    if not isinstance(value, list) or not value:
        problems.add("source", "erwartet wird eine Liste von Quellen („- part: …“), mindestens eine.")
        return
    for number, entry in enumerate(value, start=1):
        where = f"source, Quelle {number}"
        if not isinstance(entry, dict):
            problems.add(where, "erwartet werden „part“, „title“, „publisher“, „as_of“ und „url“.")
            continue
        problems.check_keys(where, entry, _SOURCE, ("part", "title", "publisher", "as_of"))
        problems.url(where, entry, "url")
