"""References to footnotes: found in the text, removed from it, and remembered where they stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.model import Block, Section
from ingest.repair import RAISED

_RAISED_DIGIT = "[⁰¹²³⁴-⁹]"
# Squares and cubes are no references: "12 m²", "3 km²".
_RAISED_MARK = re.compile(rf"(?<!\b[kcdm]m)(?<!\bm){_RAISED_DIGIT}{{1,3}}")
# References wait as private characters until a passage is finished; repair leaves none of these in a text.
_PRIVATE = 0xE000
MOST_NOTES = 999
_NO_FIGURE = r"(?![\w%]|[.,]\d)"  # "3,85" and "1.234" are figures
_BOUND = re.compile(r"[\ue000-\ue3e7]")
_BEFORE_STOP = re.compile(r"([\ue000-\ue3e7])\s+([.,;:])")
_AFTER_STOP = re.compile(r"([.,;:!?]+[“”\")]*)([\ue000-\ue3e7]+)")


def mark_pattern(number: int) -> re.Pattern[str]:
    """A reference to a note: its number raised, attached to a word, a closing mark or a year, or alone before a sentence."""
    raised = str(number).translate(RAISED)
    plain = "|".join(form.pattern for form in (_closing(number), *_single(number)))
    return re.compile(rf"(?<!{_RAISED_DIGIT}){raised}(?!{_RAISED_DIGIT})|{plain}")


def _closing(number: int) -> re.Pattern[str]:
    """The number attached to a closing mark, full stop or year; "Nr.3" is a name, "20354 Hamburg" a postcode."""
    return re.compile(
        rf"(?:(?<=[)%“”\"])|(?<=[^\W\d_]{{4}}[.,;:])|(?<=[)%“”\"][.,;:])|(?<=\b(?:19|20)\d\d\.)"
        rf"|(?<=\b(?:19|20)\d\d)(?=\d+(?:[.,;:)]|\s+[a-zäöü(]|\s*$))){number}{_NO_FIGURE}"
    )


def _single(number: int) -> tuple[re.Pattern[str], ...]:
    """Forms that other numbers have too: attached to a word, though "CO2" and "B2" are names, or alone before a sentence."""
    return (
        re.compile(rf"(?:(?<=[a-zäöüß])|(?<=[A-ZÄÖÜ]{{3}})){number}{_NO_FIGURE}"),
        re.compile(
            rf"(?:(?<=[^\W\d_]{{4}}\. )(?<!Ziff\. )|(?<=\b(?:19|20)\d\d\. )|(?<=[%)]\. )|(?<=[%)] )){number}(?=\s*$|\s+[A-ZÄÖÜ])"
        ),
    )


def bind_marks(sections: Sequence[Section], notes: Mapping[int, int | None]) -> tuple[Section, ...]:
    """Replace every reference by one private character, which `pop_marks` turns back into the note's number.

    `notes` gives the page of each note. Raised numbers are references wherever they stand. Plain ones are looked for
    only in documents without raised ones and on the note's page: all that close a word or sentence, else the first one
    in the order of the text.
    """
    places = [place for section in sections for block in section.blocks for place in _places(block)]
    if any(_number(m) in notes for text, _ in places for m in _RAISED_MARK.finditer(text)):
        chosen: dict[int, list[tuple[int, int, int]]] = {}
    else:
        chosen = _choose(places, notes)
    counter = iter(range(len(places)))

    def bind(text: str) -> str:
        for start, end, number in sorted(chosen.get(next(counter), ()), reverse=True):
            text = text[:start].rstrip() + chr(_PRIVATE + number) + text[end:]
        return _bind_raised(text, notes)

    return tuple(
        replace(
            section,
            path=tuple(_bind_raised(heading, notes) for heading in section.path),
            blocks=tuple(_mapped(block, bind) for block in section.blocks),
        )
        for section in sections
    )


def pop_marks(text: str) -> tuple[str, tuple[int, ...]]:
    """A bound text as people read it, and the numbers of the notes it refers to."""
    return _BOUND.sub("", text), tuple(ord(mark) - _PRIVATE for mark in _BOUND.findall(text))


def _choose(
    places: Sequence[tuple[str, int | None]], notes: Mapping[int, int | None]
) -> dict[int, list[tuple[int, int, int]]]:
    """Where each note is referred to by a plain number: place -> (start, end, number)."""
    chosen: dict[int, list[tuple[int, int, int]]] = {}
    last = (-1, -1)
    for number, note_page in sorted(notes.items()):
        near = [
            (i, text)
            for i, (text, page) in enumerate(places)
            if page is None or note_page is None or note_page - 1 <= page <= note_page
        ]
        found: list[tuple[int, int, int]] = []
        for pattern in (_closing(number), *_single(number)):
            if not found:
                found = [(i, *m.span()) for i, text in near for m in pattern.finditer(text) if not _in_link(m)]
                if pattern.pattern != _closing(number).pattern:
                    found = [next((f for f in found if f[:2] > last), found[0])] if found else []
        for i, start, end in found:
            chosen.setdefault(i, []).append((start, end, number))
        last = found[0][:2] if found else last
    return chosen


def _bind_raised(text: str, notes: Mapping[int, int | None]) -> str:
    """Raised numbers bound; one without a note goes, unless it is an exponent."""

    def bound(mark: re.Match[str]) -> str:
        if _number(mark) in notes:
            return chr(_PRIVATE + _number(mark))
        return mark.group() if mark.start() == 0 or mark.string[mark.start() - 1].isdigit() else ""

    # the full stop goes last, so that it ends the sentence
    return _BEFORE_STOP.sub(r"\1\2", _AFTER_STOP.sub(r"\2\1", _RAISED_MARK.sub(bound, text)))


def _number(mark: re.Match[str]) -> int:
    return int(unicodedata.normalize("NFKC", mark.group()))


def _in_link(mark: re.Match[str]) -> bool:
    word = mark.string[: mark.start()].rsplit(maxsplit=1)[-1:]
    return bool(word and re.search(r"www\.|://|@", word[0]))


def _places(block: Block) -> Iterator[tuple[str, int | None]]:
    """All texts of a block with their pages, in the order in which `_mapped` visits them."""
    pages = block.item_pages or (block.page,) * len(block.items)
    yield block.text, block.page
    yield from zip(block.items, pages, strict=True)
    yield from ((cell, block.page) for row in block.rows for cell in row)


def _mapped(block: Block, change: Callable[[str], str]) -> Block:
    return replace(
        block,
        text=change(block.text),
        items=tuple(change(item) for item in block.items),
        rows=tuple(tuple(change(cell) for cell in row) for row in block.rows),
    )
