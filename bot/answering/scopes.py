"""Alliances side by side: two that are compared, two that both answer, or a question back when one is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.finding import Finding, find
from bot.answering.quotes import Quote
from bot.understanding.english import lead_sentence
from bot.understanding.understand import read
from corpus.model import Programme, Question, Status
from retrieval.index import Index
from retrieval.scope import Scope, without_alliances

_ALMOST = 0.15  # the second alliance must answer nearly as surely as the first
_RIVAL = 1.5  # score
_COMPARING = re.compile(
    r"\b(?:worin|wie|was) unterscheide[nt](?: sich)?\b|\b(?:was ist |welche[rn]? |gibt es )?(?:der |den |die |einen )?unterschiede?n?(?: gibt es)?\b|\bim vergleich(?: zu[mr]?)?\b|\bvergleich\w*|\bjeweils\b|\bbeiden?\b"
    r"|\bwhat is the difference between\b|\bcompare\w*|\bdiffer\w*",
    re.I,
)
_DANGLING = re.compile(
    r"\b(?:und|oder|sowie|in|im|bei|beim|von|vom|für|zwischen|mit|gegenüber|zu|and|in|of|between|for|vs\.?)\s*(?=(?:und|oder|sowie|in|im|bei|von|für|zwischen|mit|zu|and|of|vs)\b|[,:?]|$)",
    re.I,
)
_CELL = 250  # characters: longer quotes stand below each other
_DEFINITE = re.compile(
    r"\b(?:das|dem|des|im|beim|vom|die|der)\s+(?:regionale\w*\s+)?(\w*(?:bündnis|allianz)\w*)\b", re.I
)


@dataclass(frozen=True, kw_only=True)
class Apart:
    """What each alliance answers; empty where there is nothing to keep apart. `clarify` if only one can be meant."""

    findings: tuple[Finding, ...] = ()
    quotes: tuple[Quote, ...] = ()
    clarify: bool = False
    silent: tuple[str, ...] = ()  # names of compared alliances on which the documents say nothing


def apart(index: Index, question: Question, first: Finding, *, scope: Scope, today: date) -> Apart:
    """Answer for each alliance if two are named, or if none is and more than one answers."""
    if scope.alliance or len(question.alliances) == 1:
        return Apart()
    if not question.alliances and (
        not first.quotes or first.quotes[0].hit.document.alliance is None or question.places
    ):
        return Apart()
    slugs = question.alliances or _alliances(index)
    if len(slugs) < 2:
        return Apart()
    definite = not question.alliances and bool(_DEFINITE.search(question.text))
    if not question.alliances and not definite and not _rivalled(first):
        return Apart()
    asked = _for_one(index, question) if question.alliances else question
    own = None if question.alliances else first.quotes[0].hit.document.alliance
    findings = [
        first if slug == own else find(index, asked, scope=replace(scope, alliance=slug), today=today) for slug in slugs
    ]
    both = [f for f in findings if f.quotes and f.quotes[0].hit.document.alliance is not None]
    if not question.alliances:
        both = [f for f in both if f.confidence >= first.confidence - _ALMOST]
        # each side has to speak of the very thing: Lenkungskreis here, Lenkungsgruppe there is no common answer
        both = [f for f in both if definite or _missing(f) <= _missing(first)]
    answering = {f.quotes[0].hit.document.alliance for f in both}
    if len(answering) < 2 and not (answering and question.alliances):
        return Apart()
    silent = tuple(_name(index, slug) for slug in question.alliances if slug not in answering)
    sides = [_side(index, f) for f in both]
    if len(sides) > 1 and all(_fits_a_cell(quotes) for _, quotes in sides):
        quotes = _as_table([(name, quotes[0]) for name, quotes in sides])
    else:
        quotes = tuple(
            replace(q, lead=f"**{name}:** {q.lead}" if i == 0 else q.lead)
            for name, side in sides
            for i, q in enumerate(side)
        )
    return Apart(findings=tuple(findings), quotes=() if definite else quotes, clarify=definite, silent=silent)


def _for_one(index: Index, question: Question) -> Question:
    """What is asked of each of the alliances that are compared: the question without their names and the comparing."""
    text = _COMPARING.sub(" ", without_alliances(question.text, index.generation.programmes))
    while (less := _DANGLING.sub(" ", " ".join(text.split()))) != text:
        text = less
    text = text.strip(" ,:-–")
    return read(index, text) if len(text.split()) > 1 else question


def _rivalled(first: Finding) -> bool:
    """True if a passage of another alliance comes near the best one; else asking again would change nothing."""
    best = first.ranked[0]
    other = (c for c in first.ranked if c.hit.document.alliance not in (None, best.hit.document.alliance))
    return any(best.score - c.score <= _RIVAL for c in other)


def _missing(finding: Finding) -> float:
    """Weight of the rarest word of the question that the best passage does not name, 0 to 1."""
    return finding.ranked[0].feature("rarest_missing") if finding.ranked else 1.0


def _side(index: Index, finding: Finding) -> tuple[str, tuple[Quote, ...]]:
    return _name(index, finding.quotes[0].hit.document.alliance), finding.quotes


def _fits_a_cell(quotes: Sequence[Quote]) -> bool:
    return (
        len(quotes) == 1 and "\n" not in quotes[0].text and "|" not in quotes[0].text and len(quotes[0].text) <= _CELL
    )


def _as_table(sides: Sequence[tuple[str, Quote]]) -> tuple[Quote, ...]:
    """One column an alliance."""
    head = f"| {' | '.join(name for name, _ in sides)} |\n| {' | '.join('---' for _ in sides)} |\n| "
    return tuple(
        replace(
            quote,
            lead=head if i == 0 else "",
            glue="\n\n" if i == 0 else " | ",
            tail=" |" if i == len(sides) - 1 else "",
        )
        for i, (_, quote) in enumerate(sides)
    )


def clarification(index: Index, question: Question, split: Apart) -> tuple[str, tuple[str, ...]]:
    """The question back, and the readings as questions that stand for themselves."""
    slugs = [slug for f in split.findings if f.quotes and (slug := f.quotes[0].hit.document.alliance)]
    names = [_name(index, slug) for slug in dict.fromkeys(slugs)]
    text = f"Das antworten die Bündnisse verschieden. Welches meinen Sie: {' oder '.join(names)}?"
    if question.english:
        text = lead_sentence(question.asks, names, Status.CLARIFY)
    bare = question.text.rstrip("? ")
    return text, tuple(f"{bare} ({name})?" for name in names)


def _alliances(index: Index) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d.alliance for d in index.documents.values() if d.alliance))


def _name(index: Index, slug: str | None) -> str:
    programmes: Sequence[Programme] = index.generation.programmes
    return next((p.name for p in programmes if p.alliance == slug), slug or "")
