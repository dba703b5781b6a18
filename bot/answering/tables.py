"""Questions to tables: the cells that a question means, the highest or lowest of them, and honest empty ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answering.features import coverage
from corpus.model import Asks, BlockKind, Hit, Passage, Programme, Question, UnitKind
from retrieval.analysis import Vocabulary, index_terms, stem
from retrieval.index import Index
from retrieval.scope import names_any
from retrieval.units import caption, quoted

EMPTY = frozenset({"", "x", "-", "–", "—", ".", "/", "k. a.", "k.a.", "n. a.", "nicht genannt", "keine angabe"})
_TOTAL = re.compile(r"^(?:insgesamt|gesamt|alle|summe|zusammen|total|durchschnitt)\b", re.I)
_MOST = re.compile(
    r"höchst|meist|größt|längst|stärkst|ältest|best|most|highest|longest|largest|maxim|spitzenreiter", re.I
)
_LEAST = re.compile(
    r"niedrigst|wenigst|kleinst|kürzest|schwächst|geringst|jüngst|schlechtest|least|lowest|shortest|smallest|minim|schlusslicht",
    re.I,
)
_PLACE_ASKED = re.compile(r"landkreis|kreis|region|\bwo\b|\bort|gebiet|where|district|county|area", re.I)
_YEAR_ASKED = re.compile(r"welche[mnsr]? (?:jahr|zeitraum|förderperiode)|\bwann\b|which year|\bwhen\b", re.I)
_WORDY = frozenset({Asks.PHONE, Asks.MAIL, Asks.WEB, Asks.ADDRESS, Asks.CONTACT, Asks.WHO, Asks.WHERE, Asks.ABBREVIATION, Asks.DEFINITION, Asks.REASON, Asks.PROCEDURE, Asks.PURPOSE, Asks.CONDITION})  # fmt: skip
_TOTAL_ASKED = re.compile(r"insgesamt|\balle[nr]?\b|gesamt|schnitt|im mittel|overall|total|average", re.I)
_UNITS: dict[Asks, re.Pattern[str]] = {
    Asks.SHARE: re.compile(r"%|prozent|quote|anteil", re.I),
    Asks.AMOUNT: re.compile(r"€|euro|\beur\b|mio|prozent|%", re.I),
    Asks.DURATION: re.compile(r"tag|woche|monat|jahr|stunde|dauer|zeit", re.I),
}
_MAX_CELLS = 4  # of more the question does not say which it means
_MIN_TERMS = 0.34  # share of the question's words that table, row and column must name together

_FIRST = 3  # passages: a table among so many was found by its meaning
_AREAS = frozenset(stem(w) for w in ("land", "kreis", "landkreis", "region", "stadt", "ort", "gebiet", "bezirk"))
_MOST_TERMS = 0.6  # where neither a row is named nor the sum asked for


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell with the names of its row and column."""

    number: int  # unit number of the row
    column: int
    row: str
    header: str
    value: str

    @property
    def empty(self) -> bool:
        return is_empty(self.value)

    @property
    def name(self) -> str:
        return ", ".join(part for part in (self.row, self.header) if part)


@dataclass(frozen=True, kw_only=True)
class TableAnswer:
    """The cells of one table that a question means; `best` is set where the highest or lowest is asked for."""

    hit: Hit
    cells: tuple[Cell, ...]
    best: Cell | None
    most: bool
    fit: float  # share of the question's words that the table names, 0 to 1


def is_empty(value: str) -> bool:
    """True if a cell says that there is no figure."""
    return value.strip().lower() in EMPTY


def ask_tables(
    index: Index, question: Question, hits: Sequence[Hit], weights: Mapping[str, float]
) -> TableAnswer | None:
    """The table among the found passages that names what the question names, None if there is none."""
    found = [
        answer
        for rank, hit in enumerate(hits)
        if hit.passage.kind is BlockKind.TABLE and (answer := _ask(index, question, hit, weights, first=rank < _FIRST))
    ]
    return max(found, key=lambda a: a.fit, default=None)


