"""The pages for new members: choosing an alliance, the guided reading, its timeline and its glossary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Assistant
from bot.web.pages.onboarding import OPEN, anchors, matching, minutes, nearest, steps_of
from corpus.results import Chapter, Entry, GlossaryEntry, Onboarding
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from tests.bot.conftest import Serve
from tests.bot.onboarding.papers import write_papers

if TYPE_CHECKING:
    from playwright import sync_api

CHROMIUM = Path("/usr/bin/chromium")
HEIDE = "/einstieg/heide"


@pytest.fixture(scope="module")
def heide(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two alliances: Heide with a programme, Küste only with a document."""
    data = tmp_path_factory.mktemp("heide-index") / "var"
    ingest(write_papers(tmp_path_factory.mktemp("heide")), data, embedder=embedder)
    return Assistant(data, embedder)


@pytest.fixture(scope="module")
def http(heide: Assistant, serve: Serve) -> Iterator[httpx.Client]:
    with serve(heide) as client:
        yield client


@pytest.fixture(scope="module")
def reading(heide: Assistant) -> Onboarding:
    return heide.onboarding("heide")


def page(http: httpx.Client, path: str, status: int = 200) -> BeautifulSoup:
    response = http.get(path)
    assert response.status_code == status, response.text
    soup = BeautifulSoup(response.text, "lxml")
    assert len(soup.find_all("h1")) == 1
    assert not soup.select("style, [style], script:not([type=module][src])")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    return soup


def text(soup: Any) -> str:
    return " ".join(soup.text.split())


def shown_terms(soup: BeautifulSoup) -> list[str]:
    return [text(dt) for dt in soup.select(".glossar > div:not([hidden]) dt")]


def test_one_chooses_an_alliance(http: httpx.Client) -> None:
    cards = page(http, "/einstieg").select(".karte")
    assert [(card.a["href"], text(card.h2)) for card in cards if card.a and card.h2] == [
        (HEIDE, "Fachkräftebündnis Heide"),
        ("/einstieg/kueste", "Kueste"),
    ]
    assert "Gebiet: Birkenau, Eichtal" in text(cards[0])
    assert "8 Kapitel, 3 Begriffe, 3 Ereignisse" in text(cards[0])
    assert text(cards[1]).endswith("1 Kapitel")


@pytest.mark.parametrize(("alliance", "status"), [("heide", 307), (None, 200)])
def test_there_is_nothing_to_choose(
    alliance: str | None, status: int, embedder: Embedder, serve: Serve, tmp_path: Path
) -> None:
    about = {"id": "a", "file": "a.md", "title": "A", "kind": "presse", "publisher": "Probe", "issued": "2024"}
    entry = {**about, "alliance": alliance} if alliance else about
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.md").write_text(
        "# A\n\nEs gibt ein Bündnis, das sich jedes Jahr im Herbst trifft.\n", encoding="utf-8"
    )
    (folder / "manifest.yaml").write_text(json.dumps({"documents": [entry]}), encoding="utf-8")
    ingest(folder, tmp_path / "var", embedder=embedder)
    with serve(Assistant(tmp_path / "var", embedder)) as client:
        response = client.get("/einstieg")
    assert response.status_code == status
    if alliance:
        assert response.headers["location"] == HEIDE
    else:
        assert "Im Index ist noch kein Bündnis" in response.text
        assert BeautifulSoup(response.text, "lxml").select_one("main a[href='/']") is not None


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/einstieg/FBH", HEIDE),
        ("/einstieg/B%C3%BCndnis%20Heide?begriff=BVJ", f"{HEIDE}?begriff=BVJ"),
        ("/einstieg/HEIDE", HEIDE),
    ],
)
def test_every_name_leads_to_the_one_address(http: httpx.Client, path: str, target: str) -> None:
    for method in ("GET", "HEAD"):
        response = http.request(method, path)
        assert (response.status_code, response.headers["location"]) == (307, target)


def test_an_unknown_alliance_is_not_found(http: httpx.Client) -> None:
    assert "Meinten Sie „heide“?" in text(page(http, "/einstieg/heidde", status=404))


