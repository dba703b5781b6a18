"""Names: every word with a capital has to stand in the evidence, follow from its words, or be one of ordinary German."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.verification.evidence import Evidence, known
from bot.verification.figures import near
from bot.verification.quantities import without_figures
from bot.verification.words import (
    JUDGING,
    LISTED,
    NEUTRAL,
    OPENERS,
    ORDINARY,
    WRITTEN,
    Known,
    Token,
    pieces,
    root,
    tokens,
)
from retrieval.analysis import STOP_WORDS, stem

_TITLE = re.compile(r"(?:\b(?:Frau|Herrn?|Dr|Prof|Professor(?:in)?|Dipl|Ing)\b\.?[\s-]*)+$")
_DERIVED = re.compile(
    r"(?:ung|heit|keit|schaft|tion|ität|nis|nisse|tum|nahme|gang|ung[a-z]*|(?:lich|isch|los|ig|t|end|er)e[nr]?)(?:n|en|s)?$"
)
_DOER = re.compile(r"er(?:s|n|in|innen)?$")


@dataclass(frozen=True)
class _Place:
    """A capitalised word in its sentence."""

    sentence: str
    found: Sequence[Token]
    number: int
    evidence: Evidence
    figures: bool

    @property
    def token(self) -> Token:
        return self.found[self.number]

    @property
    def said(self) -> str:
        return f"{self.evidence.text} {self.evidence.headings}"

    @property
    def titled(self) -> bool:
        """True for a surname, also one after a first name: "Frau Dr. Eva Muster"."""
        one = self.found[self.number - 1] if self.number else None
        starts = [self.token.start] + ([one.start] if one and _joined(one, self.token, self.sentence) else [])
        return any(_TITLE.search(self.sentence[:start]) for start in starts)

    @property
    def before(self) -> Token | None:
        """The capitalised word right before this one: together they may be a name."""
        one = self.found[self.number - 1] if self.number else None
        return one if one and one.capital and one.content and _joined(one, self.token, self.sentence) else None


def foreign_name(sentence: str, evidence: Evidence) -> str:
    """The first capitalised word of a sentence that neither the evidence nor its heading has, and that is no ordinary word."""
    plain = without_figures(sentence)
    found = tokens(plain)
    for number, token in enumerate(found):
        if token.capital and token.content:
            place = _Place(plain, found, number, evidence, plain != sentence)
            if fault := next((f for rule in _RULES if (f := rule(place))), ""):
                return fault
    return misplaced_person(plain, evidence)


def _renamed(place: _Place) -> str:
    """A name whose last word the source has only after another first one: "Jan Muster" is not "Eva Muster"."""
    one = place.before
    if not one or _TITLE.search(one.text):
        return ""
    firsts = re.findall(rf"(?:([\w.-]+)(?: ))?(?<!\w){re.escape(place.token.text)}(?!\w)", place.said)
    other = firsts and all(b[:1].isupper() and not _same_noun(one.text, b, place.evidence) for b in firsts)
    return f"{one.text} {place.token.text}" if other else ""


def _same_noun(one: str, other: str, evidence: Evidence) -> bool:
    """True for forms, a compound and its head, and words that the lexicon gives for one another."""
    of = known((other,), evidence.vocabulary)
    return root(one) == root(other) or of.another(one) or of.ends(one)


def _elsewhere(place: _Place) -> str:
    """A word of the heading beside a figure, though the source gives another figure for it elsewhere."""
    evidence, word = place.evidence, place.token.text
    if not place.figures or evidence.body.derives(word) or not evidence.heading.has(word):
        return ""
    rest = [t for r in evidence.runs for t in r.rest if without_figures(t) != t]
    return word if any(known((t,), evidence.vocabulary).has(word) for t in rest) else ""


def _unknown(place: _Place) -> str:
    token, evidence = place.token, place.evidence
    word = token.text
    if place.titled:
        return "" if _verbatim(word, place.said) else word
    if (word.isupper() and len(word) > 1) or re.search(r"[a-zäöü][A-ZÄÖÜ]", word):
        parts = all(evidence.body.has(p) or evidence.heading.has(p) for p in pieces(word))
        return "" if _verbatim(word, place.said) or parts else word
    if word in ("Herr", "Herrn"):
        return "" if re.search(r"\bHerrn?\b", place.said) else word
    if _DOER.search(token.lower) and not _same_doer(place):
        return word  # the stem of "Richter" is that of "richten", and that of "Berger" part of "Bamberg"
    if evidence.body.together(word) or evidence.heading.together(word):
        return ""
    if token.initial and (token.lower in OPENERS or all(root(p) in NEUTRAL for p in pieces(word))):
        return ""
    if _DERIVED.search(token.lower) and evidence.body.derives(word):
        return ""
    if (_DOER.search(token.lower) or token.initial) and evidence.body.derives_small(word):
        return ""
    if token.initial and token.lower.endswith(("t", "en")) and evidence.body.means(word):
        return ""  # "Bezuschusst werden"
    if place.before and not place.before.initial:
        return word  # it may be a surname
    return "" if all(_ordinary(p, evidence.body) for p in pieces(word)) else word


def _same_doer(place: _Place) -> bool:
    word, evidence = place.token.text, place.evidence
    plain = re.sub(r"(?<=er)(?:s|n|in|innen)$", "", word.lower())
    return (
        plain in place.said.lower()
        or plain in WRITTEN | OPENERS
        or evidence.body.names(word)
        or evidence.heading.names(word)
        or evidence.body.derives_small(word)
    )


_RULES: tuple[Callable[[_Place], str], ...] = (_renamed, _elsewhere, _unknown)


def _ordinary(piece: str, body: Known) -> bool:
    """True for a plain noun, one that the lexicon gives for a word of the source, and compounds of these with such a word."""
    if stem(piece) in ORDINARY or body.ends(piece):
        return True
    return root(piece) not in JUDGING and (body.another(piece) or body.composed(piece, ORDINARY))


def persons(text: str) -> list[re.Match[str]]:
    """Two words in a row that are written like first name and surname, without an article or a plain noun before them."""
    found, at = [], 0
    while match := _PERSON.search(text, at):
        first = match.group(1).split()[0]
        if _no_first_name(first):
            at = match.start(1) + len(first)
        else:
            found.append(match)
            at = match.end()
    return found


def _no_first_name(word: str) -> bool:
    return word.lower() in STOP_WORDS or root(word) in LISTED or bool(_NOUN.search(word.lower()))


_NOUN = re.compile(r"(?:ung|ungen|heit|keit|schaft|tion|tionen|ität|kräfte|universität|hochschule|schule|arbeit|kreis|stadt|gemeinde|region|agentur|kammer|verband|bund|amt|land|stelle|zentrum|center|ministerium|bündnis|allianz|projekt|programm|netzwerk|haus|feld|kapitel)$")  # fmt: skip


def misplaced_person(sentence: str, evidence: Evidence) -> str:
    """A person of whom the sentence says what the source says of another one."""
    claimed = persons(sentence)
    if not claimed:
        return ""
    said = persons(evidence.text)
    for person in claimed:
        same = [s for s in said if s.group(1) == person.group(1)]
        rivals = [s.start(1) for s in said if s.group(1) != person.group(1)]
        own = [p.start(1) for p in claimed if p is not person]
        if same and not any(
            near(
                sentence.replace(person.group(1), " " * len(person.group(1))),
                person.start(1),
                own,
                evidence,
                s.start(1),
                rivals,
            )
            for s in same
        ):
            return person.group(1)
    return ""


_PERSON = re.compile(
    r"(?<!\b[Dd]e[rmns] )(?<!\b[Dd]ie )(?<!\b[Dd]as )(?<!\bein )(?<!\b[Ii]m )\b"
    r"((?!Die|Der|Das|Ein|Im|In|Am|Zum|Zur|Für|Bei|Den|Dem|Seit|Von|Nach|Stand)"
    r"[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?)(?![\w-])"
)


def _joined(one: Token, other: Token, sentence: str) -> bool:
    return sentence[one.start + len(one.text) : other.start] in (" ", "-", ". ")


def _verbatim(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.removesuffix('s'))}s?(?!\w)", text))
