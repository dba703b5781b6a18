"""From rows to blocks: one pass in which each row opens, continues or closes a paragraph, list, table or heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Block, BlockKind
from ingest.headings import CAPTION, Look, Numbering, heading_level, is_capitals, is_larger, is_open, look_of, wraps
from ingest.lines import Row, ends_sentence
from ingest.repair import BULLET, join_lines, join_two
from ingest.tables import find_table

ITEM = re.compile(
    rf"^(?P<mark>{BULLET}|[-–—*·](?=\s)|\d{{1,2}}[.)](?=\s)|[a-z][.)](?=\s)|[IVX]{{1,4}}\.(?=\s))\s*(?P<text>\S.*)$"
)
_INNER = re.compile(r"^(?P<mark>\d{1,2}[.)]|[a-z][.)]|[IVX]{1,4}\.)\s+(?P<text>\S.*)$")


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
            levels = _levels(self.depths, self.marks, 6 if self.rows[0].size else 1)
            return [
                Block(
                    kind=BlockKind.LIST,
                    text="",
                    page=page,
                    items=tuple(join_lines(item) for item in self.items),
                    item_levels=levels,
                    item_marks=tuple("" if len(mark) == 1 else mark for mark in self.marks),
                    item_pages=tuple(self.pages),
                )
            ]
        return []


def _levels(depths: Sequence[int], marks: Sequence[str], tolerance: int) -> tuple[int, ...]:
    """The level of each item by its depth; depths that hardly differ, as of "9." and "10.", share one."""
    steps: dict[int, int] = {}
    start, level = None, -1
    for depth in sorted(set(depths)):
        if start is None or depth - start > tolerance:
            start, level = depth, level + 1
        steps[depth] = level
    if level == 0 and any(mark[0].isdigit() for mark in marks):
        return tuple(int(mark[0].islower()) for mark in marks)  # "a." among "1." and "2." needs no depth
    return tuple(min(steps[depth], 3) for depth in depths)


def group(rows: Sequence[Row], body: float) -> list[Block]:
    """Blocks of a document from all its rows; `body` is the size of running text, 0.0 where sizes are unknown."""
    look, numbering = look_of(rows, body), Numbering()
    blocks: list[Block] = []
    now = _Open()
    i = 0
    while i < len(rows):
        row = rows[i]
        item = ITEM.match(row.text)
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
    if row.gap or row.cells or ITEM.match(row.text):
        return False
    return wraps(caption, row) or row.size == first.size < body


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
        and not ITEM.match(following.text)
        and len(item["text"]) < 90
    ):
        return False  # "a) Projekte der Partner" above its own paragraph is a title
    if now.kind is BlockKind.LIST and any(_order(m) == order - 1 for m in now.marks if len(m) > 1):
        return True
    if order != 1:
        return False
    ahead = (ITEM.match(row.text) for row in rows[i + 1 : i + 12])
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
    finished = ends_sentence(last)
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
        return (finished or short) if hanging else (finished and short and not now.inner)
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
