"""Results that only the tools return."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Self

from bot.api.schemas import PassageView

if TYPE_CHECKING:
    from bot.assistant import Assistant


class PassageInContext(PassageView):
    """A passage as the API returns it, and the passages before and after it in its document."""

    previous_id: str | None
    next_id: str | None

    @classmethod
    def find(cls, assistant: Assistant, passage_id: str) -> Self:
        """Raises NotFoundError."""
        passage = assistant.passage(passage_id)
        view = PassageView.of(passage, assistant.document(passage.document_id).document)
        ids = [p.id for p in assistant.document_passages(passage.document_id)]
        after = dict(pairwise(ids))
        before = {second: first for first, second in pairwise(ids)}
        return cls(**view.model_dump(), previous_id=before.get(passage_id), next_id=after.get(passage_id))
