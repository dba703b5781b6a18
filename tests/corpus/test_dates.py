"""Partial dates and what holds on a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from corpus.dates import first_day, in_force, last_day, parse_issued
from corpus.model import Document, Kind


def document(issued: str, valid_from: date | None = None, valid_until: date | None = None) -> Document:
    return Document(
        id="x",
        file="x.txt",
        title="X",
        kind=Kind.STRATEGIE,
        publisher="Y",
        issued=issued,
        valid_from=valid_from,
        valid_until=valid_until,
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2024, "2024"),
        ("2024", "2024"),
        ("2024-12", "2024-12"),
        ("2024-12-31", "2024-12-31"),
        ("2024-02-29", "2024-02-29"),
        (date(2014, 11, 28), "2014-11-28"),
    ],
)
def test_partial_dates_come_out_in_one_form(value: object, expected: str) -> None:
    assert parse_issued(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        "2024-13",
        "2024-00",
        "2014-11-31",
        "2023-02-29",
        "24",
        "20240",
        "2024-1",
        "2024/12",
        "12.2024",
        "Dezember 2024",
        "2024-12-31T10:00",
        "",
        True,
        None,
        20.24,
        "0000",
        datetime(2024, 12, 31, 10),
    ],
)
def test_what_is_no_date_of_the_calendar_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"Datum|gibt es nicht|außerhalb"):
        parse_issued(value)


@pytest.mark.parametrize(
    ("issued", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2014-11-28", date(2014, 11, 28), date(2014, 11, 28)),
    ],
)
def test_a_partial_date_spans_its_days(issued: str, first: date, last: date) -> None:
    assert (first_day(issued), last_day(issued)) == (first, last)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2027, 12, 31), True),
        (date(2028, 1, 1), False),
    ],
)
def test_the_ends_of_validity_belong_to_it(day: date, expected: bool) -> None:
    assert in_force(document("2023", date(2024, 1, 1), date(2027, 12, 31)), day) is expected


def test_unknown_ends_are_open() -> None:
    assert in_force(document("2014-11-28"), date(2026, 11, 21))
    assert in_force(document("2014", valid_from=date(2015, 1, 1)), date(2100, 1, 1))
    assert in_force(document("2014", valid_until=date(2020, 12, 31)), date(2014, 6, 1))


def test_what_came_out_later_was_not_known_yet() -> None:
    assert not in_force(document("2014-11-28"), date(2014, 11, 27))
    assert in_force(document("2014-11-28"), date(2014, 11, 28))
    assert not in_force(document("2024-12"), date(2024, 11, 30))
    assert in_force(document("2024"), date(2024, 6, 1))
