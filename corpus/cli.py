"""The console script `lotse`: collects the commands that the packages offer through entry points.

A command is a click command, registered in the group `lotse.commands` of pyproject.toml. Only the one that is called
is imported, so that `lotse --help` stays quick.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import click

from corpus.errors import LotseError

GROUP = "lotse.commands"


class Commands(click.Group):
    """A click group whose commands are entry points."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted(_offered())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        offered = _offered().get(cmd_name)
        return offered.load() if offered else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands under a German title."""
        with formatter.section("Befehle"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(80))
                    for name in self.list_commands(ctx)
                    if (command := self.get_command(ctx, name))
                ]
            )


def _offered() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="buendnislotse", prog_name="lotse")
def lotse() -> None:
    """Auskunft aus den Dokumenten der regionalen Fachkräftebündnisse, jede Aussage mit Quelle."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command. Exit codes: 0 done, 1 partly failed or not available, 2 wrong use."""
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
    except click.UsageError as error:
        click.echo(f"Fehler: {_german(error)}", err=True)
        path = error.ctx.command_path if error.ctx else "lotse"
        click.echo(f"Hilfe: {path} --help", err=True)
        return 2
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Abgebrochen.", err=True)
        return 130
    return int(result) if isinstance(result, int) else 0


def _german(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"Die Option {error.option_name} gibt es nicht."
    if isinstance(error, click.MissingParameter):
        return f"Es fehlt: {error.param.make_metavar(error.ctx) if error.param and error.ctx else 'eine Angabe'}."
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "Angabe"
        return f"Ungültiger Wert für {name}: {error.message}"
    if error.message.startswith("No such command"):
        return f"Diesen Befehl gibt es nicht. Bekannt sind: {', '.join(sorted(_offered()))}."
    return error.message
