"""Cut sections into passages that respect their structure.

A passage holds whole sentences, whole lists with their lead-in, whole tables with caption and header row. Only a list
or table beyond `hard` characters is divided, and every part then repeats its lead-in or header.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Block, BlockKind, Document, Passage, Section, SectionPath, Unit, UnitKind
from ingest.footnotes import take_marks
from ingest.sentences import split_sentences

BULLET = "• "


@dataclass(frozen=True, kw_only=True)
class Cutting:
    """Sizes in characters: a passage grows to `target`, and is divided only beyond `hard`."""

    target: int = 1200
    hard: int = 1800


@dataclass
class _Piece:
    """The text of a passage while it grows, with its units and pages."""

    kind: BlockKind = BlockKind.PARAGRAPH
    text: str = ""
    units: list[Unit] = field(default_factory=list)
    pages: list[int | None] = field(default_factory=list)
    header: tuple[str, ...] = ()

    def add(self, text: str, kind: UnitKind, page: int | None, *, glue: str, prefix: str = "") -> None:
        self.text += (glue if self.text else "") + prefix
        self.units.append(Unit(kind=kind, start=len(self.text), end=len(self.text) + len(text), page=page))
        self.text += text
        self.pages.append(page)


def cut_passages(
    document: Document, sections: Sequence[Section], blocks: Sequence[Block], cutting: Cutting
) -> tuple[Passage, ...]:
    """All passages of a document in reading order. Footnotes among `blocks` are attached where they are referred to."""
    notes = {int(b.mark): b.text for b in blocks if b.kind is BlockKind.FOOTNOTE and b.mark.isdigit()}
    passages: list[Passage] = []
    for section in sections:
        section, used = _without_marks(section, sorted(notes))
        for piece in _pieces(section.blocks, cutting):
            numbers = [n for n, text in used if text and text in piece.text]
            passages.append(
                _passage(document, section.path, piece, len(passages), tuple(notes[n] for n in dict.fromkeys(numbers)))
            )
    return tuple(passages)


def embedding_text(document: Document, passage: Passage) -> str:
    """What is embedded and searched for a passage: its text under the document's title and its headings."""
    return "\n".join([" › ".join((document.title, *passage.section)), passage.text])


def _without_marks(section: Section, numbers: Sequence[int]) -> tuple[Section, list[tuple[int, str]]]:
    """The section without footnote numbers, and which number stood in which text."""
    used: list[tuple[int, str]] = []

    def clean(text: str) -> str:
        cleaned, found = take_marks(text, numbers) if text else (text, ())
        used.extend((n, cleaned) for n in found)
        return cleaned

    blocks = tuple(
        b if b.kind is BlockKind.TABLE else replace(b, text=clean(b.text), items=tuple(clean(i) for i in b.items))
        for b in section.blocks
    )
    return replace(section, blocks=blocks), used


def _pieces(blocks: Sequence[Block], cutting: Cutting) -> Iterator[_Piece]:
    piece = _Piece()
    for block in blocks:
        for part in _parts(block, cutting):
            apart = part.kind is BlockKind.TABLE or piece.kind is BlockKind.TABLE
            size = len(piece.text) + len(part.text)
            # a list stays with the short paragraph above it, whose subject it continues
            limit = (
                cutting.hard if part.kind is BlockKind.LIST and len(piece.text) < cutting.target / 2 else cutting.target
            )
            if piece.text and (apart or size > limit):
                yield piece
                piece = _Piece()
            _append(piece, part)
    if piece.text:
        yield piece


def _append(piece: _Piece, part: _Piece) -> None:
    glue = "\n\n" if piece.text else ""
    offset = len(piece.text) + len(glue)
    piece.kind = part.kind if not piece.text or part.kind is not BlockKind.PARAGRAPH else piece.kind
    piece.header = part.header or piece.header
    piece.text += glue + part.text
    piece.units += [replace(u, start=u.start + offset, end=u.end + offset) for u in part.units]
    piece.pages += part.pages


def _parts(block: Block, cutting: Cutting) -> list[_Piece]:
    if block.kind is BlockKind.LIST:
        return _list_parts(block, cutting)
    if block.kind is BlockKind.TABLE:
        return _table_parts(block, cutting)
    piece = _Piece()
    parts = [piece]
    if block.kind is BlockKind.CAPTION:
        piece.add(block.text, UnitKind.CAPTION, block.page, glue="")
        return parts
    # a long paragraph is divided into parts of like size rather than into full ones and a rest
    limit = 1.15 * len(block.text) / -(-len(block.text) // cutting.target)
    for start, end in split_sentences(block.text):
        if len(piece.text) + end - start > limit and piece.text:
            piece = _Piece()
            parts.append(piece)
        piece.add(block.text[start:end], UnitKind.SENTENCE, block.page, glue=" ")
    return parts


def _list_parts(block: Block, cutting: Cutting) -> list[_Piece]:
    parts: list[_Piece] = []
    piece: _Piece | None = None
    levels = block.item_levels or (0,) * len(block.items)
    marks = block.item_marks or ("",) * len(block.items)
    pages = block.item_pages or (block.page,) * len(block.items)
    for item, level, mark, page in zip(block.items, levels, marks, pages, strict=True):
        if piece is None or len(piece.text) + len(item) > cutting.hard:
            piece = _Piece(kind=BlockKind.LIST)
            parts.append(piece)
            if block.text:
                piece.add(block.text, UnitKind.LEAD, block.page, glue="")
        piece.add(
            item, UnitKind.ITEM, page or block.page, glue="\n", prefix="  " * level + (f"{mark} " if mark else BULLET)
        )
    return parts


def _table_parts(block: Block, cutting: Cutting) -> list[_Piece]:
    parts: list[_Piece] = []
    piece: _Piece | None = None
    head, body = block.rows[: block.header_rows], block.rows[block.header_rows :]
    for row in body:
        line = " | ".join(row)
        if piece is None or len(piece.text) + len(line) > cutting.hard:
            piece = _Piece(kind=BlockKind.TABLE, header=head[-1] if head else ())
            parts.append(piece)
            if block.text:
                piece.add(block.text, UnitKind.CAPTION, block.page, glue="")
            for names in head:
                piece.text += ("\n" if piece.text else "") + " | ".join(names)
        piece.add(line, UnitKind.ROW, block.page, glue="\n")
    return parts


def _passage(document: Document, path: SectionPath, piece: _Piece, ordinal: int, footnotes: tuple[str, ...]) -> Passage:
    pages = [page for page in piece.pages if page is not None]
    page = pages[0] if pages else None
    passage = Passage(
        id=f"{document.id}.{f'p{page}.' if page else ''}{ordinal + 1}",
        document_id=document.id,
        section=path,
        page=page,
        page_end=max(pages) if pages else None,
        ordinal=ordinal,
        kind=piece.kind,
        text=piece.text,
        content_hash="",
        units=tuple(piece.units),
        footnotes=footnotes,
        header=piece.header,
    )
    return replace(passage, content_hash=hashlib.sha256(embedding_text(document, passage).encode()).hexdigest())
