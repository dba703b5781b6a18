"""The headers that protect readers, on every kind of response."""

from __future__ import annotations

import httpx
import pytest

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types lotse"
)

REQUESTS = [
    ("GET", "/", 200),
    ("GET", "/?frage=Lenkungskreis", 200),
    ("GET", "/?frage=%00", 422),
    ("GET", "/dokumente", 200),
    ("GET", "/dokumente/", 307),
    ("GET", "/quelle/gibt-es-nicht", 404),
    ("GET", "/original/gibt-es-nicht", 404),
    ("GET", "/gibt-es-nicht", 404),
    ("POST", "/", 405),
    ("GET", "/static/icon.svg", 200),
    ("GET", "/static/../app.py", 404),
    ("GET", "/static/%2e%2e/%2e%2e/app.py", 404),
    ("GET", "/static/", 404),
    ("GET", "/openapi.json", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/metrics", 200),
    ("GET", "/v1/models", 200),
    ("GET", "/v1/gibt-es-nicht", 404),
    ("POST", "/v1/chat/completions", 415),
    ("GET", "/api/v1/documents", 200),
    ("GET", "/api/v1/alliances", 200),
    ("GET", "/api/v1/alliances/schema", 200),
    ("GET", "/api/v1/onboarding/leine-weser", 200),
    ("GET", "/api/v1/onboarding/gibt-es-nicht", 404),
    ("GET", "/api/v1/documents/gibt-es-nicht", 404),
    ("GET", "/api/v1/gibt-es-nicht", 404),
    ("POST", "/api/v1/ask", 415),
    ("POST", "/api/v1/ask/stream", 415),
    ("POST", "/api/v1/search", 415),
    ("POST", "/api/v1/fit", 415),
    ("POST", "/api/v1/fit/vermerk", 415),
    ("POST", "/api/v1/eligibility", 415),
    ("POST", "/api/v1/eligibility/vermerk", 415),
    ("POST", "/api/v1/feedback", 415),
    ("OPTIONS", "/api/v1/ask", 405),
    ("DELETE", "/api/v1/documents", 405),
    ("HEAD", "/", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), REQUESTS)
def test_every_response_is_protected(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path, headers={"Origin": str(client.base_url).rstrip("/")})
    assert response.status_code == status
    assert response.headers["content-security-policy"] == CSP
    assert_common(response)


def assert_common(response: httpx.Response) -> None:
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["cache-control"]
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in response.headers["permissions-policy"]
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_refused_posts_and_streams_are_protected_too(client: httpx.Client) -> None:
    refused = client.post("/api/v1/ask", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    too_large = client.post("/api/v1/ask", content=b" " * 300_000, headers={"Content-Type": "application/json"})
    stream = client.post("/api/v1/ask/stream", json={"question": "Was?"})
    assert (refused.status_code, too_large.status_code, stream.status_code) == (403, 413, 200)
    for response in (refused, too_large, stream):
        assert response.headers["content-security-policy"] == CSP
        assert_common(response)


FRESH = "no-cache, private"
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", FRESH),
        ("/quelle/gibt-es-nicht", FRESH),
        ("/api/v1/alliances", FRESH),
        ("/api/v1/gibt-es-nicht", FRESH),
        ("/?v=1", FRESH),
        ("/healthz", FRESH),
        ("/static/icon.svg", "no-cache"),
        ("/static/icon.svg?v=", "no-cache"),
        ("/static/icon.svg?vv=1", "no-cache"),
        ("/static/icon.svg?v=3f2a", FOR_EVER),
        ("/static/icon.svg?x=1&v=3f2a", FOR_EVER),
        ("/static/gibt-es-nicht.css?v=3f2a", "no-cache"),
    ],
)
def test_only_files_of_a_named_version_are_kept(client: httpx.Client, path: str, expected: str) -> None:
    assert client.get(path).headers["cache-control"] == expected


def test_a_kept_file_stays_kept_when_it_has_not_changed(client: httpx.Client) -> None:
    path = "/static/icon.svg?v=3f2a"
    again = client.get(path, headers={"If-None-Match": client.get(path).headers["etag"]})
    assert (again.status_code, again.headers["cache-control"]) == (304, FOR_EVER)


def test_a_stream_is_never_stored(client: httpx.Client) -> None:
    assert client.post("/api/v1/ask/stream", json={"question": "Was?"}).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("document_id", "media_type", "disposition"),
    [
        ("projekt-h2skills", "application/pdf", "inline; filename*=utf-8''Projekt%20%E2%80%9EH2Skills%E2%80%9C"),
        ("non-strategie-2024", "text/plain; charset=utf-8", 'inline; filename="strategie.md"'),
        ("boese", "text/plain; charset=utf-8", 'inline; filename="boese.html"'),
    ],
)
def test_originals_have_a_fixed_type_and_run_nothing(
    client: httpx.Client, document_id: str, media_type: str, disposition: str
) -> None:
    response = client.get(f"/original/{document_id}")
    assert response.status_code == 200
    assert response.headers["content-type"] == media_type
    assert response.headers["content-disposition"].startswith(disposition)
    assert "sandbox" in response.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert_common(response)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%2fetc%2fpasswd",
        "strategie.md",
        "%00",
        "C:%5cx",
        "x" * 3000,
    ],
)
def test_originals_are_found_by_id_only(client: httpx.Client, name: str) -> None:
    response = client.get(f"/original/{name}")
    assert response.status_code == 404
    assert "root:" not in response.text


def test_a_range_of_an_original_can_be_read(client: httpx.Client) -> None:
    response = client.get("/original/projekt-h2skills", headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.content) == (206, b"%PDF")
