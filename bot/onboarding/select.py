"""Parts of an onboarding: single chapters, the glossary, the questions or the contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.onboarding.chapters import TIMELINE
from bot.sources import source_url
from corpus.errors import UsageError
from corpus.model import Citation, Contact
from corpus.results import Onboarding

GLOSSARY, QUESTIONS, CONTACT = "glossar", "fragen", "kontakt"


def parts(onboarding: Onboarding) -> dict[str, str]:
    """Name and title of every part that there is, in reading order."""
    found = {chapter.id: chapter.title for chapter in onboarding.chapters}
    if onboarding.glossary:
        found[GLOSSARY] = "Glossar"
    if onboarding.questions:
        found[QUESTIONS] = "Fragen zum Ausprobieren"
    if onboarding.contact:
        found[CONTACT] = "Auskunft gibt"
    return found


def selected(onboarding: Onboarding, names: Sequence[str]) -> Onboarding:
    """The onboarding with these parts and their sources only, all of it without names. UsageError for an unknown name."""
    known = parts(onboarding)
    for name in names:
        if name not in known:
            raise UsageError(
                f"Das Kapitel „{name}“ gibt es im Einstieg zu „{onboarding.name}“ nicht.",
                remedy=f"Möglich sind: {', '.join(known)}.",
            )
    if not names:
        return onboarding
    part = replace(
        onboarding,
        chapters=tuple(c for c in onboarding.chapters if c.id in names),
        timeline=onboarding.timeline if TIMELINE in names else (),
        glossary=onboarding.glossary if GLOSSARY in names else (),
        questions=onboarding.questions if QUESTIONS in names else (),
        contact=onboarding.contact if CONTACT in names else None,
    )
    used = set(_numbers(part))
    return replace(part, citations=tuple(c for c in onboarding.citations if c.n in used))


def contact_number(contact: Contact, citations: Sequence[Citation]) -> int | None:
    """The number of the source that names the contact."""
    source = contact.source
    if source is None or source.passage_id is None:
        return None
    url = source_url(source.passage_id, source.start, source.end)
    return next((c.n for c in citations if c.url == url), None)


def _numbers(onboarding: Onboarding) -> Iterator[int]:
    """The numbers of all sources that stand at an entry or at the contact."""
    cited = [entry.citation for chapter in onboarding.chapters for entry in chapter.entries]
    cited += [event.citation for event in onboarding.timeline]
    cited += [term.citation for term in onboarding.glossary]
    yield from (citation.n for citation in cited if citation)
    if onboarding.contact and (number := contact_number(onboarding.contact, onboarding.citations)):
        yield number
