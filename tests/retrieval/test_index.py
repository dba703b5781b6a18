"""Search over a real index: filters, preferences, and the same answer every time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedders import Embedder
from retrieval.index import Found, Index, Weights, standardised
from retrieval.scope import Scope
from retrieval.store import open_current

QUESTIONS = ("Wer entscheidet über die Projekte?", "Weiterbildung", "Wie hoch ist die Förderung?", "Mittel 2021–2027")


def ids(found: Found) -> list[str]:
    return [hit.passage.id for hit in found.hits]


def result(found: Found) -> list[tuple[str, float, float, float]]:
    return [(hit.passage.id, hit.score, hit.lexical, hit.dense) for hit in found.hits]


def test_scores_fall_and_k_is_kept(index: Index) -> None:
    for k in (1, 3, 100):
        scores = [hit.score for hit in index.search(QUESTIONS[0], k=k).hits]
        assert len(scores) == min(k, len(index.passages))
        assert scores == sorted(scores, reverse=True)


def test_filters_come_before_ranking(index: Index) -> None:
    """A search for one alliance's words within the other still fills all k places from the other."""
    inside = [p for p in index.passages if index.documents[p.document_id].alliance in (None, "leine-weser")]
    found = index.search("Lenkungskreis Nordostniedersachsen", k=4, scope=Scope(alliance="leine-weser"))
    assert len(found.hits) == 4 <= len(inside)
    assert {hit.document.alliance for hit in found.hits} <= {None, "leine-weser"}
    everything = index.search("Lenkungskreis Nordostniedersachsen", k=100, scope=Scope(alliance="leine-weser"))
    assert sorted(ids(everything)) == sorted(p.id for p in inside)


def test_kind_and_date_filter_too(index: Index) -> None:
    kinds = index.search("Lenkungskreis", k=100, scope=Scope(kind="beschluss"))
    assert {hit.document.id for hit in kinds.hits} == {"lueneburg-beschluss-2014-356"}
    then = index.search("Handlungsfelder", k=100, scope=Scope(as_of=date(2016, 1, 1)))
    assert {hit.document.id for hit in then.hits} == {"lueneburg-beschluss-2014-356"}


def test_nothing_admitted_is_nothing_found(index: Index) -> None:
    found = index.search("Lenkungskreis", scope=Scope(as_of=date(1950, 1, 1)))
    assert (found.hits, found.unit_scores) == ((), {})


def test_what_is_in_force_comes_before_what_is_superseded(index: Index, embedder: Embedder) -> None:
    """The decision says the very words, and still loses as much as the weight says once it is superseded."""
    question = "Das Bündnis arbeitet in Handlungsfeldern"
    ageless = Index(index.generation, embedder, weights=Weights(year=0.0))
    before = ageless.search(question, k=100, today=date(2020, 1, 1))
    after = ageless.search(question, k=100, today=date(2026, 1, 1))
    old = "lueneburg-beschluss-2014-356.1"
    scores = [next(h.score for h in found.hits if h.passage.id == old) for found in (before, after)]
    assert scores[1] - scores[0] == pytest.approx(index.weights.outdated, abs=1e-5)
    assert ids(after).index(old) >= ids(before).index(old)
    strict = Index(index.generation, embedder, weights=Weights(outdated=-100.0))
    assert ids(strict.search(question, k=100, today=date(2026, 1, 1)))[-1] == old


def test_a_date_in_the_past_judges_as_of_that_date(index: Index) -> None:
    scope = Scope(as_of=date(2026, 1, 1))
    asked = index.search("fünf Handlungsfelder", k=100, scope=scope, today=date(2016, 1, 1))
    today = index.search("fünf Handlungsfelder", k=100, today=date(2026, 1, 1))
    assert result(asked) == result(today)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wer entscheidet in Leine-Weser über die Projekte des Bündnisses?", "leine-weser-strategie-2021"),
        ("Wer entscheidet in Nordostniedersachsen über die Projekte des Bündnisses?", "non-strategie-2024"),
        ("Wer entscheidet in Hildesheim über die Projekte des Bündnisses?", "leine-weser-strategie-2021"),
        ("Wer entscheidet in Celle über die Projekte des Bündnisses?", "non-strategie-2024"),
    ],
)
def test_the_named_alliance_is_preferred(index: Index, question: str, first: str) -> None:
    assert index.search(question, k=1).hits[0].document.id == first


def test_misspelt_words_are_found(index: Index) -> None:
    found = index.search("Wer entscheidet im Lenkungskries?", k=1)
    assert found.corrections == (("Lenkungskries", "Lenkungskreis"),)
    assert found.hits[0].passage.section[-1] == "Lenkungskreis"


def test_each_hit_has_a_score_for_each_of_its_units(index: Index) -> None:
    found = index.search(QUESTIONS[2], k=100)
    for hit in found.hits:
        scores = found.unit_scores[hit.passage.id]
        assert scores.shape == (len(hit.passage.units),)
        assert (np.abs(scores) <= 1.001).all()
    vector = index.embedder.embed_query(QUESTIONS[2])
    best = found.hits[0].passage
    at = sum(len(p.units) for p in index.passages[: index.passages.index(best)])
    expected = index.generation.unit_vectors[at : at + len(best.units)] @ vector
    np.testing.assert_allclose(found.unit_scores[best.id], expected, atol=1e-5)


def test_the_same_question_gives_the_same_result(index: Index, index_data: Path, embedder: Embedder) -> None:
    again = Index(open_current(index_data), embedder)
    for question in QUESTIONS:
        first = result(index.search(question))
        assert result(index.search(question)) == first
        assert result(again.search(question)) == first


def test_threads_share_an_index(index: Index) -> None:
    alone = [result(index.search(question)) for question in QUESTIONS * 4]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda question: result(index.search(question)), QUESTIONS * 4))
    assert together == alone


def test_standardised_values() -> None:
    np.testing.assert_allclose(standardised(np.array([1.0, 2.0, 3.0])), [-1.2247449, 0.0, 1.2247449], rtol=1e-6)
    assert standardised(np.array([2.0, 2.0])).tolist() == [0.0, 0.0]
    assert standardised(np.array([7.0])).tolist() == [0.0]
