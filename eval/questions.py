"""The curated questions: loaded from YAML, checked on load."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import UsageError

FOLDER = Path(__file__).parent / "questions"
_KEYS = {"id", "question", "kind", "alliance", "evidence", "nuggets", "unanswerable", "why"}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a document answers: all `terms` stand close together there."""

    document: str
    section: str
    terms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with any one of its `evidence` spots being enough; `unanswerable` is "near", "far" or None."""

    id: str
    question: str
    kind: str
    evidence: tuple[Spot, ...] = ()
    nuggets: tuple[str, ...] = ()
    alliance: str | None = None
    unanswerable: str | None = None


def load_questions(name: str, folder: Path = FOLDER) -> tuple[Question, ...]:
    """The set in folder/NAME.yaml; UsageError naming the entry if it is wrong."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        raise UsageError(f"Die Fragensammlung {path} gibt es nicht.")
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    questions = tuple(_question(entry, path) for entry in entries)
    ids = [q.id for q in questions]
    if len(ids) != len(set(ids)):
        raise UsageError(f"{path}: eine id kommt doppelt vor.")
    return questions


def _question(entry: Mapping[str, Any], path: Path) -> Question:
    where = f"{path.name}, {entry.get('id', '?')}"
    if unknown := set(entry) - _KEYS:
        raise UsageError(f"{where}: unbekannte Angabe {', '.join(sorted(unknown))}.")
    spots = tuple(
        Spot(document=e["document"], section=str(e.get("section", "")), terms=tuple(map(str, e["terms"])))
        for e in entry.get("evidence", ())
    )
    if not spots and not entry.get("unanswerable"):
        raise UsageError(f"{where}: weder evidence noch unanswerable.")
    return Question(
        id=entry["id"],
        question=entry["question"],
        kind=entry["kind"],
        evidence=spots,
        nuggets=tuple(map(str, entry.get("nuggets", ()))),
        alliance=entry.get("alliance"),
        unanswerable=entry.get("unanswerable"),
    )


def squeezed(text: str) -> str:
    """A text without blanks, line-end hyphens, table separators and case, so that layouts compare equal."""
    text = re.sub(r"-\s*\n\s*(?=[a-zäöüß])", "", text)
    return re.sub(r"[^a-z0-9äöüß,.%€@]", "", text.lower())


def rank_of(question: Question, texts: Sequence[tuple[str, str]]) -> int:
    """Rank of the first (document id, text) that holds all terms of one spot; 0 if none does."""
    for rank, (document, text) in enumerate(texts, 1):
        flat = squeezed(text)
        if any(
            spot.document == document and all(squeezed(t) in flat for t in spot.terms) for spot in question.evidence
        ):
            return rank
    return 0


def has_nugget(answer: str, nugget: str) -> bool:
    """True if the answer says the nugget; figures and capital abbreviations count only as whole words."""
    text, wanted = re.sub(r"\s+%", "%", " ".join(answer.split())), re.sub(r"\s+%", "%", nugget)
    if re.fullmatch(r"[\d.,%:+-]+|[A-ZÄÖÜ]{2,}", wanted):
        return bool(re.search(rf"(?<![\w.,]){re.escape(wanted)}(?![\w]|[.,]\d)", text))
    return wanted.lower() in text.lower()
