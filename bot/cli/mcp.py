"""`lotse mcp`: the assistant as tools for a language model's client."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from bot.cli.common import data_option, load_assistant
from bot.settings import read_settings
from corpus.errors import LotseError


class McpMissingError(LotseError):
    """The extra `mcp` is not installed."""

    status = 503
    title = "MCP nicht installiert"


@click.command("mcp", short_help="Werkzeuge für Sprachmodelle bereitstellen (MCP)")
@click.option("--http", "over_http", is_flag=True, help="über HTTP unter /mcp statt über Standardein- und -ausgabe")
@click.option("--host", help="mit --http: Adresse dieses Rechners (Vorgabe: LOTSE_HOST, dann 127.0.0.1)")
@click.option("--port", type=int, help="mit --http: Port (Vorgabe: LOTSE_PORT, dann 8000)")
@data_option
def mcp_command(over_http: bool, host: str | None, port: int | None, data: Path | None) -> int:
    """Stellt Auskunft, Suche und Prüfungen als Werkzeuge nach dem Model Context Protocol bereit.

    Ein Programm wie ein Chat-Client startet diesen Befehl selbst und spricht mit ihm über Standardein- und -ausgabe.
    """
    try:
        from bot.mcp.server import build_server, http_app, serve_http, serve_stdio
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise McpMissingError(
            "„lotse mcp“ braucht das Paket mcp.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[mcp]"',
        ) from error
    # standard output belongs to the protocol
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    settings = read_settings(host=host, port=port, data=data)
    assistant = load_assistant(settings)
    server = build_server(assistant, settings)
    if over_http:
        app = http_app(server, settings)
        address = f"http://{f'[{settings.host}]' if ':' in settings.host else settings.host}:{settings.port}/mcp"
        click.echo(f"{settings.name}: {address} ({assistant.info().documents} Dokumente). Beenden mit Strg+C.")
        serve_http(app, settings)
        return 0
    if sys.stdin.isatty():
        click.echo("Wartet auf ein Programm, das MCP spricht. Beenden mit Strg+C.", err=True)
    serve_stdio(server)
    return 0
