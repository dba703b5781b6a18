"""The names of all places as they are typed: short forms, abbreviations, inflected and derived forms, misspellings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.places import HOME, Place, PlaceKind, load_place_data

Name = tuple[str, ...]  # the folded words of a name
# combining dots, soft hyphens and a hyphen at the end of a line belong to the word
WORD = re.compile(r"(?:[^\W\d_]\u0308?(?:[-\u00ad][ \t]*\n[ \t]*(?=[a-zäöüß])|\u00ad)?)+")
_QUALIFIED = re.compile(r"(?P<head>.+?) (?:\((?P<bracket>.+)\)|(?P<link>am|an der|bei|im|in der|in) (?P<open>.+))$")
_LINKS = ("am", "an der", "bei", "im", "in", "in der")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", **dict.fromkeys("\u00ad- \t\n")})
_MISREAD = re.compile(r"(?<=[a-zäöüß])I(?=[a-zäöüß])")  # a capital i for an l, as scanned texts have it
_PERSON = re.compile(r"er(?:s|n|in|innen)?$")
_ENDINGS = (_PERSON, re.compile(r"aner(?:s|n|in|innen)?$"), re.compile(r"i?sch(?:e|er|es|en|em)?$"))
_LOSES_EN = ("ing", "ung", "brem", "emd", "hess", "sachs", "westfal")  # Göttinger, Bremer, hessisch; but Uelzener
_SHORT = 4  # letters of a word whose last s belongs to it
_DOUBLED = re.compile(r"(.)\1")
_SHORTEST = (
    5  # letters of a word that is corrected after "in" or "Landkreis", of two that changed places or one doubled
)
_SURE = 7  # letters of a word that is corrected wherever it stands
_SURE_STEM = 8
_LONG = 13  # letters of a word in which two slips may be corrected


class Reading(IntEnum):
    """How a typed word became a word of a name; the smaller, the surer."""

    EXACT = 0
    DERIVED = 1
    CORRECTED = 2


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """Names and what may be meant by them: `full` are names as they are, `short` the parts people make do with."""

    full: Mapping[Name, tuple[Place, ...]]
    short: Mapping[Name, tuple[Place, ...]]
    starting: Mapping[str, tuple[Name, ...]]  # names by their first word, longest first
    parts: frozenset[str]  # all words of names
    near: Mapping[str, tuple[str, ...]]  # words that misspellings may mean, by first letter
    at_home: frozenset[str]  # words of names in Lower Saxony
    larger: Mapping[Name, str]
    words: frozenset[str]
    lookalikes: frozenset[str]

    def meant_by(self, name: Name) -> tuple[Place, ...]:
        """The places of a name; those that are called so in full come first."""
        return self.full.get(name, ()) + self.short.get(name, ())


def fold(word: str) -> str:
    """A word as names are compared: lower case, umlauts as ae, oe, ue, ss."""
    return _MISREAD.sub("l", unicodedata.normalize("NFC", word)).casefold().translate(_UMLAUTS)


def folded(text: str) -> Name:
    """The words of a text, folded."""
    return tuple(fold(word) for word in WORD.findall(text))


@cache
def gazetteer() -> Gazetteer:
    """The names of places.yaml. ManifestError if the file is wrong."""
    data = load_place_data()
    full: defaultdict[Name, list[Place]] = defaultdict(list)
    short: defaultdict[Name, list[Place]] = defaultdict(list)
    for place in data.places:
        for name in dict.fromkeys(folded(text) for text in (place.name, *place.also)):
            full[name].append(place)
    for place in data.places:
        for name in dict.fromkeys(_short_forms(place)):
            if place not in full.get(name, ()):
                short[name].append(place)
    for place in data.places:
        first, *rest = folded(place.name)
        if first == "bad" and tuple(rest) not in full and tuple(rest) not in short:
            short[tuple(rest)].append(place)
    names = {name: (*full.get(name, ()), *short.get(name, ())) for name in {**full, **short}}
    starting: defaultdict[str, list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        starting[name[0]].append(name)
    return Gazetteer(
        full={name: tuple(places) for name, places in full.items()},
        short={name: tuple(places) for name, places in short.items()},
        starting={first: tuple(found) for first, found in starting.items()},
        parts=frozenset(part for name in names for part in name),
        near=_misspelt(names),
        at_home=frozenset(part for name, places in names.items() if _at_home(places) for part in name),
        larger={folded(name): where for name, where in data.larger.items()},
        words=frozenset(fold(word) for word in data.words),
        lookalikes=frozenset(fold(word) for word in data.lookalikes),
    )


def _at_home(places: Iterable[Place]) -> bool:
    return any(place.state == HOME for place in places)


def _misspelt(names: Collection[Name]) -> Mapping[str, tuple[str, ...]]:
    """The words that a misspelt word may mean, by first letter: short ones only if they are a name by themselves."""
    joined = {"".join(name) for name in names if len(name) > 1}
    near: defaultdict[str, list[str]] = defaultdict(list)
    for part in sorted({part for name in names for part in name} - joined):
        alone = (part,) in names
        if (len(part) >= _SURE and (alone or not _PERSON.search(part))) or (alone and len(part) >= _SHORTEST):
            near[part[0]].append(part)
    return {first: tuple(parts) for first, parts in near.items()}


def _short_forms(place: Place) -> Iterator[Name]:
    """Ways to write a name that says more than one needs: "Winsen", "Winsen Luhe", "Winsen a. d. Luhe", "Buchholz i.d.N."."""
    if place.kind in (PlaceKind.LANDSCAPE, PlaceKind.COUNTRY):
        return
    for text in (place.name, *place.also):
        parts = _QUALIFIED.match(text)
        if parts is None:
            yield ("".join(folded(text)),)
            continue
        head, qualifier = folded(parts["head"]), folded(parts["bracket"] or parts["open"])
        yield head
        yield head + qualifier
        for link in [parts["link"]] if parts["link"] else _LINKS:
            words = tuple(link.split())
            letters = tuple(word[0] for word in words)
            yield head + words + qualifier
            yield head + letters + qualifier
            yield head + letters + tuple(word[0] for word in qualifier)


@lru_cache(maxsize=50_000)
def readings(word: str, corrected: bool, guided: bool) -> Mapping[str, Reading]:
    """The words of names that a folded word may be. `corrected` allows for misspellings, `guided` for short ones too."""
    known = gazetteer()
    found = {base: Reading.DERIVED for base in _bases(word) if base in known.parts}
    if word in known.parts:
        return {word: Reading.EXACT, **found}
    if found or not corrected or word in known.words or word in known.lookalikes:
        return found
    nearest = _nearest(word, known, guided)
    if not nearest:
        stems = (base for base in _bases(word) if len(base) >= _SURE_STEM)
        nearest = next((near for stem in stems if (near := _nearest(stem, known, guided))), "")
    return {nearest: Reading.CORRECTED} if nearest else {}


def _bases(word: str) -> Iterator[str]:
    """What a form is made of: Uelzens, Uelzener, Celler, Göttinger, Hannoveraner, Emsländer, Oldenburgische."""
    if word.endswith("s") and len(word) > _SHORT:
        yield word[:-1]
    for ending in filter(None, (pattern.search(word) for pattern in _ENDINGS)):
        stem = word[: ending.start()]
        before, umlaut, after = stem.rpartition("ae")
        for base in dict.fromkeys((stem, f"{before}a{after}" if umlaut else stem)):
            yield from (base, f"{base}e")
            if base.endswith(_LOSES_EN):
                yield f"{base}en"


def _nearest(word: str, known: Gazetteer, guided: bool) -> str:
    """The one word of a name that a misspelt word is nearest to; "" if there is none, or two are equally near.

    Of equally near ones, one in Lower Saxony is meant.
    """
    if len(word) < (_SHORTEST if guided else _SURE):
        return ""
    limit = 2 if len(word) >= _LONG else 1
    candidates = [part for part in known.near.get(word[0], ()) if abs(len(part) - len(word)) <= limit]
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit, limit=None)
    ranked = sorted((distance, part not in known.at_home, part) for part, distance, _ in found)
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return ""
    part = ranked[0][2]
    slipped = sorted(part) == sorted(word) or _DOUBLED.sub(r"\1", part) == _DOUBLED.sub(r"\1", word)
    left_out = guided and len(part) == len(word) + 1
    return part if slipped or left_out or min(len(word), len(part)) >= _SURE else ""
