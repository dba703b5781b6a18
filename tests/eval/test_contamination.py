"""No question and no answer of the evaluation stands in what the program is made of."""

from __future__ import annotations

from pathlib import Path

from eval.contamination import leaks
from eval.questions import Spot, load_development
from tests.eval.samples import question

ROOT = Path(__file__).parents[2]
PATTERNS = ("retrieval/*.txt", "bot/**/*.txt", "bot/**/*.json", "bot/**/*.yaml", "prompts/*")


def test_nothing_has_leaked() -> None:
    files = [path for pattern in PATTERNS for path in ROOT.glob(pattern) if path.is_file()]
    assert ROOT / "retrieval" / "stop_words.txt" in files
    assert leaks(load_development(), {str(p.relative_to(ROOT)): p.read_text(encoding="utf-8") for p in files}) == []


def test_a_leak_is_found() -> None:
    asked = question(question="Wie viele Partner hat das Bündnis im Jahr?", evidence=(_SPOT,))
    assert leaks([asked], {"a.txt": "wie viele partner hat das\nbündnis"}) == ["a.txt: Wortlaut der Frage q1"]
    assert leaks([asked], {"b.json": '["die 14 Partner koordinieren sich"]'}) == ["b.json: Fundstelle der Frage q1"]
    assert leaks([asked], {"c.txt": "wie viele partner\nhat 14 Partner\nkoordinieren"}) == []


_SPOT = Spot(document="d", section="", terms=("14 Partner", "koordinieren"))
