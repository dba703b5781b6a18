"""One real index for all tests, and an environment that is theirs alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.settings import PREFIX
from ingest.pipeline import ingest
from retrieval.embedders import Embedder, load_embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.library import write_library
from tests.bot.strategies import write_strategies


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--screenshots", default="artefacts/screenshots", help="where browser tests keep pictures of the pages"
    )


@pytest.fixture(scope="session", autouse=True)
def own_environment() -> Iterator[None]:
    """Tests run with the defaults, whatever the caller has set."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in [v for v in os.environ if v.upper().startswith(PREFIX)]:
            patch.delenv(variable)
        yield


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `index_data` is made from."""
    return write_library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="session")
def index_data(library: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real index. Tests that change one work on a copy."""
    data = tmp_path_factory.mktemp("index") / "var"
    ingest(library, data, embedder=embedder)
    return data


@pytest.fixture(scope="session")
def index(index_data: Path, embedder: Embedder) -> Index:
    return Index(open_current(index_data, passport=embedder.passport), embedder)


@pytest.fixture(scope="session")
def assistant(index_data: Path, embedder: Embedder) -> Assistant:
    return Assistant(index_data, embedder)


@pytest.fixture(scope="session")
def strategies_data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real index of alliances with strategies and conditions: tests/bot/strategies.py."""
    data = tmp_path_factory.mktemp("strategies-index") / "var"
    ingest(write_strategies(tmp_path_factory.mktemp("strategies")), data, embedder=embedder)
    return data


@pytest.fixture(scope="session")
def strategies(strategies_data: Path, embedder: Embedder) -> Assistant:
    return Assistant(strategies_data, embedder)
