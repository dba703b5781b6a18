"""What is known of a document: whether it is in force, what replaced it, and what it replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.web.context import Validity, alliance_names, successors
from bot.web.german import KINDS, validity
from corpus.model import Document, IndexedDocument
from retrieval.scope import begins

if TYPE_CHECKING:
    from bot.assistant import Assistant

RANKS = tuple(KINDS.values())  # names of the kinds, highest authority first


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`successor` has taken effect; `replaced` are those documents of the index that this one supersedes."""

    indexed: IndexedDocument
    alliance: str  # its name, "" if the document belongs to none
    validity: Validity
    successor: Document | None
    replaced: tuple[Document, ...]

    @property
    def document(self) -> Document:
        return self.indexed.document


def all_facts(assistant: Assistant) -> tuple[Facts, ...]:
    """The facts of every document of the index, refused files too."""
    entries, names = assistant.documents(), alliance_names(assistant)
    documents = [entry.document for entry in entries]
    return tuple(_facts(entry, documents, names) for entry in entries)


def facts_of(assistant: Assistant, document_id: str) -> Facts:
    """The facts of one document; NotFoundError if it is not in the index."""
    documents = [entry.document for entry in assistant.documents()]
    return _facts(assistant.document(document_id), documents, alliance_names(assistant))


def _facts(entry: IndexedDocument, documents: Sequence[Document], names: Mapping[str, str]) -> Facts:
    document, today = entry.document, date.today()
    later = successors(document, documents)
    return Facts(
        indexed=entry,
        alliance=names.get(document.alliance, document.alliance) if document.alliance else "",
        validity=validity(document, later, today),
        successor=next((s for s in later if begins(s) <= today), None),
        replaced=tuple(d for d in documents if d.id in document.supersedes),
    )
