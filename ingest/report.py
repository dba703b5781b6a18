"""What an ingest did with every file, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from corpus.model import FileStatus, IndexedDocument


@dataclass(frozen=True, kw_only=True)
class Report:
    """The outcome: `generation` is the number in force afterwards, `written` whether it is new."""

    generation: int | None
    written: bool
    documents: tuple[IndexedDocument, ...]
    removed: tuple[str, ...] = ()  # ids that were in the index and are no longer in the folder
    warnings: tuple[str, ...] = ()
    passages: int = 0
    embedded: int = 0  # texts that had to be embedded; the others were taken over
    seconds: float = 0.0

    @property
    def complete(self) -> bool:
        """True if no file was refused, not even one whose earlier version stays in the index."""
        return all(entry.status is not FileStatus.REFUSED and not entry.reason for entry in self.documents)


class Progress(Protocol):
    """Receives the steps of a long ingest."""

    def step(self, phase: str, done: int, total: int) -> None: ...


class Silent:
    """Shows nothing."""

    def step(self, phase: str, done: int, total: int) -> None:
        """Ignore the step."""
