"""The console script `lotse`: collects the commands that the packages offer through entry points.

A command is a click command, registered in the group `lotse.commands` of pyproject.toml. Only the one that is called
is imported, so that `lotse --help` stays quick and works without the extras of the others.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from corpus.cli_german import GermanContext, complaint
from corpus.errors import LotseError

GROUP = "lotse.commands"


class Commands(click.Group):
    """A click group whose commands are entry points."""

    context_class = GermanContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted(_offered())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; LotseError if it needs a package that is not installed."""
        offered = _offered().get(cmd_name)
        if offered is None:
            return None
        try:
            command: click.Command = offered.load()
        except ModuleNotFoundError as error:
            raise LotseError(
                f"Der Befehl „{cmd_name}“ braucht das Paket „{error.name}“, das nicht installiert ist.",
                remedy='Installieren Sie die Extras nach, zum Beispiel: pip install "buendnislotse[eval]"',
            ) from error
        command.context_class = GermanContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with what they do."""
        with formatter.section("Befehle"):
            formatter.write_dl([(name, _short_help(entry)) for name, entry in sorted(_offered().items())])


def _offered() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


def _short_help(entry: EntryPoint) -> str:
    """The `short_help` of a command, read from its source: importing it would load all that it works with."""
    spec = find_spec(entry.module)
    if spec is None or spec.origin is None:
        return "(nicht installiert)"
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == entry.attr:
            keywords = [k for d in node.decorator_list if isinstance(d, ast.Call) for k in d.keywords]
            return next((str(ast.literal_eval(k.value)) for k in keywords if k.arg == "short_help"), "")
    return ""


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="buendnislotse", prog_name="lotse", message="%(prog)s %(version)s")
def lotse() -> None:
    """Auskunft aus den Dokumenten der regionalen Fachkräftebündnisse, jede Aussage mit Quelle."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Exit codes: 0 done, 1 partly failed or not available, 2 wrong use."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character still gets the answer
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Like main, but returns the exit code; every error that is ours is printed in German, without a trace."""
    try:
        result: Any = lotse.main(
            args=list(arguments) if arguments is not None else None, prog_name="lotse", standalone_mode=False
        )
    except LotseError as error:
        click.echo(f"Fehler: {error}", err=True)
        return error.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)  # the message is the help page
        return 2
    except click.UsageError as error:
        click.echo(f"Fehler: {complaint(error, sorted(_offered()))}", err=True)
        click.echo(f"Hilfe: {error.ctx.command_path if error.ctx else 'lotse'} --help", err=True)
        return 2
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Abgebrochen.", err=True)
        return 130
    return int(result) if isinstance(result, int) else 0
