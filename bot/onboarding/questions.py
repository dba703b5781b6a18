"""Questions to try as a newcomer: those of the programme, else ones that its entries answer."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, zip_longest

from corpus.model import Programme

WANTED = 10


def questions_of(programme: Programme) -> tuple[str, ...]:
    """At most ten questions. What the programme says nothing about is not asked for."""
    asked = list(dict.fromkeys(programme.questions))[:WANTED]
    own = [question.casefold() for question in asked]
    # one of each sort in turn, so that ten questions are not all about one of them
    for made in filter(None, chain.from_iterable(zip_longest(*_by_sort(programme)))):
        name, question = made
        if len(asked) < WANTED and not any(name.casefold() in known for known in own):
            asked.append(question)
    return tuple(asked)


def _by_sort(programme: Programme) -> Iterator[list[tuple[str, str]]]:
    """What a question is about and how it is asked. No article stands before a name, for its gender is not known."""
    yield [(b.name, f"{b.name}: Wie oft wird getagt?") for b in programme.bodies if b.meets]
    yield [(p.title, f"Worum geht es im Projekt „{p.title}“?") for p in programme.projects]
    yield [(f.title, f"Welche Themen gehören zu „{f.title}“?") for f in programme.action_fields if f.topics]
    yield [(b.name, f"{b.name}: Wer gehört dazu?") for b in programme.bodies if b.members]
    yield [(o.title, f"{o.title}: Was wird gefördert?") for o in programme.funding_objects]
    yield [(t.term, f"Was bedeutet „{t.term}“?") for t in programme.glossary if "„" not in t.term]
    contact = programme.contact
    if contact and contact.person and contact.phone:
        yield [(contact.person, f"Welche Telefonnummer hat {contact.person}?")]
    if programme.districts:
        yield [(programme.name, f"{programme.name}: Welche Landkreise gehören dazu?")]
