"""Answers over a real index: quotes, markers, lists, tables, notes, and what is said when nothing answers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.answering.question import Asks, expectation
from bot.assistant import Assistant
from corpus.model import Status
from tests.bot.library import PROGRAMMES

ANSWERED = (
    "Wer entscheidet im Lenkungskreis?",
    "Wie oft tagt die Lenkungsgruppe?",
    "Wer ist stimmberechtigt im Lenkungskreis?",
    "Welche Handlungsfelder nennt die Strategie?",
    "Welche Handlungsschwerpunkte hat Leine-Weser?",
    "Wie hoch ist die Förderung?",
    "Wie hoch sind die Mittel für Hildesheim in der Förderperiode 2014–2020?",
    "Welche Telefonnummer hat die Geschäftsstelle der Allianz?",
    "Arbeitet das Bündnis in fünf Handlungsfeldern?",
    "Wo erhalten Bürgerinnen und Bürger Auskunft?",
    "Wessen Aufgabe ist die Fachkräftesicherung?",
    "Was war das Ziel von H2Skills?",
    "Wie lang war die Vakanzzeit in Celle 2023?",
    "Giftpilze",
)
OFF_TOPIC = (
    "Wie ist das Wetter auf dem Mars?",
    "Wie heißt die Hauptstadt von Australien?",
    "What is the best recipe for apple pie?",
    "Wer wurde 1974 Fußballweltmeister?",
)


def markers(answer: str) -> set[int]:
    return {int(n) for n in re.findall(r"\[(\d+)\]", answer)}


@pytest.mark.parametrize("question", ANSWERED)
def test_every_citation_is_verbatim_numbered_placed_and_opens_its_page(
    assistant: Assistant, client: httpx.Client, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert markers(answer.answer) == {c.n for c in answer.citations} != set()
    for citation in answer.citations:
        passage = assistant.passage(citation.passage_id)
        document = assistant.document(citation.document_id).document
        address = urlsplit(citation.url)
        start, end = (int(n) for n in parse_qs(address.query)["zitat"][0].split("-"))
        assert citation.quote == passage.text[start:end] == citation.quote.strip() != ""
        assert citation.section == passage.section
        assert (citation.title, citation.kind, citation.issued) == (document.title, document.kind, document.issued)
        assert (citation.alliance, citation.source) == (document.alliance, document.source)
        if document.file.endswith(".pdf"):
            assert passage.page is not None and passage.page_end is not None and citation.page is not None
            assert passage.page <= citation.page <= passage.page_end
        mark = BeautifulSoup(client.get(citation.url).text, "lxml").select_one(f"mark#{address.fragment}")
        assert mark is not None and mark.text == citation.quote


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_what_the_documents_do_not_say_is_not_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations, answer.contact) == (Status.NO_ANSWER, (), None)
    assert markers(answer.answer) == set()
    assert "Dokumente nichts" in answer.answer
    sections = {title for p in assistant.search(question, k=100) for title in p.passage.section}
    for suggestion in answer.suggestions:
        match = re.fullmatch(r"Was sagen die Dokumente zu „(.+)“\?", suggestion)
        assert match and any(match[1] in title for title in sections)
    assert 1 <= len(answer.suggestions) == len(set(answer.suggestions)) <= 3


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p["alliance"])
def test_without_an_answer_the_named_alliance_can_be_asked(assistant: Assistant, programme: dict[str, Any]) -> None:
    weather = "Wie wird das Wetter im Urlaub"
    named = assistant.ask(f"{weather} in {programme['names'][0]}?")
    chosen = assistant.ask(f"{weather}?", alliance=programme["alliance"])
    for answer in (named, chosen):
        assert answer.status is Status.NO_ANSWER
        assert answer.contact is not None
        assert answer.contact.name == programme["contact"]["name"]


def test_a_list_is_given_whole_with_its_lead_in(assistant: Assistant) -> None:
    answer = assistant.ask("Welche Handlungsschwerpunkte hat Leine-Weser?")
    assert answer.answer.split("\n") == [
        "Die Strategie nennt drei Handlungsschwerpunkte: [1]",
        "- Ausbildung im Handwerk",
        "- Studium und Praxis",
        "- Pflege und Gesundheit",
    ]
    assert answer.citations[0].quote.count("• ") == 3
    numbered = assistant.ask("Welche Handlungsfelder nennt die Strategie in Nordostniedersachsen?").answer
    items = ("Berufsorientierung an Schulen", "Weiterbildung von Beschäftigten", "Zuwanderung", "Vereinbarkeit")
    assert all(f"{n}. {item}" in numbered for n, item in enumerate(items, 1))
    assert "Handlungsfelder sind:" in numbered


def test_a_cell_comes_with_its_row_column_and_caption(assistant: Assistant) -> None:
    answer = assistant.ask("Wie hoch sind die Mittel für Hildesheim in der Förderperiode 2014–2020?")
    assert answer.answer == "Hildesheim: 2014–2020: 3,85 (Tabelle 1: Mittel je Förderperiode (in Mio. Euro)) [1]"
    assert answer.citations[0].quote == "Hildesheim | 3,85 | 2,40"


def test_an_empty_cell_is_said_to_hold_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("Wie hoch sind die Mittel für Holzminden 2021–2027?")
    assert answer.answer.startswith("Holzminden: 2021–2027: keine Angabe (Tabelle 1")
    assert answer.citations[0].quote == "Holzminden | 1,10 | x"


def test_a_marker_in_a_document_is_not_taken_for_ours(assistant: Assistant) -> None:
    answer = assistant.ask("Wessen Aufgabe ist die Fachkräftesicherung?")
    assert "Kommunen [3]." in answer.citations[0].quote
    assert "Kommunen (3)." in answer.answer
    assert markers(answer.answer) == {1}


def test_a_source_that_no_longer_holds_is_noted(assistant: Assistant) -> None:
    question = "Arbeitet das Bündnis in fünf Handlungsfeldern?"
    now = assistant.ask(question)
    assert now.citations[0].document_id == "lueneburg-beschluss-2014-356"
    assert [(n.kind, n.text) for n in now.notes] == [
        ("outdated", "„Beschluss 2014/356 des Kreisausschusses“ gilt nicht mehr. Stand: 3. Juli 2014.")
    ]
    then = assistant.ask(question, as_of=date(2016, 1, 1))
    assert then.citations[0].document_id == "lueneburg-beschluss-2014-356"
    assert then.notes == ()


def test_a_corrected_word_is_noted(assistant: Assistant) -> None:
    answer = assistant.ask("Wer entscheidet im Lenkungskries?")
    assert answer.standalone_question == "Wer entscheidet im Lenkungskreis?"
    assert [(n.kind, n.text) for n in answer.notes] == [
        ("spelling", "Verstanden: „Lenkungskries“ als „Lenkungskreis“.")
    ]
    assert answer.citations == assistant.ask("Wer entscheidet im Lenkungskreis?").citations


def test_alliances_are_kept_apart(assistant: Assistant) -> None:
    for alliance, often in (("nordostniedersachsen", "zweimal"), ("leine-weser", "viermal")):
        answer = assistant.ask("Wie oft im Jahr tagt das Gremium, das über Projekte entscheidet?", alliance=alliance)
        assert {c.alliance for c in answer.citations} == {alliance}
        assert often in answer.answer


def test_nothing_in_scope_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Wer entscheidet im Lenkungskreis?", as_of=date(1950, 1, 1))
    assert (answer.status, answer.citations, answer.suggestions) == (Status.NO_ANSWER, (), ())


@pytest.mark.parametrize(
    ("question", "asks", "met", "missed"),
    [
        ("Wie viele Handlungsfelder gibt es?", Asks.NUMBER, "vier Felder", "Felder und Ziele"),
        ("How many fields are there?", Asks.NUMBER, "4 Felder", "keine Felder"),
        ("Wann endet die Strategie?", Asks.DATE, "Ende Dezember", "bald"),
        ("Welche Telefonnummer hat das Amt?", Asks.CONTACT, "Telefon 05121 56 78", "im Amt"),
        ("Welche Felder gibt es?", Asks.LIST, "irgendetwas", None),
        ("Wer entscheidet?", Asks.OTHER, "irgendetwas", None),
    ],
)
def test_the_form_of_a_question_says_what_can_answer(question: str, asks: Asks, met: str, missed: str | None) -> None:
    expected = expectation(question)
    assert expected.asks is asks
    assert expected.met_by(met)
    assert missed is None or not expected.met_by(missed)


def test_a_year_that_the_evidence_does_not_speak_of_is_refused(assistant: Assistant) -> None:
    asked = "Wie oft tagt der Lenkungskreis?"
    assert assistant.ask(asked).status is Status.ANSWERED
    assert assistant.ask("Wie oft tagte der Lenkungskreis 1987?").status is Status.NO_ANSWER
