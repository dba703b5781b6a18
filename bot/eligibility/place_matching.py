"""Where names of places stand in a text: its words, and the longest name that starts at one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.eligibility.gazetteer import WORD, Gazetteer, Name, Reading, fold, readings
from corpus.places import PlaceKind


def folded_words(text: str) -> frozenset[str]:
    """The words of a list as they are compared."""
    return frozenset(fold(word) for word in text.split())


DISTRICT = frozenset({PlaceKind.DISTRICT, PlaceKind.REGION})
_TOWN = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.STATE})
SETTLEMENT = _TOWN | {PlaceKind.MUNICIPALITY, PlaceKind.FORMER}
_DESIGNATED = {
    "Landkreis Landkreises Landkreise Landkreisen Kreis Kreises Kreise Kreisen LK Lkr": DISTRICT,
    "Stadt Städte Städten Hansestadt Kreisstadt Landeshauptstadt Universitätsstadt Hafenstadt Kleinstadt": _TOWN,
    "Gemeinde Gemeinden Einheitsgemeinde Flecken Inselgemeinde": frozenset({PlaceKind.MUNICIPALITY}),
    "Ort Ortschaft Dorf Insel": SETTLEMENT,
    "Samtgemeinde Samtgemeinden SG": frozenset({PlaceKind.ASSOCIATION}),
    "Bundesland Land Freistaat": frozenset({PlaceKind.STATE}),
    "Region": frozenset({PlaceKind.REGION}),
}
DESIGNATIONS: Mapping[str, frozenset[PlaceKind]] = {
    word: kinds for words, kinds in _DESIGNATED.items() for word in folded_words(words)
}
INTO = folded_words("in aus Raum Großraum Umkreis Standort Standorte Standorten Ortsteil")
_NEAR = folded_words("bei nach nahe um")  # with everyday words as well: "bei Regen", "nach Essen"
_POINTED = folded_words("LK Lkr SG Dr Prof")
_ADDRESS = re.compile(r"(?<!\S)(?:[^\w\s]{0,3}(?:https?://|www\.)|[^\s@]+@\S|\S+?\.(?:de|com|eu|info|net|org)\b)\S*")
_LEADING = re.compile(r"[ \t\u00a0]*(?:\n[ \t]*|[-‐‑:][ \t\u00a0]*)?")
_WITHIN = re.compile(r"[ \t\u00a0]?\n?[ \t]*(?:[-‐‑–/(]\u00ad?|\.)?[ \t\u00a0]?\n?[ \t]*")
_ABBREVIATED = 4  # letters before a point that ends no sentence
_CORRECTED = 6  # letters of a further word of a name that may be misspelt


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of a text; `before` is the folded word right before it, "" if anything but a blank or hyphen parts them."""

    text: str
    folded: str
    start: int
    end: int
    before: str

    @property
    def guided(self) -> bool:
        """Whether it stands where names of places do: after "in", "bei", "Landkreis"."""
        return self.before in INTO or self.before in _NEAR or self.before in DESIGNATIONS


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text with its words; `plain` if it is all in lower case."""

    text: str
    words: tuple[Word, ...]
    plain: bool


@dataclass(frozen=True, kw_only=True)
class Match:
    """A name at words[first:after] and text[start:end]; `wanted` are the kinds that a designation beside it asks for."""

    name: Name
    first: int
    after: int
    start: int
    end: int
    reading: Reading
    wanted: frozenset[PlaceKind] = frozenset()


def read_text(text: str) -> Text:
    """The words of a text, without those of web and mail addresses."""
    words: list[Word] = []
    for found in WORD.finditer(_ADDRESS.sub(lambda address: "." * len(address.group()), text)):
        start, end = found.span()
        gap = text[words[-1].end : start] if words else "."
        last = words[-1].folded if words else ""
        before = last if _LEADING.fullmatch(gap) or (gap.strip() == "." and last in _POINTED) else ""
        words.append(Word(text=found.group(), folded=fold(found.group()), start=start, end=end, before=before))
    return Text(text=text, words=tuple(words), plain=text.islower())


def longest_name(text: Text, at: int, known: Gazetteer) -> Match | None:
    """The longest name that starts at a word; of equally long ones the surest."""
    best: Match | None = None
    word = text.words[at]
    for first, reading in readings(word.folded, word.guided or word.text[0].isupper(), word.guided).items():
        for name in known.starting.get(first, ()):
            if best and len(name) < len(best.name):
                break
            worst = _matched(text, at, name, reading)
            if worst is None or (best and len(name) == len(best.name) and worst >= best.reading):
                continue
            end = text.words[at + len(name) - 1].end
            if text.text[end : end + 1] == ")" and "(" in text.text[word.start : end]:
                end += 1
            best = Match(name=name, first=at, after=at + len(name), start=word.start, end=end, reading=worst)
    return best


def _matched(text: Text, at: int, name: Name, reading: Reading) -> Reading | None:
    """The least sure reading of a name's words; None if they do not stand here. Only the last may be a derived form."""
    if at + len(name) > len(text.words) or (reading is Reading.DERIVED and len(name) > 1):
        return None
    worst = reading
    for offset, part in enumerate(name[1:], start=1):
        before, word = text.words[at + offset - 1], text.words[at + offset]
        how = _continued(word.folded, part, last=offset == len(name) - 1)
        if how is None:
            return None
        gap = text.text[before.end : word.start]
        if not _WITHIN.fullmatch(gap) or ("." in gap and len(before.folded) > _ABBREVIATED):
            return None
        worst = max(worst, how)
    return worst


def _continued(word: str, part: str, *, last: bool) -> Reading | None:
    """How a word reads as a further word of a name that has begun: what the beginning says makes misspellings sure."""
    if word == part:
        return Reading.EXACT
    if word[0] != part[0]:
        return None
    if last and readings(word, False, False).get(part) is Reading.DERIVED:
        return Reading.DERIVED
    sure = len(part) >= _CORRECTED and OSA.distance(word, part, score_cutoff=1) <= 1
    return Reading.CORRECTED if sure else None
