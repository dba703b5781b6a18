"""The report: one self-contained HTML file for people, one JSON file with everything."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import jobs, plots
from eval.ablation import PEER, UNDERSTOOD
from eval.evaluation import NAMES, Evaluation
from eval.judging import Verdict
from eval.metrics import aurc, brier, calibration_error, crag_score, paired_bootstrap, wilson
from eval.runner import Outcome, as_json
from eval.summary import Part, Row, headline, mean_vital, of_stratum, parts, per, premises, speed

KINDS = {
    "definition": "Begriff", "amount": "Betrag", "date": "Zeitpunkt", "count": "Anzahl", "share": "Anteil",
    "who": "Wer", "where": "Wo", "contact": "Kontakt", "list": "Aufzählung", "procedure": "Ablauf",
    "condition": "Bedingung", "comparison": "Vergleich", "change": "Veränderung", "cell": "Tabellenzelle",
    "extreme": "Höchstes, Niedrigstes", "abbreviation": "Abkürzung", "reason": "Grund", "purpose": "Zweck",
    "fact": "Sonstiges", "multi": "zwei Fragen in einer",
}  # fmt: skip
STYLES = {
    "plain": "gewöhnlich", "colloquial": "umgangssprachlich", "typo": "Tippfehler", "umlaut": "ue statt ü",
    "english": "englisch", "compound": "zusammengesetzt",
}  # fmt: skip
IDEA_KINDS = {
    "plain": "gewöhnlich", "short": "ein Satz", "mixed": "zwei Felder", "misleading": "irreführende Worte", "long": "drei Seiten",
    "typo": "Tippfehler", "bullet": "Stichworte", "english": "englisch", "far": "Fernliegendes",
}  # fmt: skip
VERDICTS = {
    Verdict.RIGHT: "richtig", Verdict.INCOMPLETE: "unvollständig", Verdict.WRONG: "falsch", Verdict.REFUSED: "abgelehnt",
    Verdict.CLARIFY: "nachgefragt", Verdict.HALLUCINATED: "beantwortet, obwohl es nicht dasteht",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is reported: the corpora, when, the hash of the sealed questions, whether those may be shown."""

    evaluations: tuple[Evaluation, ...]
    taken: datetime
    sealed: str = ""
    reveal: bool = False


def write_html(run: Run, path: Path) -> None:
    """Write the report for people."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters |= {"pct": percent, "num": number, "span": span}
    page = environment.get_template("report.html").render(
        run=run,
        corpora=[_corpus(e, run) for e in run.evaluations],
        kinds=KINDS,
        styles=STYLES,
        verdicts=VERDICTS,
        idea_kinds=IDEA_KINDS,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")


def write_json(run: Run, path: Path) -> None:
    """Write everything that was measured; the wording of sealed questions only where it may be shown."""
    content = {
        "taken": run.taken.isoformat(timespec="seconds"),
        "sealed_sha256": run.sealed,
        "corpora": {e.corpus: _values(e, run) for e in run.evaluations},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def percent(share: float) -> str:
    """0.983 as "98,3 %"."""
    return f"{100 * share:.1f} %".replace(".", ",")


def number(value: float, digits: int = 2) -> str:
    """A figure with a German comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def span(share: float, n: int) -> str:
    """The 95 % interval of a share of n as "[83,1 %; 94,2 %]"."""
    low, high = wilson(round(share * n), n)
    return f"[{percent(low)}; {percent(high)}]"


def failures(outcomes: Sequence[Outcome], *, reveal: bool = False) -> list[Outcome]:
    """Outcomes that should have been others; sealed ones only if they may be shown. The harmful ones come first."""
    good = (Verdict.RIGHT,)
    order = list(VERDICTS)
    chosen = [
        o
        for o in outcomes
        if (reveal or o.question.split != "sealed")
        and (o.verdict is Verdict.HALLUCINATED if o.question.unanswerable else o.verdict not in good)
    ]
    return sorted(chosen, key=lambda o: (-order.index(Verdict.HALLUCINATED) if o.verdict is Verdict.HALLUCINATED else 0, order.index(o.verdict)))  # fmt: skip


