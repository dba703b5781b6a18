"""Who asks about an undertaking of their own is told of the check."""

from __future__ import annotations

import pytest

from bot.understanding.own_project import asks_about_own_project, describes_project


@pytest.mark.parametrize(
    "question",
    [
        "Darf ich das fördern lassen?",
        "Wird mein Projekt gefördert?",
        "Bin ich antragsberechtigt?",
        "Kann ich für einen Deutschkurs in Celle Geld bekommen?",
        "Wir wollen in Uelzen Arbeitslose schulen, bekommen wir Förderung?",
        "Bekommt unser Verein einen Zuschuss oder ist unsere Idee nicht förderfähig?",
        "Am I eligible for funding?",
        "Can we get funding for our training course?",
    ],
)
def test_a_question_about_ones_own_project(question: str) -> None:
    assert asks_about_own_project(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch ist der Fördersatz?",
        "Wer kann eine Förderung beantragen?",
        "Welche Förderung gibt es für kleine Betriebe?",
        "Wo finde ich die Förderrichtlinie?",
        "Wie oft tagt der Lenkungskreis?",
        "Darf ich fragen, wie oft der Lenkungskreis tagt?",
        "Wird Handlungsfeld I gefördert?",
        "Wann muss ich den Antrag stellen?",
    ],
)
def test_a_question_about_something_else(question: str) -> None:
    assert not asks_about_own_project(question)


def test_a_short_question_describes_nothing() -> None:
    assert not describes_project("Darf ich das fördern lassen?")
    assert describes_project("Kann ich für einen Deutschkurs in Celle Geld bekommen?")
