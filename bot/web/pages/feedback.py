"""What people say about an answer, by a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.feedback import take_feedback
from corpus.errors import LotseError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

THANKS = "Vielen Dank. Ihre Rückmeldung ist angekommen."
KEPT = {
    True: "Frage, Antwort und Quellen wurden dazu gespeichert.",
    False: "Ihre Frage wurde nicht gespeichert.",
}


def feedback_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.post("/rueckmeldung")
    def give_feedback(
        request: Request,
        grund: Annotated[list[str], Form()] = [],  # noqa: B006  (FastAPI copies it)
        kommentar: Annotated[str, Form()] = "",
        mit_frage: Annotated[str, Form()] = "",
        frage: Annotated[str, Form()] = "",
        antwort: Annotated[str, Form()] = "",
        stelle: Annotated[list[str], Form()] = [],  # noqa: B006
        index: Annotated[str, Form()] = "",
        zurueck: Annotated[str, Form()] = "",
    ) -> Response:
        """To a script the outcome in words, to a browser the page of thanks or what is wrong."""
        by_script = request.headers.get("accept") == "application/json"
        try:
            taken = take_feedback(
                site.settings,
                reasons=grund,
                comment=kommentar,
                generation=int(index) if index.isdecimal() and len(index) < 13 else None,
                keep_question=mit_frage == "ja",
                question=frage,
                answer=antwort,
                passages=stelle,
            )
        except LotseError as error:
            if error.status >= 500:
                raise
            if by_script:
                return JSONResponse({"message": error.message, "remedy": error.remedy}, status_code=error.status)
            return site.page("rueckmeldung.html", status=error.status, error=error, kept="", back=zurueck)
        kept = KEPT[taken.keeps_question]
        if by_script:
            return JSONResponse({"message": THANKS, "remedy": kept}, status_code=201)
        query = urlencode({"gespeichert": "frage" if taken.keeps_question else "", "zurueck": zurueck})
        return RedirectResponse(f"/rueckmeldung?{query}", status_code=303)

    @router.api_route("/rueckmeldung", methods=["GET", "HEAD"])
    def thanks(gespeichert: str = "", zurueck: str = "") -> HTMLResponse:
        return site.page("rueckmeldung.html", error=None, kept=KEPT[gespeichert == "frage"], back=zurueck)

    return router
