"""What is said when the documents do not answer: what is missing, the closest thing that is there, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence

from bot.web.german import format_issued, in_quotes
from corpus.model import Check, Contact, Hit, Programme, Question
from retrieval.index import Index
from retrieval.scope import Scope

NOTHING = "Dazu sagen die durchsuchten Dokumente nichts, worauf sich eine Antwort stützen ließe."
NOTHING_ENGLISH = "The documents searched do not answer this question."


def refusal(question: Question, hits: Sequence[Hit], failed: Check | None, *, related: bool) -> str:
    """The sentence of a refusal; `related` if the best passage is about the topic and so worth naming."""
    text = NOTHING_ENGLISH if question.english else NOTHING
    if failed and failed.name in ("year", "place", "cell") and not question.english:
        text = f"{NOTHING} {failed.text}"
    if related and hits:
        text = f"{text} {_closest(hits[0], question.english)}"
    return text


def _closest(hit: Hit, english: bool) -> str:
    section = f" ({in_quotes(hit.passage.section[-1].rstrip(':. '))})" if hit.passage.section else ""
    page = f", S. {hit.passage.page}" if hit.passage.page else ""
    title = f"{in_quotes(hit.document.title)}{page}{section}, Stand: {format_issued(hit.document.issued)}"
    return f"Closest to it: {title}." if english else f"Am nächsten kommt: {title}."


def suggestions(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Questions about what may be there: the sections that came closest, closest first."""
    titles = dict.fromkeys(hit.passage.section[-1].rstrip(":. ") for hit in hits[:5] if hit.passage.section)
    return tuple(f"Was sagen die Dokumente zu {in_quotes(title)}?" for title in titles)


def contact(index: Index, question: Question, scope: Scope, hits: Sequence[Hit]) -> Contact | None:
    """Whom to ask: the contact of the alliance that is asked about, else of the one whose document came closest."""
    programmes: Sequence[Programme] = index.generation.programmes
    closest = (hits[0].document.alliance,) if hits and hits[0].document.alliance else ()
    named = (scope.alliance,) if scope.alliance else question.alliances or closest
    return next((p.contact for p in programmes if p.alliance in named and p.contact), None)
