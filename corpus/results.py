"""The vocabulary of the three jobs beyond questions: what a check, a fit and an onboarding return."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model import Citation, IndexInfo, Note
from corpus.programme import Contact, Purpose


class CriterionStatus(StrEnum):
    """Whether a condition of funding is met, as far as the description tells."""

    MET = "erfuellt"
    UNMET = "nicht_erfuellt"
    OPEN = "offen"


class Verdict(StrEnum):
    """The result of an eligibility check. `foerderfaehig`: nothing in the documents speaks against it."""

    ELIGIBLE = "foerderfaehig"
    UNCLEAR = "klaeren"
    NOT_ELIGIBLE = "nicht_foerderfaehig"


class FitVerdict(StrEnum):
    """Whether an idea belongs to an action field."""

    FITS = "passt"
    PARTLY = "teilweise"
    NO_FIT = "passt_nicht"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One criterion applied. `words` are verbatim pieces of the input that the status rests on."""

    id: str
    title: str
    status: CriterionStatus
    reason: str
    citation: Citation | None
    words: tuple[str, ...] = ()
    curable: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """What to ask the person; the answer goes under `criterion_id` into `answers`.

    `hint` are words of the description that may answer it, verbatim, if a language model found some; the person decides.
    """

    criterion_id: str
    text: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What to do next. `citation` is None for steps that only follow from the check itself."""

    text: str
    citation: Citation | None = None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The funding object of a check. `reason` says why this one."""

    id: str
    title: str
    purpose: Purpose
    reason: str
    citation: Citation | None = None


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """The result of an eligibility check. `summary` says in one or two sentences what the verdict means and who decides."""

    alliance: str
    verdict: Verdict
    summary: str
    funding_object: Chosen | None
    criteria: tuple[Finding, ...]
    open_questions: tuple[OpenQuestion, ...]
    next_steps: tuple[NextStep, ...]
    contact: Contact | None
    index: IndexInfo
    notes: tuple[Note, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FieldMatch:
    """An action field that an idea fits. `score` is the calibrated probability that a person would name this field."""

    id: str
    title: str
    topic: str
    score: float
    reasons: tuple[str, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, kw_only=True)
class GoalTouched:
    """A cross-cutting goal that the idea touches. `words` are verbatim pieces of the idea."""

    id: str
    title: str
    words: tuple[str, ...]
    citation: Citation | None


@dataclass(frozen=True, kw_only=True)
class SimilarProject:
    """A project of the corpus that is like the idea; `similarity` from 0 to 1."""

    title: str
    document_id: str
    similarity: float
    citation: Citation


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How an idea fits the strategy of an alliance; `matches` best first, empty when nothing fits.

    `relevance` is the probability that the idea belongs to any action field at all. `idea_summary` is a long description in
    a few sentences, if a language model is set up; every one of them stands in the description. Nothing is decided by it.
    """

    alliance: str
    verdict: FitVerdict
    relevance: float
    summary: str
    matches: tuple[FieldMatch, ...]
    cross_cutting: tuple[GoalTouched, ...]
    similar_projects: tuple[SimilarProject, ...]
    concerns: tuple[str, ...]
    index: IndexInfo
    notes: tuple[Note, ...] = ()
    idea_summary: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A paragraph of the onboarding: what is so, and where it is written."""

    title: str
    text: str
    citation: Citation | None
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A step of the guided reading."""

    id: str
    title: str
    lead: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """Something that happened or holds from `when` on, oldest first; `year` orders and places it."""

    when: str
    year: int
    text: str
    citation: Citation | None


@dataclass(frozen=True, kw_only=True)
class GlossaryEntry:
    """A term or abbreviation explained."""

    term: str
    meaning: str
    citation: Citation | None


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    """The guided reading for a new member."""

    alliance: str
    name: str
    chapters: tuple[Chapter, ...]
    timeline: tuple[TimelineEvent, ...]
    glossary: tuple[GlossaryEntry, ...]
    questions: tuple[str, ...]
    citations: tuple[Citation, ...]  # every source above once, in order of its number
    contact: Contact | None
    index: IndexInfo
