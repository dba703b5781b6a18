"""An answer as one Markdown text for foreign chat windows: the answer, then below a rule what stands beside it.

The answer quotes files that anybody may have written, and chat windows show links, pictures and HTML, which our own pages do
not: what would be active there is escaped. Our markers [1] stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from bot.web.german import KINDS, NOTES, format_issued, format_pages, shortened
from corpus.model import Answer, Citation, Contact, Status

RULE = "---"
MARKER = re.compile(r"\[(\d{1,3})\]")
MOST_QUOTED = 300  # characters; the answer itself and `citations` have the whole quote

_MARKS = re.compile(r"(\\*)(\[\d{1,3}\](?![(:])|[\[\]`])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_TAG = re.compile(r"<(?=[A-Za-z/!?|])")
_INNER_STAR = re.compile(r"(?<=\w)\*(?=\w)")  # Bürger*innen und Kolleg*innen would become italics without stars
_ESCAPED = re.compile(r"\\([\[\]`*])")


def as_message(answer: Answer, base: str) -> str:
    """The answer with notes, suggestions, contact and sources; `base` is the address of the service, without a slash."""
    beside = "\n\n".join(_beside(answer, base))
    return f"{inert(answer.answer)}\n\n{RULE}\n\n{beside}" if beside else inert(answer.answer)


def said(message: str) -> str:
    """What an earlier message of ours answered: without what stands below the rule, and without escapes."""
    text = re.split(rf"(?m)^{RULE}$", message.replace("\r\n", "\n"), maxsplit=1)[0]
    return _ESCAPED.sub(r"\1", text.replace("&lt;", "<").replace("&amp;", "&")).strip()


def inert(text: str) -> str:
    """The text with nothing active in it but its paragraphs, lists, tables and markers."""

    def escaped(found: re.Match[str]) -> str:
        slashes, mark = found.groups()
        # an odd number of backslashes escapes already; one more would undo it
        return found[0] if len(slashes) % 2 or len(mark) > 1 else f"{slashes}\\{mark}"

    # entities, because chat windows also look for tags such as <think> before they read Markdown
    text = _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))
    return _INNER_STAR.sub(r"\\*", _MARKS.sub(escaped, text))


def inert_line(text: str) -> str:
    """The text on one line, without anything that looks like our markers."""
    return inert(MARKER.sub(r"(\1)", " ".join(text.split())))


def address(citation: Citation, base: str) -> str:
    """The absolute address of the cited stretch in the reader."""
    return base + quote(citation.url, safe="/?=&#%~")


def source_name(citation: Citation) -> str:
    """Title, kind, page and date of a source, as plain text."""
    issued = f"Stand: {format_issued(citation.issued)}"
    page = format_pages(citation.page)
    return ", ".join(part for part in (citation.title, KINDS[citation.kind], page, issued) if part)


def _beside(answer: Answer, base: str) -> Iterator[str]:
    if answer.mode == "generative":
        yield "Formuliert von einem Sprachmodell. Jeder Satz ist an den Quellen geprüft."
    for note in answer.notes:
        yield f"**{NOTES.get(note.kind, 'Hinweis')}:** {inert_line(note.text)}"
    if answer.suggestions:
        title = "Zur Wahl" if answer.status is Status.CLARIFY else "Vielleicht hilft"
        yield "\n".join([f"**{title}:**", "", *(f"- {inert_line(text)}" for text in answer.suggestions)])
    if answer.contact:
        yield f"**Auskunft gibt:** {inert_line(_contact(answer.contact))}"
    if answer.citations:
        yield "\n".join(["**Quellen:**", "", *(_source(citation, base) for citation in answer.citations)])


def _contact(contact: Contact) -> str:
    return ", ".join(p for p in (contact.name, contact.person, contact.phone, contact.email, contact.url) if p)


def _source(citation: Citation, base: str) -> str:
    title = inert_line(citation.title)
    details = inert_line(source_name(citation).removeprefix(f"{citation.title}, "))
    restated = f", gibt wieder: {inert_line(citation.source.title)}" if citation.source else ""
    quoted = inert_line(shortened(" ".join(citation.quote.split()), MOST_QUOTED))
    return f"- [{citation.n}] [{title}]({address(citation, base)}), {details}{restated}: „{quoted}“"
