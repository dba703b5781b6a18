"""The onboarding: a guided reading for new members, put together from programme and index, nothing written twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.onboarding.chapters import TIMELINE, about, action_fields, changes, decisions, members, money, projects
from bot.onboarding.documents import reading
from bot.onboarding.questions import questions_of
from bot.onboarding.words import enumerated, german_order, lasts, spoken_time, start_of
from bot.sources import Sources
from corpus.dates import first_day
from corpus.model import IndexInfo, Programme
from corpus.results import Chapter, GlossaryEntry, Onboarding, TimelineEvent
from retrieval.index import Index


def onboarding(index: Index, programme: Programme, info: IndexInfo, *, today: date | None = None) -> Onboarding:
    """The onboarding of an alliance; one without a programme file gets what the index has.

    `today` decides which documents are in force.
    """
    today = today or date.today()
    sources = Sources(index)
    # in the order in which they are read, for a source gets its number where it is first met
    opening = (
        about(programme, sources),
        members(programme, sources),
        decisions(programme, sources),
        money(programme, sources),
    )
    timeline = _timeline(programme, sources)
    then = (
        changes(timeline),
        action_fields(programme, sources, index, today),
        projects(programme, sources, index),
    )
    chapters = (*opening, *then)
    filled = tuple(c for c in chapters if c.entries or (c.id == TIMELINE and timeline))
    closing = reading(programme, sources, index, today, _missing(chapters, filled))
    glossary = _glossary(programme, sources)
    if programme.contact and programme.contact.source:
        sources.cite((programme.contact.source,))
    return Onboarding(
        alliance=programme.alliance,
        name=programme.name,
        chapters=(*filled, closing),
        timeline=timeline,
        glossary=glossary,
        questions=questions_of(programme),
        citations=sources.all,
        contact=programme.contact,
        index=info,
    )


def _timeline(programme: Programme, sources: Sources) -> tuple[TimelineEvent, ...]:
    """The events, oldest first; in one year, what happened comes before what lasted."""
    events = sorted(programme.timeline, key=lambda event: _placed(event.when))
    return tuple(
        TimelineEvent(
            when=spoken_time(event.when),
            year=first_day(start_of(event.when)).year,
            text=event.text,
            citation=sources.cite(event.sources),
        )
        for event in events
    )


def _placed(when: str) -> tuple[int, bool, date]:
    start = first_day(start_of(when))
    return start.year, lasts(when), start


def _missing(planned: Sequence[Chapter], filled: Sequence[Chapter]) -> str:
    """What a reader should know about chapters that there was nothing for."""
    if not filled:
        return "Mehr ist zu diesem Bündnis noch nicht mit Beleg aufbereitet."
    gaps = [f"„{chapter.title}“" for chapter in planned if chapter not in filled]
    return f"Noch nicht mit Beleg aufbereitet: {enumerated(gaps)}." if gaps else ""


def _glossary(programme: Programme, sources: Sources) -> tuple[GlossaryEntry, ...]:
    """The terms in the order of the German alphabet."""
    return tuple(
        GlossaryEntry(
            term=term.term,
            meaning=term.meaning,
            citation=sources.cite(term.sources),
        )
        for term in sorted(programme.glossary, key=lambda term: german_order(term.term))
    )
