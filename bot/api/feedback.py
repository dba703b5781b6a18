"""What people say about answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from bot.api import examples
from bot.api.limits import require_json
from bot.api.problems import problem_docs
from bot.api.schemas import Flag, Request
from bot.api.validation import QUESTION_LENGTH
from bot.feedback import (
    ANSWER_LENGTH,
    COMMENT_LENGTH,
    MOST_PASSAGES,
    PASSAGE_LENGTH,
    Reason,
    take_feedback,
)
from bot.settings import Settings

PassageId = Annotated[str, Field(max_length=PASSAGE_LENGTH)]


class FeedbackRequest(Request):
    """At least one reason or a comment. Without `keep_question` question, answer and passages are not stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reasons": ["veraltet"],
                    "comment": "Der Fördersatz hat sich geändert.",
                    "question": "Wie hoch ist der Fördersatz?",
                    "answer": "40 Prozent [1].",
                    "passages": ["richtlinie-2-1"],
                    "keep_question": True,
                    "generation": 3,
                }
            ]
        }
    )

    reasons: list[Reason] = Field(default_factory=list, max_length=len(Reason))
    comment: Annotated[str, Field(max_length=COMMENT_LENGTH)] = ""
    question: Annotated[str, Field(max_length=QUESTION_LENGTH)] = ""
    answer: Annotated[str, Field(max_length=ANSWER_LENGTH)] = ""
    passages: list[PassageId] = Field(default_factory=list, max_length=MOST_PASSAGES)
    keep_question: Flag = False
    generation: Annotated[int, Field(ge=1, le=10**12, strict=True)] | None = None


class FeedbackTaken(BaseModel):
    """That it is stored, and whether with the question."""

    stored: bool = True
    kept_question: bool


def feedback_router(settings: Settings) -> APIRouter:
    router = APIRouter(tags=["Rückmeldungen"], dependencies=[Depends(require_json)])
    responses = problem_docs(404, 413, 415, 422, 503) | examples.example(examples.FEEDBACK, status=201)

    @router.post("/feedback", summary="Rückmeldung zu einer Antwort geben", status_code=201, responses=responses)
    def feedback(body: FeedbackRequest) -> FeedbackTaken:
        """Hält fest, was an einer Antwort hilft oder fehlt, und nichts darüber, wer es sagt.

        Frage, Antwort und Textstellen werden nur mit `keep_question` behalten. Nimmt der Betreiber keine Rückmeldungen
        entgegen, ist die Antwort 404.
        """
        taken = take_feedback(settings, **body.model_dump())
        return FeedbackTaken(kept_question=taken.keeps_question)

    return router
