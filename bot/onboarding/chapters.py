"""The chapters that a programme fills; one that it says nothing to has no entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.onboarding.documents import described_projects, standing
from bot.onboarding.words import enumerated, plural, sentence
from bot.sources import Sources
from bot.web.german import count
from corpus.model import Citation, Evidence, Programme
from corpus.programme import Body, FundingObject, Project
from corpus.results import Chapter, Entry, TimelineEvent
from retrieval.index import Index

TIMELINE = "veraenderungen"  # the chapter whose content is the timeline


def about(programme: Programme, sources: Sources) -> Chapter:
    """What the alliance is, and its territory unless the statements name it."""
    entries = [_entry(s.title, s.text, s.sources, sources) for s in programme.about]
    said = " ".join(s.text for s in programme.about)
    if not all(district in said for district in programme.districts):
        text = f"Zum Gebiet gehören {enumerated(programme.districts)}."
        entries.append(Entry(title="Gebiet", text=text, citation=sources.cite(programme.sources, about=text)))
    return Chapter(
        id="buendnis",
        title="Was das Bündnis ist",
        lead="Wer sich hier zusammengetan hat, wo und wozu.",
        entries=tuple(entries),
    )


def members(programme: Programme, sources: Sources) -> Chapter:
    """Who belongs to which body."""
    entries = [
        Entry(
            title=body.name,
            text="Dazu gehört:" if len(body.members) == 1 else "Dazu gehören:",
            items=body.members,
            citation=sources.cite(body.sources, about=" ".join(body.members)),
        )
        for body in programme.bodies
        if body.members
    ]
    return Chapter(
        id="mitglieder",
        title="Wer wo sitzt",
        lead="Die Gremien und Stellen und wer ihnen angehört.",
        entries=tuple(entries),
    )


def decisions(programme: Programme, sources: Sources) -> Chapter:
    """Who has which task and meets how often, who decides on what, then the way of a project to its decision."""
    titles = {o.id: o.title for o in programme.funding_objects}
    entries = [entry for body in programme.bodies for entry in _tasks(body, sources)]
    entries += _deciders(programme, sources)
    for number, step in enumerate(programme.procedure, start=1):
        only = (f"Nur für: {enumerated([titles.get(o, o) for o in step.applies_to])}",) if step.applies_to else ()
        entries.append(_entry(f"Schritt {number}: {step.title}", step.text, step.sources, sources, items=only))
    lead = (
        "Welche Stelle welche Aufgabe hat, wie oft getagt wird und welchen Weg ein Projekt von der Idee bis zum Bescheid "
        "nimmt."
    )
    return Chapter(id="entscheidungen", title="Wer was entscheidet und wie oft", lead=lead, entries=tuple(entries))


def _tasks(body: Body, sources: Sources) -> Iterator[Entry]:
    """One entry, or two where task and meetings are said in different places."""
    does = sources.cite(body.sources)
    if body.meets is None:
        yield Entry(title=body.name, text=sentence(body.role), citation=does)
        return
    often = sentence(body.meets) if body.meets.endswith(".") else f"Wie oft: {sentence(body.meets)}"
    met = sources.cite(body.sources, about=body.meets)
    if met == does:
        yield Entry(title=body.name, text=f"{sentence(body.role)} {often}", citation=does)
    else:
        yield Entry(title=body.name, text=sentence(body.role), citation=does)
        yield Entry(title=f"Wie oft: {body.name}", text=sentence(body.meets), citation=met)


def _deciders(programme: Programme, sources: Sources) -> Iterator[Entry]:
    """Who decides on which funding objects, one entry for each place where that is said."""
    objects: dict[str, list[FundingObject]] = {}
    for funding in programme.funding_objects:
        objects.setdefault(funding.decides, []).append(funding)
    places: dict[Citation | None, list[str]] = {}
    for decides, first in ((text, several[0]) for text, several in objects.items()):
        places.setdefault(sources.cite(first.sources, about=decides), []).append(decides)
    titles = {decides: enumerated([funding.title for funding in several]) for decides, several in objects.items()}
    for citation, said in places.items():
        if len(said) == 1:
            yield Entry(title=f"Wer entscheidet: {titles[said[0]]}", text=said[0], citation=citation)
        else:
            items = tuple(f"{titles[decides]}: {decides}" for decides in said)
            yield Entry(title="Wer entscheidet", text="Je nach Fördergegenstand:", items=items, citation=citation)


def money(programme: Programme, sources: Sources) -> Chapter:
    """What money is given for, and how much there is."""
    entries = [_entry(o.title, o.description, o.sources, sources) for o in programme.funding_objects]
    entries += [_entry(s.title, s.text, s.sources, sources) for s in programme.money]
    lead = "Wofür es Geld gibt und wie viel. Beträge und Sätze gelten nur für den Zeitraum, der dabeisteht."
    return Chapter(id="geld", title="Wie das Geld fließt", lead=lead, entries=tuple(entries))


def changes(timeline: Sequence[TimelineEvent]) -> Chapter:
    """The place of the timeline. It has no entries of its own, so that nothing stands in the result twice."""
    since = timeline[0].year if timeline else "der Gründung"
    lead = "Die Zeitleiste, das Älteste zuerst."
    return Chapter(id=TIMELINE, title=f"Was sich seit {since} geändert hat", lead=lead, entries=())


def action_fields(programme: Programme, sources: Sources, index: Index, today: date) -> Chapter:
    """The action fields with their topics, then the goals across all of them.

    The lead says which documents the fields are from, and whether these hold.
    """
    entries = []
    documents: dict[str, str] = {}
    for field in programme.action_fields:
        text = f"Umfasst {count(len(field.topics), 'Thema', 'Themen')}." if field.topics else sentence(field.title)
        entries.append(_entry(f"{programme.field_word} {field.id}: {field.title}", text, field.sources, sources))
        if citation := entries[-1].citation:
            documents[citation.document_id] = standing(index.documents[citation.document_id], index, today)
        entries += [_entry(f"Thema: {t.title}", t.description, t.sources, sources) for t in field.topics]
    entries += [_entry(f"Übergreifend: {g.title}", g.description, g.sources, sources) for g in programme.cross_cutting]
    lead = "; ".join(f"{index.documents[i].title} ({stands})" for i, stands in documents.items())
    return Chapter(
        id="handlungsfelder",
        title=f"Aktuelle {plural(programme.field_word)}",
        lead=f"Nach: {lead}." if lead else "",
        entries=tuple(entries),
    )


def projects(programme: Programme, sources: Sources, index: Index) -> Chapter:
    """The projects that the programme names, then those that only a document of the index tells of."""
    entries = [_entry(p.title, p.text, p.sources, sources, items=_served(p, programme)) for p in programme.projects]
    entries += described_projects(programme, sources, index)
    return Chapter(
        id="projekte", title="Projekte bisher", lead="Projekte, die in den Dokumenten stehen.", entries=tuple(entries)
    )


def _served(project: Project, programme: Programme) -> tuple[str, ...]:
    """The action fields of a project in one line, with its title where it is only one."""
    fields = [field for field in programme.action_fields if field.id in project.fields]
    if len(fields) == 1:
        return (f"{programme.field_word} {fields[0].id}: {fields[0].title}",)
    return (f"{plural(programme.field_word)} {enumerated([f.id for f in fields])}",) if fields else ()


def _entry(
    title: str, text: str, evidence: Sequence[Evidence], sources: Sources, *, items: tuple[str, ...] = ()
) -> Entry:
    return Entry(title=title, text=text, citation=sources.cite(evidence), items=items)
