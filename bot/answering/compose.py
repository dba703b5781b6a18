"""From the ranked units to what is quoted: whole lists, steps, cells, small tables, or a few sentences of one passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.features import LEANS_BACK, REASON
from bot.answering.judge import Candidate
from bot.answering.quotes import Quote, stretch
from bot.answering.rows import rows_quote
from bot.understanding.forms import NUMBER_WORDS, has_form
from corpus.model import Asks, Hit, Passage, Question, UnitKind
from retrieval.analysis import stem
from retrieval.index import Index
from retrieval.units import quoted

_SHORT_PASSAGE = 260  # characters: quoted whole, its sentences belong together
_CLOSE = 2.0  # a further sentence may score this much less than the best
_MAX_SENTENCES = 5
_MAX_LENGTH = 700  # characters of several sentences together
_BRIEF = 150  # characters: a shorter answer has room for the sentence after it
_NEAR = 3  # sentences around the best one among which the asked-for form is looked for
_NEAR_BEST = 6
_SHORT_LIST = 420  # characters: shown whole even where one item is asked for
_SELF_CONTAINED = 8  # words: a list item that is a sentence of at least so many needs no lead-in
_WHOLE_LISTS = frozenset({Asks.LIST, Asks.PROCEDURE, Asks.PURPOSE, Asks.COUNT, Asks.NUMBER})
_NUMBERED = re.compile(r"([A-ZÄÖÜ]\w{3,}) (?:\d{1,2}|[IVX]{1,4})\s?[:–-]")
_STEP = re.compile(
    r"\b(?:erste|zweite|dritte|vierte|fünfte|nächste|letzte)[nrsm]? (?:schritt|stufe|phase)|^\W*(?:zunächst|zuerst|danach|anschließend|im anschluss|abschließend)\b|^\W*(?:schritt )?\d[.)]",
    re.I,
)


def choose(index: Index, question: Question, ranked: Sequence[Candidate]) -> list[Quote]:
    """What to quote for the ranked candidates; empty only if there are none."""
    if not ranked:
        return []
    best = ranked[0]
    if question.asks is Asks.PROCEDURE and (steps := _steps(index, best.hit)):
        return steps
    if question.asks in _WHOLE_LISTS and (series := _series(index, question, ranked)):
        return series
    if best.kind in (UnitKind.ITEM, UnitKind.LEAD):
        whole = _whole_list(index, best.hit, best.number)
        short = sum(len(q.text) for q in whole) <= _SHORT_LIST
        if question.asks in _WHOLE_LISTS or best.kind is UnitKind.LEAD or short:
            return whole
    if best.kind is UnitKind.ITEM:
        return [_item(best.hit, best.number)]
    if question.asks is Asks.LIST and (announced := _announced(best)) is not None:
        return _whole_list(index, best.hit, announced)
    if best.kind is UnitKind.ROW:
        return [rows_quote(index, question, ranked)]
    if len(best.hit.passage.text) <= _SHORT_PASSAGE and all(
        u.kind is UnitKind.SENTENCE for u in best.hit.passage.units
    ):
        return [stretch(best.hit, range(len(best.hit.passage.units)))]
    return _sentences(question.asks, ranked)


def _sentences(asks: Asks, ranked: Sequence[Candidate]) -> list[Quote]:
    """The best sentence with those of its passage that score nearly as well, what it leans on and what leans on it."""
    best = ranked[0]
    passage = best.hit.passage
    scores = {c.number: c.score for c in ranked if c.hit.passage.id == passage.id and c.kind is UnitKind.SENTENCE}
    numbers = {best.number}
    length = len(best.text)

    def add(number: int, most: int) -> bool:
        nonlocal length
        more = len(quoted(passage, passage.units[number]))
        if number in numbers or len(numbers) >= _MAX_SENTENCES or length + more > most:
            return False
        numbers.add(number)
        length += more
        return True

    if LEANS_BACK.match(best.text) and best.number - 1 in scores:
        add(best.number - 1, 2 * _MAX_LENGTH)
    for number in sorted(scores, key=lambda n: -scores[n]):
        if best.score - scores[number] <= _CLOSE:
            add(number, _MAX_LENGTH)
    if not _fits(asks, " ".join(quoted(passage, passage.units[n]) for n in numbers)):
        fitting = [
            n for n in scores if _fits(asks, quoted(passage, passage.units[n])) and abs(n - best.number) <= _NEAR
        ]
        if fitting:
            add(max(fitting, key=lambda n: scores[n]), 2 * _MAX_LENGTH)
    after = max(numbers) + 1
    if after in scores and (LEANS_BACK.match(quoted(passage, passage.units[after])) or length < _BRIEF):
        add(after, _MAX_LENGTH)
    return [stretch(best.hit, run) for run in _runs(sorted(numbers))]


def _fits(asks: Asks, text: str) -> bool:
    """True if a text has the form that is asked for: a figure, a reason, several things."""
    if asks is Asks.REASON:
        return bool(REASON.search(text))
    if asks is Asks.LIST:
        return text.count(",") + len(re.findall(r"\b(?:und|sowie)\b", text)) >= 2
    return has_form(asks, text)


def _runs(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [tuple(run) for run in runs]


def _steps(index: Index, hit: Hit) -> list[Quote]:
    """The sentences of a section that are steps, in order; empty if there are fewer than two."""
    found = []
    for other in index.section(hit.passage):
        units = other.passage.units
        found += [
            stretch(other, (n,))
            for n, unit in enumerate(units)
            if unit.kind in (UnitKind.SENTENCE, UnitKind.ITEM) and _STEP.search(quoted(other.passage, unit))
        ]
    return found if len(found) > 1 else []


def _announced(best: Candidate) -> int | None:
    """The list right after a sentence that only announces it: "Die Strategie nennt vier Felder." """
    units, after = best.hit.passage.units, best.number + 1
    follows = after < len(units) and units[after].kind in (UnitKind.LEAD, UnitKind.ITEM)
    return after if best.kind is UnitKind.SENTENCE and follows and not _fits(Asks.LIST, best.text) else None


def _series(index: Index, question: Question, ranked: Sequence[Candidate]) -> list[Quote]:
    """Numbered headings in the text ("Säule 1: ...", "Säule 2: ...") of the best unit's section, if the question means them."""
    best = ranked[0]
    found: dict[str, list[Quote]] = {}
    for other in index.section(best.hit.passage):
        for n, unit in enumerate(other.passage.units):
            text = quoted(other.passage, unit)
            if unit.kind is UnitKind.SENTENCE and (match := _NUMBERED.match(text)):
                found.setdefault(match.group(1), []).append(stretch(other, (n,)))
    numbers = set(re.findall(rf"\b(?:{NUMBER_WORDS})\b", question.text, re.I))
    near = " ".join(c.text for c in ranked[:_NEAR_BEST] if c.hit.passage.section == best.hit.passage.section)
    for name, quotes in found.items():
        counted = {stem(thing.lower()) for n in numbers for thing in re.findall(rf"\b{n} (\w+)", near, re.I)}
        announced = stem(name.lower()) in counted
        spoken_of = stem(name.lower()) in question.terms or announced
        named = re.search(rf"{name[:-1]}\w*\s+(?:\d|[IVX]+\b)", question.text, re.I)
        if len(quotes) > 1 and spoken_of and not named:
            return quotes
    return []


