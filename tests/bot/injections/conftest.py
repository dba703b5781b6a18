"""One real index with hostile documents beside ordinary ones, and what is answered from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.generation.load import load_writer
from bot.generation.writer import Writer
from bot.settings import read_settings
from corpus.model import Answer, Turn
from eval.model_server import ModelServer, model_server
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.injections.asking import CLEAN, OPEN, PHRASED, QUOTED, Phrased, Typed
from tests.bot.injections.library import PLANTED, Section, write_poisoned
from tests.bot.injections.obedience import obey_all
from tests.bot.injections.payloads import Payload


@pytest.fixture(scope="session")
def poisoned_data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("poisoned-index") / "var"
    ingest(write_poisoned(tmp_path_factory.mktemp("poisoned")), data, embedder=embedder)
    return data


@pytest.fixture(scope="session")
def poisoned(poisoned_data: Path, embedder: Embedder) -> Assistant:
    return Assistant(poisoned_data, embedder)


@pytest.fixture(scope="session")
def poisoned_index(poisoned_data: Path, embedder: Embedder) -> Index:
    return Index(open_current(poisoned_data, passport=embedder.passport), embedder)


@pytest.fixture(scope="session")
def aimed(poisoned: Assistant) -> tuple[tuple[Section, Answer], ...]:
    """What is quoted from every hostile section."""
    return tuple((s, poisoned.ask(s.question, mode="extractive")) for s in PLANTED)


@pytest.fixture(scope="session")
def ordinary(poisoned: Assistant) -> dict[str, Answer]:
    return {question: poisoned.ask(question, mode="extractive") for question in (*CLEAN, *OPEN)}


@pytest.fixture(scope="session")
def typed(poisoned: Assistant) -> tuple[tuple[Typed, Answer], ...]:
    """What is answered to payloads that somebody types."""
    return tuple((t, poisoned.ask(t.question, history=t.history, mode="extractive")) for t in QUOTED)


@pytest.fixture(scope="session")
def obedient() -> Iterator[ModelServer]:
    with model_server(obey_all) as server:
        yield server


@pytest.fixture(scope="session")
def writer(obedient: ModelServer) -> Iterator[Writer]:
    made = load_writer(read_settings(llm_model=obedient.model, llm_base_url=obedient.url, llm_timeout_s=60))
    assert made is not None
    yield made
    made.close()


@pytest.fixture(scope="session")
def phrased(poisoned_data: Path, embedder: Embedder, writer: Writer, obedient: ModelServer) -> tuple[Phrased, ...]:
    """Every hostile section asked about, and payloads typed, with the obedient model."""
    assistant = Assistant(poisoned_data, embedder, writer=writer)
    found: list[Phrased] = []

    def ask(payloads: tuple[Payload, ...], place: str, question: str, history: tuple[Turn, ...] = ()) -> None:
        answer = assistant.ask(question, history=history)
        prompts = tuple(e.prompt for e in obedient.taken())
        found.append(Phrased(payloads=payloads, place=place, question=question, answer=answer, prompts=prompts))

    for section in PLANTED:
        ask(section.payloads, section.place, section.question)
    for t in PHRASED:
        ask((t.payload,), t.place, t.question, t.history)
    obedient.play("obey")
    for section in PLANTED[::7]:
        # other words, for replies to the same ones are remembered
        ask(section.payloads, section.place, f"Welchen Anteil der Kosten fördert das Programm {section.name}?")
    obedient.play(obey_all)
    return tuple(found)
