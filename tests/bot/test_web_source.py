"""The reader: a document as text with the cited words marked, and leafing from source to source."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from bot.assistant import Assistant
from bot.sources import Sources
from bot.web.blocks import Pages, Paragraph, Table, blocks_of
from bot.web.citations import MOST, reader_urls
from bot.web.reader import AROUND, PART, parts_of, read
from corpus.errors import NotFoundError
from corpus.model import Block, BlockKind, Document, Kind, Passage, Section, Unit, UnitKind
from ingest.passages import Cutting, cut_passages
from retrieval.index import Index
from tests.bot.conftest import Serve
from tests.bot.library import PAYLOADS
from tests.bot.pages import bare, marked, page, text

PDF = "projekt-h2skills"
STRATEGY = "non-strategie-2024"


def source(client: httpx.Client, passage: Passage, start: int, end: int, **query: list[str]) -> BeautifulSoup:
    return page(client, f"/quelle/{passage.id}", zitat=f"{start}-{end}", **query)


def with_words(assistant: Assistant, document: str, words: str) -> Passage:
    return next(p for p in assistant.document_passages(document) if words in p.text)


def cut(*sections: Section) -> tuple[Passage, ...]:
    """Passages as ingest cuts them, without an index."""
    about = Document(id=STRATEGY, file="x.md", title="X", kind=Kind.STRATEGIE, publisher="Y", issued="2024")
    return cut_passages(about, sections, [b for s in sections for b in s.blocks], Cutting())


def rows_of(soup: BeautifulSoup) -> dict[str, str]:
    rows = ((tr.th, tr.td) for tr in soup.select(".angaben tr"))
    return {" ".join(th.text.split()): " ".join(td.text.split()) for th, td in rows if th and td}


def test_every_passage_is_shown_whole_and_marked_to_the_letter(client: httpx.Client, index: Index) -> None:
    for passage in index.passages:
        first, last = passage.units[0], passage.units[len(passage.units) // 2]
        soup = source(client, passage, first.start, last.end)
        assert bare(marked(soup)) == bare(passage.text[first.start : last.end])
        assert len(soup.select("mark#stelle")) == 1
        for told in soup.select(".seitenzahl"):
            told.decompose()
        shown = bare(text(soup, "article"))
        assert all(bare(p.text) in shown for p in index.by_document[passage.document_id] if p.id != passage.id)


def test_a_source_of_an_answer_leads_to_its_words(client: httpx.Client) -> None:
    answer = page(client, "/", frage="Wer entscheidet im Lenkungskreis?")
    link = answer.select_one(".quelle h3 a")
    assert link is not None and str(link["href"]).endswith("#stelle")
    assert text(page(client, str(link["href"])), "mark#stelle") == text(answer, ".quelle blockquote")


def test_the_mark_of_a_sentence_is_one_and_the_passage_stands_out(client: httpx.Client, assistant: Assistant) -> None:
    passage = with_words(assistant, STRATEGY, "entscheidet über die Projekte")
    soup = source(client, passage, passage.units[1].start, passage.units[1].end)
    assert text(soup, "mark#stelle") == "Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein."
    assert text(soup, ".stelle").startswith("Zitierter Abschnitt Der Lenkungskreis entscheidet")
    assert "Stimmberechtigt sind" in text(soup, "article") and "Stimmberechtigt" not in text(soup, ".stelle")


@pytest.mark.parametrize("span", ["", "x", "5-5", "9-3", "0-99999", "-1-4", "0-9999999999", "٣-٤"])
def test_the_whole_passage_is_marked_when_the_quote_is_unknown(
    client: httpx.Client, assistant: Assistant, span: str
) -> None:
    passage = with_words(assistant, STRATEGY, "entscheidet über die Projekte")
    assert text(page(client, f"/quelle/{passage.id}", zitat=span), "mark#stelle") == " ".join(passage.text.split())


def test_headings_are_real_come_once_and_skip_no_level(client: httpx.Client, assistant: Assistant) -> None:
    for document in assistant.documents():
        soup = page(client, f"/dokument/{document.document.id}")
        levels = [int(str(h.name)[1]) for h in soup.select("main :is(h1, h2, h3, h4, h5, h6)")]
        assert levels[0] == 1 and all(b <= a + 1 for a, b in pairwise(levels))
    soup = page(client, f"/dokument/{STRATEGY}")
    headings = [(str(h.name), h.text) for h in soup.select("article :is(h2, h3)")]
    assert headings[:3] == [("h2", "Steuerung"), ("h3", "Lenkungskreis"), ("h3", "Mitglieder")]
    contents = {str(a["href"])[1:]: a.text for a in soup.select(".gliederung a")}
    assert contents == {str(h["id"]): h.text for h in soup.select("article :is(h2, h3)")}


def test_a_part_of_the_path_of_headings_that_changes_is_printed() -> None:
    paths = [("A",), ("A", "B", "C"), ("A", "D", "C"), ("E",)]
    passages = cut(*(Section(path=p, blocks=(Block(kind=BlockKind.PARAGRAPH, text="Ein Satz."),)) for p in paths))
    shown = read(passages, parts_of(passages)[0])
    assert [[(h.depth, h.text) for h in s.headings] for s in shown] == [
        [(0, "A")],
        [(1, "B"), (2, "C")],
        [(1, "D"), (2, "C")],
        [(0, "E")],
    ]


def test_lists_and_tables_are_lists_and_tables(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, f"/dokument/{STRATEGY}")
    items = [
        [" ".join(li.text.split()) for li in found.select("li")] for found in soup.select("article ul, article ol")
    ]
    assert items[0] == ["• die Kammern", "• die Gewerkschaften", "• die Agenturen für Arbeit"]
    assert items[1][:2] == ["1. Berufsorientierung an Schulen", "2. Weiterbildung von Beschäftigten"]
    assert len(soup.select("article ol")) == 1
    soup = page(client, "/dokument/leine-weser-strategie-2021")
    table = soup.select_one("article table")
    assert table is not None
    assert [th.text for th in table.select("thead th")] == ["Region", "2014–2020", "2021–2027"]
    assert [[c.text for c in tr.select("th, td")] for tr in table.select("tbody tr")][1] == ["Holzminden", "1,10", "x"]
    assert text(soup, f"#{table['aria-labelledby']}") == "Tabelle 1: Mittel je Förderperiode (in Mio. Euro)"


def test_a_row_of_a_table_is_marked_cell_by_cell(client: httpx.Client, assistant: Assistant) -> None:
    passage = with_words(assistant, "leine-weser-strategie-2021", "Hildesheim | 3,85")
    row = next(u for u in passage.units if u.kind is UnitKind.ROW)
    soup = source(client, passage, row.start, row.end)
    assert [m.text for m in soup.select("tbody tr:first-child mark")] == ["Hildesheim", "3,85", "2,40"]
    assert len(soup.select("mark")) == 3


def test_divided_lists_and_tables_say_that_they_go_on() -> None:
    items = tuple(f"Punkt {n} {'lang ' * 30}" for n in range(30))
    rows = (("Ort", "Zahl"), *((f"Ort {n} {'weit ' * 20}", str(n)) for n in range(40)))
    blocks = (
        Block(kind=BlockKind.LIST, text="Das gehört dazu:", items=items),
        Block(kind=BlockKind.TABLE, text="Tabelle 1: Orte", rows=rows, header_rows=1),
    )
    passages = cut(Section(path=("A",), blocks=blocks))
    opening = [s.blocks[0] for s in read(passages, parts_of(passages)[0])]
    leads = [b.repeated for b in opening if isinstance(b, Paragraph)]
    captions = [b.repeated for b in opening if isinstance(b, Table)]
    assert (leads, captions) == ([False, *[True] * (len(leads) - 1)], [False, *[True] * (len(captions) - 1)])
    assert len(leads) > 1 and len(captions) > 1


@pytest.mark.parametrize(
    ("kept", "units"),
    [
        ("Vorweg ein Satz", ((UnitKind.SENTENCE, 7, 15),)),  # text before
        ("• a fremd\n\nSatz", ((UnitKind.ITEM, 2, 3), (UnitKind.SENTENCE, 11, 15))),  # text between
        ("a | b\nc | d | e", ((UnitKind.ROW, 0, 5), (UnitKind.ROW, 6, 15))),  # rows of different length
        ("Satz und Rest", ((UnitKind.SENTENCE, 0, 4),)),  # text at the end
        ("Nur Text", ()),
    ],
)
def test_a_text_of_another_make_is_one_paragraph(kept: str, units: tuple[tuple[UnitKind, int, int], ...]) -> None:
    made = tuple(Unit(kind=kind, start=start, end=end) for kind, start, end in units)
    passage = replace(
        cut(Section(path=(), blocks=(Block(kind=BlockKind.PARAGRAPH, text="X"),)))[0], text=kept, units=made
    )
    (block,) = blocks_of(passage, Pages(), cited=(2, 5))
    assert isinstance(block, Paragraph)
    assert [(r.text, r.look) for r in block.runs] == [(kept[:2], ""), (kept[2:5], "zitat"), (kept[5:], "")]


def test_pages_are_told_where_they_begin_and_notes_below_their_passage(
    client: httpx.Client, assistant: Assistant
) -> None:
    soup = page(client, f"/dokument/{PDF}")
    pages = max(p.page_end or 0 for p in assistant.document_passages(PDF))
    assert [s.text for s in soup.select("article .seitenzahl")] == [f"Seite {n}" for n in range(1, pages + 1)]
    noted = [p for p in assistant.document_passages(PDF) if p.footnotes]
    assert noted
    soup = page(client, f"/quelle/{noted[0].id}")
    assert text(soup, ".stelle .fussnote") == f"Fußnote: {noted[0].footnotes[0]}"


def test_the_file_opens_at_the_page_of_the_quote(client: httpx.Client, assistant: Assistant) -> None:
    passage = next(p for p in assistant.document_passages(PDF) if p.page != p.page_end)
    last = passage.units[-1]
    soup = source(client, passage, last.start, last.end)
    assert rows_of(soup)["Seite"] == str(passage.page_end)
    assert soup.find(
        "a", string=f"Datei öffnen, Seite {passage.page_end}", href=f"/original/{PDF}#page={passage.page_end}"
    )
    soup = source(client, with_words(assistant, STRATEGY, "Lenkungskreis"), 0, 1)
    assert soup.find("a", string="Datei öffnen", href=f"/original/{STRATEGY}")


def test_what_is_known_of_the_document_stands_beside_it(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, f"/quelle/{assistant.document_passages(STRATEGY)[0].id}")
    rows = rows_of(soup)
    assert rows.pop("Art").startswith("Strategie (Rang 3 von 6)")
    assert rows == {
        "Bündnis": "Allianz für Fachkräfte Nordostniedersachsen",
        "Herausgeber": "Allianz für Fachkräfte Nordostniedersachsen",
        "Stand": "Dezember 2024",
        "Geltung": "in Kraft bis 31. Dezember 2199",
        "Gültig ab": "1. Januar 2024",
        "Gültig bis": "31. Dezember 2199",
        "Löst ab": "Beschluss 2014/356 des Kreisausschusses",
        "Gibt wieder": "Das Original der Strategie",
    }
    order = "Richtlinie, Beschluss, Strategie, Projektbeschreibung, Handreichung, Pressemitteilung"
    assert order in text(soup, ".rangfolge")
    old = page(client, f"/quelle/{assistant.document_passages('lueneburg-beschluss-2014-356')[0].id}")
    assert text(old, ".warnung").startswith("Nicht in Kraft: abgelöst durch Fachkräftestrategie")
    assert old.select_one(f".warnung a[href='/dokument/{STRATEGY}']") is not None
    assert old.select_one("a[href='/dokument/lueneburg-beschluss-2014-356']") is not None


def test_one_leafs_from_source_to_source_and_sees_the_others(client: httpx.Client, index: Index) -> None:
    sources = Sources(index)
    for document in (STRATEGY, "beratung", STRATEGY):
        for passage in index.by_document[document][:2]:
            sources.cite_span(passage, passage.units[-1].start, passage.units[-1].end)
    urls = reader_urls(sources.all)
    assert list(urls) == [1, 2, 3]
    for n, url in urls.items():
        soup = page(client, url)
        assert text(soup, ".blaettern p") == f"Quelle {n} von 3"
        assert text(soup, "title").startswith(f"Quelle {n} von 3: ")
        leads = {" ".join(a.text.strip("‹ ›").split()): a["href"] for a in soup.select(".blaettern a")}
        assert leads == {
            **({"Vorherige Quelle": urls[n - 1]} if n > 1 else {}),
            **({"Nächste Quelle": urls[n + 1]} if n < 3 else {}),
        }
        assert bare(marked(soup)) == bare(sources.all[n - 1].quote)
        others = [c.quote for c in sources.all if c.document_id == sources.all[n - 1].document_id and c.n != n]
        assert bare("".join(m.text for m in soup.select("mark.auch"))) == bare("".join(others))
    assert not page(client, reader_urls(sources.all[:1])[1]).select(".blaettern")


def test_a_faint_mark_within_the_cited_words_does_not_divide_them(client: httpx.Client, assistant: Assistant) -> None:
    passage = with_words(assistant, STRATEGY, "entscheidet über die Projekte")
    soup = source(client, passage, 0, 60, q=[f"{passage.id}~0-60", f"{passage.id}~4-20", f"{passage.id}~50-90"])
    assert [(m["class"], m.text) for m in soup.select("mark")] == [
        (["zitat"], passage.text[:60]),
        (["auch"], passage.text[60:90]),
    ]


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        (["{here}", "{next}"], 2),
        (["{next}", "{here}", "{here}", "{next}"], 2),
        (
            [
                "{here}",
                "x",
                "~",
                "gibt-es-nicht.1~0-4",
                "{id}~9-3",
                "{id}~0-99999",
                "{id}~0-4#stelle",
                "{id}",
                "{next}",
            ],
            2,
        ),
        (["{here}", "https://boese.example/~0-4", "//boese.example~0-4", *PAYLOADS, "{next}"], 2),
        (["{here}"], 0),
        (["{next}"], 0),
        ([], 0),
        (["{here}", *["x"] * MOST, "{next}"], 0),
    ],
)
def test_only_what_is_in_the_index_is_leafed_through(
    client: httpx.Client, assistant: Assistant, listed: list[str], count: int
) -> None:
    passage = with_words(assistant, STRATEGY, "entscheidet über die Projekte")
    here, after = f"{passage.id}~0-10", f"{passage.id}~20-30"
    filled = [t.replace("{here}", here).replace("{next}", after).replace("{id}", passage.id) for t in listed]
    soup = source(client, passage, 0, 10, q=filled)
    assert (soup.select_one(".blaettern") is not None) == bool(count)
    for link in soup.select(".blaettern a"):
        address = urlsplit(str(link["href"]))
        assert (address.netloc, address.path, address.fragment) == ("", f"/quelle/{passage.id}", "stelle")
        assert sorted(parse_qs(address.query)["q"]) == [here, after]
    assert "boese" not in str(soup) and "Nutzlast" not in str(soup)


def test_a_very_long_list_stays_out_of_the_addresses(index: Index) -> None:
    passage = index.by_document[STRATEGY][0]
    sources = Sources(index)
    for n in range(MOST):
        sources.cite_span(passage, n, n + 1)
    assert reader_urls(sources.all)[1].count("q=") == MOST
    one_more = sources.cite_span(passage, MOST, MOST + 1)
    assert reader_urls(sources.all)[one_more.n] == one_more.url


def test_a_hostile_document_stays_text(client: httpx.Client, assistant: Assistant) -> None:
    for path in ("/dokument/boese", *(f"/quelle/{p.id}" for p in assistant.document_passages("boese"))):
        soup = page(client, path)
        said = " ".join(soup.text.split())
        assert all(payload in said for payload in PAYLOADS)
        assert not soup.select("main img, main svg, main iframe, [onerror], [onload]")
        assert not [a for a in soup.select("a") if not str(a["href"]).startswith(("/", "#"))]
        assert "49" not in text(soup, "main")


class Long:
    """An assistant whose strategy is a long one; everything else comes from `behind`."""

    def __init__(self, behind: Any, passages: tuple[Passage, ...]) -> None:
        self.behind = behind
        self.passages = passages

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        return self.passages if document_id == STRATEGY else self.behind.document_passages(document_id)

    def passage(self, passage_id: str) -> Passage:
        found = next((p for p in self.passages if p.id == passage_id), None)
        if found is None:
            raise NotFoundError("Die Textstelle fehlt.")
        return found


def chapters(number: int) -> tuple[Passage, ...]:
    """A document of so many chapters, each of one passage of 1,000 characters."""
    texts = [f"Satz {n} {'x' * (990 - len(str(n)))}." for n in range(number)]
    return cut(
        *(
            Section(path=(f"Kapitel {n + 1}",), blocks=(Block(kind=BlockKind.PARAGRAPH, text=text, page=n + 1),))
            for n, text in enumerate(texts)
        )
    )


def test_a_long_document_is_read_in_parts(serve: Serve, assistant: Any) -> None:
    passages = chapters(250)
    with serve(Long(assistant, passages)) as client:
        read_so_far: list[str] = []
        for number in ("1", "2", "3"):
            soup = page(client, f"/dokument/{STRATEGY}", teil=number)
            read_so_far += [h.text for h in soup.select("article h2")]
            assert f"Teil {number} von 3" in text(soup, ".teile p")
            links = {str(a["href"]) for a in soup.select(".teile a")}
            assert links == {f"/dokument/{STRATEGY}?teil={n}" for n in range(1, 4) if abs(n - int(number)) == 1}
        assert read_so_far == [f"Kapitel {n}" for n in range(1, 251)]
        assert text(soup, ".teile p") == f"Teil 3 von 3, Seiten {parts_of(passages)[2].first + 1} bis 250"
        for wrong in ("0", "4", "x", "-1", "²"):
            assert "beginnt unter" in text(page(client, f"/dokument/{STRATEGY}", 404, teil=wrong), "[role=alert]")
        for part in parts_of(passages):
            for at in (part.first, part.last):
                soup = page(client, f"/quelle/{passages[at].id}")
                shown = [h.text for h in soup.select("article h2")]
                near = range(max(0, at - AROUND), min(249, at + AROUND) + 1)
                assert {f"Kapitel {n + 1}" for n in near} <= set(shown) and len(shown) < 110
                assert f"Teil {part.number} von 3" in text(soup, ".teile p")


def test_a_document_of_ordinary_length_is_read_whole() -> None:
    assert [len(parts_of(chapters(n))) for n in (1, 75, PART // 1000)] == [1, 1, 1]
    parts = parts_of(chapters(1000))
    sizes = [part.last - part.first + 1 for part in parts]
    assert len(parts) == 10 and sum(sizes) == 1000 and max(sizes) - min(sizes) <= 2
    assert parts_of(()) == ()


def test_an_index_that_changes_in_between_is_told(serve: Serve, assistant: Any) -> None:
    class Renewed(Long):
        def passage(self, passage_id: str) -> Passage:
            return replace(self.passages[0], id=passage_id)

    with serve(Renewed(assistant, chapters(3))) as client:
        assert "gerade erneuert" in text(page(client, "/quelle/von-gestern", 404), "[role=alert]")


@pytest.mark.parametrize("path", ["/quelle/{passage}", f"/dokument/{STRATEGY}", "/dokumente"])
def test_pages_answer_head(client: httpx.Client, assistant: Assistant, path: str) -> None:
    response = client.head(path.format(passage=assistant.document_passages(STRATEGY)[0].id))
    assert (response.status_code, response.content) == (200, b"")


def test_unknown_sources_get_the_friendly_page(client: httpx.Client) -> None:
    soup = page(client, "/quelle/gibt-es-nicht", 404, zitat="0-4", q=["gibt-es-nicht~0-4"])
    assert isinstance(soup.select_one("h1"), Tag) and text(soup, "h1") == "Nicht gefunden"
