"""`lotse serve`: the web page and the HTTP API."""

from __future__ import annotations

from pathlib import Path

import click
import uvicorn

from bot.app import create_app
from bot.assistant import Assistant
from bot.cli.common import data_option
from bot.settings import read_settings
from retrieval.embedders import load_embedder


@click.command("serve", short_help="Webseite und Schnittstelle bereitstellen")
@click.option("--host", help="Adresse (Vorgabe: LOTSE_HOST, dann 127.0.0.1)")
@click.option("--port", type=int, help="Port (Vorgabe: LOTSE_PORT, dann 8000)")
@data_option
def serve_command(host: str | None, port: int | None, data: Path | None) -> int:
    """Stellt die Seite bereit, bis Sie mit Strg+C beenden."""
    settings = read_settings(host=host, port=port, data=data)
    assistant = Assistant(settings.data, load_embedder(settings.embedder))
    info = assistant.info()  # fail now rather than at the first question
    click.echo(
        f"{settings.name}: http://{settings.host}:{settings.port} ({info.documents} Dokumente). Beenden mit Strg+C."
    )
    # no access log: questions are part of the address
    uvicorn.run(
        create_app(assistant, settings),
        host=settings.host,
        port=settings.port,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    return 0
