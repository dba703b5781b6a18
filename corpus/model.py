"""The vocabulary: every value that travels from a file to an answer.

All classes are frozen and keyword-only; a changed value is a new value (`dataclasses.replace`).
Page numbers are the physical page of the file, counted from 1; `None` where a format has no pages.
A section is the path of headings above a text, outermost first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.explanation import Check as Check
from corpus.explanation import Explanation as Explanation
from corpus.explanation import Judged as Judged
from corpus.kinds import Asks as Asks
from corpus.kinds import BlockKind as BlockKind
from corpus.kinds import FileStatus as FileStatus
from corpus.kinds import Kind as Kind
from corpus.kinds import Status as Status
from corpus.kinds import UnitKind as UnitKind
from corpus.phrasing import Phrasing as Phrasing
from corpus.programme import Contact as Contact
from corpus.programme import Evidence as Evidence
from corpus.programme import Programme as Programme

SectionPath = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SourceWork:
    """The work of somebody else that a document restates."""

    title: str
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document as the manifest describes it, or as ingest inferred it (`inferred` is then true)."""

    id: str
    file: str
    title: str
    kind: Kind
    publisher: str
    issued: str  # "2024", "2024-12" or "2024-12-31"
    alliance: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    supersedes: tuple[str, ...] = ()
    source: SourceWork | None = None
    inferred: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a page as the file lays it out.

    `cells` holds the columns when the line is visibly set in columns (a table row), else it is empty.
    `size` is the font size in points, `indent` the left edge in points; 0.0 where the format has none.
    """

    text: str
    size: float = 0.0
    indent: float = 0.0
    bold: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a file: its lines from top to bottom. `number` is None for formats without pages."""

    number: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A heading, paragraph, list, table, caption or footnote.

    A list has `items` and, in `text`, its lead-in sentence. `item_levels` gives each item's depth, `item_marks` its marker ("", "1.", "a)").
    A table has `rows` (all of the same length), of which the first `header_rows` are headings; `text` is its caption.
    A footnote has its mark in `mark`.
    """

    kind: BlockKind
    text: str
    page: int | None = None
    level: int = 0
    mark: str = ""
    items: tuple[str, ...] = ()
    item_levels: tuple[int, ...] = ()
    item_marks: tuple[str, ...] = ()
    item_pages: tuple[int | None, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    header_rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What a loader found in a file: laid-out pages (PDF, plain text) or ready blocks (Markdown, HTML, DOCX).

    `warnings` are German sentences for the ingest report, for example about a scan or hidden text.
    """

    title: str | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading path and the blocks directly below it, in reading order."""

    path: SectionPath
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A part of a passage that can be quoted: `passage.text[start:end]` is its verbatim text."""

    kind: UnitKind
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A piece of a document that is found and cited as one.

    `text` is the repaired text, and the only text that quotes are taken from.
    `footnotes` are the notes that the text refers to. `id` is stable for a document, page and position;
    `content_hash` changes with everything that is embedded.
    """

    id: str
    document_id: str
    section: SectionPath
    page: int | None
    page_end: int | None
    ordinal: int
    kind: BlockKind
    text: str
    content_hash: str
    units: tuple[Unit, ...] = ()
    footnotes: tuple[str, ...] = ()
    header: tuple[str, ...] = ()  # column names of a table passage


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A numbered source of an answer. `quote` is verbatim from the stored passage."""

    n: int
    document_id: str
    title: str
    kind: Kind
    alliance: str | None
    issued: str
    page: int | None
    section: SectionPath
    quote: str
    passage_id: str
    url: str
    source: SourceWork | None = None


@dataclass(frozen=True, kw_only=True)
class IndexedDocument:
    """A document in the index, or a refused file (then without passages), with what ingest found.

    `file_hash` is the sha256 of the file's bytes.
    """

    document: Document
    status: FileStatus
    file_hash: str
    pages: int = 0
    passages: int = 0
    warnings: tuple[str, ...] = ()
    reason: str = ""  # short name of a refusal, e.g. "encrypted"


@dataclass(frozen=True, kw_only=True)
class Passport:
    """What made the vectors: an index is only read with the embedder that wrote it."""

    embedder: str
    dimension: int
    query_prefix: str = ""
    passage_prefix: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage found for a query. `score` orders; `lexical` and `dense` are the parts before fusion."""

    passage: Passage
    document: Document
    score: float
    lexical: float = 0.0
    dense: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark beside an answer: `kind` is outdated, conflict, scope, language ..."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One earlier question and answer, as the client sends it."""

    question: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question as it was understood.

    `text` is standalone and with mended spelling: what is searched. `corrections` are (typed, meant). `terms` are its weighted
    content words without those that only say what is asked for ("wie hoch", "Telefonnummer"). `places` are districts as the
    programmes name them, `names` persons, places and bodies that are called by name, `years` those that the answer must be
    about. `parts` are the questions in it, if there are several.
    """

    typed: str
    text: str
    asks: Asks
    english: bool = False
    alliances: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    as_of: date | None = None
    corrections: tuple[tuple[str, str], ...] = ()
    terms: dict[str, float] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IndexInfo:
    """Which index answered."""

    generation: int
    documents: int
    built: str  # ISO 8601, UTC


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The result of a question. `answer` is Markdown with markers like [1] that number `citations`.

    `mode` is "extractive" for quoted words, "generative" where a model phrased; `phrasing` tells of a model that was asked.
    `confidence` is the calibrated probability that the best evidence answers, also where nothing was answered.
    """

    status: Status
    answer: str
    citations: tuple[Citation, ...]
    standalone_question: str
    mode: str
    index: IndexInfo
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()
    contact: Contact | None = None
    confidence: float = 0.0
    timings_ms: dict[str, float] = field(default_factory=dict)
    explanation: Explanation | None = None
    phrasing: Phrasing | None = None
