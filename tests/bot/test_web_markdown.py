"""The Markdown of answers as HTML."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from bot.web.markdown import render_blocks
from tests.bot.library import PAYLOADS

SAFE_TAGS = {"p", "a", "ul", "ol", "li", "div", "table", "thead", "tbody", "tr", "th", "td", "strong"}


def render_answer(text: str, numbers: set[int]) -> str:
    return "".join(render_blocks(text, numbers))


def test_markers_of_sources_become_links_and_others_stay_text() -> None:
    html = render_answer("Er tagt zweimal [1], auch 2025 [2][1]. Siehe [7].", {1, 2})
    soup = BeautifulSoup(html, "html.parser")
    assert [(a["href"], a.text, a["aria-label"]) for a in soup.find_all("a")] == [
        ("#quelle-1", "[1]", "Quelle 1"),
        ("#quelle-2", "[2]", "Quelle 2"),
        ("#quelle-1", "[1]", "Quelle 1"),
    ]
    assert "Siehe [7]." in soup.text


def test_paragraphs_lists_and_tables() -> None:
    text = "Eins.\n\nZwei:\n\n- a [1]\n- b\n\n1. x\n2. y\n\n| Satz | Betrag |\n|---|--:|\n| 40 % | 3 Euro [1] |\n"
    soup = BeautifulSoup(render_answer(text, {1}), "html.parser")
    assert [p.text for p in soup.find_all("p", recursive=False)] == ["Eins.", "Zwei:"]
    assert [li.text.strip() for li in soup.select("ul li")] == ["a [1]", "b"]
    assert [li.text.strip() for li in soup.select("ol li")] == ["x", "y"]
    assert [th.text for th in soup.find_all("th")] == ["Satz", "Betrag"]
    assert len(soup.select("td a.marke")) == 1
    assert not soup.select("[style]")


def test_a_label_is_bold_and_nothing_else_is() -> None:
    text = "**Allianz & Co.:** Tabelle 1 [1]\n\n| Satz |\n|---|\n| 40 % |\n\n**Leine-Weser:** Ab **2021: viel** mehr [1]\n- a"
    soup = BeautifulSoup(render_answer(text, {1}), "html.parser")
    assert [b.text for b in soup.find_all("strong")] == ["Allianz & Co.:", "Leine-Weser:"]
    assert [td.text for td in soup.select(".tabelle td")] == ["40 %"]
    assert "Ab **2021: viel** mehr" in soup.text
    assert soup.p is not None and soup.p.text == "Allianz & Co.: Tabelle 1 [1]"
    assert len(soup.select("a.marke")) == 2
    assert [li.text.strip() for li in soup.select("li")] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "**ohne Doppelpunkt** Text",
        "**Name:**Text",
        "**:** Text",
        "Text **Name:** Text",
        "Bürger*innen und Kolleg*innen",
        "a_b_c",
        "`Code`",
        "2 < 3 & 4 > 1",
        "&amp; &lt;b&gt;",
        "z. B. 3,85 Mio. Euro",
        "# Titel",
    ],
)
def test_text_is_shown_as_written(text: str) -> None:
    assert BeautifulSoup(render_answer(text, set()), "html.parser").text.strip() == text


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("frame", ["{}", "- {}", "| {} |\n|---|\n| {} |", "    {}", "[1] {}", "**{}:** {}"])
def test_hostile_text_stays_text(payload: str, frame: str) -> None:
    soup = BeautifulSoup(render_answer(frame.replace("{}", payload), {1}), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= SAFE_TAGS
    assert {a["href"] for a in soup.find_all("a")} <= {"#quelle-1"}
    attributes = {name for tag in soup.find_all(True) for name in tag.attrs}
    assert attributes <= {"href", "class", "aria-label", "role", "tabindex"}
    assert "Nutzlast" in soup.text or "alert" in soup.text
