"""Questions to tables: the right cell by row and column, extremes, honest empty cells, and no cell for another question."""

from __future__ import annotations

import re

import pytest

from bot.answering.rows import shown
from bot.answering.tables import covered_years, is_empty
from bot.assistant import Assistant
from corpus.model import Status
from retrieval.index import Index
from tests.bot.answering.asking import finding

VACANCY = "(Tabelle 1: Vakanzzeit nach Berufsgruppe 2022 (in Tagen))"


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Wie lang ist die Vakanzzeit in der Altenpflege in Torfbruch?", "Altenpflege, Torfbruch: 174"),
        ("Wie lang ist die Vakanzzeit in der Altenpflege in Mönchsfelde?", "Altenpflege, Mönchsfelde: 201"),
        ("Wie lang ist die Vakanzzeit in der Dachdeckerei in Moenchsfelde?", "Dachdeckerei, Mönchsfelde: 112"),
        ("Wie lang ist die Vakanzzeit in der Gastronomie in Torfbruch?", "Gastronomie, Torfbruch: 64"),
        # the paper shortens the district's name, the question writes it out
        (
            "Wie lang ist die Vakanzzeit in der Altenpflege in Lüchtenau-Dannenried?",
            "Altenpflege, Lüchtenau-Dan.: 188",
        ),
        (
            "Wie lang ist die Vakanzzeit in der Dachdeckerei in Luechtenau-Dannenried?",
            "Dachdeckerei, Lüchtenau-Dan.: 95",
        ),
        ("Wie lang ist die Vakanzzeit insgesamt in Torfbruch?", "Insgesamt, Torfbruch: 119"),
        ("Wie lang ist die Vakanzzeit über alle Berufe in Mönchsfelde?", "Insgesamt, Mönchsfelde: 120"),
    ],
)
def test_a_cell_by_row_and_column(asked: Assistant, question: str, cell: str) -> None:
    answer = asked.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.answer == f"{cell} {VACANCY} [1]"
    row, value = cell.partition(",")[0], cell.rpartition(" ")[2]
    assert answer.citations[0].quote.startswith(f"{row} | ")
    assert value in answer.citations[0].quote.split(" | ")


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("Wie hoch war die Einwohnerzahl in Torfbruch 2015?", "Torfbruch, 2015: 99.400"),
        ("Wie hoch war die Einwohnerzahl 2021 in Mönchsfelde?", "Mönchsfelde, 2021: 80.100"),
        ("Wie hoch ist die Einwohnerzahl in Lüchtenau-Dannenried 2040?", "Lüchtenau-Dan., Prognose 2040: 41.300"),
    ],
)
def test_a_year_in_the_column_names(asked: Assistant, question: str, cell: str) -> None:
    assert asked.ask(question).answer == f"{cell} (Tabelle 2: Einwohnerzahl nach Landkreis) [1]"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Wie hoch war die Teilzeitquote der Frauen in Wattstedt 2020?", "48,6"),
        ("Wie hoch war die Teilzeitquote der Männer in Wattstedt 2019?", "9,8"),
        ("Wie hoch war die Teilzeitquote der Männer in Wattstedt 2021?", "11,0"),
    ],
)
def test_a_year_in_a_cell(asked: Assistant, question: str, value: str) -> None:
    assert re.findall(r"\d+,\d", asked.ask(question).answer) == [value]


def test_a_column_of_years_is_the_name_of_its_rows(papers: Index) -> None:
    found = finding(papers, "Wie hoch war die Teilzeitquote der Frauen in Wattstedt 2020?", sure=True)
    said = " ".join(q.text for q in found.quotes)
    assert "2020" in said and "48,6" in said and "2019" not in said


@pytest.mark.parametrize(
    ("question", "best", "most"),
    [
        ("Wo ist die Vakanzzeit in der Altenpflege am längsten?", "Altenpflege, Mönchsfelde: 201", True),
        ("Wo ist die Vakanzzeit in der Altenpflege am kürzesten?", "Altenpflege, Torfbruch: 174", False),
        # an empty cell is neither the lowest nor zero
        ("Wo ist die Vakanzzeit in der Dachdeckerei am kürzesten?", "Dachdeckerei, Lüchtenau-Dan.: 95", False),
        ("Wo ist die Vakanzzeit in der Gastronomie am längsten?", "Gastronomie, Mönchsfelde: 77", True),
    ],
)
def test_the_highest_and_lowest_over_districts(asked: Assistant, question: str, best: str, most: bool) -> None:
    answer = asked.ask(question)
    assert answer.answer == f"{'Am höchsten' if most else 'Am niedrigsten'}: {best} {VACANCY} [1]"


