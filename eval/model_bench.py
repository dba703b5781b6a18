"""`lotse model-bench`: what a language model costs beside its own time, and what it costs when it is slow or gone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from bot.assistant import Assistant
from bot.generation.load import load_writer
from bot.settings import read_settings
from corpus.model import Answer, Status
from eval.model_server import ModelServer, model_server
from eval.model_server.broken import slow
from eval.questions import Question, load_development, of_corpus
from ingest.cli import Bar
from ingest.pipeline import SHIPPED, ingest
from retrieval.embedders import Embedder, load_embedder

_TO_OPEN = 3  # failures after which a model is left alone
_BUDGET_S = 5.0
_LATE = ("hanging", "dripping", "late")
_RATIO_AIM, _SHARE_AIM, _OVERDRAWN = 1.3, 0.1, 1.1


@dataclass(frozen=True, kw_only=True)
class Checking:
    """What verification costs: median share of the model's time, and median milliseconds a sentence."""

    answers: int
    share: float
    sentence_ms: float


@dataclass(frozen=True, kw_only=True)
class Gone:
    """Seconds of an answer without a model, and with one that is known to be dead: (p50, p95) each."""

    without: tuple[float, float]
    dead: tuple[float, float]

    @property
    def ratio(self) -> float:
        return self.dead[1] / self.without[1]


def checking(data: Path, embedder: Embedder, questions: Sequence[Question], model_s: float) -> Checking:
    """Verification beside a faithful model that takes so many seconds. Every question once."""
    shares, each = [], []
    with model_server(slow(model_s)) as server, _writing(data, embedder, server) as assistant:
        for question in questions:
            answer = _ask(assistant, question, "auto")
            if answer.phrasing and answer.phrasing.sentences:
                verify, model = answer.timings_ms["verify"], answer.timings_ms["model"]
                shares.append(verify / model)
                each.append(verify / answer.phrasing.sentences)
    return Checking(answers=len(shares), share=_median(shares), sentence_ms=_median(each))


def gone(data: Path, embedder: Embedder, questions: Sequence[Question], rounds: int) -> Gone:
    """Both by turns, so that whatever else the machine does falls on both. An index of its own each: it remembers questions."""
    without: list[float] = []
    dead: list[float] = []
    with model_server("dead") as server:
        for _ in range(rounds):
            with _writing(data, embedder, server) as assistant:
                for question in questions[:_TO_OPEN]:
                    _ask(assistant, question, "auto")
                pairs = [(Assistant(data, embedder), without), (assistant, dead)]
                for question in questions[_TO_OPEN:]:
                    for asked, taken in pairs:
                        started = time.perf_counter()
                        _ask(asked, question, "auto")
                        taken.append(time.perf_counter() - started)
                    pairs.reverse()
    return Gone(without=_quantiles(without), dead=_quantiles(dead))


def overdrawn(data: Path, embedder: Embedder, questions: Sequence[Question], budget_s: float) -> dict[str, float]:
    """For each way to be late: the longest answer as a multiple of the time a model has. One question, one fresh writer."""
    found = {}
    for name in _LATE:
        longest = 0.0
        # an answer that comes just in time still has to be verified
        behaviour = slow(0.95 * budget_s) if name == "late" else name
        with model_server(behaviour) as server:
            for question in questions:
                with _writing(data, embedder, server, llm_timeout_s=budget_s) as assistant:
                    started = time.perf_counter()
                    _ask(assistant, question, "auto")
                    longest = max(longest, time.perf_counter() - started)
        found[name] = longest / budget_s
    return found


@click.command("model-bench", short_help="Zeitverhältnisse mit einem Sprachmodell messen")
@click.option("--data", type=click.Path(path_type=Path), help="fertiger Index (Vorgabe: aus den eigenen Dokumenten)")
@click.option("--model-seconds", default=2.0, show_default=True, help="so lange braucht das nachgestellte Modell")
@click.option("--questions", "most", default=20, show_default=True, help="so viele Fragen mit Modell")
@click.option("--rounds", default=3, show_default=True, help="so oft jede Frage mit totem Modell")
def model_bench_command(data: Path | None, model_seconds: float, most: int, rounds: int) -> int:
    """Misst, was Prüfung und Ausfall eines Sprachmodells kosten, jeweils im Verhältnis und in einem Lauf."""
    embedder = load_embedder()
    folder = data or Path("var/eval/own")
    if data is None:
        with Bar() as bar:
            ingest(SHIPPED, folder, embedder=embedder, progress=bar)
    plain = Assistant(folder, embedder)
    answered = [
        q
        for q in of_corpus(load_development(), "own")
        if not q.history and _ask(plain, q, "extractive").status is Status.ANSWERED
    ]
    cost = checking(folder, embedder, answered[:most], model_seconds)
    click.echo(
        f"Prüfung: {cost.sentence_ms:.1f} ms je Satz, {100 * cost.share:.1f} % der Zeit des Modells von {model_seconds:.1f} s ({cost.answers} Antworten; Ziel unter {100 * _SHARE_AIM:.0f} %)"
    )
    dead = gone(folder, embedder, answered, rounds)
    click.echo(
        f"Totes Modell: p50 {1000 * dead.dead[0]:.1f} ms, p95 {1000 * dead.dead[1]:.1f} ms; ohne Modell p50 {1000 * dead.without[0]:.1f} ms, p95 {1000 * dead.without[1]:.1f} ms; Verhältnis der p95 {dead.ratio:.2f} (Ziel höchstens {_RATIO_AIM})"
    )
    late = overdrawn(folder, embedder, answered[:3], _BUDGET_S)
    shares = ", ".join(f"{name} {share:.2f}" for name, share in late.items())
    click.echo(f"Längste Antwort als Vielfaches der Zeit des Modells: {shares} (Ziel höchstens {_OVERDRAWN})")
    met = cost.share < _SHARE_AIM and dead.ratio <= _RATIO_AIM and max(late.values()) <= _OVERDRAWN
    return 0 if met else 1


@contextmanager
def _writing(data: Path, embedder: Embedder, server: ModelServer, **settings: object) -> Iterator[Assistant]:
    writer = load_writer(read_settings(llm_model=server.model, llm_base_url=server.url, **settings))
    try:
        yield Assistant(data, embedder, writer=writer)
    finally:
        if writer:
            writer.close()


def _ask(assistant: Assistant, q: Question, mode: str) -> Answer:
    return assistant.ask(q.question, history=q.history, alliance=q.alliance, as_of=q.as_of, mode=mode)


def _median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else 0.0


def _quantiles(seconds: Sequence[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(seconds, [50, 95])
    return float(p50), float(p95)
