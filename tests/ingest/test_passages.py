"""Passages: never cut inside a sentence, item or row; lead-ins and headers repeated; pages, ids and hashes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Block, BlockKind, UnitKind
from ingest.passages import Cutting, embedding_text
from retrieval.units import quoted, unit_texts
from tests.ingest.stages import DOCUMENT, passages_of, unit_texts_of

SMALL = Cutting(target=300, hard=450)


def paragraph(text: str, page: int | None = None) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text, page=page)


def sentences(n: int) -> list[str]:
    return [f"Der {i}te Satz handelt von der Sicherung der Fachkräfte in der Region." for i in range(1, n + 1)]


@pytest.mark.parametrize("n", [1, 5, 12, 40])
def test_long_paragraphs_are_cut_between_sentences(n: int) -> None:
    passages = passages_of([paragraph(" ".join(sentences(n)))], cutting=SMALL)
    assert [text for p in passages for text in unit_texts_of(p)] == sentences(n)
    assert " ".join(p.text for p in passages) == " ".join(sentences(n))
    assert all(len(p.text) <= SMALL.hard for p in passages)


def test_parts_of_a_long_paragraph_are_of_like_size() -> None:
    lengths = [len(p.text) for p in passages_of([paragraph(" ".join(sentences(10)))], cutting=SMALL)]
    assert len(lengths) > 1
    assert max(lengths) < 2 * min(lengths)


def test_short_paragraphs_share_a_passage() -> None:
    (passage,) = passages_of([paragraph("Ein Absatz."), paragraph("Noch einer.")])
    assert passage.text == "Ein Absatz.\n\nNoch einer."
    assert unit_texts_of(passage) == ["Ein Absatz.", "Noch einer."]


def test_sections_never_share_a_passage() -> None:
    blocks = [Block(kind=BlockKind.HEADING, text="Ziele", level=1), paragraph("A."), paragraph("B.")]
    blocks += [Block(kind=BlockKind.HEADING, text="Mittel", level=1), paragraph("C.")]
    assert [(p.section, p.text) for p in passages_of(blocks)] == [(("Ziele",), "A.\n\nB."), (("Mittel",), "C.")]


def test_a_sentence_beyond_all_limits_stays_whole() -> None:
    giant = "Der Satz " + "und noch etwas " * 100 + "endet hier."
    passages = passages_of([paragraph(f"Kurz. {giant} Kurz.")], cutting=SMALL)
    assert giant in [text for p in passages for text in unit_texts_of(p)]


def long_list(n: int) -> Block:
    return Block(
        kind=BlockKind.LIST,
        text="Gefördert werden:",
        page=3,
        items=tuple(f"Vorhaben Nummer {i} mit einer kurzen Beschreibung" for i in range(n)),
        item_levels=tuple(i % 2 for i in range(n)),
        item_marks=("",) * n,
        item_pages=tuple(3 + i // 10 for i in range(n)),
    )


def test_a_long_list_is_divided_with_its_lead_in() -> None:
    block = long_list(30)
    passages = passages_of([block], cutting=SMALL)
    assert len(passages) > 3
    items = []
    for passage in passages:
        lead, *rest = passage.units
        assert lead.kind is UnitKind.LEAD
        assert quoted(passage, lead) == "Gefördert werden:"
        assert {u.kind for u in rest} == {UnitKind.ITEM}
        items += [quoted(passage, u) for u in rest]
        assert len(passage.text) <= SMALL.hard
        assert all(text.startswith("Gefördert werden: Vorhaben") for text in unit_texts(passage)[1:])
    assert tuple(items) == block.items


def test_a_list_within_the_limit_is_whole_and_shows_its_levels() -> None:
    (passage,) = passages_of([long_list(3)])
    lines = passage.text.splitlines()
    assert lines[0] == "Gefördert werden:"
    assert [text.index("•") for text in lines[1:]] == [0, 2, 0]


def test_marks_of_numbered_items_are_shown() -> None:
    block = Block(kind=BlockKind.LIST, text="", items=("Beratung", "Antrag"), item_marks=("1.", "2."))
    (passage,) = passages_of([block])
    assert passage.text == "1. Beratung\n2. Antrag"
    assert unit_texts_of(passage) == ["Beratung", "Antrag"]


def test_a_list_stays_with_the_short_paragraph_above() -> None:
    (passage,) = passages_of([paragraph("Die Allianz fördert Projekte der Region."), long_list(5)], cutting=SMALL)
    assert passage.text.startswith("Die Allianz fördert")
    assert passage.kind is BlockKind.LIST


def test_a_long_table_is_divided_with_its_caption_and_header() -> None:
    rows = (("Kreis", "Wert"), *((f"Landkreis Nummer {i} der Region", str(i)) for i in range(40)))
    block = Block(kind=BlockKind.TABLE, text="Tabelle 1: Werte", rows=rows, header_rows=1, page=2)
    passages = passages_of([block], cutting=SMALL)
    assert len(passages) > 2
    found = []
    for passage in passages:
        assert passage.text.startswith("Tabelle 1: Werte\nKreis | Wert\n")
        assert passage.header == ("Kreis", "Wert")
        assert passage.page == 2
        assert len(passage.text) <= SMALL.hard
        found += [quoted(passage, u) for u in passage.units if u.kind is UnitKind.ROW]
    assert found == [" | ".join(row) for row in rows[1:]]


def test_units_and_passages_know_their_pages() -> None:
    (passage,) = passages_of([paragraph("Seite drei.", 3), long_list(12)])
    assert (passage.page, passage.page_end) == (3, 4)
    assert [u.page for u in passage.units] == [3, 3] + [3] * 10 + [4] * 2
    assert passage.id == "probe.p3.1"


def test_ids_count_on_and_name_the_page() -> None:
    blocks = []
    for page in (1, 2):
        blocks += [Block(kind=BlockKind.HEADING, text=f"Teil {page}", level=1), paragraph("Text.", page)]
    assert [(p.id, p.ordinal) for p in passages_of(blocks)] == [("probe.p1.1", 0), ("probe.p2.2", 1)]


def test_ids_and_hashes_are_stable_and_change_with_what_is_embedded() -> None:
    blocks = [Block(kind=BlockKind.HEADING, text="Ziele", level=1), paragraph("Ein Absatz.", 1), paragraph("Mehr.", 2)]
    (first,) = passages_of(blocks)
    assert passages_of(blocks) == (first,)
    (text,) = passages_of([*blocks[:2], paragraph("Anderes.", 2)])
    (section,) = passages_of([replace(blocks[0], text="Mittel"), *blocks[1:]])
    (title,) = passages_of(blocks, document=replace(DOCUMENT, title="Andere"))
    (page,) = passages_of([*blocks[:2], paragraph("Mehr.", 3)])
    assert len({p.content_hash for p in (first, text, section, title)}) == 4
    assert page.content_hash == first.content_hash
    assert {p.id for p in (text, section, title, page)} == {first.id}


def test_what_is_embedded_names_title_and_headings() -> None:
    blocks = [Block(kind=BlockKind.HEADING, text="Ziele", level=1), paragraph("Ein Absatz.")]
    (passage,) = passages_of(blocks)
    assert embedding_text(DOCUMENT, passage) == "Probe › Ziele\nEin Absatz."


@pytest.mark.parametrize("text", ["", "   ", "."])
def test_empty_blocks_do_no_harm(text: str) -> None:
    blocks = [paragraph(text), Block(kind=BlockKind.LIST, text="", items=("", "Ein Punkt"))]
    assert all(u.start < u.end for p in passages_of(blocks) for u in p.units)
    assert "Ein Punkt" in passages_of(blocks)[-1].text
    assert passages_of([]) == ()
