"""Measurements of cost, as pairs that were taken in the same run."""

from __future__ import annotations

import importlib.metadata
import re
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import uvicorn

from bot.app import create_app
from bot.assistant import Assistant
from bot.settings import read_settings
from ingest.pipeline import ingest
from retrieval.embedders import Embedder


def question_ratio(assistant: Assistant, questions: Sequence[str]) -> tuple[float, float]:
    """Median milliseconds for embedding a question and for everything else. Every question is new to the assistant."""
    timings = [assistant.ask(question).timings_ms for question in questions]
    return (
        statistics.median(t["embed"] for t in timings),
        statistics.median(t["total"] - t["embed"] for t in timings),
    )


def stream_ratio(assistant: Assistant, questions: Sequence[str]) -> tuple[float, float]:
    """Median milliseconds until the page's stream brings its first event, and until it has brought the whole answer."""
    firsts, wholes = [], []
    with _served(assistant) as address:
        for question in questions:
            started = time.perf_counter()
            with urlopen(f"{address}/gespraech?{urlencode({'frage': question})}") as response:
                response.readline()
                firsts.append((time.perf_counter() - started) * 1000)
                response.read()
            wholes.append((time.perf_counter() - started) * 1000)
    return statistics.median(firsts), statistics.median(wholes)


@contextmanager
def _served(assistant: Assistant) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        app = create_app(assistant, read_settings(rate_limit="off"))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


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
