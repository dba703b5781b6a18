"""What the forms about a project idea share: what was typed, what is wrong with it, and which alliance is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator

from bot.api.validation import APPLICANT_LENGTH, IDEA_LENGTH, printable
from bot.assistant import checked_text
from corpus.errors import UsageError
from corpus.model import Programme

if TYPE_CHECKING:
    from bot.assistant import Assistant

_EXAMPLES = (
    "Eine Volkshochschule schult Beschäftigte aus mehreren kleinen Betrieben an sechs Abenden im Umgang mit digitalen Werkzeugen. Ort: {place}.",
    "Ein Bildungswerk bereitet Frauen ohne Arbeit vier Monate lang auf Berufe im Büro vor und begleitet sie beim Einstieg. Ort: {place}.",
)
_ANYWHERE = "unser Landkreis"
NO_REGION = UsageError("Es ist keine Region gewählt.", remedy="Wählen Sie ein Bündnis.")

# browsers send line ends as two characters
Typed = Annotated[str, AfterValidator(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with a form, and the name of the field concerned ("" for none)."""

    error: UsageError
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class Meant:
    """An alliance, and whether the description told it."""

    programme: Programme
    recognised: bool


def problem_of(
    assistant: Assistant, *, idea: str, applicant: str = "", alliances: Sequence[str] = ()
) -> Problem | None:
    """The first thing that is wrong with what was typed; empty names of alliances are left out."""
    field = "idee"
    try:
        checked_text(idea, "Die Beschreibung", IDEA_LENGTH)
        field = "antragsteller"
        if applicant.strip():
            checked_text(applicant, "Die Angabe zum Antragsteller", APPLICANT_LENGTH)
        field = "buendnis"
        for name in filter(None, alliances):
            assistant.alliance(name)
            field = "vergleich"
    except UsageError as error:
        return Problem(error=error, field=field)
    return None


def meant_alliance(
    assistant: Assistant, usable: Sequence[Programme], *, alliance: str, idea: str, applicant: str = ""
) -> Meant | None:
    """The chosen alliance, else the one that the idea is about, else the only usable one; None if that must be asked.

    NotFoundError for an unknown one, UsageError if there is none to choose from.
    """
    if alliance:
        return Meant(programme=assistant.alliance(alliance), recognised=False)
    named = assistant.alliances_of(idea, applicant=applicant)
    found = named or tuple(usable)
    if not found:
        raise UsageError(
            "Zu keinem Bündnis ist hinterlegt, was es fördert.", remedy="Der Betreiber muss Programmdateien aufnehmen."
        )
    return Meant(programme=found[0], recognised=bool(named)) if len(found) == 1 else None


def showable(text: str) -> str:
    """The text with a sign in place of what cannot be shown; line ends stay."""
    return printable(text, keep="\t\n")


def examples(usable: Sequence[Programme]) -> tuple[str, ...]:
    """Ideas to begin with, each in a district of another alliance as far as there are any."""
    places = [p.districts[0] for p in usable if p.districts] or [_ANYWHERE]
    return tuple(text.format(place=places[n % len(places)]) for n, text in enumerate(_EXAMPLES))
