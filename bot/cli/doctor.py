"""`lotse doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import importlib.metadata
import platform
from datetime import date
from pathlib import Path

import click

from bot.cli.common import data_option
from bot.settings import read_settings
from corpus.model import FileStatus
from retrieval.embedders import load_embedder
from retrieval.scope import is_outdated
from retrieval.store import Generation, open_current


@click.command("doctor", short_help="Installation und Index prüfen")
@data_option
def doctor_command(data: Path | None) -> int:
    """Prüft Einstellungen, Einbettungsmodell und Index; nennt zu jedem Mangel die Abhilfe."""
    settings = read_settings(data=data)
    click.echo(f"Version {importlib.metadata.version('buendnislotse')}, Python {platform.python_version()}")
    embedder = load_embedder(settings.embedder)
    click.echo(f"Einbettungsmodell: {embedder.passport.embedder}, {embedder.passport.dimension} Werte")
    generation = open_current(settings.data, passport=embedder.passport)
    click.echo(
        f"Index Nr. {generation.number} in {settings.data}, vom {generation.built}: {len(generation.passages)} Passagen, alle Prüfsummen stimmen"
    )
    findings = _findings(generation)
    for finding in findings:
        click.echo(f"  Hinweis: {finding}")
    click.echo("Alles in Ordnung." if not findings else f"{len(findings)} Hinweise.")
    return 1 if any(entry.status is FileStatus.REFUSED for entry in generation.documents) else 0


def _findings(generation: Generation) -> list[str]:
    findings = []
    documents = [entry.document for entry in generation.documents]
    for entry in generation.documents:
        document = entry.document
        if entry.status is FileStatus.REFUSED:
            findings.append(
                f"{document.file} ist abgelehnt ({entry.reason}). Ersetzen Sie die Datei und rufen Sie lotse ingest auf."
            )
        findings += [
            f"{document.file}: {warning}" for warning in entry.warnings if entry.status is not FileStatus.REFUSED
        ]
        if is_outdated(document, documents, date.today()):
            findings.append(f"{document.id} gilt nicht mehr und wird nachrangig benutzt.")
    return findings
