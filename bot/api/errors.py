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


class SlowBodyError(UsageError):
    """The body did not arrive in time."""

    status = 408
    title = "Anfrage zu langsam"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Die Anfrage war nach {_number(seconds)} s nicht vollständig da.",
            remedy="Bitte senden Sie sie noch einmal.",
        )


class TooLargeError(UsageError):
    """The body exceeds the limit."""

    status = 413
    title = "Anfrage zu groß"


class MediaTypeError(UsageError):
    """The body is not declared as JSON."""

    status = 415
    title = "Falscher Inhaltstyp"


class RateLimitError(UsageError):
    """The client has sent too many requests; `retry_after_s` whole seconds from now there is room for one."""

    status = 429
    title = "Zu viele Anfragen"

    def __init__(self, retry_after_s: int) -> None:
        minutes = -(-retry_after_s // 60)
        wait = f"{retry_after_s} Sekunden" if retry_after_s > 1 else "eine Sekunde"
        wait = f"etwa {minutes} Minuten" if minutes > 2 else wait
        super().__init__(
            "Von Ihrem Anschluss kamen in kurzer Zeit zu viele Anfragen.",
            remedy=f"Bitte warten Sie {wait} und versuchen Sie es dann noch einmal.",
        )
        self.retry_after_s = retry_after_s


class AnswerTimeoutError(LotseError):
    """The answer took too long."""

    status = 503
    title = "Die Bearbeitung dauert zu lange"
    retry_after_s = 30  # by then the threads that were given up have mostly come to their end

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Die Antwort war nach {_number(seconds)} s nicht fertig.",
            remedy="Bitte versuchen Sie es in einer halben Minute noch einmal.",
        )


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
    server_side = error.status >= 500 and not isinstance(error, AnswerTimeoutError)
    return Shown(
        type=f"urn:buendnislotse:problem:{name}",
        status=error.status,
        title=error.title,
        detail=f"Die Auskunft ist zurzeit nicht möglich ({error.title})." if server_side else error.message,
        remedy=(
            "Bitte versuchen Sie es später erneut. Betreibern nennen das Protokoll und „lotse doctor“ den Grund."
            if server_side
            else error.remedy
        ),
        fields=error.fields if isinstance(error, InvalidFieldsError) else (),
    )


def headers_of(error: LotseError) -> dict[str, str]:
    """The headers that belong to an error."""
    if isinstance(error, RateLimitError | AnswerTimeoutError):
        return {"Retry-After": str(error.retry_after_s)}
    if isinstance(error, SlowBodyError):
        return {"Connection": "close"}  # or the slow client would keep the connection
    return {}


def _number(seconds: float) -> str:
    return f"{seconds:g}".replace(".", ",")
