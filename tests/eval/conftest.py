"""One real evaluation over the small library, shared by the tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.evaluation import Evaluation, evaluate
from eval.questions import Question, load_file
from retrieval.embedders import Embedder
from tests.eval.samples import ENTRY, UNANSWERABLE, write_questions

_STRATEGY = "non-strategie-2024"
_ENTRIES = (
    {**ENTRY, "question": "Wie oft tagt der Lenkungskreis?"},
    {
        "id": "x3",
        "question": "Und wer führt den Vorsitz?",
        "kind": "who",
        "followup": True,
        "history": [{"question": "Wie oft tagt der Lenkungskreis?", "answer": "Zweimal im Jahr."}],
        "evidence": [
            {"document": _STRATEGY, "section": "Lenkungskreis", "terms": ["Vorsitz", "Landkreis Lüneburg"]}
        ],
        "vital": ["Landkreis Lüneburg"],
    },
    {
        "id": "x4",
        "question": "Wie viel Geld bekommt Hildesheim 2021–2027?",
        "kind": "cell",
        "style": "colloquial",
        "evidence": [
            {"document": "leine-weser-strategie-2021", "section": "Budget", "terms": ["Hildesheim", "2,40"]}
        ],
        "vital": ["2,40"],
        "wrong": ["3,85"],
    },
    {
        "id": "x5",
        "question": "Warum entscheidet allein die IHK über die Projekte?",
        "kind": "who",
        "trap": "false_premise",
        "evidence": [{"document": _STRATEGY, "section": "Lenkungskreis", "terms": ["Lenkungskreis entscheidet"]}],
        "vital": ["Lenkungskreis"],
    },
    {**UNANSWERABLE, "question": "Was verdient der Vorsitzende des Lenkungskreises?"},
    {**UNANSWERABLE, "id": "x6", "question": "Wie wird morgen das Wetter in Rom?", "unanswerable": "far"},
)  # fmt: skip
SECRET = "Welche Handlungsschwerpunkte nennt die Strategie Leine-Weser?"
_SEALED = {
    "id": "s1",
    "question": SECRET,
    "kind": "list",
    "evidence": [{"document": "leine-weser-strategie-2021", "section": "", "terms": ["Handlungsschwerpunkte", "Handwerk"]}],
    "vital": ["Handwerk", "Unauffindbar"],
}  # fmt: skip


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Question, ...]:
    """Six development questions and a sealed one that cannot be answered rightly."""
    folder = tmp_path_factory.mktemp("questions")
    development = load_file(write_questions(folder, *_ENTRIES))
    return (*development, *load_file(write_questions(folder, _SEALED, split="sealed", group="Leine-Weser")))


@pytest.fixture(scope="session")
def evaluation(
    library: Path, questions: tuple[Question, ...], embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Evaluation:
    return evaluate("own", library, tmp_path_factory.mktemp("evaluation"), embedder, questions)
