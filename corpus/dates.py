"""Partial dates ("2024", "2024-12", "2024-12-31") and what holds on a day."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from corpus.model import Document

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def parse_issued(value: object) -> str:
    """A YAML value as a partial date; ValueError if it is none or does not exist in the calendar."""
    if isinstance(value, datetime):
        raise ValueError("eine Uhrzeit gehört nicht zum Datum")
    text = value.isoformat() if isinstance(value, date) else str(value)
    first_day(text)
    return text


def first_day(issued: str) -> date:
    """The first day a partial date can mean; ValueError if it does not exist."""
    match = _PARTIAL.fullmatch(issued)
    if not match:
        raise ValueError(f"„{issued}“ ist kein Datum")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if not 1900 <= year <= 2200:
        raise ValueError(f"„{issued}“ liegt außerhalb der Jahre 1900 bis 2200")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"den Tag „{issued}“ gibt es nicht") from error


def last_day(issued: str) -> date:
    """The last day a partial date can mean."""
    first = first_day(issued)
    if issued.count("-") == 2:
        return first
    month = first.month if "-" in issued else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


def in_force(document: Document, day: date) -> bool:
    """True if the document was in force on that day. Open ends hold; a paper may take effect before it comes out."""
    if first_day(document.issued) > day and (document.valid_from is None or document.valid_from > day):
        return False
    if document.valid_from is not None and document.valid_from > day:
        return False
    return document.valid_until is None or day <= document.valid_until
