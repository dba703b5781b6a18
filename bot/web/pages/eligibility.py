"""The pages of the eligibility check: the form, one question at a time, the result. What was said travels in the forms."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, Response

from bot.api.file_note import check_attachment
from bot.vermerk.jobs import sources_of_check
from bot.web.citations import reader_urls
from bot.web.context import alliance_names, validities
from bot.web.eligibility_form import UNKNOWN, VALUES, CheckForm, CheckNoteForm, Project, labels
from bot.web.idea_form import NO_REGION, Meant, Problem, examples, meant_alliance, problem_of, showable
from corpus.errors import UsageError
from corpus.model import Programme
from corpus.results import CriterionStatus, Eligibility, OpenQuestion, Verdict

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

NO_CHOICE = UsageError("Es ist keine Antwort gewählt.", remedy="Wählen Sie Ja, Nein oder Weiß ich nicht.")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A project held against the conditions of an alliance; `recognised` if the description told which one."""

    project: Project
    programme: Programme
    result: Eligibility
    recognised: bool

    def pending(self) -> tuple[OpenQuestion, ...]:
        """The open questions that have not been put yet; none when the answer is no already."""
        if self.result.verdict is Verdict.NOT_ELIGIBLE:
            return ()
        return tuple(q for q in self.result.open_questions if q.criterion_id not in self.project.answers)

    def question(self, key: str) -> str:
        """The wording of a question, "" if the check has none of this name."""
        asked = {c.id: c.question for c in self.programme.criteria}
        return (asked | {q.criterion_id: q.text for q in self.result.open_questions}).get(key, "")


