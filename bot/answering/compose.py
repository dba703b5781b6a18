"""From the chosen units to a short answer: verbatim quotes in reading order, every one with its numbered source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.evidence import Candidate
from bot.answering.question import Asks, Expectation
from corpus.model import Citation, Hit, Passage, UnitKind
from retrieval.analysis import Vocabulary, index_terms
from retrieval.units import quoted

MIN_CONFIDENCE = 0.35
_SHORT_PASSAGE = 260  # characters: quoted whole, its sentences belong together
_CLOSE = 0.6  # a further sentence may score this much less than the best
_MAX_SENTENCES = 3
_ALIKE = 0.15  # rows whose scores differ by less are equally meant
_SMALL_TABLE = 8  # rows
_SELF_CONTAINED = 8  # words: a list item that is a sentence of at least so many needs no lead-in


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A stretch of a passage that is quoted: units `units`, from `start` to `end` of its text."""

    hit: Hit
    start: int
    end: int
    text: str  # as the answer shows it, Markdown without the marker
    units: tuple[int, ...]


def choose(
    ranked: Sequence[Candidate], expected: Expectation, terms: dict[str, float], vocabulary: Vocabulary
) -> list[Quote]:
    """What to quote for the ranked candidates; empty only if there are none."""
    if not ranked:
        return []
    best = ranked[0]
    passage = best.hit.passage
    if best.kind in (UnitKind.ITEM, UnitKind.LEAD) and (
        expected.asks in (Asks.LIST, Asks.NUMBER) or best.kind is UnitKind.LEAD
    ):
        return [_whole_list(best.hit, best.number)]
    if best.kind is UnitKind.ITEM:
        return [_item(best.hit, best.number)]
    if best.kind is UnitKind.ROW:
        alike = [
            c
            for c in ranked
            if c.hit.passage.id == passage.id and c.kind is UnitKind.ROW and best.score - c.score < _ALIKE
        ]
        rows = sum(unit.kind is UnitKind.ROW for unit in passage.units)
        if len(alike) > 1 and rows <= _SMALL_TABLE:
            return [_whole_table(best.hit)]  # the question does not tell the rows apart, so none is left out
        return [_row(best.hit, best.number, terms, vocabulary)]
    if len(passage.text) <= _SHORT_PASSAGE:
        return [_stretch(best.hit, tuple(range(len(passage.units))))]
    return _sentences(ranked)


def cite(quotes: Sequence[Quote]) -> tuple[str, tuple[Citation, ...]]:
    """The answer with its markers and the citations they number; quotes of one passage share a number."""
    numbers: dict[str, int] = {}
    spans: dict[str, list[Quote]] = {}
    parts = []
    for quote in quotes:
        n = numbers.setdefault(quote.hit.passage.id, len(numbers) + 1)
        spans.setdefault(quote.hit.passage.id, []).append(quote)
        # only our markers may look like markers
        parts.append(_marked(re.sub(r"\[(\d+)\]", r"(\1)", quote.text), n))
    return "\n\n".join(parts), tuple(_citation(numbers[key], found) for key, found in spans.items())


def _marked(text: str, n: int) -> str:
    """The marker stands after the lead-in of a list, else at the end."""
    head, newline, rest = text.partition("\n")
    if newline and re.match(r"\s*(?:-|\d{1,2}[.)]|[a-z][.)]) ", rest):
        return f"{head} [{n}]\n{rest}"
    paragraphs = text.split("\n\n")
    return "\n\n".join(p if p.startswith("|") else f"{p} [{n}]" for p in paragraphs)


def _citation(n: int, quotes: Sequence[Quote]) -> Citation:
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


def _stretch(hit: Hit, numbers: tuple[int, ...]) -> Quote:
    units = [hit.passage.units[n] for n in numbers]
    start, end = units[0].start, units[-1].end
    text = hit.passage.text[start:end]
    return Quote(hit=hit, start=start, end=end, text=_as_markdown(text), units=numbers)


def _sentences(ranked: Sequence[Candidate]) -> list[Quote]:
    """The best sentence and those close to it: of the same passage, or the best of another that fits as well."""
    best = ranked[0]
    near = [
        c
        for c in ranked
        if c.hit.passage.id == best.hit.passage.id and best.score - c.score <= _CLOSE and c.kind is UnitKind.SENTENCE
    ]
    numbers = sorted({best.number, *(c.number for c in near[:_MAX_SENTENCES])})
    if _leans_back(best.text) and best.number and best.hit.passage.units[best.number - 1].kind is UnitKind.SENTENCE:
        numbers = sorted({best.number - 1, *numbers})
    return [_stretch(best.hit, run) for run in _runs(numbers)]