def test_the_contents_lead_through_all_parts_in_order(http: httpx.Client, reading: Onboarding) -> None:
    soup = page(http, HEIDE)
    steps = soup.select("nav.schritte ol a")
    assert [text(a) for a in steps] == [chapter.title for chapter in reading.chapters]
    others = [text(a) for a in soup.select("nav.schritte ul a")]
    assert others == ["Glossar", "Fragen zum Ausprobieren", "Wer Ihnen weiterhilft", "Alle Quellen"]
    assert all(soup.select(str(a["href"])) for a in soup.select("nav.schritte a"))
    sections = soup.select(".kapitel > section")
    headings = [text(s.h2) for s in sections if s.h2]
    assert headings == [*(chapter.title for chapter in reading.chapters), *others[:3]]
    for number, (section, following) in enumerate(zip(sections, reading.chapters[1:], strict=False), start=2):
        link = section.select(".weiter a")[-1]
        assert link["href"] == f"#{following.id}"
        assert text(link) == f"Weiter: Schritt {number} von {len(reading.chapters)}, {following.title}"
    assert text(sections[len(reading.chapters) - 1].select(".weiter a")[-1]) == "Weiter: Glossar"


def test_headings_leave_out_no_level(http: httpx.Client) -> None:
    levels = [int(h.name[1]) for h in page(http, HEIDE).select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_everything_is_there_with_its_source(http: httpx.Client, reading: Onboarding) -> None:
    soup = page(http, HEIDE)
    entries = [entry for chapter in reading.chapters for entry in chapter.entries]
    assert len(entries) > 10
    found = soup.select(".eintrag")
    assert len(found) == len(entries)
    for entry, shown in zip(entries, found, strict=True):
        heading = shown.select_one("h3, h4")
        assert heading is not None and text(heading) == entry.title.removeprefix("Thema: ")
        assert entry.text in text(shown) and all(item in text(shown) for item in entry.items)
        assert [a["href"] for a in shown.select("a.marke")] == ([entry.citation.url] if entry.citation else [])
    assert len(soup.select("#alle-quellen .quelle")) == len(reading.citations)
    assert "q=" not in str(soup.select_one("#alle-quellen"))  # no list of all sources in each address


def test_a_marker_leads_to_the_words_of_its_source(http: httpx.Client, reading: Onboarding) -> None:
    marker = page(http, HEIDE).select(".eintrag a.marke")[0]
    citation = reading.citations[0]
    assert text(marker) == "[1]"
    assert str(marker["aria-label"]).startswith(f"Quelle 1: {citation.title}")
    mark = page(http, str(marker["href"])).select_one("mark#stelle")
    assert mark is not None and text(mark) == " ".join(citation.quote.split())


def test_topics_are_folded_under_their_field(http: httpx.Client) -> None:
    details = page(http, HEIDE).select("#handlungsfelder details")
    assert len(details) == 1 and not details[0].has_attr("open")
    summary = details[0].summary
    assert summary is not None and text(summary) == "1 Thema lesen zu: Themenfeld I: Nachwuchs gewinnen"
    assert [text(h) for h in details[0].select("h4")] == ["Patenschaften"]


@pytest.mark.parametrize(("projects", "open_ones"), [(3, 3), (2 * OPEN, 2 * OPEN), (2 * OPEN + 1, OPEN)])
def test_many_projects_are_folded(reading: Onboarding, projects: int, open_ones: int) -> None:
    entries = tuple(Entry(title=f"Probe {n}", text="wort " * 200, citation=None) for n in range(projects))
    long = replace_chapters(reading, Chapter(id="projekte", title="Projekte", lead="", entries=entries))
    (step,) = steps_of(long)
    assert (len(step.groups), len(step.more)) == (open_ones, projects - open_ones)
    assert minutes(long) == open_ones


def replace_chapters(reading: Onboarding, *chapters: Chapter) -> Onboarding:
    """The same alliance with these chapters and no timeline."""
    return Onboarding(**{**reading.__dict__, "chapters": chapters, "timeline": ()})


def test_the_drawing_and_the_table_tell_the_same(http: httpx.Client, reading: Onboarding) -> None:
    section = page(http, HEIDE).select_one("#veraenderungen")
    assert section is not None
    rows = [[text(cell) for cell in row.select("td, th")] for row in section.select("tbody tr")]
    assert rows == [
        [str(n), e.when, e.text, f"[{e.citation.n}]" if e.citation else ""]
        for n, e in enumerate(reading.timeline, start=1)
    ]
    drawings = section.select("svg[role=img]")
    assert len(drawings) == 2
    for drawing in drawings:
        named, described = (drawing.select_one(f"#{drawing[a]}") for a in ("aria-labelledby", "aria-describedby"))
        assert named is not None and text(named) == "Zeitleiste 2012 bis 2020"
        assert (
            described is not None and "2 nummerierte Punkte" in text(described) and "1 nummerierter" in text(described)
        )
        numbers = [text(t).partition(":")[0] for t in drawing.select(".im-punkt, .im-balken")]
        assert sorted(numbers) == [row[0] for row in rows]
        assert not drawing.select("a")


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", ["Ähnlichkeitsvotum", "BVJ", "Zuwendung"]),
        ("  ", ["Ähnlichkeitsvotum", "BVJ", "Zuwendung"]),
        ("aehnlich", ["Ähnlichkeitsvotum"]),
        ("ÄHNLICH", ["Ähnlichkeitsvotum"]),
        ("bvj", ["BVJ"]),
        ("berufsvorbereitung", ["BVJ"]),
        ("rueck geld", ["Zuwendung"]),
        ("ohne", ["Ähnlichkeitsvotum", "Zuwendung"]),
        ("Zuwendnug", []),
    ],
)
def test_the_server_searches_the_glossary(http: httpx.Client, typed: str, terms: list[str]) -> None:
    soup = page(http, f"{HEIDE}?begriff={typed}")
    assert shown_terms(soup) == terms
    status = soup.select_one("[role=status]#begriffszahl")
    assert status is not None
    assert text(status) == (f"{len(terms)} von 3 Begriffen" if typed.strip() else "3 Begriffe")
    none = soup.select_one("#kein-begriff")
    assert none is not None and none.has_attr("hidden") == bool(terms)


