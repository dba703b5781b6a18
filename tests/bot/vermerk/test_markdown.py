"""Markdown, read by a Markdown reader."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.vermerk.markdown import to_markdown
from bot.vermerk.note import FileNote
from bot.vermerk.text import visible

from .samples import (
    CHECK_SAYS,
    EMPTY_CHECK_SAYS,
    EMPTY_ELIGIBILITY,
    FIT_SAYS,
    HOSTILE,
    ODD,
    check_note,
    hostile_note,
    strategy_note,
)

_HARMLESS = {
    *(
        "root",
        "heading",
        "paragraph",
        "inline",
        "text",
        "strong",
        "hardbreak",
        "softbreak",
        "blockquote",
        "text_special",
    ),
    *("bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"),
}


def read(note: FileNote) -> SyntaxTreeNode:
    return SyntaxTreeNode(MarkdownIt("gfm-like", {"linkify": False}).parse(to_markdown(note)))


def words(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "text_special"):
        return node.content
    parts = [words(child) for child in node.children]
    return ("" if node.type in ("inline", "strong") else " ").join(parts) if parts else " "


def plain(text: str) -> str:
    return re.sub(r"[ \n]+", " ", text).strip()


@pytest.mark.parametrize(("note", "says"), [(check_note(), CHECK_SAYS), (strategy_note(), FIT_SAYS)])
def test_is_complete(note: FileNote, says: tuple[str, ...]) -> None:
    text = plain(words(read(note)))
    assert [said for said in says if plain(said) not in text] == []


def test_empty_lists() -> None:
    text = to_markdown(check_note(EMPTY_ELIGIBILITY))
    assert [said for said in EMPTY_CHECK_SAYS if said not in text] == []
    assert "|" not in text


def test_structure() -> None:
    root = read(check_note())
    headings = [node for node in root.children if node.type == "heading"]
    assert [node.tag for node in headings] == ["h1"] + ["h2"] * 8
    tables = [node for node in root.children if node.type == "table"]
    assert [len(table.children[1].children) for table in tables] == [2, 4]
    ordered = [node for node in root.children if node.type == "ordered_list"]
    assert [len(node.children) for node in ordered] == [2, 3]


@pytest.mark.parametrize("text", HOSTILE)
def test_input_is_shown_literally(text: str) -> None:
    root = read(hostile_note(text))
    assert {node.type for node in root.walk()} <= _HARMLESS
    assert [node.tag for node in root.children if node.type == "heading"] == ["h1"] + ["h2"] * 8
    quoted = [node for node in root.children if node.type == "blockquote"]
    assert [plain(words(node)) for node in quoted] == [plain(text)] * 3
    cells = [node for node in root.walk() if node.type == "td"]
    assert len(cells) == 2 + 4 and plain(words(cells[0])) == plain(text)


def test_other_scripts_stay() -> None:
    assert visible(ODD) in words(read(check_note(idea=ODD)))


def test_same_note_same_text() -> None:
    assert to_markdown(check_note()) == to_markdown(check_note())
    assert to_markdown(check_note(idea="a")) != to_markdown(check_note(idea="b"))
