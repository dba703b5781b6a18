"""Faults that were found by testing. Where one is marked as known, what is asserted is right and fails: whoever mends it takes off the mark."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from corpus.model import Status

known = pytest.mark.xfail(strict=True, reason="bekannter Fehler")


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Welcher Landkreis hat die höchste Einwohnerzahl 2021?", "80.100"),  # 101.600
        ("In welchem Jahr war die Teilzeitquote der Frauen am höchsten?", "47,1"),  # 49,3
        ("Welche Telefonnummer haben Moorgau und Küstenbogen?", "Fördermittel"),
    ],
)
def test_no_cell_for_what_was_not_asked(asked: Assistant, question: str, wrong: str) -> None:
    assert wrong not in asked.ask(question).answer


def test_a_caption_alone_is_no_figure(asked: Assistant) -> None:
    answer = asked.ask("Wie hoch ist die Teilzeitquote in Wattstedt?")
    assert answer.status is Status.NO_ANSWER or "4" in answer.answer.replace("Tabelle 4", "")


@known
def test_a_verb_that_is_not_listed_asks_for_yes_or_no_as_well(asked: Assistant) -> None:
    assert asked.ask("Finden die Werkstattwochen nur im Herbst statt?").answer.startswith("Ja. ")


def test_free_of_charge_is_an_amount(asked: Assistant) -> None:
    assert "kostet nichts" in asked.ask("Was kostet die Teilnahme?").answer


def test_a_body_of_one_alliance_is_not_answered_with_that_of_the_other(assistant: Assistant) -> None:
    answer = assistant.ask("Wer führt den Vorsitz im Lenkungskreis?")
    assert {c.alliance for c in answer.citations} == {"nordostniedersachsen"}


def test_a_list_question_gets_the_list_after_its_announcement(assistant: Assistant) -> None:
    answer = assistant.ask("Welche Handlungsfelder nennt die Strategie in Nordostniedersachsen?")
    assert "Weiterbildung von Beschäftigten" in answer.answer


def test_a_sentence_is_said_once(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Wie oft tagt der Lenkungskreis in Nordostniedersachsen und wer führt dort den Vorsitz?"
    ).answer
    assert answer.count("Den Vorsitz führt der Landkreis Lüneburg") == 1


@known
def test_a_place_that_no_programme_knows(assistant: Assistant) -> None:
    assert assistant.ask("Wann tagt der Lenkungskreis in Goslar?").status is Status.NO_ANSWER


@known
def test_the_past_that_is_asked_for_without_a_year(assistant: Assistant) -> None:
    answer = assistant.ask("In wie vielen Handlungsfeldern arbeitete Nordostniedersachsen damals?").answer
    assert "fünf" in answer and "vier" not in answer


@known
def test_the_day_is_no_word_to_be_found(asked: Assistant) -> None:
    assert "fünfmal" in asked.ask("Wie oft tagt der Beirat, Stand am 31.12.2014?").answer


def test_a_denial_in_another_clause_denies_nothing(asked: Assistant) -> None:
    assert not asked.ask("Können Gäste eingeladen werden?").answer.startswith("Nein")