def test_nothing_found_shows_two_ways_on(http: httpx.Client) -> None:
    soup = page(http, f"{HEIDE}?begriff=Zuwendnug")
    none = soup.select_one("#kein-begriff")
    assert none is not None and "Kein Begriff enthält „Zuwendnug“." in text(none)
    near, ask = (str(a["href"]) for a in none.select("a"))
    assert shown_terms(page(http, near)) == ["Zuwendung"]
    query = parse_qs(urlsplit(ask).query)
    assert query == {"frage": ["Was bedeutet „Zuwendnug“?"], "buendnis": ["heide"]}
    assert http.get(ask).status_code == 200


@pytest.mark.parametrize(
    ("typed", "said"),
    [("a" * 101, "mit 101 Zeichen zu lang"), ("a%00b", "enthält Steuerzeichen"), ("%3F%3F", "ist leer")],
)
def test_an_unusable_term_is_refused_kindly(http: httpx.Client, typed: str, said: str) -> None:
    soup = page(http, f"{HEIDE}?begriff={typed}", status=422)
    alert = soup.select_one("#glossar #fehler[role=alert]")
    assert alert is not None and said in text(alert)
    field = soup.select_one("input[name=begriff]")
    assert field is not None and (field["aria-invalid"], field["aria-describedby"]) == ("true", "fehler")
    assert soup.title is not None and soup.title.text.startswith("Bitte prüfen: ")
    assert len(shown_terms(soup)) == 3


def test_what_is_typed_stays_text(http: httpx.Client) -> None:
    typed = "<script>alert(1)</script>"
    soup = page(http, f"{HEIDE}?begriff={typed}")
    field = soup.select_one("input[name=begriff]")
    assert field is not None and field["value"] == typed
    assert f"„{typed}“" in text(soup.select_one("#kein-begriff"))


def test_an_alliance_without_a_programme_has_what_the_index_has(http: httpx.Client) -> None:
    soup = page(http, "/einstieg/kueste")
    assert [text(h) for h in soup.select(".kapitel > section > h2")] == ["Zum Nachlesen"]
    assert not soup.select("svg, #glossar, #kontakt, script[src*=glossary]")
    assert "Mehr ist zu diesem Bündnis noch nicht mit Beleg aufbereitet." in text(soup)


