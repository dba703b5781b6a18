"""Find the structure of a document: headings, paragraphs, lists with their lead-in, tables, captions.

`read_blocks` turns a loader's extract into blocks, `find_sections` gives every block its heading path.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from corpus.model import Block, BlockKind, Extract, Section, SectionPath
from ingest.footnotes import split_footnotes
from ingest.headings import CAPTION, Look, Numbering, heading_level, is_capitals, is_larger, is_open, look_of
from ingest.lines import Row, body_size, to_rows
from ingest.repair import BULLET, clean_text, join_lines, join_two, repair_pages
from ingest.sentences import split_sentences
from ingest.tables import find_table

_ITEM = re.compile(
    rf"^(?P<mark>{BULLET}|[-–—*·](?=\s)|\d{{1,2}}[.)](?=\s)|[a-z][.)](?=\s)|[IVX]{{1,4}}\.(?=\s))\s*(?P<text>\S.*)$"
)
_SAME_TITLE = 92
_INNER = re.compile(r"^(?P<mark>\d{1,2}[.)]|[a-z][.)]|[IVX]{1,4}\.)\s+(?P<text>\S.*)$")


def read_blocks(extract: Extract) -> tuple[Block, ...]:
    """All blocks of a document in reading order; footnotes come last."""
    if extract.blocks:
        return _attach_leads(_merge_typed([_cleaned(block) for block in extract.blocks]))
    pages = repair_pages(extract.pages)
    body = body_size(pages)
    pages, notes = split_footnotes(pages, body)
    blocks = _attach_leads(_merge_broken(_group(to_rows(pages), body)))
    return blocks + tuple(
        Block(kind=BlockKind.FOOTNOTE, text=note.text, mark=str(note.number), page=note.page) for note in notes
    )


def without_title(blocks: Sequence[Block], title: str) -> tuple[Block, ...]:
    """Drop the headings at the top that only repeat the document's title; they would stand above every section."""
    return tuple(
        b for i, b in enumerate(blocks) if i >= 4 or b.kind is not BlockKind.HEADING or not _same(b.text, title)
    )


def _same(heading: str, title: str) -> bool:
    short, long = sorted((heading.lower(), title.lower()), key=len)
    return 2 * len(short) > len(long) and fuzz.partial_ratio(short, long) > _SAME_TITLE


