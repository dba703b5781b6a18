"""A real index of the invented papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.onboarding.build import onboarding
from corpus.model import IndexInfo, Programme
from corpus.results import Onboarding
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.onboarding.papers import write_papers

TODAY = date(2026, 6, 30)
INFO = IndexInfo(generation=1, documents=6, built="2026-06-30T12:00:00Z")


@pytest.fixture(scope="session")
def heide_data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("heide-index") / "var"
    ingest(write_papers(tmp_path_factory.mktemp("heide")), data, embedder=embedder)
    return data


@pytest.fixture(scope="session")
def heide(heide_data: Path, embedder: Embedder) -> Index:
    return Index(open_current(heide_data, passport=embedder.passport), embedder)


@pytest.fixture(scope="session")
def heide_assistant(heide_data: Path, embedder: Embedder) -> Assistant:
    return Assistant(heide_data, embedder)


@pytest.fixture(scope="session")
def programme(heide: Index) -> Programme:
    return heide.generation.programmes[0]


@pytest.fixture(scope="session")
def built(heide: Index, programme: Programme) -> Onboarding:
    return onboarding(heide, programme, INFO, today=TODAY)
