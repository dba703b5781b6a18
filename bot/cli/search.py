"""`lotse search`: passages with their scores."""

from __future__ import annotations

from pathlib import Path

import click

from bot.api.schemas import FoundPassage, SearchResult
from bot.cli.common import data_option, echo_json, hit_lines, json_option, open_assistant, parse_day, scope_options


@click.command("search", short_help="Passagen suchen")
@click.argument("words", metavar="WÖRTER", nargs=-1, required=True)
@click.option("-k", default=5, show_default=True, help="Zahl der Treffer, 1 bis 100")
@click.option("--kind", metavar="ART", help="nur diese Dokumentart, z. B. strategie")
@data_option
@scope_options
@json_option
def search_command(
    words: tuple[str, ...],
    k: int,
    kind: str | None,
    data: Path | None,
    alliance: str | None,
    as_of: str | None,
    as_json: bool,
) -> int:
    """Zeigt die Passagen, die am besten zu WÖRTER passen."""
    assistant = open_assistant(data)
    hits = assistant.search(" ".join(words), k=k, kind=kind, alliance=alliance, as_of=parse_day(as_of))
    if as_json:
        echo_json(SearchResult(passages=[FoundPassage.of_hit(hit) for hit in hits], index=assistant.info()))
        return 0
    for number, hit in enumerate(hits, 1):
        click.echo("\n".join(hit_lines(number, hit)))
    if not hits:
        click.echo("Kein Treffer in diesem Ausschnitt der Dokumente.")
    return 0
