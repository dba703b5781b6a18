"""A model's reply as sentences with the sources they name. Nothing is believed here: that is for bot/verification."""

from __future__ import annotations

import re

from bot.generation.errors import ModelError
from corpus.phrasing import Draft, Fallback
from ingest.sentences import split_sentences

DECLINED = "KEINE ANTWORT"
MOST = 40  # sentences; whoever writes more answers something else
_LONGEST = 1000  # characters of a sentence
_ID = r"(?:Quelle\s*)?Q?\d{1,3}"
_MARKER = re.compile(
    rf"\s*(?:\[\s*{_ID}(?:\s*(?:,|;|und)\s*{_ID})*\s*\]|\(\s*Q\d{{1,3}}(?:\s*[,;]\s*Q\d{{1,3}})*\s*\))"
)
_ITEM = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_FENCE = re.compile(r"^\s*```\w*\s*$")


def read_drafts(reply: str) -> tuple[Draft, ...]:
    """The sentences of a reply in order. Raises ModelError: DECLINED, or MALFORMED if it does not have the asked-for form."""
    lines = [line for line in reply.splitlines() if line.strip() and not _FENCE.match(line)]
    drafts = [draft for line in lines if not _declines(line) for draft in _of_line(line)]
    if not drafts and any(_declines(line) for line in lines):
        raise ModelError(Fallback.DECLINED)
    if not any(d.sources for d in drafts) or len(drafts) > MOST or any(len(d.text) > _LONGEST for d in drafts):
        raise ModelError(Fallback.MALFORMED)
    return tuple(drafts)


def _declines(line: str) -> bool:
    return re.sub(r"[^\w ]|\bQ?\d+", "", line).strip().upper() == DECLINED


def _of_line(line: str) -> list[Draft]:
    """The sentences of one line; one without a marker of its own belongs to the next marker of the line."""
    item = _ITEM.match(line)
    rest = line[item.end() :] if item else line.strip()
    text, named = _without_markers(rest)
    found: list[Draft] = []
    for start, end in reversed(split_sentences(text)):
        # a marker stands within its sentence or right after it
        ids = [i for at, each in named if start < at for i in each]
        named = [(at, each) for at, each in named if at <= start]
        sources = tuple(dict.fromkeys(ids)) or (found[-1].sources if found else ())
        found.append(Draft(text=" ".join(text[start:end].split()), sources=sources, item=bool(item)))
    return [draft for draft in reversed(found) if any(c.isalnum() for c in draft.text)]


def _without_markers(text: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The text without markers, and where in it each stood with the ids it names."""
    parts: list[str] = []
    named: list[tuple[int, tuple[str, ...]]] = []
    length = last = 0
    for match in _MARKER.finditer(text):
        parts.append(text[last : match.start()])
        length += len(parts[-1])
        named.append((length, tuple(f"Q{n}" for n in re.findall(r"\d+", match[0]))))
        last = match.end()
    return "".join((*parts, text[last:])), named
