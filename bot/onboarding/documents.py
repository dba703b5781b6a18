"""What the onboarding takes from the index itself: documents, whether they hold, projects that only a document tells of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.sources import Sources
from bot.web.german import KINDS, format_issued, validity
from corpus.dates import first_day
from corpus.model import Document, Kind, Programme
from corpus.results import Chapter, Entry
from retrieval.index import Index
from retrieval.scope import is_outdated


def standing(document: Document, index: Index, today: date) -> str:
    """ "Stand: Dezember 2024, in Kraft bis 31. Dezember 2027"; of papers that only report, the first part."""
    successors = tuple(d for d in index.documents.values() if document.id in d.supersedes)
    known, holds = validity(document, successors, today)
    stand = f"Stand: {format_issued(document.issued)}"
    return stand if known is None and document.kind.authority > Kind.STRATEGIE.authority else f"{stand}, {holds}"


def described_projects(programme: Programme, sources: Sources, index: Index) -> Iterator[Entry]:
    """The documents about projects of the alliance that no project of the programme rests on or is named like."""
    known = {evidence.document for project in programme.projects for evidence in project.sources}
    titles = [project.title.casefold() for project in programme.projects]
    for document in index.documents.values():
        if document.kind is not Kind.PROJEKT or document.alliance != programme.alliance or document.id in known:
            continue
        if any(title in document.title.casefold() for title in titles):
            continue
        if citation := sources.cite_document(document.id):
            text = f"Dazu liegt eine Projektbeschreibung vor, Stand: {format_issued(document.issued)}."
            yield Entry(title=document.title, text=text, citation=citation)


def reading(programme: Programme, sources: Sources, index: Index, today: date, missing: str) -> Chapter:
    """The documents of the alliance, then those about all of them; the newest first, what no longer holds last.

    `missing` is a sentence about what the chapters before lack, or nothing.
    """
    every = tuple(index.documents.values())
    documents = [d for d in every if d.alliance in (None, programme.alliance)]
    documents.sort(key=lambda d: first_day(d.issued), reverse=True)
    documents.sort(key=lambda d: (d.alliance is None, is_outdated(d, every, today)))
    entries = []
    for document in documents:
        if citation := sources.cite_document(document.id):
            beyond = " Betrifft nicht nur dieses Bündnis." if document.alliance is None else ""
            about = f"{KINDS[document.kind]}, {standing(document, index, today)}. Herausgeber: {document.publisher}."
            entries.append(Entry(title=document.title, text=about + beyond, citation=citation))
    lead = "Die Dokumente im Index; was nicht mehr gilt, steht hinten."
    return Chapter(
        id="nachlesen",
        title="Zum Nachlesen",
        lead=" ".join(filter(None, (lead if entries else "Im Index ist dazu kein lesbares Dokument.", missing))),
        entries=tuple(entries),
    )
