"""The question sets are well formed, and judging them is fair to other layouts of the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.manifest import load_manifest
from eval.cli import REAL_DOCUMENTS, SETS
from eval.questions import Question, Spot, has_nugget, load_questions, rank_of


@pytest.mark.parametrize("name", SETS)
def test_sets_load_and_every_answerable_question_has_evidence_and_nuggets(name: str) -> None:
    questions = load_questions(name)
    assert len(questions) >= 80
    for q in questions:
        assert q.unanswerable in (None, "near", "far")
        if not q.unanswerable:
            assert q.evidence and q.nuggets
            assert all(len(spot.terms) >= 1 for spot in q.evidence)


def test_no_question_stands_in_two_sets() -> None:
    texts = [q.question.casefold() for name in SETS for q in load_questions(name)]
    assert len(texts) == len(set(texts))


@pytest.mark.skipif(not REAL_DOCUMENTS.is_dir(), reason="the real documents are not beside the checkout")
@pytest.mark.parametrize("name", SETS)
def test_evidence_stands_in_the_real_documents(name: str) -> None:
    texts = {d.id: (REAL_DOCUMENTS / d.file).read_text(encoding="utf-8") for d in load_manifest(REAL_DOCUMENTS)}
    for q in load_questions(name):
        for spot in q.evidence:
            alone = Question(id=q.id, question=q.question, kind=q.kind, evidence=(spot,))
            assert rank_of(alone, [(spot.document, texts[spot.document])]) == 1, (q.id, spot)


def test_rank_counts_the_first_text_of_the_right_document_with_all_terms() -> None:
    q = Question(
        id="x",
        question="?",
        kind="fact",
        evidence=(Spot(document="a", section="", terms=("3,85 Millionen", "30 Projekte")),),
    )
    texts = [
        ("b", "3,85 Millionen und 30 Projekte"),
        ("a", "3,85 Millionen"),
        ("a", "30 Pro-\njekte, 3,85 | Millionen"),
    ]
    assert rank_of(q, texts) == 3
    assert rank_of(q, texts[:2]) == 0


@pytest.mark.parametrize(
    ("answer", "nugget", "said"),
    [
        ("Die 14 Partner", "14", True),
        ("im Jahr 2014", "14", False),
        ("6,98 Millionen", "6,9", False),
        ("ein Anteil von 30 %.", "30%", True),
        ("Handlungsfeld IV: Attraktivität", "IV", True),
        ("Aktivierung", "IV", False),
        ("im Lenkungskreis diskutiert", "lenkungskreis", True),
    ],
)
def test_nuggets_are_whole_figures_or_parts_of_words(answer: str, nugget: str, said: bool) -> None:
    assert has_nugget(answer, nugget) is said


def test_a_wrong_entry_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "questions:\n  - {id: q1, question: Was, kind: fact, wo: hier}\n", encoding="utf-8"
    )
    with pytest.raises(UsageError, match=r"x\.yaml, q1: unbekannte Angabe wo"):
        load_questions("x", tmp_path)
    with pytest.raises(UsageError, match="gibt es nicht"):
        load_questions("y", tmp_path)
