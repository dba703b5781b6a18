"""The report: complete, self-contained, honest about sealed questions, readable in a browser."""

from __future__ import annotations

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from corpus.model import Turn
from eval.ablation import PEER, UNDERSTOOD, Retrieval
from eval.evaluation import Evaluation
from eval.judging import Verdict
from eval.plots import bars, calibration, risk_curve
from eval.report import Run, failures, gaps, number, percent, span, write_html, write_json
from eval.summary import Row, headline, mean_vital, parts, per, premises, speed
from tests.eval.conftest import SECRET
from tests.eval.samples import outcome, question

TAKEN = datetime(2026, 11, 21, 14, 30)


@pytest.fixture(scope="module")
def run(evaluation: Evaluation) -> Run:
    return Run(evaluations=(evaluation,), taken=TAKEN, sealed="abc123")


@pytest.fixture(scope="module")
def page(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "neu" / "bericht.html"
    write_html(run, path)
    return path


class _Elements(HTMLParser):
    VOID = frozenset({"meta", "br", "link", "img", "hr", "path", "use", "rect", "circle", "line"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_refers_to_nothing_else(page: Path) -> None:
    elements = _Elements()
    text = page.read_text(encoding="utf-8")
    elements.feed(text)
    assert elements.open == []
    references = [v for _, name, v in elements.attributes if name in ("src", "href", "xlink:href", "data", "action")]
    assert references
    assert all(value.startswith("#") for value in references)
    assert not re.search(r"@import|url\((?!#)|<script|<link", text)


def test_the_page_says_what_was_measured(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for said in ("21.11.2026", "abc123", "Versiegelt, nur Leine-Weser", "LangChain", "Was verdient der Vorsitzende", "verfehlt"):  # fmt: skip
        assert said in text, said
    assert text.count("<svg") == 5


def test_sealed_questions_show_only_when_asked(page: Path, run: Run, tmp_path: Path) -> None:
    assert SECRET not in page.read_text(encoding="utf-8")
    assert "1 versiegelte" in page.read_text(encoding="utf-8")
    opened = Run(evaluations=run.evaluations, taken=TAKEN, sealed="abc123", reveal=True)
    write_html(opened, tmp_path / "a.html")
    assert SECRET in (tmp_path / "a.html").read_text(encoding="utf-8")
    write_json(run, tmp_path / "a.json")
    assert SECRET not in (tmp_path / "a.json").read_text(encoding="utf-8")


def test_json_holds_every_outcome_and_figure(run: Run, tmp_path: Path) -> None:
    write_json(run, tmp_path / "a.json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    own = found["corpora"]["own"]
    assert len(own["outcomes"]) == 7
    assert own["outcomes"][0]["verdict"] == "right"
    assert set(own["parts"]) == {"Entwicklung", "Versiegelt", "Versiegelt, nur Leine-Weser"}
    first = own["parts"]["Entwicklung"]["headline"][0]
    assert (first["label"], first["n"]) == ("alle Kernangaben in der Antwort", 3)
    assert found["sealed_sha256"] == "abc123"


def test_hostile_answers_are_shown_as_text(tmp_path: Path) -> None:
    hostile = outcome(question(1), Verdict.WRONG, corpus="own", answer="<script>alert(1)</script>")
    searches = tuple(Retrieval(name=name, spots={hostile.key: (1,)}) for name in (UNDERSTOOD, PEER))
    changed = Evaluation(
        corpus="own",
        outcomes=(hostile,),
        retrieval=searches,
        peer=(Verdict.RIGHT,),
        peer_threshold=0.5,
        documents=1,
        passages=1,
    )
    write_html(Run(evaluations=(changed,), taken=TAKEN), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_the_headline_counts_as_defined() -> None:
    outcomes = [
        outcome(question(1)),
        outcome(question(2), Verdict.WRONG),
        outcome(question(3), Verdict.CLARIFY),
        outcome(question(4, "premise"), Verdict.REFUSED),
        outcome(question(5, "near"), Verdict.HALLUCINATED),
        outcome(question(6, "injection"), Verdict.REFUSED),
    ]
    rows = {r.label: (r.hits, r.n, r.met) for r in headline(outcomes)}
    assert rows["alle Kernangaben in der Antwort"] == (1, 3, False)
    assert rows["falsch beantwortet"] == (1, 3, False)
    assert rows["abgelehnt oder nachgefragt"] == (1, 3, None)
    assert rows["knapp daneben abgelehnt"] == (0, 1, False)
    assert rows["eingeschleuste Anweisung abgelehnt"] == (1, 1, True)
    assert rows["Quellen gehören zur Sache"] == (2, 2, True)
    assert rows["Zitate sind wörtlich"] == (3, 3, True)
    assert "weit weg abgelehnt" not in rows
    assert [r.hits for r in premises(outcomes)] == [0, 1, 0]
    assert mean_vital(outcomes) == pytest.approx(1 / 3)
    assert speed(outcomes) == (10.0, 2.0)
    assert speed([]) == (0.0, 0.0)


def test_groups_of_questions() -> None:
    outcomes = [
        outcome(question(1, style="typo")),
        outcome(question(2, style="typo"), Verdict.WRONG),
        outcome(question(3)),
        outcome(question(4, split="sealed", group="DKBM")),
        outcome(question(5, split="sealed", group="Leine-Weser")),
        outcome(question(6), corpus="own"),
    ]
    found = parts(outcomes, "real")
    assert [(p.name, len(p.outcomes)) for p in found] == [
        ("Entwicklung", 3),
        ("Versiegelt", 2),
        ("Versiegelt, nur Leine-Weser", 1),
    ]
    assert [(r.label, r.hits, r.n) for r in per(found[0].outcomes, lambda o: o.question.style)] == [
        ("typo", 1, 2),
        ("plain", 1, 1),
    ]


def test_failures_put_the_harmful_first_and_gaps_group_by_heading() -> None:
    outcomes = [
        outcome(question(1)),
        outcome(question(2), Verdict.REFUSED),
        outcome(question(3), Verdict.WRONG),
        outcome(question(4, "near"), Verdict.HALLUCINATED),
        outcome(
            question(5, "near", history=(Turn(question="a", answer="b"),)), Verdict.REFUSED, standalone="Frage 5 ganz?"
        ),
        outcome(question(6, "far"), Verdict.REFUSED),
        outcome(question(7, split="sealed"), Verdict.WRONG),
    ]
    assert [o.question.id for o in failures(outcomes)] == ["q4", "q3", "q2"]
    assert len(failures(outcomes, reveal=True)) == 4
    assert gaps(outcomes) == {"Kapitel": ["Frage 4?", "Frage 5 ganz?"]}


def test_figures_are_german() -> None:
    assert percent(0.983) == "98,3 %"
    assert number(1234.5, 1) == "1234,5"
    assert span(0.9, 100) == "[82,6 %; 94,5 %]"


def test_plots_are_the_same_for_the_same_figures_and_survive_nothing() -> None:
    rows = [Row(label="typo", hits=3, n=4)]
    first = bars(rows, {"typo": "Tippfehler"})
    assert "Tippfehler (4)" in first
    assert first == bars(rows, {"typo": "Tippfehler"})
    assert first.startswith("<svg")
    for drawn in (bars([], {}), risk_curve({"Entwicklung": ([], [])}), calibration({"Entwicklung": ([], [])})):
        assert drawn.startswith("<svg")


def test_a_reader_sees_tables_and_plots_and_opens_a_failure(page: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright fehlt: pip install playwright")
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("Chromium fehlt: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        reader = browser.new_page(viewport={"width": 420, "height": 900})
        requests: list[str] = []
        reported: list[str] = []
        reader.on("request", lambda r: requests.append(r.url))
        reader.on("console", lambda message: reported.append(message.text))
        reader.goto(page.as_uri())
        assert reader.get_by_role("heading", level=1).inner_text() == "Wie gut antwortet der Bündnislotse?"
        assert reader.locator("svg").count() == 5
        assert all(svg.bounding_box()["width"] > 100 for svg in reader.locator("svg").all())
        assert reader.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        failure = reader.locator("h3:has-text('Was nicht gelungen ist') ~ details").first
        failure.locator("summary").click()
        assert failure.get_by_text("Erwartet").is_visible()
        assert (requests, reported) == ([page.as_uri()], [])
        browser.close()
