"""Whom and when a question is about: alliances, districts and years, as programmes and calendar name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from corpus.dates import last_day
from corpus.model import Programme
from retrieval.scope import names_any

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|,\d|\.\d)")
_CALLED = re.compile(
    r"\b(?:Herrn?|Frau|Dr\.|Prof\.|(?:Land)?[Kk]reis(?:es)?|(?:Hanse)?[Ss]tadt|(?:Samt)?[Gg]emeinde|(?:Fachkräfte)?[Bb]ündnis(?:ses)?|Fachkräfteallianz|Universität|Hochschule)\s+"
    r"((?!(?:Für|In|Der|Die|Das)\b)[A-ZÄÖÜ][\w-]{2,})"
)
_DAY = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2}|[a-zäöü]+)\.?\s?((?:19|20)\d\d)\b", re.I)
_SAYS_AS_OF = re.compile(r"(?-i:\bStand\b)|\bstand:? (?:am|vom|ende|anfang|\d)|\bstichtag\b|\bas of\b", re.I)
_AS_OF = re.compile(r"\b(?:stand|stichtag|zum|per|as of)\W+(?:am|vom|dem|zum|der|ende|anfang)?\W*([^?,;]*?\d{4})", re.I)
_MONTHS = ("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember")  # fmt: skip


def places(question: str, programmes: Sequence[Programme]) -> tuple[str, ...]:
    """The districts that a question names, as the programmes write them."""
    known = dict.fromkeys(d for p in programmes for d in p.districts)
    return tuple(d for d in known if names_any(question, (d,)))


def called_names(question: str) -> tuple[str, ...]:
    """Names that are told from other nouns by the word before them: "Herr Muster", "Stadt Musterhausen"."""
    return tuple(dict.fromkeys(_CALLED.findall(question)))


def years(question: str) -> tuple[str, ...]:
    """The years that a question names, in order."""
    return tuple(dict.fromkeys(_YEAR.findall(question)))


def as_of(question: str) -> date | None:
    """The day of "Stand am 31.12.2019" or "zum Stand Ende 2019"; None without such a phrase or for no real day."""
    match = _SAYS_AS_OF.search(question) and _AS_OF.search(question)
    if not match:
        return None
    if day := _DAY.search(match.group(1)):
        return _date(*day.groups())
    year = _YEAR.search(match.group(1))
    if not year:
        return None
    month = _month(match.group(1).replace("ae", "ä"))
    return last_day(f"{year.group()}-{month:02}" if month else year.group())


def _month(text: str) -> int:
    """The number of a month that a text names, 0 for none."""
    return next((i for i, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}\b", text, re.I)), 0)


def _date(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month.replace("ae", "ä"))
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
