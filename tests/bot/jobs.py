"""Ask the served app to place an idea or to check it, and expect that it can."""

from __future__ import annotations

from typing import Any

import httpx

FIT, CHECK = "/api/v1/fit", "/api/v1/eligibility"


def fit(client: httpx.Client, idea: str, alliance: str = "heidetal") -> dict[str, Any]:
    response = client.post(FIT, json={"idea": idea, "alliance": alliance})
    assert response.status_code == 200, response.text
    return dict(response.json())


def check(client: httpx.Client, idea: str, alliance: str = "heidetal", **more: Any) -> dict[str, Any]:
    response = client.post(CHECK, json={"idea": idea, "alliance": alliance, **more})
    assert response.status_code == 200, response.text
    return dict(response.json())
