"""Cut sections into passages that respect their structure.

A passage holds whole sentences, whole lists with their lead-in, whole tables with caption and header row. Only a list
or table beyond `hard` characters is divided, and every part then repeats its lead-in or header.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Block, BlockKind, Document, Passage, Section, SectionPath, Unit, UnitKind
from ingest.references import MOST_NOTES, bind_marks, pop_marks
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
    notes: list[int] = field(default_factory=list)  # numbers of the notes that the text refers to

    def add(self, text: str, kind: UnitKind, page: int | None, *, glue: str, prefix: str = "") -> None:
        text, notes = pop_marks(text)
        self.notes += notes
        if not text.strip():
            return
        self.text += (glue if self.text else "") + prefix
        self.units.append(Unit(kind=kind, start=len(self.text), end=len(self.text) + len(text), page=page))
        self.text += text
        self.pages.append(page)

    def add_names(self, text: str) -> None:
        """Column names stand above the rows, but are no unit of their own."""
        text, notes = pop_marks(text)
        self.notes += notes
        self.text += ("\n" if self.text else "") + text


def cut_passages(
    document: Document, sections: Sequence[Section], blocks: Sequence[Block], cutting: Cutting
) -> tuple[Passage, ...]:
    """All passages of a document in reading order. Footnotes among `blocks` are attached where they are referred to."""
    notes = [b for b in blocks if b.kind is BlockKind.FOOTNOTE]
    numbered = {int(b.mark): b for b in notes if b.mark.isdecimal() and int(b.mark) <= MOST_NOTES}
    found: list[tuple[SectionPath, _Piece]] = []
    for section in bind_marks(sections, {number: b.page for number, b in numbered.items()}):
        path, above = zip(*(pop_marks(heading) for heading in section.path), strict=True) if section.path else ((), ())
        for i, piece in enumerate(_pieces(section.blocks, cutting)):
            piece.notes[:0] = above[-1] if above and i == 0 else ()
            found.append((path, piece))
    attached = [[numbered[n] for n in dict.fromkeys(piece.notes)] for _, piece in found]
    _attach_rest(notes, attached, [piece for _, piece in found])
    return tuple(
        _passage(document, path, piece, i, tuple(b.text for b in attached[i])) for i, (path, piece) in enumerate(found)
    )


def _attach_rest(notes: Sequence[Block], attached: list[list[Block]], pieces: Sequence[_Piece]) -> None:
    """A note that nothing refers to goes to the end of its page, or where the note before it is referred to."""
    place = 0
    for note in notes:
        places = [i for i, some in enumerate(attached) if note in some]
        if not places and pieces:
            upto = [i for i, p in enumerate(pieces) if note.page and any(n and n <= note.page for n in p.pages)]
            place = upto[-1] if upto else place
            attached[place].append(note)
        place = places[0] if places else place


def embedding_text(document: Document, passage: Passage) -> str:
    """What is embedded and searched for a passage: its text under the document's title and its headings."""
    return "\n".join([" › ".join((document.title, *passage.section)), passage.text])


def _pieces(blocks: Sequence[Block], cutting: Cutting) -> Iterator[_Piece]:
    piece = _Piece()
    for block in blocks:
        for i, part in enumerate(_parts(block, cutting)):
            apart = part.kind is BlockKind.TABLE or piece.kind is BlockKind.TABLE
            size = len(piece.text) + len(part.text)
            # a list stays with the short paragraph above it, whose subject it continues
            limit = (
                cutting.hard if part.kind is BlockKind.LIST and len(piece.text) < cutting.target / 2 else cutting.target
            )
            if piece.text and (apart or size > limit):
                yield piece
                piece = _Piece()
            _append(piece, part, " " if i and part.kind is BlockKind.PARAGRAPH else "\n\n")
    if piece.text:
        yield piece


def _append(piece: _Piece, part: _Piece, glue: str) -> None:
    glue = glue if piece.text else ""
    offset = len(piece.text) + len(glue)
    piece.kind = part.kind if not piece.text or part.kind is not BlockKind.PARAGRAPH else piece.kind
    piece.header = part.header or piece.header
    piece.text += glue + part.text
    piece.units += [replace(u, start=u.start + offset, end=u.end + offset) for u in part.units]
    piece.pages += part.pages
    piece.notes += part.notes


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
    limit = 1.15 * len(block.text) / max(1, -(-len(block.text) // cutting.target))
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
            piece.add(block.text, UnitKind.LEAD, block.page, glue="")
        piece.add(
            item, UnitKind.ITEM, page or block.page, glue="\n", prefix="  " * level + (f"{mark} " if mark else BULLET)
        )
    return parts


def _table_parts(block: Block, cutting: Cutting) -> list[_Piece]:
    parts: list[_Piece] = []
    piece: _Piece | None = None
    head, body = block.rows[: block.header_rows], block.rows[block.header_rows :]
    for row in body or head:
        line = " | ".join(row)
        if not any(row):
            continue
        if piece is None or len(piece.text) + len(line) > cutting.hard:
            piece = _Piece(kind=BlockKind.TABLE, header=_column_names(head) if body else ())
            parts.append(piece)
            piece.add(block.text, UnitKind.CAPTION, block.page, glue="")
            for names in head if body else ():
                piece.add_names(" | ".join(names))
        piece.add(line, UnitKind.ROW, block.page, glue="\n")
    return parts


def _column_names(head: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """One name a column; of several header rows the upper ones name groups: "Celle" over "2020" is "Celle 2020"."""
    return tuple(
        " ".join(dict.fromkeys(pop_marks(name)[0] for name in column if name)) for column in zip(*head, strict=True)
    )


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
