"""What a language model may pass to our tools, whichever door it comes through: the API's limits, described in German."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, ValidationError

from bot.api.errors import InvalidFieldsError
from bot.api.schemas import AsOf, EarlierTurn, Idea, Question, Request, Slug
from bot.api.validation import APPLICANT_LENGTH, clean_or_empty, clean_text, field_errors
from corpus.model import Kind, Turn

A = TypeVar("A", bound=Request)
MOST_TURNS = 20

_ONE = "Kürzel des Bündnisses, z. B. leine-weser; alle Kürzel nennt das Werkzeug „alliances“."
_ONLY = f"{_ONE} Ohne Angabe gelten alle Dokumente; geben Sie es nur an, wenn die Person es genannt hat."
_AS_OF = "Stichtag als JJJJ-MM-TT, wenn gefragt ist, was damals galt."
Alliance = Annotated[Slug, Field(description=_ONE)]
OnlyAlliance = Annotated[Slug | None, Field(description=_ONLY)]
Day = Annotated[AsOf, Field(description=_AS_OF)]
IdeaText = Annotated[
    Idea, Field(description="Die Projektidee auf Deutsch, möglichst im Wortlaut der Person: Was, für wen, wo, mit wem.")
]


class AskArguments(Request):
    """A question to the documents."""

    question: Annotated[
        Question,
        Field(description="Eine Frage in natürlicher Sprache, am besten auf Deutsch und im Wortlaut der Person."),
    ]
    history: Annotated[
        list[EarlierTurn],
        Field(
            default_factory=list,
            max_length=MOST_TURNS,
            description="Frühere Fragen mit ihren Antworten, älteste zuerst, wenn die Frage anknüpft.",
        ),
    ]
    alliance: OnlyAlliance = None
    as_of: Day = None
    mode: Annotated[
        Literal["auto", "extractive", "generative"],
        Field(description="„extractive“: wörtlich zitiert. „generative“: ausformuliert, sofern ein Modell da ist."),
    ] = "auto"

    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(question=t.question, answer=t.answer) for t in self.history)


class SearchArguments(Request):
    """Words to find passages with."""

    query: Annotated[Question, Field(description="Stichwörter oder eine Frage.")]
    k: Annotated[int, Field(ge=1, le=100, strict=True, description="Zahl der Textstellen; meist genügen 5.")] = 5
    alliance: OnlyAlliance = None
    kind: Annotated[Kind | None, Field(description="Nur Dokumente dieser Art.")] = None
    as_of: Day = None


class PassageArguments(Request):
    """A passage to read."""

    passage_id: Annotated[
        str,
        Field(min_length=1, max_length=300, description="Die Kennung aus einer Quelle oder einem Suchtreffer."),
        AfterValidator(clean_text),
    ]


class FitArguments(Request):
    """An idea to be placed in the strategy of an alliance."""

    idea: IdeaText
    alliance: Alliance


class EligibilityArguments(Request):
    """An idea and who has it."""

    idea: IdeaText
    alliance: Alliance
    applicant: Annotated[
        str,
        Field(max_length=APPLICANT_LENGTH, description="Wer den Antrag stellt, z. B. „Volkshochschule Uelzen“."),
        AfterValidator(clean_or_empty),
    ] = ""
    answers: Annotated[
        dict[Slug, Literal["ja", "nein"]],
        Field(
            default_factory=dict,
            max_length=50,
            description="Antworten der Person auf offene Fragen einer früheren Prüfung: criterion_id zu ja oder nein.",
        ),
    ]


class NoArguments(Request):
    """For a tool that takes none."""


def read_arguments(model: type[A], values: object) -> A:
    """The checked arguments. Raises InvalidFieldsError with a German sentence for each wrong field."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        records = error.errors(include_url=False, include_input=False)
        raise InvalidFieldsError(field_errors([{**r, "loc": ("arguments", *r["loc"])} for r in records])) from error
