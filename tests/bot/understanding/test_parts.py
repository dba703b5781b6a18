"""Several questions in one are told apart; one question stays one."""

from __future__ import annotations

import pytest

from bot.understanding.parts import parts
from tests.bot.understanding.test_followup import NAMES, PROGRAMMES


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wer ist beteiligt? Und seit wann?", ("Wer ist beteiligt?", "Seit wann ist wer beteiligt?")),
        ("Wie hoch ist das Budget und bis wann läuft es?", ("Wie hoch ist das Budget?", "Bis wann läuft das Budget?")),
        ("Was ist der Beirat, und wie oft tagt er?", ("Was ist der Beirat?", "Wie oft tagt der Beirat?")),
        (
            "Was kostet das Fami-Siegel und gibt es dafür Geld?",
            ("Was kostet das Fami-Siegel?", "Gibt es für das Fami-Siegel Geld?"),
        ),
        (
            "Wer ist Träger des Fami-Siegels und wie viele Partner machen mit?",
            ("Wer ist Träger des Fami-Siegels?", "Wie viele Partner machen mit (Fami-Siegel)?"),
        ),
        (
            "Wie hoch ist die Förderung und wer hat den Vorsitz?",
            ("Wie hoch ist die Förderung?", "Wer hat den Vorsitz?"),
        ),
        (
            "Wer hat den Vorsitz im Beirat und wie hoch ist die Förderung?",
            ("Wer hat den Vorsitz im Beirat?", "Wie hoch ist die Förderung?"),
        ),
        ("Wer sitzt im Beirat und wer hat den Vorsitz?", ("Wer sitzt im Beirat?", "Wer hat den Vorsitz (Beirat)?")),
        (
            "Wie hoch war die Quote 2023/24 in Leer und wie war sie 2019/20?",
            ("Wie hoch war die Quote 2023/24 in Leer?", "Wie hoch war die Quote 2019/20 in Leer?"),
        ),
        ("What is the Fami-Siegel and who runs it?", ("What is the Fami-Siegel?", "Who runs the Fami-Siegel?")),
        (
            "Wir sind ein Verein. Dürfen wir Anträge stellen? Wer entscheidet im Beirat?",
            ("Wir sind ein Verein. Dürfen wir Anträge stellen?", "Wer entscheidet im Beirat?"),
        ),
    ],
)
def test_several_questions_each_stand_for_themselves(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question, PROGRAMMES, NAMES) == expected


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Wie hoch ist die Quote in Aurich und Leer?",
        "Wer und was wird gefördert?",
        "Wann und wo tagt der Beirat?",
        "Wie viele Betriebe und wie viele Beschäftigte gibt es?",
        "Darf ein Verein Anträge stellen und Geld bekommen?",
        "Wir sind ein Verein aus Aurich. Dürfen wir einen Antrag stellen?",
        "Wer leitet das Fami-Siegel? Danke!",
        "Können Sie mir sagen, wer beteiligt ist und seit wann?",
    ],
)
def test_one_question_has_no_parts(question: str) -> None:
    assert parts(question, PROGRAMMES, NAMES) == ()
