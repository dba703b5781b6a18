"""The pages for new members: which alliance, and the guided reading of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter
from rapidfuzz import fuzz, process
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.assistant import checked_text
from bot.onboarding.chapters import TIMELINE
from bot.onboarding.select import CONTACT, GLOSSARY, QUESTIONS, parts
from bot.onboarding.words import enumerated
from bot.web.context import alliance_names, validities
from bot.web.german import fold
from bot.web.timeline import across, down, moments, years_of
from corpus.errors import UsageError
from corpus.results import Chapter, Entry, GlossaryEntry, Onboarding

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.web.site import Site

TERM_LENGTH = 100
PACE = 200  # words a minute
OPEN = 6  # of more than twice as many projects, so many are not folded
_PROJECTS = "projekte"
_CONTACT_HEADING = "Wer Ihnen weiterhilft"  # as the shared box of a contact has it
_TOPIC = "Thema: "
_SIMILAR = 75.0  # 0 to 100
_WORTH = {  # what one knows after a chapter
    "buendnis": "wozu es das Bündnis gibt",
    "mitglieder": "wer dazugehört",
    "entscheidungen": "wer was entscheidet",
    "geld": "wie das Geld fließt",
    TIMELINE: "was sich geändert hat",
    "handlungsfelder": "woran gearbeitet wird",
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """An entry, with the topics that belong to it."""

    head: Entry
    topics: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """A chapter as it is shown: `groups` open, `more` folded."""

    chapter: Chapter
    groups: tuple[Group, ...]
    more: tuple[Group, ...] = ()


def onboarding_pages(assistant: Assistant, site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/einstieg", methods=["GET", "HEAD"])
    def choice() -> Response:
        programmes = assistant.alliances()
        if len(programmes) == 1:
            return RedirectResponse(_path(programmes[0].alliance))
        return site.page(
            "einstieg_auswahl.html",
            readings=[assistant.onboarding(programme.alliance) for programme in programmes],
            districts={programme.alliance: programme.districts for programme in programmes},
            index=assistant.info(),
        )

    @router.api_route("/einstieg/{alliance}", methods=["GET", "HEAD"])
    def reading(request: Request, alliance: str, begriff: str = "") -> Response:
        onboarding = assistant.onboarding(alliance)
        if alliance != onboarding.alliance:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(_path(onboarding.alliance) + query)
        error: UsageError | None = None
        try:
            wanted = checked_text(begriff, "Der Begriff", TERM_LENGTH) if begriff.strip() else ""
        except UsageError as refused:
            error, wanted = refused, ""
        shown = matching(wanted, onboarding.glossary)
        times = moments(onboarding.timeline)
        return site.page(
            "einstieg.html",
            status=error.status if error else 200,
            onboarding=onboarding,
            path=_path(onboarding.alliance),
            steps=steps_of(onboarding),
            titles=titles_of(onboarding),
            worth=enumerated([worth for id, worth in _WORTH.items() if id in parts(onboarding)]),
            minutes=minutes(onboarding),
            across=across(times) if len(times) > 1 else None,
            down=down(times) if len(times) > 1 else None,
            span=(onboarding.timeline[0].year, years_of(times)[1] - 1) if times else None,
            wanted=wanted,
            typed="".join(c for c in begriff if c.isprintable())[:TERM_LENGTH],
            error=error,
            shown=shown,
            anchors=anchors(onboarding.glossary),
            nearest=nearest(wanted, onboarding.glossary) if wanted and not shown else None,
            term_length=TERM_LENGTH,
            urls={citation.n: citation.url for citation in onboarding.citations},
            alliances=alliance_names(assistant),
            validities=validities(assistant),
            index=onboarding.index,
            TIMELINE=TIMELINE,
            GLOSSARY=GLOSSARY,
            QUESTIONS=QUESTIONS,
        )

    return router


def steps_of(onboarding: Onboarding) -> tuple[Step, ...]:
    """The chapters with topics under their field; of many projects, all but the first ones are folded."""
    return tuple(_step(chapter) for chapter in onboarding.chapters)


def _step(chapter: Chapter) -> Step:
    groups: list[Group] = []
    for entry in chapter.entries:
        if entry.title.startswith(_TOPIC) and groups:
            head = groups.pop()
            groups.append(Group(head=head.head, topics=(*head.topics, entry)))
        else:
            groups.append(Group(head=entry))
    cut = OPEN if chapter.id == _PROJECTS and len(groups) > 2 * OPEN else len(groups)
    return Step(chapter=chapter, groups=tuple(groups[:cut]), more=tuple(groups[cut:]))


def titles_of(onboarding: Onboarding) -> dict[str, str]:
    """Anchor and heading of every part, in reading order."""
    return {id: _CONTACT_HEADING if id == CONTACT else title for id, title in parts(onboarding).items()}


def minutes(onboarding: Onboarding) -> int:
    """How long the chapters take to read, without what is folded."""
    entries = [group.head for step in steps_of(onboarding) for group in step.groups]
    texts = [" ".join((entry.title, entry.text, *entry.items)) for entry in entries]
    texts += [event.text for event in onboarding.timeline]
    return max(1, round(sum(len(text.split()) for text in texts) / PACE))


def matching(wanted: str, glossary: Sequence[GlossaryEntry]) -> tuple[GlossaryEntry, ...]:
    """The entries in whose term or meaning every word is found, however umlauts are typed; all entries for no words."""
    words = fold(wanted).split()
    return tuple(e for e in glossary if all(word in fold(f"{e.term} {e.meaning}") for word in words))


def nearest(wanted: str, glossary: Sequence[GlossaryEntry]) -> str | None:
    """The term that is most like what was typed."""
    terms = [entry.term for entry in glossary]
    found = process.extractOne(wanted, terms, scorer=fuzz.WRatio, processor=fold, score_cutoff=_SIMILAR)
    return found[0] if found else None


def anchors(glossary: Sequence[GlossaryEntry]) -> list[str]:
    """An id for each entry, from its term; the second of the same sort is counted."""
    found: dict[str, int] = {}
    ids = []
    for entry in glossary:
        plain = "-".join("".join(c if c.isalnum() else " " for c in fold(entry.term)).split())
        found[plain] = found.get(plain, 0) + 1
        ids.append(f"begriff-{plain}" + (f"--{found[plain]}" if found[plain] > 1 else ""))
    return ids


def _path(alliance: str) -> str:
    return f"/einstieg/{quote(alliance, safe='')}"
