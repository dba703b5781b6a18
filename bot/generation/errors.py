"""What can go wrong with a model. Nobody sees these: every one of them ends in the extractive answer."""

from __future__ import annotations

from corpus.errors import LotseError
from corpus.phrasing import Fallback


class ModelError(LotseError):
    """A model gave no usable reply. `retry_after_s` is how long it asked to be left alone, 0 if it did not say."""

    status = 502
    title = "Sprachmodell nicht verfügbar"

    def __init__(self, reason: Fallback, *, retry_after_s: float = 0.0) -> None:
        super().__init__(f"Das Sprachmodell antwortet nicht: {reason}.", remedy="Die Antwort wird wörtlich zitiert.")
        self.reason = reason
        self.retry_after_s = retry_after_s
