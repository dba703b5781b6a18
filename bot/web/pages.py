"""The pages. Each parses its address, asks the assistant and fills one template."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from bot.api.validation import QUESTION_LENGTH, check_date, check_question
from bot.web.explanation import account, reworded
from bot.web.german import UNKNOWN, validity
from bot.web.markdown import render_answer
from bot.web.passages import context_of, cut, page_of, parse_span
from bot.web.site import Site
from corpus.errors import UsageError
from corpus.model import Answer

if TYPE_CHECKING:
    from bot.assistant import Assistant

EXAMPLES = (
    "Welche Handlungsfelder hat die Strategie für Nordostniedersachsen?",
    "Wer entscheidet im Lenkungskreis?",
    "Wer kann eine Förderung beantragen?",
    "Wie hoch ist der Fördersatz?",
    "An wen wende ich mich mit einer Projektidee?",
)


def pages_router(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    methods = ["GET", "HEAD"]

    def alliance_names() -> dict[str, str]:
        return {programme.alliance: programme.name for programme in assistant.alliances()}

    def validities(today: date | None = None) -> dict[str, tuple[bool | None, str]]:
        documents = [d.document for d in assistant.documents()]
        return {
            d.id: validity(d, tuple(s for s in documents if d.id in s.supersedes), today or date.today())
            for d in documents
        }

    @router.api_route("/", methods=methods)
    def question_page(frage: str = "", buendnis: str = "", stand: str = "", erklaerung: str = "") -> HTMLResponse:
        """Everything is in the address, so that the address of an answer can be passed on."""
        names = alliance_names()
        today: date | None = None
        answer: Answer | None = None
        error: UsageError | None = None
        try:
            if frage:
                frage = check_question(frage)
                today = check_date(stand)
                answer = assistant.ask(frage, alliance=buendnis or None, as_of=today, explain=erklaerung == "1")
        except UsageError as refused:
            error = refused
        return site.page(
            "frage.html",
            status=error.status if error else 200,
            question=frage[:QUESTION_LENGTH],
            alliance=buendnis,
            as_of=stand,
            alliances=names,
            answer=answer,
            answer_html=render_answer(answer.answer, {c.n for c in answer.citations}) if answer else "",
            reworded=reworded(answer, frage) if answer else "",
            account=account(answer, assistant) if answer else None,
            validities=validities(today) if answer else {},
            error=error,
            examples=EXAMPLES,
            index=answer.index if answer else assistant.info(),
            question_length=QUESTION_LENGTH,
        )

    @router.api_route("/quelle/{passage_id}", methods=methods)
    def source_page(passage_id: str, zitat: str = "") -> HTMLResponse:
        passage = assistant.passage(passage_id)
        indexed = assistant.document(passage.document_id)
        before, after = context_of(passage, assistant.document_passages(passage.document_id))
        span = parse_span(zitat, len(passage.text))
        return site.page(
            "quelle.html",
            passage=passage,
            page=page_of(passage, span[0]),
            parts=cut(passage.text, span),
            before=before,
            after=after,
            document=indexed.document,
            validity=validities().get(passage.document_id, UNKNOWN),
            alliances=alliance_names(),
            has_original=assistant.original(indexed.document.id) is not None,
        )

    @router.api_route("/dokumente", methods=methods)
    def documents_page() -> HTMLResponse:
        documents = assistant.documents()
        return site.page(
            "dokumente.html",
            documents=documents,
            validities=validities(),
            alliances=alliance_names(),
            originals={d.document.id for d in documents if assistant.original(d.document.id) is not None},
            index=assistant.info(),
        )

    return router
