"""Sources: numbers in order of first use, verbatim quotes, pages, and which evidence is taken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.sources import Sources, source_url
from corpus.model import Evidence
from retrieval.index import Index


@pytest.fixture
def sources(index: Index) -> Sources:
    return Sources(index)


def resolved(index: Index, words: str) -> Evidence:
    """Evidence for the first unit with these words, as ingest would resolve it."""
    for passage in index.passages:
        for unit in passage.units:
            if words in passage.text[unit.start : unit.end]:
                return Evidence(
                    document=passage.document_id,
                    section="",
                    says=words,
                    passage_id=passage.id,
                    start=unit.start,
                    end=unit.end,
                )
    raise AssertionError(f"„{words}“ steht in keiner Passage")


def test_numbers_follow_the_first_use_and_stay(index: Index, sources: Sources) -> None:
    majority, chair = resolved(index, "einfacher Mehrheit"), resolved(index, "Den Vorsitz führt der Landkreis")
    first, second = sources.cite((majority,)), sources.cite((chair,))
    assert first and second
    assert (first.n, second.n) == (1, 2)
    assert sources.cite((majority,)) is first
    assert sources.all == (first, second)


def test_a_citation_is_verbatim_and_says_where(index: Index, sources: Sources) -> None:
    evidence = resolved(index, "höchstens 40 Prozent")
    citation = sources.cite((evidence,))
    assert citation
    passage = next(p for p in index.passages if p.id == citation.passage_id)
    document = index.documents["non-strategie-2024"]
    assert citation.quote == passage.text[evidence.start : evidence.end]
    assert citation.quote == "Die Förderung beträgt höchstens 40 Prozent der förderfähigen Ausgaben."
    assert citation.url == f"/quelle/{passage.id}?zitat={evidence.start}-{evidence.end}#stelle"
    assert citation.url == source_url(passage.id, evidence.start, evidence.end)
    assert (citation.section, citation.title, citation.issued) == (("Förderung",), document.title, "2024-12")
    assert citation.source == document.source


def test_only_resolved_evidence_counts(index: Index, sources: Sources) -> None:
    unresolved = Evidence(document="beratung", section="", says="Giftpilze")
    evidence = resolved(index, "einfacher Mehrheit")
    assert sources.cite(()) is None
    assert sources.cite((unresolved,)) is None
    assert sources.all == ()
    citation = sources.cite((unresolved, evidence))
    assert citation and "einfacher Mehrheit" in citation.quote


def test_a_part_of_an_entry_takes_the_evidence_that_says_it(index: Index, sources: Sources) -> None:
    evidence = resolved(index, "entscheidet über die Projekte"), resolved(index, "Er tagt zweimal im Jahr")
    assert sources.cite(evidence) == sources.cite(evidence, about="Pilze und Wetter")
    often = sources.cite(evidence, about="Zweimal jährlich oder öfter wird im Jahr getagt.")
    assert often and often.quote.startswith("Er tagt zweimal im Jahr")


def test_the_page_is_that_of_the_first_unit_of_the_stretch(index: Index, sources: Sources) -> None:
    pdf = next(d.id for d in index.documents.values() if d.file.endswith(".pdf") and index.by_document[d.id])
    passage = next(p for p in index.by_document[pdf] if len(p.units) > 1)
    units = (replace(passage.units[0], page=7), replace(passage.units[1], page=8), *passage.units[2:])
    spread = replace(passage, page=7, units=units)
    assert sources.cite_span(spread, 0, units[1].end).page == 7
    assert sources.cite_span(spread, units[1].start, units[1].end).page == 8
    unpaged = replace(passage, page=3, units=tuple(replace(u, page=None) for u in passage.units))
    assert sources.cite_span(unpaged, 0, 1).page == 3


def test_a_document_is_cited_where_it_was_before_else_at_its_first_sentence(index: Index, sources: Sources) -> None:
    evidence = resolved(index, "Den Vorsitz führt der Landkreis")
    before = sources.cite((evidence,))
    assert sources.cite_document("non-strategie-2024") is before
    opening = sources.cite_document("beratung")
    assert opening and opening.quote.startswith("Betriebe können sich kostenlos")
    assert sources.cite_document("kaputt") is None
    assert len(sources.all) == 2
