"""The page of questions and answers, and the stream that brings the next answer to an open page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from markupsafe import Markup
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import HTMLResponse

from bot.api.streaming import event, stream
from bot.api.validation import QUESTION_LENGTH, check_date
from bot.understanding.own_project import asks_about_own_project, describes_project
from bot.web.citations import reader_urls
from bot.web.context import alliance_names, validities
from bot.web.conversation import VERBATIM, Conversation, Exchange, conversation_of, exchanges, exchanges_in_steps
from bot.web.explanation import account, reworded
from bot.web.german import count
from bot.web.markdown import plain_answer, render_blocks
from corpus.errors import LotseError, UsageError
from corpus.model import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

Questions = Annotated[list[str], Query()]

# What each of the three kinds of people might ask first; nothing in them belongs to one alliance.
EXAMPLES = {
    "traeger": ("Wie läuft ein Antrag ab?", "Wie hoch ist der Fördersatz?", "Was wird nicht gefördert?"),
    "mitglied": ("Wie oft tagt der Lenkungskreis?", "Wer gehört zum Lenkungskreis?", "Was bedeutet KMU?"),
    "team": (
        "Welche Handlungsfelder gibt es?",
        "Welche Querschnittsziele gibt es?",
        "Welche Projekte gibt es für Zugewanderte?",
    ),
}
KINDS = {"answered": "Antwort", "clarify": "Rückfrage", "no_answer": "Keine Antwort in den Dokumenten"}


@dataclass(frozen=True, kw_only=True)
class View:
    """An exchange as templates show it. `prefix` begins the ids of its sources; `idea` is the question if it describes a project."""

    conversation: Conversation
    answer: Answer
    blocks: tuple[Markup, ...]  # the answer, before it the hint for who asks about a project of their own
    reworded: str
    urls: dict[int, str]
    prefix: str
    idea: str


def ask_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    def viewed(said: tuple[Exchange, ...]) -> tuple[View, ...]:
        return tuple(view(exchange, number, len(said)) for number, exchange in enumerate(said, start=1))

    def view(exchange: Exchange, number: int, last: int) -> View:
        question, answer = exchange.conversation.question, exchange.answer
        prefix = "quelle" if number == last else f"quelle-{number}"
        idea = question if describes_project(question) else ""
        hint = site.environment.get_template("eigenes_vorhaben.html")
        own = [Markup(hint.render(idea=idea))] if asks_about_own_project(question) else []
        return View(
            conversation=exchange.conversation,
            answer=answer,
            blocks=(*own, *render_blocks(answer.answer, {c.n for c in answer.citations}, prefix)),
            reworded=reworded(answer, question),
            urls=reader_urls(answer.citations, exchange.conversation.query),
            prefix=prefix,
            idea=idea,
        )

    def shown(said: tuple[View, ...]) -> dict[str, object]:
        """What the templates of an answer need; `account` explains it if that was asked for."""
        current = said[-1]
        return {
            "said": said,
            "conversation": current.conversation,
            "alliances": alliance_names(assistant),
            "validities": validities(assistant, check_date(current.conversation.as_of)),
            "index": current.answer.index,
            "kinds": KINDS,
            "feedback": site.settings.feedback,
            "account": account(current.answer, assistant),
            "model": assistant.model,
        }

    @router.api_route("/", methods=["GET", "HEAD"])
    def question_page(
        frage: Questions = [],  # noqa: B006  (FastAPI copies it)
        buendnis: str = "",
        stand: str = "",
        entwurf: str = "",
        erklaerung: str = "",
        modus: str = "",
    ) -> HTMLResponse:
        """Everything is in the address, so that the address of an answer can be passed on."""
        verbatim = modus == VERBATIM
        conversation = Conversation(questions=tuple(frage), alliance=buendnis, as_of=_day(stand), verbatim=verbatim)
        error: LotseError | None = None
        said: tuple[Exchange, ...] = ()
        if any(frage):
            try:
                conversation = conversation_of(frage, buendnis, stand, modus)
                said = exchanges(assistant, conversation, explain=erklaerung == "1")
            except LotseError as refused:
                if refused.status >= 500:
                    raise
                error = refused
        base = {
            "conversation": conversation,
            "alliances": alliance_names(assistant),
            "draft": frage[-1][:QUESTION_LENGTH] if error and frage else entwurf[:QUESTION_LENGTH],
            "earlier": conversation.questions[:-1] if error else conversation.questions if said else (),
            "said": [],
            "error": error,
            "examples": EXAMPLES,
            "account": None,
            "index": assistant.info() if not said else None,
            "question_length": QUESTION_LENGTH,
        }
        return site.page(
            "frage.html", status=error.status if error else 200, **base | (shown(viewed(said)) if said else {})
        )

    @router.get("/gespraech")
    def conversation_stream(
        frage: Questions, buendnis: str = "", stand: str = "", modus: str = ""
    ) -> EventSourceResponse:
        """The current answer as events: `status`, the answer in `block`s, and `done` with the part of the page to show."""
        conversation = conversation_of(frage, buendnis, stand, modus)
        info = assistant.check_request(conversation.question, alliance=conversation.alliance or None)
        searching = f"{count(info.documents, 'Dokument wird', 'Dokumente werden')} durchsucht …"

        def answered() -> Iterator[ServerSentEvent]:
            for exchanged, final in exchanges_in_steps(assistant, conversation):
                if not final:
                    yield event("status", {"text": "Gefunden. Die Antwort wird formuliert und geprüft …"})
                    continue
                said = viewed(exchanged)
                html = site.environment.get_template("gespraech.html").render(shown(said))
                yield event("status", {"text": KINDS[said[-1].answer.status.value]})
                for block in said[-1].blocks:
                    yield event("block", {"html": block})
                yield event("done", {"html": html, "spoken": _spoken(said[-1].answer)})

        return stream(
            event("status", {"text": searching}), answered, timeout_s=site.settings.answer_timeout_s, path="/gespraech"
        )

    return router


def _day(text: str) -> str:
    """The text if a field for dates can hold it, else ""."""
    try:
        check_date(text)
    except UsageError:
        return ""
    return text


def _spoken(answer: Answer) -> str:
    """What a screen reader announces once the answer is there."""
    sources = f" {count(len(answer.citations), 'Quelle', 'Quellen')}." if answer.citations else ""
    return f"{KINDS[answer.status.value]}: {plain_answer(answer.answer)}{sources}"
