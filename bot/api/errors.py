"""Errors that only exist at the HTTP door, and the one place where foreign errors become ours."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from bot.api.validation import FieldError, field_errors
from corpus.errors import LotseError, NotFoundError, UsageError


class InvalidFieldsError(UsageError):
    """One or more fields of a request are wrong; `fields` names each."""

    def __init__(self, fields: tuple[FieldError, ...]) -> None:
        super().__init__(
            " ".join(f.sentence for f in fields[:5]),
            remedy="Bitte korrigieren Sie die Angaben und senden Sie sie erneut.",
        )
        self.fields = fields


class UnreadableError(UsageError):
    """The body is not text that could be JSON."""

    status = 400
    title = "Anfrage nicht lesbar"


class CrossOriginError(UsageError):
    """A browser sends data on behalf of another site."""

    status = 403
    title = "Fremde Herkunft"


class MethodError(UsageError):
    """The address exists, but not with this method."""

    status = 405
    title = "Methode nicht erlaubt"


class TooLargeError(UsageError):
    """The body exceeds the limit."""

    status = 413
    title = "Anfrage zu groß"


class MediaTypeError(UsageError):
    """The body is not declared as JSON."""

    status = 415
    title = "Falscher Inhaltstyp"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the public sees of an error."""

    type: str
    status: int
    title: str
    detail: str
    remedy: str
    fields: tuple[FieldError, ...] = ()


def translate(error: Exception) -> LotseError:
    """Every exception that can leave a route, as one of ours."""
    if isinstance(error, LotseError):
        return error
    if isinstance(error, RequestValidationError):
        return InvalidFieldsError(field_errors(error.errors()))
    if isinstance(error, HTTPException):
        if error.status_code == 404:
            return NotFoundError("Unter dieser Adresse gibt es nichts.", remedy="Bitte prüfen Sie die Adresse.")
        if error.status_code == 405:
            return MethodError("Diese Methode ist an dieser Adresse nicht erlaubt.", remedy="Siehe /openapi.json.")
        return UnreadableError("Die Anfrage ist nicht lesbar.", remedy="Bitte senden Sie gültiges JSON in UTF-8.")
    return LotseError("Bei der Bearbeitung ist ein unerwarteter Fehler aufgetreten.")


def shown(error: LotseError) -> Shown:
    """The public face of an error. Messages from 500 on are for operators: they may name paths, so they stay in the log."""
    words = type(error).__name__.removesuffix("Error")
    name = "".join(f"-{c.lower()}" if c.isupper() else c for c in words).lstrip("-")
    server_side = error.status >= 500
    return Shown(
        type=f"urn:buendnislotse:problem:{name}",
        status=error.status,
        title=error.title,
        detail=f"Die Auskunft ist zurzeit nicht möglich ({error.title})." if server_side else error.message,
        remedy=(
            "Bitte versuchen Sie es später erneut. Den Grund nennen das Protokoll und der Befehl „lotse doctor“."
            if server_side
            else error.remedy
        ),
        fields=error.fields if isinstance(error, InvalidFieldsError) else (),
    )
