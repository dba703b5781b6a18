"""The page of questions and answers, and the stream that brings the next answer to an open page."""

from __future__ import annotations

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
from bot.web.conversation import Conversation, Exchange, conversation_of, exchanges
from bot.web.explanation import account, reworded
from bot.web.german import count
from bot.web.markdown import plain_answer, render_answer, render_blocks
from corpus.errors import LotseError, UsageError

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


def ask_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    def shown(said: tuple[Exchange, ...]) -> dict[str, object]:
        """What the templates of an answer need; `account` explains it if that was asked for."""
        current = said[-1]
        return {
            "said": [_view(e, number, len(said)) for number, e in enumerate(said, start=1)],
            "conversation": current.conversation,
            "alliances": alliance_names(assistant),
            "validities": validities(assistant, check_date(current.conversation.as_of)),
            "index": current.answer.index,
            "kinds": KINDS,
            "feedback": site.settings.feedback,
            "account": account(current.answer, assistant),
        }

    @router.api_route("/", methods=["GET", "HEAD"])
    def question_page(
        frage: Questions = [],  # noqa: B006  (FastAPI copies it)
        buendnis: str = "",
        stand: str = "",
        entwurf: str = "",
        erklaerung: str = "",
    ) -> HTMLResponse:
        """Everything is in the address, so that the address of an answer can be passed on."""
        conversation = Conversation(questions=tuple(frage), alliance=buendnis, as_of=_day(stand))
        error: LotseError | None = None
        said: tuple[Exchange, ...] = ()
        if any(frage):
            try:
                conversation = conversation_of(frage, buendnis, stand)
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
        return site.page("frage.html", status=error.status if error else 200, **base | (shown(said) if said else {}))

    @router.get("/gespraech")
    def conversation_stream(frage: Questions, buendnis: str = "", stand: str = "") -> EventSourceResponse:
        """The current answer as events: `status`, the answer in `block`s, and `done` with the part of the page to show."""
        conversation = conversation_of(frage, buendnis, stand)
        info = assistant.check_request(conversation.question, alliance=conversation.alliance or None)
        searching = f"{count(info.documents, 'Dokument wird', 'Dokumente werden')} durchsucht …"

        def answered() -> list[ServerSentEvent]:
            said = exchanges(assistant, conversation)
            answer = said[-1].answer
            blocks = render_blocks(answer.answer, {c.n for c in answer.citations})
            if asks_about_own_project(conversation.question):
                own = site.environment.get_template("eigenes_vorhaben.html")
                blocks.insert(0, Markup(own.render(idea=_idea(conversation.question))))
            html = site.environment.get_template("gespraech.html").render(shown(said))
            return [
                event("status", {"text": KINDS[answer.status.value]}),
                *(event("block", {"html": block}) for block in blocks),
                event("done", {"html": html, "spoken": _spoken(said[-1])}),
            ]

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


def _view(exchange: Exchange, number: int, last: int) -> dict[str, object]:
    answer = exchange.answer
    prefix = "quelle" if number == last else f"quelle-{number}"
    return {
        "number": number,
        "conversation": exchange.conversation,
        "answer": answer,
        "html": render_answer(answer.answer, {c.n for c in answer.citations}, prefix),
        "reworded": reworded(answer, exchange.conversation.question),
        "urls": reader_urls(answer.citations, exchange.conversation.query),
        "prefix": prefix,
        "own": asks_about_own_project(exchange.conversation.question),
        "idea": _idea(exchange.conversation.question),
    }


def _idea(question: str) -> str:
    """The question as a description to check, "" if it describes nothing."""
    return question if describes_project(question) else ""


def _spoken(exchange: Exchange) -> str:
    """What a screen reader announces once the answer is there."""
    answer = exchange.answer
    sources = f" {count(len(answer.citations), 'Quelle', 'Quellen')}." if answer.citations else ""
    return f"{KINDS[answer.status.value]}: {plain_answer(answer.answer)}{sources}"
