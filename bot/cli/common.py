"""What the commands share: options, the assistant, and plain text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import TypeAdapter

from bot.api.validation import parse_date
from bot.assistant import MODES, Assistant
from bot.generation.load import load_writer
from bot.settings import Settings, read_settings
from bot.web.german import format_issued
from corpus.errors import UsageError
from corpus.model import Citation, Contact, Hit, Kind, Note
from retrieval.embedders import load_embedder
from retrieval.rerankers import load_reranker

F = TypeVar("F", bound=Callable[..., Any])


def data_option(command: F) -> F:
    """`--data`: where the index is."""
    return click.option(
        "--data", type=click.Path(path_type=Path), help="Verzeichnis des Index (Vorgabe: LOTSE_DATA, dann ./var)"
    )(command)


def scope_options(command: F) -> F:
    """`--alliance` and `--stand`: which documents are searched."""
    command = click.option("--alliance", metavar="BÜNDNIS", help="nur dieses Bündnis, z. B. nordostniedersachsen")(
        command
    )
    return click.option("--stand", "as_of", metavar="JJJJ-MM-TT", help="was an diesem Tag galt")(command)


def json_option(command: F) -> F:
    """`--json`: the result as the HTTP API gives it."""
    return click.option("--json", "as_json", is_flag=True, help="Ergebnis als JSON")(command)


def mode_option(command: F) -> F:
    """`--mode`: whether a language model may phrase."""
    return click.option(
        "--mode",
        type=click.Choice(MODES),
        default="auto",
        show_default=True,
        help="extractive zitiert nur; sonst formuliert ein Sprachmodell, wenn eines eingerichtet ist",
    )(command)


def open_assistant(data: Path | None) -> Assistant:
    """The assistant over the configured index; StoreError if there is none."""
    return load_assistant(read_settings(data=data))


def load_assistant(settings: Settings) -> Assistant:
    """The assistant with everything that the settings name. Raises what is wrong with any of it."""
    assistant = Assistant(
        settings.data,
        load_embedder(settings.embedder),
        writer=load_writer(settings),
        reranker=load_reranker(settings.reranker),
    )
    assistant.info()  # fail now rather than at the first question
    return assistant


def parse_day(text: str | None) -> date | None:
    """A day from the command line."""
    if text is None:
        return None
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(
            f"--stand {text} {error}.", remedy="Schreiben Sie es als JJJJ-MM-TT, zum Beispiel 2019-12-31."
        ) from error


def echo_json(value: Any) -> None:
    """Print a value of the vocabulary or of the API as JSON."""
    click.echo(json.dumps(TypeAdapter(type(value)).dump_python(value, mode="json"), ensure_ascii=False, indent=2))


def place(page: int | None, section: tuple[str, ...]) -> str:
    """ "S. 3, Kapitel › Abschnitt"."""
    return ", ".join(part for part in (f"S. {page}" if page else "", " › ".join(section)) if part)


def source_lines(citation: Citation) -> list[str]:
    """A citation for a terminal."""
    restates = f"; gibt wieder: {citation.source.title}" if citation.source else ""
    return [
        f"[{citation.n}] {citation.title} ({Kind(citation.kind).value}, Stand: {format_issued(citation.issued)}{restates})",
        f"    {place(citation.page, citation.section)}",
        *(f"    | {line}" for line in citation.quote.splitlines() if line.strip()),
    ]


def hit_lines(number: int, hit: Hit) -> list[str]:
    """A search hit for a terminal."""
    first = " ".join(hit.passage.text.split())
    return [
        f"{number:>2}. {hit.score:6.2f}  {hit.document.title}, {place(hit.passage.page, hit.passage.section)}",
        f"            {hit.passage.id}: {first[:160]}{' ...' if len(first) > 160 else ''}",
    ]


def note_lines(notes: tuple[Note, ...]) -> list[str]:
    """One line a remark."""
    return [f"Hinweis: {note.text}" for note in notes]


def contact_lines(contact: Contact | None) -> list[str]:
    """One line that says whom to ask."""
    if contact is None:
        return []
    return [
        "Auskunft gibt: "
        + ", ".join(p for p in (contact.name, contact.person, contact.phone, contact.email, contact.url) if p)
    ]


def sources_block(citations: Iterable[Citation | None]) -> list[str]:
    """The list of sources under its heading, each once, in the order of their numbers; empty without any."""
    numbered = sorted({c.n: c for c in citations if c}.values(), key=lambda c: c.n)
    return [*(["", "Quellen:"] if numbered else []), *(line for c in numbered for line in source_lines(c))]
