"""The pages that place an idea in the strategy of an alliance, or of two side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict
from starlette.responses import HTMLResponse, Response

from bot.api.file_note import Format, fit_attachment
from bot.vermerk.jobs import sources_of_fit
from bot.web.citations import reader_urls
from bot.web.context import alliance_names, validities
from bot.web.idea_form import NO_REGION, Problem, Typed, examples, meant_alliance, problem_of, showable
from corpus.errors import UsageError
from corpus.model import Citation, Programme
from corpus.results import Fit

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

LIKELIHOODS = ((0.85, "sehr wahrscheinlich"), (0.5, "wahrscheinlich"), (0.2, "möglich"), (0.0, "eher nicht"))


class FitForm(BaseModel):
    """What the forms of these pages may send. `region` says that the region was asked for."""

    model_config = ConfigDict(frozen=True)

    idee: Typed = ""
    buendnis: str = ""
    vergleich: str = ""
    region: str = ""
    schritt: str = ""


class FitNoteForm(FitForm):
    """The same for a file note."""

    format: Format = "docx"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An idea placed in one alliance, with its sources and their addresses; `prefix` keeps the names of two apart."""

    programme: Programme
    fit: Fit
    citations: tuple[Citation, ...]
    urls: dict[int, str]
    prefix: str


def fit_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/passung", methods=["GET", "HEAD"])
    def form_page(idee: str = "", buendnis: str = "", vergleich: str = "") -> HTMLResponse:
        return form(FitForm(idee=idee, buendnis=buendnis, vergleich=vergleich))

    @router.post("/passung")
    def fit_page(sent: Annotated[FitForm, Form()]) -> HTMLResponse:
        if sent.schritt in ("angaben", "zurueck"):
            return form(sent)
        if problem := problem_of(assistant, idea=sent.idee, alliances=[sent.buendnis, sent.vergleich]):
            return form(sent, problem)
        field = "buendnis"
        try:
            first = meant_alliance(assistant, usable(), alliance=sent.buendnis, idea=sent.idee)
            if first is None:
                return region(sent, NO_REGION if sent.region else None)
            results = [placed(sent.idee, first.programme, "quelle")]
            field = "vergleich"
            if sent.vergleich:
                results.append(placed(sent.idee, other(sent.vergleich, first.programme), "vergleich"))
        except UsageError as error:
            return form(sent, Problem(error=error, field=field))
        return outcome(sent, results, first.recognised)

    @router.post("/passung/vermerk")
    def note(sent: Annotated[FitNoteForm, Form()]) -> Response:
        return fit_attachment(assistant, sent.format, idea=sent.idee, alliance=sent.buendnis)

    def usable() -> list[Programme]:
        return [p for p in assistant.alliances() if p.action_fields]

    def others() -> list[Programme]:
        return [p for p in assistant.alliances() if not p.action_fields]

    def placed(idea: str, programme: Programme, prefix: str) -> Placed:
        fit = assistant.fit(idea, alliance=programme.alliance)
        citations = sources_of_fit(fit)
        return Placed(programme=programme, fit=fit, citations=citations, urls=reader_urls(citations), prefix=prefix)

    def form(sent: FitForm, problem: Problem | None = None) -> HTMLResponse:
        return site.page(
            "passung.html",
            status=problem.error.status if problem else 200,
            sent=sent.model_copy(update={"idee": showable(sent.idee)}),
            problem=problem,
            usable=usable(),
            others=others(),
            examples=examples(usable()),
            index=assistant.info(),
        )

    def region(sent: FitForm, error: UsageError | None) -> HTMLResponse:
        carried = [("idee", sent.idee), ("vergleich", sent.vergleich)]
        return site.page(
            "idee_region.html",
            status=error.status if error else 200,
            ort="passung",
            action="/passung",
            carried=[(name, value) for name, value in carried if value],
            choices=usable(),
            others=[],
            found=assistant.alliances_of(sent.idee),
            error=error,
        )

    def other(name: str, than: Programme) -> Programme:
        second = assistant.alliance(name)
        if second.alliance == than.alliance:
            raise UsageError(
                f"Verglichen wird {than.name} mit sich selbst.", remedy="Wählen Sie zwei verschiedene Bündnisse."
            )
        return second

    def outcome(sent: FitForm, results: list[Placed], recognised: bool) -> HTMLResponse:
        return site.page(
            "passung_ergebnis.html",
            sent=sent,
            results=results,
            recognised=recognised,
            likelihood=likelihood,
            alliances=alliance_names(assistant),
            validities=validities(assistant),
        )

    return router


def likelihood(score: float) -> str:
    """A probability in words."""
    return next(words for least, words in LIKELIHOODS if score >= least)
