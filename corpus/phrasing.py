"""The vocabulary of generated answers: what a model drafts, what of it stands in the documents, and what became of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a drafted sentence is not shown."""

    NO_SOURCE = "ohne_quelle"
    UNKNOWN_SOURCE = "unbekannte_quelle"
    MARKUP = "auszeichnung"  # links, pictures, HTML, code: an answer is plain text
    LANGUAGE = "sprache"
    NUMBER = "zahl"
    DATE = "datum"
    NAME = "name"
    NEGATION = "verneinung"  # also what limits, allows or demands: nur, höchstens, kann, muss
    MEANING = "bedeutung"
    ORDER = "anweisung"  # tells somebody what to do, or rests on what does


class Fallback(StrEnum):
    """Why an answer is quoted although a model is set up."""

    PAUSED = "pausiert"  # the model failed before and is not asked until it answers again
    BUSY = "ausgelastet"
    UNREACHABLE = "nicht_erreichbar"
    TIMEOUT = "zeitablauf"
    RATE_LIMITED = "gedrosselt"
    FAILED = "fehler"
    TOO_LONG = "zu_lang"  # the sources do not fit into what the model takes
    EMPTY = "leer"
    CUT_OFF = "abgeschnitten"
    MALFORMED = "unlesbar"
    DECLINED = "abgelehnt"  # the model sees no answer in the sources
    UNSUPPORTED = "unbelegt"  # too few sentences stand in the sources
    INCOMPLETE = "unvollstaendig"  # what was asked for is in the sources, but not in the sentences


@dataclass(frozen=True, kw_only=True)
class SourceText:
    """A text that drafted sentences may rest on. `units` are its sentences, items and rows; `heading` is where it stands.

    `passage_id` is empty for a text that is not of the index, for example the description of an idea.
    """

    id: str  # "Q1"
    heading: str
    units: tuple[str, ...]
    passage_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A sentence as a model wrote it, without its markers, and the ids of the sources it names."""

    text: str
    sources: tuple[str, ...]
    item: bool = False  # a list item


@dataclass(frozen=True, kw_only=True)
class Span:
    """The units `first` to `last` (inclusive) of a source."""

    source: str
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A draft and what was found: without a fault it stands in `spans`, else `detail` says what does not, verbatim."""

    draft: Draft
    fault: Fault | None = None
    detail: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Phrasing:
    """How a model took part in a result: of `sentences` it drafted, `kept` stand in the sources.

    `fallback` is set where nothing of it is shown; `prompt` names file and version of the words said to it.
    """

    model: str
    prompt: str
    sentences: int = 0
    kept: int = 0
    dropped: dict[Fault, int] = field(default_factory=dict)
    fallback: Fallback | None = None
