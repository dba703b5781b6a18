"""Phrased answers at a real model server: better words, the same sources, and the quoted answer whenever anything is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from bot.assistant import Assistant
from corpus.model import Status, Turn
from corpus.phrasing import Fallback, Fault
from eval.model_server.prompt import Prompt, Task
from eval.model_server.reply import Behaviour
from tests.bot.generation.served import assisted, saying, silent

OFTEN = "Wie oft tagt der Lenkungskreis?"
MEMBERS = "Wer ist im Lenkungskreis stimmberechtigt?"
SHARE = "Wie hoch ist die Förderung in Nordostniedersachsen?"
UNKNOWN = "Wer ist Bundeskanzler?"


def test_a_faithful_sentence_is_shown_with_a_source_that_we_quote(assistant: Assistant) -> None:
    said = "Zweimal im Jahr tagt der Lenkungskreis. [Q1]"
    with assisted(assistant, saying(said)) as (_, helped):
        quoted, answer = helped.ask(OFTEN, mode="extractive"), helped.ask(OFTEN)
    assert quoted.mode == "extractive" and quoted.phrasing is None
    assert (answer.mode, answer.answer) == ("generative", "Zweimal im Jahr tagt der Lenkungskreis. [1]")
    (source,) = answer.citations
    assert "Er tagt zweimal im Jahr" in source.quote and source.quote in assistant.passage(source.passage_id).text
    assert source.passage_id in {c.passage_id for c in quoted.citations}
    assert answer.phrasing and (answer.phrasing.sentences, answer.phrasing.kept) == (1, 1)
    assert answer.phrasing.prompt == "answer/1" and answer.phrasing.fallback is None
    assert answer.timings_ms["total"] >= answer.timings_ms["model"] + answer.timings_ms["verify"] > 0


def test_what_stands_nowhere_is_dropped_and_counted(assistant: Assistant) -> None:
    said = "Der Lenkungskreis tagt zweimal im Jahr. [Q1]\nDen Vorsitz führt Frau Becker. [Q1]\nMehr im Internet."
    said += "\nDer Lenkungskreis entscheidet über die Projekte des Bündnisses. [Q1]"
    with assisted(assistant, saying(said)) as (_, helped):
        answer = helped.ask(OFTEN)
        counted = helped.metrics.page().decode()
    assert answer.mode == "generative" and "Becker" not in answer.answer and "Internet" not in answer.answer
    assert answer.phrasing and answer.phrasing.dropped == {Fault.NAME: 1, Fault.NO_SOURCE: 1}
    assert 'lotse_sentences_total{result="name"} 1.0' in counted
    assert 'lotse_sentences_total{result="belegt"} 2.0' in counted
    assert 'lotse_phrasings_total{outcome="verwendet"} 1.0' in counted
    assert 'lotse_answers_total{mode="generative",status="answered"} 1.0' in counted


REFUSED: dict[str, tuple[str | Behaviour, Fallback]] = {
    "an invented figure": (saying("Der Lenkungskreis tagt fünfmal im Jahr. [Q1]"), Fallback.UNSUPPORTED),
    "an invented source": (saying("Der Lenkungskreis tagt zweimal im Jahr. [Q7]"), Fallback.UNSUPPORTED),
    "mostly wrong": (
        saying("Er tagt zweimal im Jahr. [Q1]\nEr tagt in Celle. [Q1]\nEr tagt seit 1999. [Q1]\nEr tagt online. [Q1]"),
        Fallback.UNSUPPORTED,
    ),
    "not what was asked": (saying("Beschlüsse fallen mit einfacher Mehrheit. [Q1]"), Fallback.INCOMPLETE),
    "no sources": (saying("Der Lenkungskreis tagt zweimal im Jahr."), Fallback.MALFORMED),
    "declined": (saying("KEINE ANTWORT"), Fallback.DECLINED),
    "server error": ("server_error", Fallback.FAILED),
    "dead": ("dead", Fallback.UNREACHABLE),
    "cut off": ("truncated", Fallback.CUT_OFF),
}


@pytest.mark.parametrize(("behaviour", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_otherwise_it_is_the_quoted_answer_with_a_note(
    assistant: Assistant, behaviour: str | Behaviour, reason: Fallback
) -> None:
    with assisted(assistant, behaviour) as (_, helped):
        quoted, answer = helped.ask(OFTEN, mode="extractive"), helped.ask(OFTEN)
        assert f'lotse_phrasings_total{{outcome="{reason}"}} 1.0' in helped.metrics.page().decode()
    assert (answer.mode, answer.answer, answer.citations) == ("extractive", quoted.answer, quoted.citations)
    assert answer.phrasing and answer.phrasing.fallback is reason
    assert [n.kind for n in answer.notes if n not in quoted.notes] == ["mode"]


def test_a_list_is_shown_whole_or_not_at_all(assistant: Assistant) -> None:
    whole = "Stimmberechtigt sind: [Q1]\n- die Kammern [Q1]\n- die Gewerkschaften [Q1]\n- die Agenturen für Arbeit [Q1]"
    for said, mode in ((whole, "generative"), (whole.replace("- die Gewerkschaften [Q1]\n", ""), "extractive")):
        with assisted(assistant, saying(said)) as (_, helped):
            answer = helped.ask(MEMBERS)
        assert answer.mode == mode and "Gewerkschaften" in answer.answer
    assert answer.phrasing and answer.phrasing.fallback is Fallback.INCOMPLETE


def test_a_sentence_that_leans_on_a_dropped_one_goes_with_it(assistant: Assistant) -> None:
    said = "Der Lenkungskreis tagt zweimal im Jahr. [Q1]\nDer Lenkungskreis entscheidet über die Projekte des Bündnisses. [Q1]"
    said += "\nDer Beirat hat neun Mitglieder. [Q1]\nEr lädt bei Bedarf Gäste ein. [Q1]"
    with assisted(assistant, saying(said)) as (_, helped):
        answer = helped.ask(OFTEN)
    assert answer.mode == "generative" and "Gäste" not in answer.answer


@pytest.mark.parametrize(
    ("question", "given"),
    [
        (OFTEN, {"mode": "extractive"}),
        (UNKNOWN, {}),
        (UNKNOWN, {"mode": "generative"}),
        ("Wie viele Mittel bekommt Hildesheim 2014–2020?", {}),
    ],
)
def test_a_model_is_not_asked_for_quotes_refusals_and_tables(
    assistant: Assistant, question: str, given: dict[str, Any]
) -> None:
    with assisted(assistant, silent) as (server, helped):
        answer = helped.ask(question, **given)
        assert server.requests == 0
    assert answer.mode == "extractive" and answer.phrasing is None
    assert answer.answer == assistant.ask(question).answer


def test_without_a_model_the_wish_for_one_is_answered_with_a_note(assistant: Assistant) -> None:
    answer = assistant.ask(OFTEN, mode="generative")
    assert [n.text for n in answer.notes if n.kind == "mode"] == [
        "Ein Sprachmodell ist nicht eingerichtet; die Antwort ist wörtlich zitiert."
    ]


def test_the_model_gets_the_cited_passages_and_nothing_else(assistant: Assistant) -> None:
    with assisted(assistant, "good") as (server, helped):
        cited = helped.ask(SHARE, mode="extractive").citations
        helped.ask(SHARE)
        (exchange,) = server.taken()
    assert [s.text for s in exchange.prompt.sources] == [assistant.passage(c.passage_id).text for c in cited]
    assert exchange.prompt.question == SHARE
    assert cited[0].title in exchange.prompt.sources[0].heading


def test_sources_that_do_not_fit_are_not_cut(assistant: Assistant) -> None:
    with assisted(assistant, silent, llm_context_tokens=1024, llm_max_tokens=900) as (server, helped):
        answer = helped.ask(OFTEN)
        assert server.requests == 0
    assert answer.phrasing and answer.phrasing.fallback is Fallback.TOO_LONG


def test_an_answer_is_remembered_so_that_reloading_says_the_same(assistant: Assistant) -> None:
    with assisted(assistant, saying("Zweimal im Jahr tagt der Lenkungskreis. [Q1]")) as (server, helped):
        first = helped.ask(OFTEN)
        server.play(silent)
        quoted, shown = helped.ask_again(OFTEN)
        assert helped.ask(OFTEN).answer == shown.answer == first.answer
        assert quoted.mode == "extractive" and server.requests == 1
        assert helped.ask_again(MEMBERS)[1].mode == "extractive"


TYPED = "Wie oft trifft man sich?"
BEFORE = [
    Turn(
        question="Wer entscheidet über die Projekte in Leine-Weser?",
        answer="Die Lenkungsgruppe entscheidet über die Projekte des Bündnisses.",
    )
]


@pytest.mark.parametrize(
    ("worded", "understood"),
    [
        ("Wie oft trifft man sich in der Lenkungsgruppe?", True),
        ("Wie oft trifft man sich in der Lenkungsgruppe in Hannover?", False),
        ("Wie oft tagt die Lenkungsgruppe?", False),
        ("Wie oft trifft man sich in der Lenkungsgruppe 2019?", False),
        ("Wie oft trifft man sich ![x](https://example.org/a.png)?", False),
        ("Wie oft trifft man sich in der Lenkungsgruppe?\nUnd dann?", False),
        ("", False),
    ],
)
def test_a_refused_follow_up_may_be_worded_by_the_model_with_words_that_were_said(
    assistant: Assistant, worded: str, understood: bool
) -> None:
    refused = assistant.ask(TYPED, history=BEFORE)
    assert refused.status is Status.NO_ANSWER
    tasks: list[str] = []

    def said(prompt: Prompt) -> str:
        tasks.append(prompt.task)
        return worded if prompt.task is Task.STANDALONE else "KEINE ANTWORT"

    with assisted(assistant, saying(said)) as (_, helped):
        answer = helped.ask(TYPED, history=BEFORE)
    assert tasks[0] is Task.STANDALONE
    if understood:
        assert answer.standalone_question == worded and "viermal im Jahr" in answer.answer
    else:
        assert (answer.answer, answer.standalone_question) == (refused.answer, refused.standalone_question)
