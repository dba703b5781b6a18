"""What clients can choose as a model: the assistant, its verbatim answers alone, and each alliance by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.api.validation import printable
from corpus.errors import NotFoundError

if TYPE_CHECKING:
    from bot.assistant import Assistant

AUTO = "buendnislotse"
VERBATIM = f"{AUTO}-woertlich"


class ModelNotFoundError(NotFoundError):
    """No model goes by the requested name."""

    title = "Modell nicht gefunden"

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        super().__init__(
            f"Das Modell „{printable(wanted[:100])}“ gibt es nicht.", remedy=f"Möglich sind: {', '.join(known)}."
        )


@dataclass(frozen=True, kw_only=True)
class Model:
    """A way to ask: `id` is what clients send, `name` what people see, the rest goes to `Assistant.ask`."""

    id: str
    name: str
    mode: str = "auto"
    alliance: str | None = None


def models(assistant: Assistant, name: str) -> tuple[Model, ...]:
    """All models; `name` is what the service is called. StoreError without an index."""
    fixed = (
        Model(id=AUTO, name=name),
        Model(id=VERBATIM, name=f"{name} (wörtlich)", mode="extractive"),
    )
    taken = {model.id for model in fixed}
    scoped = (
        Model(id=f"{AUTO}-{p.alliance}", name=f"{name}: {p.name}", alliance=p.alliance) for p in assistant.alliances()
    )
    return (*fixed, *(model for model in scoped if model.id not in taken))


def find_model(assistant: Assistant, name: str, wanted: str) -> Model:
    """The model with the id `wanted`. Raises ModelNotFoundError, and StoreError without an index."""
    known = models(assistant, name)
    for model in known:
        if model.id == wanted:
            return model
    raise ModelNotFoundError(wanted, [model.id for model in known])
