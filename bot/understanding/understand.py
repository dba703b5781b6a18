"""From what somebody typed to a question that can be searched and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understanding.followup import standalone
from bot.understanding.forms import FORM_WORDS, asks
from bot.understanding.names import as_of, called_names, places, years
from bot.understanding.parts import parts
from corpus.model import Programme, Question, Turn
from retrieval.analysis import query_terms, stem
from retrieval.index import Index
from retrieval.scope import mentioned_alliances, without_alliances
from retrieval.spelling import is_english

_FORM_STEMS = frozenset(stem(word) for word in FORM_WORDS)


def understand(index: Index, typed: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question. Never fails: what is not recognised is left empty."""
    programmes: Sequence[Programme] = index.generation.programmes
    names = known_names(index)
    whole = standalone(typed, history, programmes, names) if history else typed
    text, corrections = index.speller.correct(whole)
    return replace(read(index, text), typed=typed, corrections=corrections, parts=parts(text, programmes, names))


def read_parts(index: Index, question: Question) -> tuple[Question, ...]:
    """The questions in a question, each understood by itself; the question itself if it is one."""
    return tuple(read(index, part) for part in question.parts) or (question,)


def known_names(index: Index) -> tuple[str, ...]:
    """Names that the index knows: what project descriptions are about, and the titles of all documents."""
    titles = (d.title for d in index.documents.values())
    return tuple(dict.fromkeys(name for title in titles for name in (title.rpartition(": ")[2], title)))


def read(index: Index, text: str) -> Question:
    """Understand a text that stands for itself and whose spelling is right."""
    programmes: Sequence[Programme] = index.generation.programmes
    return Question(
        typed=text,
        text=text,
        asks=asks(text),
        english=is_english(text),
        alliances=mentioned_alliances(text, programmes),
        places=places(text, programmes),
        names=called_names(without_alliances(text, programmes)),
        years=years(text),
        as_of=as_of(text),
        terms=_content_terms(index, text, programmes),
    )


def _content_terms(index: Index, text: str, programmes: Sequence[Programme]) -> dict[str, float]:
    """The searched terms without those that only say which form of answer is wanted or which alliance is meant.

    An alliance is a matter of scope: its documents call it by many names. All terms if nothing else is left.
    """
    vocabulary = index.lexical.vocabulary
    terms = query_terms(text, vocabulary)
    bare = query_terms(without_alliances(text, programmes), vocabulary)
    content = {term: weight for term, weight in bare.items() if term not in _FORM_STEMS}
    return content or terms
