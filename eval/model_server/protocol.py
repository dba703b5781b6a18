"""The JSON of the OpenAI protocol: completions whole and as events, and the list of models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from eval.model_server.reply import Reply

_EVENT = 24  # characters of text in one event
_CREATED = 1_767_225_600


def completion(model: str, reply: Reply) -> bytes:
    """A whole answer."""
    message = dict(reply.message) if reply.message is not None else {"role": "assistant", "content": reply.text}
    words = len(reply.text.split())
    return _json(
        {
            **_base(model, "chat.completion"),
            "choices": [{"index": 0, "message": message, "finish_reason": reply.finish_reason, "logprobs": None}],
            "usage": {"prompt_tokens": 1, "completion_tokens": words, "total_tokens": words + 1},
        }
    )


def events(model: str, reply: Reply) -> bytes:
    """The same answer as server-sent events."""
    message = reply.message if reply.message is not None else {"role": "assistant", "content": reply.text}
    text = message.get("content")
    rest = {k: v for k, v in message.items() if k != "content"}
    deltas: list[Mapping[str, Any]] = [{**rest, "content": "" if isinstance(text, str) else text}]
    if isinstance(text, str):
        deltas += [{"content": text[i : i + _EVENT]} for i in range(0, len(text), _EVENT)]
    parts = [_event(model, delta, None) for delta in deltas]
    return b"".join([*parts, _event(model, {}, reply.finish_reason), b"data: [DONE]\n\n"])


def models(model: str) -> bytes:
    """The list of the one model."""
    known = {"id": model, "object": "model", "created": _CREATED, "owned_by": "eval"}
    return _json({"object": "list", "data": [known]})


def _event(model: str, delta: Mapping[str, Any], finish_reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
    return b"data: " + _json({**_base(model, "chat.completion.chunk"), "choices": [choice]}) + b"\n\n"


def _base(model: str, kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": _CREATED, "model": model}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
