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


def problem_response(shown: Shown, instance: str) -> JSONResponse:
    """`instance` is the path of the request."""
    problem = Problem(
        type=shown.type,
        title=shown.title,
        status=shown.status,
        detail=shown.detail,
        instance=instance,
        remedy=shown.remedy,
        errors=[InvalidField(field=f.field, detail=f.detail) for f in shown.fields],
    )
    return JSONResponse(problem.model_dump(), status_code=shown.status, media_type="application/problem+json")


def problem_docs(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can fail with these statuses."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    titles = {404: "Nicht gefunden", 413: "Zu groß", 415: "Kein JSON", 422: "Ungültige Eingabe", 503: "Kein Index"}
    return {status: {"description": titles[status], "content": content} for status in statuses}
