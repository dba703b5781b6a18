"""Measurements of cost, as pairs that were taken in the same run."""

from __future__ import annotations

import importlib.metadata
import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bot.assistant import Assistant
from ingest.pipeline import ingest
from retrieval.embedders import Embedder


def question_ratio(assistant: Assistant, questions: Sequence[str]) -> tuple[float, float]:
    """Median milliseconds for embedding a question and for everything else. Every question is new to the assistant."""
    timings = [assistant.ask(question).timings_ms for question in questions]
    return (
        statistics.median(t["embed"] for t in timings),
        statistics.median(t["total"] - t["embed"] for t in timings),
    )


def repeat_ratio(folder: Path, embedder: Embedder) -> tuple[float, float]:
    """Seconds for ingesting a folder the first time and once more unchanged."""
    with tempfile.TemporaryDirectory() as data:
        started = time.perf_counter()
        ingest(folder, Path(data), embedder=embedder)
        middle = time.perf_counter()
        ingest(folder, Path(data), embedder=embedder)
        return middle - started, time.perf_counter() - middle


def default_install_bytes(name: str = "buendnislotse") -> int:
    """Size on disk of everything that an install without extras brings, without Python itself."""
    seen: set[str] = set()
    todo = [name]
    total = 0
    while todo:
        current = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if current in seen:
            continue
        seen.add(current)
        try:
            distribution = importlib.metadata.distribution(current)
        except importlib.metadata.PackageNotFoundError:
            continue  # needed on another system or Python version only
        total += sum(
            path.stat().st_size for file in distribution.files or () if (path := Path(str(file.locate()))).is_file()
        )
        todo += [
            match.group()
            for need in distribution.requires or ()
            if "extra ==" not in need and (match := re.match(r"[\w.-]+", need))
        ]
    return total
