"""Refusals of a file: the one place for their wording, and for translating foreign exceptions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus.errors import DocumentError

T = TypeVar("T")

REASONS: dict[str, tuple[str, str]] = {
    "missing": ("Die Datei „{name}“ gibt es nicht.", "Prüfen Sie den Namen im Manifest und legen Sie die Datei ab."),
    "empty": ("Die Datei „{name}“ ist leer.", "Legen Sie die Datei neu ab."),
    "too_large": ("Die Datei „{name}“ ist zu groß{detail}.", "Teilen Sie das Dokument in kleinere Dateien."),
    "unknown_format": (
        "Die Datei „{name}“ hat ein unbekanntes Format{detail}.",
        "Wandeln Sie das Dokument in PDF um.",
    ),
    "wrong_format": (
        "Der Inhalt der Datei „{name}“ passt nicht zur Endung{detail}.",
        "Geben Sie der Datei die richtige Endung oder speichern Sie sie neu.",
    ),
    "encrypted": (
        "Die Datei „{name}“ ist mit einem Kennwort geschützt{detail}.",
        "Speichern Sie das Dokument ohne Kennwort.",
    ),
    "damaged": (
        "Die Datei „{name}“ ist beschädigt{detail}.",
        "Öffnen Sie das Dokument in einem anderen Programm und speichern Sie es neu.",
    ),
    "timeout": (
        "Die Datei „{name}“ braucht zu lange zum Lesen{detail}.",
        "Teilen Sie das Dokument oder speichern Sie es neu.",
    ),
    "memory": (
        "Die Datei „{name}“ braucht zu viel Arbeitsspeicher{detail}.",
        "Teilen Sie das Dokument oder verkleinern Sie seine Bilder.",
    ),
    "encoding": (
        "Die Zeichenkodierung der Datei „{name}“ ist nicht erkennbar.",
        "Speichern Sie die Datei als UTF-8.",
    ),
}


def refusal(reason: str, path: Path, detail: str = "") -> DocumentError:
    """The error for a file that is refused; `reason` is a key of REASONS."""
    message, remedy = REASONS[reason]
    note = f" ({detail})" if detail else ""
    return DocumentError(message.format(name=path.name, detail=note), reason=reason, remedy=remedy)


def guarded(path: Path, detail: str, action: Callable[[], T]) -> T:
    """Run `action`, in which parsers of other projects meet files of strangers; any failure becomes a refusal."""
    try:
        return action()
    except DocumentError:
        raise
    except MemoryError as error:
        raise refusal("memory", path) from error
    except Exception as error:
        # Parsers raise whatever a broken file provokes: KeyError, AssertionError, NotImplementedError and so on.
        note = ", ".join(part for part in (detail, type(error).__name__) if part)
        raise refusal("damaged", path, note) from error
