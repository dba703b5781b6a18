"""Whom to ask about an alliance: from the programme file, and only where nothing else is asked for."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from corpus.model import Status


@pytest.mark.parametrize(
    "question",
    [
        "An wen wende ich mich in Nordostniedersachsen?",
        "Wen rufe ich wegen einer Projektidee bei der Allianz Nordostniedersachsen an?",
    ],
)
def test_the_contact_of_the_alliance_is_quoted_from_its_source(assistant: Assistant, question: str) -> None:
    contact = next(p.contact for p in assistant.alliances() if p.alliance == "nordostniedersachsen")
    assert contact is not None and contact.phone is not None
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert contact.phone in answer.answer
    assert all(c.quote in assistant.passage(c.passage_id).text for c in answer.citations)


def test_the_number_of_somebody_else_is_not_that_of_the_alliance(assistant: Assistant) -> None:
    answer = assistant.ask("Welche Telefonnummer hat die Sparkasse in Nordostniedersachsen?")
    assert answer.status is Status.NO_ANSWER
