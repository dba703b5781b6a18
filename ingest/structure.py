"""Find the structure of a document: headings, paragraphs, lists with their lead-in, tables, captions.

`read_blocks` turns a loader's extract into blocks, `find_sections` gives every block its heading path.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from corpus.model import Block, BlockKind, Extract, Section
from ingest.footnotes import split_footnotes
from ingest.grouping import ITEM, group
from ingest.lines import body_size, ends_sentence, to_rows
from ingest.repair import BULLET, clean_text, join_two, repair_pages
from ingest.sentences import split_sentences

_SAME_TITLE = 92


def read_blocks(extract: Extract) -> tuple[Block, ...]:
    """All blocks of a document in reading order; footnotes come last."""
    if extract.blocks:
        return attach_leads(_merge_typed([_cleaned(block) for block in extract.blocks]))
    pages = repair_pages(extract.pages)
    body = body_size(pages)
    pages, notes = split_footnotes(pages, body)
    blocks = attach_leads(_merge_broken(group(to_rows(pages), body)))
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
    finished = ends_sentence(left) and not left.endswith(";")
    return not finished and (right[:1].islower() or bool(re.search(r"\w-$", left)))


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
        item = block.kind is BlockKind.PARAGRAPH and ITEM.match(block.text)
        if not item or item["mark"] != BULLET:
            merged.append(block)
            typed = False
            continue
        items = (*merged.pop().items, item["text"]) if typed else (item["text"],)
        merged.append(Block(kind=BlockKind.LIST, text="", page=block.page, items=items))
        typed = True
    return merged


def attach_leads(blocks: Sequence[Block]) -> tuple[Block, ...]:
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
