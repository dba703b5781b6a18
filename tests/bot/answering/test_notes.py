"""Remarks beside an answer: no longer in force, older than the strategy, another figure elsewhere, how a word was read."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.notes import newer_strategy, notes
from bot.answering.quotes import cite, stretch
from bot.understanding.understand import understand
from corpus.model import Note
from retrieval.index import Index
from tests.bot.answering.asking import TODAY, candidate
from tests.bot.answering.conftest import Shelve

CLASSES = "Das Lernmobil hat 310 Schulklassen besucht"


def remarks(
    index: Index, question: str, said: str, *others: tuple[str, float], today: date = TODAY, **form: float
) -> list[Note]:
    """The notes if `said` is quoted and the others were ranked behind it."""
    best = candidate(index, said)
    ranked = [best, *(candidate(index, words, score, has_form=1.0) for words, score in others)]
    _, citations = cite([stretch(best.hit, [best.number])])
    return list(notes(index, understand(index, question), citations, ranked, today))


def test_what_is_in_force_needs_no_remark(papers: Index) -> None:
    assert remarks(papers, "Wie oft tagt der Beirat?", "Er tagt dreimal") == []
    assert remarks(papers, "Was verkauft die Gärtnerei?", "Sie verkauft Stauden") == []  # of no alliance


def test_what_no_longer_holds(papers: Index) -> None:
    (note,) = remarks(papers, "Wie oft tagt der Beirat?", "Er tagt fünfmal")
    assert note.kind == "outdated"
    assert note.text == "„Beschluss Moorgau 2013“ gilt nicht mehr. Stand: 2. April 2013."
    assert remarks(papers, "Wie oft tagt der Beirat?", "Er tagt fünfmal", today=date(2015, 1, 1)) == []


def test_what_is_years_older_than_the_strategy(papers: Index) -> None:
    (note,) = remarks(papers, "Was ist das Lernmobil?", "ist ein umgebauter Bus")
    assert note.kind == "age"
    assert note.text == "Stand dieser Angabe: 2017. Neuer ist „Strategie Moorgau“ (Mai 2024)."
    assert remarks(papers, "Was ist das Lernmobil?", "ist ein umgebauter Bus", today=date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("document", "day", "newer"),
    [
        ("lernmobil", TODAY, "moorgau-strategie"),
        ("lernmobil", date(2024, 4, 30), None),  # not out yet
        ("moorgau-strategie", TODAY, None),
        ("wegweiser", TODAY, None),
        ("kuestenbogen-strategie", TODAY, None),
    ],
)
def test_a_newer_strategy_of_the_same_alliance(papers: Index, document: str, day: date, newer: str | None) -> None:
    found = newer_strategy(papers.documents[document], tuple(papers.documents.values()), day)
    assert (found and found.id) == newer


def test_another_figure_in_another_paper_is_shown_beside_it(papers: Index) -> None:
    question = "Wie viele Schulklassen hat das Lernmobil besucht?"
    found = remarks(papers, question, "240 Schulklassen", (CLASSES, 4.5))
    (conflict,) = [n for n in found if n.kind == "conflict"]
    assert conflict.text.startswith("Eine andere Angabe steht in „Hafenblatt zum Lernmobil“ (Pressemitteilung, Stand: ")
    assert CLASSES in conflict.text


@pytest.mark.parametrize(
    ("question", "said", "other", "score"),
    [
        ("Wie viele Schulklassen hat das Lernmobil besucht?", "240 Schulklassen", CLASSES, 2.0),  # far behind
        ("Was macht das Lernmobil?", "240 Schulklassen", CLASSES, 4.9),  # asks for no figure
        ("Wie lange darf ein Vorhaben dauern?", "höchstens 18 Monate", "höchstens 24 Monate", 4.9),  # another alliance
        ("Wie viele Schulklassen?", "240 Schulklassen", "Es fährt seit 2016", 4.9),  # the same paper; and a year only
        ("Wie viele Schulklassen?", "240 Schulklassen", "Der Bus ist grün lackiert", 4.9),  # no figure
    ],
)
def test_what_is_no_conflict(papers: Index, question: str, said: str, other: str, score: float) -> None:
    assert "conflict" not in [n.kind for n in remarks(papers, question, said, (other, score))]


def test_the_same_figure_is_no_conflict_and_long_ones_are_cut(shelve: Shelve) -> None:
    tail = ", wie die Leitung in einem ausführlichen Bericht über das vergangene Jahr mitteilte" * 4
    index = shelve(
        {
            "a.md": "# Chor\n\nDer Chor hat 40 Stimmen.",
            "b.md": "# Chor\n\nDer Chor zählt 40 Köpfe.",
            "c.md": f"# Chor\n\nDer Chor zählt 55 Mitglieder{tail}.",
        }
    )
    question = "Wie viele Stimmen hat der Chor?"
    assert remarks(index, question, "40 Stimmen", ("40 Köpfe", 4.9)) == []
    (note,) = remarks(index, question, "40 Stimmen", ("55 Mitglieder", 4.9))
    assert note.text.endswith(" …“") and len(note.text) < 320


def test_how_a_word_was_read(papers: Index) -> None:
    (note,) = remarks(papers, "Was verkauft die Gaertnerei?", "Sie verkauft Stauden")
    assert (note.kind, note.text) == ("spelling", "Verstanden: „Gaertnerei“ als „Gärtnerei“.")
