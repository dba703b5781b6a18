"""Write the figures that the page about the service shows from a run on the sealed half, so that the two do not drift apart."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from bot.web.figures import PATH, Figure, Figures
from corpus.errors import UsageError
from eval.evaluation import NAMES, Evaluation
from eval.jobs import check_rows, fit_rows
from eval.report import Run
from eval.summary import STRATA, Row, headline

CORPUS, SPLIT = "real", "sealed"
SOURCE = "docs/evaluation.md"
DIGITS = 4
# the label of a row as the summary writes it, and what the page knows it by; in the order of the page
QUESTIONS = {
    "alle Kernangaben in der Antwort": "right",
    "falsch beantwortet": "wrong",
    "abgelehnt oder nachgefragt": "refused",
    STRATA["near"]: "near_refused",
    STRATA["far"]: "far_refused",
}
IDEAS = {"richtiges Handlungsfeld zuerst": "field_first", "Fernliegendes abgelehnt": "far_idea_refused"}
CASES = {"Bedingung richtig beurteilt": "criteria", "förderfähig trotz Ausschluss": "eligible_though_excluded"}


def figures_of(run: Run) -> Figures:
    """The figures of the sealed half on the real documents. UsageError if the run lacks one."""
    evaluation = next((e for e in run.evaluations if e.corpus == CORPUS), None)
    rows = _rows(evaluation) if evaluation else {}
    wanted = {**QUESTIONS, **IDEAS, **CASES}
    missing = [label for label in wanted if label not in rows]
    if missing:
        raise UsageError(
            f"Der Lauf hat keine Zahlen zu: {', '.join(missing)} ({NAMES[CORPUS]}, versiegelt).",
            remedy="Veröffentlicht wird nur ein ganzer Lauf: lotse eval --sealed --publish, mit den echten Dokumenten und ohne --quick.",
        )
    return Figures(
        taken=run.taken.date().isoformat(),
        version=version("buendnislotse"),
        source=SOURCE,
        figures=tuple(_figure(name, rows[label]) for label, name in wanted.items()),
    )


def publish(run: Run, path: Path = PATH) -> None:
    """Write figures.json; it is left as it is if the run lacks a figure."""
    content = asdict(figures_of(run))
    lines = ",\n".join(f"  {json.dumps(figure)}" for figure in content.pop("figures"))
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    path.write_text(f'{head},\n "figures": [\n{lines}\n ]\n}}\n', encoding="utf-8")


def _rows(evaluation: Evaluation) -> dict[str, Row]:
    questions = headline([o for o in evaluation.outcomes if o.question.split == SPLIT])
    ideas = fit_rows([p for p in evaluation.placed if p.idea.split == SPLIT])
    cases = check_rows([c for c in evaluation.checked if c.case.split == SPLIT])
    return {row.label: row for row in (*questions, *ideas, *cases)}


def _figure(name: str, row: Row) -> Figure:
    low, high = row.interval
    return Figure(id=name, hits=row.hits, n=row.n, low=round(low, DIGITS), high=round(high, DIGITS))
