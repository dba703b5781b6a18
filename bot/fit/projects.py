"""Projects of the corpus that are like an idea: those the programmes name and the documents of kind projekt."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from rapidfuzz import fuzz

from bot.sources import Sources
from corpus.model import Kind, Passage
from corpus.programme import Programme
from corpus.results import SimilarProject
from retrieval.index import Index

_SHOWN = 3
_SAME_TITLE = 90.0  # 0 to 100
_SENTENCE = 60  # characters
_TELLING = 2.0  # spreads above the mean of all units; below it likeness is chance

Span = tuple[Passage, int, int]


def similar_projects(
    index: Index, programme: Programme, vector: np.ndarray, sources: Sources
) -> tuple[SimilarProject, ...]:
    """The three most similar, best first, those of the alliance's own programme before others as similar."""
    units = index.unit_similarities(vector)
    mean, spread = float(units.mean()), float(units.std()) or 1.0
    found: list[tuple[float, str, Span]] = []
    for title, spans in _projects(index, programme):
        score, span = max((_likeness(span, units, index.unit_start) for span in spans), key=lambda pair: pair[0])
        if (score - mean) / spread >= _TELLING:
            found.append((score, title, span))
    found.sort(key=lambda each: -each[0])
    return tuple(
        SimilarProject(
            title=title,
            document_id=span[0].document_id,
            similarity=round((score - mean) / (1.0 - mean), 3),
            citation=sources.cite_span(*span),
        )
        for score, title, span in found[:_SHOWN]
    )


def _projects(index: Index, programme: Programme) -> Iterator[tuple[str, list[Span]]]:
    """Every project once, by the name that a programme gives it, with the spans of text that are about it."""
    named: dict[str, list[Span]] = {}
    others = [p for p in index.generation.programmes if p.alliance != programme.alliance]
    for project in [project for each in (programme, *others) for project in each.projects]:
        spans = [(index.by_id[e.passage_id], e.start, e.end) for e in project.sources if e.passage_id]
        named.setdefault(project.title, []).extend(spans)
    for document in index.documents.values():
        if document.kind is Kind.PROJEKT:
            spans = [(p, u.start, u.end) for p in index.by_document[document.id] for u in p.units]
            title = next((t for t in named if fuzz.partial_ratio(t, document.title) >= _SAME_TITLE), document.title)
            named.setdefault(title, []).extend(spans)
    for title, spans in named.items():
        if spans:
            yield title, spans


def _likeness(span: Span, units: np.ndarray, begins: dict[str, int]) -> tuple[float, Span]:
    """How similar the best unit of a span is, and that unit."""
    passage, start, end = span
    within = [n for n, u in enumerate(passage.units) if u.start < end and start < u.end]
    # a title or a catchword is like many things and tells a reader nothing
    within = [n for n in within if passage.units[n].end - passage.units[n].start >= _SENTENCE]
    if not within:
        return -1.0, span
    best = max(within, key=lambda n: float(units[begins[passage.id] + n]))
    unit = passage.units[best]
    return float(units[begins[passage.id] + best]), (passage, unit.start, unit.end)
