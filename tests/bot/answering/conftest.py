"""A real index of the invented papers, and of papers that a test brings along."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.answering.papers import write_papers

Shelve = Callable[..., Index]


@pytest.fixture(scope="session")
def papers_data(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("papers-index") / "var"
    ingest(write_papers(tmp_path_factory.mktemp("papers")), data, embedder=embedder)
    return data


@pytest.fixture(scope="session")
def papers(papers_data: Path, embedder: Embedder) -> Index:
    return Index(open_current(papers_data, passport=embedder.passport), embedder)


@pytest.fixture(scope="session")
def asked(papers_data: Path, embedder: Embedder) -> Assistant:
    return Assistant(papers_data, embedder)


@pytest.fixture(scope="session")
def shelve(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Shelve:
    """Index texts: `shelve({"a.md": text}, a={"issued": "2020", ...})` with further manifest keys by file stem."""

    def build(texts: dict[str, str], **keys: dict[str, Any]) -> Index:
        folder = tmp_path_factory.mktemp("shelf")
        documents = []
        for name, text in texts.items():
            stem = name.partition(".")[0]
            (folder / name).write_text(text, encoding="utf-8")
            plain = {"id": stem, "file": name, "title": stem.capitalize(), "kind": "handreichung", "publisher": "Probe"}
            documents.append({**plain, "issued": "2022", **keys.get(stem, {})})
        (folder / "manifest.yaml").write_text(json.dumps({"documents": documents}), encoding="utf-8")
        ingest(folder, folder / "var", embedder=embedder)
        return Index(open_current(folder / "var", passport=embedder.passport), embedder)

    return build
