"""Whom to ask about an alliance: the contact of its programme file, quoted from the place that the file names as its source."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.quotes import Quote, stretch
from bot.understanding.forms import DETAILS
from corpus.model import Asks, Contact, Hit, Programme, Question
from retrieval.analysis import stem
from retrieval.index import Index
from retrieval.scope import Scope
from retrieval.units import quoted

# what one turns to an alliance with; any other word asks for the contact of something else
_OCCASIONS = frozenset(
    stem(word)
    for line in (
        "wegen idee projektidee projekt vorhaben antrag anfrage frage fragen förderung information informationen auskunft",
        "allianz bündnis fachkräftebündnis fachkräfteallianz wende wenden melde melden richte zuständig kontaktiere ruf rufe gern gerne",
    )
    for word in line.split()
)


def programme_contact(index: Index, question: Question, alliance: str | None) -> list[Quote]:
    """The contact of the alliance if a contact is asked for and nothing else is named; else empty."""
    if question.asks not in DETAILS | {Asks.CONTACT} or not alliance or question.places or question.names:
        return []
    if any(term not in _OCCASIONS for term in question.terms):
        return []
    programmes: Sequence[Programme] = index.generation.programmes
    contact = next((p.contact for p in programmes if p.alliance == alliance and p.contact), None)
    passage = contact and contact.source and contact.source.passage_id
    hit = next((hit for hit in index.hits(Scope(alliance=alliance)) if hit.passage.id == passage), None)
    return _detail_units(hit, contact) if hit and contact else []


def _detail_units(hit: Hit, contact: Contact) -> list[Quote]:
    details = [d for d in (contact.person, contact.phone, contact.email) if d]
    units = hit.passage.units
    numbers = [n for n, unit in enumerate(units) if any(d in quoted(hit.passage, unit) for d in details)]
    return [stretch(hit, range(numbers[0], numbers[-1] + 1))] if numbers else []
