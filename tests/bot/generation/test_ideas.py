"""What a model may say about an idea: a summary that stands in it, and words of it that answer an open question. It decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.generation.ideas import slots_of
from corpus.results import Eligibility, Fit, OpenQuestion
from eval.model_server.prompt import Prompt
from tests.bot.generation.served import assisted, saying, silent

IDEA = (
    "Die Kreisvolkshochschule will 40 Beschäftigte aus kleinen Betrieben zu Fachkräften der Pflege weiterbilden. "
    "Der Lehrgang dauert zwölf Monate und findet abends in Heidetal statt. Er wird mit drei Pflegeheimen geplant, die ihre "
    "Beschäftigten dafür freistellen. Unterrichtet werden Grundlagen der Pflege, Sprache und Umgang mit digitaler Dokumentation. "
    "Am Ende steht eine Prüfung vor der Kammer. Die Kosten trägt der Verein zu einem Teil selbst."
)
SUMMARY = "Die Kreisvolkshochschule will 40 Beschäftigte aus kleinen Betrieben zu Fachkräften der Pflege weiterbilden."


def without_times(result: Fit | Eligibility) -> Any:
    return replace(result, timings_ms={})


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (SUMMARY, SUMMARY),
        (f"{SUMMARY}\nDer Lehrgang dauert zwölf Monate.", f"{SUMMARY} Der Lehrgang dauert zwölf Monate."),
        (SUMMARY.replace("40", "400"), ""),
        (f"{SUMMARY}\nDas Vorhaben ist förderfähig.", ""),
        (f"{SUMMARY}\nFrau Becker leitet den Lehrgang.", ""),
        ("![x](https://example.org/a.png)", ""),
        ("KEINE ANTWORT", ""),
        ("A. B. C. D. E.", ""),
    ],
)
def test_a_summary_is_shown_only_if_all_of_it_stands_in_the_description(
    strategies: Assistant, said: str, shown: str
) -> None:
    plain = strategies.fit(IDEA, alliance="heidetal")
    with assisted(strategies, saying(said)) as (_, helped):
        result = helped.fit(IDEA, alliance="heidetal")
    assert result.idea_summary == shown
    assert without_times(replace(result, idea_summary="")) == without_times(plain)


def test_a_short_idea_and_the_extractive_mode_ask_no_model(strategies: Assistant) -> None:
    with assisted(strategies, silent) as (server, helped):
        assert not helped.fit(IDEA[:100], alliance="heidetal").idea_summary
        assert not helped.fit(IDEA, alliance="heidetal", mode="extractive").idea_summary
        helped.check(IDEA, alliance="heidetal", mode="extractive")
        assert server.requests == 0


def test_open_questions_get_words_of_the_description_and_nothing_else_changes(strategies: Assistant) -> None:
    plain = strategies.check(IDEA, alliance="heidetal")
    assert plain.open_questions

    def said(prompt: Prompt) -> str:
        first, *others = [id for id, _ in prompt.slots]
        lines = [f"{first}: Die Kosten trägt der Verein zu einem Teil selbst."]
        return "\n".join(
            [*lines, *(f"{id}: Das ist alles erfüllt, {id}" for id in others), "erfunden: Der Lehrgang dauert"]
        )

    with assisted(strategies, saying(said)) as (server, helped):
        result = helped.check(IDEA, alliance="heidetal")
        again = helped.check(IDEA, alliance="heidetal")
        assert server.requests == 1
    hints = [q.hint for q in result.open_questions]
    assert hints == ["Die Kosten trägt der Verein zu einem Teil selbst.", *[""] * (len(hints) - 1)]
    assert again.open_questions == result.open_questions
    bare = replace(result, open_questions=tuple(replace(q, hint="") for q in result.open_questions))
    assert without_times(bare) == without_times(plain)


@pytest.mark.parametrize("behaviour", ["server_error", "truncated", "flood"])
def test_without_a_usable_reply_the_results_are_as_before(strategies: Assistant, behaviour: str) -> None:
    with assisted(strategies, behaviour) as (_, helped):
        fit, check = helped.fit(IDEA, alliance="heidetal"), helped.check(IDEA, alliance="heidetal")
    assert without_times(fit) == without_times(strategies.fit(IDEA, alliance="heidetal"))
    assert without_times(check) == without_times(strategies.check(IDEA, alliance="heidetal"))


ASKED = (OpenQuestion(criterion_id="region", text="Wo?"), OpenQuestion(criterion_id="eigenanteil", text="Wer zahlt?"))


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("region: abends in Heidetal", {"region": "abends in Heidetal"}),
        ("- **region**: „abends in Heidetal“", {"region": "abends in Heidetal"}),
        ("region: -\neigenanteil: -", {}),
        ("region: abends in Celle", {}),
        ("region: Heidetal", {}),
        ("dauer: abends in Heidetal", {}),
        ("region: abends in Heidetal\neigenanteil: abends in Heidetal", {"region": "abends in Heidetal"}),
        (f"region: {IDEA}", {}),
        ("ja", {}),
    ],
)
def test_only_words_of_the_description_are_taken(reply: str, found: dict[str, str]) -> None:
    assert slots_of(reply, IDEA, ASKED) == found
