"""How values are said in German on the pages."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

from corpus.model import Asks, Document, FileStatus, Kind
from retrieval.scope import begins

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)

KINDS = {
    Kind.RICHTLINIE: "Richtlinie",
    Kind.BESCHLUSS: "Beschluss",
    Kind.STRATEGIE: "Strategie",
    Kind.PROJEKT: "Projektbeschreibung",
    Kind.HANDREICHUNG: "Handreichung",
    Kind.PRESSE: "Pressemitteilung",
}

FILE_STATUSES = {
    FileStatus.INDEXED: "aufgenommen",
    FileStatus.UNCHANGED: "aufgenommen",
    FileStatus.WARNING: "aufgenommen, bitte prüfen",
    FileStatus.REFUSED: "nicht aufgenommen",
}

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})  # as glossary.js has it

UNKNOWN = (None, "ohne Angabe zur Geltung")

NOTES = {
    "outdated": "Nicht mehr in Kraft",
    "conflict": "Widersprüchliche Angaben",
    "scope": "Geltungsbereich",
    "language": "Sprache",
    "age": "Ältere Angabe",
    "spelling": "Schreibweise",
    "mode": "Art der Antwort",
}

ASKS: dict[str, str] = {
    Asks.DEFINITION: "eine Erklärung",
    Asks.ABBREVIATION: "eine Abkürzung",
    Asks.AMOUNT: "ein Geldbetrag",
    Asks.SHARE: "ein Anteil",
    Asks.COUNT: "eine Anzahl",
    Asks.DURATION: "eine Dauer",
    Asks.NUMBER: "eine Zahl",
    Asks.DATE: "ein Zeitpunkt",
    Asks.WHO: "eine Person oder Stelle",
    Asks.WHERE: "ein Ort",
    Asks.PHONE: "eine Telefonnummer",
    Asks.MAIL: "eine E-Mail-Adresse",
    Asks.WEB: "eine Internetadresse",
    Asks.ADDRESS: "eine Anschrift",
    Asks.CONTACT: "ein Kontakt",
    Asks.LIST: "eine Aufzählung",
    Asks.PROCEDURE: "ein Ablauf",
    Asks.CONDITION: "ob und unter welcher Bedingung",
    Asks.COMPARISON: "ein Vergleich",
    Asks.CHANGE: "eine Veränderung",
    Asks.EXTREME: "das Höchste oder Niedrigste",
    Asks.REASON: "ein Grund",
    Asks.PURPOSE: "ein Zweck",
    Asks.OTHER: "etwas anderes",
}


def fold(text: str) -> str:
    """Lower case, umlauts as ae, oe, ue, ss, for people without a German keyboard; words stay apart."""
    return unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)


def shortened(text: str, most: int) -> str:
    """A text of at most `most` characters, cut between words."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def format_number(value: float, *, signed: bool = False) -> str:
    """ "0,73", "−1,20" or, with `signed`, "+0,73"."""
    return f"{value:{'+' if signed else ''}.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def format_date(day: date) -> str:
    """31. Dezember 2024"""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_issued(issued: str) -> str:
    """ "2024", "Dezember 2024" or "31. Dezember 2024"; anything else is shown as it is."""
    parts = issued.split("-")
    try:
        if len(parts) == 3:
            return format_date(date.fromisoformat(issued))
        if len(parts) == 2 and 1 <= int(parts[1]) <= 12:
            return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    except ValueError:
        return issued
    return issued


def format_built(built: str) -> str:
    """The day of an ISO 8601 time."""
    try:
        return format_date(datetime.fromisoformat(built).date())
    except ValueError:
        return built


def format_pages(page: int | None, page_end: int | None = None) -> str:
    """ "Seite 3", "Seiten 3 bis 4" or nothing."""
    if page is None:
        return ""
    return f"Seite {page}" if page_end in (None, page) else f"Seiten {page} bis {page_end}"


def count(number: int, one: str, many: str) -> str:
    """ "1 Dokument", "2 Dokumente"."""
    return f"{number} {one if number == 1 else many}"


def validity(document: Document, successors: tuple[Document, ...], today: date) -> tuple[bool | None, str]:
    """Whether the document is in force (None: it does not say) and how to put it."""
    for successor in successors:
        if begins(successor) <= today:
            return False, f"abgelöst durch „{successor.title}“"
    if document.valid_until and document.valid_until < today:
        return False, f"außer Kraft seit {format_date(document.valid_until)}"
    if document.valid_from and document.valid_from > today:
        return False, f"gilt erst ab {format_date(document.valid_from)}"
    if document.valid_until:
        return True, f"in Kraft bis {format_date(document.valid_until)}"
    if document.valid_from:
        return True, f"in Kraft seit {format_date(document.valid_from)}"
    return UNKNOWN


_INNER = str.maketrans({"„": "‚", "“": "‘", "”": "‘", '"': "‘"})


def in_quotes(text: str) -> str:
    """The text between „ and “; marks within it become single ones, so that it cannot end the quotation early."""
    return f"„{text.translate(_INNER)}“"
