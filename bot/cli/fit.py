"""`lotse fit`: which action field an idea belongs to."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import data_option, echo_json, json_option, note_lines, open_assistant, sources_block
from bot.cli.projects import alliance_option, chosen_alliance, idea_argument, note_option, read_text
from bot.vermerk.formats import write_note
from bot.vermerk.jobs import note_of_fit, sources_of_fit
from corpus.results import Fit


@click.command("fit", short_help="Eine Idee in die Strategie einordnen")
@idea_argument
@alliance_option
@note_option
@data_option
@json_option
def fit_command(
    idea: str | None, file: Path | None, alliance: str | None, note_path: Path | None, data: Path | None, as_json: bool
) -> int:
    """Sagt, zu welchem Handlungsfeld eine IDEE passt, warum, und was dagegen spricht."""
    text = read_text(idea, file)
    assistant = open_assistant(data)
    programme = assistant.alliance(chosen_alliance(assistant, alliance, text))
    fit = assistant.fit(text, alliance=programme.alliance)
    if note_path is not None:
        write_note(note_of_fit(programme, fit, idea=text), note_path)
    if as_json:
        echo_json(fit)
        return 0
    click.echo("\n".join(_lines(fit, programme.name, programme.field_word)))
    if note_path is not None:
        click.echo(f"Vermerk: {note_path}")
    return 0


def _lines(fit: Fit, name: str, field_word: str) -> list[str]:
    lines = [f"{name}: {fit.verdict.value}", fit.summary, *note_lines(fit.notes)]
    if fit.idea_summary:
        lines.append(f"Die Beschreibung in Kürze (Sprachmodell, geprüft): {fit.idea_summary}")
    for match in fit.matches:
        numbers = "".join(f" [{c.n}]" for c in match.citations)
        lines += ["", f"{field_word} {match.id} „{match.title}“: {round(100 * match.score)} %{numbers}"]
        lines += [f"  - {reason}" for reason in match.reasons]
    if fit.concerns:
        lines += ["", "Zu bedenken:", *(f"  - {concern}" for concern in fit.concerns)]
    if fit.cross_cutting:
        lines += ["", "Querschnittsziele:"]
        lines += [
            f"  - {g.title} (im Text: {', '.join(g.words)}){f' [{g.citation.n}]' if g.citation else ''}"
            for g in fit.cross_cutting
        ]
    if fit.similar_projects:
        lines += ["", "Ähnliche Projekte:"]
        lines += [f"  - {p.title} [{p.citation.n}]" for p in fit.similar_projects]
    return [*lines, *sources_block(sources_of_fit(fit))]
