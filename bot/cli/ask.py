"""`lotse ask`: one question, one answer."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import (
    contact_lines,
    data_option,
    echo_json,
    json_option,
    mode_option,
    note_lines,
    open_assistant,
    parse_day,
    scope_options,
    source_lines,
)
from bot.cli.explain import explanation_lines
from bot.web.explanation import account, reworded
from corpus.model import Answer, Status, Turn


@click.command("ask", short_help="Eine Frage stellen")
@click.argument("question", metavar="FRAGE")
@click.option(
    "--after", metavar="FRAGE", multiple=True, help="frühere Frage, an die FRAGE anknüpft; mehrfach, älteste zuerst"
)
@click.option("--explain", is_flag=True, help="auch zeigen, wie die Antwort zustande kam")
@data_option
@scope_options
@mode_option
@json_option
def ask_command(
    question: str,
    after: tuple[str, ...],
    explain: bool,
    data: Path | None,
    alliance: str | None,
    as_of: str | None,
    mode: str,
    as_json: bool,
) -> int:
    """Beantwortet FRAGE aus den Dokumenten, mit Quellen."""
    assistant = open_assistant(data)
    day = parse_day(as_of)
    history: list[Turn] = []
    for earlier in after:
        # "Und seine Telefonnummer?" needs the answer, too
        said = assistant.ask(earlier, history=history, alliance=alliance, as_of=day, mode="extractive")
        history.append(Turn(question=earlier, answer=said.answer))
    answer = assistant.ask(question, history=history, alliance=alliance, as_of=day, mode=mode, explain=explain)
    if as_json:
        echo_json(answer)
        return 0
    lines = _lines(answer, question)
    if shown := account(answer, assistant):
        lines += explanation_lines(shown, answer.confidence)
    click.echo("\n".join(lines))
    return 0


def _lines(answer: Answer, typed: str) -> list[str]:
    understood = reworded(answer, typed)
    lines = [f"Verstanden als: {understood}", ""] if understood else []
    lines += [answer.answer, ""]
    if answer.mode == "generative":
        lines.append("Formuliert von einem Sprachmodell; jeder Satz ist an den Quellen geprüft.")
    lines += note_lines(answer.notes)
    for citation in answer.citations:
        lines += source_lines(citation)
    if answer.status is not Status.ANSWERED:
        lines += [
            f"{'Zur Wahl' if answer.status is Status.CLARIFY else 'Vielleicht hilft'}: {s}" for s in answer.suggestions
        ]
        lines += contact_lines(answer.contact)
    lines.append(
        f"Durchsucht: {answer.index.documents} Dokumente, Index Nr. {answer.index.generation} vom {answer.index.built[:10]}."
    )
    return lines
