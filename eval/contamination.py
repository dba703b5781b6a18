"""Whether the answers to the evaluation have leaked into what the program is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from eval.matching import window
from eval.questions import Question

RUN = 6  # words in a row: shorter ones are ordinary German


def leaks(questions: Sequence[Question], texts: Mapping[str, str]) -> list[str]:
    """What of the questions stands in the texts, by name: six words in a row of one, or a line with a whole evidence spot."""
    found = []
    for name, text in texts.items():
        runs = _runs(text)
        lines = text.splitlines()
        for q in questions:
            if runs & _runs(q.question):
                found.append(f"{name}: Wortlaut der Frage {q.id}")
            spots = [s.terms for s in q.evidence if len(s.terms) > 1]
            if any(window(line, terms) for terms in spots for line in lines):
                found.append(f"{name}: Fundstelle der Frage {q.id}")
    return found


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
