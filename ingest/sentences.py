"""Sentence boundaries in German text, as character offsets."""

from __future__ import annotations

import re
from functools import cache

from yasbd import BoundaryDetector, HookContext

# Abbreviations of public-sector texts that the library does not know; a full stop after them ends no sentence.
_MORE_ABBREVIATIONS = re.compile(
    r"(?:\b(?:Nds|nds|Tel|Ziff|Abs|Nr|Nrn|Art|gem|lfd|rd|LK|Lkr|Reg|Bez|Min|Abb|Tab|Kap|Anm|Aufl|Hrsg|Jg|Mio|Mrd|Tsd|max|min|mind|inkl|zzgl|einschl|insb|insbes|ggfs?|sog|vgl|bspw|bzw|ca|etc|evtl|geb|ehem|i\.\s?d\.\s?R|S|f|ff)|\b\d{1,2})\.\s*$"
)

_MAY_END = re.compile(r"\b(?:etc|ff?|Mio|Mrd|Tsd)\.\s*$")


def _keep_together(context: HookContext) -> None:
    text, bounds = context["text"], context["boundaries"]
    bounds[:] = [b for b in bounds if b in (0, len(text)) or not _no_end(text[:b], text[b:])]


def _no_end(before: str, after: str) -> bool:
    following = after.lstrip()
    if following[:1].islower():
        return True
    match = _MORE_ABBREVIATIONS.search(before)
    # "etc. Danach": an abbreviation may close a sentence; only those that need a word after them never do
    return bool(match) and not _MAY_END.search(before)


@cache
def _detector() -> BoundaryDetector:
    return BoundaryDetector("de", hook=_keep_together)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of one paragraph, without surrounding blanks."""
    spans = []
    start = 0
    for end in [*_detector().detect(text), len(text)]:
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = end
    return spans
