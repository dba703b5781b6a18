"""`lotse check`: can an idea be funded, condition by condition."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.common import contact_lines, data_option, echo_json, json_option, note_lines, open_assistant, sources_block
from bot.cli.projects import (
    alliance_option,
    chosen_alliance,
    idea_argument,
    note_option,
    read_text,
)
from bot.vermerk.formats import write_note
from bot.vermerk.jobs import note_of_check, sources_of_check
from corpus.errors import UsageError
from corpus.model import Citation
from corpus.results import CriterionStatus, Eligibility, Verdict

_VERDICTS = {
    Verdict.ELIGIBLE: "förderfähig: in den Dokumenten spricht nichts dagegen",
    Verdict.UNCLEAR: "noch zu klären",
    Verdict.NOT_ELIGIBLE: "nicht förderfähig",
}
_MARKS = {CriterionStatus.MET: "+ erfüllt", CriterionStatus.UNMET: "- nicht erfüllt", CriterionStatus.OPEN: "? offen"}


@click.command("check", short_help="Die Förderfähigkeit einer Idee prüfen")
@idea_argument
@click.option("--applicant", metavar="WER", default="", help="wer den Antrag stellt, z. B. „VHS Uelzen“")
@click.option(
    "--answer", "answers", metavar="KENNUNG=ja|nein", multiple=True, help="Antwort auf eine offene Frage; mehrfach"
)
@alliance_option
@note_option
@data_option
@json_option
def check_command(
    idea: str | None,
    file: Path | None,
    applicant: str,
    answers: tuple[str, ...],
    alliance: str | None,
    note_path: Path | None,
    data: Path | None,
    as_json: bool,
) -> int:
    """Prüft, ob eine IDEE gefördert werden kann: jede Bedingung mit Grund und Quelle, offene Fragen, nächste Schritte."""
    text = read_text(idea, file)
    given = dict(_answer(answer) for answer in answers)
    assistant = open_assistant(data)
    programme = assistant.alliance(chosen_alliance(assistant, alliance, f"{text}\n{applicant}"))
    result = assistant.check(text, alliance=programme.alliance, applicant=applicant, answers=given)
    if note_path is not None:
        write_note(note_of_check(programme, result, idea=text, applicant=applicant, answers=given), note_path)
    if as_json:
        echo_json(result)
        return 0
    click.echo("\n".join(_lines(result, programme.name)))
    if note_path is not None:
        click.echo(f"Vermerk: {note_path}")
    return 0


def _answer(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise UsageError(
            f"--answer {text} ist keine Antwort.", remedy="Schreiben Sie zum Beispiel --answer arbeitsverwaltung=ja."
        )
    return key.strip(), value.strip().lower()


def _lines(result: Eligibility, name: str) -> list[str]:
    lines = [f"{name}: {_VERDICTS[result.verdict]}", result.summary, *note_lines(result.notes)]
    if result.funding_object:
        chosen = result.funding_object
        lines += ["", f"Fördergegenstand {chosen.id} „{chosen.title}“{_number(chosen.citation)}: {chosen.reason}"]
    lines += ["", "Bedingungen:"]
    for finding in result.criteria:
        lines.append(f"  {_MARKS[finding.status]:<15} {finding.title}{_number(finding.citation)}: {finding.reason}")
    if result.open_questions:
        lines += ["", "Offene Fragen (mit --answer KENNUNG=ja oder KENNUNG=nein beantworten):"]
        for question in result.open_questions:
            lines.append(f"  {question.criterion_id}: {question.text}")
            lines += [f"    im Text vielleicht: „{question.hint}“"] if question.hint else []
    if result.next_steps:
        lines += ["", "Nächste Schritte:"]
        lines += [f"  {n}. {step.text}{_number(step.citation)}" for n, step in enumerate(result.next_steps, start=1)]
    lines += ["", *contact_lines(result.contact)]
    return [*lines, *sources_block(sources_of_check(result))]


def _number(citation: Citation | None) -> str:
    return f" [{citation.n}]" if citation else ""