def _ask(
    index: Index, question: Question, hit: Hit, weights: Mapping[str, float], *, first: bool
) -> TableAnswer | None:
    passage = hit.passage
    cells = _cells(passage)
    if not cells or question.asks in _WORDY:
        return None
    programmes: Sequence[Programme] = index.generation.programmes
    words = index.lexical.vocabulary
    extreme = question.asks is Asks.EXTREME or bool(_MOST.search(question.text) or _LEAST.search(question.text))
    meant = [c for c in cells if _in_place(c, question) and _in_years(c, cells, question, passage)]
    if question.places and not any(_names(c.name, p) for c in cells for p in question.places):
        return None
    totals = [c for c in meant if _TOTAL.match(_label(c.row))]
    meant, specific = _by_words(meant, cells, question, words)
    if totals and len({c.row for c in meant}) > 1 and _TOTAL_ASKED.search(question.text):
        meant, specific = totals, False  # "über alle Berufe" names no row of its own
    if not specific and len({c.row for c in cells}) > 1 and not _by_row_place(meant, question):
        meant = _rows_to_compare(meant, programmes, question) if extreme else totals
    if not meant:
        return None
    frame = _terms(" ".join((caption(passage), *passage.section[-1:], passage.header[0])), words)
    named = frame.union(*(_terms(c.name, words) for c in meant))
    outer = _place_terms(question, words) | set(question.years)
    subject = {term: weight for term, weight in weights.items() if term not in outer}
    fit = coverage(named, subject)
    summed = not specific and question.asks is not Asks.COUNT and _TOTAL_ASKED.search(question.text)
    if first and ((question.english and specific) or summed):
        fit = max(fit, _MIN_TERMS)  # by its place, year and the sum that is asked for; the passage was found by meaning
    bound = bool(question.places) or bool(question.years and _has_years(cells)) or specific or extreme
    named_well = specific or (_TOTAL_ASKED.search(question.text) and question.asks is not Asks.COUNT)
    least = _MIN_TERMS if named_well else _MOST_TERMS
    if fit < least or not bound or not _in_unit(passage, meant, question.asks):
        return None
    figures = [c for c in meant if not c.empty]
    if extreme:
        if not _homogeneous(meant, programmes, question) or len(figures) < 2:
            return None
        most = not _LEAST.search(question.text)
        best = (max if most else min)(figures, key=lambda c: _value(c.value))
        return TableAnswer(hit=hit, cells=tuple(meant), best=best, most=most, fit=fit)
    if len(meant) > _MAX_CELLS:
        return None
    return TableAnswer(hit=hit, cells=tuple(meant), best=None, most=False, fit=fit)


@lru_cache(maxsize=20_000)
def _terms(text: str, words: Vocabulary) -> frozenset[str]:
    return frozenset(index_terms(text, words))


@lru_cache(maxsize=2_000)
def _cells(passage: Passage) -> tuple[Cell, ...]:
    """The cells of the columns that hold figures; the other cells of a row are its name."""
    rows = {n: quoted(passage, u).split(" | ") for n, u in enumerate(passage.units) if u.kind is UnitKind.ROW}
    rows = {n: cells for n, cells in rows.items() if len(cells) == len(passage.header)}
    if not rows or len(passage.header) < 2:
        return ()
    years = {
        i
        for i in range(len(passage.header))
        if all(re.fullmatch(r"(?:19|20)\d\d", c[i].strip()) for c in rows.values())
    }
    figures = [
        i
        for i in range(1, len(passage.header))
        if i not in years
        and sum(_is_figure(c[i]) for c in rows.values()) * 2 >= len(rows)
        and any(_has_digit(c[i]) for c in rows.values())
    ]
    result = []
    for number, cells in rows.items():
        name = ", ".join(cells[i] for i in range(len(cells)) if i == 0 or i in years)
        result += [Cell(number=number, column=i, row=name, header=passage.header[i], value=cells[i]) for i in figures]
    return tuple(result)


def _is_figure(cell: str) -> bool:
    return is_empty(cell) or (
        bool(re.match(r"(?:rund|etwa|ca\.|knapp|über|bis zu|regelmäßig|mehr als)?\s*[−+-]?\d", cell.strip()))
        and len(cell) < 30
    )


def _has_digit(cell: str) -> bool:
    return any(c.isdigit() for c in cell)


def _value(cell: str) -> float:
    """The figure of a cell as a number."""
    match = re.search(r"([−-]?)\s*(\d[\d.]*(?:,\d+)?)", cell)
    if not match:
        return float("-inf")
    number = float(match.group(2).replace(".", "").replace(",", "."))
    return -number if match.group(1) else number


def _in_unit(passage: Passage, cells: Sequence[Cell], asks: Asks) -> bool:
    """True if caption, column or cell carry the unit that is asked for."""
    unit = _UNITS.get(asks)
    return unit is None or all(unit.search(f"{caption(passage)} {c.header} {c.row} {c.value}") for c in cells)


