"""Quotes get their numbered markers; a citation is one verbatim stretch of a passage."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.answering.quotes import as_markdown, cite, marked, stretch
from retrieval.index import Index
from retrieval.units import quoted
from tests.bot.answering.asking import candidate
from tests.bot.answering.conftest import Shelve


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Satz.", "Ein Satz. [7]"),
        ("Erster.\n\nZweiter.", "Erster. [7]\n\nZweiter. [7]"),
        ("Es gilt:\n- eins\n- zwei", "Es gilt: [7]\n- eins\n- zwei"),
        ("Es gilt:\n1. eins\n2. zwei", "Es gilt: [7]\n1. eins\n2. zwei"),
        ("Es gilt:\na) eins\nb) zwei", "Es gilt: [7]\na) eins\nb) zwei"),
        ("Titel\n\n| a | b |\n| --- | --- |\n| 1 | 2 |", "Titel [7]\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("Zeile\nnoch eine Zeile", "Zeile\nnoch eine Zeile [7]"),
    ],
)
def test_the_marker(text: str, expected: str) -> None:
    assert marked(text, 7) == expected


def test_bullets_become_markdown() -> None:
    assert as_markdown("Es gilt:\n• eins\n  • zwei\nA • B") == "Es gilt:\n- eins\n  - zwei\nA • B"


def test_quotes_of_one_passage_share_a_number_and_a_citation(papers: Index) -> None:
    vorsitz, gaeste = candidate(papers, "Den Vorsitz führt die Handwerk"), candidate(papers, "Gäste können")
    hafen = candidate(papers, "Den Vorsitz führt die Hafenkammer")
    quotes = [stretch(c.hit, [c.number]) for c in (gaeste, hafen, vorsitz)]
    text, citations = cite(quotes)
    assert re.findall(r"\[(\d)\]", text) == ["1", "2", "1"]
    assert [c.n for c in citations] == [1, 2]
    assert [c.document_id for c in citations] == ["moorgau-strategie", "kuestenbogen-strategie"]
    # from the first to the last quoted unit, whatever their order in the answer
    assert citations[0].quote == f"{vorsitz.text} {gaeste.text}"
    assert citations[1].quote == hafen.text
    start = hafen.hit.passage.text.index(hafen.text)
    assert citations[1].url == f"/quelle/{hafen.hit.passage.id}?zitat={start}-{start + len(hafen.text)}#stelle"


def test_a_citation_says_where_it_is_from(papers: Index) -> None:
    c = candidate(papers, "Er tagt dreimal")
    _, (citation,) = cite([stretch(c.hit, [c.number])])
    document = papers.documents["moorgau-strategie"]
    assert citation.section == ("Gremien", "Beirat")
    assert (citation.title, citation.kind, citation.alliance) == (document.title, document.kind, document.alliance)
    assert (citation.issued, citation.page, citation.source) == (document.issued, None, document.source)
    assert citation.passage_id == c.hit.passage.id


def test_our_own_words_and_glue_stand_around_the_quote(papers: Index) -> None:
    c, d = candidate(papers, "Er tagt dreimal"), candidate(papers, "Sie tagt zweimal")
    one = replace(stretch(c.hit, [c.number]), lead="| A | B |\n| --- | --- |\n| ")
    two = replace(stretch(d.hit, [d.number]), glue=" | ", tail=" |")
    text, citations = cite([one, two])
    assert text == f"| A | B |\n| --- | --- |\n| {c.text} [1] | {d.text} [2] |"
    assert [x.quote for x in citations] == [c.text, d.text]


def test_the_glue_of_the_first_quote_is_left_out(papers: Index) -> None:
    c = candidate(papers, "Er tagt dreimal")
    assert cite([replace(stretch(c.hit, [c.number]), glue="NICHT")])[0] == f"{c.text} [1]"
    assert cite([]) == ("", ())


def test_a_stretch_covers_all_its_units(papers: Index) -> None:
    c = candidate(papers, "Im Beirat wirken mit")
    quote = stretch(c.hit, range(c.number, c.number + 4))
    units = c.hit.passage.units[c.number : c.number + 4]
    assert quote.text.split("\n")[1:] == [f"- {quoted(c.hit.passage, u)}" for u in units[1:]]
    assert c.hit.passage.text[quote.start : quote.end].count("• ") == 3


def test_markers_in_a_paper_are_not_taken_for_ours(shelve: Shelve) -> None:
    index = shelve({"noten.md": "# Noten\n\nDer Chor singt sonntags [12]. Die Orgel [3] schweigt."})
    c = candidate(index, "Der Chor singt")
    text, (citation,) = cite([stretch(c.hit, range(len(c.hit.passage.units)))])
    assert re.findall(r"\[\d+\]", text) == ["[1]"]
    assert "sonntags (12)" in text and "(3)" in text
    assert "[12]" in citation.quote and "[3]" in citation.quote
