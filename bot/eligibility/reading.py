"""What a description of a project says: read once, and then held against the conditions of a programme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bot.eligibility.applicant import Applicant, read_applicant
from bot.eligibility.location import Located, locate
from bot.eligibility.marks import Marked, mark
from bot.eligibility.offers import additional
from bot.eligibility.reach import reach
from bot.eligibility.signals import Activity, Sign, Target, signs
from bot.eligibility.statements import Said
from bot.eligibility.text import pattern

_COMPANIES = frozenset({"unternehmen", "einzelunternehmen", "genossenschaft"})
_OPERATORS = frozenset({"verband", "kirche"})  # with a company's legal form they run homes and services
_ENGLISH = pattern(r"\b(?:the|and|with|for|would|will|our|have|has|been|from|of|to|is|are|we)\b")
_GERMAN = pattern(r"\b(?:der|die|das|und|mit|für|wir|ist|sind|den|dem|ein|eine|nicht|zu|von|im|auf|ich)\b")
_SHORT = 60  # characters: less than a sentence that says who does what for whom
_ORDERS = pattern(
    r"\b(?:ignorier\w*|vergiss|vergesse\w*|missachte\w*|übergeh\w*|ignore|disregard|forget)\b[^.!?\n]{0,60}?\b(?:regel\w*|anweisung\w*|vorgabe\w*|kriteri\w*|bisherige\w*|instruction\w*|rules?|previous|criteria|prompt)\b"
    r"|\b(?:antworte|bewerte|stufe|setze|gib|entscheide|markiere|answer|respond|return|classify|mark)\b[^.!?\n]{0,60}?\b(?:foerderfaehig|förderfähig|erfuellt|erfüllt|eligible|passt)\b"
    r"|\b(?:system|assistant)\s*:|\byou\s+are\s+now\b|\bdu\s+bist\s+(?:jetzt|nun|ab\s+sofort)\b"
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A description and the line for the applicant as they were understood. Everything in it keeps its verbatim words."""

    idea: Marked
    line: Marked
    applicant: Applicant
    places: tuple[Located, ...]
    signs: tuple[Sign, ...]
    reach: Said | None
    additional: Said | None

    def showing(self, *kinds: Target | Activity) -> tuple[Sign, ...]:
        """The signs of these targets or activities, each word once."""
        return tuple({s.words.lower(): s for s in self.signs if s.shows in kinds}.values())

    @cached_property
    def english(self) -> bool:
        """True if the description is in English."""
        return len(_ENGLISH.findall(self.idea.text)) > 2 * len(_GERMAN.findall(self.idea.text))

    @cached_property
    def short(self) -> bool:
        """True if the description is too short to say what the project does and for whom."""
        return len(" ".join(self.idea.text.split())) < _SHORT

    @cached_property
    def orders(self) -> str:
        """Words that tell the machine what to answer; they are read like any others and change nothing."""
        return next((m.group() for text in (self.idea.text, self.line.text) for m in _ORDERS.finditer(text)), "")


def read_idea(idea: str, applicant: str = "") -> Reading:
    """Read a description and what was typed as the applicant."""
    marked, line = mark(idea), mark(applicant)
    who = read_applicant(marked, line)
    found = signs(idea)
    places = locate(marked, line, who)
    core = set(who.kinds) - _OPERATORS
    is_company = bool(core) and core <= _COMPANIES if who.kinds else None
    return Reading(
        idea=marked,
        line=line,
        applicant=who,
        places=places,
        signs=found,
        reach=reach(marked, found, places, is_company=is_company),
        additional=additional(idea),
    )