def find_sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Group blocks under their heading path. Footnotes belong to no section and are left out.

    A heading without any text below it, like the line above a headline, becomes the first text of what follows.
    """
    sections: list[Section] = []
    path: list[Block] = []
    current: list[Block] = []
    unused: list[Block] = []  # headings of the path that no section has shown yet
    waiting: list[Block] = []

    def close() -> None:
        if current:
            sections.append(Section(path=tuple(h.text for h in path), blocks=(*waiting, *current)))
            for some in (current, waiting, unused):
                some.clear()

    for block in blocks:
        if block.kind is BlockKind.HEADING:
            close()
            left = [h for h in path if h.level >= block.level]
            waiting += [replace(h, kind=BlockKind.CAPTION) for h in unused if any(h is x for x in left)]
            path = [h for h in path if h.level < block.level]
            unused = [h for h in unused if any(h is x for x in path)]
            path.append(block)
            unused.append(block)
        elif block.kind is not BlockKind.FOOTNOTE:
            current.append(block)
    close()
    if rest := [*waiting, *(replace(h, kind=BlockKind.CAPTION) for h in unused)]:
        sections.append(Section(path=(), blocks=tuple(rest)))
    return tuple(sections)


@dataclass
class _Open:
    """The block that is being read."""

    kind: BlockKind | None = None
    rows: list[Row] = field(default_factory=list)
    items: list[list[str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)  # depths of the further lines of items
    pages: list[int | None] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)  # wait here, they may stand in the middle of a sentence

    def close(self) -> list[Block]:
        return [*self._blocks(), *self.captions]

    def _blocks(self) -> list[Block]:
        page = self.rows[0].page if self.rows else None
        if self.kind is BlockKind.PARAGRAPH:
            text = join_lines([row.text for row in self.rows])
            # a quotation mark or rule on its own is decoration
            return [Block(kind=BlockKind.PARAGRAPH, text=text, page=page)] if re.search(r"\w", text) else []
        if self.kind is BlockKind.LIST:
            steps = _steps(self.depths, 6 if self.rows[0].size else 1)
            return [
                Block(
                    kind=BlockKind.LIST,
                    text="",
                    page=page,
                    items=tuple(join_lines(item) for item in self.items),
                    item_levels=tuple(min(steps[depth], 3) for depth in self.depths),
                    item_marks=tuple("" if len(mark) == 1 else mark for mark in self.marks),
                    item_pages=tuple(self.pages),
                )
            ]
        return []


def _steps(depths: Sequence[int], tolerance: int) -> dict[int, int]:
    """The level of each depth; depths that hardly differ, as of "9." and "10.", share one."""
    steps: dict[int, int] = {}
    start, level = None, -1
    for depth in sorted(set(depths)):
        if start is None or depth - start > tolerance:
            start, level = depth, level + 1
        steps[depth] = level
    return steps


def _group(rows: Sequence[Row], body: float) -> list[Block]:
    """One pass over the rows; each row opens, continues or closes a block."""
    look, numbering = look_of(rows, body), Numbering()
    blocks: list[Block] = []
    now = _Open()
    i = 0
    while i < len(rows):
        row = rows[i]
        item = _ITEM.match(row.text)
        table = find_table(rows, i) if not item else None
        if table:
            blocks += [*now.close(), table[0]]
            now, i = _Open(), table[1]
            continue
        if CAPTION.match(row.text) and row.gap:
            caption = row.text
            while i + 1 < len(rows) and _caption_goes_on(caption, row, rows[i + 1], body):
                i += 1
                caption = join_two(caption, rows[i].text)
            now.captions.append(Block(kind=BlockKind.CAPTION, text=caption, page=row.page))
        elif item and _is_item(item, now, rows, i):
            if now.kind is not BlockKind.LIST:
                blocks += now.close()
                now = _Open(kind=BlockKind.LIST)
            _add_item(now, item, row)
        elif _continues(now, row, look.width):
            if now.kind is BlockKind.LIST:
                now.items[-1].append(row.text)
                now.inner.append(row.depth)
            else:
                now.rows.append(row)
        elif level := heading_level(rows, i, look, numbering):
            blocks += now.close()
            now = _Open()
            title = row.text
            while i + 1 < len(rows) and _title_goes_on(title, rows[i], rows[i + 1], look):
                i += 1
                title = join_two(title, rows[i].text)
            blocks.append(Block(kind=BlockKind.HEADING, text=title, level=level, page=row.page))
        else:
            blocks += now.close()
            now = _Open(kind=BlockKind.PARAGRAPH, rows=[row])
        i += 1
    return _join_headings([*blocks, *now.close()], look.styled)


def _caption_goes_on(caption: str, first: Row, row: Row, body: float) -> bool:
    if row.gap or row.cells or _ITEM.match(row.text):
        return False
    return row.text[0].islower() or is_open(caption) or row.size == first.size < body


def _title_goes_on(title: str, last: Row, row: Row, look: Look) -> bool:
    if look.styled:
        same = row.size == last.size and row.bold == last.bold and not row.cells
        return same and not row.gap and is_larger(row, look) and not re.match(r"\d", row.text)
    if is_capitals(title):
        return is_capitals(row.text) and not row.gap
    return is_open(title) and len(row.text) < 80


def _is_item(item: re.Match[str], now: _Open, rows: Sequence[Row], i: int) -> bool:
    """A bullet is an item; a number is one if the list goes on with it, or if it begins one that goes on."""
    mark = item["mark"]
    if len(mark) == 1:
        return not _is_framed(item)
    order = _order(mark)
    if now.kind is BlockKind.LIST and not rows[i].gap and len(now.marks[-1]) > 1 and _order(now.marks[-1]) == order - 1:
        return True
    following = rows[i + 1] if i + 1 < len(rows) else None
    if (
        following
        and following.gap
        and len(following.text) > 60
        and not _ITEM.match(following.text)
        and len(item["text"]) < 90
    ):
        return False  # "a) Projekte der Partner" above its own paragraph is a title
    if now.kind is BlockKind.LIST and any(_order(m) == order - 1 for m in now.marks if len(m) > 1):
        return True
    if order != 1:
        return False
    ahead = (_ITEM.match(row.text) for row in rows[i + 1 : i + 12])
    return any(m is not None and _order(m["mark"]) == 2 and len(m["mark"]) > 1 for m in ahead)


def _is_framed(item: re.Match[str]) -> bool:
    """ "- Fortschreibung 2021 -" is a line between dashes, not an item."""
    return item["mark"] in "-–—*" and item["text"].rstrip().endswith(item["mark"])


def _order(mark: str) -> int:
    mark = mark.rstrip(".)")
    if mark.isdigit():
        return int(mark)
    roman = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
    return roman.get(mark) or (ord(mark) - ord("a") + 1 if len(mark) == 1 and mark.islower() else 0)


def _add_item(now: _Open, item: re.Match[str], row: Row) -> None:
    mark, text = item["mark"], item["text"]
    if len(mark) == 1 and (inner := _INNER.match(text)):
        mark, text = inner["mark"], inner["text"]
    now.rows.append(row)
    now.items.append([text])
    now.marks.append(mark)
    now.depths.append(row.depth)
    now.pages.append(row.page)


def _continues(now: _Open, row: Row, usual_width: int) -> bool:
    """Does the row go on with the open paragraph or item? Without a gap yes; after one only a broken sentence does."""
    if now.kind is None or row.cells:
        return False
    last = now.items[-1][-1] if now.kind is BlockKind.LIST else now.rows[-1].text
    if is_capitals(row.text) and not is_capitals(last):
        return False
    finished = bool(re.search(r"[.!?:;…][\"“”’')\]]*$", last))
    if now.kind is BlockKind.LIST and _leaves_list(now, row, finished, usual_width):
        return False
    if not row.gap:
        return not (now.kind is BlockKind.PARAGRAPH and finished and now.rows[-1].size != row.size)
    if finished:
        return False
    if re.search(r"\w-$", last) or row.text[0].islower():
        return True
    if now.kind is BlockKind.LIST and row.size and row.opens_page and row.depth > now.depths[-1]:
        return True
    if now.kind is BlockKind.LIST or len(last) > 200 or re.search(r"(?:www\.|https?://|@)\S+$", last):
        return False
    local_width = max(len(r.text) for r in now.rows[-4:])
    return (len(now.rows) > 1 and len(last) >= 0.8 * local_width) or len(last) >= 0.66 * usual_width


def _leaves_list(now: _Open, row: Row, finished: bool, usual_width: int) -> bool:
    """Text after the last item without a gap: it starts anew, and further left than the lines of an item do."""
    if row.text[0].islower() or row.depth > now.depths[-1]:
        return False
    hanging = bool(now.inner) and min(now.inner) > min(now.depths)
    short = len(now.items[-1][-1]) < 0.75 * usual_width
    if not row.size:
        return finished and short and not now.inner or hanging and (finished or short)
    return hanging or (finished and not now.inner)


def _join_headings(blocks: Sequence[Block], styled: bool) -> list[Block]:
    """A heading over two lines comes as two headings of the same size directly after each other."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        broken = before is not None and (before.text.endswith("-") or block.text[:1].islower())
        if (
            before is not None
            and before.kind is block.kind is BlockKind.HEADING
            and before.level == block.level
            and (
                broken
                or (styled and not re.match(r"\d", block.text) and before.page == block.page and len(before.text) > 50)
            )
        ):
            joined[-1] = replace(before, text=join_two(before.text, block.text))
        else:
            joined.append(block)
    return joined


