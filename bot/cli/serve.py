"""`lotse serve`: the web page and the HTTP API."""

from __future__ import annotations

import ipaddress
from pathlib import Path

import click
import uvicorn

from bot.app import create_app
from bot.cli.common import data_option, load_assistant
from bot.settings import read_settings
from corpus.errors import UsageError

# Whoever opens connections without end must not use up file handles and memory: of each connection a body is held.
# Those over it get 503 from uvicorn itself.
MOST_CONNECTIONS = 500


@click.command("serve", short_help="Webseite und Schnittstelle bereitstellen")
@click.option("--host", help="Adresse (Vorgabe: LOTSE_HOST, dann 127.0.0.1)")
@click.option("--port", type=int, help="Port (Vorgabe: LOTSE_PORT, dann 8000)")
@data_option
def serve_command(host: str | None, port: int | None, data: Path | None) -> int:
    """Stellt die Seite bereit, bis Sie mit Strg+C beenden."""
    settings = read_settings(host=host, port=port, data=data)
    proxies = checked_proxies(settings.trusted_proxies)
    assistant = load_assistant(settings)
    with_model = f", Sprachmodell {assistant.model}" if assistant.model else ""
    click.echo(
        f"{settings.name}: http://{settings.host}:{settings.port} ({assistant.info().documents} Dokumente{with_model}). "
        "Beenden mit Strg+C."
    )
    # no access log: questions are part of the address
    uvicorn.run(
        create_app(assistant, settings),
        host=settings.host,
        port=settings.port,
        proxy_headers=True,
        forwarded_allow_ips=proxies,
        limit_concurrency=MOST_CONNECTIONS,
        server_header=False,
        access_log=False,
        log_level="warning",
    )
    return 0


def checked_proxies(setting: str) -> list[str]:
    """The addresses and networks of `setting`. Raises UsageError: uvicorn takes what is none for a name and trusts nobody.

    "*" is refused as well: then every client could name an address of its choice and would never meet its limit.
    """
    proxies = [each.strip() for each in setting.split(",") if each.strip()]
    for proxy in proxies:
        try:
            ipaddress.ip_network(proxy)
        except ValueError as error:
            raise UsageError(
                f"Die Einstellung LOTSE_TRUSTED_PROXIES ist ungültig: „{proxy}“ ist keine Adresse und kein Netz.",
                remedy="Erwartet werden Adressen oder Netze von Proxys wie 10.0.0.7 oder 10.0.0.0/24, durch Komma getrennt.",
            ) from error
    return proxies
