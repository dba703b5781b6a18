"""The layout of the drawn timeline: where axis, points and bars stand, in units of the drawing. Nothing here draws.

Two drawings of the same events, across for wide screens and down for narrow ones, both to scale of years. What happened
is a point at its time; if only the year is known, in the middle of it. A span of years is a bar from the beginning of its
first year to the end of its last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass

from bot.web.german import MONTHS
from corpus.results import TimelineEvent

RADIUS = 13.0
LANE = 30.0  # from the middle of a lane to that of the next
BAR = 24.0  # thickness
GAP = 4.0  # least distance between two marks
ACROSS = 720.0  # width of the drawing for wide screens
MARGIN = 16.0  # at its ends
DOWN_YEAR, DOWN_LONGEST = 48.0, 960.0  # height of a year and of all years in the drawing for narrow screens
YEAR_WIDTH, YEAR_HEIGHT = 46.0, 24.0  # room that the four digits of a year need
DROP = 5.0  # from the middle of a mark to the baseline of its text
LEADER = 36.0  # from the axis to a point that stands beside it
DATE = 106.0  # room for "28. Nov. 2014"
SPAN_TEXT = 110.0  # a bar as long as this has room for its years
STEPS = (1, 2, 5, 10, 20, 50, 100)

_DATE = re.compile(rf"(?:(?:(\d{{1,2}})\. )?({'|'.join(MONTHS)}) )?\d{{4}}")
_SPAN = re.compile(r"(\d{4})[–-](\d{4})")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """When event `n` begins and ends, in years as decimals; the same for a point in time."""

    n: int
    when: str
    start: float
    end: float

    @property
    def lasts(self) -> bool:
        return self.end > self.start


@dataclass(frozen=True, kw_only=True)
class Line:
    """A stroke; `kind` is "jahr" (a year begins), "achse" or "stiel" (from a point to its time)."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A span of years. `text`, its number and where there is room its years, is centred on `text_x`."""

    x: float
    y: float
    width: float
    height: float
    text: str
    text_x: float
    text_y: float


@dataclass(frozen=True, kw_only=True)
class Point:
    """The middle of a numbered point, and the baseline of its texts; `when` stands beside it, if given."""

    n: int
    x: float
    y: float
    text_y: float
    when: str = ""
    r: float = RADIUS


@dataclass(frozen=True, kw_only=True)
class Label:
    """A year of the axis, centred on `x`."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything that is drawn, in the order in which it is painted."""

    width: float
    height: float
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    bars: tuple[Bar, ...]
    points: tuple[Point, ...]


def moments(events: Sequence[TimelineEvent]) -> tuple[Moment, ...]:
    """The events in the order given, which is that of their numbers, from 1."""
    return tuple(_moment(n, event) for n, event in enumerate(events, start=1))


def years_of(times: Sequence[Moment]) -> tuple[int, int]:
    """The first year that is drawn, and the first that is drawn no more."""
    return int(min(m.start for m in times)), max(int(m.end) + (not m.lasts) for m in times)


def across(times: Sequence[Moment]) -> Drawing:
    """The years from left to right; points stand in lanes above the axis, bars in lanes below it."""
    first, last = years_of(times)
    unit = (ACROSS - 2 * MARGIN) / (last - first)
    points, bars = _parted(times)

    def at(year: float) -> float:
        return MARGIN + (year - first) * unit

    above = lanes([(at(m.start) - RADIUS, at(m.start) + RADIUS) for m in points])
    below = lanes([(at(m.start), at(m.start) + _length(m, unit)) for m in bars])
    axis = LANE * (max(above, default=-1) + 1) + LANE / 2
    beneath = axis + YEAR_HEIGHT + 2 * GAP
    height = beneath + LANE * (max(below, default=-1) + 1)
    placed = [(m, at(m.start), axis - LANE * (lane + 1)) for m, lane in zip(points, above, strict=True)]
    return Drawing(
        width=ACROSS,
        height=height,
        lines=(
            *(
                Line(kind="jahr", x1=at(y), y1=0, x2=at(y), y2=height)
                for y in _ticks(first, last + 1, unit, YEAR_WIDTH)
            ),
            Line(kind="achse", x1=at(first), y1=axis, x2=at(last), y2=axis),
            *(Line(kind="stiel", x1=x, y1=y, x2=x, y2=axis) for _, x, y in placed),
        ),
        labels=tuple(
            Label(x=at(y + 0.5), y=axis + YEAR_HEIGHT - GAP, text=str(y)) for y in _ticks(first, last, unit, YEAR_WIDTH)
        ),
        bars=tuple(
            _bar(m, x=at(m.start), y=beneath + LANE * lane, width=_length(m, unit), height=BAR)
            for m, lane in zip(bars, below, strict=True)
        ),
        points=tuple(Point(n=m.n, x=x, y=y, text_y=y + DROP) for m, x, y in placed),
    )


