"""Markdown files: CommonMark with tables, footnotes ("[^1]: ...") and an optional head ("title: ...") between "---"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.model import Block, BlockKind, Extract
from ingest.loaders.blocks import Item, captioned, empty_warning, flat, footnote, heading, itemised, paragraph, table
from ingest.loaders.limits import Limits
from ingest.loaders.text import clean, decode

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_HEAD_TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
_NOTE = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)", re.MULTILINE)
_NOTE_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read(path: Path, limits: Limits) -> Extract:
    """Blocks of the file. The title is that of the head, else the first heading if it is the only one of its level."""
    text = clean(decode(path)).replace("\f", "\n")
    head = _HEAD.match(text)
    text = text[head.end() :] if head else text
    notes = [footnote(_inline(match[2]), match[1]) for match in _NOTE.finditer(text)]
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(_NOTE.sub("", text)))
    blocks = [block for node in tree.children for block in _blocks(node)] + notes
    titled = _HEAD_TITLE.search(head[1]) if head else None
    title = flat(titled[1]) if titled else _only_top_heading(blocks)
    return Extract(title=title, blocks=tuple(captioned(blocks)), warnings=empty_warning(blocks))


def _inline(text: str) -> str:
    nodes = SyntaxTreeNode(MarkdownIt("commonmark").parse(text)).children
    return flat(" ".join(_text(node) for node in nodes))


def _only_top_heading(blocks: Sequence[Block]) -> str | None:
    tops = [block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1]
    return tops[0] if len(tops) == 1 else None


def _blocks(node: SyntaxTreeNode) -> list[Block]:
    match node.type:
        case "heading":
            text = _text(node)
            return [heading(text, int(node.tag[1]))] if text else []
        case "bullet_list" | "ordered_list":
            items = _items(node, 0)
            return [itemised(items)] if items else []
        case "table":
            return _table(node)
        case "blockquote":
            return [block for child in node.children for block in _blocks(child)]
        case "html_block":
            text = flat(_TAG.sub(" ", node.content))
            return [paragraph(text)] if text else []
        case "fence" | "code_block":
            text = flat(node.content)
            return [paragraph(text)] if text else []
    text = _text(node)
    return [paragraph(text)] if text else []


def _items(node: SyntaxTreeNode, level: int) -> list[Item]:
    ordered = node.type == "ordered_list"
    first = int(node.attrs.get("start", 1)) if ordered else 0
    found: list[Item] = []
    for index, child in enumerate(node.children):
        nested = [part for part in child.children if part.type in ("bullet_list", "ordered_list")]
        own = [_text(part) for part in child.children if part not in nested]
        text = flat(" ".join(own))
        if text:
            found.append(Item(text, level, f"{first + index}." if ordered else ""))
        for part in nested:
            found.extend(_items(part, level + 1))
    return found


def _table(node: SyntaxTreeNode) -> list[Block]:
    rows = [[_text(cell) for cell in row.children] for part in node.children for row in part.children]
    made = table(rows, header_rows=1)
    return [made] if made else []


def _text(node: SyntaxTreeNode) -> str:
    """The words of a node without markup; images give their description, footnote references raised digits."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "html_inline":
        return " " if node.content.lower().startswith("<br") else ""
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return _NOTE_REFERENCE.sub(lambda match: match[1].translate(_RAISED), node.content)
    glue = (
        "" if node.type in ("inline", "paragraph", "heading", "link", "em", "strong", "s", "image", "th", "td") else " "
    )
    joined = glue.join(_text(child) for child in node.children)
    return flat(joined) if node.type in ("inline", "paragraph", "heading", "th", "td") else joined
