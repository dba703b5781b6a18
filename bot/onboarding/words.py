"""German wording of the onboarding: order of the alphabet, times, plurals, lists in a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.web.german import format_issued

# by the last part of the compound: "Handlungsfeld", "Themenfeld", "Handlungsschwerpunkt"
_PLURALS = {"feld": "felder", "punkt": "punkte", "ziel": "ziele", "bereich": "bereiche", "säule": "säulen", "thema": "themen"}  # fmt: skip
_SPAN = re.compile(r"(\d{4})-(\d{4})")


def german_order(text: str) -> tuple[str, str]:
    """Sort key of DIN 5007-1: ä as a, ß as ss, case and punctuation only where nothing else differs."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum() or c == " ")
    return plain, text


def spoken_time(when: str) -> str:
    """ "2014", "November 2014", "28. November 2014" or "2015–2021"."""
    span = _SPAN.fullmatch(when)
    return f"{span[1]}–{span[2]}" if span else format_issued(when)


def start_of(when: str) -> str:
    """The partial date with which an event begins."""
    span = _SPAN.fullmatch(when)
    return span[1] if span else when


def lasts(when: str) -> bool:
    """True for a span of years."""
    return _SPAN.fullmatch(when) is not None


def plural(noun: str) -> str:
    """ "Handlungsfelder" for "Handlungsfeld"; "Themen" for a noun whose plural is not known."""
    for ending, several in _PLURALS.items():
        if noun.casefold().endswith(ending):
            kept = noun[: -len(ending)]
            return kept + several if kept else several.capitalize()
    return "Themen"


def enumerated(names: Sequence[str]) -> str:
    """ "A, B und C"."""
    return " und ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def sentence(text: str) -> str:
    """The text with a capital letter first and a full stop last."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
