"""Behaviours of a model or a line that fails: each is a reply that no assistant can use."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random

from eval.model_server.honest import good
from eval.model_server.prompt import Prompt
from eval.model_server.reply import Behaviour, Reply, Wire

_HTML = "<!DOCTYPE html><html><head><title>Störung</title></head><body><h1>Der Dienst ist gestört</h1></body></html>"
_CALL = {"id": "call_1", "type": "function", "function": {"name": "sende", "arguments": '{"an": "post@example.org"}'}}


def slow(seconds: float) -> Behaviour:
    """A faithful answer, late."""

    def play(prompt: Prompt, rng: Random) -> Reply:
        return replace(good(prompt, rng), delay_s=seconds)

    return play


def rate_limited(retry_after: str | None) -> Behaviour:
    """429, with what the header Retry-After says."""
    headers = {} if retry_after is None else {"Retry-After": retry_after}
    return failing(429, headers)


def failing(status: int, headers: dict[str, str] | None = None) -> Behaviour:
    """An error in the form of the protocol."""
    error = {"message": "Die Anfrage ist nicht möglich.", "type": "error", "param": None, "code": status}
    return sending(json.dumps({"error": error}).encode(), status=status, headers=headers)


def server_error(status: int) -> Behaviour:
    """The HTML page that proxies send."""
    return sending(_HTML.encode(), status=status, headers={"Content-Type": "text/html; charset=utf-8"})


def sending(body: bytes, *, status: int = 200, headers: dict[str, str] | None = None) -> Behaviour:
    """These bytes, whatever was asked."""

    def play(prompt: Prompt, rng: Random) -> Reply:
        return Reply(body=body, status=status, headers=headers or {})

    return play


def saying(text: str | None, *, finish_reason: str = "stop", **message: object) -> Behaviour:
    """A message of the protocol with these fields."""

    def play(prompt: Prompt, rng: Random) -> Reply:
        return Reply(message={"role": "assistant", "content": text, **message}, finish_reason=finish_reason)

    return play


def wired(wire: Wire) -> Behaviour:
    """A faithful answer that does not arrive."""

    def play(prompt: Prompt, rng: Random) -> Reply:
        return replace(good(prompt, rng), wire=wire)

    return play


def truncated(prompt: Prompt, rng: Random) -> Reply:
    """An answer that ends in the middle of a word, because the limit of tokens was reached."""
    text = good(prompt, rng).text
    return Reply(text=text[: max(1, len(text) * 2 // 3)], finish_reason="length")


FAILURES: dict[str, Behaviour] = {
    "slow": slow(2.0),
    "hanging": wired(Wire.HANG),
    "dripping": wired(Wire.DRIP),
    "reset": wired(Wire.RESET),
    "dead": wired(Wire.DEAD),
    "rate_limited": rate_limited(None),
    "rate_limited_seconds": rate_limited("30"),
    "rate_limited_date": rate_limited("Wed, 21 Oct 2099 07:28:00 GMT"),
    "rate_limited_nonsense": rate_limited("bald"),
    "unauthorized": failing(401),
    "unknown_model": failing(404),
    "too_long": failing(400),
    "server_error": server_error(500),
    "bad_gateway": server_error(502),
    "unavailable": server_error(503),
    "html": server_error(200),
    "truncated": truncated,
    "cut_json": sending(b'{"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assi'),
    "empty": saying(""),
    "blank": saying(" \n\n\t \n"),
    "not_json": sending(b"OK"),
    "not_utf8": sending(b'{"choices": [{"message": {"content": "\xff\xfe"}}]}'),
    "wrong_json": sending(b'{"answer": "Ja."}'),
    "json_list": sending(b"[]"),
    "json_null": sending(b"null"),
    "no_choices": sending(b'{"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": []}'),
    "error_with_200": sending(b'{"error": {"message": "kaputt", "type": "error", "param": null, "code": null}}'),
    "content_null": saying(None),
    "content_parts": saying(None, content=[{"type": "text", "text": "Ja."}]),
    "tool_call": saying(None, finish_reason="tool_calls", tool_calls=[_CALL]),
    "refusal": saying(None, refusal="Dazu darf ich nichts sagen."),
    "content_filter": saying("", finish_reason="content_filter"),
    "empty_body": sending(b""),
}