def down(times: Sequence[Moment]) -> Drawing:
    """The years from top to bottom: their digits, bars in lanes, the axis, and points with their date beside it."""
    first, last = years_of(times)
    unit = min(DOWN_YEAR, DOWN_LONGEST / (last - first))
    points, bars = _parted(times)

    def at(year: float) -> float:
        return GAP + (year - first) * unit

    aside = lanes([(at(m.start), at(m.start) + _length(m, unit)) for m in bars])
    axis = YEAR_WIDTH + LANE * (max(aside, default=-1) + 1) + GAP
    beside = spread([at(m.start) for m in points], 2 * RADIUS + GAP, lowest=RADIUS + GAP)
    x = axis + LEADER + RADIUS
    width = x + RADIUS + (GAP + DATE if points else 0)
    return Drawing(
        width=width,
        height=max([at(last), *(y + RADIUS for y in beside)]) + GAP,
        lines=(
            *(
                Line(kind="jahr", x1=0, y1=at(y), x2=width, y2=at(y))
                for y in _ticks(first, last + 1, unit, YEAR_HEIGHT)
            ),
            Line(kind="achse", x1=axis, y1=at(first), x2=axis, y2=at(last)),
            *(Line(kind="stiel", x1=axis, y1=at(m.start), x2=x, y2=y) for m, y in zip(points, beside, strict=True)),
        ),
        labels=tuple(
            Label(x=YEAR_WIDTH / 2 - GAP, y=at(y) + YEAR_HEIGHT - GAP, text=str(y))
            for y in _ticks(first, last, unit, YEAR_HEIGHT)
        ),
        bars=tuple(
            _bar(m, x=YEAR_WIDTH + LANE * lane, y=at(m.start), width=BAR, height=_length(m, unit))
            for m, lane in zip(bars, aside, strict=True)
        ),
        points=tuple(
            Point(n=m.n, x=x, y=y, text_y=y + DROP, when=short(m.when)) for m, y in zip(points, beside, strict=True)
        ),
    )


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """For each stretch the lowest lane in which it begins after all before it have ended."""
    ends: list[float] = []
    chosen = []
    for start, end in spans:
        lane = next((i for i, taken in enumerate(ends) if taken + GAP <= start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen


def spread(wanted: Sequence[float], gap: float, *, lowest: float) -> list[float]:
    """Places in this order and at least `gap` apart, as near as can be to the wanted ones (isotonic regression)."""
    blocks: list[tuple[float, int]] = []
    for i, place in enumerate(wanted):
        mean, size = place - i * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, members = blocks.pop()
            mean, size = (before * members + mean * size) / (members + size), members + size
        blocks.append((mean, size))
    means = [mean for mean, size in blocks for _ in range(size)]
    return [max(mean, lowest) + i * gap for i, mean in enumerate(means)]


def short(when: str) -> str:
    """ "28. Nov. 2014" for "28. November 2014"."""
    return re.sub(r"[^\W\d]{5,}", lambda month: f"{month[0][:3]}.", when)


def _moment(n: int, event: TimelineEvent) -> Moment:
    """A time that is put in other words stands in the middle of its year."""
    if span := _SPAN.fullmatch(event.when):
        return Moment(n=n, when=event.when, start=int(span[1]), end=int(span[2]) + 1)
    found = _DATE.fullmatch(event.when)
    start = event.year + 0.5
    if found and found[2]:
        month = MONTHS.index(found[2]) + 1
        within = (int(found[1]) - 0.5) / monthrange(event.year, month)[1] if found[1] else 0.5
        start = event.year + (month - 1 + within) / 12
    return Moment(n=n, when=event.when, start=start, end=start)


def _bar(moment: Moment, *, x: float, y: float, width: float, height: float) -> Bar:
    """The number of an upright bar stands at its upper end, beside its first year."""
    text = f"{moment.n}: {moment.when}" if width >= SPAN_TEXT else str(moment.n)
    return Bar(x=x, y=y, width=width, height=height, text=text, text_x=x + width / 2, text_y=y + BAR / 2 + DROP)


def _length(moment: Moment, unit: float) -> float:
    """As long as it lasts, but never too short for its number."""
    return max((moment.end - moment.start) * unit, BAR)


def _parted(times: Sequence[Moment]) -> tuple[list[Moment], list[Moment]]:
    return [m for m in times if not m.lasts], [m for m in times if m.lasts]


def _ticks(first: int, end: int, unit: float, room: float) -> range:
    """The years to mark: each, or every second, fifth, tenth and so on, where there is no room for each."""
    step = next((s for s in STEPS if s * unit >= room), STEPS[-1])
    return range(-(-first // step) * step, end, step)
