"""Comparing texts fairly: layouts, blanks, hyphenation and ways to write a number must not decide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from eval.questions import Question, Spot

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789äöüß,.%€@")
_MARKERS = re.compile(r"\s?\[\d+\]|\*\*|`|\u00ad")
_BLANK = r"[\s\u00a0\u202f]"
_PHONE = re.compile(r"[+0][\d\s/()–-]{5,}")
_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "„": '"', "“": '"', "”": '"', "»": '"', "«": '"'})


def squeezed(text: str) -> str:
    """A text without blanks, hyphens, table separators and case, so that layouts compare equal."""
    return "".join(c for c in text.lower() if c in _KEPT)


def window(text: str, terms: Sequence[str]) -> tuple[int, int] | None:
    """The tightest stretch of the text that holds all terms around an occurrence of the first; None if one is missing."""
    offsets = [i for i, c in enumerate(text.lower()) if c in _KEPT]
    flat = squeezed(text)
    places = [_occurrences(text, flat, offsets, squeezed(term)) for term in terms]
    if not all(places):
        return None
    spans = []
    for start, end in places[0]:
        nearest = [min(found, key=lambda place: abs(place[0] - start)) for found in places[1:]]
        spans.append((min(start, *(a for a, _ in nearest)) if nearest else start, max([end, *(b for _, b in nearest)])))
    return min(spans, key=lambda span: span[1] - span[0])


def stands_in(text: str, piece: str) -> bool:
    """True if the text holds the piece, and no figure at its ends is part of a longer one."""
    offsets = [i for i, c in enumerate(text.lower()) if c in _KEPT]
    return any(
        not (piece[:1].isdigit() and re.search(r"\d[.,]?$", text[:start]))
        and not (piece[-1:].isdigit() and re.match(r"[.,]?\d", text[end:]))
        for start, end in _occurrences(text, squeezed(text), offsets, squeezed(piece).strip(".,"))
    )


def _occurrences(text: str, flat: str, offsets: Sequence[int], term: str) -> list[tuple[int, int]]:
    """Where a squeezed term stands; a figure counts as a whole only."""
    found = []
    for match in re.finditer(re.escape(term), flat) if term else ():
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        cut_left = term[0].isdigit() and start and text[start - 1].isdigit()
        cut_right = term[-1].isdigit() and text[end : end + 1].isdigit()
        if not (cut_left or cut_right):
            found.append((start, end))
    return found


def spot_ranks(question: Question, texts: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    """For every spot the rank of the first (document id, text) that holds all its terms, 0 if none does."""
    return tuple(_rank(spot, texts) for spot in question.evidence)


def _rank(spot: Spot, texts: Sequence[tuple[str, str]]) -> int:
    return next(
        (n for n, (document, text) in enumerate(texts, 1) if document == spot.document and window(text, spot.terms)), 0
    )


def evidence_rank(question: Question, ranks: Sequence[int]) -> int:
    """Rank at which the question can be answered: that of its best spot, of its worst where all are needed; 0 is never."""
    if question.expect == "both":
        return 0 if 0 in ranks else max(ranks, default=0)
    return min((rank for rank in ranks if rank), default=0)


def has_nugget(answer: str, nugget: str) -> bool:
    """True if the answer says one of the alternatives "a | b".

    Figures and capital abbreviations count as whole words only; words also inside of words and without regard to case.
    """
    text = _plain(answer)
    return any(_says(text, _plain(alternative)) for alternative in nugget.split(" | "))


def _plain(text: str) -> str:
    text = " ".join(_MARKERS.sub("", text).translate(_DASHES).split())
    return re.sub(r"\s*(?:%|\bprozent\b)", "%", text, flags=re.I)


def _says(text: str, nugget: str) -> bool:
    if re.fullmatch(r"[A-ZÄÖÜ]{2,}", nugget):
        return bool(re.search(rf"(?<!\w){nugget}s?(?!\w)", text))
    if nugget[:1].isdigit() or nugget[-1:].isdigit() or _PHONE.fullmatch(nugget):
        return bool(_pattern(nugget).search(text))
    if not squeezed(nugget):
        return nugget in text
    return nugget.lower() in text.lower() or (len(nugget) > 5 and squeezed(nugget) in squeezed(text))


@lru_cache(maxsize=10_000)
def _pattern(nugget: str) -> re.Pattern[str]:
    """A nugget with figures: blanks and points between thousands and around a comma may differ."""
    if _PHONE.fullmatch(nugget):
        body = r"[\s/()–-]*".join(re.escape(c) for c in nugget if c.isdigit())
    else:
        parts = re.split(r"(\d+(?:\.\d{3})*(?:,\d+)?)", nugget)
        body = "".join(_number(part) if i % 2 else _words(part) for i, part in enumerate(parts))
    left = r"(?<![\w.,])" if nugget[:1].isdigit() else ""
    right = r"(?![\w]|[.,]\d)" if nugget[-1:].isdigit() else ""
    return re.compile(left + body + right, re.I)


def _words(text: str) -> str:
    return rf"{_BLANK}*".join(re.escape(word) for word in re.split(r"\s+", text))


def _number(text: str) -> str:
    whole, comma, fraction = text.partition(",")
    digits = whole.replace(".", "")
    head = len(digits) % 3 or 3
    groups = [digits[:head], *(digits[i : i + 3] for i in range(head, len(digits), 3))]
    body = rf"(?:\.|{_BLANK})?".join(groups)
    # "2, 34" is a split figure, "2, 3" more likely two of them
    blank = f"{_BLANK}?" if len(fraction) > 1 else ""
    return body + (f"{_BLANK}?,{blank}{fraction}" if comma else "")
