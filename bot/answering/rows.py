"""How tables are quoted: the cells that a question means, one row, or a small table whole."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.judge import Candidate
from bot.answering.quotes import Quote, stretch
from bot.answering.tables import TableAnswer, is_empty
from corpus.model import Asks, Hit, Question, UnitKind
from retrieval.analysis import index_terms
from retrieval.index import Index
from retrieval.units import caption, quoted

_ALIKE = 0.25  # rows whose scores differ by less are equally meant
_SMALL_TABLE = 8  # rows


def table_quote(answer: TableAnswer, *, english: bool = False) -> Quote:
    """The cells that a question means, with the names of row and column and the caption for the unit."""
    passage = answer.hit.passage
    title = caption(passage) or (passage.section[-1] if passage.section else answer.hit.document.title)
    rows = sorted({c.number for c in answer.cells})
    lead = ""
    if answer.best:
        words = ("Highest: ", "Lowest: ") if english else ("Am höchsten: ", "Am niedrigsten: ")
        lead = words[0] if answer.most else words[1]
        text = f"{answer.best.name}: {answer.best.value} ({title})"
    elif len(answer.cells) == 1:
        cell = answer.cells[0]
        text = f"{cell.name}: {shown(cell.value)} ({title})"
    else:
        text = f"{title}\n\n{_side_by_side(answer)}"
    start, end = passage.units[rows[0]].start, passage.units[rows[-1]].end
    return Quote(hit=answer.hit, start=start, end=end, text=text, units=tuple(rows), lead=lead)


def _side_by_side(answer: TableAnswer) -> str:
    """The cells as a small table: the rows and columns that the question means."""
    columns = list(dict.fromkeys(c.header for c in answer.cells))
    rows: dict[str, dict[str, str]] = {}
    for cell in answer.cells:
        rows.setdefault(cell.row, {})[cell.header] = shown(cell.value)
    lines = [[answer.hit.passage.header[0], *columns], ["---"] * (len(columns) + 1)]
    lines += [[name, *(values.get(column, "") for column in columns)] for name, values in rows.items()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def shown(cell: str) -> str:
    """A cell as the answer shows it."""
    return "keine Angabe" if is_empty(cell) else cell


def rows_quote(index: Index, question: Question, ranked: Sequence[Candidate]) -> Quote:
    """The best row, or the whole small table where the question does not tell its rows apart."""
    best = ranked[0]
    passage = best.hit.passage
    alike = [
        c for c in ranked if c.hit.passage.id == passage.id and c.kind is UnitKind.ROW and best.score - c.score < _ALIKE
    ]
    rows = sum(unit.kind is UnitKind.ROW for unit in passage.units)
    label = set(index_terms(best.text.split(" | ")[0], index.lexical.vocabulary))
    several = question.asks is Asks.LIST and not label & question.terms.keys()
    if (len(alike) > 1 or several) and rows <= _SMALL_TABLE:
        return _whole_table(best.hit)
    return _row(index, question, best.hit, best.number)


def _whole_table(hit: Hit) -> Quote:
    """All rows as a table, under the caption or else the heading."""
    passage = hit.passage
    numbers = [n for n, unit in enumerate(passage.units) if unit.kind is UnitKind.ROW]
    rows = [quoted(passage, passage.units[n]).split(" | ") for n in numbers]
    header = list(passage.header) or [""] * len(rows[0])
    title = caption(passage) or (passage.section[-1] if passage.section else hit.document.title)
    lines = [header, ["---"] * len(header), *([shown(cell) for cell in row] for row in rows)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    start, end = passage.units[numbers[0]].start, passage.units[numbers[-1]].end
    return Quote(hit=hit, start=start, end=end, text=f"{title}\n\n{table}", units=tuple(numbers))


def _row(index: Index, question: Question, hit: Hit, number: int) -> Quote:
    """A table row: the asked-for cells if the question names columns, else all of it; with the caption for the unit."""
    passage, words = hit.passage, index.lexical.vocabulary
    unit = passage.units[number]
    cells = quoted(passage, unit).split(" | ")
    title = caption(passage)
    if len(cells) != len(passage.header):
        return stretch(hit, (number,))
    shared = [
        len(set(index_terms(name, words)) & question.terms.keys()) if i else 0 for i, name in enumerate(passage.header)
    ]
    asked = [i for i, n in enumerate(shared) if n == max(shared)] if max(shared) else []
    # a cell that repeats the question, like the year, tells which row this is
    named = [i for i, cell in enumerate(cells) if i and set(index_terms(cell, words)) & question.terms.keys()]
    columns = sorted({*asked, *named}) if asked else range(1, len(cells))
    if len(cells) == 2:  # a list of facts: the column names say nothing
        values = shown(cells[1])
    else:
        values = "; ".join(f"{passage.header[i]}: {shown(cells[i])}" for i in columns)
    text = f"{cells[0]}: {values}" + (f" ({title})" if title else "")
    return Quote(hit=hit, start=unit.start, end=unit.end, text=text, units=(number,))