def test_questions_carry_the_alliance(http: httpx.Client, reading: Onboarding) -> None:
    links = page(http, HEIDE).select("#fragen a")
    asked = [parse_qs(urlsplit(str(a["href"])).query) for a in links]
    assert asked == [{"frage": [q], "buendnis": ["heide"]} for q in reading.questions]


def test_the_glossary_as_functions() -> None:
    entries = tuple(
        GlossaryEntry(term=t, meaning=m, citation=None) for t, m in (("A/B", "x"), ("A-b", "y"), ("ß", "z"))
    )
    assert anchors(entries) == ["begriff-a-b", "begriff-a-b--2", "begriff-ss"]
    assert [e.term for e in matching("SS", entries)] == ["ß"]
    assert nearest("Quadratmeter", entries) is None


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    pytest.importorskip("playwright", reason="playwright fehlt: pip install playwright")
    from tests.bot.web.browser import chromium

    if not CHROMIUM.exists():
        pytest.skip("Chromium fehlt: apt-get install chromium")
    with chromium() as browser:
        yield browser


def opened(browser: sync_api.Browser, http: httpx.Client, width: int, **options: Any) -> sync_api.Page:
    context = browser.new_context(base_url=str(http.base_url), viewport={"width": width, "height": 900}, **options)
    return context.new_page()


def test_typing_filters_without_reloading(browser: sync_api.Browser, http: httpx.Client) -> None:
    reader = opened(browser, http, 1200)
    reported: list[str] = []
    reader.on("console", lambda message: reported.append(message.text))
    reader.on("pageerror", lambda error: reported.append(str(error)))
    reader.goto(f"{HEIDE}?begriff=bvj")
    address = reader.url
    field, terms = reader.get_by_label("Begriff oder Abkürzung"), reader.locator(".glossar dt:visible")
    status = reader.locator("#begriffszahl")
    assert (terms.all_inner_texts(), status.inner_text()) == (["BVJ"], "1 von 3 Begriffen")
    for typed, found in (("AEHNLICH", ["Ähnlichkeitsvotum"]), ("rück geld", ["Zuwendung"]), ("geld 12", [])):
        field.fill(typed)
        assert (terms.all_inner_texts(), status.inner_text()) == (found, f"{len(found)} von 3 Begriffen")
    assert "Kein Begriff enthält „geld 12“." in reader.locator("#kein-begriff").inner_text()
    href = reader.locator("#begriff-fragen").get_attribute("href") or ""
    assert parse_qs(urlsplit(href).query) == {"frage": ["Was bedeutet „geld 12“?"], "buendnis": ["heide"]}
    reader.get_by_role("link", name="Alle Begriffe zeigen").click()
    assert (terms.count(), status.inner_text(), reader.url) == (3, "3 Begriffe", address)
    reader.context.close()
    assert reported == []


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [320, 360, 820, 1400])
def test_one_readable_drawing_at_every_width(
    browser: sync_api.Browser, http: httpx.Client, width: int, script: bool
) -> None:
    reader = opened(browser, http, width, java_script_enabled=script)
    for path in ("/einstieg", HEIDE, f"{HEIDE}?begriff=Zuwendnug"):
        reader.goto(path)
        assert reader.evaluate("document.documentElement.scrollWidth") <= width
    drawings = reader.locator(".zeitleiste svg:visible")
    assert drawings.count() == 1
    assert drawings.get_attribute("class") == ("quer" if width >= 768 else "hoch")
    sizes = drawings.locator("text").evaluate_all(
        "all => all.map(t => [parseFloat(getComputedStyle(t).fontSize), t.getScreenCTM().a])"
    )
    assert sizes
    assert all(units >= 15 and units * scale >= 12 for units, scale in sizes)  # 15 is what test_timeline.py counts on
    reader.context.close()


def test_paper_shows_what_the_screen_folds(browser: sync_api.Browser, http: httpx.Client) -> None:
    reader = opened(browser, http, 1200)
    reader.goto(HEIDE)
    folded = reader.get_by_role("heading", name="Patenschaften")
    assert not folded.is_visible()
    reader.emulate_media(media="print")
    assert reader.locator("h4", has_text="Patenschaften").is_visible()
    assert reader.locator("#begriffssuche").is_hidden()
    reader.context.close()
