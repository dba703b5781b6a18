"""Where the project takes place and where the applicant sits, by the words around the names of places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.eligibility.applicant import Applicant
from bot.eligibility.marks import MANY, ONE, PLACE, PLACES, WORDS, Marked
from bot.eligibility.places import FoundPlace
from bot.eligibility.self_reference import PERSONS, name_span
from bot.eligibility.text import pattern
from corpus.places import HOME, Place, PlaceKind


class Role(StrEnum):
    """What a place is named for."""

    PROJECT = "project"
    SEAT = "seat"  # of the applicant
    PARTNER = "partner"  # in the name of somebody else: "Jobcenter Celle"
    ELSEWHERE = "elsewhere"  # where people come from or go to
    DENIED = "denied"  # "ohne Büro in Niedersachsen"


@dataclass(frozen=True, kw_only=True)
class Located:
    """A place of the input; `typed` is verbatim."""

    place: Place
    role: Role
    typed: str
    in_line: bool = False  # in the applicant line


_AT = r"(?:in|im|aus|bei|nahe|von)\s+(?:(?:der|dem|dem\s+schönen|raum|großraum|landkreis|kreis|stadt|region|mitten\s+in)\s+)*"
_FIRM = (
    r"\b(?:\w*sitz(?:en|t)?|ansässig|beheimatet|zu\s?hause|niedergelassen|\w*niederlassung(?:en)?|zweigstellen?|filialen?|außenstellen?|"
    r"betriebsst(?:ätte|ätten|andort)|geschäftsstellen?|dependance|zentrale|wohne|wohnhaft|büros?|based|located|headquartered|branch(?:\s+office)?)\b"
)
_SEATS = (
    rf"{_FIRM}(?:[^.!?;,{ONE}{MANY}]{{0,25}}?\s)?(?:{_AT}|ist\s+|is\s+(?:in\s+)?|:\s*){PLACES}",
    rf"\b(?:{_AT}){PLACES}\s+(?:{_FIRM})",
    rf"\b(?:wir|ich|we)\s+(?:(?:haben\s+hier|hier|sitzen?|sind|kommen?|betreiben?|führen?|leben?|wohnen?|selbst|are|come|alle|beide)\s+)+{_AT}{PLACES}",
    rf"(?:^|[.!?,;:]\s+|\b(?:dass|weil|da|wenn)\s+)(?:wir|we)\s+{_AT}{PLACES}",
    rf"\b(?:wir|ich|we)\s+(?:aus|from)\s+{PLACES}",
    rf"\b(?:wir\s+sind|ich\s+bin|we\s+are)\s+(?:ein|eine|der|die|das|an?|the)\s+[^.!?,;]{{0,60}}?\b(?:aus|in|from)\s+{PLACES}",
    rf"\bseit\s+\S+[^.!?,;]{{0,40}}\bwir\s+{_AT}{PLACES}",
    rf"^\W{{0,9}}(?:(?:moin|hallo|hier|die|der|das)\W{{1,4}}){{0,3}}[\w-]+(?:\s+[\w{PLACE}-]+)?\s+aus\s+{PLACES}\s+(?:hier|möchte|will|plant|sucht)\b",
    rf"\bbei\s+uns\s+(?:[\w{ONE}-]+\s+){{1,4}}?{_AT}{PLACES}",
    rf"\b(?:wir|we)\s+\w+\s+{_AT}{PLACES}\s+(?:schon|bereits|seit|already|since)\b",
    rf"\b(?:hier|bei\s+uns)\s+{_AT}{PLACES}",
    rf"\b(?:unser(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|our)\s+{WORDS}[\w{ONE}-]+\s+(?:(?:steht|liegt|sitzt|ist|befindet\s+sich|lies|is)\s+)?(?:\w+\s+)?{_AT}{PLACES}",
    rf"\b(?:unser(?:e[mnrs]?)?|mein(?:e[mnrs]?)?)\s+{PLACES}\s+[\w{ONE}-]+",
)
_BESIDE_OWN = rf"(?:\s+(?:der|des|von)\s+{ONE}+)?(?:\s+(?!(?:in|im|aus|bei|von|mit)\b)[^\s.,;!?]*[A-ZÄÖÜ&][^\s.,;!?]*){{0,3}}?,?\s+(?:(?i:mit\s+(?:\w*sitz)\s+)?(?i:{_AT}))?{PLACES}"
_DENIED = (
    rf"\b(?:ohne|kein(?:e[nmrs]?)?|weder|without|no)\s+(?:\w+\s+){{0,3}}?(?:{_AT})?{PLACES}",
    rf"\b(?:nicht|statt|not)\s+(?:{_AT}){PLACES}",
)
# a place of business that is only planned, or somebody else's
_PLANNED = r"\bgehör\w+\s+(?:einem|einer)\s+(?:fremd|ander)\w+|\b(?:niederlassung|sitz|büro|standort|betriebsstätte)\w*\b[^.!?]{0,30}?\bdort\b[^.!?]{0,20}?\bnicht\b|"
_PLANNED += r"\b\w*(?:niederlassung|büro|standort|betriebsstätte|zweigstelle|filiale|außenstelle|geschäftsstelle|sitz)\w*\b[^.!?]{0,80}?\b(?:eröffnen|einrichten|einzurichten|aufbauen|aufzubauen|schaffen|gründen|entstehen)\b"
# whose place is not that of the project, whoever they are
_OFFICES = frozenset({"arbeitsverwaltung", "kammer", "land"})
_WITH = r"\b(?:mit|gemeinsam|zusammen|partner\w*|kooperation\w*|unterstützt\s+(?:von|durch)|with)\b[^.!?,;]{0,40}$"
_GOING = (
    rf"\b(?:\w*pend(?:el|l)\w*|abwander\w*|wegzieh\w*|auspendel\w*|abzieh\w*|zieht|ziehen|fahren|gehen|commut\w*)\b[^.!?;]{{0,50}}?\b(?:nach|to)\s+{PLACES}",
    rf"\bnach\s+{PLACES}\s+(?:\w+\s+){{0,3}}?(?:\w*pend(?:el|l)\w*|auspendel\w*|abwander\w*|zieh\w*|abgewandert|gezogen|gegangen|fahren|gehen)",
    rf"\b(?:aus|von|from)\s+(?:(?:der|dem)\s+)?{PLACES}[^.!?;]{{0,80}}?\b(?:zurück\w*|heimkehr\w*|anwerb\w*|angeworben|anzuwerben|gewinn\w*|gewonnen|holen|geholt|gelockt|"
    rf"anlocken|locken|abwerb\w*|zuzieh\w*|zugezogen\w*|ziehen|umzieh\w*|herzieh\w*)",
    rf"\b(?:zurück\w*|heimkehr\w*|rückkehr\w*|anwerb\w*|gewinn\w*|hol(?:en|t)|lock(?:en|t)|zuzug|umzug|zugezogen\w*)\b[^.!?;]{{0,30}}?\b(?:aus|von)\s+{PLACES}",
    rf"\b(?:wie|ähnlich\s+wie|vorbild|beispiel|like)\b(?:\s+\w+){{0,3}}?\s+(?:(?:in|im|aus)\s+)?{PLACES}",
    rf"\b(?:\w*messen?|werben|werbung|inserieren|anzeigen|plakate)\b(?:[^.!?;]{{0,30}}?\s)?in\s+{PLACES}",
    rf"\b(?:messest(?:a|ä)nde?|kinos?|anzeigenkampagne|schaufenster|roadshow)\b(?:[^.!?;]{{0,40}}?\s)?in\s+{PLACES}",
    rf"\bin\s+(?:den\s+|der\s+)?{PLACES}\s+(?:\w+\s+){{0,3}}?(?:werben|bekannt|auftreten|ansprechen|inserieren)",
    rf"\b(?:nähe|nachbarschaft|grenze|konkurrenz|wettbewerb|sog)\s+(?:zu[rm]?|mit|von)?\s*{PLACES}",
)
_ABROAD = (PlaceKind.COUNTRY,)


def locate(idea: Marked, line: Marked, applicant: Applicant) -> tuple[Located, ...]:
    """The places of the description with what they are named for, then those of the applicant line, which are seats."""
    seats = set(_starts(idea, _SEATS, unless=_PLANNED))
    own = {o.start for o in applicant.own}
    municipal = set()
    for organisation in applicant.own:
        span = name_span(idea, organisation)
        named = {p.start for p in idea.places_in(span.start, span.end)} if organisation.kind not in PERSONS else set()
        seats |= named
        municipal |= named if organisation.kind == "kommune" else set()
        # read with its case: a name goes on in capital letters, a sentence does not
        match = pattern(rf"(?:{_BESIDE_OWN})", re.NOFLAG).match(idea.marks, organisation.end)
        if match:
            beside = {p.start for p in idea.places_in(match.start("p"), match.end("p"))}
            seats |= beside
            municipal |= beside if organisation.kind == "kommune" else set()
    denied = set(_starts(idea, _DENIED)) - set(_starts(idea, (rf"\bnicht\s+nur\s+(?:{_AT}){PLACES}",)))
    going = set(_starts(idea, _GOING))
    located = []
    for place in idea.places:
        if place.place.kind in _ABROAD:
            continue
        if place.start in denied:
            role = Role.DENIED
        elif place.start in seats:
            role = Role.SEAT
        elif _is_partners(idea, place, own):
            role = Role.PARTNER
        elif place.start in going:
            role = Role.ELSEWHERE
        else:
            role = Role.PROJECT
        located.append(Located(place=place.place, role=role, typed=place.typed))
        if place.start in municipal:  # a municipality that applies does so for itself
            located.append(Located(place=place.place, role=Role.PROJECT, typed=place.typed))
    refused = set(_starts(line, _DENIED))
    for place in line.places:
        role = Role.DENIED if place.start in refused else Role.SEAT
        located.append(Located(place=place.place, role=role, typed=place.typed, in_line=True))
    return tuple(located)


def _starts(marked: Marked, sources: tuple[str, ...], *, unless: str = "") -> Iterator[int]:
    """Where the places begin that the patterns lead to."""
    for source in sources:
        for match in marked.search(source):
            rest = marked.text[match.start() : match.end() + 120]
            if not (unless and pattern(unless).search(rest)):
                yield from (p.start for p in marked.places_in(match.start("p"), match.end("p")))


def _is_partners(idea: Marked, place: FoundPlace, own: set[int]) -> bool:
    """True if the place belongs to the name of an office or of somebody the project is done with."""
    for organisation in idea.organisations:
        between = idea.marks[organisation.end : place.start]
        behind = idea.marks[place.end : organisation.start]
        adjacent = 0 <= place.start - organisation.end <= 25 and pattern(
            rf"[\s\-/,{PLACE}]*(?:(?:in|der|und|für)\s+)?[\s\-/{PLACE}]*"
        ).fullmatch(between)
        leading = 0 <= organisation.start - place.end <= 2 and not behind.strip()
        if (adjacent or leading) and organisation.start not in own:
            if organisation.kind in _OFFICES or _is_agency(idea, organisation.start, organisation.end):
                return True
            before = idea.text[max(0, organisation.start - 60) : organisation.start]
            if organisation.kind not in ("kommune", "unternehmen", "schule") and pattern(_WITH).search(before):
                return True
    return False


def _is_agency(idea: Marked, start: int, end: int) -> bool:
    return idea.text[start:end].lower() in ("agentur", "agenturen")


def is_within(place: Place, districts: tuple[str, ...]) -> bool:
    """True if the place lies in one of the districts, or is a landscape called by one: "Lüneburger Heide"."""
    if place.kind is PlaceKind.LANDSCAPE:
        return any(place.name.startswith(district) for district in districts)
    return place.district in districts


def is_vague(place: Place) -> bool:
    """True if the place may be in any district of Lower Saxony: the state itself, or a landscape."""
    return place.state == HOME and place.district is None
