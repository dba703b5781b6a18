"""What is counted for the operator: answers, the model's part in them, and time. Never a word of a question."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from corpus.model import Answer

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40)


class Metrics:
    """Counters of one process. `healthy` tells whether the model is being asked; None without a model."""

    def __init__(self, *, healthy: Callable[[], bool] | None = None) -> None:
        self._registry = registry = CollectorRegistry()
        self._answers = Counter("lotse_answers", "Beantwortete Fragen", ["status", "mode"], registry=registry)
        self._seconds = Histogram(
            "lotse_answer_seconds", "Zeit für eine Antwort", ["mode"], buckets=_SECONDS, registry=registry
        )
        if healthy is None:
            return
        self._outcomes = Counter(
            "lotse_phrasings", "Was aus der Formulierung durch das Sprachmodell wurde", ["outcome"], registry=registry
        )
        self._sentences = Counter("lotse_sentences", "Geprüfte Sätze des Sprachmodells", ["result"], registry=registry)
        self._model = Histogram(
            "lotse_model_seconds", "Zeit, die das Sprachmodell brauchte", buckets=_SECONDS, registry=registry
        )
        self._verify = Histogram(
            "lotse_verify_seconds", "Zeit für die Prüfung der Sätze", buckets=_SECONDS, registry=registry
        )
        up = Gauge("lotse_model_up", "1, wenn das Sprachmodell gefragt wird", registry=registry)
        up.set_function(lambda: float(healthy()))

    def observe(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.status, answer.mode).inc()
        self._seconds.labels(answer.mode).observe(answer.timings_ms.get("total", 0.0) / 1000)
        phrasing = answer.phrasing
        if phrasing is None:
            return
        self._outcomes.labels(phrasing.fallback or "verwendet").inc()
        for fault, number in phrasing.dropped.items():
            self._sentences.labels(fault).inc(number)
        if phrasing.kept:
            self._sentences.labels("belegt").inc(phrasing.kept)
        if phrasing.sentences:
            self._model.observe(answer.timings_ms.get("model", 0.0) / 1000)
            self._verify.observe(answer.timings_ms.get("verify", 0.0) / 1000)

    def page(self) -> bytes:
        """All counters in the text format of Prometheus."""
        return generate_latest(self._registry)
