"""What a person should look at before a fit is taken for granted, and which cross-cutting goals an idea touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from bot.eligibility.reading import Reading
from bot.fit.idea import Idea
from bot.fit.model import Model
from bot.sources import Sources
from corpus.places import HOME
from corpus.programme import ActionField, Programme
from corpus.results import GoalTouched

_CLOSE = 0.25  # probability of a second field that a person should weigh
_STRAY = 0.6  # probability of an outside theme in one piece of a longer text; pieces of fitting ideas stay below 0.5
_SHORT = 12  # words
_QUOTED = 160  # characters


def concerns(
    programme: Programme, idea: Idea, reading: Reading, model: Model, ranked: Sequence[tuple[ActionField, float]]
) -> tuple[str, ...]:
    """German sentences, the weightiest first. `ranked` holds the fields that fit with their probability."""
    return tuple(_concerns(programme, idea, reading, model, ranked))


def _concerns(
    programme: Programme, idea: Idea, reading: Reading, model: Model, ranked: Sequence[tuple[ActionField, float]]
) -> Iterator[str]:
    word = programme.field_word
    if len(ranked) > 1 and ranked[1][1] >= _CLOSE:
        second = ranked[1][0]
        yield f"Auch {word} {second.id} „{second.title}“ liegt nahe. Entscheiden Sie, was der Kern des Projekts ist."
    outside = np.flatnonzero(model.outside)
    for piece in idea.pieces if len(idea.pieces) > 1 else ():
        if float(np.exp(model.theme_logs(piece.vector, idea.words(piece)))[outside].sum()) >= _STRAY:
            yield f"Dieser Teil hat erkennbar nichts mit Fachkräften zu tun: „{shortened(idea.words(piece))}“."
            break
    if reading.reach is not None and reading.reach.holds is False:
        yield (
            "Das Projekt dient nach dem Text nur dem eigenen Betrieb"
            + (f" („{shortened(reading.reach.words)}“)" if reading.reach.words else "")
            + ". Die Strategie will die Region stärken."
        )
    yield from _region(programme, reading)
    if len(idea.text.split()) < _SHORT:
        yield (
            "Die Beschreibung ist sehr kurz. Sagen Sie, was das Projekt tut, für wen und wo, dann wird die Zuordnung "
            "verlässlicher."
        )


def _region(programme: Programme, reading: Reading) -> Iterator[str]:
    if not programme.districts:
        return
    places = [located.place for located in reading.places]
    if not places:
        yield "Die Beschreibung nennt keinen Ort in der Region."
    elif all(p.state != HOME or (p.district and p.district not in programme.districts) for p in places):
        names = ", ".join(dict.fromkeys(p.name for p in places))
        yield f"Genannt sind nur Orte außerhalb der Region von {programme.name}: {names}."


def goals_touched(programme: Programme, idea: Idea, sources: Sources) -> tuple[GoalTouched, ...]:
    """The cross-cutting goals whose signs stand in the text."""
    found = []
    for goal in programme.cross_cutting:
        words = [w for sign in goal.signs for w in re.findall(rf"\b{re.escape(sign)}\w*", idea.text, re.IGNORECASE)]
        if words:
            distinct = tuple({w.lower(): w for w in words}.values())
            citation = sources.cite(goal.sources, about=goal.description)
            found.append(GoalTouched(id=goal.id, title=goal.title, words=distinct[:5], citation=citation))
    return tuple(found)


def shortened(text: str) -> str:
    """The beginning of a text, cut at a blank."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rsplit(' ', 1)[0]} …"
