"""The parts that every file note has: head, input, sources, notice."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.vermerk.note import (
    Block,
    Cell,
    Fields,
    FileNote,
    Items,
    NoteSection,
    Paragraph,
    Quote,
    Reference,
    Table,
    each_text,
)
from bot.vermerk.text import visible
from bot.web.german import KINDS, NOTES, count, format_built, format_date, format_issued
from corpus.model import Citation, IndexInfo, Note

SIGNATURE = ("Ort, Datum", "Unterschrift / Bearbeitung")
NONE = "–"

Numbers = Mapping[Citation, int]


def file_note(
    subject: str, alliance_name: str, index: IndexInfo, made_on: date, sections: Sequence[NoteSection]
) -> FileNote:
    """The whole note from its sections, numbered, with every text made safe to file."""
    version = importlib.metadata.version("buendnislotse")
    based_on = f"Index-Generation {index.generation}, Stand: {format_built(index.built)}, {count(index.documents, 'Dokument', 'Dokumente')}"
    note = FileNote(
        title="Vermerk",
        subject=f"{subject} – {alliance_name}",
        made_on=made_on,
        head=Fields(
            pairs=(
                ("Bündnis", alliance_name),
                ("Datum", format_date(made_on)),
                ("Grundlage", based_on),
                ("Erstellt mit", f"Bündnislotse, Version {version}"),
            )
        ),
        sections=tuple(replace(s, heading=f"{n}. {s.heading}") for n, s in enumerate(sections, start=1)),
        signature=SIGNATURE,
        keywords=("Vermerk", "maschinell erstellt"),
    )
    return each_text(note, visible)


def verbatim(label: str, text: str | None) -> Quote:
    """What a person wrote, as it was written."""
    return Quote(label=label, text=text if text and text.strip() else "Keine Angabe.")


def remarks(notes: Iterable[Note]) -> Iterator[Block]:
    """The remarks beside a result, if there are any."""
    texts = tuple(f"{NOTES.get(note.kind, 'Hinweis')}: {note.text}" for note in notes)
    if texts:
        yield Items(texts=texts)


def table(columns: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[Cell, ...]], otherwise: str) -> Block:
    """A table, or the sentence `otherwise` if it would have no rows."""
    return Table(columns=columns, widths=widths, rows=tuple(rows)) if rows else Paragraph(text=otherwise)


def items(texts: Sequence[str], otherwise: str, *, ordered: bool = False) -> Block:
    """A list, or the sentence `otherwise` if it would be empty."""
    return Items(texts=tuple(texts), ordered=ordered) if texts else Paragraph(text=otherwise)


def numbered(citations: Iterable[Citation | None]) -> dict[Citation, int]:
    """The number of every source in the note: its own, or the next free one where another source has it already."""
    given = [citation for citation in citations if citation is not None]
    free = max((citation.n for citation in given), default=0) + 1
    numbers: dict[Citation, int] = {}
    same: dict[Citation, int] = {}
    for citation in given:
        source = replace(citation, n=0)
        if source not in same:
            same[source] = free if citation.n in same.values() else citation.n
            free += same[source] == free
        numbers[citation] = same[source]
    return numbers


def marks(numbers: Numbers, citations: Iterable[Citation | None]) -> str:
    """ "[1] [3]", or a dash where nothing is cited."""
    return " ".join(f"[{n}]" for n in sorted({numbers[c] for c in citations if c is not None})) or NONE


def marked(text: str, numbers: Numbers, citation: Citation | None) -> str:
    """The text with the number of its source after it."""
    return text if citation is None else f"{text} {marks(numbers, [citation])}"


def quoted(words: Iterable[str]) -> str:
    """ "„Betriebe“, „Lüneburg“" """
    return ", ".join(f"„{word}“" for word in words)


def percent(share: float) -> str:
    """ "62 %", with a blank that no line breaks at."""
    return f"{round(share * 100)}\N{NO-BREAK SPACE}%"


def sources(numbers: Numbers) -> NoteSection:
    """The list of sources, by number."""
    by_number = {number: citation for citation, number in numbers.items()}
    entries = tuple(_reference(n, by_number[n]) for n in sorted(by_number))
    return NoteSection(heading="Quellenverzeichnis", blocks=entries or (Paragraph(text="Keine Quellen."),))


def notice(decides: str) -> NoteSection:
    """How the note came about and what it is not."""
    text = (
        "Dieser Vermerk wurde maschinell aus den im Quellenverzeichnis genannten Dokumenten und den oben wiedergegebenen"
        " Angaben erstellt. Er ist nicht verbindlich und begründet keinen Anspruch auf Förderung. Maßgeblich sind die"
        " Dokumente selbst; bitte prüfen Sie die Angaben anhand der Quellen."
    )
    return NoteSection(heading="Hinweis zur Entstehung", blocks=(Paragraph(text=text), Paragraph(text=decides)))


def _reference(n: int, citation: Citation) -> Reference:
    details = [KINDS[citation.kind], f"Stand: {format_issued(citation.issued)}"]
    if citation.page is not None:
        details.append(f"Seite {citation.page}")
    if citation.section:
        details.append(f"Abschnitt: {' › '.join(citation.section)}")
    if citation.source is not None:
        origin = [citation.source.title, *([citation.source.url] if citation.source.url else [])]
        details.append(f"eigene Wiedergabe von: {', '.join(origin)}")
    return Reference(mark=f"[{n}]", title=citation.title, details="; ".join(details), quote=citation.quote)
