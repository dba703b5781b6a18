"""What the commands about project ideas share: the idea itself, the alliance, and plain lines."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.assistant import Assistant
from corpus.errors import UsageError, system_reason

F = TypeVar("F", bound=Callable[..., Any])


def idea_argument(command: F) -> F:
    """IDEE: the text itself, `-` for standard input, or `--file`."""
    command = click.option(
        "--file", "file", type=click.Path(path_type=Path), help="Datei mit der Idee (Text in UTF-8)"
    )(command)
    return click.argument("idea", metavar="[IDEE]", required=False)(command)


def alliance_option(command: F) -> F:
    """`--alliance`; without it the places of the idea decide."""
    return click.option(
        "--alliance", metavar="BÜNDNIS", help="Bündnis, z. B. nordostniedersachsen; ohne Angabe nach den Orten der Idee"
    )(command)


def note_option(command: F) -> F:
    """`--vermerk`: also write a file note."""
    return click.option(
        "--vermerk",
        "note_path",
        metavar="DATEI",
        type=click.Path(path_type=Path),
        help="Vermerk für die Akte schreiben; die Endung .docx, .pdf oder .md bestimmt die Form",
    )(command)


def read_text(idea: str | None, file: Path | None) -> str:
    """The idea from wherever it is given. UsageError if it is given nowhere or twice, or not readable."""
    if (idea is None) == (file is None):
        raise UsageError(
            "Es fehlt die Idee." if idea is None else "Die Idee ist zweimal angegeben.",
            remedy="Schreiben Sie sie hinter den Befehl, geben Sie - an und leiten Sie sie ein, oder nennen Sie --file DATEI.",
        )
    if file is None and idea != "-":
        return idea or ""
    name = file or "Die Standardeingabe"
    try:
        content = file.read_bytes() if file else sys.stdin.buffer.read()
        return content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "kein UTF-8-Text" if isinstance(error, UnicodeDecodeError) else system_reason(error)
        raise UsageError(f"{name} ist nicht lesbar: {reason}.", remedy="Prüfen Sie Pfad und Kodierung.") from error


def chosen_alliance(assistant: Assistant, alliance: str | None, text: str) -> str:
    """The alliance that is given, the only one there is, or the one that the idea names or lies in. UsageError else."""
    if alliance is not None:
        return alliance
    known = [a for a in assistant.alliances() if a.action_fields or a.criteria]
    if len(known) == 1:
        return known[0].alliance
    near = [a for a in assistant.alliances_of(text) if a in known]
    if len(near) == 1:
        return near[0].alliance
    raise UsageError(
        "Welches Bündnis gemeint ist, geht aus den Orten der Idee nicht hervor.",
        remedy=f"Geben Sie eines an: {', '.join(f'--alliance {a.alliance}' for a in known)}.",
    )
