"""Errors, named by what the caller has to decide. Every message says what, where and what to do."""

from __future__ import annotations


class LotseError(Exception):
    """Base of all errors that are shown to people. `remedy` is the next step, in German."""

    exit_code = 1
    status = 500
    title = "Interner Fehler"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(LotseError):
    """The request itself is wrong: an empty question, an unknown alliance, k out of range."""

    exit_code = 2
    status = 422
    title = "Ungültige Eingabe"


class NotFoundError(UsageError):
    """A document, passage or alliance that is not in the index."""

    status = 404
    title = "Nicht gefunden"


class ManifestError(UsageError):
    """The manifest or a programme file is wrong; names file, entry and remedy. Nothing was changed."""

    title = "Fehler im Manifest"


class DocumentError(LotseError):
    """One file cannot be indexed; the others can. `reason` is a short name for the report."""

    status = 422
    title = "Datei nicht lesbar"

    def __init__(self, message: str, *, reason: str, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.reason = reason


class StoreError(LotseError):
    """The index is missing, damaged or made by another embedder; the remedy names the command that repairs it."""

    status = 503
    title = "Index nicht verfügbar"


class EmbedderError(LotseError):
    """The configured embedder is unknown or cannot be loaded."""

    status = 503
    title = "Einbettungsmodell nicht verfügbar"


class PromptError(LotseError):
    """A prompt file cannot be used; names file, fault and remedy."""

    title = "Fehler in einer Vorlage"


_SYSTEM = {
    FileNotFoundError: "gibt es nicht",
    IsADirectoryError: "ist ein Ordner",
    NotADirectoryError: "liegt nicht in einem Ordner",
    PermissionError: "dafür fehlen die Rechte",
}


def system_reason(error: OSError) -> str:
    """What the system says of a path, in German where it is one of the usual mistakes."""
    return _SYSTEM.get(type(error)) or error.strerror or str(error)
