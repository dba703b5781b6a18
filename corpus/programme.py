"""The vocabulary of a programme: what an alliance funds and wants, as data, every entry with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Where a programme entry is said: a few words that must be found in a section of a document.

    An `optional` one may lack its document: then its entry is left out. Ingest sets the rest:
    `passage.text[start:end]` of the passage is the verbatim quote.
    """

    document: str
    section: str
    says: str
    optional: bool = False
    passage_id: str | None = None
    start: int = 0
    end: int = 0


Sources = tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to ask, as the documents name it."""

    name: str
    person: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    source: Evidence | None = None


class CriterionCheck(StrEnum):
    """What decides a criterion. The rule is code, what it is asked with stands in the programme."""

    OUTSIDE = "outside"  # nothing lies outside the funding altogether
    REGION = "region"  # the project is in the alliance's districts
    STRATEGY = "strategy"  # the idea fits an action field
    LEGAL_FORM = "legal_form"  # the applicant is of a kind in `allowed`, or of none in `excluded`
    SEAT = "seat"  # the applicant has a place of business in `places`
    RECIPIENT = "recipient"  # as LEGAL_FORM, for those who receive the money
    AGREEMENT = "agreement"  # agreed in advance with those in `partners`
    ADDITIONAL = "additional"  # nothing of the kind exists yet
    ACROSS_COMPANIES = "across_companies"  # of use beyond one company


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A condition of funding. `applies_to` names funding objects, empty for all.

    `curable` conditions can still be met before the application: unmet, they do not exclude. `allowed`, `excluded` and
    `partners` are kinds of organisation, `places` states or districts, `programmes` names of other programmes.
    """

    id: str
    title: str
    check: CriterionCheck
    rule: str  # the condition in one German sentence
    question: str  # what to ask if the description is silent; "ja" means that the condition is met
    applies_to: tuple[str, ...] = ()
    curable: bool = False
    allowed: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    sources: Sources = ()


class Purpose(StrEnum):
    """What kind of project a funding object is for."""

    STRUCTURE = "structure"
    UNEMPLOYED = "unemployed"
    TRAINING = "training"


@dataclass(frozen=True, kw_only=True)
class FundingObject:
    """A Fördergegenstand: what money is given for."""

    id: str
    title: str
    purpose: Purpose
    description: str
    decides: str  # who decides in the end, in words
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A part of an action field. `measures` are the kinds of project that it asks for, `themes` ids of corpus/themes.yaml."""

    id: str
    title: str
    description: str
    measures: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class ActionField:
    """A Handlungsfeld (or whatever the alliance calls it) with its topics."""

    id: str
    title: str
    topics: tuple[Topic, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class CrossCuttingGoal:
    """A goal that holds over all action fields. `signs` are words that show it is touched."""

    id: str
    title: str
    description: str
    signs: tuple[str, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step from the idea to the decision. `applies_to` names funding objects, empty for all."""

    title: str
    text: str
    applies_to: tuple[str, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Body:
    """Somebody who decides, coordinates or advises."""

    id: str
    name: str
    role: str
    meets: str | None = None
    members: tuple[str, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened or holds from `when` on: a year, "2015-08", or a span like "2015-2021"."""

    when: str
    text: str
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence about the alliance or its money, with a heading."""

    title: str
    text: str
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project of the alliance so far. `fields` are ids of action fields that it served, if a document says so."""

    title: str
    text: str
    fields: tuple[str, ...] = ()
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Term:
    """An abbreviation or technical term."""

    term: str
    meaning: str
    sources: Sources = ()


@dataclass(frozen=True, kw_only=True)
class Programme:
    """What is known of an alliance as data. `field_word` is what it calls its action fields."""

    alliance: str
    name: str
    names: tuple[str, ...] = ()  # other ways to say it
    districts: tuple[str, ...] = ()
    contact: Contact | None = None
    field_word: str = "Handlungsfeld"
    about: tuple[Statement, ...] = ()
    funding_objects: tuple[FundingObject, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    action_fields: tuple[ActionField, ...] = ()
    cross_cutting: tuple[CrossCuttingGoal, ...] = ()
    procedure: tuple[Step, ...] = ()
    bodies: tuple[Body, ...] = ()
    money: tuple[Statement, ...] = ()
    timeline: tuple[Event, ...] = ()
    projects: tuple[Project, ...] = ()
    glossary: tuple[Term, ...] = ()
    questions: tuple[str, ...] = ()  # worth asking as a newcomer
    sources: Sources = field(default=())
