"""Names: every word with a capital has to stand in the evidence, or be one of a closed list of ordinary words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.verification.evidence import Evidence
from bot.verification.figures import near
from bot.verification.quantities import without_figures
from bot.verification.words import FRAMING, JUDGING, NEUTRAL, Known, Token, pieces, root, tokens
from retrieval.analysis import STOP_WORDS

_TITLE = re.compile(r"(?:\b(?:Frau|Herrn?|Dr|Prof|Professor(?:in)?|Dipl|Ing)\b\.?[\s-]*)+$")
_DERIVED = re.compile(
    r"(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ität|nis|nisse|tum|ende[nr]?|nahme|gang|er(?:in)?(?:nen)?|ung[a-z]*)$"
)


def foreign_name(sentence: str, evidence: Evidence) -> str:
    """The first capitalised word of a sentence that neither the evidence nor its heading has, and that is no ordinary word."""
    full, sentence = sentence, without_figures(sentence)
    figures = full != sentence
    found = tokens(sentence)
    said = f"{evidence.text} {evidence.headings}"
    for number, token in enumerate(found):
        if not token.capital or not token.content:
            continue
        before = sentence[: token.start]
        if (
            number
            and _joined(found[number - 1], token, sentence)
            and found[number - 1].capital
            and found[number - 1].content
            and not _TITLE.search(found[number - 1].text)
            and _other_first(found[number - 1], token, said)
        ):
            return f"{found[number - 1].text} {token.text}"
        if _TITLE.search(before) or (
            number
            and _joined(found[number - 1], token, sentence)
            and _TITLE.search(sentence[: found[number - 1].start])
        ):
            if not _verbatim(token.text, said):
                return token.text
            continue
        joined = (
            number
            and _joined(found[number - 1], token, sentence)
            and found[number - 1].capital
            and not found[number - 1].initial
        ) or (
            number + 1 < len(found)
            and _joined(token, found[number + 1], sentence)
            and found[number + 1].capital
            and not token.initial
        )
        if (
            number
            and _joined(found[number - 1], token, sentence)
            and found[number - 1].capital
            and found[number - 1].content
        ):
            pair = rf"{re.escape(found[number - 1].text[:4])}\w*[\s-]+{re.escape(token.text[:4])}"
            only_above = evidence.heading.has(token.text) and not evidence.body.derives(token.text)
            if only_above and not re.search(pair, said):
                return f"{found[number - 1].text} {token.text}"  # the heading has the word, but not for this
        if number > _TOPIC and _only_above(token, evidence) and not _phrase(found, number, evidence):
            return token.text  # a word of the heading in the place of another
        if (
            figures
            and not evidence.body.derives(token.text)
            and evidence.heading.has(token.text)
            and evidence.rest.has(token.text)
        ):
            return token.text  # the source speaks of it elsewhere, not with this figure
        if not _admitted(token, evidence, name=bool(joined)):
            return token.text
    return misplaced_person(sentence, evidence)


_TOPIC = 4  # words at the head of a sentence, where a heading may stand for "er", "sie" or "dabei"


def _only_above(token: Token, evidence: Evidence) -> bool:
    return evidence.heading.has(token.text) and not evidence.body.means(token.text) and root(token.text) not in FRAMING


def _phrase(found: Sequence[Token], number: int, evidence: Evidence) -> bool:
    """True if a word stands beside a neighbour that it has in the heading, too."""
    above = [root(t.text) for t in tokens(evidence.headings) if t.content]
    content = [t for t in found if t.content]
    at = content.index(found[number])
    near = {root(t.text) for t in content[max(0, at - 1) : at + 2] if t is not found[number]}
    own = root(found[number].text)
    return any(word == own and near & set(above[max(0, n - 1) : n + 2]) for n, word in enumerate(above))


def persons(text: str) -> list[re.Match[str]]:
    """Two words in a row that are written like first name and surname, without an article before them."""
    return [m for m in _PERSON.finditer(text) if not {w.lower() for w in m.group(1).split()} & STOP_WORDS]


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
    r"((?!Die|Der|Das|Ein|Im|In|Am|Zum|Zur|Für|Bei|Den|Dem|Seit|Von|Nach|Stand)(?!(?i:\w*(?:universität|hochschule|schule|arbeit|kreis|stadt|gemeinde|region|agentur|kammer|verband|bund|amt|land|stelle|zentrum|center|ministerium|bündnis|allianz|projekt|programm|netzwerk|haus|feld|kapitel) ))"
    r"[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)?)(?![\w-])"
)


def _joined(one: Token, other: Token, sentence: str) -> bool:
    return sentence[one.start + len(one.text) : other.start] in (" ", "-", ". ")


def _other_first(first: Token, last: Token, said: str) -> bool:
    """True if the source has the second word of a name only after another first one: "Jan Muster" is not "Eva Muster"."""
    before = re.findall(rf"(?:([\w.-]+)(?: ))?(?<!\w){re.escape(last.text)}(?!\w)", said)
    firsts = {b.lower() for b in before}
    return bool(firsts) and all(
        b[:1].isupper() and b.lower() != first.lower and root(b) != root(first.text) for b in before
    )


def _verbatim(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word.removesuffix('s'))}s?(?!\w)", text))


def _admitted(token: Token, evidence: Evidence, *, name: bool) -> bool:
    word = token.text
    if (word.isupper() and len(word) > 1) or re.search(r"[a-zäöü][A-ZÄÖÜ]", word):
        return _verbatim(word, f"{evidence.text} {evidence.headings}") or all(_same(p, evidence) for p in pieces(word))
    if evidence.body.together(word) or evidence.heading.together(word):
        return True
    if token.initial and all(root(p) in NEUTRAL for p in pieces(word)):
        return True
    derived = _DERIVED.search(word.lower()) or token.initial or not word[0].isupper()
    if derived and (evidence.body.derives(word)):
        return True
    if name:
        return False
    if all(root(p) in FRAMING for p in pieces(word)):
        return True
    return all(root(p) not in JUDGING for p in pieces(word)) and evidence.body.another(word)


def _same(piece: str, evidence: Evidence) -> bool:
    known: Known = evidence.body
    return known.has(piece) or evidence.heading.has(piece)
