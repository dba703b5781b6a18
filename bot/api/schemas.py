"""Requests as the API accepts them, and the flat views of documents and passages that it returns.

An answer is returned as `corpus.model.Answer` itself: its fields are the contract.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import quote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.api.validation import APPLICANT_LENGTH, IDEA_LENGTH, QUESTION_LENGTH, clean_or_empty, clean_text, parse_date
from corpus.model import (
    BlockKind,
    Contact,
    Document,
    Evidence,
    FileStatus,
    Hit,
    IndexedDocument,
    IndexInfo,
    Kind,
    Passage,
    Programme,
    SourceWork,
    Turn,
)

Question = Annotated[str, Field(min_length=1, max_length=QUESTION_LENGTH), AfterValidator(clean_text)]
EarlierAnswer = Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(clean_text)]
Idea = Annotated[str, Field(min_length=1, max_length=IDEA_LENGTH), AfterValidator(clean_text)]
Slug = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(clean_text)]
AsOf = Annotated[date | None, BeforeValidator(parse_date, json_schema_input_type=str | None)]


def _true_or_false(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("muss true oder false sein")
    return value


Flag = Annotated[bool, BeforeValidator(_true_or_false)]


class Request(BaseModel):
    """Base of all request bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class EarlierTurn(Request):
    """An earlier question with its answer."""

    question: Question
    answer: EarlierAnswer


class AskRequest(Request):
    """A question to the documents."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "question": "Wie oft tagt der Lenkungskreis?",
                    "alliance": "nordostniedersachsen",
                    "as_of": "2026-11-01",
                    "history": [{"question": "Wer entscheidet über Projekte?", "answer": "Der Lenkungskreis [1]."}],
                    "explain": True,
                }
            ]
        }
    )

    question: Question
    history: Annotated[list[EarlierTurn], Field(max_length=20)] = []
    alliance: Slug | None = None
    as_of: AsOf = None
    mode: Literal["auto", "extractive", "generative"] = "auto"
    explain: Flag = False

    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(question=t.question, answer=t.answer) for t in self.history)


class SearchRequest(Request):
    """Words to find passages with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "Fördersatz", "k": 5, "kind": "richtlinie"}]})

    query: Question
    k: Annotated[int, Field(ge=1, le=100, strict=True)] = 10
    alliance: Slug | None = None
    kind: Kind | None = None
    as_of: AsOf = None


class FitRequest(Request):
    """An idea to be placed in the strategy of an alliance."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "idea": "Wir holen Menschen zurück, die zum Studium weggezogen sind, und bringen sie mit Betrieben zusammen.",
                    "alliance": "nordostniedersachsen",
                }
            ]
        }
    )

    idea: Idea
    alliance: Slug


class EligibilityRequest(Request):
    """An idea and who has it. `answers` holds what was asked before: criterion id to ja or nein."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "idea": "Arbeitslose in Uelzen lernen in sechs Monaten digitale Grundlagen für das Büro.",
                    "applicant": "Volkshochschule Uelzen",
                    "alliance": "nordostniedersachsen",
                    "answers": {"arbeitsverwaltung": "ja"},
                }
            ]
        }
    )

    idea: Idea
    applicant: Annotated[str, Field(max_length=APPLICANT_LENGTH), AfterValidator(clean_or_empty)] = ""
    alliance: Slug
    answers: Annotated[dict[Slug, Literal["ja", "nein"]], Field(max_length=50)] = {}


class PassageView(BaseModel):
    """A passage with what its document says about itself."""

    passage_id: str
    document_id: str
    title: str
    kind: Kind
    alliance: str | None
    issued: str
    page: int | None
    page_end: int | None
    section: tuple[str, ...]
    block: BlockKind
    text: str
    header: tuple[str, ...]
    footnotes: tuple[str, ...]
    url: str

    @classmethod
    def of(cls, passage: Passage, document: Document, **more: float) -> Self:
        return cls(
            passage_id=passage.id,
            document_id=document.id,
            title=document.title,
            kind=document.kind,
            alliance=document.alliance,
            issued=document.issued,
            page=passage.page,
            page_end=passage.page_end,
            section=passage.section,
            block=passage.kind,
            text=passage.text,
            header=passage.header,
            footnotes=passage.footnotes,
            url=f"/quelle/{quote(passage.id, safe='')}#stelle",
            **more,
        )


class FoundPassage(PassageView):
    """A passage with its scores; `score` orders, the others are its parts."""

    score: float
    lexical: float
    dense: float

    @classmethod
    def of_hit(cls, hit: Hit) -> Self:
        return cls.of(hit.passage, hit.document, score=hit.score, lexical=hit.lexical, dense=hit.dense)


class SearchResult(BaseModel):
    """The passages found, best first."""

    passages: list[FoundPassage]
    index: IndexInfo


class DocumentView(BaseModel):
    """A document of the index or a refused file."""

    id: str
    title: str
    kind: Kind
    alliance: str | None
    publisher: str
    issued: str
    valid_from: date | None
    valid_until: date | None
    supersedes: tuple[str, ...]
    source: SourceWork | None
    inferred: bool
    status: FileStatus
    reason: str
    pages: int
    passages: int
    warnings: tuple[str, ...]

    @classmethod
    def of(cls, indexed: IndexedDocument) -> Self:
        known = {name: getattr(indexed.document, name) for name in cls.model_fields if hasattr(indexed.document, name)}
        found = {name: getattr(indexed, name) for name in cls.model_fields if hasattr(indexed, name)}
        return cls.model_validate(known | found, from_attributes=True)


class DocumentList(BaseModel):
    """All documents of the index."""

    documents: list[DocumentView]
    index: IndexInfo


class AllianceView(BaseModel):
    """What an alliance is called, where it is and whom to ask; the rest of its programme is in its onboarding."""

    alliance: str
    name: str
    names: tuple[str, ...]
    districts: tuple[str, ...]
    contact: Contact | None
    sources: tuple[Evidence, ...]
    field_word: str
    can_fit: bool
    can_check: bool

    @classmethod
    def of(cls, programme: Programme) -> Self:
        known = {name: getattr(programme, name) for name in cls.model_fields if hasattr(programme, name)}
        can = {"can_fit": bool(programme.action_fields), "can_check": bool(programme.criteria)}
        return cls.model_validate(known | can, from_attributes=True)


class AllianceList(BaseModel):
    """All alliances of the index."""

    alliances: list[AllianceView]


class Health(BaseModel):
    """That the process runs."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """That questions can be answered, and from which index."""

    status: Literal["ready"] = "ready"
    index: IndexInfo
