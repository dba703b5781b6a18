"""Misspelt words are mended towards the corpus; everything else stays as typed."""

from __future__ import annotations

import pytest

from retrieval.analysis import Vocabulary
from retrieval.spelling import Speller


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(
        Vocabulary.of(
            [
                "Der Lenkungskreis entscheidet über die Förderung. Die Strategie nennt Handlungsfelder und Projekte.",
                "Landkreis Lüchow-Dannenberg, Hameln-Pyrmont, Qualifikation, Weiterbildung, Nordostniedersachsen, H2Skills",
                "Antrag Anträge Beratung Beratung Beratung Beraterin",
                "Die Krise in Harburg, besuchten, angesprochen, Landesamt, gegen, teurer, Schreibt",
            ]
        )
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wer sitzt im Lenkungskries?", "Wer sitzt im Lenkungskreis?"),
        ("wer sitzt im lenkungskries?", "wer sitzt im lenkungskreis?"),
        ("Welche Handlungsfleder gibt es?", "Welche Handlungsfelder gibt es?"),
        ("Foerderung in Nordostniedersachen", "Förderung in Nordostniedersachsen"),
        ("Gilt das in Lüchow-Danenberg?", "Gilt das in Lüchow-Dannenberg?"),
        ("Gilt das in Harbrug?", "Gilt das in Harburg?"),
        ("weiterbildugn und weiterbldung", "weiterbildung und weiterbildung"),
    ],
)
def test_typing_errors_are_mended(speller: Speller, typed: str, meant: str) -> None:
    question, changes = speller.correct(typed)
    assert question == meant
    assert changes


@pytest.mark.parametrize(
    "question",
    [
        "Wie wird das Wetter in Australien?",
        "Wer entscheidet im Lenkungskreis über Projekte?",
        "Welche Projektes und Strategien?",
        "Gilt das in Lüchow-Dannenberg und Hameln-Pyrmont?",
        "Gilt das auch in Castrop-Rauxel?",
        "Was ist H2Skills?",
        "Welche Kreise besuchen wir in dieser Gegend?",
        "Was ist mit dem Landesrat abgesprochen und wie teuer wird das?",
        "Schreib mir ein Gedicht.",
        "In welchem Kreis?",
        "Beraten Sie Bürger:innen?",
        "Gibt es Weiterbildungsprojekte?",
        "Which qualification does the strategy of the alliance name?",
        "What is the weather like on the moon?",
        "",
        "42 ?! 🌲",
    ],
)
def test_right_unknown_and_english_words_stay(speller: Speller, question: str) -> None:
    assert speller.correct(question) == (question, ())


def test_changes_name_what_was_typed(speller: Speller) -> None:
    assert speller.correct("Lenkungskries und foerderung")[1] == (
        ("Lenkungskries", "Lenkungskreis"),
        ("foerderung", "förderung"),
    )


def test_of_equally_near_words_the_more_frequent_is_meant() -> None:
    for texts in (["Förderling", "Förderlang Förderlang"], ["Förderlang Förderlang", "Förderling"]):
        assert Speller(Vocabulary.of(texts)).correct("Förderlng")[0] == "Förderlang"
