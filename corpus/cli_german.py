"""The German of the command line: help pages and click's complaints, which click words in English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

_SECTIONS = {"Options": "Optionen", "Commands": "Befehle", "Positional arguments": "Angaben"}
_PHRASES = (
    ("[OPTIONS]", "[OPTIONEN]"),
    ("COMMAND [ARGS]...", "BEFEHL [ANGABEN]..."),
    ("Show this message and exit.", "Diese Hilfe zeigen"),
    ("Show the version and exit.", "Die Version zeigen"),
    ("[default: ", "[Vorgabe: "),
    ("[required]", "[nötig]"),
    (" INTEGER", " ZAHL"),
    (" FLOAT", " ZAHL"),
    (" PATH", " PFAD"),
    (" TEXT", " TEXT"),
)
_NUMBERS = {"integer": "keine ganze Zahl", "float": "keine Zahl"}


class GermanFormatter(click.HelpFormatter):
    """Writes help pages with German headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of the call."""
        super().write_usage(prog, _german(args), prefix=prefix or "Aufruf: ")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A part of the page under its heading."""
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean."""
        super().write_dl([(_german(name), _german(text)) for name, text in rows], col_max, col_spacing)


class GermanContext(click.Context):
    """A context whose help is German; set as `context_class` of a command."""

    formatter_class = GermanFormatter


def complaint(error: click.ClickException, commands: Sequence[str]) -> str:
    """What is wrong with a call, as a German sentence. `commands` are those that exist."""
    if isinstance(error, click.NoSuchOption):
        near = f" Meinten Sie {' oder '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Die Option {error.option_name} gibt es nicht.{near}"
    if isinstance(error, click.BadOptionUsage):
        takes = "keinen" if "does not take" in error.message else "einen"
        return f"Die Option {error.option_name} braucht {takes} Wert."
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "eine Angabe"
        return f"Es fehlt: {name}."
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "eine Angabe"
        found = re.fullmatch(r"'(.*)' is not a valid (integer|float)\.", error.message, re.S)
        reason = f"„{found[1]}“ ist {_NUMBERS[found[2]]}." if found else "Die Hilfe nennt, was möglich ist."
        return f"Ungültiger Wert für {name}: {reason}"
    if error.message.startswith("No such command"):
        return f"Diesen Befehl gibt es nicht. Bekannt sind: {', '.join(commands)}."
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.S):
        return f"Das ist zu viel: {extra[1]}. Setzen Sie einen Text mit Leerzeichen in Anführungszeichen."
    return "Dieser Aufruf ist nicht möglich. Die Hilfe nennt, was möglich ist."


def _german(text: str) -> str:
    for english, german in _PHRASES:
        text = text.replace(english, german)
    return text
