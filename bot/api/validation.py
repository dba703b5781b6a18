"""Checks of what people send, and German sentences for what pydantic finds wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.errors import UsageError

QUESTION_LENGTH = 2000
IDEA_LENGTH = 20_000  # some seven pages
APPLICANT_LENGTH = 500

SENTENCES = {
    "missing": "fehlt",
    "string_type": "muss ein Text sein",
    "string_too_short": "darf nicht leer sein",
    "string_too_long": "darf höchstens {max_length} Zeichen lang sein",
    "string_unicode": "enthält ungültige Zeichen",
    "too_long": "darf höchstens {max_length} Einträge haben",
    "list_type": "muss eine Liste sein",
    "dict_type": "muss ein JSON-Objekt sein",
    "model_type": "muss ein JSON-Objekt sein",
    "int_type": "muss eine ganze Zahl sein",
    "greater_than_equal": "muss mindestens {ge} sein",
    "less_than_equal": "darf höchstens {le} sein",
    "literal_error": "muss einer dieser Werte sein: {expected}",
    "enum": "muss einer dieser Werte sein: {expected}",
    "extra_forbidden": "ist kein bekanntes Feld",
    "json_invalid": "ist kein gültiges JSON",
    "model_attributes_type": "muss ein JSON-Objekt sein",
    "value_error": "{error}",
}


@dataclass(frozen=True, kw_only=True)
class FieldError:
    """A field of a request and what is wrong with it, in German."""

    field: str
    detail: str

    @property
    def sentence(self) -> str:
        return f"„{self.field}“ {self.detail}." if self.field else f"Die Anfrage {self.detail}."


def field_errors(errors: Sequence[Any]) -> tuple[FieldError, ...]:
    """German sentences for pydantic's error records."""
    return tuple(_field_error(error) for error in errors)


def _field_error(error: dict[str, Any]) -> FieldError:
    path = [] if error["type"] == "json_invalid" else [p for p in error["loc"][1:] if p != "[key]"]
    field = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")
    values = {key: str(value).replace(" or ", " oder ") for key, value in error.get("ctx", {}).items()}
    detail = SENTENCES.get(error["type"], "hat einen ungültigen Wert").format_map(values)
    return FieldError(field=printable(field)[:80], detail=detail)


def printable(text: str, keep: str = "") -> str:
    """The text without control characters, but those of `keep`, and lone surrogates, so that it can be shown."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in ("Cc", "Cs") and c not in keep else c for c in text
    )


def clean_text(text: str) -> str:
    """The text without outer white space. Raises ValueError with a German predicate if it cannot be a text."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\n\r" for c in text):
        raise ValueError("enthält Steuerzeichen")
    if not any(unicodedata.category(c)[0] not in "CZ" for c in text):
        raise ValueError("darf nicht leer sein")
    return text.strip()


def clean_or_empty(text: str) -> str:
    """As clean_text, for a field that may stay empty."""
    return clean_text(text) if text.strip() else ""


def parse_date(value: object) -> date | None:
    """A date from "2024-12-31" or nothing from "" and None. Raises ValueError with a German predicate."""
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("muss ein Datum wie 2024-12-31 sein")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("ist kein Tag des Kalenders; erwartet wird ein Datum wie 2024-12-31") from None


def check_question(text: str) -> str:
    """The question of a browser form. Raises UsageError."""
    if len(text) > QUESTION_LENGTH:
        raise UsageError(
            f"Ihre Frage hat {len(text)} Zeichen.", remedy=f"Bitte kürzen Sie sie auf {QUESTION_LENGTH} Zeichen."
        )
    try:
        return clean_text(text)
    except ValueError as error:
        raise UsageError(f"Ihre Frage {error}.", remedy="Bitte geben Sie Ihre Frage in Worten ein.") from error


def check_date(text: str) -> date | None:
    """The date of a browser form. Raises UsageError."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(
            f"Der Stichtag {error}.", remedy="Bitte wählen Sie einen Tag oder lassen Sie das Feld leer."
        ) from error
