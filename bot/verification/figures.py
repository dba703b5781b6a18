"""Whether the figures and dates of a sentence stand in the evidence, and with the same things around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.verification.clauses import FULL_STOP, sentences
from bot.verification.dates import Day, find_dates, missing_date
from bot.verification.evidence import Evidence
from bot.verification.quantities import Quantity, find_quantities, same_figure, without_figures
from bot.verification.words import Known, pieces, root, tokens
from corpus.phrasing import Fault
from retrieval.analysis import stem

_SEGMENT = re.compile(
    r",\s(?!\d)|;\s|\s\|\s|\n|\s[–—]\s|\s(?:und|sowie|während|dagegen|aber|oder|gegenüber)\s|[()]|" + FULL_STOP
)
_SEGMENT_END = re.compile(r"\s*(?:,|\b(?:und|sowie|oder))\s*$")
_DOCUMENT = re.compile(r"(?:Strategie|Beschluss\w*|Richtlinie|Stand|Fassung|Papier\w*|Dokument\w*|Konzept\w*|Übersicht|Presse\w*|Vorlage|Handreichung|Ausgabe)\b[^.;,]{0,40}$", re.I)  # fmt: skip
_STATED = re.compile(r"\(Stand:? $")  # what is in brackets behind a statement is the time that it holds for
_TITLES = ("Frau", "Herr", "Herrn", "Dr", "Prof")
MEASURES = frozenset(root(w) for w in ["Anteil", "Quote", "Zuschuss", "Förderung", "Fördersatz", "Förderquote", "Höhe", "Budget", "Mittel", "Betrag", "Summe", "Zahl", "Anzahl", "Kosten", "Ausgaben", "Wert", "Durchschnitt", "Prozent", "Euro", "Jahr", "Einwohner", "Menschen", "betragen", "belaufen", "liegen", "geben", "erhalten", "stehen", "bereitstehen", "verfügen", "Verfügung", "verfügbar", "umfassen", "gelten", "insgesamt", "jeweils", "derzeit", "aktuell"])  # fmt: skip


def unsupported_figure(sentence: str, evidence: Evidence) -> tuple[Fault, str] | None:
    """The first figure or date of a sentence that the evidence does not give, or gives for something else."""
    claimed = find_quantities(sentence)
    for quantity in claimed:
        same = [q for q in evidence.quantities if same_figure(quantity, q)]
        same = [q for q in same if _counts_same(quantity, q, evidence) and _same_rate(quantity, q, sentence)]
        same = [q for q in same if _reaches(sentence, _around(evidence.text, q.start))]
        if not any(_bound(sentence, quantity, claimed, q, evidence) for q in same):
            return Fault.NUMBER, quantity.text
        told = sum(q.value == quantity.value and q.unit == quantity.unit for q in claimed)
        if told > max(1, sum(q.value == quantity.value and q.unit == quantity.unit for q in evidence.quantities)):
            return Fault.NUMBER, quantity.text  # it stands for another figure as well
    said_pairs = {(a.value, b.value) for a, b in pairwise(evidence.quantities) if (a.limit, b.limit) == ("from", "to")}
    for one, other in pairwise(claimed):
        if (one.limit, other.limit) == ("from", "to") and (one.value, other.value) not in said_pairs:
            return Fault.NUMBER, f"{one.text} – {other.text}"
    dates = find_dates(sentence)
    periods = {_period(a, b) for a, b in pairwise(evidence.dates)} | {
        _period(a, b) for a, b in pairwise(find_dates(evidence.headings))
    }
    for first, last in pairwise(dates):
        if (
            (first.way, last.way) == ("since", "until")
            and _same_range(first, last, sentence)
            and _period(first, last) not in periods
        ):
            return Fault.DATE, f"{first.text} – {last.text}"
    for day in dates:
        told = sum((d.year, d.month, d.day) == (day.year, day.month, day.day) for d in dates)
        if day.day and told > max(
            1, sum((d.year, d.month, d.day) == (day.year, day.month, day.day) for d in evidence.dates)
        ):
            return Fault.DATE, day.text  # it stands for another date as well
        dated = _DOCUMENT.search(sentence[: day.start])
        said = [
            d
            for d in evidence.dates
            if (dated or _STATED.search(evidence.text[: d.start]) or not _DOCUMENT.search(evidence.text[: d.start]))
            and missing_date((day,), (d,), _beside(sentence, day)) is None
        ]
        if not said and (dated or day.way):
            above = find_dates(evidence.headings if dated else evidence.section)
            if any(missing_date((day,), (d,), _beside(sentence, day)) is None for d in above):
                continue
        if not any(_bound_date(sentence, day, dates, d, evidence) for d in said):
            return Fault.DATE, day.text
    return None


_SCOPES = (
    (re.compile(r"\b(?:bundes|deutschland)weit", re.I), re.compile(r"\bbund|deutsch", re.I)),
    (re.compile(r"\b(?:europa|eu-)weit", re.I), re.compile(r"europ|\beu\b|\beu-", re.I)),
    (re.compile(r"\bweltweit", re.I), re.compile(r"\bwelt|global", re.I)),
)


def _reaches(sentence: str, said: str) -> bool:
    """False if the source gives a figure for a whole country ("bundesweit") and the sentence does not say so."""
    return all(told.search(sentence) for wide, told in _SCOPES if wide.search(said))


def _counts_same(claimed: Quantity, said: Quantity, evidence: Evidence) -> bool:
    """True if a bare figure counts the same things: the noun after it, or in its sentence where the source names none."""
    if claimed.kind == "rate":
        return True
    if not claimed.noun:
        return not (
            claimed.kind == "number" and not claimed.unit and said.unit not in ("", "jahr") and said.kind == "number"
        )
    if said.noun:
        one, other = Known((claimed.noun,), evidence.vocabulary), Known((said.noun,), evidence.vocabulary)
        return bool(one.stems & other.stems) or other.means(claimed.noun)
    around = _around(evidence.text, said.start)
    return Known((around,), evidence.vocabulary).means(claimed.noun)


def _same_rate(claimed: Quantity, said: Quantity, sentence: str) -> bool:
    if claimed.kind not in ("number", "share") or claimed.rates == said.rates:
        return True
    # "jährlich 5.000 Euro": a rate may stand elsewhere in the sentence
    elsewhere = {str(q.value) for q in find_quantities(sentence) if q.kind == "rate"}
    return claimed.rates <= said.rates <= claimed.rates | elsewhere


def _around(text: str, at: int) -> str:
    start = max(text.rfind("\n", 0, at) + 1, 0)
    end = text.find("\n", at)
    unit = text[start : end if end >= 0 else len(text)]
    offset = start
    for sentence in sentences(unit):
        place = text.find(sentence, offset)
        if place <= at < place + len(sentence):
            return sentence
        offset = place + len(sentence)
    return unit


def _bound(
    sentence: str, claimed: Quantity, all_claimed: Sequence[Quantity], said: Quantity, evidence: Evidence
) -> bool:
    rivals = [
        q.start
        for q in evidence.quantities
        if _sort(q) == _sort(said)
        and q.value != said.value
        and (q.unit or not q.noun or not said.noun or stem(q.noun.lower()) == stem(said.noun.lower()))
    ]
    own = [q.start for q in all_claimed if q is not claimed] + [d.start for d in find_dates(sentence)]
    return near(sentence, claimed.start, own, evidence, said.start, rivals)


def _sort(q: Quantity) -> tuple[str, str]:
    """Figures of one sort can be mistaken for each other: "ein Fünftel" and "50 %"."""
    return ("number", "%") if q.kind == "share" else (q.kind, q.unit)


def _bound_date(sentence: str, claimed: Day, all_claimed: Sequence[Day], said: Day, evidence: Evidence) -> bool:
    if evidence.in_row(said.start):
        return True  # the cells of a row speak of one thing
    same = [d for d in evidence.dates if (d.year, d.month, d.day) == (said.year, said.month, said.day)]
    rivals = [
        d.start
        for d in evidence.dates
        if not any(_same_range(d, s, evidence.text) for s in (said, *same)) and d not in same
    ]
    own = [d.start for d in all_claimed if d is not claimed and not _same_range(d, claimed, sentence)]
    own += [q.start for q in find_quantities(sentence)]
    return near(sentence, claimed.start, own, evidence, said.start, rivals)


def _period(first: Day, last: Day) -> tuple[int, ...]:
    return (first.year, first.month, first.day, last.year, last.month, last.day)


def _beside(sentence: str, day: Day) -> str:
    """The segment of a date, which says whether something begins or ends then."""
    return _SEGMENT.split(sentence[: day.start])[-1] + " " + day.text + " " + _SEGMENT.split(sentence[day.end :])[0]


def _same_range(one: Day, other: Day, text: str) -> bool:
    first, second = sorted((one, other), key=lambda d: d.start)
    return (
        second.start - first.end < 12
        and "\n" not in text[first.end : second.start]
        and {first.way, second.way} & {"since", "until"} != set()
    )


def near(sentence: str, at: int, own: Sequence[int], evidence: Evidence, said: int, rivals: Sequence[int]) -> bool:
    """True unless words beside the figure stand in the source beside another figure of the kind, and not beside this one."""
    if not rivals:
        return True
    stretch = _stretch(sentence, at, own)
    text, vocabulary = evidence.text, evidence.vocabulary
    ours = _stretch(text, said, rivals)
    shared = _shared(_around(text, said), said - _start(text, said), [r - _start(text, said) for r in rivals])
    mine = Known((ours, shared), vocabulary)
    theirs = Known([_stretch(text, r, [said, *[x for x in rivals if x != r]]) for r in rivals], vocabulary)
    unit = Known((_around(text, said),), vocabulary)
    their_units = Known([_around(text, r) for r in rivals], vocabulary)
    words = _words(without_figures(stretch))
    elsewhere = [w for w in words if not mine.derives(w) and theirs.derives(w)]
    far = [w for w in words if not unit.derives(w) and their_units.derives(w)]
    if (_beacons(stretch) - _beacons(ours) - _beacons(shared)) & {
        b for r in rivals for b in _beacons(_around(text, r))
    }:
        return False
    if elsewhere and not _inherited(elsewhere, ours, stretch, evidence, said):
        return False
    around = _around(text, said)
    return not far or _leans_back(around) or (_names_nothing(around) and all(w[0].isupper() for w in far))


def _inherited(words: Sequence[str], ours: str, stretch: str, evidence: Evidence, said: int) -> bool:
    """True if nouns from before the figure may still be what it is about: beside it stands no other noun than those of the sentence."""
    if not all(w[0].isupper() for w in words):
        return False
    if _names_nothing(ours):
        return True
    before, claimed = (
        Known((evidence.text[:said],), evidence.vocabulary),
        {stem(p) for t in tokens(stretch) for p in pieces(t.text)},
    )
    own = [w for w in _words(without_figures(ours)) if w[0].isupper()]
    joined = re.search(r"\b(?:und|sowie|oder)\b|,", _SEGMENT_END.sub("", stretch))
    return (
        not joined and all(before.derives(w) for w in words) and all(stem(p) in claimed for w in own for p in pieces(w))
    )


def _names_nothing(text: str) -> bool:
    """True if a stretch has no noun of its own: then it goes on about what was named before."""
    return not any(w[0].isupper() for w in _words(without_figures(text)))


def _shared(sentence: str, at: int, rivals: Sequence[int]) -> str:
    """What stands before the first figure of a sentence is said of all of them, but for the word that this one belongs to."""
    first = min([at, *(r for r in rivals if 0 <= r < len(sentence))])
    head = sentence[:first]
    label = [
        t.start
        for t in tokens(head)
        if t.capital and t.content and root(t.text) not in MEASURES and t.text not in _TITLES
    ]
    return head[: label[-1]] if label else ""


def _start(text: str, at: int) -> int:
    return text.find(_around(text, at), max(0, text.rfind("\n", 0, at)))


def _beacons(text: str) -> set[str]:
    """Years and ordinals: of which time or turn a figure is."""
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d|[.,]\d)", text)
    return {*years, *(str(q.value) for q in find_quantities(text) if q.kind in ("ordinal", "roman"))}


def _leans_back(sentence: str) -> bool:
    return bool(re.match(r"(?:Er|Sie|Es|Dies\w*|Das|Davon|Darunter|Dabei|Dazu|Ihr\w*|Sein\w*|Hier\w*|Bei)\b", sentence))


def _words(text: str) -> list[str]:
    """The words that tell what a figure is about: no measures, nor verbs that only join a measure with its value."""
    return [
        t.text
        for t in tokens(text)
        if t.content and not all(root(p) in MEASURES for p in pieces(t.text)) and (t.capital or len(t.text) > 4)
    ]


def _stretch(text: str, at: int, others: Sequence[int]) -> str:
    """The words around a place up to the segments of the other places."""
    cuts = [0, *(m.end() for m in _SEGMENT.finditer(text)), len(text)]
    line = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    starts = [c for c in cuts if c <= at]
    ends = [c for c in cuts if c > at]
    low, high = starts[-1], ends[0] if ends else len(text)
    bracketed = text[low - 1 : low] == "("  # what is in brackets belongs to what stands before them
    # neighbouring segments without a figure of their own belong to this one
    for cut in reversed(starts[:-1]):
        if cut < line or any(cut <= o < low for o in others):
            break
        low = cut
    for cut in ends[1:] if not bracketed else ():
        if cut > end + 1 or any(high <= o < cut for o in others):
            break
        high = cut
    return text[low:high]
