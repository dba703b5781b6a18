"""What several pages show of the index: names of alliances, and which documents are in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from bot.web.german import validity
from corpus.model import Document

if TYPE_CHECKING:
    from bot.assistant import Assistant

Validity = tuple[bool | None, str]  # in force or not (None: the document does not say), and how to put it


def alliance_names(assistant: Assistant) -> dict[str, str]:
    """The name of each alliance by its slug."""
    return {programme.alliance: programme.name for programme in assistant.alliances()}


def validities(assistant: Assistant, today: date | None = None) -> dict[str, Validity]:
    """For each document id whether it is in force on a day, by default today."""
    documents = [d.document for d in assistant.documents()]
    return {d.id: validity(d, successors(d, documents), today or date.today()) for d in documents}


def successors(document: Document, documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents that supersede this one, from whatever day on."""
    return tuple(d for d in documents if document.id in d.supersedes)
