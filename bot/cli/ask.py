"""`lotse ask`: one question, one answer."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import data_option, echo_json, json_option, open_assistant, parse_day, scope_options, source_lines
from corpus.model import Answer, Status


@click.command("ask", short_help="Eine Frage stellen")
@click.argument("question", metavar="FRAGE")
@data_option
@scope_options
@json_option
def ask_command(question: str, data: Path | None, alliance: str | None, as_of: str | None, as_json: bool) -> int:
    """Beantwortet FRAGE aus den Dokumenten, mit Quellen."""
    answer = open_assistant(data).ask(question, alliance=alliance, as_of=parse_day(as_of))
    if as_json:
        echo_json(answer)
    else:
        click.echo("\n".join(_lines(answer)))
    return 0


def _lines(answer: Answer) -> list[str]:
    lines = [answer.answer, ""]
    lines += [f"Hinweis: {note.text}" for note in answer.notes]
    for citation in answer.citations:
        lines += source_lines(citation)
    if answer.status is not Status.ANSWERED:
        lines += [f"Vielleicht hilft: {suggestion}" for suggestion in answer.suggestions]
        if answer.contact:
            contact = answer.contact
            lines.append(
                "Auskunft gibt: "
                + ", ".join(p for p in (contact.name, contact.person, contact.phone, contact.email, contact.url) if p)
            )
    lines.append(
        f"Durchsucht: {answer.index.documents} Dokumente, Index Nr. {answer.index.generation} vom {answer.index.built[:10]}."
    )
    return lines
