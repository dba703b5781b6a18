"""`lotse documents`: what is in the index."""

from __future__ import annotations

from pathlib import Path

import click

from bot.api.schemas import DocumentList, DocumentView
from bot.cli.common import data_option, echo_json, json_option, open_assistant
from bot.web.german import format_issued
from corpus.model import FileStatus


@click.command("documents", short_help="Dokumente im Index zeigen")
@data_option
@json_option
def documents_command(data: Path | None, as_json: bool) -> int:
    """Listet jedes Dokument mit Art, Bündnis, Stand und Zahl der Passagen."""
    assistant = open_assistant(data)
    entries = assistant.documents()
    if as_json:
        echo_json(DocumentList(documents=[DocumentView.of(entry) for entry in entries], index=assistant.info()))
        return 0
    for entry in entries:
        document = entry.document
        click.echo(
            f"{document.id:<36} {document.kind.value:<12} {document.alliance or 'alle':<20} {format_issued(document.issued):<18} {entry.passages:>4} Passagen  {document.title}"
        )
        if entry.status is FileStatus.REFUSED:
            click.echo(f"{'':<36} abgelehnt ({entry.reason})")
        for warning in entry.warnings:
            click.echo(f"{'':<36} {warning}")
    return 0
