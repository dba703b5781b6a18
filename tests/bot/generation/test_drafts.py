"""Reading a reply: sentences with the ids they name, however a model sets its markers."""

from __future__ import annotations

import pytest

from bot.generation.drafts import MOST, read_drafts
from bot.generation.errors import ModelError
from corpus.phrasing import Fallback

FORMS = {
    "as asked for": ("Es sind 60 Prozent. [Q1]", [("Es sind 60 Prozent.", ("Q1",))]),
    "before the full stop": ("Es sind 60 Prozent [Q1].", [("Es sind 60 Prozent.", ("Q1",))]),
    "several ids": ("Das gilt. [Q1, Q3]", [("Das gilt.", ("Q1", "Q3"))]),
    "several markers": ("Das gilt. [Q1][Q2]", [("Das gilt.", ("Q1", "Q2"))]),
    "bare numbers": ("Das gilt. [2]", [("Das gilt.", ("Q2",))]),
    "round brackets": ("Das gilt. (Q2)", [("Das gilt.", ("Q2",))]),
    "the same twice": ("Das gilt. [Q1][Q1]", [("Das gilt.", ("Q1",))]),
    "within the sentence": ("Laut Beschluss [Q1] gilt das.", [("Laut Beschluss gilt das.", ("Q1",))]),
    "one marker for two": ("Das gilt. Jenes auch. [Q1]", [("Das gilt.", ("Q1",)), ("Jenes auch.", ("Q1",))]),
    "each its own": ("Das gilt. [Q1] Jenes auch. [Q2]", [("Das gilt.", ("Q1",)), ("Jenes auch.", ("Q2",))]),
    "one without": ("Das gilt. [Q1] Jenes auch.", [("Das gilt.", ("Q1",)), ("Jenes auch.", ())]),
    "in a code block": ("```\nDas gilt. [Q1]\n```", [("Das gilt.", ("Q1",))]),
    "a year is no id": ("Das gilt seit (2021). [Q1]", [("Das gilt seit (2021).", ("Q1",))]),
    "declined beside": ("Das gilt. [Q1]\nKEINE ANTWORT", [("Das gilt.", ("Q1",))]),
}


@pytest.mark.parametrize(("reply", "wanted"), FORMS.values(), ids=FORMS.keys())
def test_sentences_and_their_sources(reply: str, wanted: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(d.text, d.sources) for d in read_drafts(reply)] == wanted


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "2) "])
def test_list_items(mark: str) -> None:
    intro, item = read_drafts(f"Gefördert werden: [Q1]\n{mark}Personal [Q1]")
    assert (intro.item, item.item, item.text) == (False, True, "Personal")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("KEINE ANTWORT", Fallback.DECLINED),
        ("**Keine Antwort.** [Q1]", Fallback.DECLINED),
        ("Das gilt.", Fallback.MALFORMED),
        ("[Q1]", Fallback.MALFORMED),
        ("Das gilt. [Q1]\n" * (MOST + 1), Fallback.MALFORMED),
        ("a" * 2000 + ". [Q1]", Fallback.MALFORMED),
    ],
)
def test_what_is_no_answer(reply: str, reason: Fallback) -> None:
    with pytest.raises(ModelError) as refused:
        read_drafts(reply)
    assert refused.value.reason is reason