def _list_bounds(passage: Passage, number: int) -> tuple[int, int]:
    """First and last unit of the list around a unit: its lead-in and all its items."""
    units = passage.units
    first = last = number
    while first > 0 and units[first].kind is UnitKind.ITEM and units[first - 1].kind in (UnitKind.ITEM, UnitKind.LEAD):
        first -= 1
    while last + 1 < len(units) and units[last + 1].kind is UnitKind.ITEM:
        last += 1
    return first, last


def _whole_list(index: Index, hit: Hit, number: int) -> list[Quote]:
    """A list with its lead-in, also where it goes on in the neighbouring passages of its section."""
    section = index.section(hit.passage)
    place = next(i for i, other in enumerate(section) if other.passage.id == hit.passage.id)
    first, last = _list_bounds(hit.passage, number)
    begin = place
    while begin and (begin < place or first == 0) and _goes_on(section[begin - 1].passage, section[begin].passage):
        begin -= 1
    end = place
    while end + 1 < len(section) and (end > place or last + 1 == len(hit.passage.units)):
        if not _goes_on(section[end].passage, section[end + 1].passage):
            break
        end += 1
    quotes = []
    for i, part in enumerate(section[begin : end + 1], begin):
        units = part.passage.units
        inside = number if i == place else 0 if i > place else len(units) - 1
        if i > place and units[0].kind is UnitKind.LEAD:
            inside = 1
        start, stop = _list_bounds(part.passage, inside)
        if i > begin and units[start].kind is UnitKind.LEAD:
            start += 1  # a lead-in that is repeated after a cut is said once
        elif units[start].kind is UnitKind.ITEM and start and units[start - 1].kind is UnitKind.SENTENCE:
            start -= 1  # without a lead-in of its own, a list belongs to the sentence before it
        quotes.append(stretch(part, range(start, stop + 1)))
    return quotes


def _lead(passage: Passage, first: int) -> str:
    unit = passage.units[first]
    return quoted(passage, unit) if unit.kind is UnitKind.LEAD else ""


def _goes_on(passage: Passage, following: Passage) -> bool:
    """True if the list at the end of a passage goes on in the next one, under its lead-in again or without."""
    if passage.units[-1].kind is not UnitKind.ITEM or following.kind is not passage.kind:
        return False
    head = following.units[0]
    if head.kind is UnitKind.ITEM:
        return True
    first, _ = _list_bounds(passage, len(passage.units) - 1)
    return head.kind is UnitKind.LEAD and len(following.units) > 1 and quoted(following, head) == _lead(passage, first)


def _item(hit: Hit, number: int) -> Quote:
    units, passage = hit.passage.units, hit.passage
    item = quoted(passage, units[number])
    first, _ = _list_bounds(passage, number)
    if units[first].kind is not UnitKind.LEAD or (item.endswith(".") and len(item.split()) >= _SELF_CONTAINED):
        return Quote(hit=hit, start=units[number].start, end=units[number].end, text=item, units=(number,))
    # the lead-in belongs to the quote, so the source marks the list from its beginning down to the item
    text = f"{quoted(passage, units[first])}\n- {item}"
    return Quote(hit=hit, start=units[first].start, end=units[number].end, text=text, units=(first, number))
