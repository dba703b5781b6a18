"""`lotse onboard`: the guided reading for new members."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import click

from bot.assistant import Assistant
from bot.cli.common import data_option, echo_json, json_option, open_assistant, source_lines
from bot.onboarding.chapters import TIMELINE
from bot.onboarding.select import CONTACT, GLOSSARY, QUESTIONS, contact_number, parts, selected
from corpus.errors import NotFoundError, UsageError
from corpus.model import Citation, Contact
from corpus.results import Chapter, Onboarding

_WIDEST = 100  # columns; longer lines are hard to read
_NARROWEST = 40
_HOW_TO_READ = (
    "Einzeln lesen Sie ein Kapitel mit --chapter und seinem Namen aus der linken Spalte. Zahlen in eckigen Klammern "
    "verweisen auf die Quellen am Ende."
)


@click.command("onboard", short_help="Einstieg für neue Mitglieder")
@click.argument("alliance", metavar="[BÜNDNIS]", required=False)
@click.option(
    "--chapter", "chapters", metavar="KAPITEL", multiple=True, help="nur dieses Kapitel, z. B. geld; mehrfach möglich"
)
@data_option
@json_option
def onboard_command(alliance: str | None, chapters: tuple[str, ...], data: Path | None, as_json: bool) -> int:
    """Führt neue Mitglieder durch ein BÜNDNIS: wer entscheidet, wie das Geld fließt, was sich geändert hat, mit Quellen.

    BÜNDNIS ist der Kurzname oder ein anderer Name, zum Beispiel NON. Gibt es nur eines, kann er fehlen.
    """
    assistant = open_assistant(data)
    whole = assistant.onboarding(alliance if alliance is not None else _only_alliance(assistant))
    onboarding = selected(whole, chapters)
    if as_json:
        echo_json(onboarding)
        return 0
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    click.echo("\n".join(_lines(onboarding, width, contents=not chapters)))
    return 0


def _only_alliance(assistant: Assistant) -> str:
    slugs = [a.alliance for a in assistant.alliances()]
    if not slugs:
        raise NotFoundError(
            "Im Index ist kein Bündnis.",
            remedy="Nehmen Sie Dokumente auf, die in manifest.yaml ein „alliance: …“ haben: lotse ingest DIR",
        )
    if len(slugs) > 1:
        raise UsageError(
            "Im Index sind mehrere Bündnisse.",
            remedy=f"Geben Sie eines davon an: {', '.join(sorted(slugs))}. Zum Beispiel: lotse onboard {slugs[0]}",
        )
    return slugs[0]


def _lines(onboarding: Onboarding, width: int, *, contents: bool) -> Iterator[str]:
    """Everything as lines of at most `width` columns, as far as single words allow; `contents` puts a table of them first."""
    titles = parts(onboarding)
    yield from _heading(f"Einstieg: {onboarding.name}", "=")
    if contents:
        yield from _columns([(name, title) for name, title in titles.items()], width)
        yield ""
        yield from _wrapped(_HOW_TO_READ, width)
    for number, chapter in enumerate(onboarding.chapters, start=1):
        yield from _chapter(chapter, onboarding, number, width)
    if GLOSSARY in titles:
        yield from _heading(titles[GLOSSARY])
        yield from _columns([(t.term, f"{t.meaning}{_marker(t.citation)}") for t in onboarding.glossary], width)
    if QUESTIONS in titles:
        yield from _heading(titles[QUESTIONS])
        yield from _columns([(f"{n}.", question) for n, question in enumerate(onboarding.questions, start=1)], width)
        yield ""
        # one line, however long, so that it can be copied
        yield f'So fragen Sie: lotse ask "{onboarding.questions[0]}" --alliance {onboarding.alliance}'
    if onboarding.contact:
        yield from _heading(titles[CONTACT])
        yield from _contact(onboarding.contact, onboarding.citations, width)
    if onboarding.citations:
        yield from _heading("Quellen")
        yield from _sources(onboarding.citations, width)
    yield ""
    index = onboarding.index
    yield f"Grundlage: {index.documents} Dokumente, Index Nr. {index.generation} vom {index.built[:10]}."


def _chapter(chapter: Chapter, onboarding: Onboarding, number: int, width: int) -> Iterator[str]:
    yield from _heading(f"{number}. {chapter.title}")
    yield from _wrapped(chapter.lead, width)
    if chapter.id == TIMELINE:
        yield ""
        yield from _columns([(e.when, f"{e.text}{_marker(e.citation)}") for e in onboarding.timeline], width)
    for entry in chapter.entries:
        yield ""
        yield from (click.style(line, bold=True) for line in _wrapped(entry.title, width))
        yield from _wrapped(f"  {entry.text}{_marker(entry.citation)}", width)
        for item in entry.items:
            yield from _wrapped(f"  - {item}", width, hanging="    ")


def _contact(contact: Contact, citations: tuple[Citation, ...], width: int) -> Iterator[str]:
    number = contact_number(contact, citations)
    yield from _wrapped(contact.name + (f" [{number}]" if number else ""), width)
    rows = [("Person", contact.person), ("Telefon", contact.phone), ("E-Mail", contact.email), ("Web", contact.url)]
    yield from _columns([(label, value) for label, value in rows if value], width)


def _sources(citations: tuple[Citation, ...], width: int) -> Iterator[str]:
    """The sources by number under their documents; what a document is stands where it comes first."""
    named: list[str] = []
    for citation in citations:
        about, where, *quote = source_lines(citation)
        if not named or citation.document_id != named[-1]:
            yield ""
            yield from _wrapped(citation.title if citation.document_id in named else about.partition(" ")[2], width)
        named.append(citation.document_id)
        yield from _wrapped(f"[{citation.n}] {where.strip()}", width, hanging="    ")
        for line in quote:
            yield from _wrapped(line, width)


def _heading(text: str, line: str = "-") -> list[str]:
    return ["", click.style(text, bold=True), line * len(text)]


def _columns(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Two aligned columns; a first one that is too wide for that has a line of its own."""
    first = min(max((len(left) for left, _ in rows), default=0), width // 4)
    for left, right in rows:
        if len(left) <= first:
            yield from _wrapped(f"{left:<{first}}  {right}", width, hanging=" " * (first + 2))
        else:
            yield from _wrapped(left, width)
            yield from _wrapped(f"{' ' * (first + 2)}{right}", width)


def _wrapped(text: str, width: int, *, hanging: str | None = None) -> list[str]:
    """The text in lines that begin like the first one, the others with `hanging` if given."""
    indent = text[: len(text) - len(text.lstrip(" |"))]
    return wrap(
        text,
        width,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _marker(citation: Citation | None) -> str:
    return f" [{citation.n}]" if citation else ""
