"""A reranker in the search: it changes the order of the first passages and nothing that answers rest on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from retrieval import index as searching
from retrieval.embedders import Embedder
from retrieval.index import RERANKED, Found, Index
from retrieval.scope import Scope

QUESTION = "Wer entscheidet über die Projekte?"
Judge = Callable[[str], float]


class By:
    """Scores texts by a rule that the test can foresee."""

    name = "regel"

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.seen: list[tuple[str, ...]] = []

    def scores(self, query: str, texts: Sequence[str]) -> np.ndarray:
        assert query
        self.seen.append(tuple(texts))
        return np.array([self.judge(t) for t in texts], dtype=np.float32)


@pytest.fixture
def with_reranker(index: Index, embedder: Embedder) -> Callable[[Judge], tuple[Index, By]]:
    def make(judge: Judge) -> tuple[Index, By]:
        by = By(judge)
        return Index(index.generation, embedder, reranker=by), by

    return make


def ids(found: Found) -> list[str]:
    return [hit.passage.id for hit in found.hits]


def scores(found: Found) -> list[float]:
    return [hit.score for hit in found.hits]


def test_one_without_an_opinion_changes_nothing(index: Index, with_reranker: Callable[..., tuple[Index, By]]) -> None:
    reranked, by = with_reranker(lambda _text: 0.5)
    before, after = (i.search(QUESTION, k=100) for i in (index, reranked))
    assert ids(after) == ids(before)
    assert scores(after) == scores(before)
    assert by.seen


def test_the_order_changes_and_the_scores_stay_those_of_the_fusion(
    index: Index, with_reranker: Callable[..., tuple[Index, By]]
) -> None:
    before = index.search(QUESTION, k=100)
    worst = before.hits[min(RERANKED, len(before.hits)) - 1].passage
    reranked, _ = with_reranker(lambda text: 100.0 if worst.text in text else 0.0)
    after = reranked.search(QUESTION, k=100)
    assert ids(after).index(worst.id) < ids(before).index(worst.id)
    assert ids(after)[0] in (worst.id, ids(before)[0])
    assert sorted(ids(after)) == sorted(ids(before))
    assert scores(after) == scores(before) == sorted(scores(before), reverse=True)
    assert ids(reranked.search(QUESTION, k=3)) == ids(after)[:3]
    at = {hit.passage.id: (hit.dense, hit.lexical) for hit in before.hits}
    assert all((hit.dense, hit.lexical) == at[hit.passage.id] for hit in after.hits)


def test_the_fusion_keeps_its_say(index: Index, with_reranker: Callable[..., tuple[Index, By]]) -> None:
    """Turned round, the reranker's order alone would be the last first; half and half it is not."""
    before = index.search(QUESTION, k=100)
    place = {passage_id: n for n, passage_id in enumerate(ids(before))}
    by_text = {hit.passage.text: place[hit.passage.id] for hit in before.hits}
    reranked, _ = with_reranker(lambda text: float(next(n for t, n in by_text.items() if text.endswith(t))))
    assert ids(reranked.search(QUESTION, k=100)) != ids(before)[::-1]


def test_only_the_first_are_seen_with_title_and_headings(
    index: Index, with_reranker: Callable[..., tuple[Index, By]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "RERANKED", 3)
    reranked, by = with_reranker(lambda text: float(len(text)))
    before, after = (i.search(QUESTION, k=100) for i in (index, reranked))
    assert len(by.seen[0]) == 3
    assert sorted(ids(after)[:3]) == sorted(ids(before)[:3])
    assert ids(after)[3:] == ids(before)[3:]
    first = before.hits[0]
    heading, _, text = by.seen[0][0].partition("\n")
    assert (heading.split(" › "), text) == ([first.document.title, *first.passage.section], first.passage.text)


def test_it_sees_nothing_outside_the_scope(with_reranker: Callable[..., tuple[Index, By]], index: Index) -> None:
    reranked, by = with_reranker(lambda text: float(len(text)))
    found = reranked.search(QUESTION, k=100, scope=Scope(alliance="leine-weser"))
    titles = {d.title for d in index.documents.values() if d.alliance in (None, "leine-weser")}
    assert {text.partition("\n")[0].split(" › ")[0] for text in by.seen[0]} <= titles
    assert {hit.document.alliance for hit in found.hits} <= {None, "leine-weser"}


def test_a_text_is_read_once_a_query(with_reranker: Callable[..., tuple[Index, By]]) -> None:
    reranked, by = with_reranker(lambda text: float(len(text)))
    first = reranked.search(QUESTION, k=100)
    inside = reranked.search(QUESTION, k=100, scope=Scope(alliance="leine-weser"))
    assert inside.hits
    again = reranked.search(QUESTION, k=100)
    assert [len(set(texts)) for texts in by.seen] == [len(texts) for texts in by.seen]
    assert sum(map(len, by.seen)) == len(set().union(*by.seen))
    assert ids(again) == ids(first)
    before = len(by.seen)
    reranked.search("Was kostet es?", k=100)
    assert len(by.seen) == before + 1