def _leans_back(sentence: str) -> bool:
    """True if the sentence cannot be understood without the one before it."""
    return bool(
        re.match(
            r"(?:Er|Sie|Es|Diese[rsnm]?|Dies|Dabei|Dazu|Dafür|Davon|Dadurch|Hier(?:bei|für|zu)?|Außerdem|Auch|Ebenso|Damit|Darüber hinaus)\b",
            sentence,
        )
    )


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [tuple(run) for run in runs]


def _list_bounds(passage: Passage, number: int) -> tuple[int, int]:
    """First and last unit of the list around a unit: its lead-in and all its items."""
    units = passage.units
    first = last = number
    while first > 0 and units[first].kind is UnitKind.ITEM and units[first - 1].kind in (UnitKind.ITEM, UnitKind.LEAD):
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind is UnitKind.ITEM:
        last += 1
    return first, last


def _whole_list(hit: Hit, number: int) -> Quote:
    first, last = _list_bounds(hit.passage, number)
    units = hit.passage.units
    if units[first].kind is UnitKind.ITEM and first > 0 and units[first - 1].kind is UnitKind.SENTENCE:
        first -= 1  # without a lead-in of its own, a list belongs to the sentence before it
    return _stretch(hit, tuple(range(first, last + 1)))


def _item(hit: Hit, number: int) -> Quote:
    units, passage = hit.passage.units, hit.passage
    item = quoted(passage, units[number])
    first, _ = _list_bounds(passage, number)
    if units[first].kind is not UnitKind.LEAD or (item.endswith(".") and len(item.split()) >= _SELF_CONTAINED):
        return Quote(hit=hit, start=units[number].start, end=units[number].end, text=item, units=(number,))
    # the lead-in belongs to the quote, so the source marks the list from its beginning down to the item
    text = f"{quoted(passage, units[first])}\n- {item}"
    return Quote(hit=hit, start=units[first].start, end=units[number].end, text=text, units=(first, number))


def _whole_table(hit: Hit) -> Quote:
    """All rows as a table, under the caption or else the heading."""
    passage = hit.passage
    numbers = [n for n, unit in enumerate(passage.units) if unit.kind is UnitKind.ROW]
    rows = [quoted(passage, passage.units[n]).split(" | ") for n in numbers]
    header = list(passage.header) or [""] * len(rows[0])
    caption = _caption(passage)
    title = caption or (passage.section[-1] if passage.section else hit.document.title)
    lines = [header, ["---"] * len(header), *([_cell(cell) for cell in row] for row in rows)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    start, end = passage.units[numbers[0]].start, passage.units[numbers[-1]].end
    return Quote(hit=hit, start=start, end=end, text=f"{title}\n\n{table}", units=tuple(numbers))


def _row(hit: Hit, number: int, terms: dict[str, float], vocabulary: Vocabulary) -> Quote:
    """A table row: the asked-for cells if the question names columns, else all of it; with the caption for the unit."""
    passage = hit.passage
    unit = passage.units[number]
    cells = quoted(passage, unit).split(" | ")
    caption = _caption(passage)
    if len(cells) != len(passage.header):
        return _stretch(hit, (number,))
    asked = _asked_columns(passage.header, terms, vocabulary)
    # a cell that repeats the question, like the year, tells which row this is
    named = [i for i, cell in enumerate(cells) if i and set(index_terms(cell, vocabulary)) & terms.keys()]
    shown = [(passage.header[i], cells[i]) for i in (sorted({*asked, *named}) if asked else range(1, len(cells)))]
    values = "; ".join(f"{name}: {_cell(cell)}" for name, cell in shown)
    text = f"{cells[0]}: {values}" + (f" ({caption})" if caption else "")
    return Quote(hit=hit, start=unit.start, end=unit.end, text=text, units=(number,))


def _asked_columns(header: Sequence[str], terms: dict[str, float], vocabulary: Vocabulary) -> list[int]:
    """The columns whose names share most with the question; empty if the question names none."""
    shared = [len(set(index_terms(name, vocabulary)) & terms.keys()) if i else 0 for i, name in enumerate(header)]
    most = max(shared, default=0)
    return [i for i, n in enumerate(shared) if n == most] if most else []


def _caption(passage: Passage) -> str:
    return next((quoted(passage, u) for u in passage.units if u.kind is UnitKind.CAPTION), "")


def _cell(cell: str) -> str:
    return "keine Angabe" if cell.strip().lower() in {"", "x", "-", "–", "k. a.", "k.a."} else cell


def _as_markdown(text: str) -> str:
    """Stored text as Markdown: bullets become list marks, the rest stays as it is."""
    return re.sub(r"(?m)^(\s*)• ", r"\1- ", text)
