"""Problem documents (RFC 9457) and what OpenAPI says about them."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.api.errors import Shown


class InvalidField(BaseModel):
    """A field of the request that is wrong."""

    field: str
    detail: str


class Problem(BaseModel):
    """An error as application/problem+json."""

    type: str = Field(examples=["urn:buendnislotse:problem:not-found"])
    title: str = Field(examples=["Nicht gefunden"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["Das Dokument „strategie-2030“ ist nicht im Index."])
    instance: str = Field(examples=["/api/v1/documents/strategie-2030"])
    remedy: str = Field("", description="Der nächste Schritt, auf Deutsch.")
    errors: list[InvalidField] = []


def problem_of(shown: Shown, instance: str) -> Problem:
    """`instance` is the path of the request."""
    return Problem(
        type=shown.type,
        title=shown.title,
        status=shown.status,
        detail=shown.detail,
        instance=instance,
        remedy=shown.remedy,
        errors=[InvalidField(field=f.field, detail=f.detail) for f in shown.fields],
    )


def problem_response(shown: Shown, instance: str) -> JSONResponse:
    """The problem document as a response of its own."""
    problem = problem_of(shown, instance)
    return JSONResponse(problem.model_dump(), status_code=shown.status, media_type="application/problem+json")


TITLES = {
    404: "Nicht gefunden",
    408: "Zu langsam gesendet",
    413: "Zu groß",
    415: "Kein JSON",
    422: "Ungültige Eingabe",
    429: "Zu viele Anfragen; wann es weitergeht, nennt der Kopf Retry-After",
    503: "Kein Index, oder die Bearbeitung dauert zu lange",
}


def problem_docs(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can fail with these statuses. What can be too large can also come too slowly."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    slow = (408,) if 413 in statuses else ()
    return {status: {"description": TITLES[status], "content": content} for status in sorted((*statuses, *slow))}