def _rows_to_compare(cells: Sequence[Cell], programmes: Sequence[Programme], question: Question) -> list[Cell]:
    """The cells of a table whose rows are what is asked for: districts or years. Else the row of sums, if there is one."""
    districts = [d for p in programmes for d in p.districts]
    rows = [c for c in cells if not _TOTAL.match(_label(c.row))]
    by_place = _PLACE_ASKED.search(question.text) and any(_names(c.row, d) for c in rows for d in districts)
    by_year = _YEAR_ASKED.search(question.text) and rows and all(covered_years(c.row) for c in rows)
    return rows if by_place or by_year else [c for c in cells if _TOTAL.match(_label(c.row))]


def _by_row_place(cells: Sequence[Cell], question: Question) -> bool:
    """True if the place or year of the question is what tells the rows apart."""
    return bool(cells) and len({c.row for c in cells}) == 1 and any(_names(cells[0].row, p) for p in question.places)


def _label(row: str) -> str:
    """The name of a row without its key number."""
    return re.sub(r"^\d+\s+", "", row)


def _names(text: str, place: str) -> bool:
    """True if a text names a place, also shortened ("Lüchow-Dan.")."""
    short = [w.rstrip(".") for w in re.findall(r"[\w-]{5,}\.", text)]
    return names_any(text, (place,)) or any(place.lower().startswith(s.lower()) for s in short)


def _in_place(cell: Cell, question: Question) -> bool:
    return not question.places or any(_names(cell.name, p) for p in question.places)


def _has_years(cells: Sequence[Cell]) -> bool:
    return any(re.search(r"(?:19|20)\d\d", c.name) for c in cells)


def _in_years(cell: Cell, cells: Sequence[Cell], question: Question, passage: Passage) -> bool:
    """True if the cell is about a year of the question; a period holds the years between its ends."""
    if not question.years:
        return True
    if not _has_years(cells):
        known = " ".join((caption(passage), *passage.section))
        return all(y in known for y in question.years)
    return any(year in covered_years(cell.name) for year in question.years)


def covered_years(text: str) -> set[str]:
    """The years that a text names, with those inside its periods ("2015–2021")."""
    found = [int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", text)]
    if len(found) == 2 and re.search(r"\d{4}\s*(?:–|-|bis)\s*\d{4}", text):
        return {str(y) for a, b in pairwise(found) for y in range(a, b + 1)}
    return {str(y) for y in found}


def _by_words(
    meant: list[Cell], cells: Sequence[Cell], question: Question, words: Vocabulary
) -> tuple[list[Cell], bool]:
    """The cells whose row or column is named best by words that tell rows or columns apart; False if none is named."""
    rows = {c.row: _terms(c.row, words) for c in cells}
    headers = {c.header: _terms(c.header, words) for c in cells}
    specific = False
    for names, of in ((rows, "row"), (headers, "header")):
        telling = {
            t: w
            for t, w in question.terms.items()
            if 0 < sum(t in ts for ts in names.values()) * 2 <= max(len(names), 2)
        }
        telling = {
            t: w
            for t, w in telling.items()
            if not t.isdigit() and t not in _AREAS and t not in _place_terms(question, words)
        }
        if not telling or not meant:
            continue
        shares = {name: sum(w for t, w in telling.items() if t in ts) for name, ts in names.items()}
        most = max((shares[getattr(c, of)] for c in meant), default=0.0)
        if most:
            meant = [c for c in meant if shares[getattr(c, of)] == most]
            specific = specific or of == "row"
    return meant, specific


def _place_terms(question: Question, words: Vocabulary) -> frozenset[str]:
    return frozenset(t for p in question.places for t in index_terms(p, words))


def _homogeneous(cells: Sequence[Cell], programmes: Sequence[Programme], question: Question) -> bool:
    """True if the cells differ in one thing only, and it is the thing that is asked for."""
    rows, columns = {c.row for c in cells}, {c.header for c in cells}
    districts = [d for p in programmes for d in p.districts]
    by_place = (
        any(_names(c.header, d) for c in cells for d in districts),
        any(_names(c.row, d) for c in cells for d in districts),
    )
    if _PLACE_ASKED.search(question.text) and any(by_place):
        # districts may stand together with years in the column names, then one year must be meant
        years = {tuple(sorted(covered_years(c.name))) for c in cells}
        return len(rows if by_place[0] else columns) == 1 and len(years) <= 1
    return len(rows) == 1 or len(columns) == 1
