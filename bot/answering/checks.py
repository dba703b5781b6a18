"""Whether the evidence answers: each check compares one thing that the question names with what the evidence says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answering.features import LEANS_BACK, context
from bot.answering.judge import Candidate
from bot.answering.tables import covered_years
from bot.understanding.forms import DETAILS, MEASURED, has_form, needs_form
from corpus.model import Asks, Check, Hit, Programme, Question, UnitKind
from retrieval.analysis import STOP_WORDS, words
from retrieval.scope import mentioned_alliances, names_any
from retrieval.units import quoted

_STATED_GAP = re.compile(r"\bkeine angaben?\b|\bnicht (?:genannt|angegeben|bekannt)\b|ohne angabe", re.I)


def check_evidence(
    question: Question,
    best: Candidate,
    quoted_text: str,
    *,
    today: date,
    programmes: Sequence[Programme],
    alliance: str | None,
) -> tuple[Check, ...]:
    """The checks of the best candidate and of what would be quoted for it, passed or not.

    `alliance` is the one that is asked about, by the question or by a filter.
    """
    checks = [_form(question, quoted_text)]
    if question.years:
        checks.append(_years(question, best, quoted_text))
    if question.places and (question.asks in MEASURED or question.asks in DETAILS):
        checks.append(_places(question, best))
        if question.asks in MEASURED:
            checks[0] = _form(question, best.text)  # the figure has to stand with the place
    if alliance:
        own = context(best.hit.passage, best.number)
        checks.append(check_alliance(alliance, best.hit, own, programmes))
    if question.asks is not Asks.CONDITION:
        checks.append(_adds(question, best))
    checks += [
        _measure(question, best),
        _gap(quoted_text if best.kind is UnitKind.ROW else best.text),
        _named(question, best),
    ]
    if question.as_of is None and (late := [y for y in question.years if int(y) > today.year + 30]):
        checks.append(Check(name="future", passed=False, text=f"{late[0]} liegt zu weit in der Zukunft."))
    return tuple(checks)


def _form(question: Question, text: str) -> Check:
    """A figure, date or address that is asked for has to be there."""
    if not needs_form(question.asks):
        return Check(name="form", passed=True, text="Die Art der Antwort ist frei.")
    passed = has_form(question.asks, text)
    return Check(name="form", passed=passed, text="Die Angabe der gefragten Art steht da." if passed else "Die Stelle nennt keine Angabe der gefragten Art.")  # fmt: skip


def _around(best: Candidate, text: str) -> str:
    """What is quoted with what tells its subject: headings, column names, the sentence before one that leans back."""
    passage = best.hit.passage
    parts = [*passage.section, context(passage, best.number), text]
    if best.number and passage.units[best.number].kind is UnitKind.SENTENCE and LEANS_BACK.match(best.text):
        parts.append(quoted(passage, passage.units[best.number - 1]))
    return " ".join(parts)


def _years(question: Question, best: Candidate, text: str) -> Check:
    """Every year of the question is named where the answer stands, or is that of the document."""
    document, passage = best.hit.document, best.hit.passage
    own = _around(best, "")
    years = covered_years(own) | _short_years(own)
    if not years or (question.asks not in MEASURED and best.kind is not UnitKind.ROW):
        # a statement without a year of its own is of the time that its passage or its document speaks of
        years |= (
            covered_years(passage.text)
            | covered_years(f"{document.title} {document.issued}")
            | _short_years(passage.text)
        )
        if document.valid_from and document.valid_until:
            years |= {str(y) for y in range(document.valid_from.year, document.valid_until.year + 1)}
    missing = [y for y in question.years if y not in years]
    if missing and question.asks not in MEASURED and not {*missing} - (covered_years(text) | _short_years(text)):
        missing = []  # a neighbouring sentence of the quote says it
    # "seit 2021" is not answered by what went on until 2021
    missing += [y for y in _since(question.text) if y not in missing and _only_until(y, own)]
    named = ", ".join(question.years)
    said = f"Die Stelle spricht von {named}." if not missing else f"Für {', '.join(missing)} nennt die Stelle nichts."
    return Check(name="year", passed=not missing, text=said)


_MEASURE = re.compile(
    r"\b([A-ZÄÖÜ][a-zäöüß-]{3,}?)(?:s|n|en|er)?(?:quote|rate|anteil|satz|budget|zeit|dauer|alter|zahl|summe|kosten|grad|gehalt|lohn|preis|gebühr|frist)(?:n|en|s|es|e)?\b"
)


def _measure(question: Question, best: Candidate) -> Check:
    """The measure that is asked for ("Betreuungsquote") has to be what the evidence measures: its first part is named."""
    measures = [m.group(1) for m in _MEASURE.finditer(question.text)]
    known = f"{_around(best, '')} {_before(best)} {best.hit.document.title}".lower()
    missing = [m for m in measures if m.lower().rstrip("-")[:5] not in known]
    passed = question.asks not in MEASURED or not measures or len(missing) < len(measures)
    return Check(name="measure", passed=passed, text="Das Maß ist genannt." if passed else f"Von „{missing[0]}…“ spricht die Stelle nicht.")  # fmt: skip


def _gap(text: str) -> Check:
    """A document may say itself that it gives no figure."""
    gap = _STATED_GAP.search(text)
    return Check(name="gap", passed=not gap, text="Die Quelle sagt selbst, dass sie dazu nichts angibt." if gap else "Die Stelle nennt eine Angabe.")  # fmt: skip


def _adds(question: Question, best: Candidate) -> Check:
    """What only repeats the question does not answer it, nor does a caption without its table."""
    text = best.text.partition(" | ")[2] if best.kind is UnitKind.ROW else best.text
    passed = best.kind is not UnitKind.CAPTION and bool(set(words(text)) - set(words(question.text)) - STOP_WORDS)
    return Check(name="news", passed=passed, text="Die Stelle sagt etwas Neues." if passed else "Die Stelle wiederholt nur die Frage.")  # fmt: skip


def check_alliance(alliance: str, hit: Hit, own: str, programmes: Sequence[Programme]) -> Check:
    """A document about all alliances may speak of another one at this place. `own` is the text that would answer."""
    passage = hit.passage
    captions = " ".join(quoted(passage, u) for u in passage.units if u.kind is UnitKind.CAPTION)
    around = " ".join((*passage.section, captions))
    named = mentioned_alliances(own, programmes) or mentioned_alliances(around, programmes)
    passed = hit.document.alliance == alliance or not named or alliance in named
    return Check(name="alliance", passed=passed, text="Die Stelle gilt für das gefragte Bündnis." if passed else "Die Stelle spricht von einem anderen Bündnis.")  # fmt: skip


def _named(question: Question, best: Candidate) -> Check:
    """A person, place or body that is called by name has to be named where the answer stands."""
    passage, document = best.hit.passage, best.hit.document
    known = " ".join((passage.text, *passage.section, *passage.header, document.title, document.publisher)).lower()
    missing = [n for n in question.names if n not in question.places and n.lower()[: max(4, len(n) - 2)] not in known]
    return Check(name="name", passed=not missing, text="Alle Namen stehen da." if not missing else f"Von „{missing[0]}“ spricht die Stelle nicht.")  # fmt: skip


def _before(best: Candidate) -> str:
    """The sentence before the best unit: it may say what is measured."""
    units = best.hit.passage.units
    before = best.number - 1
    return quoted(best.hit.passage, units[before]) if before >= 0 and units[before].kind is not UnitKind.ROW else ""


def _since(question: str) -> list[str]:
    """The years from which on something is asked for."""
    return re.findall(r"\b(?:seit|ab|nach|since|after)\s+(?:\w+\s+)?((?:19|20)\d\d)\b(?!\s?[–-])", question, re.I)


def _only_until(year: str, text: str) -> bool:
    """True if a text names the year as an end only."""
    named = len(re.findall(rf"(?<!\d){year}(?!\d)", text))
    return 0 < named == len(re.findall(rf"(?:\bbis|\bto|until|[–-])\s*(?:\w+\s+)?{year}(?!\d)", text))


def _short_years(text: str) -> set[str]:
    """The second year of "2023/24"."""
    return {f"{a[:2]}{b}" for a, b in re.findall(r"((?:19|20)\d\d)/(\d\d)(?!\d)", text)}


def _places(question: Question, best: Candidate) -> Check:
    """Every district of the question is named where the figure stands."""
    known = f"{_around(best, '')} {best.hit.document.title}"
    missing = [p for p in question.places if not names_any(known, (p,))]
    named = ", ".join(question.places)
    said = (
        f"Die Stelle spricht von {named}."
        if not missing
        else f"Für {', '.join(missing)} nennt die Stelle keine Angabe."
    )
    return Check(name="place", passed=not missing, text=said)


def failed(checks: Sequence[Check]) -> Check | None:
    """The first check that did not pass."""
    return next((c for c in checks if not c.passed), None)
