"""Quotes and their citations: verbatim stretches of stored text, every one with its numbered source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Citation, Hit


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A stretch of a passage that is quoted: units `units`, from `start` to `end` of its text.

    `text` is what the answer shows, Markdown without the marker; `lead` and `tail` are our own words around it, `glue`
    stands between it and the quote before.
    """

    hit: Hit
    start: int
    end: int
    text: str
    units: tuple[int, ...]
    lead: str = ""
    tail: str = ""
    glue: str = "\n\n"


def stretch(hit: Hit, numbers: Sequence[int], *, lead: str = "") -> Quote:
    """The text of neighbouring units as it stands."""
    units = [hit.passage.units[n] for n in numbers]
    start, end = units[0].start, units[-1].end
    text = as_markdown(hit.passage.text[start:end])
    return Quote(hit=hit, start=start, end=end, text=text, units=tuple(numbers), lead=lead)


def cite(quotes: Sequence[Quote]) -> tuple[str, tuple[Citation, ...]]:
    """The answer with its markers and the citations they number; quotes of one passage share a number."""
    numbers: dict[str, int] = {}
    spans: dict[str, list[Quote]] = {}
    parts = []
    for quote in quotes:
        n = numbers.setdefault(quote.hit.passage.id, len(numbers) + 1)
        spans.setdefault(quote.hit.passage.id, []).append(quote)
        # only our markers may look like markers
        text = marked(re.sub(r"\[(\d+)\]", r"(\1)", quote.text), n)
        parts += [quote.glue, quote.lead, text, quote.tail]
    return "".join(parts[1:]), tuple(citation(numbers[key], found) for key, found in spans.items())


def marked(text: str, n: int) -> str:
    """The marker stands after the lead-in of a list, else at the end."""
    head, newline, rest = text.partition("\n")
    if newline and re.match(r"\s*(?:-|\d{1,2}[.)]|[a-z][.)]) ", rest):
        return f"{head} [{n}]\n{rest}"
    paragraphs = text.split("\n\n")
    return "\n\n".join(p if p.startswith("|") else f"{p} [{n}]" for p in paragraphs)


def citation(n: int, quotes: Sequence[Quote]) -> Citation:
    """The source of quotes from one passage: from the first of them to the last."""
    hit = quotes[0].hit
    passage, document = hit.passage, hit.document
    start, end = min(q.start for q in quotes), max(q.end for q in quotes)
    page = passage.units[min(q.units[0] for q in quotes)].page or passage.page
    return Citation(
        n=n,
        document_id=document.id,
        title=document.title,
        kind=document.kind,
        alliance=document.alliance,
        issued=document.issued,
        page=page,
        section=passage.section,
        quote=passage.text[start:end],
        passage_id=passage.id,
        url=f"/quelle/{passage.id}?zitat={start}-{end}#stelle",
        source=document.source,
    )


def as_markdown(text: str) -> str:
    """Stored text as Markdown: bullets become list marks, the rest stays as it is."""
    return re.sub(r"(?m)^(\s*)• ", r"\1- ", text)
