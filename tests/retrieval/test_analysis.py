"""German words: stems, umlauts, compounds, hyphens, gendered forms, stop words."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval.analysis import STOP_WORDS, Vocabulary, index_terms, query_terms, stem, words

TEXTS = (
    "Die Weiterbildung der Beschäftigten ist ein Projekt des Landes.",
    "Projekte und Weiterbildungen, Förderung, Antrag und Fachkräfte.",
    "Die Sicherung der Kräfte im Fach.",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.of(TEXTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("projekt", "projekte"),
        ("projekten", "projekts"),
        ("förderung", "förderungen"),
        ("förderung", "foerderung"),
        ("lüneburg", "lueneburg"),
        ("höhe", "hoehe"),
        ("maßnahme", "massnahmen"),
        ("haus", "häuser"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_different_words_keep_different_stems() -> None:
    assert len({stem(w) for w in ("antrag", "auftrag", "förderung", "forderungskatalog", "projekt")}) == 5


def test_stemming_in_many_threads_gives_what_it_gives_in_one() -> None:
    """The stemmer holds state; requests share it."""
    made = [f"{a}{b}{c}" for a in ("förder", "häus", "träg", "bünd") for b in range(700) for c in ("ungen", "isch")]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(stem, made))
    finally:
        sys.setswitchinterval(interval)
    stem.cache_clear()
    assert together == [stem(w) for w in made]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bürger:innen und Kolleg*innen", ["bürger", "und", "kolleg"]),
        ("Schüler_innen, Lehrer/-innen, Leiter/in", ["schüler", "lehrer", "leiter"]),
        ("Teilnehmer(innen) und BürgerInnen", ["teilnehmer", "und", "bürger"]),
        ("Fachmann/-frau", ["fachmann"]),
        ("innen und Inland", ["innen", "und", "inland"]),
        ("3,85 Mio. Euro", ["3,85", "mio", "euro"]),
        ("1.500 und 1.500,50 Euro", ["1500", "und", "1500,50", "euro"]),
        ("am 3.7.2014", ["am", "3", "7", "2014"]),
        ("2014–2020", ["2014", "2020"]),
        ("Leine-Weser", ["leine-weser"]),
        ("H2Skills", ["h2skills"]),
        ("", []),
        (" – … 🌲 ", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_gendered_and_plain_forms_are_the_same_term(vocabulary: Vocabulary) -> None:
    plain = index_terms("Bürger", vocabulary)
    for form in ("Bürger:innen", "Bürger*innen", "Bürger/-innen", "BürgerInnen", "Bürgerinnen"):
        assert index_terms(form, vocabulary) == plain


def test_a_compound_in_the_question_finds_its_parts_in_the_text(vocabulary: Vocabulary) -> None:
    terms = query_terms("Weiterbildungsprojekte", vocabulary)
    assert terms == {stem("weiterbildungsprojekte"): 1.0, stem("weiterbildung"): 0.5, stem("projekt"): 0.5}
    assert terms.keys() >= set(index_terms("Weiterbildung Projekte", vocabulary))


def test_the_parts_in_the_question_find_a_compound_in_the_text(vocabulary: Vocabulary) -> None:
    indexed = index_terms("Weiterbildungsprojekte", vocabulary)
    assert query_terms("Welche Projekte zur Weiterbildung?", vocabulary).keys() <= set(indexed)
    assert index_terms("Weiterbildungsprojekte", vocabulary, compounds=False) == [stem("weiterbildungsprojekte")]


def test_compounds_of_compounds_are_split_to_the_ground(vocabulary: Vocabulary) -> None:
    parts = vocabulary.parts("fachkräftesicherung")
    assert set(parts) == {stem(w) for w in ("fachkräfte", "sicherung", "fach", "kräfte")}


@pytest.mark.parametrize("word", ["weiterbildung", "bundesrat", "haus", "", "x" * 300, "1234567890"])
def test_what_is_no_compound_of_known_words_has_no_parts(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.parts(word) == ()


def test_a_made_up_word_longer_than_any_is_not_split() -> None:
    vocabulary = Vocabulary({"fach": 5, "kraft" * 19: 5, "kraft" * 20: 5})
    assert vocabulary.parts("fach" + "kraft" * 19)
    assert vocabulary.parts("fach" + "kraft" * 20) == ()


def test_the_more_frequent_parts_win() -> None:
    vocabulary = Vocabulary({"staub": 50, "ecken": 50, "stau": 1, "becken": 1})
    assert vocabulary.parts("staubecken") == (stem("staub"), stem("ecken"))


def test_hyphenated_words_are_found_whole_joined_and_in_parts(vocabulary: Vocabulary) -> None:
    indexed = set(index_terms("Weiterbildungs-Projekt", vocabulary))
    assert {stem("weiterbildungs"), stem("projekt"), stem("weiterbildungsprojekt")} <= indexed
    assert set(query_terms("Leine-Weser", vocabulary)) & set(index_terms("Leine und Weser", vocabulary))
    assert set(query_terms("Leineweser", vocabulary)) <= set(index_terms("Leine-Weser", vocabulary))


def test_function_words_are_never_searched_for(vocabulary: Vocabulary) -> None:
    assert query_terms("Was ist das? Who is it for? Für wen und über wen? Fuer wen, ueber wen?", vocabulary) == {}
    assert index_terms("für die und über den", vocabulary) == []
    assert not {"förderung", "bündnis", "fachkräfte", "jahr", ""} & STOP_WORDS


def test_a_vocabulary_knows_forms_of_its_words(vocabulary: Vocabulary) -> None:
    assert vocabulary.knows("projekts")
    assert vocabulary.knows("foerderungen")
    assert not vocabulary.knows("lenkungskreis")


def test_a_vocabulary_is_the_same_in_every_process() -> None:
    """Hash seeds differ between processes; the index must not."""
    script = (
        "from retrieval.analysis import Vocabulary\n"
        "print(list(Vocabulary.of(['Lüchow-Dannenberg, Leine-Weser, Hameln-Pyrmont', 'In- und Ausland']).counts))"
    )
    root = Path(__file__).resolve().parents[2]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(outputs) == 1
