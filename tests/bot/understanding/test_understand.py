"""From what was typed to a question that can be searched: spelling, form, names, terms, and the questions in it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.understand import known_names, read_parts, understand
from corpus.model import Asks, Turn
from retrieval.index import Index


def test_everything_that_a_question_names(index: Index) -> None:
    question = understand(index, "Wie hoch waren die Mittel für Hildesheim in Leine-Weser 2018?")
    assert question.typed == question.text
    assert question.asks is Asks.AMOUNT
    assert not question.english
    assert question.alliances == ("leine-weser",)
    assert question.places == ("Hildesheim",)
    assert question.years == ("2018",)
    assert (question.names, question.as_of, question.corrections, question.parts) == ((), None, (), ())


def test_nothing_is_made_up(index: Index) -> None:
    question = understand(index, "Wer entscheidet?")
    assert (question.alliances, question.places, question.years, question.names) == ((), (), (), ())
    assert (question.as_of, question.corrections, question.parts) == (None, (), ())


@pytest.mark.parametrize(
    ("typed", "text", "corrections"),
    [
        ("Wer sitzt im Lenkungskries?", "Wer sitzt im Lenkungskreis?", (("Lenkungskries", "Lenkungskreis"),)),
        ("Was ist die Foerderung?", "Was ist die Förderung?", (("Foerderung", "Förderung"),)),
        ("Wer sitzt im Lenkungskreis?", "Wer sitzt im Lenkungskreis?", ()),
        ("Who is in the Lenkungskries?", "Who is in the Lenkungskries?", ()),  # English stays as it is
    ],
)
def test_spelling(index: Index, typed: str, text: str, corrections: tuple[tuple[str, str], ...]) -> None:
    question = understand(index, typed)
    assert (question.typed, question.text, question.corrections) == (typed, text, corrections)


def test_a_place_with_umlauts_typed_apart(index: Index) -> None:
    assert understand(index, "Was gilt in Lueneburg?").places == ("Lüneburg",)


def test_form_words_and_alliances_are_not_searched_for(index: Index) -> None:
    terms = understand(index, "Wie hoch ist der Anteil der Pflege in Leine-Weser?").terms
    assert set(terms) == {"pfleg"}
    assert all(0 < weight <= 1 for weight in understand(index, "Handlungsschwerpunkte").terms.values())


def test_if_nothing_else_is_left_all_words_are_searched_for(index: Index) -> None:
    assert understand(index, "Wie hoch ist der Anteil?").terms
    assert understand(index, "Leine-Weser").terms


def test_the_day_of_the_question(index: Index) -> None:
    question = understand(index, "Wer entscheidet im Lenkungskreis, Stand am 31.12.2019?")
    assert question.as_of == date(2019, 12, 31)
    assert question.years == ()  # the day of the papers, not of the fact


def test_a_called_name_is_none_of_an_alliance(index: Index) -> None:
    assert understand(index, "Was sagt Frau Muster zum Fachkräftebündnis Leine-Weser?").names == ("Muster",)


def test_english(index: Index) -> None:
    question = understand(index, "How often does the Lenkungsgruppe meet?")
    assert question.english and question.asks is Asks.COUNT


def test_earlier_turns_complete_the_question(index: Index) -> None:
    earlier = [Turn(question="Wie oft tagt der Lenkungskreis?", answer="Zweimal im Jahr.")]
    question = understand(index, "Wer leitet ihn?", earlier)
    assert (question.typed, question.text) == ("Wer leitet ihn?", "Wer leitet den Lenkungskreis?")
    assert question.asks is Asks.WHO
    assert understand(index, "Wer leitet ihn?").text == "Wer leitet ihn?"


def test_the_questions_in_a_question(index: Index) -> None:
    question = understand(index, "Wie oft tagt der Lenkungskreis und wer führt den Vorsitz?")
    first, second = read_parts(index, question)
    assert (first.text, second.text) == question.parts
    assert (first.asks, second.asks) == (Asks.COUNT, Asks.WHO)
    assert first.text == "Wie oft tagt der Lenkungskreis?"
    assert "Vorsitz" in second.text


def test_a_question_that_is_one_is_its_own_part(index: Index) -> None:
    question = understand(index, "Wer entscheidet im Lenkungskreis?")
    assert read_parts(index, question) == (question,)


def test_names_that_the_index_knows(index: Index) -> None:
    names = known_names(index)
    assert "Fachkräftestrategie Leine-Weser" in names
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "typed", ["?", "…", "  ", "0", "🙂", "x" * 2000, "und oder aber", "'; DROP TABLE--", "{{ 7*7 }}"]
)
def test_nothing_that_is_typed_fails(index: Index, typed: str) -> None:
    question = understand(index, typed)
    assert question.typed == typed
    assert read_parts(index, question)
