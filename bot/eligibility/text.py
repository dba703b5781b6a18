"""Sentences and clauses of what people write, and patterns that also fit umlauts typed as ae, oe, ue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_ABBREVIATION = re.compile(
    r"(?:\b(?:[a-zäöü]|bzw|ca|co|dr|ev|luth|evtl|etc|ggf|hann|inkl|kath|max|min|mio|mrd|nr|prof|rd|sog|st|str|tel|usw|vgl|zzgl)|\d)$",
    re.I,
)
_END = re.compile(r"[.!?…]+[\"“”»)]*\s+|\n\s*(?:[-*•–]\s*|\n\s*)?")
_CUT = re.compile(r"[,;:–(]\s|\s[-–]\s|\s(?:aber|sondern|doch|jedoch|allerdings|but)\s")
_WIDE = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}


@dataclass(frozen=True, kw_only=True)
class Span:
    """A stretch of a text: `text` is what stands there from `start` to `end`."""

    text: str
    start: int
    end: int


@cache
def pattern(source: str, flags: re.RegexFlag = re.I) -> re.Pattern[str]:
    """A compiled pattern; umlauts in it, which must not stand in brackets, also fit their spelling in two letters."""
    return re.compile(re.sub("[äöüß]", lambda m: _WIDE[m.group()], source), flags)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences and lines of a text without the blanks around them."""
    cuts, start = [], 0
    for end in _END.finditer(text):
        point = end.group()[:1] == "."
        if not (point and _ABBREVIATION.search(text, max(start, end.start() - 8), end.start())):
            cuts.append((start, end.end()))
            start = end.end()
    return _spans(text, [*cuts, (start, len(text))])


def clauses(sentence: Span) -> tuple[Span, ...]:
    """The parts of a sentence between commas and before words of contrast."""
    cuts, start = [], 0
    for cut in _CUT.finditer(sentence.text):
        cuts.append((start, cut.start()))
        start = cut.start() + 1
    found = _spans(sentence.text, [*cuts, (start, len(sentence.text))])
    return tuple(Span(text=c.text, start=sentence.start + c.start, end=sentence.start + c.end) for c in found)


def _spans(text: str, cuts: list[tuple[int, int]]) -> tuple[Span, ...]:
    spans = []
    for start, end in cuts:
        piece = text[start:end]
        stripped = piece.strip(" \t\r\n,;:")
        if stripped:
            at = start + piece.index(stripped)
            spans.append(Span(text=stripped, start=at, end=at + len(stripped)))
    return tuple(spans)
