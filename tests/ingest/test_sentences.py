"""Sentence boundaries in German texts of public bodies."""

from __future__ import annotations

import pytest

from ingest.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Das Budget beträgt 3,85 Mio. Euro.", "Davon fließt z. B. die Hälfte in Kurse."],
        ["Die Anerkennung des Nds. Ministeriums liegt vor.", "Sie gilt lange."],
        ["Am 9. Dezember tagt der Ausschuss.", "Danach entscheidet der Kreis."],
        ["Nach ca. zwei Wochen kommt der Bescheid.", "Dann beginnt das Projekt."],
        ["Dr. Rabea Pfeifer leitet das Projekt.", "Prof. Dr. Rump berät sie."],
        ["Träger sind i. d. R. Kommunen.", "Auch ein e. V. kann Träger sein."],
        ["Mehr dazu steht gem. Ziff. 2.1 der Richtlinie.", "Das gilt."],
        ["Die Förderung endet am 31. August 2027.", "Danach ist Schluss."],
        ["Das gilt ab 2023.", "Die IHK hilft."],
        ["Im 1. Schritt wird beraten.", "Im 2. Schritt wird entschieden."],
        ["Es helfen Kammern, Verbände usw.", "Die Liste ist offen."],
        ["Siehe S. 12 ff.", "Danach folgt mehr."],
        ["Wer darf?", "Alle!", "Auch die VHS."],
        ["Tel. 05121-9129833, E-Mail a.b@beispiel.de.", "Die Stelle hilft."],
        ["Ein Satz ohne Ende"],
    ],
)
def test_sentences_end_where_they_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_offsets_leave_out_blanks() -> None:
    text = "  Ein Satz.   Noch einer.  "
    assert [text[start:end] for start, end in split_sentences(text)] == ["Ein Satz.", "Noch einer."]


@pytest.mark.parametrize("text", ["", "   ", "."])
def test_short_texts_do_no_harm(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in split_sentences(text))
