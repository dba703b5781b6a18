"""BM25: the figures, and that nothing is lost on the way to the disk."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from retrieval.analysis import Vocabulary
from retrieval.lexical import K1, B, LexicalIndex

DOCUMENTS = (("rat", "haus"), ("rat", "rat", "stadt", "land"), ("fluss",))


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex.build(DOCUMENTS, Vocabulary({"rat": 3, "haus": 1, "straße": 2}))


def test_scores_are_those_computed_by_hand(index: LexicalIndex) -> None:
    # N = 3, mean length 7/3; "rat" is in two passages, "haus" in one
    idf_rat = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    idf_haus = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert (idf_rat, idf_haus) == pytest.approx((0.47000, 0.98083), abs=1e-5)
    short = K1 * (1 - B + B * 2 / (7 / 3))
    long = K1 * (1 - B + B * 4 / (7 / 3))
    first = (idf_rat + 0.5 * idf_haus) * (K1 + 1) / (1 + short)
    second = idf_rat * 2 * (K1 + 1) / (2 + long)
    np.testing.assert_allclose(index.scores({"rat": 1.0, "haus": 0.5}), [first, second, 0.0], rtol=1e-6)


def test_unknown_terms_score_nothing(index: LexicalIndex) -> None:
    assert index.scores({"meer": 1.0}).tolist() == [0.0, 0.0, 0.0]
    assert index.scores({}).tolist() == [0.0, 0.0, 0.0]


def test_rare_terms_weigh_more_and_unseen_ones_most(index: LexicalIndex) -> None:
    assert index.idf("rat") < index.idf("haus") < index.idf("meer")
    assert index.idf("haus") == pytest.approx(math.log(1 + 2.5 / 1.5))


@pytest.mark.parametrize("parsed", [False, True])
def test_what_is_stored_is_read_back(index: LexicalIndex, parsed: bool) -> None:
    files = dict(index.files())
    if parsed:
        files["terms"] = json.loads(str(files["terms"]))
    again = LexicalIndex.from_files(files)
    query = {"rat": 1.0, "stadt": 0.3, "fluss": 2.0}
    assert again.scores(query).tobytes() == index.scores(query).tobytes()
    assert again.size == 3
    assert again.vocabulary.counts == {"rat": 3, "haus": 1, "straße": 2}
    assert again.idf("haus") == index.idf("haus")
    assert again.files().keys() == files.keys()


@pytest.mark.parametrize("documents", [(), ((),), ((), ("rat",))])
def test_empty_documents_are_no_error(documents: tuple[tuple[str, ...], ...]) -> None:
    index = LexicalIndex.from_files(LexicalIndex.build(documents, Vocabulary({})).files())
    assert index.scores({"rat": 1.0}).shape == (len(documents),)
    assert np.isfinite(index.scores({"rat": 1.0})).all()
