"""Errors in OpenAI's form, so that its clients raise their own typed exceptions."""

from __future__ import annotations

from typing import Any

from fastapi.responses import JSONResponse

from bot.api.errors import Shown
from bot.api.problems import Problem, problem_of


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
