"""A plain yes or no is only given where the evidence is near enough to the question's own words."""

from __future__ import annotations

import pytest

from bot.answering.yesno import plain_answer
from bot.assistant import Assistant
from bot.understanding.understand import understand
from retrieval.index import Index
from tests.bot.answering.asking import candidate
from tests.bot.answering.conftest import Shelve

PAPER = """# Regeln

Vereine dürfen Anträge stellen. Firmen dürfen keine Anträge stellen. Schulen dürfen Anträge stellen, wenn die Stadt zustimmt.
Nur Kommunen dürfen Anträge unterschreiben. Weil der Saal brennt, ist er geschlossen. Der Hof ist geöffnet.

Erlaubt ist:

- das Grillen auf dem Rasen
"""


@pytest.fixture(scope="module")
def index(shelve: Shelve) -> Index:
    return shelve({"regeln.md": PAPER})


def said(index: Index, question: str, words: str, covered: float = 1.0) -> str:
    best = candidate(index, words, unit_terms=covered)
    return plain_answer(understand(index, question), best, best.text)


@pytest.mark.parametrize(
    ("question", "words", "expected"),
    [
        ("Dürfen Vereine Anträge stellen?", "Vereine dürfen", "Ja. "),
        ("Dürfen Firmen Anträge stellen?", "Firmen dürfen", "Nein. "),
        ("Dürfen Firmen keine Anträge stellen?", "Firmen dürfen", "Ja. "),
        ("Dürfen Vereine keine Anträge stellen?", "Vereine dürfen", "Nein. "),
        ("Dürfen Schulen Anträge stellen?", "Schulen dürfen", "Nur unter Bedingungen: "),
        ("Dürfen Kommunen Anträge unterschreiben?", "Nur Kommunen", "Nur unter Bedingungen: "),
    ],
)
def test_yes_no_and_only_if(index: Index, question: str, words: str, expected: str) -> None:
    assert said(index, question, words) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Werden Reisen ins Ausland gefördert?", "Nein. Reisen ins Ausland werden nicht gefördert."),
        (
            "Können Vereine Anträge stellen?",
            "Nur unter Bedingungen: Vereine können Anträge stellen, wenn sie ihren Sitz",
        ),
        ("Haben Gäste Stimmrecht?", "Nein. Gäste können eingeladen werden, haben aber kein Stimmrecht."),
    ],
)
def test_the_plain_answer_stands_before_its_evidence(asked: Assistant, question: str, expected: str) -> None:
    answer = asked.ask(question)
    assert answer.answer.startswith(expected)
    assert not answer.citations[0].quote.startswith(("Nein", "Nur"))


def test_no_plain_answer_where_it_could_be_about_something_else(index: Index) -> None:
    assert said(index, "Dürfen Vereine Anträge stellen?", "Vereine dürfen", covered=0.5) == ""
    assert said(index, "Wer darf Anträge stellen?", "Vereine dürfen") == ""
    assert said(index, "Kann man auf dem Rasen grillen?", "das Grillen") == ""  # an item is no statement
    assert said(index, "Can the Vereine apply for their projects?", "Vereine dürfen") == ""


def test_a_text_without_the_reason_is_introduced_as_what_the_documents_say(index: Index) -> None:
    assert said(index, "Warum ist der Hof geöffnet?", "Der Hof ist") == "In den Dokumenten heißt es: "
    assert said(index, "Warum ist der Saal geschlossen?", "Weil der Saal brennt") == ""
    assert said(index, "Why is the Hof of the Verein geöffnet?", "Der Hof ist") == ""
