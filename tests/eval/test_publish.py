"""The figures that the page about the service shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.web import figures
from bot.web.figures import Figures, read_figures
from bot.web.pages.about import MEASURED
from corpus.cli import run as call
from corpus.errors import UsageError
from corpus.results import CriterionStatus, Verdict
from eval.evaluation import Evaluation
from eval.judging import Verdict as Judged
from eval.metrics import wilson
from eval.publish import figures_of, publish
from eval.report import Run, percent
from tests.eval.samples import outcome, question
from tests.eval.test_jobs import checked, placed

DOCS = Path(__file__).parents[2] / "docs" / "evaluation.md"
MET, UNMET = CriterionStatus.MET, CriterionStatus.UNMET


@pytest.fixture
def run() -> Run:
    """A run on three questions, an idea and two cases; what is not sealed or not asked of the real documents does not count."""
    outcomes = [
        outcome(question(1, split="sealed")),
        outcome(question(2, split="sealed"), Judged.WRONG),
        outcome(question(3, split="sealed"), Judged.CLARIFY),
        outcome(question(4, "near", split="sealed"), Judged.HALLUCINATED),
        outcome(question(5, "far", split="sealed"), Judged.REFUSED),
        *(outcome(question(n)) for n in range(10, 15)),
    ]
    real = Evaluation(
        corpus="real",
        outcomes=tuple(outcomes),
        retrieval=(),
        peer=(),
        peer_threshold=0.0,
        documents=1,
        passages=1,
        placed=(placed("I", split="sealed"), placed("", wanted="", split="sealed"), placed("II")),
        checked=(
            checked({"a": MET, "b": MET}, {"a": MET, "b": UNMET}, split="sealed"),
            checked({"a": UNMET}, {"a": UNMET}, verdict=Verdict.NOT_ELIGIBLE, split="sealed"),
            checked({"a": MET}, {"a": UNMET}),
        ),
    )
    own = replace(real, corpus="own", outcomes=real.outcomes[:1])
    return Run(evaluations=(own, real), taken=datetime(2026, 11, 21, 14, 30), sealed="abc")


def counts(found: Figures) -> dict[str, tuple[int, int]]:
    return {figure.id: (figure.hits, figure.n) for figure in found.figures}


def test_a_run_is_published_and_read_again(run: Run, tmp_path: Path) -> None:
    publish(run, tmp_path / "figures.json")
    found = read_figures(tmp_path / "figures.json")
    assert counts(found) == {
        "right": (1, 3),
        "wrong": (1, 3),
        "refused": (1, 3),
        "near_refused": (0, 1),
        "far_refused": (1, 1),
        "field_first": (1, 1),
        "far_idea_refused": (1, 1),
        "criteria": (2, 3),
        "eligible_though_excluded": (0, 1),
    }
    assert found.taken == "2026-11-21" and found.version and found == figures_of(run)


def test_a_run_that_lacks_something_changes_nothing(run: Run, tmp_path: Path) -> None:
    own, real = run.evaluations
    path = tmp_path / "figures.json"
    path.write_text("bisher", encoding="utf-8")
    for evaluations, lacking in (
        ((own,), "alle Kernangaben"),
        ((replace(real, placed=()),), "richtiges Handlungsfeld"),
        ((replace(real, outcomes=real.outcomes[5:]),), "falsch beantwortet"),
    ):
        with pytest.raises(UsageError, match=lacking):
            publish(replace(run, evaluations=evaluations), path)
    assert path.read_text(encoding="utf-8") == "bisher"


def test_only_a_sealed_run_on_the_real_documents_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = figures.PATH.read_bytes()
    there, nowhere = ["--sources", str(tmp_path)], ["--sources", str(tmp_path / "nowhere")]
    for options in (there, [*there, "--sealed", "--quick"], [*nowhere, "--sealed"]):
        assert call(["eval", "--publish", *options]) == 2
        assert "--sealed --publish" in capsys.readouterr().err
    assert figures.PATH.read_bytes() == before


def test_the_published_figures_are_those_of_the_documentation() -> None:
    published, written = read_figures(), DOCS.read_text(encoding="utf-8")
    assert [figure.id for figure in published.figures] == list(MEASURED)
    for figure in published.figures:
        low, high = wilson(figure.hits, figure.n)
        assert (figure.low, figure.high) == (round(low, 4), round(high, 4)), figure
        share = percent(figure.share).removesuffix(" %").replace(",", ".")
        rounded = f"[{100 * low:.0f}, {100 * high:.0f}]"
        said = (f"{share} {rounded}", f"{share}** {rounded}", f"{figure.hits} of {figure.n}**", f"{figure.hits} of {figure.n} {rounded}")  # fmt: skip
        assert any(form in written for form in said) and rounded in written, (figure, said)
