"""How an answer came about, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cli.common import place
from bot.web.explanation import Account, Row
from bot.web.german import format_number


def explanation_lines(account: Account, confidence: float) -> list[str]:
    """What was understood and searched, the candidates, the checks and the confidence."""
    lines = ["", "Wie diese Antwort zustande kam", *_table("Verstanden", account.understood)]
    lines += _table("Gesucht", account.searched)
    several = len(account.searches) > 1
    for number, rows in enumerate(account.searches, 1):
        lines += ["", f"Kandidaten (Suche {number} von {len(account.searches)})" if several else "Kandidaten"]
        lines += [line for row in rows for line in _candidate(row)]
    lines += ["", "Prüfungen"]
    for label, check in account.checks:
        lines.append(f"  {'bestanden' if check.passed else 'nicht bestanden':<15}  {label}: {check.text}")
    return [*lines, "", f"Zuversicht: {format_number(confidence)}"]


def _table(title: str, values: Mapping[str, str]) -> list[str]:
    width = max(map(len, values), default=0) + 1
    return ["", title, *(f"  {label + ':':<{width}} {value}" for label, value in values.items())]


def _candidate(row: Row) -> list[str]:
    where = ", ".join(part for part in (row.title, place(row.page, row.section)) if part)
    telling = "; ".join(
        f"{format_number(f.effect, signed=True)} {f.label} ({format_number(f.value)})" for f in row.features
    )
    return [
        f"{row.rank:>3}. {format_number(row.score):>6}  {row.text}",
        f"             {where} ({row.passage_id})",
        f"             Ergebnis: {row.why}",
        f"             Merkmale: {telling}",
    ]
