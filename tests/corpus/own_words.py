"""Do our restatements use their own words? Runs of words that a file shares with the real documents.

    python tests/corpus/own_words.py corpus/sources/x.typ ...      lists every shared run of ten words

Names, titles, figures and enumerations may coincide; everything else is to be reworded.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

RUN = 10
SOURCES = Path(__file__).resolve().parents[3] / "shared" / "sources"


def words(text: str) -> list[str]:
    """Lower-case words; hyphenation at a line end undone, Typst and Markdown marks dropped."""
    text = re.sub(r"[\u00ad]|-\s*\n\s*(?=[a-zäöüß])", "", text)
    return re.findall(r"[a-zäöüß0-9]+", text.lower())


def shared_runs(ours: str, theirs: str, run: int = RUN) -> list[str]:
    """Maximal runs of at least `run` words that stand in both texts, in the order of `ours`."""
    theirs_words, ours_words = words(theirs), words(ours)
    known = {tuple(theirs_words[i : i + run]) for i in range(len(theirs_words) - run + 1)}
    runs: list[str] = []
    start = None
    for i in range(len(ours_words) - run + 2):
        hit = tuple(ours_words[i : i + run]) in known
        if hit and start is None:
            start = i
        elif not hit and start is not None:
            runs.append(" ".join(ours_words[start : i - 1 + run]))
            start = None
    return runs


def main(files: list[str]) -> int:
    found = 0
    for file in files:
        for source in sorted(SOURCES.glob("*.txt")):
            for run in shared_runs(Path(file).read_text("utf-8"), source.read_text("utf-8")):
                print(f"{file}: {source.name}: {run}")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
