"""HTML files: the readable content, without navigation, scripts and whatever is marked as hidden."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Comment, Declaration, Doctype, NavigableString, PageElement, ProcessingInstruction, Tag

from corpus.model import Block, BlockKind, Extract
from ingest.loaders.blocks import Item, captioned, empty_warning, flat, heading, itemised, paragraph, table
from ingest.loaders.errors import refusal
from ingest.loaders.limits import Limits
from ingest.loaders.text import decode

_SKIPPED_NAMES = (
    "script style noscript template nav footer button select input textarea svg math canvas iframe "
    "object embed audio video dialog head"
)
_BLOCK_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul caption"
)
_SKIPPED, _BLOCKS = frozenset(_SKIPPED_NAMES.split()), frozenset(_BLOCK_NAMES.split())
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.IGNORECASE)
_NO_TEXT = (Comment, Declaration, Doctype, ProcessingInstruction)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]+)", re.IGNORECASE)
_MAX_DEPTH = 200


def read(path: Path, limits: Limits) -> Extract:
    """Blocks of the page and its title."""
    soup = BeautifulSoup(_markup(path), "html.parser")
    title = flat(soup.title.get_text()) if soup.title else ""
    blocks = list(_Reader(path).blocks(soup.body or soup))
    return Extract(
        title=title or _first_heading(blocks), blocks=tuple(captioned(blocks)), warnings=empty_warning(blocks)
    )


def _markup(path: Path) -> str:
    """The page as text: in UTF-8 where that is possible, else in the encoding it declares."""
    with path.open("rb") as file:
        declared = _CHARSET.search(file.read(4096))
    if declared:
        data = path.read_bytes()
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            # Browsers read this label as Windows-1252, and pages rely on it.
            return data.decode("cp1252" if name == "iso8859-1" else name)
        except (LookupError, UnicodeDecodeError):
            return decode(path)
    return decode(path)


def _first_heading(blocks: list[Block]) -> str | None:
    return next((block.text for block in blocks if block.kind is BlockKind.HEADING and block.level == 1), None)


class _Reader:
    """Walks the tree; text that stands directly in a container becomes a paragraph of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def blocks(self, tag: Tag, depth: int = 0) -> Iterator[Block]:
        """The blocks inside a container."""
        if depth > _MAX_DEPTH:
            raise refusal("damaged", self._path, "zu tief verschachtelt")
        loose: list[str] = []
        for child in tag.children:
            if not isinstance(child, Tag) or not (child.name in _BLOCKS or _holds_blocks(child)):
                loose.append(words(child))
                continue
            yield from _paragraph(loose)
            loose = []
            if not is_hidden(child):
                yield from self._block(child, depth)
        yield from _paragraph(loose)

    def _block(self, tag: Tag, depth: int) -> Iterator[Block]:
        if re.fullmatch(r"h[1-6]", tag.name):
            text = flat(words(tag))
            if text:
                yield heading(text, int(tag.name[1]))
        elif tag.name in ("ul", "ol"):
            items = list(self._items(tag, 0))
            if items:
                yield itemised(items)
        elif tag.name == "table" and not tag.find("table"):
            made = _table(tag)
            if made:
                yield made
        elif tag.name == "p" or not _holds_blocks(tag):
            yield from _paragraph([words(tag)])
        else:
            yield from self.blocks(tag, depth + 1)

    def _items(self, tag: Tag, level: int) -> Iterator[Item]:
        if level > _MAX_DEPTH:
            raise refusal("damaged", self._path, "zu tief verschachtelt")
        start = str(tag.get("start") or "1")
        number = int(start) if start.lstrip("-").isdecimal() else 1
        for child in tag.find_all(["li", "ul", "ol"], recursive=False):
            if is_hidden(child):
                continue
            if child.name != "li":
                yield from self._items(child, level + 1)
                continue
            nested = [part for part in child.find_all(["ul", "ol"]) if part.find_parent(["ul", "ol"]) is tag]
            text = flat(words(child, skip=nested))
            if text:
                yield Item(text, level, f"{number}." if tag.name == "ol" else "")
            number += 1
            for part in nested:
                yield from self._items(part, level + 1)


def _holds_blocks(tag: Tag) -> bool:
    return tag.find(lambda inner: inner.name in _BLOCKS) is not None


def _paragraph(loose: list[str]) -> Iterator[Block]:
    text = flat("".join(loose))
    if text:
        yield paragraph(text)


def _table(tag: Tag) -> Block | None:
    caption = tag.find("caption")
    rows: list[list[str]] = []
    headers = 0
    spans: dict[int, tuple[int, str]] = {}  # column: rows that a cell above still reaches into, and its text
    for row in tag.find_all("tr"):
        if is_hidden(row):
            continue
        cells = row.find_all(["td", "th"], recursive=False)
        if len(rows) == headers and cells and (all(cell.name == "th" for cell in cells) or row.find_parent("thead")):
            headers += 1
        line: list[str] = []
        for cell in [*cells, None]:
            while len(line) in spans:
                left, text = spans.pop(len(line))
                if left > 1:
                    spans[len(line)] = (left - 1, text)
                line.append(text)
            if cell is not None:
                text, down = flat(words(cell)), _span(cell, "rowspan")
                for _ in range(_span(cell, "colspan")):
                    if down > 1:
                        spans[len(line)] = (down - 1, text)
                    line.append(text)
        rows.append(line)
    return table(rows, headers, flat(words(caption)) if caption else "")


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1")
    return min(100, max(1, int(value))) if value.isdecimal() else 1


def is_hidden(tag: Tag) -> bool:
    """Whether a reader of the page does not see this element, or it is no content."""
    if tag.name in _SKIPPED or tag.has_attr("hidden") or tag.get("aria-hidden") == "true":
        return True
    if tag.name == "header" and tag.find_parent(["article", "main"]) is None:
        return True  # the head of the site; that of an article holds its heading
    return bool(_INVISIBLE.search(str(tag.get("style") or "")))


def words(element: PageElement, skip: list[Tag] | None = None) -> str:
    """The visible text inside an element; block elements and line breaks separate words."""
    if isinstance(element, NavigableString):
        return "" if isinstance(element, _NO_TEXT) else str(element)
    if not isinstance(element, Tag) or is_hidden(element) or any(element is other for other in skip or ()):
        return ""
    if element.name == "br":
        return " "
    inner = "".join(words(child, skip) for child in element.children)
    return f" {inner} " if element.name in _BLOCKS else inner
