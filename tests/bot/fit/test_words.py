"""A text as words and parts of words in a fixed number of places."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from bot.fit.words import PLACES, weighted, word_counts


def alike(first: str, second: str) -> float:
    """Cosine of two texts without rarity, 0 to 1."""
    plain = [weighted(word_counts(text), np.ones(PLACES)) for text in (first, second)]
    return float(plain[0] @ plain[1])


def test_what_occurs_again_counts_less_each_time() -> None:
    once, thrice = word_counts("Pflege"), word_counts("Pflege Pflege Pflege")
    assert once.shape == (PLACES,)
    assert (once >= 0).all() and set(once[once > 0]) <= {1.0, np.float32(1 + np.log(2))}
    assert ((once > 0) == (thrice > 0)).all()
    assert thrice[once == 1.0] == pytest.approx(1 + np.log(3))


def test_compounds_forms_and_misspellings_are_like_their_words() -> None:
    assert alike("Weiterbildung", "Weiterbildungen") > alike("Weiterbildung", "Ausbildungsmesse") > 0.1
    assert alike("Pflegekräfte", "Pflegekräffte") > 0.5
    assert alike("Pflegekräfte", "Altenpflege") > 0.2 > alike("Pflegekräfte", "Schwimmbad")
    assert alike("PFLEGE", "pflege") == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["", " ", "?!", "😀"])
def test_a_text_without_words_is_nothing(text: str) -> None:
    counts = word_counts(text)
    assert not counts.any()
    assert not weighted(counts, np.ones(PLACES)).any()


def test_weighted_counts_have_length_one_and_rare_ones_weigh_more() -> None:
    counts = np.array([[1.0, 1.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0]])
    values = weighted(counts, np.array([1.0, 3.0, 5.0]))
    assert np.linalg.norm(values, axis=-1) == pytest.approx([1.0, 1.0, 0.0])
    assert values[0, 1] == pytest.approx(3 * values[0, 0])


def test_places_are_the_same_in_every_process() -> None:
    """The weights are kept by place: a hash that differs from run to run would make them worthless."""
    script = (
        "from bot.fit.words import word_counts; print(word_counts('Wir schulen Beschäftigte').nonzero()[0].tolist())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert runs == {f"{word_counts('Wir schulen Beschäftigte').nonzero()[0].tolist()}\n"}