def gaps(outcomes: Sequence[Outcome], *, reveal: bool = False) -> dict[str, list[str]]:
    """What is asked and not said: questions without an answer in the documents by the heading that came closest."""
    found: dict[str, list[str]] = {}
    for o in of_stratum(outcomes, "near"):
        if reveal or o.question.split != "sealed":
            found.setdefault(o.nearest or "ohne Überschrift", []).append(
                o.standalone if o.question.history else o.question.question
            )
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def _corpus(evaluation: Evaluation, run: Run) -> dict[str, Any]:
    outcomes = evaluation.outcomes
    halves = parts(outcomes, evaluation.corpus)
    main = halves[1] if len(halves) > 1 else halves[0]
    return {
        "name": NAMES[evaluation.corpus],
        "evaluation": evaluation,
        "parts": [(part, _figures(part)) for part in halves],
        "main": main.name,
        "speed": speed(outcomes),
        "kinds": per(main.outcomes, lambda o: o.question.kind),
        "styles": per(main.outcomes, lambda o: o.question.style),
        "kinds_plot": Markup(plots.bars(per(main.outcomes, lambda o: o.question.kind), KINDS)),
        "styles_plot": Markup(plots.bars(per(main.outcomes, lambda o: o.question.style), STYLES)),
        "risk_plot": Markup(plots.risk_curve({p.name: _risk(p) for p in halves[:2]})),
        "calibration_plot": Markup(plots.calibration({p.name: _confidence(p) for p in halves[:2]})),
        "searches": (found := _searches(evaluation, main)),
        "searches_plot": Markup(plots.searches(found)),
        "asked": sum(bool(o.question.evidence) for o in main.outcomes),
        "length": round(statistics.median([len(o.answer) for o in outcomes if o.answered] or [0])),
        "peer": _peer(evaluation, main),
        "lead": _lead(evaluation, main),
        "failures": failures(outcomes, reveal=run.reveal),
        "hidden": 0 if run.reveal else len(failures(outcomes, reveal=True)) - len(failures(outcomes)),
        "gaps": gaps(outcomes, reveal=run.reveal),
        "jobs": _jobs(evaluation),
    }


def _jobs(evaluation: Evaluation) -> dict[str, Any]:
    """Ideas and cases: the rows of both halves, and of the half that speaks for new ones by kind and by criterion."""
    split = "sealed" if any(p.idea.split == "sealed" for p in evaluation.placed) else "development"
    placed = [p for p in evaluation.placed if p.idea.split == split]
    checked = [c for c in evaluation.checked if c.case.split == split]
    stated, hits = jobs.calibration(placed)
    return {
        "parts": jobs.job_parts(evaluation.placed, evaluation.checked),
        "main": jobs.SPLITS[split],
        "kinds": jobs.per_kind(placed),
        "criteria": jobs.per_criterion(checked),
        "ece": calibration_error(stated, hits) if stated else 0.0,
        "speed": jobs.speed(evaluation.placed),
    }


def _figures(part: Part) -> dict[str, Any]:
    confidences, errors = _risk(part)
    stated, hits = _confidence(part)
    answerable = of_stratum(part.outcomes, "answerable")
    return {
        "headline": headline(part.outcomes),
        "premises": premises(part.outcomes),
        "vital": mean_vital(part.outcomes),
        "crag": crag_score([o.verdict for o in answerable]),
        "aurc": aurc(confidences, errors),
        "ece": calibration_error(stated, hits),
        "brier": brier(stated, hits),
    }


def _risk(part: Part) -> plots.Curve:
    """Over all answers that were given: confidence, and whether the answer should not have been given."""
    given = [o for o in part.outcomes if o.answered]
    return [o.confidence for o in given], [o.verdict in (Verdict.WRONG, Verdict.HALLUCINATED) for o in given]


