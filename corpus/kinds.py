"""The closed lists of the vocabulary: kinds of documents, blocks, units and outcomes."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a document is. The order is its authority, highest first."""

    RICHTLINIE = "richtlinie"
    BESCHLUSS = "beschluss"
    STRATEGIE = "strategie"
    PROJEKT = "projekt"
    HANDREICHUNG = "handreichung"
    PRESSE = "presse"

    @property
    def authority(self) -> int:
        """Rank of this kind, 1 is the highest."""
        return list(Kind).index(self) + 1


class BlockKind(StrEnum):
    """The role of a block of text on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


class UnitKind(StrEnum):
    """The form of an answer unit inside a passage."""

    SENTENCE = "sentence"
    LEAD = "lead"
    ITEM = "item"
    ROW = "row"
    CAPTION = "caption"


class FileStatus(StrEnum):
    """What ingest did with a file."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    WARNING = "warning"  # indexed, but somebody should look at it
    REFUSED = "refused"


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    NO_ANSWER = "no_answer"
