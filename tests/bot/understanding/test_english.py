"""English sentences around German quotes."""

from __future__ import annotations

import pytest

from bot.understanding.english import NO_ANSWER, lead_sentence, no_answer
from corpus.model import Asks, Status


@pytest.mark.parametrize("asks", list(Asks))
def test_every_lead_says_that_the_quotes_are_german(asks: Asks) -> None:
    assert lead_sentence(asks).startswith("The documents ")
    assert lead_sentence(asks).endswith("(quoted in German):")


def test_names_and_status_change_the_sentence() -> None:
    names = ("Moorland", "Geest")
    assert lead_sentence(Asks.OTHER, names) == "For Moorland and Geest: the documents state (quoted in German):"
    assert lead_sentence(Asks.DATE, names, Status.CLARIFY).endswith("Which one is it: Moorland or Geest?")
    assert lead_sentence(Asks.DATE, (), Status.NO_ANSWER) == NO_ANSWER
    assert no_answer(("Geest",)) == "The documents about Geest do not answer this question."
