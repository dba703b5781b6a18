"""The layout of the timeline: everything to scale, nothing on top of anything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import pytest

from bot.web.timeline import YEAR_HEIGHT, YEAR_WIDTH, Drawing, Moment, across, down, lanes, moments, short, spread
from corpus.results import TimelineEvent

Layout = Callable[[Sequence[Moment]], Drawing]
Box = tuple[float, float, float, float]  # left, top, right, bottom

BUSY = ("2014", "November 2014", "13. November 2014", "28. November 2014", "2015–2018", "2015–2021", "2021–2024")
BUSY += ("2021–2027", "2023", "Dezember 2024", "2024–2027", "2024–2027", "2027")
SAMPLES = {
    "busy": BUSY,
    "one year": ("2020", "März 2020", "1. Januar 2020", "31. Dezember 2020", "2020–2020"),
    "points alone": ("1998", "2001", "2001", "2001"),
    "spans alone": ("2014–2020", "2021–2027"),
    "a century": ("1901", "1950–1951", "1951–1951", "2027"),
}


def times_of(whens: Sequence[str]) -> tuple[Moment, ...]:
    """Moments of events at these times; the year is the first one that is named."""
    years = [int(next(w for w in when.replace("–", " ").split() if len(w) == 4 and w.isdigit())) for when in whens]
    return moments(
        [TimelineEvent(when=w, year=y, text="Etwas.", citation=None) for w, y in zip(whens, years, strict=True)]
    )


@pytest.mark.parametrize(
    ("when", "year", "start", "end"),
    [
        ("2014", 2014, 2014.5, 2014.5),
        ("Januar 2014", 2014, 2014 + 0.5 / 12, 2014 + 0.5 / 12),
        ("1. Dezember 2014", 2014, 2014 + (11 + 0.5 / 31) / 12, 2014 + (11 + 0.5 / 31) / 12),
        ("29. Februar 2024", 2024, 2024 + (1 + 28.5 / 29) / 12, 2024 + (1 + 28.5 / 29) / 12),
        ("2015–2021", 2015, 2015, 2022),
        ("2015-2015", 2015, 2015, 2016),
        ("im Herbst 2016", 2016, 2016.5, 2016.5),
    ],
)
def test_times_become_numbers(when: str, year: int, start: float, end: float) -> None:
    (found,) = moments([TimelineEvent(when=when, year=year, text="Etwas.", citation=None)])
    assert (found.n, found.when) == (1, when)
    assert (found.start, found.end) == (pytest.approx(start), pytest.approx(end))


@pytest.mark.parametrize(
    ("spans", "chosen"),
    [
        ([], []),
        ([(0, 10), (20, 30)], [0, 0]),
        ([(0, 10), (5, 15), (12, 30)], [0, 1, 2]),  # the third begins too close to the end of the first
        ([(0, 10), (5, 15), (14, 30), (40, 50)], [0, 1, 0, 0]),
    ],
)
def test_lanes(spans: list[tuple[float, float]], chosen: list[int]) -> None:
    assert lanes(spans) == chosen


@pytest.mark.parametrize(
    ("wanted", "placed"),
    [
        ([], []),
        ([50, 90], [50, 90]),
        ([100, 100, 100], [70, 100, 130]),
        ([0, 0], [10, 40]),  # not above the lowest place
        ([100, 110, 300], [90, 120, 300]),
        ([100, 128], [99, 129]),
    ],
)
def test_spread(wanted: list[float], placed: list[float]) -> None:
    assert spread(wanted, 30, lowest=10) == placed


@pytest.mark.parametrize(
    ("when", "said"),
    [("28. November 2014", "28. Nov. 2014"), ("Mai 2015", "Mai 2015"), ("Juni 2015", "Juni 2015"), ("2014", "2014")],
)
def test_dates_are_shortened(when: str, said: str) -> None:
    assert short(when) == said


@pytest.mark.parametrize("layout", [across, down])
@pytest.mark.parametrize("whens", SAMPLES.values(), ids=SAMPLES)
def test_nothing_touches_and_all_is_inside(layout: Layout, whens: tuple[str, ...]) -> None:
    times = times_of(whens)
    drawing = layout(times)
    marks = boxes(drawing)
    assert len(marks) == len(whens)
    for a, b in combinations(marks, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)
    assert all(left >= 0 and top >= 0 for left, top, _, _ in marks)
    assert all(right <= drawing.width and bottom <= drawing.height for _, _, right, bottom in marks)
    points = sorted(p.n for p in drawing.points)
    assert points == [m.n for m in times if not m.lasts]
    assert sorted(int(b.text.partition(":")[0]) for b in drawing.bars) == [m.n for m in times if m.lasts]


@pytest.mark.parametrize("layout", [across, down])
def test_it_is_to_scale(layout: Layout) -> None:
    """Where a point's stem meets the axis, and where a bar begins and ends, follow from the time alone."""
    times = {m.n: m for m in times_of(BUSY)}
    drawing = layout(tuple(times.values()))
    upright = layout is down
    stems = [line for line in drawing.lines if line.kind == "stiel"]
    feet = [(line.x2, line.y1)[upright] for line in stems]
    placed = [(times[p.n].start, foot) for p, foot in zip(drawing.points, feet, strict=True)]
    for bar in drawing.bars:
        moment = times[int(bar.text.partition(":")[0])]
        start, length = (bar.x, bar.width) if not upright else (bar.y, bar.height)
        placed += [(moment.start, start), (moment.end, start + length)]
    (year, place), (later, further) = min(placed), max(placed)
    unit = (further - place) / (later - year)
    assert unit > 0
    assert all(where == pytest.approx(place + (when - year) * unit) for when, where in placed)


@pytest.mark.parametrize("span", [1, 2, 14, 15, 40, 120, 290])
def test_years_on_the_axis_do_not_touch(span: int) -> None:
    times = times_of(("1901", str(1900 + span)))
    wide, narrow = across(times), down(times)
    assert all(b.x - a.x >= YEAR_WIDTH for a, b in pairwise(wide.labels))
    assert all(b.y - a.y >= YEAR_HEIGHT for a, b in pairwise(narrow.labels))
    assert min(len(wide.labels), len(narrow.labels)) >= min(span, 2)


def test_the_narrow_drawing_keeps_its_text_readable_on_a_phone() -> None:
    """15 units of text on the 328 pixels that a phone of 360 has; the browser's test measures the same."""
    assert 15 * 328 / down(times_of(BUSY)).width >= 12


def boxes(drawing: Drawing) -> list[Box]:
    """What the bars and points cover."""
    bars = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in drawing.bars]
    return bars + [(p.x - p.r, p.y - p.r, p.x + p.r, p.y + p.r) for p in drawing.points]
