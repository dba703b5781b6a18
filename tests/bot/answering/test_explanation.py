"""The explanation of an answer agrees with the answer: what is marked as taken is quoted, what refused is named."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from corpus.model import Answer, Explanation, Status

QUESTIONS = (
    "Wer führt den Vorsitz im Beirat?",
    "Wer führt den Vorsitz?",
    "Welche drei Säulen hat das Papier?",
    "Wer wirkt im Beirat mit?",
    "Wie lang ist die Vakanzzeit in der Altenpflege in Torfbruch?",
    "Wie oft tagt die Steuergruppe und wer führt den Vorsitz?",
)
REFUSED = (
    ("Wie ist das Wetter auf dem Mars?", "confidence"),
    ("Wie viele Schulklassen hat das Lernmobil in Torfbruch besucht?", "place"),
    ("Wie viele Springkräfte gibt es?", "gap"),
    ("Wie lang ist die Vakanzzeit in der Dachdeckerei in Torfbruch?", "cell"),
    ("Was läuft seit 2021 im Watt?", "year"),
)


def explained(asked: Assistant, question: str) -> tuple[Answer, Explanation]:
    answer = asked.ask(question, explain=True)
    assert answer.explanation is not None
    return answer, answer.explanation


def test_only_on_request(asked: Assistant) -> None:
    assert asked.ask(QUESTIONS[0]).explanation is None
    answer, _ = explained(asked, QUESTIONS[0])
    assert answer.citations == asked.ask(QUESTIONS[0]).citations


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_taken_is_quoted(asked: Assistant, question: str) -> None:
    answer, how = explained(asked, question)
    taken = [c for c in how.candidates if c.taken]
    quotes = {c.passage_id: c.quote for c in answer.citations}
    assert answer.status is Status.ANSWERED and taken
    assert all(c.text in quotes[c.passage_id] and c.why == "zitiert" for c in taken)
    assert {c.passage_id for c in taken} == quotes.keys()
    assert all(c.why != "zitiert" for c in how.candidates if not c.taken)
    assert {c.passage_id for c in how.candidates} <= set(how.passages)
    assert all(0.0 <= c.probability <= 1.0 for c in how.candidates)
    assert answer.confidence in {c.probability for c in how.candidates}


@pytest.mark.parametrize(("question", "check"), REFUSED)
def test_what_refused_is_named(asked: Assistant, question: str, check: str) -> None:
    answer, how = explained(asked, question)
    assert answer.status is Status.NO_ANSWER
    assert not any(c.taken for c in how.candidates)
    missed = next(c for c in how.checks if not c.passed)
    assert missed.name == check
    assert how.candidates[0].why == f"beste Stelle, aber nicht zitiert: {missed.text}"


def test_what_was_understood_and_searched(asked: Assistant) -> None:
    _, how = explained(asked, "Wie hoch war die Teilzeitqoute in Wattstedt 2020?")
    assert how.understood == {
        "Frage": "Wie hoch war die Teilzeitqoute in Wattstedt 2020?",
        "verstanden als": "Wie hoch war die Teilzeitquote in Wattstedt 2020?",
        "gefragt ist": "share",
        "Sprache": "Deutsch",
        "Bündnisse": "kuestenbogen",
        "Orte": "Wattstedt",
        "Jahre": "2020",
        "Schreibung": "Teilzeitqoute → Teilzeitquote",
    }
    assert (how.searched["Bündnis"], how.searched["Stand"]) == ("alle", "heute")
    assert how.searched["Abschnitte"] == str(len(how.passages))


def test_the_parts_of_a_question_are_explained_together(asked: Assistant) -> None:
    _, how = explained(asked, "Wie oft tagt die Steuergruppe und wer führt den Vorsitz?")
    assert how.understood["Teilfragen"].count(" | ") == 1
    assert len([c for c in how.checks if c.name == "confidence"]) == 2
