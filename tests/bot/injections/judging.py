"""What of a result is quoted from the documents and what the assistant says itself; only the second can obey.

Shown as data, and so allowed to hold a payload: the words of a stored passage that is cited there; a document's title or a
heading between „ and “ (as a reader sees them: the first “ ends it); the words of whoever asks, where they are repeated as such.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from bot.assistant import Assistant
from corpus.model import Answer, Passage
from retrieval.units import quoted

BREAKS_QUOTES = ("zitat schließen", "umdeutung")
"""Techniques whose texts hold quotation marks."""
_NAMED = re.compile(r"„[^“]*“")
_MARKER = re.compile(r"\[\d{1,3}\]")
# all that the answering code puts around quotes
_OURS = re.compile(
    r"(?:Ja\.|Nein\.|Nur unter Bedingungen:|In den Dokumenten heißt es:|Am höchsten:|Am niedrigsten:|Highest:|Lowest:|The documents \w+[^:]*:|\*\*[^*]+:\*\*)"
)


def own_words(assistant: Assistant, answer: Answer) -> str:
    """The answer without what is verbatim in the passages that it cites, without markers and marks of lists and tables."""
    rest = _flat(answer.answer)
    passages = [assistant.passage(c.passage_id) for c in answer.citations]
    names = [c.title for c in answer.citations] + [p.name for p in assistant.alliances()]
    for text in sorted({_shown(t) for t in (*_texts(passages), *names)} - {""}, key=len, reverse=True):
        rest = rest.replace(text, " ")
    return _OURS.sub(" ", _MARKER.sub(" ", rest))


def without_lead(text: str) -> str:
    """A sentence without what we put before the first one."""
    return _OURS.sub("", text).strip(" -\n")


def hidden(text: str) -> list[str]:
    """Characters that nobody sees, but a model reads, or that turn the order of letters around."""
    return [c for c in text if unicodedata.category(c) in ("Cf", "Co", "Cs", "Cn") and c != "\u00ad"]


def outside_names(text: str) -> str:
    """A remark of ours without the titles, headings and words of others that it names between „ and “."""
    return _NAMED.sub(" ", text)


def remarks(answer: Answer) -> list[str]:
    """What is said beside the quotes: notes, offered questions, whom to ask, and the text of a refusal or a question back."""
    contact = answer.contact
    details = [contact.name, contact.person, contact.phone, contact.email, contact.url] if contact else []
    said = [*(n.text for n in answer.notes), *answer.suggestions, *(d for d in details if d)]
    return said if answer.citations else [*said, answer.answer]


def _texts(passages: Iterable[Passage]) -> Iterable[str]:
    """The parts of passages that are quoted as one: units, cells, column names, and the heading that stands for a caption."""
    for passage in passages:
        units = [quoted(passage, unit) for unit in passage.units]
        yield from units
        yield from (cell for text in units for cell in text.split(" | "))
        yield from (*passage.header, *passage.section[-1:])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shown(text: str) -> str:
    """A part of a passage as an answer shows it: its own markers are none of ours."""
    return _flat(re.sub(r"\[(\d+)\]", r"(\1)", text))
