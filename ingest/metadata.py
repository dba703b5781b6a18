"""Metadata of a file that the manifest is silent about: inferred from its text, marked as inferred."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.model import Block, BlockKind, Document, Kind, Programme

_MONTHS = (
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
)
_DAY = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\s+((?:19|20)\d\d)\b", re.I)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_KINDS = (
    (Kind.RICHTLINIE, r"richtlinie\b|runderlass|verwaltungsvorschrift"),
    (Kind.BESCHLUSS, r"beschluss|sitzungsvorlage|niederschrift"),
    (Kind.PRESSE, r"presse"),
    (Kind.PROJEKT, r"projekt(?:profil|beschreibung|steckbrief|skizze)|^projekt\b"),
    (Kind.STRATEGIE, r"strategie|handlungskonzept|fortschreibung"),
)
UNKNOWN_PUBLISHER = "unbekannt"


def infer_document(file: str, title: str | None, blocks: Sequence[Block], programmes: Sequence[Programme]) -> Document:
    """Describe an unlisted file by its name and its first texts."""
    heading = next((b.text for b in blocks if b.kind is BlockKind.HEADING), None)
    first = next((b.text for b in blocks if b.text), "")
    name = (title or heading or first[:80] or PurePosixPath(file).stem).strip()
    opening = " ".join([PurePosixPath(file).stem, name, *(b.text for b in blocks[:12])])
    return Document(
        id=slug(PurePosixPath(file).with_suffix("").as_posix()),
        file=file,
        title=name,
        kind=_kind(f"{PurePosixPath(file).stem} {name}"),
        publisher=UNKNOWN_PUBLISHER,
        issued=_issued(opening),
        alliance=_alliance(opening, programmes),
        inferred=True,
    )


def slug(text: str) -> str:
    """An id of a-z, 0-9 and hyphens, umlauts written out."""
    text = text.lower().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:80].rstrip("-") or "datei"


def _kind(text: str) -> Kind:
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text, re.I)), Kind.HANDREICHUNG)


def _issued(text: str) -> str:
    """The first full date, month or year; "unbekannt" is not allowed, so the year 1900 stands for no date at all."""
    if match := _DAY.search(text):
        day, month, year = (int(g) for g in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04d}-{month:02d}-{day:02d}"
    if match := _MONTH.search(text):
        return f"{match[2]}-{_MONTHS.index(match[1].lower()) + 1:02d}"
    match = _YEAR.search(text)
    return match[1] if match else NO_DATE


NO_DATE = "1900"


def _alliance(text: str, programmes: Sequence[Programme]) -> str | None:
    named = [p.alliance for p in programmes if any(n in text for n in (p.name, *p.names) if len(n) > 4)]
    return named[0] if len(set(named)) == 1 else None
