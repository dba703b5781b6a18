"""What must hold for every document: those of the project, and the real ones where they are at hand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from corpus.model import BlockKind, Extract, Passage, UnitKind
from ingest.loaders import SUFFIXES, load
from ingest.outline import with_outlines
from ingest.passages import Cutting, cut_passages
from ingest.repair import repair_pages
from ingest.sentences import split_sentences
from ingest.structure import find_sections, read_blocks, without_title
from retrieval.units import quoted, unit_texts
from tests.ingest.stages import DOCUMENT, words_of_extract, words_of_passages

ROOT = Path(__file__).parents[2]
OWN = sorted(path for path in (ROOT / "corpus" / "documents").iterdir() if path.suffix in SUFFIXES)
SOURCES = ROOT.parent / "shared" / "sources"
REAL = sorted(SOURCES.glob("*.txt"))
MISSING = pytest.mark.skipif(not REAL, reason="Die echten Dokumente (../shared/sources) liegen hier nicht.")
CUTTING = Cutting()

ALL = pytest.mark.parametrize(
    "path",
    [
        *(pytest.param(path, id=path.name) for path in OWN),
        *(pytest.param(path, id=path.name, marks=MISSING) for path in REAL or [SOURCES / "fehlt.txt"]),
    ],
)


@cache
def read(path: Path) -> tuple[Extract, tuple[Passage, ...]]:
    extract = load(path)
    blocks = without_title(read_blocks(extract), DOCUMENT.title)
    return extract, cut_passages(DOCUMENT, with_outlines(find_sections(blocks)), blocks, CUTTING)


def test_there_are_documents() -> None:
    assert len(OWN) >= 15
    assert {path.suffix for path in OWN} == {".pdf", ".md", ".html", ".docx", ".txt"}


@ALL
def test_passages_and_units_are_whole(path: Path) -> None:
    extract, passages = read(path)
    assert passages
    pages = {page.number for page in extract.pages} or {None}
    for passage in passages:
        assert re.search(r"\w", passage.text), passage.id
        assert passage.units
        assert len(passage.text) <= 2 * CUTTING.hard or len(passage.units) == 1, passage.id
        assert passage.page in pages
        assert passage.page_end in pages
        end = 0
        for unit in passage.units:
            assert end <= unit.start < unit.end <= len(passage.text)
            assert quoted(passage, unit) == quoted(passage, unit).strip() != ""
            assert unit.page in pages
            end = unit.end
        assert not re.search("[\ufffd\ue000-\uf8ff\u00ad\ufb00-\ufb06]", passage.text)
        assert len(unit_texts(passage)) == len(passage.units)
    assert len({p.id for p in passages}) == len(passages)
    assert [p.ordinal for p in passages] == list(range(len(passages)))


@ALL
def test_sentences_are_not_cut(path: Path) -> None:
    for passage in read(path)[1]:
        for unit in passage.units:
            if unit.kind is UnitKind.SENTENCE:
                assert len(split_sentences(quoted(passage, unit))) == 1


@ALL
def test_no_word_is_lost(path: Path) -> None:
    extract, passages = read(path)
    cleaned = Extract(pages=repair_pages(extract.pages), blocks=extract.blocks)
    there, found = words_of_extract(cleaned), words_of_passages(passages)
    lost = there - found
    assert sum(lost.values()) <= 0.01 * sum(there.values()), lost.most_common(20)
    # what repair drops are the edges of pages, contents and repeated addresses
    dropped = words_of_extract(extract) - there
    assert sum(dropped.values()) <= 0.08 * sum(words_of_extract(extract).values()), dropped.most_common(20)


@ALL
def test_no_word_is_made_up(path: Path) -> None:
    extract, passages = read(path)
    lines = [item.text for page in extract.pages for item in page.lines]
    texts = [text for b in extract.blocks for text in (b.text, *b.items, *(cell for row in b.rows for cell in row))]
    letters = re.sub(r"[\W\d_]", "", "".join((*lines, *texts))).lower()
    strange = [word for word in words_of_passages(passages) if word not in letters]
    # the other half of a word may stand behind a running head
    assert len(strange) <= 3, strange


@ALL
def test_heads_and_page_numbers_are_gone(path: Path) -> None:
    for passage in read(path)[1]:
        for text in passage.text.splitlines():
            assert not re.fullmatch(r"\W*(?:seite\s*)?\d{1,3}(?:\s*(?:von|/)\s*\d{1,3})?\W*", text, re.I), passage.id
            assert not re.search(r"Seite \d+ von \d+", text), passage.id


@ALL
def test_every_note_is_attached(path: Path) -> None:
    extract, passages = read(path)
    notes = [b.text for b in read_blocks(extract) if b.kind is BlockKind.FOOTNOTE]
    assert set(notes) == {text for p in passages for text in p.footnotes}
    assert not re.search("[a-zäöüß.)][⁰¹²³⁴-⁹]", " ".join(p.text for p in passages))


@ALL
def test_reading_twice_gives_the_same(path: Path) -> None:
    extract, passages = read(path)
    blocks = without_title(read_blocks(extract), DOCUMENT.title)
    again = cut_passages(DOCUMENT, with_outlines(find_sections(blocks)), blocks, CUTTING)
    assert again == passages


def real(part: str) -> tuple[Passage, ...]:
    return next(p for p in (read(path)[1] for path in REAL) if any(part in q.text for q in p))


@MISSING
def test_the_five_fields_of_2014_are_one_list() -> None:
    passage = next(p for p in real("Beschlussvorlage 2014/356") if "fünf Handlungsfeldern" in p.text)
    items = [quoted(passage, u) for u in passage.units if u.kind is UnitKind.ITEM]
    assert [text.split(" - ")[0] for text in items] == [
        "Ausbildung",
        "Weiterbildung",
        "Alternde Mitarbeiter",
        "Frauen",
        "Attraktiv sein für Talente",
    ]


@MISSING
def test_the_notes_of_the_strategy_stand_where_it_refers_to_them() -> None:
    passages = real("Tourismusdestinationen")
    assert len({text for p in passages for text in p.footnotes}) == 22
    tourism = next(p for p in passages if "Tourismusdestinationen" in p.text)
    assert "im Jahr 2023. Besonders" in tourism.text
    assert [text.split(":")[0] for text in tourism.footnotes] == ["TMN (2023)"]
    population = next(p for p in passages if "Geburtenrate stagniert" in p.text)
    assert any("Bevölkerungsbewegung" in text for text in population.footnotes)


@MISSING
def test_the_table_of_vacancies_has_all_districts() -> None:
    table = next(p for p in real("Tourismusdestinationen") if p.kind is BlockKind.TABLE)
    assert table.header[1:3] == ("Celle 2020", "Celle 2023")
    assert len(table.header) == 13
    rows = {quoted(table, u).split(" | ")[0]: quoted(table, u) for u in table.units if u.kind is UnitKind.ROW}
    sales = next(row for label, row in rows.items() if "Verkaufsberufe" in label)
    assert sales.endswith("142 | 118 | 219 | 227 | x | x | 193 | 174 | 131 | 205 | x | 162")


@MISSING
def test_names_with_figures_keep_them() -> None:
    text = "\n".join(p.text for p in real("Tourismusdestinationen"))
    assert "H2Skills" in text
    assert "CO2-Reduzierung" in text
