"""Who runs this installation, as one YAML file says it (docs/operator.md). What is not known may be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from corpus.entries import Problems, hint, read_yaml, shown
from corpus.errors import ManifestError, UsageError

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_REMEDY = "Berichtigen Sie die Datei, die LOTSE_OPERATOR nennt, oder lassen Sie die Einstellung weg. Ein Beispiel steht in docs/operator.md."

Text = Annotated[str, StringConstraints(min_length=1)]
Mail = Annotated[str, StringConstraints(pattern=r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$")]
Phone = Annotated[str, StringConstraints(pattern=r"^[+\d][\d /()-]*$")]
Link = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"\\]+$")]
Day = Annotated[date, BeforeValidator(date.fromisoformat)]  # pydantic would take "2026" for seconds since 1970


class Conformity(StrEnum):
    """How far the pages meet the requirements of accessibility."""

    FULL = "vollstaendig"
    PARTLY = "teilweise"
    NONE = "nicht"


@dataclass(frozen=True, kw_only=True)
class Party:
    """A person or an office, and how to reach it."""

    __pydantic_config__ = _STRICT

    name: Text
    address: tuple[Text, ...] = ()
    email: Mail | None = None
    phone: Phone | None = None
    url: Link | None = None


@dataclass(frozen=True, kw_only=True)
class DataProtection:
    """What the service itself cannot know. `log_days`: how long the operator's web server keeps its log, 0 if there is none."""

    __pydantic_config__ = _STRICT

    officer: Party | None = None
    hosting: Text | None = None
    log_days: Annotated[int, Field(ge=0, le=3650)] | None = None
    legal_basis: Text | None = None
    authority: Party | None = None


@dataclass(frozen=True, kw_only=True)
class Barrier:
    """Something that not everybody can use, why, and what to do instead."""

    __pydantic_config__ = _STRICT

    what: Text
    why: Text
    alternative: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Accessibility:
    """The operator's statement on accessibility, drawn up on `date` by `method`. `authority` supervises, `enforcement` settles disputes."""

    __pydantic_config__ = _STRICT

    status: Conformity
    date: Day
    method: Text
    reviewed: Day | None = None
    barriers: tuple[Barrier, ...] = ()
    contact: Party | None = None
    authority: Party | None = None
    enforcement: Party | None = None


@dataclass(frozen=True, kw_only=True)
class Operator(Party):
    """Who runs this installation and answers for it. `responsible` is who answers for the content (§ 18 MStV)."""

    represented_by: Text | None = None
    register: Text | None = None
    vat_id: Text | None = None
    responsible: Party | None = None
    data_protection: DataProtection | None = None
    accessibility: Accessibility | None = None


_OPERATOR = TypeAdapter(Operator)
_PARTS: dict[str, type] = {
    "data_protection": DataProtection,
    "accessibility": Accessibility,
    "barriers": Barrier,
    **dict.fromkeys(("responsible", "officer", "authority", "contact", "enforcement"), Party),
}
_EXPECTED = {
    "": "Angaben wie „name: …“",
    "email": "eine E-Mail-Adresse wie info@example.org",
    "phone": "eine Telefonnummer wie 04131 12345",
    "url": "eine Adresse, die mit https:// beginnt",
    "status": "vollstaendig, teilweise oder nicht",
    "date": "ein Tag wie 2026-11-30",
    "reviewed": "ein Tag wie 2026-11-30",
    "log_days": "eine Zahl von Tagen, 0 bis 3650",
    "address": "eine Liste, je Zeile mit „- “ davor",
    **{key: f"Angaben wie „{fields(part)[0].name}: …“, eingerückt" for key, part in _PARTS.items()},
    "barriers": "eine Liste, je Eintrag „- what: …“ und „why: …“",
}


def read_operator(path: Path | None) -> Operator | None:
    """The details in the file, None without one. UsageError names the file and, for every mistake, where it is and what to do."""
    if path is None:
        return None
    try:
        return _read(path)
    except ManifestError as error:
        raise UsageError(error.message, remedy=_REMEDY) from error


def _read(path: Path) -> Operator:
    problems = Problems(path)
    content = read_yaml(path, problems)
    problems.raise_if_any()
    try:
        return _OPERATOR.validate_python(content)
    except ValidationError as error:
        for detail in error.errors():
            problems.add(*_mistake(detail))
        problems.raise_if_any()
        raise


def _mistake(error: ErrorDetails) -> tuple[str, str]:
    """Where in the file something is wrong, and what to do."""
    path = error["loc"]
    keys = [part for part in path if isinstance(part, str)]
    if error["type"] == "missing":
        return _place(path[:-1]), f"die Angabe „{keys[-1]}“ fehlt. Ergänzen Sie „{keys[-1]}: …“."
    if error["type"] == "unexpected_keyword_argument":
        known = [field.name for field in fields(_PARTS[keys[-2]] if len(keys) > 1 else Operator)]
        return _place(path[:-1]), f"die Angabe „{shown(keys[-1])}“ ist unbekannt. {hint(keys[-1], known)}"
    value = error["input"]
    found = (
        f"„{shown(value)}“ ist nicht möglich" if isinstance(value, str) and value else "das ist leer oder steht falsch"
    )
    return _place(path), f"{found}. Erwartet: {_EXPECTED.get(keys[-1] if keys else '', 'ein Text')}."


def _place(path: Sequence[str | int]) -> str:
    """ "accessibility, barriers, Eintrag 2"."""
    return ", ".join(f"Eintrag {part + 1}" if isinstance(part, int) else part for part in path) or "Datei"
