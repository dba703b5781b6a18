"""`lotse doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import importlib.metadata
import platform
from datetime import date
from pathlib import Path

import click
from pydantic import BaseModel

from bot.assistant import Assistant
from bot.cli.common import data_option, echo_json, json_option
from bot.settings import read_settings
from corpus.model import FileStatus, IndexedDocument, IndexInfo, Passport
from retrieval.embedders import load_embedder
from retrieval.scope import is_outdated


class Diagnosis(BaseModel):
    """What was found; `faults` need somebody, `hints` are good to know."""

    version: str
    python: str
    embedder: Passport
    data: Path
    index: IndexInfo
    faults: list[str]
    hints: list[str]


@click.command("doctor", short_help="Installation und Index prüfen")
@data_option
@json_option
def doctor_command(data: Path | None, as_json: bool) -> int:
    """Prüft Einstellungen, Einbettungsmodell und Index; nennt zu jedem Mangel die Abhilfe."""
    settings = read_settings(data=data)
    embedder = load_embedder(settings.embedder)
    assistant = Assistant(settings.data, embedder)
    found = Diagnosis(
        version=importlib.metadata.version("buendnislotse"),
        python=platform.python_version(),
        embedder=embedder.passport,
        data=settings.data,
        index=assistant.info(),
        faults=_faults(assistant, settings.data),
        hints=_hints(assistant.documents()),
    )
    if as_json:
        echo_json(found)
    else:
        click.echo("\n".join(_lines(found)))
    return 1 if found.faults else 0


def _lines(found: Diagnosis) -> list[str]:
    total = len(found.faults) + len(found.hints)
    return [
        f"Version {found.version}, Python {found.python}",
        f"Einbettungsmodell: {found.embedder.embedder}, {found.embedder.dimension} Werte",
        f"Index Nr. {found.index.generation} in {found.data}, vom {found.index.built}: "
        f"{found.index.documents} Dokumente, alle Prüfsummen stimmen",
        *(f"  Mangel: {fault}" for fault in found.faults),
        *(f"  Hinweis: {hint}" for hint in found.hints),
        "Alles in Ordnung." if not total else f"{len(found.faults)} Mängel, {len(found.hints)} Hinweise.",
    ]


def _faults(assistant: Assistant, data: Path) -> list[str]:
    again = f"rufen Sie auf: lotse ingest DIR --data {data}"
    faults = []
    for entry in assistant.documents():
        file = entry.document.file
        if entry.status is FileStatus.REFUSED:
            faults.append(f"{file} ist abgelehnt ({entry.reason}). Ersetzen Sie die Datei und {again}")
        elif entry.reason:
            faults.append(f"{' '.join(entry.warnings)} Ersetzen Sie die Datei {file} und {again}")
        elif assistant.original(entry.document.id) is None:
            faults.append(f"Die aufbewahrte Fassung von {file} fehlt oder ist beschädigt. Zur Abhilfe {again}")
    return faults


def _hints(entries: tuple[IndexedDocument, ...]) -> list[str]:
    documents = [entry.document for entry in entries]
    hints = [f"{e.document.file}: {warning}" for e in entries if not e.reason for warning in e.warnings]
    outdated = [d for d in documents if is_outdated(d, documents, date.today())]
    return hints + [f"{d.id} gilt nicht mehr und wird nachrangig benutzt." for d in outdated]
