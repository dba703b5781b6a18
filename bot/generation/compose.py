"""The answer that is shown: the sentences that stand in the sources, with markers and citations that we compute."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answering.quotes import Quote, citation, stretch
from corpus.model import Citation, Hit
from corpus.phrasing import Checked


def composed(kept: Sequence[Checked], sources: Mapping[str, Hit]) -> tuple[str, tuple[Citation, ...]]:
    """Markdown with markers, and the citations they number. Each quotes the stretches that its sentences rest on."""
    numbers: dict[str, int] = {}
    quotes: dict[str, list[Quote]] = {}
    parts: list[str] = []
    before: Checked | None = None
    for checked in kept:
        for span in checked.spans:
            numbers.setdefault(span.source, len(numbers) + 1)
            quotes.setdefault(span.source, []).append(stretch(sources[span.source], range(span.first, span.last + 1)))
        markers = "".join(f"[{n}]" for n in sorted({numbers[span.source] for span in checked.spans}))
        parts += [_glue(before, checked), f"{_plain(checked.draft.text)} {markers}"]
        before = checked
    return "".join(parts), tuple(citation(n, quotes[source]) for source, n in numbers.items())


def _glue(before: Checked | None, checked: Checked) -> str:
    mark = "- " if checked.draft.item else ""
    if before is None:
        return mark
    if before.draft.item or checked.draft.item:
        return f"\n{mark}" if checked.draft.item else "\n\n"
    return " "


def _plain(text: str) -> str:
    """The sentence without what would be read as a marker of ours."""
    return re.sub(r"\[(\d+)\]", r"(\1)", text)
