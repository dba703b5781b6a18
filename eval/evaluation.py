"""One corpus from its folder to all results: index, outcomes, searches beside each other, the peer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.assistant import Assistant
from corpus.model import FileStatus
from eval.ablation import Retrieval, compare
from eval.jobs import Checked, Placed, check, place
from eval.jobs_data import load_cases, load_ideas
from eval.judging import Verdict
from eval.peers import LangChainDefault, answer_all
from eval.questions import Question, of_corpus
from eval.runner import CachedEmbedder, Outcome, Progress, run
from ingest.pipeline import ingest
from ingest.report import Progress as Steps
from retrieval.embedders import Embedder

NAMES = {"real": "Echte Dokumente", "own": "Eigene Dokumente"}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """All results on one corpus. `peer` are LangChain's verdicts in the order of `outcomes`."""

    corpus: str
    outcomes: tuple[Outcome, ...]
    retrieval: tuple[Retrieval, ...]
    peer: tuple[Verdict, ...]
    peer_threshold: float
    documents: int
    passages: int
    placed: tuple[Placed, ...] = ()
    checked: tuple[Checked, ...] = ()


def evaluate(
    corpus: str,
    folder: Path,
    data: Path,
    embedder: Embedder,
    questions: Sequence[Question],
    *,
    splits: Sequence[str] = ("development",),
    beside: bool = True,
    steps: Steps | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Index the folder into `data` and ask every question of this corpus.

    `beside` adds the other searches, the peer, and the ideas and cases of `splits`.
    """
    chosen = of_corpus(questions, corpus)
    report = ingest(folder, data, embedder=embedder, progress=steps)
    cached = CachedEmbedder(embedder)
    assistant = Assistant(data, cached)
    outcomes = run(chosen, assistant, corpus, progress)
    if not beside:
        return Evaluation(
            corpus=corpus,
            outcomes=outcomes,
            retrieval=(),
            peer=(),
            peer_threshold=0.0,
            documents=len(report.documents),
            passages=report.passages,
        )
    readable = [entry.document for entry in report.documents if entry.status is not FileStatus.REFUSED]
    peer = LangChainDefault(folder, readable, cached)
    verdicts, threshold = answer_all(chosen, peer)
    ideas = [idea for split in splits for idea in load_ideas(split)]
    cases = [case for split in splits for case in load_cases(split)]
    return Evaluation(
        corpus=corpus,
        outcomes=outcomes,
        placed=place(ideas, assistant, progress),
        checked=check(cases, assistant, progress),
        retrieval=compare(outcomes, data, cached, peer),
        peer=verdicts,
        peer_threshold=threshold,
        documents=len(report.documents),
        passages=report.passages,
    )
