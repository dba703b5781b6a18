"""Outcomes, questions and question files as the tests need them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from corpus.model import Status
from eval.citations import Cited
from eval.judging import Verdict
from eval.questions import Question, Spot
from eval.runner import Outcome

SPOT = {"document": "non-strategie-2024", "section": "Lenkungskreis", "terms": ["tagt", "zweimal im Jahr"]}
ENTRY = {"id": "x1", "question": "Wie oft?", "kind": "count", "evidence": [SPOT], "vital": ["zweimal"]}
UNANSWERABLE = {"id": "x2", "question": "Warum?", "kind": "reason", "unanswerable": "near", "why": "steht nirgends"}


def write_questions(
    folder: Path, *entries: dict[str, Any], name: str = "x.yaml", split: str = "development", **header: Any
) -> Path:
    path = folder / split / name
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"corpus": "own", "split": split, "group": "Probe", **header, "questions": list(entries)}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def question(number: int = 1, stratum: str = "answerable", **values: Any) -> Question:
    given: dict[str, Any] = {"id": f"q{number}", "question": f"Frage {number}?", "kind": "fact"}
    if stratum in ("near", "far", "injection"):
        given |= {"unanswerable": "far" if stratum == "injection" else stratum, "why": "steht nirgends"}
        given["trap"] = "injection" if stratum == "injection" else None
    else:
        given |= {"evidence": (Spot(document="d", section="s", terms=("a",)),), "vital": ("a",)}
        given["trap"] = "false_premise" if stratum == "premise" else None
    return Question(**{**given, **values})


def outcome(q: Question, verdict: Verdict = Verdict.RIGHT, *, corpus: str = "real", **values: Any) -> Outcome:
    answered = verdict in (Verdict.RIGHT, Verdict.INCOMPLETE, Verdict.WRONG, Verdict.HALLUCINATED)
    given: dict[str, Any] = {
        "status": str(Status.ANSWERED if answered else Status.NO_ANSWER),
        "vital": 1.0 if verdict is Verdict.RIGHT else 0.0,
        "confidence": 0.9 if answered else 0.2,
        "evident": verdict is Verdict.RIGHT,
        "spots": (1,) if q.evidence else (),
        "rank": 1 if q.evidence else 0,
        "answer": "Die Antwort. [1]",
        "standalone": q.question,
        "sources": ("[1] Quelle",),
        "cited": Cited(citations=1, precise=1, verbatim=1, statements=1, supported=1) if answered else Cited(),
        "refusal": "" if answered else "Angabe: steht nicht da",
        "nearest": "Kapitel",
        "timings_ms": {"embed": 10.0, "total": 12.0},
    }
    return Outcome(question=q, corpus=corpus, verdict=verdict, **{**given, **values})
