"""Answers from start to finish over a real index: quotes, sources that open, notes, follow-ups."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Assistant
from corpus.model import Status, Turn
from tests.bot.pages import bare, marked

ANSWERED = (
    "Wer entscheidet im Lenkungskreis?",
    "Wie oft tagt die Lenkungsgruppe?",
    "Wer ist stimmberechtigt im Lenkungskreis?",
    "Welche Handlungsfelder nennt die Strategie?",
    "Welche Handlungsschwerpunkte hat Leine-Weser?",
    "Wie hoch ist die Förderung?",
    "Wie hoch sind die Mittel für Hildesheim in der Förderperiode 2014–2020?",
    "Welche Telefonnummer hat die Geschäftsstelle der Allianz?",
    "Wer stimmt dem Beitritt des Landkreises Lüneburg zu?",
    "Wo erhalten Bürgerinnen und Bürger Auskunft?",
    "Wessen Aufgabe ist die Fachkräftesicherung?",
    "Was war das Ziel von H2Skills?",
    "Wie lang war die Vakanzzeit in Celle 2023?",
    "Giftpilze",
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
        shown = BeautifulSoup(client.get(citation.url).text, "lxml")
        assert bare(marked(shown)) == bare(citation.quote)
        assert shown.select_one(f"mark#{address.fragment}") is not None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wie oft tagt der Lenkungskreis?", "zweimal im Jahr"),
        ("Wie oft tagt die Lenkungsgruppe?", "viermal im Jahr"),
        ("Wer führt in Nordostniedersachsen den Vorsitz?", "Landkreis Lüneburg"),
        ("Mit welcher Mehrheit fallen Beschlüsse im Lenkungskreis?", "einfacher Mehrheit"),
        ("Welche Telefonnummer hat die Geschäftsstelle der Allianz?", "04131 12 34"),
        ("Welche E-Mail-Adresse hat die Geschäftsstelle der Allianz?", "allianz@example.org"),
        ("Wie hoch ist die Förderung in Nordostniedersachsen?", "40 Prozent"),
        ("Wie lang war die Vakanzzeit in Celle 2023?", "Celle, 2023: 337"),
        ("wie hoch ist die foerderung in nordostniedersachsen", "40 Prozent"),
        ("Wer fuehrt in Nordostniedersachsen den Vorsitz?", "Landkreis Lüneburg"),
        ("Wie oft tagt die Lenkungsgrupe?", "viermal im Jahr"),
    ],
)
def test_the_fact_that_is_asked_for(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert said in answer.answer


def test_a_list_is_given_whole_with_its_lead_in(assistant: Assistant) -> None:
    answer = assistant.ask("Welche Handlungsschwerpunkte hat Leine-Weser?")
    assert answer.answer.split("\n") == [
        "Die Strategie nennt drei Handlungsschwerpunkte: [1]",
        "- Ausbildung im Handwerk",
        "- Studium und Praxis",
        "- Pflege und Gesundheit",
    ]
    assert answer.citations[0].quote.count("• ") == 3


def test_a_cell_comes_with_its_row_column_and_caption(assistant: Assistant) -> None:
    answer = assistant.ask("Wie hoch sind die Mittel für Hildesheim in der Förderperiode 2014–2020?")
    assert answer.answer == "Hildesheim, 2014–2020: 3,85 (Tabelle 1: Mittel je Förderperiode (in Mio. Euro)) [1]"
    assert answer.citations[0].quote == "Hildesheim | 3,85 | 2,40"
    within = assistant.ask("Wie hoch sind die Mittel für Hildesheim 2018?")
    assert within.answer == answer.answer


def test_an_empty_cell_is_said_to_hold_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("Wie hoch sind die Mittel für Holzminden 2021–2027?")
    assert answer.status is Status.NO_ANSWER
    assert "Die Tabelle nennt für „Holzminden, 2021–2027“ keine Angabe." in answer.answer
    assert answer.contact is not None and answer.contact.person == "Edmund Beispiel"


def test_a_marker_in_a_document_is_not_taken_for_ours(assistant: Assistant) -> None:
    answer = assistant.ask("Wessen Aufgabe ist die Fachkräftesicherung?")
    assert "Kommunen [3]." in answer.citations[0].quote
    assert "Kommunen (3)." in answer.answer
    assert markers(answer.answer) == {1}


def test_a_source_that_no_longer_holds_is_noted(assistant: Assistant) -> None:
    question = "Wer stimmt dem Beitritt des Landkreises Lüneburg zu?"
    now = assistant.ask(question)
    assert now.citations[0].document_id == "lueneburg-beschluss-2014-356"
    assert [(n.kind, n.text) for n in now.notes] == [
        ("outdated", "„Beschluss 2014/356 des Kreisausschusses“ gilt nicht mehr. Stand: 3. Juli 2014.")
    ]
    then = assistant.ask(question, as_of=date(2016, 1, 1))
    assert then.citations[0].document_id == "lueneburg-beschluss-2014-356"
    assert then.notes == ()


def test_what_is_in_force_comes_before_what_was(assistant: Assistant) -> None:
    now = assistant.ask("Wie viele Handlungsfelder hat Nordostniedersachsen?")
    assert "vier Handlungsfelder" in now.answer and "fünf" not in now.answer
    assert [c.document_id for c in now.citations] == ["non-strategie-2024"]
    for question in ("Wie viele Handlungsfelder hatte das Bündnis 2014?", "Wie viele Handlungsfelder gab es 2014?"):
        then = assistant.ask(question)
        assert "fünf Handlungsfeldern" in then.answer
        assert [n.kind for n in then.notes] == ["outdated"]


def test_the_day_of_the_question_chooses_the_papers(assistant: Assistant) -> None:
    question = "In wie vielen Handlungsfeldern arbeitet das Bündnis"
    then = assistant.ask(f"{question}, Stand am 31.12.2019?", explain=True)
    assert {c.document_id for c in then.citations} == {"lueneburg-beschluss-2014-356"}
    assert "fünf Handlungsfeldern" in then.answer
    assert then.notes == ()  # it was in force on that day
    assert then.explanation is not None
    assert then.explanation.searched["Stand"] == then.explanation.understood["Stand"] == "31. Dezember 2019"
    assert {p.document.id for p in assistant.search(question, as_of=date(2019, 12, 31))} == {
        "lueneburg-beschluss-2014-356"
    }


def test_a_corrected_word_is_noted(assistant: Assistant) -> None:
    answer = assistant.ask("Wer entscheidet im Lenkungskries?")
    assert answer.standalone_question == "Wer entscheidet im Lenkungskreis?"
    assert [(n.kind, n.text) for n in answer.notes] == [
        ("spelling", "Verstanden: „Lenkungskries“ als „Lenkungskreis“.")
    ]
    assert answer.citations == assistant.ask("Wer entscheidet im Lenkungskreis?").citations


@pytest.mark.parametrize(
    ("earlier", "question", "standalone", "said"),
    [
        ("Wie oft tagt der Lenkungskreis?", "Und die Lenkungsgruppe?", "Wie oft tagt die Lenkungsgruppe?", "viermal"),
        (
            "Wie hoch sind die Mittel für Hildesheim 2014–2020?",
            "Und in Holzminden?",
            "Wie hoch sind die Mittel für Holzminden 2014–2020?",
            "1,10",
        ),
        (
            "Wie lang war die Vakanzzeit in Celle 2023?",
            "Und 2020?",
            "Wie lang war die Vakanzzeit in Celle 2020?",
            "Celle, 2020: ",
        ),
    ],
)
def test_follow_ups(assistant: Assistant, earlier: str, question: str, standalone: str, said: str) -> None:
    before = assistant.ask(earlier)
    answer = assistant.ask(question, history=[Turn(question=earlier, answer=before.answer)])
    assert answer.standalone_question == standalone
    assert answer.status is Status.ANSWERED
    assert said in answer.answer
    assert answer.citations == assistant.ask(standalone).citations


def test_several_questions_in_one(assistant: Assistant) -> None:
    answer = assistant.ask("Wie oft tagt der Lenkungskreis und wer ist stimmberechtigt im Lenkungskreis?")
    assert "zweimal im Jahr" in answer.answer and "- die Gewerkschaften" in answer.answer
    assert markers(answer.answer) == {c.n for c in answer.citations} == {1, 2}


def test_the_part_without_an_answer_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("Wie oft tagt der Lenkungskreis und wie ist das Wetter auf dem Mars?")
    assert answer.status is Status.ANSWERED
    assert [(n.kind, n.text) for n in answer.notes] == [
        ("scope", "Zu „Wie ist das Wetter auf dem Mars?“ sagen die Dokumente nichts.")
    ]


def test_an_english_question_has_an_english_sentence_before_german_quotes(assistant: Assistant) -> None:
    answer = assistant.ask("Which phone number does the Geschäftsstelle der Allianz have?")
    lead, _, said = answer.answer.partition("\n\n")
    assert lead == "The documents give this phone number (quoted in German):"
    assert said == f"{answer.citations[0].quote} [1]"
    assert "04131 12 34" in said


def test_alliances_are_kept_apart(assistant: Assistant) -> None:
    for alliance, chair in (("nordostniedersachsen", "Landkreis Lüneburg"), ("leine-weser", "Amt für regionale")):
        answer = assistant.ask("Wer führt den Vorsitz?", alliance=alliance)
        assert {c.alliance for c in answer.citations} == {alliance}
        assert chair in answer.answer


def test_nothing_in_scope_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Wer entscheidet im Lenkungskreis?", as_of=date(1950, 1, 1))
    assert (answer.status, answer.citations, answer.suggestions) == (Status.NO_ANSWER, (), ())


def test_without_a_model_the_wanted_mode_is_noted(assistant: Assistant) -> None:
    for question in ("Wer entscheidet im Lenkungskreis?", "Wie ist das Wetter auf dem Mars?"):
        answer = assistant.ask(question, mode="generative")
        assert answer.mode == "extractive"
        assert [n.kind for n in answer.notes] == ["mode"]
