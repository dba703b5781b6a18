"""The description of a note: nothing is left out, nothing is said twice under different numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.vermerk.note import Fields, FileNote, Paragraph, Questions, Quote, Reference, Table, each_text
from bot.vermerk.parts import marks, numbered
from bot.vermerk.text import coded, paragraphs, visible
from corpus.results import Verdict

from .samples import (
    CHECK_SAYS,
    ELIGIBILITY,
    EMPTY_CHECK_SAYS,
    EMPTY_ELIGIBILITY,
    EMPTY_FIT,
    EMPTY_FIT_SAYS,
    FIT_SAYS,
    IDEA,
    RESTATED,
    check_note,
    citation,
    strategy_note,
)


def texts(note: FileNote) -> list[str]:
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    each_text(note, keep)
    return found


def references(note: FileNote) -> list[Reference]:
    return [block for section in note.sections for block in section.blocks if isinstance(block, Reference)]


@pytest.mark.parametrize("said", CHECK_SAYS)
def test_check_says_everything(said: str) -> None:
    assert any(said in text for text in texts(check_note()))


@pytest.mark.parametrize("said", FIT_SAYS)
def test_fit_says_everything(said: str) -> None:
    assert any(said in text for text in texts(strategy_note()))


def test_empty_lists_are_said_in_a_sentence() -> None:
    for note, says in (
        (check_note(EMPTY_ELIGIBILITY), EMPTY_CHECK_SAYS),
        (strategy_note(EMPTY_FIT), EMPTY_FIT_SAYS),
    ):
        assert set(says) <= set(texts(note))
        assert all(section.blocks for section in note.sections)
        assert not any(isinstance(block, Table | Questions) for section in note.sections for block in section.blocks)


def test_sections_are_numbered_in_order() -> None:
    headings = [section.heading for section in check_note().sections]
    assert [heading.split(".")[0] for heading in headings] == [str(n) for n in range(1, len(headings) + 1)]
    assert headings[0] == "1. Angaben im Wortlaut" and headings[-2].endswith("Quellenverzeichnis")


def test_input_is_verbatim() -> None:
    quotes = [block for section in check_note().sections for block in section.blocks if isinstance(block, Quote)]
    assert [quote.text for quote in quotes] == [IDEA, "Volkshochschule gGmbH"]


def test_blank_input_is_said() -> None:
    quote = check_note(idea=" \n\t ").sections[0].blocks[0]
    assert quote == Quote(label="Vorhaben", text="Keine Angabe.")


def test_every_verdict_has_its_own_words() -> None:
    first = [check_note(replace(ELIGIBILITY, verdict=verdict)).sections[1].blocks[0] for verdict in Verdict]
    assert all(isinstance(block, Paragraph) and block.strong for block in first)
    assert len({block.text for block in first if isinstance(block, Paragraph)}) == len(Verdict)


def test_sources_stand_once_and_by_number() -> None:
    assert [reference.mark for reference in references(check_note())] == ["[1]", "[2]", "[3]", "[4]"]


def test_two_sources_never_share_a_number() -> None:
    first, other, again = citation(1), citation(1, quote="Etwas anderes."), citation(3, quote="Etwas anderes.", page=11)
    again = replace(other, n=3)
    third = citation(2)
    numbers = numbered([first, None, other, third, again])
    assert (numbers[first], numbers[third]) == (1, 2)
    assert numbers[other] == numbers[again] == 4
    assert marks(numbers, [again, first, None]) == "[1] [4]"


def test_clash_of_numbers_in_a_note() -> None:
    clash = replace(ELIGIBILITY.criteria[0], citation=citation(1, quote="Anders als in der Wahl."))
    listed = references(check_note(replace(ELIGIBILITY, criteria=(clash,))))
    assert [entry.mark for entry in listed] == ["[1]", "[4]", "[5]"]
    assert listed[2].quote == "Anders als in der Wahl."


def test_restatement_names_its_original() -> None:
    step = replace(ELIGIBILITY.next_steps[0], citation=RESTATED)
    entry = references(check_note(replace(ELIGIBILITY, criteria=(), funding_object=None, next_steps=(step,))))[0]
    assert entry.details == (
        "Strategie; Stand: Dezember 2024; eigene Wiedergabe von: Richtlinie des Landes, https://land.example"
    )


def test_contact_leaves_out_what_is_missing() -> None:
    assert ELIGIBILITY.contact is not None
    only = check_note(replace(ELIGIBILITY, contact=replace(ELIGIBILITY.contact, phone=None, url=None)))
    block = only.sections[5].blocks[0]
    assert isinstance(block, Fields)
    assert [label for label, _ in block.pairs] == ["Stelle", "Ansprechperson", "E-Mail"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("a\x1b[31mb", "a[U+001B][31mb"),
        ("a\u202eb\u2066\u200fc\ufeff", "a[U+202E]b[U+2066 U+200F]c[U+FEFF]"),
        ("a\ud800b\ufffe\U0001ffff", "a[U+D800]b[U+FFFE U+1FFFF]"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("a\tb", "a b"),
        ("  a  ", "a"),
        ("Über\u00adsicht 😀 👩\u200d👧 العربية", "Über\u00adsicht 😀 👩\u200d👧 العربية"),
        ("[U+202E]", "[U+202E]"),
    ],
)
def test_everything_can_be_seen(typed: str, shown: str) -> None:
    assert visible(typed) == shown
    assert visible(shown) == shown


def test_input_is_made_visible_everywhere() -> None:
    note = check_note(replace(ELIGIBILITY, summary="a\x00", contact=None), idea="b\u202e")
    said = texts(note)
    assert "a[U+0000]" in said and "b[U+202E]" in said


def test_runs_of_characters_share_a_bracket() -> None:
    assert coded("ab中文c中", lambda character: character > "z") == "ab[U+4E2D U+6587]c[U+4E2D]"


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs("a\nb\n \n\nc") == ("a\nb", "c")
    assert paragraphs("") == ("",)
