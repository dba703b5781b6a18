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


class Asks(StrEnum):
    """What a question asks for, which is the form that its answer takes."""

    DEFINITION = "definition"
    ABBREVIATION = "abbreviation"
    AMOUNT = "amount"  # of money
    SHARE = "share"
    COUNT = "count"
    DURATION = "duration"
    NUMBER = "number"  # any other figure
    DATE = "date"
    WHO = "who"
    WHERE = "where"
    PHONE = "phone"
    MAIL = "mail"
    WEB = "web"
    ADDRESS = "address"
    CONTACT = "contact"  # any of the four
    LIST = "list"
    PROCEDURE = "procedure"
    CONDITION = "condition"  # yes or no, and on what condition
    COMPARISON = "comparison"
    CHANGE = "change"
    EXTREME = "extreme"  # the highest or lowest of several
    REASON = "reason"
    PURPOSE = "purpose"
    OTHER = "other"
