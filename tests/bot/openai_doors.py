"""The official client at a served app, and assistants that wait, or remember what they were asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import openai

from bot.assistant import Assistant

QUESTION = "Wer entscheidet im Lenkungskreis?"
PATH = "/v1/chat/completions"


@contextmanager
def official(client: httpx.Client, **more: Any) -> Iterator[openai.OpenAI]:
    """OpenAI's own client at the address of `client`; it does not try again, so that every error is seen."""
    with (
        openai.DefaultHttpxClient(trust_env=False) as transport,
        openai.OpenAI(
            base_url=f"{address_of(client)}/v1", api_key="x", max_retries=0, http_client=transport, **more
        ) as door,
    ):
        yield door


def address_of(client: httpx.Client) -> str:
    return str(client.base_url).rstrip("/")


def user(text: Any) -> dict[str, Any]:
    return {"role": "user", "content": text}


def body(*messages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request as clients write it."""
    return {"model": "buendnislotse", "messages": list(messages), **more}


def content_of(response: httpx.Response) -> str:
    assert response.status_code == 200, response.text
    content: str = response.json()["choices"][0]["message"]["content"]
    return content


class Waiting:
    """The assistant; it does not answer before `gate` opens, and then fails if `fails`."""

    def __init__(self, assistant: Assistant, *, fails: bool = False) -> None:
        self.assistant = assistant
        self.gate = threading.Event()
        self.fails = fails

    def __getattr__(self, name: str) -> Any:
        return getattr(self.assistant, name)

    def ask(self, question: str, **given: Any) -> Any:
        self.gate.wait(timeout=60)
        if self.fails:
            raise ZeroDivisionError("geheim")
        return self.assistant.ask(question, **given)


class Recording:
    """The assistant; `asked` holds the arguments of every question."""

    def __init__(self, assistant: Assistant) -> None:
        self.assistant = assistant
        self.asked: list[dict[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.assistant, name)

    def ask(self, question: str, **given: Any) -> Any:
        self.asked.append({"question": question, **given})
        return self.assistant.ask(question, **given)
