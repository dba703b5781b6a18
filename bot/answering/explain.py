"""How an answer came about, for a person who wants to know which stage to mend."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.features import NAMES
from bot.answering.finding import Finding, narrowed
from bot.answering.judge import Candidate
from bot.web.german import format_date, format_number
from corpus.model import Check, Explanation, Judged, Question
from retrieval.scope import Scope

_SHOWN = 12  # candidates


def explanation(question: Question, scope: Scope, findings: Sequence[Finding]) -> Explanation:
    """Understanding, search, candidates and checks of all findings, those of the first one first."""
    understood = {
        "Frage": question.typed,
        "verstanden als": question.text,
        "gefragt ist": question.asks.value,
        "Sprache": "Englisch" if question.english else "Deutsch",
        "Bündnisse": ", ".join(question.alliances),
        "Orte": ", ".join(question.places),
        "Jahre": ", ".join(question.years),
        "Stand": format_date(question.as_of) if question.as_of else "",
        "Teilfragen": " | ".join(question.parts),
        "Schreibung": ", ".join(f"{typed} → {meant}" for typed, meant in question.corrections),
    }
    searched = {
        "Bündnis": narrowed(scope, question).alliance or "alle",
        "Stand": format_date(scope.as_of) if scope.as_of else "heute",
        "Begriffe": ", ".join(f"{term} {weight:g}" for term, weight in question.terms.items()),
        "Abschnitte": str(sum(len(f.found.hits) for f in findings)),
    }
    checks: list[Check] = [check for f in findings for check in f.checks]
    passages = dict.fromkeys(hit.passage.id for f in findings for hit in f.found.hits)
    return Explanation(
        understood={label: value for label, value in understood.items() if value},
        searched=searched,
        passages=tuple(passages),
        candidates=tuple(_judged(c, f) for f in findings for c in f.ranked[:_SHOWN]),
        checks=tuple(checks),
    )


def _judged(candidate: Candidate, finding: Finding) -> Judged:
    quoted = any(q.hit.passage.id == candidate.hit.passage.id and candidate.number in q.units for q in finding.quotes)
    failed = finding.failed
    if quoted:
        why = "zitiert"
    elif candidate is finding.ranked[0]:
        why = f"beste Stelle, aber nicht zitiert: {failed.text}" if failed else "eine andere Stelle antwortet genauer"
    else:
        why = f"{format_number(finding.ranked[0].score - candidate.score)} Punkte hinter der besten Stelle"
    return Judged(
        passage_id=candidate.hit.passage.id,
        number=candidate.number,
        text=candidate.text,
        probability=finding.confidence if candidate is finding.ranked[0] else 0.0,
        features={
            "score": round(candidate.score, 3),
            **{n: round(float(v), 3) for n, v in zip(NAMES, candidate.features, strict=True) if v},
        },
        taken=quoted,
        why=why,
    )
