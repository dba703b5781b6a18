"""What happens when a part behind the door fails."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import StoreError
from tests.bot.conftest import Serve

SECRET = "/srv/geheim/var/generations/3"


class WithoutIndex:
    """An assistant that found no index."""

    def __getattr__(self, name: str) -> Any:
        def fail(*args: object, **kwargs: object) -> None:
            raise StoreError(f"In {SECRET} liegt kein Index.", remedy="Rufen Sie „lotse ingest“ auf.")

        return fail


class Broken:
    """An assistant with a programming error."""

    def __getattr__(self, name: str) -> Any:
        def fail(*args: object, **kwargs: object) -> None:
            raise ZeroDivisionError(f"{SECRET} durch null")

        return fail


PROJECT = {"idea": "Kurse für Beschäftigte", "alliance": "heide"}
REQUESTS = [
    ("POST", "/api/v1/ask", {"question": "Was?"}),
    ("POST", "/api/v1/ask/stream", {"question": "Was?"}),
    ("POST", "/api/v1/search", {"query": "Was?"}),
    ("GET", "/api/v1/documents", None),
    ("GET", "/api/v1/alliances", None),
    ("POST", "/api/v1/fit", PROJECT),
    ("POST", "/api/v1/fit/vermerk", PROJECT),
    ("POST", "/api/v1/eligibility", PROJECT),
    ("POST", "/api/v1/eligibility/vermerk", PROJECT),
    ("GET", "/api/v1/onboarding/heide", None),
    ("GET", "/readyz", None),
    ("GET", "/?frage=Was", None),
    ("GET", "/dokumente", None),
    ("GET", "/quelle/x", None),
    ("GET", "/original/x", None),
]


@pytest.mark.parametrize(("failing", "status"), [(WithoutIndex, 503), (Broken, 500)])
def test_failures_are_told_without_details_and_logged_once(
    serve: Serve, caplog: pytest.LogCaptureFixture, failing: type, status: int
) -> None:
    with serve(failing()) as client:
        assert client.get("/healthz").status_code == 200
        for method, path, body in REQUESTS:
            caplog.clear()
            response = client.request(method, path, json=body)
            assert response.status_code == status, path
            machine = path.startswith(("/api", "/readyz"))
            expected = "application/problem+json" if machine else "text/html; charset=utf-8"
            assert response.headers["content-type"] == expected
            assert "nosniff" in response.headers["x-content-type-options"]
            for secret in (SECRET, "Traceback", "ZeroDivision", str(Path(__file__).parents[2])):
                assert secret not in response.text
            errors = [r for r in caplog.records if r.levelno >= logging.ERROR]
            assert len(errors) == 1
            assert SECRET in errors[0].getMessage() + str(errors[0].exc_info)


def test_a_crafted_path_cannot_forge_a_log_line(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    with serve(Broken()) as client:
        client.get("/quelle/x%0aERROR%20gefaelscht")
    assert all("\n" not in r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR)
