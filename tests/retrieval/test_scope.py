"""What may be searched, what is outdated, and which alliance a question names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.model import Document, Kind, Programme
from retrieval.scope import Scope, begins, is_outdated, mask, mentioned_alliances

NEW = Document(
    id="neu",
    file="neu.pdf",
    title="Neu",
    kind=Kind.STRATEGIE,
    publisher="Bündnis",
    issued="2024-12",
    alliance="non",
    valid_from=date(2024, 1, 1),
    valid_until=date(2027, 12, 31),
    supersedes=("alt",),
)
OLD = replace(NEW, id="alt", issued="2014-07-03", kind=Kind.BESCHLUSS, valid_from=None, valid_until=None, supersedes=())
OTHER = replace(OLD, id="anders", alliance="lw", issued="2021")
SHARED = replace(OLD, id="alle", alliance=None, issued="2022")
ALL = (NEW, OLD, OTHER, SHARED)


@pytest.mark.parametrize(
    ("scope", "admitted"),
    [
        (Scope(), ["neu", "alt", "anders", "alle"]),
        (Scope(alliance="non"), ["neu", "alt", "alle"]),
        (Scope(alliance="lw"), ["anders", "alle"]),
        (Scope(kind="strategie"), ["neu"]),
        (Scope(alliance="lw", kind="strategie"), []),
        (Scope(as_of=date(2016, 1, 1)), ["alt"]),
        (Scope(as_of=date(2014, 7, 2)), []),
        (Scope(as_of=date(2014, 7, 3)), ["alt"]),
        (Scope(as_of=date(2024, 1, 1)), ["neu", "alt", "anders", "alle"]),
        (Scope(as_of=date(2027, 12, 31)), ["neu", "alt", "anders", "alle"]),
        (Scope(as_of=date(2028, 1, 1)), ["alt", "anders", "alle"]),
    ],
)
def test_filters(scope: Scope, admitted: list[str]) -> None:
    assert [d.id for d, ok in zip(ALL, mask(ALL, scope), strict=True) if ok] == admitted


@pytest.mark.parametrize(
    ("document", "day", "outdated"),
    [
        (OLD, date(2023, 12, 31), False),
        (OLD, date(2024, 1, 1), True),
        (NEW, date(2027, 12, 31), False),
        (NEW, date(2028, 1, 1), True),
        (OTHER, date(2199, 1, 1), False),
    ],
)
def test_outdated_is_what_is_over_or_superseded(document: Document, day: date, outdated: bool) -> None:
    assert is_outdated(document, ALL, day) is outdated


def test_a_document_counts_from_its_validity_or_its_issue() -> None:
    assert begins(NEW) == date(2024, 1, 1)
    assert begins(OTHER) == date(2021, 1, 1)


PROGRAMMES = (
    Programme(alliance="non", name="Allianz Nordost", names=("NON", "Nordosten"), districts=("Celle", "Harburg")),
    Programme(alliance="lw", name="Bündnis Leine-Weser", names=("Leine-Weser",), districts=("Hildesheim",)),
    Programme(alliance="bare", name="Bündnis C++ (Süd)"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Was tut die Allianz Nordost?", ("non",)),
        ("was tut leine-weser?", ("lw",)),
        ("Vergleichen Sie NON und Leine-Weser.", ("non", "lw")),
        ("Gibt es das in Celle?", ("non",)),
        ("Ein Celler Betrieb", ("non",)),
        ("Gilt Leine-Weser auch in Celle?", ("lw",)),  # a name says more than a district
        ("this is a non issue", ()),
        ("NONSENS in Leine-Weserbergland", ()),
        ("Was macht das Bündnis C++ (Süd)?", ("bare",)),
        ("Was ist ein Bündnis?", ()),
    ],
)
def test_names_and_districts_in_a_question(question: str, named: tuple[str, ...]) -> None:
    assert mentioned_alliances(question, PROGRAMMES) == named
