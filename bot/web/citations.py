"""The reader's addresses of a result's sources. Each names all of them, so that one can leaf from source to source.

The list is in the address because nothing is kept on the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from bot.web.reader import Stretch, parse_span
from corpus.errors import NotFoundError
from corpus.model import Citation

if TYPE_CHECKING:
    from bot.assistant import Assistant

MOST = 60  # a longer list would make every address longer than servers and people like


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """The place of a source in the list, and the addresses of its neighbours, "" where there is none."""

    number: int
    count: int
    before: str
    after: str


def reader_urls(citations: Sequence[Citation], back: str = "") -> dict[int, str]:
    """The address of each citation by its number; the anchor is the marked stretch. More than `MOST` go without the list.

    `back` is the query of the conversation that one came from.
    """
    listed = [_reference(c.passage_id, span(c)) for c in citations] if 1 < len(citations) <= MOST else []
    return {c.n: _address(c.passage_id, span(c), listed, back) for c in citations}


def span(citation: Citation) -> str:
    """The cited stretch within its passage, START-END, as the citation's own address has it."""
    return citation.url.partition("zitat=")[2].partition("#")[0]


def stretches(references: Sequence[str], assistant: Assistant) -> tuple[Stretch, ...]:
    """What an address lists, each once. What is malformed, or not in the index any more, is left out."""
    found: dict[Stretch, None] = {}
    for text in references[:MOST]:
        passage_id, _, part = text.rpartition("~")
        with suppress(NotFoundError):
            length = len(assistant.passage(passage_id).text)
            if known := parse_span(part, length):
                found[Stretch(passage_id=passage_id, span=known)] = None
    return tuple(found)


def leaf(current: Stretch, listed: Sequence[Stretch], back: str = "") -> Leaf | None:
    """Where the current source stands in the list; None if it is not in it, or alone."""
    if current not in listed or len(listed) < 2:
        return None
    at, spans = listed.index(current), [f"{s.span[0]}-{s.span[1]}" for s in listed]
    references = [_reference(s.passage_id, text) for s, text in zip(listed, spans, strict=True)]
    addresses = [_address(s.passage_id, text, references, back) for s, text in zip(listed, spans, strict=True)]
    return Leaf(
        number=at + 1,
        count=len(listed),
        before=addresses[at - 1] if at else "",
        after=addresses[at + 1] if at + 1 < len(listed) else "",
    )


def _reference(passage_id: str, zitat: str) -> str:
    return f"{passage_id}~{zitat}"


def _address(passage_id: str, zitat: str, listed: Sequence[str], back: str) -> str:
    query = urlencode([("zitat", zitat), *(("q", text) for text in listed), *([("gespraech", back)] if back else [])])
    return f"/quelle/{quote(passage_id, safe='')}?{query}#stelle"
