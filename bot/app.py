"""The HTTP door: builds the app from one assistant and the settings."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from bot.api.alliances import alliances_router
from bot.api.ask import ask_router
from bot.api.documents import documents_router
from bot.api.eligibility import eligibility_router
from bot.api.errors import headers_of, shown, translate
from bot.api.feedback import feedback_router
from bot.api.fit import fit_router
from bot.api.health import health_router
from bot.api.limits import AnswerTimeout, BodyLimit
from bot.api.metrics import metrics_router
from bot.api.onboarding import onboarding_router
from bot.api.openai.errors import error_response as openai_error
from bot.api.openai.routes import openai_router
from bot.api.passages import passages_router
from bot.api.problems import problem_docs, problem_response
from bot.api.rates import RateLimit, read_rates
from bot.api.search import search_router
from bot.settings import Settings
from bot.web.routes import web_router
from bot.web.security import LastResort, SameOrigin, SecurityHeaders
from bot.web.site import Site
from corpus.errors import LotseError

if TYPE_CHECKING:
    from bot.assistant import Assistant

logger = logging.getLogger(__name__)

STATIC = Path(__file__).parent / "web" / "static"
MACHINE_PATHS = ("/api/", "/gespraech", "/healthz", "/readyz", "/openapi.json")


def create_app(assistant: Assistant, settings: Settings) -> FastAPI:
    """The app. `assistant` may have no index yet: then /readyz and every question answer 503. Raises UsageError."""
    site = Site(settings)

    def respond(request: Request, error: Exception) -> Response:
        ours = translate(error)
        if ours.status >= 500:
            # The path is written with repr so that a crafted one cannot forge log lines.
            logger.error("%s %r: %s", request.method, request.url.path, ours, exc_info=error)
        public = shown(ours)
        if request.url.path.startswith("/v1/"):
            response: Response = openai_error(public)
        elif request.url.path.startswith(MACHINE_PATHS):
            response = problem_response(public, request.url.path)
        else:
            response = site.error_page(public)
        response.headers.update(headers_of(ours))
        if isinstance(error, HTTPException):
            response.headers.update(error.headers or {})
        return response

    app = FastAPI(
        title=settings.name,
        version="1",
        description="Auskunft zu den regionalen Fachkräftebündnissen, jede Aussage mit Quelle. Unverbindlich.",
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(LastResort, respond=respond),
            Middleware(RateLimit, rates=read_rates(settings.rate_limit)),
            Middleware(SameOrigin),
            Middleware(BodyLimit, max_bytes=settings.max_body_bytes, seconds=settings.body_timeout_s),
            Middleware(AnswerTimeout, seconds=settings.answer_timeout_s),
        ],
    )
    for error in (HTTPException, RequestValidationError, LotseError):
        app.add_exception_handler(error, respond)
    api = APIRouter(prefix="/api/v1", responses=problem_docs(429))
    api.include_router(ask_router(assistant, answer_timeout_s=settings.answer_timeout_s))
    api.include_router(feedback_router(settings))
    for router in (
        search_router,
        fit_router,
        eligibility_router,
        onboarding_router,
        documents_router,
        passages_router,
        alliances_router,
    ):
        api.include_router(router(assistant))
    app.include_router(api)
    app.include_router(openai_router(assistant, name=settings.name, answer_timeout_s=settings.answer_timeout_s))
    app.include_router(health_router(assistant))
    if settings.metrics:
        app.include_router(metrics_router(assistant))
    app.include_router(web_router(assistant, site))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
