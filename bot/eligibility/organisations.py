"""Organisations named in free German text: which words name which kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.eligibility.gazetteer import WORD, fold, folded
from corpus.organisations import OrganisationKind, load_organisations

_GAP = re.compile(r"[\s.\-‐‑–&]{0,3}")
_HYPHENS = "-‐‑"
_LONGEST = 60  # letters of a word that is looked at
_SHORTEST_NAME = 3  # letters of an abbreviation that is also known in lower case
_CAPITALS = 0.12  # share of capital words from which nouns are written as they should: "schulen" is a verb then
_UMLAUT = re.compile(r"(?:aeu|ae|oe|ue)(?!.*(?:aeu|ae|oe|ue))")
_PLAIN = {"aeu": "au", "ae": "a", "oe": "o", "ue": "u"}
# what is taken off a word, what is put in its place, and whether the word then was a plural
_INFLECTIONS = (
    ("innen", "", True),
    ("in", "", False),
    ("en", "a", True),
    ("ien", "ium", True),
    ("en", "is", True),
    ("en", "", True),
    ("n", "", True),
    ("es", "", False),
    ("s", "", False),
    ("e", "", True),
    ("er", "", True),
    ("em", "", False),
    ("ies", "y", True),
)


@dataclass(frozen=True, kw_only=True)
class FoundOrganisation:
    """An organisation named in a text: `typed` is text[start:end]. `form` if only a legal form says what it is."""

    kind: str
    typed: str
    start: int
    end: int
    plural: bool = False
    form: bool = False


@dataclass(frozen=True, kw_only=True)
class _Meant:
    kind: str
    length: int  # of the entry that was recognised: the longest says most
    plural: bool = False
    form: bool = False
    compound: bool = False  # recognised by its ending


@dataclass(frozen=True, kw_only=True)
class _Lexicon:
    words: Mapping[str, _Meant]
    endings: Mapping[str, str]  # an empty kind for those that are an exception
    names: Mapping[str, _Meant]  # as written, and in lower case after an equals sign
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], _Meant], ...]]  # by their folded first word, longest first


def find_organisations(text: str) -> tuple[FoundOrganisation, ...]:
    """The organisations named in a text, in its order, none overlapping."""
    words = [(found.group(), found.start(), found.end()) for found in WORD.finditer(text)]
    nouns_are_capital = sum(word[0].isupper() for word, _, _ in words) > len(words) * _CAPITALS
    found: list[FoundOrganisation] = []
    at = 0
    while at < len(words):
        meant, after = _phrase(text, words, at) or (_word(words[at][0][:_LONGEST]), at + 1)
        if meant and not (meant.compound and nouns_are_capital and words[at][0].islower()):
            start, end = _whole(text, words[at][1]), words[after - 1][2]
            end += text[end : end + 1] == "." and meant.form  # "e. V." keeps its last point
            found.append(
                FoundOrganisation(
                    kind=meant.kind, typed=text[start:end], start=start, end=end, plural=meant.plural, form=meant.form
                )
            )
        at = after
    return tuple(found)


def _whole(text: str, start: int) -> int:
    """Where a compound with hyphens begins whose last part begins at `start`: "Gartenbau-GmbH"."""
    while start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalnum():
        start -= 1
        while start and text[start - 1].isalnum():
            start -= 1
    return start


def _phrase(text: str, words: list[tuple[str, int, int]], at: int) -> tuple[_Meant, int] | None:
    for parts, meant in _phrases_with(words[at][0][:_LONGEST]):
        after = at + len(parts)
        if after <= len(words) and all(
            _GAP.fullmatch(text, words[i - 1][2], words[i][1]) and _is(words[i][0], parts[i - at])
            for i in range(at + 1, after)
        ):
            return meant, after
    return None


@lru_cache(maxsize=20_000)
def _phrases_with(first: str) -> tuple[tuple[tuple[str, ...], _Meant], ...]:
    """The phrases that begin with a word in some form."""
    starting, word = _lexicon().phrases, fold(first)
    bases = dict.fromkeys((word, *(form for form, _ in _forms(word))))
    return tuple(phrase for base in bases for phrase in starting.get(base, ()))


def _is(word: str, base: str) -> bool:
    word = fold(word[:_LONGEST])
    return word == base or any(form == base for form, _ in _forms(word))


@lru_cache(maxsize=20_000)
def _word(typed: str) -> _Meant | None:
    known = _lexicon()
    name = known.names.get(typed)
    if name is None and len(typed) >= _SHORTEST_NAME:
        name = known.names.get(f"={typed.lower()}")
    if name is not None:
        return name
    word = fold(typed)
    best: _Meant | None = None
    for form, plural in ((word, False), *_forms(word)):
        if (whole := known.words.get(form)) and (best is None or len(form) > best.length):
            best = _Meant(kind=whole.kind, length=len(form), plural=plural, form=whole.form)
        for start in range(len(form) - 2):
            if start == 1:
                continue  # no compound begins with one letter
            kind = known.endings.get(form[start:])
            if kind is not None:
                length = len(form) - start
                if best is None or length > best.length:
                    best = _Meant(kind=kind, length=length, plural=plural, compound=True)
                break
    return best if best and best.kind else None


def _forms(word: str) -> Iterator[tuple[str, bool]]:
    """What a folded word may be a form of, and whether it is a plural then."""
    for ending, instead, plural in _INFLECTIONS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            base = word[: len(word) - len(ending)] + instead
            yield base, plural
            if plural and (umlaut := _UMLAUT.search(base)):
                yield base[: umlaut.start()] + _PLAIN[umlaut.group()] + base[umlaut.end() :], True


@cache
def _lexicon() -> _Lexicon:
    words: dict[str, _Meant] = {}
    endings: dict[str, str] = {}
    names: dict[str, _Meant] = {}
    phrases: defaultdict[str, list[tuple[tuple[str, ...], _Meant]]] = defaultdict(list)
    kinds = load_organisations()
    for kind in kinds:
        for typed, form in (*((w, False) for w in kind.words), *((f, True) for f in kind.forms)):
            parts = folded(typed)
            meant = _Meant(kind=kind.id, length=len(typed), form=form)
            if len(parts) > 1:
                phrases[parts[0]].append((parts, meant))
            elif form:
                names[typed] = names[f"={typed.lower()}"] = meant
            else:
                words.setdefault(parts[0], meant)
        for ending in kind.endings:
            endings.setdefault(fold(ending), kind.id)
        for ending in kind.exceptions:
            endings[fold(ending)] = ""
        _add_names(kind, names, phrases)
    return _Lexicon(
        words=words,
        endings=endings,
        names=names,
        phrases={first: tuple(sorted(found, key=lambda p: -len(p[0]))) for first, found in phrases.items()},
    )


def _add_names(
    kind: OrganisationKind, names: dict[str, _Meant], phrases: dict[str, list[tuple[tuple[str, ...], _Meant]]]
) -> None:
    for name in kind.names:
        parts = folded(name)
        meant = _Meant(kind=kind.id, length=len(name))
        if len(parts) > 1:
            phrases[parts[0]].append((parts, meant))
        else:
            names[name] = meant
            names[f"={name.lower()}"] = meant
