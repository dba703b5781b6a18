"""`lotse doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import importlib.metadata
import platform
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pydantic import BaseModel

from bot.assistant import Assistant
from bot.cli.common import data_option, echo_json, json_option
from bot.generation.errors import ModelError
from bot.generation.load import load_writer
from bot.settings import read_settings
from corpus.entries import hint
from corpus.errors import ManifestError, UsageError
from corpus.manifest import load_manifest
from corpus.model import FileStatus, IndexedDocument, IndexInfo, Passport
from corpus.places import load_places
from corpus.programme import Programme
from corpus.programmes import load_programme
from ingest.evidence import resolve_programmes
from retrieval.embedders import load_embedder
from retrieval.scope import is_outdated

if TYPE_CHECKING:
    from bot.generation.writer import Writer

_PARTS = {
    "criteria": "Bedingungen (keine Prüfung der Förderfähigkeit)",
    "action_fields": "Handlungsfelder (keine Einordnung von Ideen)",
    "contact": "Kontakt",
}


class Diagnosis(BaseModel):
    """What was found; `faults` need somebody, `hints` are good to know."""

    version: str
    python: str
    embedder: Passport
    model: str | None
    data: Path
    index: IndexInfo
    faults: list[str]
    hints: list[str]


@click.command("doctor", short_help="Installation und Index prüfen")
@click.argument("folder", metavar="[ORDNER]", required=False, type=click.Path(path_type=Path))
@data_option
@json_option
def doctor_command(folder: Path | None, data: Path | None, as_json: bool) -> int:
    """Prüft Einstellungen, Einbettungsmodell und Index; nennt zu jedem Mangel die Abhilfe.

    Mit ORDNER auch dessen manifest.yaml und programmes/: die Form nach dem JSON-Schema und ob jeder Beleg im Index steht.
    """
    settings = read_settings(data=data)
    if folder and not folder.is_dir():
        raise UsageError(f"Den Ordner {folder} gibt es nicht.", remedy="Nennen Sie den Ordner, der aufgenommen wird.")
    embedder = load_embedder(settings.embedder)
    writer = load_writer(settings)
    assistant = Assistant(settings.data, embedder, writer=writer)
    folder_faults, folder_hints = _examine(assistant, folder) if folder else ([], [])
    found = Diagnosis(
        version=importlib.metadata.version("buendnislotse"),
        python=platform.python_version(),
        embedder=embedder.passport,
        model=assistant.model,
        data=settings.data,
        index=assistant.info(),
        faults=[*_faults(assistant, settings.data), *_model_faults(writer), *folder_faults],
        hints=[*_hints(assistant.documents()), *_programme_hints(assistant), *folder_hints],
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
        f"Sprachmodell: {found.model or 'keines eingerichtet'}",
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


def _model_faults(writer: Writer | None) -> list[str]:
    """What keeps the language model from answering; asks it once."""
    if writer is None:
        return []
    try:
        writer.check()
    except ModelError as error:
        return [
            f"{error.message} Solange zitiert der Dienst nur. Prüfen Sie LOTSE_LLM_MODEL, LOTSE_LLM_BASE_URL und "
            "LOTSE_LLM_API_KEY, und ob der Server läuft."
        ]
    finally:
        writer.close()
    return []


def _hints(entries: tuple[IndexedDocument, ...]) -> list[str]:
    documents = [entry.document for entry in entries]
    hints = [f"{e.document.file}: {warning}" for e in entries if not e.reason for warning in e.warnings]
    outdated = [d for d in documents if is_outdated(d, documents, date.today())]
    return hints + [f"{d.id} gilt nicht mehr und wird nachrangig benutzt." for d in outdated]


def _examine(assistant: Assistant, folder: Path) -> tuple[list[str], list[str]]:
    """What keeps the manifest and the programme files of a folder from being ingested, and what would be left out."""
    faults: list[str] = []
    hints: list[str] = []
    passages = [p for entry in assistant.documents() for p in assistant.document_passages(entry.document.id)]
    try:
        load_manifest(folder)
    except ManifestError as error:
        faults.append(str(error))
    for path in sorted((folder / "programmes").glob("*.yaml")):
        try:
            hints += resolve_programmes([load_programme(path)], passages)[1]
        except ManifestError as error:
            faults.append(str(error))
    return faults, hints


def _programme_hints(assistant: Assistant) -> list[str]:
    """What an alliance cannot be asked for because no programme says it."""
    hints = []
    for programme in assistant.alliances():
        lacks = [label for key, label in _PARTS.items() if not getattr(programme, key)]
        if lacks:
            hints.append(f"{programme.name}: ohne {', '.join(lacks)} im Programm.")
        hints += _unknown_places(programme)
    return hints


def _unknown_places(programme: Programme) -> list[str]:
    """Districts and seats that no description of a project can ever name, because places.yaml does not know them."""
    places = load_places()
    districts = {place.district for place in places if place.district}
    known = districts | {place.state for place in places}
    named = [(d, districts) for d in programme.districts]
    named += [(p, known) for criterion in programme.criteria for p in criterion.places]
    return [
        f"{programme.name}: „{name}“ steht nicht in corpus/places.yaml und wird in Ideen nicht erkannt. {hint(name, among)}"
        for name, among in named
        if name not in among
    ]
