"""Answers in the form of OpenAI's chat completions, whole and in chunks."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.api.openai.markdown import MARKER, address, as_message, inert, source_name
from corpus.model import Answer

Wire = dict[str, Any]

# Nothing here is counted in tokens; clients insist on the field.
NO_USAGE = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is sent: the text, and outside of it `extras`, the fields of our own on the response."""

    content: str
    annotations: tuple[Wire, ...] = ()
    extras: Wire = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a completion and all its chunks have in common."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def wire(self, kind: str) -> Wire:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def reply_of(answer: Answer, base: str) -> Reply:
    """The answer with its sources in every form that clients read; `base` is the address of the service."""
    content = as_message(answer, base)
    told = ("status", "mode", "standalone_question", "notes", "suggestions", "contact", "index", "phrasing")
    return Reply(
        content=content,
        annotations=tuple(_annotations(answer, content, base)),
        extras={
            "citations": answer.citations,
            "sources": [_source(answer, n, base) for n in range(len(answer.citations))],
            "lotse": {name: getattr(answer, name) for name in told},
        },
    )


def completion(head: Head, reply: Reply) -> Wire:
    """The whole reply as one object."""
    message = {"role": "assistant", "content": reply.content, "refusal": None, "annotations": reply.annotations}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**head.wire("chat.completion"), "choices": [choice], "usage": NO_USAGE, **reply.extras}


def first_chunk(head: Head, *, usage: bool) -> Wire:
    """What can be sent before there is a reply."""
    return _chunk(head, {"role": "assistant", "content": ""}, usage=usage)


def chunks(head: Head, reply: Reply, *, usage: bool) -> Iterator[Wire]:
    """The reply after the first chunk, word by word; the last chunk of the text carries what is not text."""
    for words in re.findall(r"\s*\S+\s*", reply.content):
        yield _chunk(head, {"content": words}, usage=usage)
    # Not in the delta: of annotations there Open WebUI makes a list of bare addresses and has an icon for each fetched from
    # a search engine, which tells that the address was shown.
    extras = {"annotations": reply.annotations, **reply.extras} if reply.extras else {}
    yield {**_chunk(head, {}, usage=usage, finish="stop"), **extras}
    if usage:
        yield {**head.wire("chat.completion.chunk"), "choices": [], "usage": NO_USAGE}


def _chunk(head: Head, delta: Wire, *, usage: bool, finish: str | None = None) -> Wire:
    choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
    return {**head.wire("chat.completion.chunk"), "choices": [choice], **({"usage": None} if usage else {})}


def _annotations(answer: Answer, content: str, base: str) -> Iterator[Wire]:
    """One for each marker: `content[start_index:end_index]` is the marker, in code points."""
    known = {citation.n: citation for citation in answer.citations}
    for found in MARKER.finditer(content, 0, len(inert(answer.answer))):
        if citation := known.get(int(found[1])):
            place = {"start_index": found.start(), "end_index": found.end()}
            cited = {**place, "url": address(citation, base), "title": citation.title}
            yield {"type": "url_citation", "url_citation": cited}


def _source(answer: Answer, number: int, base: str) -> Wire:
    """A source as Open WebUI lists it: in the order of the markers; the page counts from 0."""
    citation = answer.citations[number]
    place: Wire = {} if citation.page is None else {"page": citation.page - 1}
    # the id is no address, or it would be shown instead of the name
    metadata = {"source": citation.passage_id, "name": source_name(citation), "source_url": address(citation, base)}
    return {
        "source": {"id": citation.passage_id, "name": source_name(citation)},
        "document": [inert(citation.quote)],
        "metadata": [{**metadata, **place}],
    }
