"""Whether a phrased answer still says what was asked for: a short answer that leaves out the figure is a worse one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.quotes import Quote
from bot.understanding.forms import has_form, needs_form
from corpus.model import Question, UnitKind
from retrieval.analysis import index_terms
from retrieval.index import Index
from retrieval.units import quoted

_NAMED = 1 / 3  # of the words of a list item: then the item is named


def complete(index: Index, question: Question, quotes: Sequence[Quote], text: str) -> bool:
    """False if the quotes have the asked-for form (a figure, a date, a number to call) or list items that `text` lacks."""
    said = "\n".join(q.text for q in quotes)
    if needs_form(question.asks) and has_form(question.asks, said) and not has_form(question.asks, text):
        return False
    vocabulary = index.lexical.vocabulary
    words = set(index_terms(text, vocabulary))
    items = [set(index_terms(item, vocabulary)) for quote in quotes for item in _items(quote)]
    return all(len(item & words) >= _NAMED * len(item) for item in items)


def _items(quote: Quote) -> list[str]:
    passage = quote.hit.passage
    inside = (u for u in passage.units if u.kind is UnitKind.ITEM and quote.start <= u.start and u.end <= quote.end)
    # of a longer list, a quote may show its lead-in and one item only
    return [text for u in inside if (text := quoted(passage, u)) in quote.text]
