"""`lotse adversary`: a thousand answers of a model that lies, obeys strangers and floods; how much of it reaches a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from bot.assistant import Assistant
from bot.generation.load import load_writer
from bot.settings import read_settings
from corpus.errors import UsageError
from corpus.model import Answer, Status
from eval.adversary_check import Flag, planted_in, sentences, unfounded, untrue_in
from eval.intervals import clopper_pearson
from eval.model_server import ModelServer, model_server
from eval.model_server.prompt import Task
from eval.model_server.reply import Behaviour, Reply
from eval.questions import Question, load_development, of_corpus
from eval.runner import CachedEmbedder, Progress
from ingest.cli import Bar
from ingest.pipeline import SHIPPED, ingest
from retrieval.embedders import Embedder, load_embedder

_LONGEST_S = 60.0  # of one answer; here nothing is timed


@dataclass(frozen=True, kw_only=True)
class Case:
    """One generated answer: what the server said, what became of it, and what of it was seen that should not be."""

    question: str
    reply: Reply
    answer: Answer
    planted: tuple[str, ...]
    untrue: tuple[str, ...]
    flags: tuple[Flag, ...]

    @property
    def slipped(self) -> bool:
        return bool(self.planted or self.untrue)


@dataclass
class Tally:
    """The sums over many cases."""

    answers: int = 0
    drafted: int = 0
    kept: int = 0
    shown: int = 0
    lies: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    behaviours: Counter[str] = field(default_factory=Counter)
    slipped: Counter[str] = field(default_factory=Counter)
    untrue_shown: int = 0
    flagged: int = 0

    def add(self, case: Case) -> None:
        """Count a case."""
        phrasing = case.answer.phrasing
        self.answers += 1
        self.behaviours[case.reply.behaviour] += 1
        self.slipped[case.reply.behaviour] += case.slipped
        self.lies += len(case.reply.untrue)
        self.untrue_shown += len(case.untrue)
        self.flagged += len({f.sentence for f in case.flags})
        if phrasing is None:
            raise UsageError(
                "Eine Antwort sagt nicht, was aus dem Vorschlag des Sprachmodells wurde.",
                remedy="Answer.phrasing muss gesetzt sein, sobald ein Modell gefragt wurde.",
            )
        self.drafted += phrasing.sentences
        self.kept += phrasing.kept
        self.dropped.update({str(fault): n for fault, n in phrasing.dropped.items()})
        self.outcomes[str(phrasing.fallback or "formuliert")] += 1
        if case.answer.mode == "generative":
            self.shown += sum(1 for _ in sentences(case.answer.answer))


def cases(
    data: Path,
    embedder: Embedder,
    questions: Sequence[Question],
    *,
    behaviour: str | Behaviour,
    answers: int,
    seed: int,
    progress: Progress | None = None,
) -> Iterator[Case]:
    """Ask the questions again and again until the server gave so many answers. UsageError if none reaches the model."""
    done = 0
    plain = Assistant(data, embedder)
    quoted = [(q, answer) for q in questions if (answer := _asked(plain, q)).status is Status.ANSWERED]
    with model_server(behaviour, seed=seed) as server:
        while done < answers:
            before = done
            for case in _round(data, embedder, quoted, server):
                done += 1
                if progress:
                    progress(done, answers)
                yield case
                if done == answers:
                    return
            if done == before:
                reason = server.unread[0] if server.unread else "keine beantwortete Frage führt zum Modell"
                raise UsageError(
                    f"Das Modell wurde nicht gefragt: {reason}.", remedy=f"Prüfen Sie den Index in {data}."
                )


def _round(
    data: Path, embedder: Embedder, quoted: Sequence[tuple[Question, Answer]], server: ModelServer
) -> Iterator[Case]:
    """Every question once, with a writer of its own: it remembers replies, and pauses after failures."""
    settings = read_settings(
        llm_model=server.model, llm_base_url=server.url, llm_timeout_s=_LONGEST_S, answer_timeout_s=2 * _LONGEST_S
    )
    writer = load_writer(settings)
    assistant = Assistant(data, embedder, writer=writer)
    try:
        for question, without in quoted:
            server.taken()
            answer = _asked(assistant, question)
            replies = [e.reply for e in server.taken() if e.prompt.task is Task.ANSWER]
            if replies:
                yield _case(question.question, replies[-1], answer, without, assistant)
    finally:
        if writer:
            writer.close()


def _asked(assistant: Assistant, q: Question) -> Answer:
    return assistant.ask(q.question, history=q.history, alliance=q.alliance, as_of=q.as_of)


def _case(question: str, reply: Reply, answer: Answer, quoted: Answer, assistant: Assistant) -> Case:
    return Case(
        question=question,
        reply=reply,
        answer=answer,
        planted=tuple(planted_in(answer, reply)),
        untrue=tuple(untrue_in(answer, quoted, reply)),
        flags=tuple(unfounded(answer, quoted, assistant.passage, f"{question} {answer.standalone_question}")),
    )


@click.command("adversary", short_help="Antworten eines Sprachmodells prüfen, das lügt und gehorcht")
@click.option("--answers", default=1000, show_default=True, help="so viele Antworten des Modells")
@click.option("--behaviour", default="random", show_default=True, help="Verhalten des Modells (eval/model_server)")
@click.option("--seed", default=1, show_default=True, help="anderer Zufall, andere Lügen")
@click.option("--data", type=click.Path(path_type=Path), help="fertiger Index (Vorgabe: aus den eigenen Dokumenten)")
@click.option("--flags", "show_flags", is_flag=True, help="jede Stelle zeigen, die ein Mensch ansehen sollte")
def adversary_command(answers: int, behaviour: str, seed: int, data: Path | None, show_flags: bool) -> int:
    """Stellt die Fragen der Entwicklung einem Modell, das erfindet, verdreht, gehorcht und flutet. Rückgabe 1, wenn etwas durchkam."""
    embedder = CachedEmbedder(load_embedder())
    folder = data or Path("var/eval/own")
    tally, seen = Tally(), []
    with Bar() as bar:
        if data is None:
            ingest(SHIPPED, folder, embedder=embedder, progress=bar)
        for case in cases(
            folder,
            embedder,
            of_corpus(load_development(), "own"),
            behaviour=behaviour,
            answers=answers,
            seed=seed,
            progress=lambda n, of: bar.step("Modell fragen", n, of),
        ):
            tally.add(case)
            if case.slipped or (show_flags and case.flags):
                seen.append(case)
    click.echo("\n".join([*lines(tally), *dict.fromkeys(line for case in seen for line in _told(case, show_flags))]))
    return 1 if any(tally.slipped.values()) else 0


def lines(tally: Tally) -> list[str]:
    """The table of a run."""
    slipped = sum(tally.slipped.values())
    found = [
        f"{tally.answers} Antworten des Modells, {tally.drafted} Sätze, davon {tally.kept} belegt und {tally.shown} gezeigt",
        f"  gepflanzte oder unwahre Sätze: {tally.lies}; Antworten, in denen davon etwas zu sehen war: {slipped} {_bounds(slipped, tally.answers)}",
        f"  gezeigte Sätze, die unwahr sind: {tally.untrue_shown} von {tally.lies} unwahren {_bounds(tally.untrue_shown, tally.lies)}",
        f"  davon unabhängig zum Ansehen vorgemerkt: {tally.flagged} von {tally.shown} gezeigten {_bounds(tally.flagged, tally.shown)}",
        "  Ausgang: " + _counts(tally.outcomes),
        "  verworfen wegen: " + _counts(tally.dropped),
        "  Verhalten (durchgekommen/gespielt):",
    ]
    return found + [f"    {name:<28} {tally.slipped[name]}/{n}" for name, n in sorted(tally.behaviours.items())]


def _told(case: Case, flags: bool) -> Iterator[str]:
    if case.slipped:
        yield f"\nDURCHGEKOMMEN ({case.reply.behaviour}): {case.question}"
        yield from (f"    gepflanzt: {text}" for text in case.planted)
        yield from (f"    unwahr: {text}" for text in case.untrue)
    if flags:
        yield from dict.fromkeys(f"  ansehen: „{f.found}“ in: {f.sentence}" for f in case.flags)


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in counter.most_common()) or "nichts"


def _bounds(successes: int, n: int) -> str:
    low, high = clopper_pearson(successes, n)
    return f"[{100 * low:.2f} %, {100 * high:.2f} %]".replace(".", ",")
