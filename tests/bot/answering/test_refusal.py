"""A refusal says what is missing, names the closest thing that is there, and whom to ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.refusal import NOTHING, NOTHING_ENGLISH, contact, refusal, suggestions
from bot.understanding.understand import understand
from corpus.model import Check, Hit
from retrieval.index import Index
from retrieval.scope import Scope
from tests.bot.answering.asking import candidate


def hit(index: Index, words: str) -> Hit:
    return candidate(index, words).hit


def check(name: str) -> Check:
    return Check(name=name, passed=False, text="Für Wattstedt nennt die Stelle keine Angabe.")


@pytest.mark.parametrize("name", ["year", "place", "cell"])
def test_what_is_missing_is_said(papers: Index, name: str) -> None:
    text = refusal(understand(papers, "Wie oft?"), [], check(name), related=False)
    assert text == f"{NOTHING} Für Wattstedt nennt die Stelle keine Angabe."


@pytest.mark.parametrize("failed", [None, check("confidence"), check("form")])
def test_else_only_that_there_is_nothing(papers: Index, failed: Check | None) -> None:
    hits = [hit(papers, "Er tagt dreimal")]
    assert refusal(understand(papers, "Wie oft?"), hits, failed, related=False) == NOTHING


def test_the_closest_thing_is_named(papers: Index) -> None:
    question = understand(papers, "Wie teuer ist der Bus?")
    hits = [hit(papers, "ist ein umgebauter Bus"), hit(papers, "Er tagt dreimal")]
    assert refusal(question, hits, None, related=True) == (
        f"{NOTHING} Am nächsten kommt: „Projektprofil: Lernmobil“ („Lernmobil“), Stand: 2017."
    )
    paged = replace(hits[0], passage=replace(hits[0].passage, page=3, section=()))
    assert refusal(question, [paged], None, related=True).endswith("„Projektprofil: Lernmobil“, S. 3, Stand: 2017.")
    assert refusal(question, [], None, related=True) == NOTHING


def test_an_english_question_is_refused_in_english(papers: Index) -> None:
    question = understand(papers, "How much does the bus cost and who is the owner?")
    assert refusal(question, [], check("place"), related=False) == NOTHING_ENGLISH
    said = refusal(question, [hit(papers, "ist ein umgebauter Bus")], None, related=True)
    assert said.startswith(f"{NOTHING_ENGLISH} Closest to it: „Projektprofil: Lernmobil“")


def test_sections_that_came_close_are_suggested(papers: Index) -> None:
    words = ("Er tagt dreimal", "Den Vorsitz führt die Handwerk", "Sie verkauft Stauden", "Wer umschulen", "240 Schul")
    hits = [hit(papers, w) for w in words]
    assert suggestions(hits) == tuple(
        f"Was sagen die Dokumente zu „{t}“?" for t in ("Beirat", "Gärten", "Pflegeberufe", "Lernmobil")
    )
    assert suggestions([]) == ()
    assert suggestions([replace(hits[0], passage=replace(hits[0].passage, section=()))]) == ()


@pytest.mark.parametrize(
    ("question", "alliance", "closest", "name"),
    [
        ("Wie ist das Wetter im Moorgau?", None, "Sie tagt zweimal", "Geschäftsstelle Moorgau"),
        ("Wie ist das Wetter im Moorgau?", "kuestenbogen", "Er tagt dreimal", "Hafenbüro"),  # the filter wins
        ("Wie ist das Wetter in Wattstedt?", None, "Er tagt dreimal", "Hafenbüro"),
        ("Wie ist das Wetter?", None, "Sie tagt zweimal", "Hafenbüro"),
        ("Wie ist das Wetter?", None, "Sie verkauft Stauden", None),
        ("Wie ist das Wetter?", None, None, None),
    ],
)
def test_whom_to_ask(papers: Index, question: str, alliance: str | None, closest: str | None, name: str | None) -> None:
    hits = [hit(papers, closest)] if closest else []
    found = contact(papers, understand(papers, question), Scope(alliance=alliance), hits)
    assert (found and found.name) == name
