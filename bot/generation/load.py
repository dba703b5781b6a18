"""The writer if the operator has set up a model. Apart, so that without one nothing of it is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.errors import UsageError

if TYPE_CHECKING:
    from bot.generation.writer import Writer
    from bot.settings import Settings


def load_writer(settings: Settings) -> Writer | None:
    """None without a model. Raises UsageError if one is named but cannot be set up."""
    if settings.llm_model is None:
        if settings.llm_base_url or settings.llm_api_key:
            raise UsageError(
                "LOTSE_LLM_BASE_URL oder LOTSE_LLM_API_KEY ist gesetzt, aber kein Modell.",
                remedy="Setzen Sie LOTSE_LLM_MODEL auf den Namen, unter dem der Server das Modell kennt.",
            )
        return None
    try:
        from bot.generation.writer import load_writer as load
    except ImportError as error:
        raise UsageError(
            f"Das Sprachmodell „{settings.llm_model}“ braucht das Paket {error.name}.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[llm]"',
        ) from error
    return load(settings)
