"""Dates and periods in all German forms, and whether a text has those of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NAMES = ("januar|jan", "februar|feb", "märz|maerz|mrz", "april|apr", "mai", "juni|jun", "juli|jul", "august|aug", "september|sept|sep", "oktober|okt", "november|nov", "dezember|dez")  # fmt: skip
_MONTH = rf"(?:{'|'.join(_NAMES)})(?![a-zäöü])\.?"
_YEAR = r"(?:19|20)\d\d"
_PARTS_OF_YEAR = [
    "anfang",
    "mitte",
    "ende",
    "frühjahr",
    "sommer",
    "herbst",
    "winter",
    "frühling",
    "jahresanfang",
    "jahresende",
    "jahresmitte",
]
_DATE = re.compile(
    rf"(?<![\w.,])(?P<iso>(?P<y0>{_YEAR})-(?P<m0>\d\d)-(?P<d0>\d\d))(?!\d)"
    rf"|(?<![\w.,])(?P<d1>\d{{1,2}})\.\s?(?P<m1>\d{{1,2}})\.(?:\s?(?P<y1>(?:{_YEAR}|\d\d)(?!\d)))?(?!\d)"
    rf"|(?<![\w.,])(?P<d2>\d{{1,2}})\.\s?(?P<m2>{_MONTH})(?:\s(?P<y2>{_YEAR})(?!\d))?"
    rf"|(?<!\w)(?P<m3>{_MONTH})(?:\s(?P<y3>{_YEAR})(?!\d))?"
    rf"|(?<!\w)(?P<q4>[1-4]|[Ee]rste[ns]?|[Zz]weite[ns]?|[Dd]ritte[ns]?|[Vv]ierte[ns]?|I{{1,3}}|IV)\.?\s?(?P<quarter>[Qq]uartals?|Halbjahr(?:e?s)?)(?:\s(?P<y4>{_YEAR}))?"
    rf"|(?<![\w.,/–-])(?P<y5>{_YEAR})(?:\s?/\s?(?P<y6>{_YEAR}|\d\d)(?!\d))?(?:er)?(?![\d]|[.,]\d|\s?(?:€|%|Euro|EUR|Prozent|Mio))"
    rf"|(?<=[–-])(?P<y7>{_YEAR})(?![\d]|[.,]\d|\s?(?:€|%|Euro|EUR|Prozent|Mio))",
    re.I,
)
_UNTIL = re.compile(r"(?:\bbis|\bspätestens|\bvor(?! allem)|\blängstens|–|-)\s*(?:(?:zum|zu|ende|einschließlich|dem|der|den|am|im|jahr\w*|mitte|anfang|spätestens|einschl\.)\s+)*$", re.I)  # fmt: skip
_SINCE = re.compile(r"(?:\bseit|\bab|\bnach|\bfrühestens|\bseitdem|\bbeginnend)\s*(?:(?:dem|der|den|am|im|jahr\w*|anfang|ende|mitte|zum|frühestens)\s+)*$", re.I)  # fmt: skip
_RANGE = re.compile(r"^\s?(?:bis(?:\s(?:zum|ende|einschließlich|zu))?|–|-|und)\s*(?:\w+\s)?$")
_ENDS = re.compile(r"\b(?:end\w*|läuft|lief|ablauf\w*|auslauf\w*|frist\w*|stichtag\w*|befristet|beendet|abgeschlossen|schluss\w*|gilt)\b", re.I)  # fmt: skip
_BEGINS = re.compile(r"\b(?:beg[aio]nn\w*|start\w*|gegründet|entstand|eingeführt|gründung|anfang|auftakt|aufgenommen|trat|tritt|gibt|besteht)\b", re.I)  # fmt: skip
_MONTH_BEFORE = re.compile(
    r"\b(?:im|ab|bis|seit|anfang|ende|mitte|von|vom|monat|und|oder|zum|zwischen|\d\.)\s$|[–-]\s?$", re.I
)
_ORDER = {"erste": 1, "zweite": 2, "dritte": 3, "vierte": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, kw_only=True)
class Day:
    """A date as far as it is given, 0 for what is not. `way` is "until", "since" or "" for at that time."""

    year: int
    month: int = 0
    day: int = 0
    quarter: str = ""
    way: str = ""
    part: str = ""  # "anfang", "ende" ...
    start: int = 0
    end: int = 0
    text: str = ""


def find_dates(text: str) -> list[Day]:
    """The dates of a text in order; of a range both ends."""
    found: list[Day] = []
    for match in _DATE.finditer(text):
        group = match.groupdict()
        if group["m3"] and not group["y3"] and not _MONTH_BEFORE.search(text[: match.start()]):
            continue  # "August", "Mai" and "Jan" are names as well
        before = text[: match.start()]
        way = "until" if _UNTIL.search(before) else "since" if _SINCE.search(before) else ""
        year = next((int(v) for k, v in group.items() if v and k in ("y0", "y1", "y2", "y3", "y4", "y5", "y7")), 0)
        year += 2000 if 0 < year < 100 else 0
        month = next((_month(v) for k, v in group.items() if v and k in ("m0", "m1", "m2", "m3")), 0)
        day = next((int(v) for k, v in group.items() if v and k in ("d0", "d1", "d2")), 0)
        if month > 12 or day > 31:
            continue
        quarter = ""
        if group["q4"]:
            order = group["q4"].lower()
            quarter = f"{_ORDER.get(order.rstrip('ns'), order)}{group['quarter'][0].lower()}"
        word = re.search(r"([A-Za-zäöü]+)\s+(?:(?:des|der|im|jahres)\s+)*$", before, re.I)
        part = word.group(1).lower() if word and word.group(1).lower() in _PARTS_OF_YEAR else ""
        joined = text[found[-1].end : match.start()] if found else ""
        if found and joined.strip() == "und" and re.search(r"\bzwischen\s+(?:\w+\s+)?$", text[: found[-1].start], re.I):
            way, found[-1] = "until", _replaced(found[-1], way="")
        if way == "until" and found and _RANGE.match(joined) and not found[-1].way:
            found[-1] = _replaced(found[-1], way="since")
        one = Day(year=year, month=month, day=day, quarter=quarter, way=way, part=part, start=match.start(), end=match.end(), text=match.group())  # fmt: skip
        if group["y6"]:
            other = int(group["y6"])
            found.append(_replaced(one, way="since"))
            one = _replaced(one, year=other if other > 99 else year // 100 * 100 + other, way="until")
        found.append(one)
    return found


def _replaced(day: Day, **changes: object) -> Day:
    return Day(**{**day.__dict__, **changes})


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return next(i for i, names in enumerate(_NAMES, 1) if text.lower().rstrip(".") in names.split("|"))


def missing_date(sentence: Sequence[Day], said: Sequence[Day], text: str) -> Day | None:
    """The first date of a sentence that the source does not say: as exact as given, and in the same direction."""
    return next((day for day in sentence if not any(_covers(other, day, text) for other in said)), None)


def _covers(said: Day, day: Day, text: str) -> bool:
    for name in ("year", "month", "day", "quarter"):
        if getattr(day, name) and getattr(day, name) != getattr(said, name):
            return False
    if not day.year and not (day.month and said.month):
        return bool(day.quarter and day.quarter == said.quarter)
    if day.part and said.part != day.part:
        return False
    if day.way == said.way:
        return True
    if not day.way:
        return bool((_BEGINS if said.way == "since" else _ENDS).search(text))
    return False
