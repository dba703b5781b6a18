"""The file notes of today for a check and for a fit, the same whichever door asks for them; and the sources of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bot.vermerk.build import cited_by_check, cited_by_fit, eligibility_note, fit_note
from bot.vermerk.note import FileNote
from corpus.model import Citation, Programme
from corpus.results import Eligibility, Fit


def note_of_check(
    programme: Programme, result: Eligibility, *, idea: str, applicant: str, answers: Mapping[str, str]
) -> FileNote:
    """The file note of a check, made today. `applicant` may be empty."""
    return eligibility_note(
        result,
        idea=idea,
        applicant=applicant or None,
        answers=answers,
        alliance_name=programme.name,
        made_on=date.today(),
    )


def note_of_fit(programme: Programme, result: Fit, *, idea: str) -> FileNote:
    """The file note of a fit, made today."""
    return fit_note(
        result, idea=idea, alliance_name=programme.name, made_on=date.today(), field_word=programme.field_word
    )


def sources_of_check(result: Eligibility) -> tuple[Citation, ...]:
    """Every source of a check once, in the order of its number."""
    return _once(cited_by_check(result))


def sources_of_fit(result: Fit) -> tuple[Citation, ...]:
    """Every source of a fit once, in the order of its number."""
    return _once(cited_by_fit(result))


def _once(citations: Iterable[Citation | None]) -> tuple[Citation, ...]:
    return tuple(sorted({c.n: c for c in citations if c}.values(), key=lambda c: c.n))