def _confidence(part: Part) -> plots.Curve:
    return [o.confidence for o in part.outcomes], [o.evident for o in part.outcomes]


def _searches(evaluation: Evaluation, part: Part) -> dict[str, dict[str, float]]:
    asked = [o for o in part.outcomes if o.question.evidence]
    return {r.name: r.figures(asked) for r in evaluation.retrieval}


def _peer(evaluation: Evaluation, part: Part) -> list[tuple[Row, Row]]:
    """Rows of this assistant and of LangChain on the same questions."""
    verdict_of = {o.key: v for o, v in zip(evaluation.outcomes, evaluation.peer, strict=True)}
    rows = []
    for label, stratum, wanted in (
        ("alle Kernangaben in der Antwort", "answerable", Verdict.RIGHT),
        ("unvollständig beantwortet", "answerable", Verdict.INCOMPLETE),
        ("falsch beantwortet", "answerable", Verdict.WRONG),
        ("abgelehnt, obwohl es dasteht", "answerable", Verdict.REFUSED),
        ("knapp daneben abgelehnt", "near", Verdict.REFUSED),
        ("weit weg abgelehnt", "far", Verdict.REFUSED),
    ):
        chosen = of_stratum(part.outcomes, stratum)
        ours = sum(o.verdict is wanted for o in chosen)
        theirs = sum(verdict_of[o.key] is wanted for o in chosen)
        if chosen:
            rows.append((Row(label=label, hits=ours, n=len(chosen)), Row(label=label, hits=theirs, n=len(chosen))))
    return rows


def _lead(evaluation: Evaluation, part: Part) -> dict[str, tuple[float, float, float]]:
    """Paired lead over LangChain; questions about the same section are resampled together."""
    asked = [o for o in part.outcomes if o.question.evidence]
    sections = [f"{o.question.evidence[0].document}/{o.question.evidence[0].section}" for o in asked]
    ranks = {r.name: r.ranks(asked) for r in evaluation.retrieval}
    answers = {o.key: v is Verdict.RIGHT for o, v in zip(evaluation.outcomes, evaluation.peer, strict=True)}
    lead = {
        f"Stelle unter den ersten {k}": paired_bootstrap(
            [0 < r <= k for r in ranks[PEER]], [0 < r <= k for r in ranks[UNDERSTOOD]], clusters=sections
        )
        for k in (1, 5)
    }
    ours = [o.verdict is Verdict.RIGHT for o in asked]
    return {**lead, "Antwort richtig": paired_bootstrap([answers[o.key] for o in asked], ours, clusters=sections)}


def _values(evaluation: Evaluation, run: Run) -> dict[str, Any]:
    halves = parts(evaluation.outcomes, evaluation.corpus)
    embed, rest = speed(evaluation.outcomes)
    return {
        "documents": evaluation.documents,
        "passages": evaluation.passages,
        "median_ms": {"embed": embed, "rest": rest},
        "parts": {p.name: {**_plain(_figures(p)), "searches": _searches(evaluation, p)} for p in halves},
        "jobs": {
            **_plain(found := _jobs(evaluation)),
            "parts": {title: [_row(row) for row in rows] for title, rows in found["parts"]},
        },
        "peer_threshold": evaluation.peer_threshold,
        "outcomes": [
            {**as_json(o, reveal=run.reveal), "peer": str(v)}
            for o, v in zip(evaluation.outcomes, evaluation.peer, strict=True)
        ],
    }


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    def plain(value: Any) -> Any:
        return [_row(row) for row in value] if isinstance(value, list) else value

    return {key: plain(value) for key, value in figures.items()}


def _row(row: Row) -> dict[str, Any]:
    low, high = row.interval
    return {
        "label": row.label, "hits": row.hits, "n": row.n, "share": row.share, "low": low, "high": high,
        "target": row.target, "met": row.met,
    }  # fmt: skip
