"""Clauses of a sentence: the stretches within which a limit, a negation or a figure holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SHORT = "".join(
    rf"(?<!\b{s}\.)"
    for s in (
        "Mio",
        "Mrd",
        "Tsd",
        "Dr",
        "Prof",
        "bzw",
        "ca",
        "Nr",
        "Abs",
        "St",
        "Str",
        "Tel",
        "B",
        "a",
        "vgl",
        "inkl",
        "max",
        "min",
    )
)
FULL_STOP = rf"(?<=[.!?]){_SHORT}(?<!\s\d\.)(?<!\s\d\d\.)\s+(?=[A-ZÄÖÜ„])"
_SENTENCES = re.compile(rf"{FULL_STOP}|\n")
_CONTRAST = r"aber|sondern|jedoch|dagegen|hingegen|wohl|doch|allerdings|während|wohingegen"
_CUT = re.compile(
    rf";\s|:\s|\s[–—]\s|,\s|(?<!nicht)\s(?=(?:{_CONTRAST})\b)|\s(?=und (?:nicht|kein\w*|dagegen|zwar|kann|können|muss|müssen|soll|sollen|darf|dürfen)\b)"
)
_OPENS = re.compile(
    rf"^(?:und |oder )?(?:{_CONTRAST}|die|der|das|dem|den|dessen|deren|dass|ob|weil|da|wenn|falls|sofern|soweit|sobald|solange|obwohl|nachdem|bevor|damit|indem|wobei|wo|wie|was|wer|um|ohne|statt)\b",
    re.I,
)
_VERB = re.compile(
    r"\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|muss|müssen|soll|sollen|sollte|sollten|darf|dürfen|will|wollen|gibt|gilt|gelten|(?!(?:mit|seit|laut|samt|statt|nicht|fast|erst|selbst|sonst|dort|jetzt|oft|meist|zuerst|zuletzt|insgesamt|weit|recht|vielleicht|überhaupt)\b)[a-zäöüß]{2,}(?:t|te|ten))\b"
)
_GOVERNED = re.compile(r"^(?:dass|ob)\b|\bzu \w+en\W*$|\b\w{2,}zu\w{3,}en\W*$")
_ASKED = re.compile(
    r"^(?:Dafür, |Darüber, |Dass |Ob |Wie |Was |Wer |Welche[nrsm]? |Wo |Wann |dass |ob |welche[nrsm]? |was für )"
)
_LIMITED = re.compile(r"\b(?:nur|erst)(?: dann)?$", re.I)
_NAMES = re.compile(
    r"^(?:(?:[A-ZÄÖÜ][\w-]+|von|aus|für|mit|bei|in|im|und|oder|des|der|den|[a-zäöüß]+(?:ige|iche|ische|ale|ive|äre)[nrms]?)(?:\s|$))+$"
)
_NOT = re.compile(r"\b(?:nicht|kein\w*)\b", re.I)
_LOOSE = re.compile(r",\s+|;\s+|:\s+|\s[–—]\s|\s(?:und|sowie|während|wobei|aber)\s|" + FULL_STOP)
_ELIDED = re.compile(r"^(?:[a-zäöüß]+(?:t|te|ten|en)|ist|sind|war|hat|will|soll|kann|muss|darf)\b")
_ARTICLES = frozenset(
    ["den", "dem", "einen", "alten", "neuen", "ersten", "zweiten", "dritten", "zwischen", "gegen", "neben", "unten"]
)


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a unit; a table row is one."""
    return tuple(s for s in _SENTENCES.split(text) if s.strip())


@lru_cache(maxsize=20_000)
def clauses(sentence: str) -> tuple[tuple[str, ...], ...]:
    """The clauses of a sentence, each as the pieces between its commas: an enumeration is one clause."""
    found: list[list[str]] = []
    for piece in _CUT.split(sentence):
        if not piece.strip():
            continue
        turned = _NOT.search(piece) and found and not _NOT.search(" ".join(found[-1]))
        if (
            found
            and not turned
            and not _OPENS.match(piece)
            and (not _VERB.search(piece) or (_listed(found[-1]) and f"{found[-1][-1]}, {piece}" in sentence))
        ):
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(tuple(c) for c in found)


def _listed(pieces: Sequence[str]) -> bool:
    """True if pieces before a comma only name things: the first ones of an enumeration, whose verb follows."""
    return all(_NAMES.match(p) and not _OPENS.match(p) for p in pieces)


@lru_cache(maxsize=20_000)
def statements(sentence: str) -> tuple[str, ...]:
    """The stretches of a drafted sentence that may rest on different places; one without its own subject joins the one before."""
    found: list[str] = []
    for piece in _LOOSE.split(sentence):
        word = piece.split(" ")[0]
        if found and ((_ELIDED.match(piece) and word not in _ARTICLES) or len(piece.split()) < 2):
            found[-1] += " " + piece
        elif piece.strip():
            found.append(piece)
    return tuple(found)


def opens(clause: str) -> bool:
    """True if a clause is subordinate or in contrast: it does not continue what stands above it."""
    return bool(_OPENS.match(clause))


def governed(clause: str) -> bool:
    """True if a clause is only what the one before says of it: "verlangt, dass ..."."""
    return bool(_GOVERNED.search(clause))


def asked(clause: str) -> bool:
    """True if a clause is what the following one speaks of: "Ob es gelingt, ist nicht bekannt"."""
    return bool(_ASKED.match(clause))


def limited(clause: str) -> bool:
    """True if a clause limits the one that follows: "Es gelingt nur, wenn ..."."""
    return bool(_LIMITED.search(clause))