@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("Wie lang ist die Vakanzzeit in der Dachdeckerei in Torfbruch?", "Dachdeckerei, Torfbruch", "x"),
        (
            "Wie lang ist die Vakanzzeit in der Gastronomie in Lüchtenau-Dannenried?",
            "Gastronomie, Lüchtenau-Dan.",
            "–",
        ),
    ],
)
def test_an_empty_cell_is_no_answer_and_said_to_be_empty(
    asked: Assistant, papers: Index, question: str, name: str, value: str
) -> None:
    found = finding(papers, question)
    assert found.table is not None
    assert [(c.name, c.value, c.empty) for c in found.table.cells] == [(name, value, True)]
    assert found.failed is not None and found.failed.name == "cell"
    answer = asked.ask(question)
    assert (answer.status, answer.citations, answer.confidence) == (Status.NO_ANSWER, (), 0.0)
    assert f"Die Tabelle nennt für „{name}“ keine Angabe." in answer.answer


def test_an_empty_cell_among_others_is_shown_as_no_figure(papers: Index) -> None:
    found = finding(papers, "Wie lang ist die Vakanzzeit in der Dachdeckerei?", sure=True)
    (quote,) = found.quotes
    assert "112" in quote.text and "95" in quote.text
    assert "keine Angabe" in quote.text


@pytest.mark.parametrize(
    "question",
    [
        "Wie lang ist die Vakanzzeit in der Tischlerei in Mönchsfelde?",  # no such row
        "Wie lang ist die Vakanzzeit bei Zahnärzten in Torfbruch?",
        "Wie lang ist die Vakanzzeit in der Altenpflege in Deichhafen?",  # no such column
        "Wie hoch war die Einwohnerzahl in Torfbruch 2018?",  # no such year
        "Wie hoch war die Teilzeitquote der Männer in Deichhafen 2019?",  # a table about another place
        "Wie hoch war die Teilzeitquote der Männer in Wattstedt 2016?",
        "Wie viel Euro kostet die Altenpflege in Torfbruch?",  # days are no Euro
        "Wie viel Prozent macht die Altenpflege in Torfbruch aus?",
    ],
)
def test_what_the_table_does_not_name_is_not_taken_from_it(asked: Assistant, papers: Index, question: str) -> None:
    assert finding(papers, question).table is None
    assert asked.ask(question).status is Status.NO_ANSWER


def test_a_period_holds_the_years_between_its_ends() -> None:
    assert covered_years("2015–2021") == {str(y) for y in range(2015, 2022)}
    assert covered_years("von 2015 bis 2017") == {"2015", "2016", "2017"}
    assert covered_years("2015 und 2021") == {"2015", "2021"}
    assert covered_years("Prognose 2040, 12015 Plätze") == {"2040"}
    assert covered_years("ohne") == set()


def test_a_figure_of_a_period(asked: Assistant) -> None:
    answer = asked.ask("Wie hoch sind die Fördermittel im Küstenbogen 2015–2021?").answer
    assert "2,75" in answer and "3,10" not in answer and "in Mio. Euro" in answer


def test_a_gap_in_a_period(asked: Assistant) -> None:
    assert asked.ask("Wie hoch sind die Fördermittel im Moorgau 2022–2027?").status is Status.NO_ANSWER


@pytest.mark.parametrize("value", ["x", "X", "–", "-", "", " ", "k. A.", "k.A.", "keine Angabe", ".", "nicht genannt"])
def test_cells_without_a_figure(value: str) -> None:
    assert is_empty(value)
    assert shown(value) == "keine Angabe"


@pytest.mark.parametrize("value", ["0", "0,0", "-3", "12 x", "rund 5"])
def test_a_zero_is_a_figure(value: str) -> None:
    assert not is_empty(value)
    assert shown(value) == value
