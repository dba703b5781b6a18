"""From a few words to the passage and the fewest units that say them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import BlockKind, Evidence, Passage, Unit, UnitKind
from ingest.spots import Spots

SENTENCES = (
    "Die Bank entscheidet.",
    "Der Lenkungskreis tagt im Frühjahr und bewertet Projekte.",
    "Vorsitz führt der Landkreis.",
    "Er wechselt jährlich.",
)


def cut(*texts: str, identity: str = "p", section: tuple[str, ...] = (), document: str = "strategie") -> Passage:
    """A passage of these units, a blank between them."""
    units, at = [], 0
    for text in texts:
        units.append(Unit(kind=UnitKind.SENTENCE, start=at, end=at + len(text), page=1))
        at += len(text) + 1
    return Passage(
        id=identity,
        document_id=document,
        section=section,
        page=1,
        page_end=1,
        ordinal=0,
        kind=BlockKind.PARAGRAPH,
        text=" ".join(texts),
        units=tuple(units),
        content_hash="",
    )


def wanted(says: str, section: str = "Gremien") -> Evidence:
    return Evidence(document="strategie", section=section, says=says)


def quote(says: str, *texts: str) -> str | None:
    passage = cut(*texts)
    found = Spots([passage]).find(wanted(says))
    return passage.text[found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("Bank entscheidet", SENTENCES[0]),
        ("bewertet PROJEKTE", SENTENCES[1]),
        ("Landkreis Vorsitz", SENTENCES[2]),
        ("Projekte Landkreis", " ".join(SENTENCES[1:3])),
        ("Bank jährlich", " ".join(SENTENCES)),
        # one word in five may be missing; the quote says as much as the whole passage does
        ("Lenkungskreis tagt Frühjahr bewertet Wasserstoff", SENTENCES[1]),
        ("Lenkungskreis tagt Frühjahr Wasserstoff Landkreis", " ".join(SENTENCES[1:3])),
        ("Lenkungskreis tagt Frühjahr Zirkus Wasserstoff", None),
        ("Lenkungskreises tagte", SENTENCES[1]),
        ("Lenkungskreis tagt Frühjahr bewertet Landkreis", " ".join(SENTENCES[1:3])),
    ],
)
def test_the_quote_is_the_fewest_neighbouring_units(says: str, expected: str | None) -> None:
    assert quote(says, *SENTENCES) == expected


def test_of_quotes_of_the_same_length_the_first_counts() -> None:
    assert quote("Bank zahlt", "Die Bank zahlt.", "Nur die Bank zahlt.") == "Die Bank zahlt."


def test_a_passage_without_units_is_quoted_whole() -> None:
    passage = cut("Die Bank zahlt.", "Und mehr.")
    found = Spots([replace(passage, units=())]).find(wanted("Bank zahlt"))
    assert found
    assert (found.start, found.end) == (0, len(passage.text))


def test_the_section_decides_between_passages_and_the_closeness_of_the_words_between_equals() -> None:
    far = cut(
        "Die Bank ist hier.", "Viele andere Worte stehen dazwischen, bis sie zahlt.", identity="fern", section=("Geld",)
    )
    near = cut("Die Bank zahlt.", identity="nah", section=("Geld",))
    other = cut("Die Bank zahlt.", identity="anders", section=("Gremien",))
    for order in ((far, near, other), (other, near, far)):
        found = [Spots(order).find(wanted("Bank zahlt", section)) for section in ("Geld", "Gremien")]
        assert [f.passage_id for f in found if f] == ["nah", "anders"]


def test_only_the_document_counts_and_unknown_ones_are_told() -> None:
    spots = Spots([cut("Die Bank zahlt.", document="presse"), cut("Der Kreis tagt.")])
    assert spots.find(wanted("Bank zahlt")) is None
    assert spots.find(Evidence(document="fremd", section="x", says="Bank zahlt")) is None
    assert "presse" in spots
    assert "fremd" not in spots


def test_words_without_letters_say_nothing() -> None:
    assert Spots([cut("Die Bank zahlt – immer.")]).find(wanted("– …")) is None


def test_the_nearest_passage_is_the_one_with_most_of_the_words() -> None:
    few, most = cut("Die Bank.", identity="a"), cut("Die Bank zahlt pünktlich.", identity="b")
    for order in ((few, most), (most, few)):
        assert Spots(order).nearest(wanted("Bank zahlt pünktlich wieder Geld")).id == "b"
