"""Running real questions over a real index."""

from __future__ import annotations

import json

import pytest

from corpus.model import Status
from eval.ablation import PEER, UNDERSTOOD
from eval.evaluation import Evaluation
from eval.judging import Verdict, verdict
from eval.runner import CachedEmbedder, Outcome, as_json
from retrieval.embedders import Embedder
from tests.eval.conftest import SECRET


@pytest.fixture(scope="module")
def by_id(evaluation: Evaluation) -> dict[str, Outcome]:
    return {o.question.id: o for o in evaluation.outcomes}


def test_every_question_is_asked_once_and_judged_by_its_text(evaluation: Evaluation) -> None:
    assert [o.key for o in evaluation.outcomes] == [f"own/{i}" for i in ("x1", "x3", "x4", "x5", "x2", "x6", "s1")]
    for o in evaluation.outcomes:
        assert o.verdict is verdict(o.question, o.status, o.answer)
        assert {"embed", "total"} <= set(o.timings_ms)


def test_an_easy_question_is_right_in_every_respect(by_id: dict[str, Outcome]) -> None:
    o = by_id["x1"]
    assert (o.verdict, o.rank, o.vital, o.status) == (Verdict.RIGHT, 1, 1.0, Status.ANSWERED)
    assert o.cited.citations == o.cited.verbatim >= 1
    assert o.cited.precise >= 1
    assert 1 <= o.cited.supported <= o.cited.statements
    assert "Lenkungskreis" in o.sources[0]
    assert o.evident


def test_a_question_from_elsewhere_is_refused_with_its_check(by_id: dict[str, Outcome]) -> None:
    o = by_id["x6"]
    assert (o.verdict, o.spots, o.vital, o.evident) == (Verdict.REFUSED, (), 0.0, False)
    assert o.refusal
    assert o.sources == ()


def test_searches_are_ranked_on_the_same_questions(evaluation: Evaluation) -> None:
    asked = [o for o in evaluation.outcomes if o.question.evidence]
    names = [r.name for r in evaluation.retrieval]
    assert names[-2:] == [UNDERSTOOD, PEER]
    assert len(names) == 6
    for search in evaluation.retrieval:
        assert set(search.spots) == {o.key for o in asked}
        figures = search.figures(asked)
        assert 0 <= figures["R@1"] <= figures["R@5"] <= 1
        # so small a library holds every answer among the first five passages of any search that works
        assert figures["R@5"] >= 0.6, search.name


def test_compounds_help_the_words(evaluation: Evaluation) -> None:
    plain, split = evaluation.retrieval[0], evaluation.retrieval[1]
    asked = [o for o in evaluation.outcomes if o.question.evidence]
    assert split.figures(asked)["MRR@10"] >= plain.figures(asked)["MRR@10"]


def test_the_peer_answers_or_refuses_by_its_threshold(evaluation: Evaluation) -> None:
    assert len(evaluation.peer) == len(evaluation.outcomes)
    assert 0 < evaluation.peer_threshold < 1
    assert evaluation.peer[0] is Verdict.RIGHT


def test_outcomes_become_json_without_the_wording_of_sealed_questions(by_id: dict[str, Outcome]) -> None:
    opened = json.loads(json.dumps(as_json(by_id["x1"])))
    assert opened["question"]["question"] == "Wie oft tagt der Lenkungskreis?"
    assert opened["verdict"] == "right"
    hidden = json.dumps(as_json(by_id["s1"], reveal=False), ensure_ascii=False)
    assert SECRET not in hidden
    assert "Handwerk" not in hidden
    assert SECRET in json.dumps(as_json(by_id["s1"]), ensure_ascii=False)


def test_the_cache_embeds_a_question_once_and_alike(embedder: Embedder) -> None:
    cached = CachedEmbedder(embedder)
    first = cached.embed_query("Wer entscheidet?")
    assert cached.embed_query("Wer entscheidet?") is first
    assert (first == embedder.embed_query("Wer entscheidet?")).all()
    assert cached.passport == embedder.passport
