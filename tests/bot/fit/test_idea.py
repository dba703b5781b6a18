"""The pieces of an idea: where they begin and end, and what they are made of."""

from __future__ import annotations

import re

import numpy as np
import pytest

from bot.fit.idea import pieces_of, read_idea
from ingest.sentences import split_sentences
from retrieval.embedders import Embedder

LONG = " ".join(f"Wort{n}" for n in range(70))
TEXTS = {
    "one word": "Pflege",
    "blanks around": "\n\n  Wir schulen Beschäftigte. \t\n",
    "two short sentences": "Wir schulen Beschäftigte. Das geht ein Jahr.",
    "many sentences": " ".join(f"Satz Nummer {n} handelt von etwas anderem." for n in range(40)),
    "lines without full stops": "Ziel: Azubis gewinnen\r\n- Messe in Soltau\r\n- Besuche in Schulen\n\n\nKosten: 310.000 €",
    "a long sentence between short ones": f"Davor steht ein Satz. {LONG}. Danach kommt noch einer.",
    "abbreviations": "Die VHS e. V. plant z. B. am 3. Mai ca. 20 Kurse. Das kostet 1,5 Mio. Euro.",
    "odd characters": "Pfl\u00adege \u00a0und 😀 中文. \u2028Nächster Satz!",
    "no letters": "1. 2. 3.",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_pieces_are_the_text_itself_and_leave_out_only_blanks(name: str) -> None:
    text = TEXTS[name]
    spans = pieces_of(text)
    assert spans == sorted(spans) and spans
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip() == ""
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@pytest.mark.parametrize("name", TEXTS)
def test_a_piece_is_longer_than_45_words_only_if_it_is_one_sentence(name: str) -> None:
    text = TEXTS[name]
    sizes = [len(text[start:end].split()) for start, end in pieces_of(text)]
    for (start, end), size in zip(pieces_of(text), sizes, strict=True):
        assert size <= 45 or len(split_sentences(text[start:end])) == 1
    # a piece ends only where the next sentence would be too much
    for first, (start, end) in zip(sizes, pieces_of(text)[1:], strict=False):
        following = split_sentences(text[start:end].splitlines()[0])[0]
        assert first + len(text[start:][slice(*following)].split()) > 45


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("one word", ["Pflege"]),
        ("blanks around", ["Wir schulen Beschäftigte."]),
        ("two short sentences", ["Wir schulen Beschäftigte. Das geht ein Jahr."]),
        ("a long sentence between short ones", ["Davor steht ein Satz.", f"{LONG}.", "Danach kommt noch einer."]),
        ("abbreviations", [TEXTS["abbreviations"]]),
    ],
)
def test_where_a_text_is_cut(name: str, pieces: list[str]) -> None:
    assert [TEXTS[name][start:end] for start, end in pieces_of(TEXTS[name])] == pieces


def test_an_idea_has_one_vector_for_every_piece_and_their_mean(embedder: Embedder) -> None:
    text = f"{TEXTS['many sentences']}\n\n{TEXTS['lines without full stops']}"
    idea = read_idea(text, embedder)
    assert idea.text == text
    assert len(idea.pieces) > 3
    for piece in idea.pieces:
        assert idea.words(piece) == re.sub(r"\s+", " ", text[piece.start : piece.end])
        assert piece.vector == pytest.approx(embedder.embed_query(idea.words(piece)), abs=1e-6)
    mean = np.mean([piece.vector for piece in idea.pieces], axis=0)
    assert np.linalg.norm(idea.vector) == pytest.approx(1.0)
    assert idea.vector @ mean == pytest.approx(np.linalg.norm(mean))


def test_line_breaks_and_blanks_change_nothing_in_a_vector(embedder: Embedder) -> None:
    typed = read_idea("Wir  schulen\tBeschäftigte\nim Betrieb", embedder)
    assert typed.words(typed.pieces[0]) == "Wir schulen Beschäftigte im Betrieb"
    plain = read_idea("Wir schulen Beschäftigte im Betrieb", embedder)
    assert len(typed.pieces) == len(plain.pieces) == 1
    assert typed.vector == pytest.approx(plain.vector, abs=1e-6)