def eligibility_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/foerderung", methods=["GET", "HEAD"])
    def form_page(idee: str = "", antragsteller: str = "", buendnis: str = "") -> HTMLResponse:
        return form(Project(idea=idee, applicant=antragsteller, alliance=buendnis))

    @router.post("/foerderung")
    def check_page(sent: Annotated[CheckForm, Form()]) -> HTMLResponse:
        try:
            return step(sent)
        except UsageError as error:
            return form(sent.described(), Problem(error=error))

    @router.post("/foerderung/vermerk")
    def note(sent: Annotated[CheckNoteForm, Form()]) -> Response:
        project = sent.project()
        alliance = meant(project)
        if alliance is None:
            raise NO_REGION
        return check_attachment(
            assistant,
            sent.format,
            idea=project.idea,
            alliance=alliance.programme.alliance,
            applicant=project.applicant,
            answers=project.decided,
            said={key: VALUES[value].lower() for key, value in project.answers.items()},
        )

    def step(sent: CheckForm) -> HTMLResponse:
        """What comes next after a form was sent."""
        project = sent.project()
        if sent.schritt == "angaben":
            return form(project)
        if problem := problem_of(
            assistant, idea=project.idea, applicant=project.applicant, alliances=[project.alliance]
        ):
            return form(project, problem)
        alliance = meant(project)
        if alliance is None:
            return region(project, NO_REGION if sent.region else None, "frueher" if sent.frueher else "antwort")
        if sent.schritt == "zurueck":
            return back(project, alliance)
        if sent.schritt == "offene":
            project = project.without(UNKNOWN)
        dropped: tuple[str, ...] = ()
        if sent.frueher:
            project, dropped = still_asked(project, alliance)
        if sent.frage and not sent.wahl and sent.schritt == "weiter":
            return question(check(project, alliance), sent.frage, error=NO_CHOICE)
        given = [f"{sent.frage}={sent.wahl}"] if sent.frage and sent.wahl else []
        checked = check(project.with_answers([*given, *sent.nachtrag]), alliance)
        pending = checked.pending()
        if pending and not (sent.schritt == "ergebnis" or sent.nachtrag):
            return question(checked, pending[0].criterion_id, dropped=dropped)
        return outcome(checked, dropped)

    def usable() -> list[Programme]:
        return [p for p in assistant.alliances() if p.criteria]

    def meant(project: Project) -> Meant | None:
        return meant_alliance(
            assistant, usable(), alliance=project.alliance, idea=project.idea, applicant=project.applicant
        )

    def check(project: Project, alliance: Meant) -> Checked:
        programme = alliance.programme
        result = assistant.check(
            project.idea, alliance=programme.alliance, applicant=project.applicant, answers=project.decided
        )
        return Checked(project=project, programme=programme, result=result, recognised=alliance.recognised)

    def still_asked(project: Project, alliance: Meant) -> tuple[Project, tuple[str, ...]]:
        """The project with those answers alone that its changed description still asks for, and what the others were to."""
        objects = [o.id for o in alliance.programme.funding_objects]
        first = check(project.only(objects), alliance)
        kept = project.only([*objects, *(f.id for f in first.result.criteria)])
        titles = labels(alliance.programme)
        return kept, tuple(titles.get(key, showable(key)) for key in project.answers if key not in kept.answers)

    def back(project: Project, alliance: Meant) -> HTMLResponse:
        if not project.answers:
            return form(project)
        *before, last = project.answers
        checked = check(project.only(before), alliance)
        return question(checked, last, chosen=project.answers[last])

    def form(project: Project, problem: Problem | None = None) -> HTMLResponse:
        alliances = assistant.alliances()
        last = sorted(alliances, key=lambda p: p.alliance == project.alliance)  # whose titles win
        titles = {key: title for p in last for key, title in labels(p).items()}
        return site.page(
            "foerderung.html",
            status=problem.error.status if problem else 200,
            project=project.showable(),
            problem=problem,
            usable=usable(),
            others=[p for p in alliances if not p.criteria],
            examples=examples(usable()),
            titles=titles,
            values=VALUES,
            index=assistant.info(),
        )

    def region(project: Project, error: UsageError | None, answers: str) -> HTMLResponse:
        return site.page(
            "idee_region.html",
            status=error.status if error else 200,
            ort="foerderung",
            action="/foerderung",
            carried=project.carried(answers),
            choices=usable(),
            others=[p for p in assistant.alliances() if not p.criteria],
            found=assistant.alliances_of(project.idea, applicant=project.applicant),
            error=error,
        )

    def question(
        checked: Checked, key: str, *, chosen: str = "", error: UsageError | None = None, dropped: tuple[str, ...] = ()
    ) -> HTMLResponse:
        wording = checked.question(key)
        if not wording:
            raise UsageError(f"Eine Rückfrage „{showable(key)}“ gibt es nicht.", remedy="Prüfen Sie Ihre Angaben.")
        finding = next((f for f in checked.result.criteria if f.id == key), None)
        citations = [replace(finding.citation, n=1)] if finding and finding.citation else []
        states = [f.status for f in checked.result.criteria]
        return site.page(
            "foerderung_frage.html",
            status=error.status if error else 200,
            project=checked.project,
            programme=checked.programme,
            key=key,
            wording=wording,
            hint=next((q.hint for q in checked.result.open_questions if q.criterion_id == key), ""),
            criterion=next((c for c in checked.programme.criteria if c.id == key), None),
            object=next((o for o in checked.programme.funding_objects if o.id == key), None),
            citations=citations,
            urls=reader_urls(citations),
            alliances=alliance_names(assistant),
            validities=validities(assistant),
            number=len(checked.project.answers) + 1,
            remaining=len([q for q in checked.pending() if q.criterion_id != key]),
            counts={status.value: states.count(status) for status in CriterionStatus},
            values=VALUES,
            chosen=chosen,
            error=error,
            dropped=dropped,
        )

    def outcome(checked: Checked, dropped: tuple[str, ...]) -> HTMLResponse:
        citations = sources_of_check(checked.result)
        states = [f.status for f in checked.result.criteria]
        known = {f.id for f in checked.result.criteria}
        return site.page(
            "foerderung_ergebnis.html",
            project=checked.project,
            programme=checked.programme,
            recognised=checked.recognised,
            result=checked.result,
            questions={f.id: checked.question(f.id) for f in checked.result.criteria},
            objects=[q for q in checked.result.open_questions if q.criterion_id not in known],
            counts={status.value: states.count(status) for status in CriterionStatus},
            citations=citations,
            urls=reader_urls(citations),
            alliances=alliance_names(assistant),
            validities=validities(assistant),
            titles=labels(checked.programme),
            values=VALUES,
            dropped=dropped,
        )

    return router
