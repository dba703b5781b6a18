"""`lotse feedback`: what people said about answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from bot.api.validation import parse_date, printable
from bot.cli.common import data_option, echo_json, json_option
from bot.feedback import LABELS, Feedback, feedback_path, read_feedback
from bot.settings import read_settings
from bot.web.german import count, format_date
from corpus.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Report:
    """How often each reason was given, the feedback newest first, and the lines that cannot be read."""

    counts: dict[str, int]
    entries: tuple[Feedback, ...]
    damaged_lines: tuple[int, ...]


@click.command("feedback", short_help="Rückmeldungen zu Antworten zeigen")
@click.option("--since", metavar="JJJJ-MM-TT", help="nur Rückmeldungen von diesem Tag an")
@data_option
@json_option
def feedback_command(since: str | None, data: Path | None, as_json: bool) -> int:
    """Zählt die Rückmeldungen nach Gründen und zeigt sie, die neueste zuerst."""
    settings = read_settings(data=data)
    day = _day(since)
    log = read_feedback(settings.data)
    entries = tuple(e for e in reversed(log.entries) if day is None or e.given_at.astimezone().date() >= day)
    given = Counter(reason for entry in entries for reason in entry.reasons)
    report = Report(
        counts={reason.value: given[reason] for reason in LABELS}, entries=entries, damaged_lines=log.damaged
    )
    if as_json:
        echo_json(report)
    else:
        click.echo("\n".join(_lines(report, settings.data, day)))
    for number in log.damaged:
        click.echo(f"Zeile {number} in {feedback_path(settings.data)} ist beschädigt und wird nicht gezählt.", err=True)
    return 1 if log.damaged else 0


def _day(text: str | None) -> date | None:
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"--since {text} {error}.", remedy="Schreiben Sie es als JJJJ-MM-TT.") from error


def _lines(report: Report, data: Path, day: date | None) -> Iterable[str]:
    place = f"in {data}" + (f" seit dem {format_date(day)}" if day else "")
    if not report.entries:
        return [f"Keine Rückmeldungen {place}."]
    counted = [(LABELS[reason], report.counts[reason]) for reason in LABELS if report.counts[reason]]
    return [
        f"{count(len(report.entries), 'Rückmeldung', 'Rückmeldungen')} {place}",
        *(f"  {label:<16} {number:>4}" for label, number in counted),
        *(line for entry in report.entries for line in _entry_lines(entry)),
    ]


def _entry_lines(entry: Feedback) -> Iterable[str]:
    at = entry.given_at.astimezone()
    yield ""
    yield f"{format_date(at.date())}, {at:%H:%M} Uhr: {', '.join(LABELS[r] for r in entry.reasons) or 'ohne Grund'}"
    parts = {
        "Kommentar": entry.comment,
        "Frage": entry.question or "",
        "Antwort": entry.answer or "",
        "Textstellen": ", ".join(entry.passages),
        "Index": f"Nr. {entry.generation}" if entry.generation else "",
    }
    for name, text in parts.items():
        # people wrote this: nothing in it may steer the terminal
        for number, line in enumerate(text.splitlines()):
            yield f"  {f'{name}:' if number == 0 else '':<13}{printable(line)}"
