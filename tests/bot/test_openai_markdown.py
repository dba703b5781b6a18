"""Answers as Markdown for foreign chat windows: nothing in a quoted file becomes active, and all of it can be taken back."""

from __future__ import annotations

import html
import re

import httpx
import pytest
from markdown_it import MarkdownIt

from bot.api.openai.markdown import as_message, inert, inert_line, said
from bot.assistant import Assistant
from tests.bot.openai_doors import PATH, address_of, body, content_of, user

BASE = "https://lotse.example.org"
RENDERED = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
POISONED = "Was ist mit Giftpilzen?"

ACTIVE = [
    "<script>alert(1)</script>",
    "<b>fett</b>",
    "\\<img src=x>",
    "<!-- weg -->",
    "<think>weg</think>",
    "<https://boese.example>",
    "[Klick](https://boese.example)",
    "\\[Klick\\](https://boese.example)",
    "\\\\[Klick\\\\](https://boese.example)",
    "![x](https://boese.example/x.png)",
    "[1](https://boese.example)",
    "[a][b]\n\n[b]: https://boese.example",
    "[1]\n\n[1]: https://boese.example",
    "alert`1`",
    "\\`1\\`",
    "&lt;b&gt; &#91; &copy;",
]


@pytest.mark.parametrize("text", ACTIVE)
@pytest.mark.parametrize("escape", [inert, inert_line])
def test_what_would_be_active_is_plain_text(text: str, escape: object) -> None:
    assert callable(escape)
    shown = RENDERED.render(escape(text))
    assert set(re.findall(r"<\w+", shown)) == {"<p"}
    if "\\" not in text and escape is inert:
        assert html.unescape(re.sub(r"</?p>", "", shown)).split() == text.split()


@pytest.mark.parametrize(
    "text", ["Bürger*innen und Kolleg*innen", "5 < 7 & 8 > 3", "A & B", "a_b_c", "3,85 Mio. € [1]"]
)
def test_ordinary_text_is_shown_as_it_is(text: str) -> None:
    assert html.unescape(RENDERED.render(inert(text))) == f"<p>{text}</p>\n"


def test_labels_lists_tables_and_markers_stay() -> None:
    shown = RENDERED.render(
        inert("**Ja:** so ist es. [1]\n\n- eins\n- zwei [2]\n\n| a | b |\n| --- | --- |\n| [1] | 2 |")
    )
    assert {"<strong", "<li", "<td"} <= set(re.findall(r"<\w+", shown))
    assert re.findall(r"\[\d\]", shown) == ["[1]", "[2]", "[1]"]


def test_only_our_markers_look_like_markers_beside_an_answer() -> None:
    assert inert_line("siehe\n [3] dort") == "siehe (3) dort"


@pytest.mark.parametrize(
    "question",
    [
        "Wer entscheidet im Lenkungskreis?",
        "Wer hat den Vorsitz?",
        "Wie ist das Wetter?",
        "Wie oft tagt das Bündnis?",
        POISONED,
    ],
)
def test_an_answer_is_taken_back_out_of_its_message(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    message = as_message(answer, BASE)
    assert message != answer.answer
    assert said(message) == said(message.replace("\n", "\r\n")) == answer.answer


def test_a_poisoned_file_shows_no_more_than_words_and_our_links(client: httpx.Client) -> None:
    response = client.post(PATH, json=body(user(POISONED)))
    shown = RENDERED.render(content_of(response))
    assert "Giftpilze" in shown
    assert set(re.findall(r"<\w+", shown)) == {"<p", "<hr", "<ul", "<li", "<strong", "<a"}
    links = re.findall(r'href="([^"]*)"', shown)
    assert [link.startswith(f"{address_of(client)}/quelle/") for link in links] == [True]
    [source] = response.json()["sources"]
    assert set(re.findall(r"<\w+", RENDERED.render(source["document"][0]))) <= {"<p", "<ul", "<li"}