def _merge_broken(blocks: Sequence[Block]) -> list[Block]:
    """Join what a page break, a caption or a box tore apart: half sentences and lists that go on."""
    merged: list[Block] = []
    for block in blocks:
        i = len(merged) - 1
        while i >= 0 and merged[i].kind is BlockKind.CAPTION:
            i -= 1
        before = merged[i] if i >= 0 else None
        if before and before.kind is block.kind is BlockKind.PARAGRAPH and _broken(before.text, block.text):
            merged[i] = replace(before, text=join_two(before.text, block.text))
        elif before and before.kind is block.kind is BlockKind.LIST:
            merged[i] = replace(
                before,
                items=before.items + block.items,
                item_levels=before.item_levels + block.item_levels,
                item_marks=before.item_marks + block.item_marks,
                item_pages=before.item_pages + block.item_pages,
            )
        elif (
            before
            and before.kind is BlockKind.LIST
            and block.kind is BlockKind.PARAGRAPH
            and _broken(before.items[-1], block.text)
        ):
            merged[i] = replace(before, items=(*before.items[:-1], join_two(before.items[-1], block.text)))
        else:
            merged.append(block)
    return merged


def _broken(left: str, right: str) -> bool:
    return not re.search(r"[.!?:…][\"“”’')\]]*$", left) and (right[:1].islower() or bool(re.search(r"\w-$", left)))


def _cleaned(block: Block) -> Block:
    return replace(
        block,
        text=clean_text(block.text).strip(),
        items=tuple(clean_text(item).strip() for item in block.items),
        rows=tuple(tuple(clean_text(cell).strip() for cell in row) for row in block.rows),
    )


def _merge_typed(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that begin with a typed bullet are items of one list."""
    merged: list[Block] = []
    typed = False
    for block in blocks:
        item = block.kind is BlockKind.PARAGRAPH and _ITEM.match(block.text)
        if not item or item["mark"] != BULLET:
            merged.append(block)
            typed = False
            continue
        items = (*merged.pop().items, item["text"]) if typed else (item["text"],)
        merged.append(Block(kind=BlockKind.LIST, text="", page=block.page, items=items))
        typed = True
    return merged


def _attach_leads(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Move the sentence that introduces a list from the paragraph before it into the list."""
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        if block.kind is BlockKind.LIST and not block.text and before and before.kind is BlockKind.PARAGRAPH:
            sentences = split_sentences(before.text)
            if before.text.rstrip().endswith(":") or len(sentences) == 1:
                start, end = sentences[-1]
                block = replace(block, text=before.text[start:end])
                rest = before.text[:start].strip()
                result[-1:] = [replace(before, text=rest)] if rest else []
        result.append(block)
    return tuple(result)


def path_text(path: SectionPath) -> str:
    """A heading path as people read it."""
    return " › ".join(path)
