"""Errors in OpenAI's form, so that its clients raise their own typed exceptions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from bot.api.errors import Shown, headers_of, shown, translate
from bot.api.problems import Problem, problem_of

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def error_body(problem: Problem) -> dict[str, Any]:
    """A problem document as OpenAI's error object."""
    kind = "server_error" if problem.status >= 500 else "invalid_request_error"
    error = {
        "message": f"{problem.detail} {problem.remedy}".strip(),
        "type": "rate_limit_error" if problem.status == 429 else kind,
        "param": problem.errors[0].field or None if problem.errors else None,
        "code": problem.type.rpartition(":")[2].replace("-", "_"),
    }
    return {"error": error}


def error_response(error: Shown) -> JSONResponse:
    """The error as a response. What we call unprocessable is a bad request to OpenAI's clients."""
    status = 400 if error.status == 422 else error.status
    return JSONResponse(error_body(problem_of(error, "")), status_code=status)


class DoorRoute(APIRoute):
    """A route whose errors are answered in OpenAI's form."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return await handle(request)
            except Exception as error:
                ours = translate(error)
                if ours.status >= 500:
                    logger.error("%s %r: %s", request.method, request.url.path, ours, exc_info=error)
                response = error_response(shown(ours))
                response.headers.update(headers_of(ours))
                return response

        return guarded
