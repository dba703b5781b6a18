"""The numbered sources of a result that is built from a programme: each stretch of text once, by order of first use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Citation, Evidence, Passage, Unit, UnitKind
from retrieval.analysis import index_terms
from retrieval.index import Index

_TELLING = 60  # characters; what is shorter is a remark below the title rather than a sentence of the text
_LABELLED = re.compile(r"\w+: ")  # "Stand: November 2026"


class Sources:
    """Collects the citations of one result; make a new one for the next."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._cited: dict[tuple[str, int, int], Citation] = {}

    @property
    def all(self) -> tuple[Citation, ...]:
        """Every citation so far, in the order of its number."""
        return tuple(self._cited.values())

    def cite(self, evidence: Sequence[Evidence], *, about: str = "") -> Citation | None:
        """The citation for the first evidence that ingest has resolved, which is an entry's main one; None without one.

        A part of an entry, given as `about`, may rest on another of them: the one that shares most words with it.
        """
        resolved = [e for e in evidence if e.passage_id]
        if not resolved:
            return None
        best = max(resolved, key=lambda e: self._shared(e, about)) if about else resolved[0]
        return self.cite_span(self._passage(best), best.start, best.end)

    def cite_span(self, passage: Passage, start: int, end: int) -> Citation:
        """The citation for `passage.text[start:end]`; the same stretch keeps its number."""
        key = passage.id, start, end
        if key not in self._cited:
            document = self._index.documents[passage.document_id]
            self._cited[key] = Citation(
                n=len(self._cited) + 1,
                document_id=document.id,
                title=document.title,
                kind=document.kind,
                alliance=document.alliance,
                issued=document.issued,
                page=_page(passage, start, end),
                section=passage.section,
                quote=passage.text[start:end],
                passage_id=passage.id,
                url=source_url(passage.id, start, end),
                source=document.source,
            )
        return self._cited[key]

    def cite_document(self, document_id: str) -> Citation | None:
        """The first citation of a document so far, else of its first full sentence; None if it has no text."""
        found = next((c for c in self._cited.values() if c.document_id == document_id), None)
        units = [(p, unit) for p in self._index.by_document[document_id] for unit in p.units]
        if found or not units:
            return found
        passage, unit = next((each for each in units if _tells(*each)), units[0])
        return self.cite_span(passage, unit.start, unit.end)

    def _passage(self, evidence: Evidence) -> Passage:
        return self._index.by_id[evidence.passage_id or ""]

    def _shared(self, evidence: Evidence, about: str) -> int:
        quote = self._passage(evidence).text[evidence.start : evidence.end]
        return len(self._terms(about) & self._terms(quote))

    def _terms(self, text: str) -> set[str]:
        return set(index_terms(text, self._index.lexical.vocabulary))


def source_url(passage_id: str, start: int, end: int) -> str:
    """The page that shows a passage with this stretch marked."""
    return f"/quelle/{passage_id}?zitat={start}-{end}#stelle"


def _page(passage: Passage, start: int, end: int) -> int | None:
    """The page on which the stretch begins: a passage may run over several."""
    first = next((unit for unit in passage.units if unit.start < end and start < unit.end), None)
    return (first.page if first else None) or passage.page


def _tells(passage: Passage, unit: Unit) -> bool:
    text = passage.text[unit.start : unit.end]
    return unit.kind is UnitKind.SENTENCE and len(text) >= _TELLING and not _LABELLED.match(text)
