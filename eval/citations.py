"""Citation recall and precision by span: does every statement stand in its source, and does every source belong here?

After ALCE (Gao et al., 2023), with verbatim comparison in place of its language model: this assistant quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.model import Answer, Citation, Passage, UnitKind
from eval.matching import squeezed, stands_in, window
from eval.questions import Question, Spot
from ingest.sentences import split_sentences

_MARKER = re.compile(r"\[(\d+)\]")
# What an answer may say without its source saying it: short verdicts on what is quoted, and computed differences ...
_COMPUTED = re.compile(
    r"ja|nein|nur unter bedingungen|dort steht|am (?:höch|niedrig)sten|highest|lowest|keine angabe|(?:unterschied|differenz|veränderung)\b.*",
    re.I,
)
# ... the name of the alliance that the source belongs to (at most so many words), and the sentence around a German quote
_NAME = 6
_FRAME = re.compile(r"(?:for [^:]+: )?the documents\b.*\(quoted in german\):?", re.I)
Lookup = Callable[[str], Passage]


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Counts over the citations and statements of one answer."""

    citations: int = 0
    precise: int = 0
    verbatim: int = 0
    statements: int = 0
    supported: int = 0


def count(question: Question, answer: Answer, passage: Lookup) -> Cited:
    """Count for one answer; `passage` finds a stored passage by its id."""
    stored = {c.n: passage(c.passage_id) for c in answer.citations}
    said = statements(answer.answer) if answer.citations else []
    sources = {c.n: (c, stored[c.n]) for c in answer.citations}
    return Cited(
        citations=len(answer.citations),
        precise=sum(is_precise(c, stored[c.n], question.evidence) for c in answer.citations),
        verbatim=sum(bool(c.quote) and c.quote in stored[c.n].text for c in answer.citations),
        statements=len(said),
        supported=sum(is_supported(text, [sources[n] for n in numbers if n in sources]) for text, numbers in said),
    )


def is_precise(citation: Citation, passage: Passage, spots: Sequence[Spot]) -> bool:
    """True if the quote shares a term and a stretch of text with a spot that lies in the cited passage."""
    start = passage.text.find(citation.quote)
    if start < 0 or not citation.quote:
        return False
    end = start + len(citation.quote)
    around = "\n".join((*passage.section, *passage.footnotes))
    for spot in spots:
        if spot.document != citation.document_id or not window(f"{passage.text}\n{around}", spot.terms):
            continue
        inside = [term for term in spot.terms if window(passage.text, [term])]
        span = window(passage.text, inside) if inside else None
        if span and span[0] < end and span[1] > start and any(window(citation.quote, [term]) for term in inside):
            return True
    return False


def statements(answer: str) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences, list items and table rows of an answer with the markers they fall under.

    English sentences that only announce a quote are none. A statement falls under its own marker, else under the next
    in its line, else under the last before it; one that ends with a colon, or has none before it, belongs to what follows.
    """
    found: list[tuple[str, tuple[int, ...]]] = []
    owned: list[bool] = []
    last: tuple[int, ...] = ()
    for line in filter(None, map(str.strip, answer.splitlines())):
        if re.fullmatch(r"\|?[\s|:-]+\|?", line):
            continue  # the rule under the head of a table
        if _FRAME.fullmatch(line):
            continue
        parts: list[tuple[str, tuple[int, ...]]] = []
        for text in _parts(line):
            if squeezed(_MARKER.sub("", text)):
                parts.append((_MARKER.sub("", text).strip(), _numbers(text)))
            elif parts:  # a marker behind the full stop
                parts[-1] = (parts[-1][0], (*parts[-1][1], *_numbers(text)))
        following: tuple[int, ...] = ()
        for i in reversed(range(len(parts))):
            following = parts[i][1] or following
            parts[i] = (parts[i][0], following or last)
        last = _numbers(line) or last
        found += parts
        owned += [bool(_numbers(line))] * len(parts)
    for i in reversed(range(len(found) - 1)):
        text, numbers = found[i]
        if not numbers or (text.endswith(":") and not owned[i]):
            found[i] = (text, found[i + 1][1])
    return found


def is_supported(statement: str, sources: Sequence[tuple[Citation, Passage]]) -> bool:
    """True if its sources together say the statement: every piece stands in a quote, in what names one, or is computed."""
    if any(stands_in(citation.quote, statement.strip(" .,")) for citation, _ in sources):
        return True
    pieces = [piece.strip(" .,") for piece in re.split(r"[;:|()\n]|,\s|\s[–-]\s", statement)]
    return bool(sources) and all(
        _COMPUTED.fullmatch(piece) or any(_says(citation, passage, piece) for citation, passage in sources)
        for piece in pieces
        if squeezed(piece)
    )


def _says(citation: Citation, passage: Passage, piece: str) -> bool:
    """True if the quote says the piece, or its headings, columns, caption, document or alliance are called so."""
    captions = [passage.text[u.start : u.end] for u in passage.units if u.kind in (UnitKind.CAPTION, UnitKind.LEAD)]
    names = (*passage.header, *passage.section, *captions, citation.title)
    return any(stands_in(text, piece) for text in (citation.quote, *names)) or _is_name(piece, citation.alliance or "")


def _is_name(piece: str, alliance: str) -> bool:
    return bool(alliance) and squeezed(alliance) in squeezed(piece) and len(piece.split()) <= _NAME


def _parts(line: str) -> list[str]:
    line = re.sub(r"^(?:[-•*]|\d{1,2}[.)]|[a-z][.)])\s+|\*\*|^#+\s", "", line)
    if line.startswith("|"):
        return [line]
    return [line[start:end] for start, end in split_sentences(line)]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in _MARKER.findall(text))
