"""Ask every question once and write down what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np

from bot.assistant import Assistant
from corpus.model import Answer, Citation, Passage, Passport, Status
from eval.citations import Cited, count
from eval.judging import Verdict, verdict, vital_share
from eval.matching import evidence_rank, spot_ranks
from eval.questions import Question
from retrieval.embedders import Embedder

Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one question on one corpus.

    `spots` are the ranks of its evidence spots among the found passages (0 is not found), `rank` that at which it can be
    answered. `evident` says whether the best evidence answers: that an answer is not wrong, or would not have been.
    `refusal` is the check that refused, `nearest` the heading that came closest.
    """

    question: Question
    corpus: str
    status: str
    verdict: Verdict
    vital: float
    confidence: float
    evident: bool
    spots: tuple[int, ...]
    rank: int
    answer: str
    standalone: str
    sources: tuple[str, ...]
    cited: Cited
    refusal: str
    nearest: str
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Identifies the question and the corpus it was asked on."""
        return f"{self.corpus}/{self.question.id}"

    @property
    def answered(self) -> bool:
        return self.status == Status.ANSWERED


class CachedEmbedder:
    """An embedder that remembers questions, because one run puts the same ones to several searches."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, np.ndarray] = {}

    @property
    def passport(self) -> Passport:
        return self._embedder.passport

    def embed_query(self, text: str) -> np.ndarray:
        if text not in self._known:
            self._known[text] = self._embedder.embed_query(text)
        return self._known[text]

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed_passages(texts)


def run(
    questions: Sequence[Question], assistant: Assistant, corpus: str, progress: Progress | None = None
) -> tuple[Outcome, ...]:
    """Ask every question of the set on the corpus that the assistant holds."""
    results = []
    for i, question in enumerate(questions):
        results.append(_outcome(question, assistant, corpus))
        if progress:
            progress(i + 1, len(questions))
    return tuple(results)


def shown(passage: Passage) -> str:
    """A passage as readers see it: headings and footnotes belong to it."""
    return "\n".join((*passage.section, passage.text, *passage.footnotes))


def as_json(outcome: Outcome, *, reveal: bool = True) -> dict[str, Any]:
    """An outcome as plain values; a sealed one shows its wording only if `reveal` is set."""
    values = asdict(outcome)
    if outcome.question.split == "sealed" and not reveal:
        kept = ("id", "kind", "style", "unanswerable", "trap", "group", "split")
        values = {k: v for k, v in values.items() if k not in ("answer", "standalone", "sources", "refusal", "nearest")}
        values["question"] = {k: values["question"][k] for k in kept}
    as_of = values["question"].get("as_of")
    if isinstance(as_of, date):
        values["question"]["as_of"] = as_of.isoformat()
    return values


def _outcome(question: Question, assistant: Assistant, corpus: str) -> Outcome:
    answer: Answer = assistant.ask(
        question.question, history=question.history, alliance=question.alliance, as_of=question.as_of, explain=True
    )
    explanation = answer.explanation
    found = [assistant.passage(i) for i in explanation.passages] if explanation else []
    spots = spot_ranks(question, [(p.document_id, shown(p)) for p in found])
    judged = verdict(question, answer.status, answer.answer)
    return Outcome(
        question=question,
        corpus=corpus,
        status=str(answer.status),
        verdict=judged,
        vital=vital_share(question, answer.answer) if answer.status is Status.ANSWERED else 0.0,
        confidence=answer.confidence,
        evident=_evident(question, judged, answer),
        spots=spots,
        rank=evidence_rank(question, spots),
        answer=answer.answer,
        standalone=answer.standalone_question,
        sources=tuple(_source(c) for c in answer.citations),
        cited=count(question, answer, assistant.passage),
        refusal=next((f"{c.name}: {c.text}" for c in explanation.checks if not c.passed), "") if explanation else "",
        nearest=" › ".join(found[0].section[-2:]) if found else "",
        timings_ms=dict(answer.timings_ms),
    )


def _evident(question: Question, judged: Verdict, answer: Answer) -> bool:
    """What `confidence` foretells. Where nothing was answered, the most probable unit stands for the answer."""
    if question.unanswerable:
        return False
    if answer.status is Status.ANSWERED or not answer.explanation:
        return judged in (Verdict.RIGHT, Verdict.INCOMPLETE)
    best = max(answer.explanation.candidates, key=lambda c: c.probability, default=None)
    return best is not None and vital_share(question, best.text) > 0


def _source(citation: Citation) -> str:
    page = f", S. {citation.page}" if citation.page else ""
    section = f", {citation.section[-1]}" if citation.section else ""
    return f"[{citation.n}] {citation.title}{page}{section}"
