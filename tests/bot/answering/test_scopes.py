"""Two alliances are answered apart, compared in a table, or asked back; a chosen alliance settles it."""

from __future__ import annotations

import pytest

from bot.answering.scopes import apart
from bot.assistant import Assistant
from bot.understanding.understand import understand
from corpus.model import Answer, Status
from retrieval.index import Index
from retrieval.scope import Scope
from tests.bot.answering.asking import TODAY, finding
from tests.bot.answering.conftest import Shelve

RATE = "Mit höchstens wie viel Prozent der anerkannten Ausgaben werden Vorhaben gefördert"
ONE_MEANT = "Wer führt den Vorsitz im Bündnis?"


def alliances(answer: Answer) -> list[str | None]:
    return [c.alliance for c in answer.citations]


def columns(answer: str) -> dict[str, str]:
    """A table of one row, by column name."""
    head, rule, row = ([cell.strip() for cell in line.strip("|").split("|")] for line in answer.split("\n"))
    assert set(rule) == {"---"}
    return dict(zip(head, row, strict=True))


@pytest.mark.parametrize("question", [f"{RATE}?", f"{RATE} im Moorgau und im Küstenbogen?", "Wer führt den Vorsitz?"])
def test_two_that_answer_stand_side_by_side(asked: Assistant, question: str) -> None:
    answer = asked.ask(question)
    assert answer.status is Status.ANSWERED
    assert sorted(filter(None, alliances(answer))) == ["kuestenbogen", "moorgau"]
    cells = columns(answer.answer)
    assert cells.keys() == {"Bündnis Moorgau", "Allianz Küstenbogen"}
    by_alliance = {c.alliance: c for c in answer.citations}
    for name, slug in (("Bündnis Moorgau", "moorgau"), ("Allianz Küstenbogen", "kuestenbogen")):
        assert cells[name] == f"{by_alliance[slug].quote} [{by_alliance[slug].n}]"


def test_each_figure_stands_under_its_alliance(asked: Assistant) -> None:
    cells = columns(asked.ask(f"{RATE}?").answer)
    assert "45 Prozent" in cells["Bündnis Moorgau"] and "60 Prozent" not in cells["Bündnis Moorgau"]
    assert "60 Prozent" in cells["Allianz Küstenbogen"] and "45 Prozent" not in cells["Allianz Küstenbogen"]


def test_long_answers_stand_below_each_other(asked: Assistant) -> None:
    answer = asked.ask("Vergleiche die Förderung im Moorgau mit der Förderung im Küstenbogen")
    assert answer.status is Status.ANSWERED
    blocks = answer.answer.split("**")
    assert set(blocks[1::2]) == {"Bündnis Moorgau:", "Allianz Küstenbogen:"}
    said = dict(zip(blocks[1::2], blocks[2::2], strict=True))
    assert "45 Prozent" in said["Bündnis Moorgau:"] and "60 Prozent" in said["Allianz Küstenbogen:"]
    assert {"moorgau", "kuestenbogen"} == set(alliances(answer))


def test_a_definite_alliance_is_asked_back(asked: Assistant) -> None:
    answer = asked.ask(ONE_MEANT)
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())
    assert answer.answer.startswith("Das antworten die Bündnisse verschieden. Welches meinen Sie:")
    assert "Bündnis Moorgau" in answer.answer and "Allianz Küstenbogen" in answer.answer
    assert len(answer.suggestions) == 2


def test_what_is_offered_can_be_asked(asked: Assistant) -> None:
    answers = {choice: asked.ask(choice) for choice in asked.ask(ONE_MEANT).suggestions}
    assert Status.ANSWERED in {answer.status for answer in answers.values()}
    for choice, answer in answers.items():
        meant = "moorgau" if "Moorgau" in choice else "kuestenbogen"
        assert set(alliances(answer)) <= {meant}


@pytest.mark.parametrize("alliance", ["moorgau", "kuestenbogen"])
@pytest.mark.parametrize("question", [ONE_MEANT, f"{RATE}?", f"{RATE} im Moorgau und im Küstenbogen?"])
def test_the_filter_wins(asked: Assistant, alliance: str, question: str) -> None:
    answer = asked.ask(question, alliance=alliance)
    assert answer.status is Status.ANSWERED
    assert set(alliances(answer)) == {alliance}


@pytest.mark.parametrize(("name", "alliance"), [("Moorgau", "moorgau"), ("Küstenbogen", "kuestenbogen")])
def test_one_that_is_named_is_not_mixed_with_the_other(asked: Assistant, name: str, alliance: str) -> None:
    answer = asked.ask(f"{RATE} im {name}?")
    assert set(alliances(answer)) == {alliance}
    assert "|" not in answer.answer


def split(index: Index, question: str, **scope: str) -> bool:
    """Whether there is anything to keep apart."""
    read, first = understand(index, question), finding(index, question, **scope)
    result = apart(index, read, first, scope=Scope(**scope), today=TODAY)
    return bool(result.quotes or result.clarify)


def test_what_needs_not_be_kept_apart(papers: Index) -> None:
    assert split(papers, f"{RATE}?")
    assert not split(papers, f"{RATE}?", alliance="moorgau")
    assert not split(papers, f"{RATE} im Moorgau?")
    assert not split(papers, "Wie viele Gewächshäuser hat der Betrieb am Kanal?")  # of no alliance
    assert not split(papers, "Wie ist das Wetter auf dem Mars?")
    assert not split(papers, "Wie oft tagt die Steuergruppe?")  # only one has such a body


def test_one_alliance_alone_is_not_kept_apart(shelve: Shelve) -> None:
    index = shelve({"a.md": "# Rat\n\nDer Rat tagt jeden Montag im Rathaus von Seedorf."}, a={"alliance": "seeland"})
    assert not split(index, "Wo tagt der Rat jeden Montag?")
