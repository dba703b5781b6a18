"""An assistant with a writer whose model is a real local server that says what a test wants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from bot.assistant import Assistant
from bot.generation.writer import Writer, load_writer
from bot.settings import Settings
from eval.model_server import ModelServer, model_server
from eval.model_server.prompt import Prompt
from eval.model_server.reply import Behaviour, Reply


def saying(text: str | Callable[[Prompt], str]) -> Behaviour:
    """A model that says this, or what a function makes of the prompt."""
    return lambda prompt, _rng: Reply(text=text if isinstance(text, str) else text(prompt))


def silent(_prompt: Prompt, _rng: Random) -> Reply:
    """A model that must not be asked."""
    return Reply(text="gefragt", status=500)


@contextmanager
def writing(behaviour: str | Behaviour, **settings: Any) -> Iterator[tuple[ModelServer, Writer]]:
    """A model server and a writer that asks it."""
    with model_server(behaviour) as server:
        writer = load_writer(Settings(llm_model=server.model, llm_base_url=server.url, **settings))
        try:
            yield server, writer
        finally:
            writer.close()


@contextmanager
def assisted(behind: Assistant, behaviour: str | Behaviour, **settings: Any) -> Iterator[tuple[ModelServer, Assistant]]:
    """The index of `behind`, answered with the help of a model."""
    with writing(behaviour, **settings) as (server, writer):
        yield server, Assistant(behind._data, behind._embedder, writer=writer)
