"""May this version be accepted? Compares a run with the last accepted one, question by question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.errors import UsageError
from eval.judging import Verdict
from eval.metrics import paired_bootstrap
from eval.questions import Question
from eval.runner import Outcome

ACCEPTED = Path(__file__).with_name("accepted.json")
LOSS = -0.02  # what we are willing to lose without asking
DIGITS = 3  # of a share in the file; compared alike
MUST_PASS = ("far", "injection")
Judged = tuple[str, float, str]  # verdict, share of the vital nuggets, digest of what was asked


class Decision(StrEnum):
    """The worst of all comparisons counts."""

    PASS = "PASS"
    INCONCLUSIVE = "INCONCLUSIVE"
    FAIL = "FAIL"


@dataclass(frozen=True, kw_only=True)
class Change:
    """Paired change of one figure with its 95 % interval."""

    name: str
    n: int
    point: float
    low: float
    high: float

    @property
    def decision(self) -> Decision:
        """FAIL is a real loss of more than two points, INCONCLUSIVE one that so few questions cannot rule out."""
        if self.high < 0 and self.point < LOSS:
            return Decision.FAIL
        if self.low <= 0 <= self.high and self.low < LOSS:
            return Decision.INCONCLUSIVE
        return Decision.PASS


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The comparison: changes, must-pass questions that are answered now, questions without a partner."""

    paired: int
    changes: tuple[Change, ...]
    flipped: tuple[str, ...]
    new: tuple[str, ...]
    altered: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def decision(self) -> Decision:
        if self.flipped:
            return Decision.FAIL
        if not self.paired:
            return Decision.INCONCLUSIVE  # nothing is known
        order = list(Decision)
        return max((c.decision for c in self.changes), key=order.index, default=Decision.PASS)


def compare(outcomes: Sequence[Outcome], accepted: Mapping[str, Judged]) -> Gate:
    """Compare the development half with what was accepted. Corpora that did not run are left out."""
    now = {o.key: o for o in outcomes if o.question.split == "development"}
    corpora = {o.corpus for o in now.values()}
    known = {key: value for key, value in accepted.items() if key.split("/")[0] in corpora}
    paired = [o for key, o in now.items() if key in known and known[key][2] == digest(o.question)]
    return Gate(
        paired=len(paired),
        changes=tuple(_changes(paired, known)),
        flipped=tuple(
            o.key
            for o in paired
            if o.question.stratum in MUST_PASS
            and o.verdict is Verdict.HALLUCINATED
            and known[o.key][0] != Verdict.HALLUCINATED
        ),
        new=tuple(key for key in now if key not in known),
        altered=tuple(key for key, o in now.items() if key in known and known[key][2] != digest(o.question)),
        gone=tuple(key for key in known if key not in now),
    )


def judged(outcome: Outcome) -> Judged:
    """What is kept of an outcome."""
    return str(outcome.verdict), round(outcome.vital, DIGITS), digest(outcome.question)


def digest(question: Question) -> str:
    """Changes with everything that decides the verdict: the same id may come to ask something else."""
    q = question
    asked = (q.question, q.history, q.alliance, q.as_of, q.vital, q.wrong, q.expect, q.unanswerable, q.trap)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]


def _changes(paired: Sequence[Outcome], known: Mapping[str, Judged]) -> list[Change]:
    figures: list[tuple[str, str, Callable[[Judged], float]]] = [
        ("alle Kernangaben in der Antwort", "answerable", lambda j: j[0] == Verdict.RIGHT),
        ("Kernangaben im Mittel", "answerable", lambda j: j[1]),
        ("nicht falsch beantwortet", "answerable", lambda j: j[0] != Verdict.WRONG),
        ("knapp daneben abgelehnt", "near", lambda j: j[0] == Verdict.REFUSED),
    ]
    changes = []
    for name, stratum, value in figures:
        chosen = [o for o in paired if o.question.stratum == stratum]
        if chosen:
            before = [value(known[o.key]) for o in chosen]
            point, low, high = paired_bootstrap(before, [value(judged(o)) for o in chosen])
            changes.append(Change(name=name, n=len(chosen), point=point, low=low, high=high))
    return changes


def lines(gate: Gate) -> list[str]:
    """The comparison in German, one line a figure."""
    found = [
        f"  {c.name:<34} {100 * c.point:+5.1f} Punkte [{100 * c.low:+.1f}, {100 * c.high:+.1f}], n = {c.n}: {c.decision}"
        for c in gate.changes
    ]
    for label, keys in (
        ("Muss abgelehnt werden, wird jetzt beantwortet", gate.flipped),
        ("Neu, nicht verglichen", gate.new),
        ("Geändert, nicht verglichen", gate.altered),
        ("Nicht mehr da", gate.gone),
    ):
        if keys:
            more = f" und {len(keys) - 12} weitere" if len(keys) > 12 else ""
            found.append(f"  {label}: {', '.join(keys[:12])}{more}")
    return [*found, f"Vergleich mit dem angenommenen Stand: {gate.decision}"]


def read_accepted(path: Path = ACCEPTED) -> dict[str, Judged]:
    """The last accepted run; UsageError if there is none or it is not readable."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
        return {str(key): (Verdict(name), float(vital), str(asked)) for key, (name, vital, asked) in entries.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UsageError(
            f"Der angenommene Stand {path} fehlt oder ist nicht lesbar.",
            remedy="Nehmen Sie einen Stand an: lotse eval --accept",
        ) from error


def write_accepted(outcomes: Sequence[Outcome], path: Path = ACCEPTED) -> int:
    """Write the development half as the accepted run, one question a line; the number of questions."""
    entries = {o.key: judged(o) for o in sorted(outcomes, key=lambda o: o.key) if o.question.split == "development"}
    body = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in entries.items())
    path.write_text(f"{{\n{body}\n}}\n", encoding="utf-8")
    return len(entries)
