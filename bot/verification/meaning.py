"""Whether a sentence says what the evidence says: its words, who does what, and nothing that only the writer thinks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.verification.clauses import sentences, statements
from bot.verification.evidence import Evidence, known
from bot.verification.figures import MEASURES
from bot.verification.names import persons
from bot.verification.quantities import without_figures
from bot.verification.words import FRAMING, JUDGING, NEUTRAL, Known, Token, pieces, root, tokens

_LITTLE = frozenset(["lässt", "binnen", "gegenüber", "während", "inzwischen", "mittlerweile", "sofern", "falls", "ohnehin", "seitens", "anhand", "mittels"])  # fmt: skip
_COVERED = 0.6  # of the words that say something
_ADDRESS = re.compile(r"(?<![.!?„]\s)(?<!^)(?<![.!?:]\s)\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b")
_ASKED = re.compile(
    r"^(?:Bitte\b|[A-ZÄÖÜ][a-zäöüß]+(?:en|ern|eln)\s+Sie\b)|\bbitte\b|\b(?:Sie|man|wir) (?:sollten?|empfehl\w+|raten)\b",
    re.I,
)
_SPEAKER = re.compile(r"\b(?:ich|wir|uns|unser\w*|mir|mich|du|dein\w*|dir|dich|euch|euer\w*)\b", re.I)
_MODAL = re.compile(
    r"\b(?:k[öa]nn\w*|d[üa]rf\w*|m[üu]ss\w*)\s+(?:Sie|sich|auch|den|die|das|Ihr\w*)?|\bSie (?:k[öa]nn\w*|d[üa]rf\w*|m[üu]ss\w*)"
)
_PASSIVE = re.compile(r"\b(?:wird|werden|wurde|wurden|worden|geworden)\b")
_AGENT = re.compile(r"\b(?:von|vom|durch)\s+(?:de[rmn]|die|das|eine[rm]?)?\s*(?:[a-zäöü-]+\s)*([A-ZÄÖÜ][\w-]+)")


def unsupported_meaning(sentence: str, evidence: Evidence) -> str:
    """What in a sentence the evidence does not say; "" if nothing."""
    if found := _spoken(sentence, evidence):
        return found
    plain = without_figures(sentence)
    content = [t for t in tokens(plain) if t.content]
    covered, new = [], []
    for token in content:
        if _says(token, evidence):
            covered.append(token)
        elif all(root(p) in JUDGING for p in pieces(token.text)):
            return token.text
        elif token.lower in _LITTLE or (token.lower.startswith("beide") and re.search(r"\bzwei\b", evidence.text)):
            continue
        elif not all(root(p) in NEUTRAL or (token.capital and root(p) in FRAMING) for p in pieces(token.text)):
            new.append(token)
    if not covered and not (plain != sentence and not new):
        return sentence
    if len(new) > (1 if len(covered) >= 5 else 0) + (1 if len(covered) >= 12 else 0):
        return new[0].text
    if len(covered) < _COVERED * (len(covered) + len(new)):
        return new[0].text
    return (
        _repeated(content, evidence)
        or _mixed(plain, evidence)
        or _swapped(sentence, evidence)
        or _renamed(plain, evidence)
        or _misdirected(plain, evidence)
    )


def _repeated(content: list[Token], evidence: Evidence) -> str:
    """A noun that the sentence has twice and the source once: it stands for another one."""
    said = Counter(root(t.text) for text in evidence.texts for t in tokens(text))
    drafted = Counter(root(t.text) for t in content if t.capital)
    return next((word for word, n in drafted.items() if n > 1 and 0 < said[word] < n), "")


def _says(token: Token, evidence: Evidence) -> bool:
    return evidence.body.means(token.text) or evidence.heading.has(token.text)


def _spoken(sentence: str, evidence: Evidence) -> str:
    """An instruction, advice, or somebody speaking, that the source does not have."""
    for pattern in (_ASKED, _SPEAKER):
        match = pattern.search(sentence)
        if match and not re.search(rf"\b{re.escape(match.group())}", evidence.text, re.I):
            return match.group()
    if re.match(r"Sie (?!erreich|find|k[öa]nn|d[üa]rf|m[üu]ss|soll)", sentence) and not re.search(
        r"\bsie\b", evidence.text, re.I
    ):
        return "Sie"
    match = _ADDRESS.search(sentence)
    if (
        match
        and not re.search(
            r"\b(?:Sie|Ihnen|Ihre?[nmrs]?)\b",
            re.sub(r"(?:^|[.!?:]\s|\n)(?:Sie|Ihnen|Ihre?[nmrs]?)\b", "", evidence.text),
        )
        and not _MODAL.search(sentence)
    ):
        return match.group()
    if sentence.rstrip().endswith(("?", "!")) and sentence.rstrip()[-1] not in evidence.text:
        return sentence.rstrip()[-1]
    return ""


def _mixed(sentence: str, evidence: Evidence) -> str:
    """A stretch of the sentence whose words come from units that do not speak of one another."""
    units = evidence.units
    if len(units) < 2:
        return ""
    people = {w for p in persons(sentence) for w in p.group(1).split()}
    for stretch in statements(sentence):
        words = [t for t in tokens(stretch) if _binds(t) and evidence.body.derives(t.text)]
        where: list[set[int]] = [_places(t, units, evidence) for t in words]
        if not words or set.intersection(*where):
            continue
        if named := people & {t.text for t in words}:
            theirs: list[set[int]] = [places for t, places in zip(words, where, strict=True) if t.text in named]
            others = [places for t, places in zip(words, where, strict=True) if t.text not in named]
            if theirs and others and not any(a & b for a in theirs for b in others):
                return stretch  # nothing but the name is taken from there
        anchor = max(range(len(units)), key=lambda n: sum(n in places for places in where))
        for token, places in zip(words, where, strict=True):
            if anchor in places or any(_tied(evidence, n, anchor) for n in places):
                continue
            if not (_coordinated(token.text, sentence) and any(_one_list(evidence, {n, anchor}) for n in places)):
                return stretch
    return ""


def _places(token: Token, units: Sequence[Known], evidence: Evidence) -> set[int]:
    """The units that have a word; what the heading has is said of all of them."""
    if known((evidence.section,), evidence.vocabulary).means(token.text):
        return set(range(len(units)))
    return {n for n, unit in enumerate(units) if unit.means(token.text)}


def _binds(token: Token) -> bool:
    """True if a word belongs to what is said: no measure, no verb of telling, no adverb."""
    return token.content and not {root(token.text), token.lower} & (MEASURES | NEUTRAL | _ADVERBS)


def _tied(evidence: Evidence, one: int, other: int) -> bool:
    """True if the later of two units goes on about the earlier one, or both are short items of one list."""
    return _leans_on(evidence.unit_texts[max(one, other)]) or _one_list(evidence, {one, other}, _ITEM)


def _coordinated(word: str, sentence: str) -> bool:
    """True if a word goes on with an enumeration: "Ausbildung und Weiterbildung"."""
    return bool(re.search(rf"(?:,|\b(?:und|sowie|oder))\s(?:[^\s,]+\s){{0,2}}?[„(]?{re.escape(word)}\b", sentence))


def _one_list(evidence: Evidence, numbers: set[int], longest: int = 99) -> bool:
    """True if all of these units are items of one list, of so many words: an enumeration may be told in one breath."""
    parts = [p for r in evidence.runs for p in r.parts]
    chosen = [parts[n] for n in numbers]
    return (
        len({p.group for p in chosen}) == 1
        and chosen[0].group >= 0
        and all(p.above and len(p.text.split()) < longest for p in chosen)
    )


_ADVERBS = _LITTLE | frozenset(["schon", "bereits", "erst", "erstmals", "ohnehin", "regelmäßig", "besonders", "insbesondere", "hauptsächlich", "zunächst", "zuletzt", "zuerst", "früher", "später", "heute", "künftig", "gemeinsam", "zusammen", "oft", "häufig", "meist", "weiter", "wieder", "immer", "stets", "sogar", "gerade", "vorrangig", "überwiegend", "seither", "einmal"])  # fmt: skip
_ITEM = 9  # words of an item that says one thing
_LEANING = re.compile(
    r"^(?:Haupt)?(?:[Gg]rund|[Uu]rsache|Anlass|[Zz]iel|Zweck|Folge|Ergebnis|Voraussetzung|Bedingung)\b(?! de[rs]\b)|^(?:Er|Sie|Es|Ihm|Ihn|Ihnen|Ihre?\w?|Seine?\w?|Dies\w*|Davon|Darunter|Dabei|Dazu|Dafür|Dadurch|Damit|Daran|Darin|Daher|Deshalb|Dort|Hier\w*|Außerdem|Zudem|Auch|Zusätzlich|Diese\w?|Beide\w?|Solche\w?|Das|So)\b|^(?:\w+\s+){1,5}(?:er|sie|es|ihm|ihn|dabei|dazu|dafür|davon|diese[nrsm]?)\b"
)


def _leans_on(text: str) -> bool:
    """True if a unit goes on about the one before it."""
    return bool(_LEANING.search(sentences(text)[0])) if sentences(text) else False


def _swapped(sentence: str, evidence: Evidence) -> str:
    """Who acts in the sentence is acted upon in the source, and the other way round."""
    for claim in sentences(sentence):
        agent, patient = _roles(claim)
        if not agent or not patient or agent == patient:
            continue
        verbs = {root(t.text) for t in tokens(claim) if not t.capital and t.content}
        for text in evidence.texts:
            for said in sentences(text):
                other_agent, other_patient = _roles(said)
                if (
                    other_agent
                    and _head(agent, other_patient)
                    and _head(patient, other_agent)
                    and not _head(agent, other_agent)
                    and verbs & {root(t.text) for t in tokens(said)}
                ):
                    return claim
    return ""


def _head(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


_COPULA = re.compile(r"\b(?:ist|sind|war|waren)\b")


def _renamed(sentence: str, evidence: Evidence) -> str:
    """ "A ist B", where the source says of somebody else that they are B, and does not name A there."""
    for claim in sentences(sentence):
        sides = _COPULA.split(claim)
        if len(sides) != 2:
            continue
        nouns = [
            [t.text for t in tokens(s) if t.capital and t.content and (n or not t.initial)] for n, s in enumerate(sides)
        ]
        if not all(nouns):
            continue
        said = [s for text in evidence.texts for s in sentences(text) if _COPULA.search(s)]
        for one, other in (nouns, nouns[::-1]):
            about = [k for s in said if (k := known((s,), evidence.vocabulary)).derives(other[0])]
            if about and not any(k.means(one[0]) for k in about) and not evidence.body.means(one[0]):
                return claim
    return ""


_DIRECTED = re.compile(
    r"\b([Bb]ei|[Aa]n)m?\s+(?:(?:de[rmn]|die|das|eine[rmn]?)\s+)?(?:[a-zäöüß-]+e[nrm]\s+)*([A-ZÄÖÜ][\w-]+)"
)


def _misdirected(sentence: str, evidence: Evidence) -> str:
    """ "bei A", where the sentence of the source that says most of it has "bei B" and no A."""
    said = [s for text in evidence.texts for s in sentences(text)]
    for claim in statements(sentence):
        own = {root(t.text) for t in tokens(claim) if t.content}
        best = max(said, key=lambda s: len(own & {root(t.text) for t in tokens(s)}), default="")
        if len(own & {root(t.text) for t in tokens(best)}) < _ALIKE:
            continue
        words, mine = known((best,), evidence.vocabulary), known((claim,), evidence.vocabulary)
        theirs = {m.group(1).lower() for m in _DIRECTED.finditer(best) if not mine.means(m.group(2))}
        for match in _DIRECTED.finditer(claim):
            noun = match.group(2)
            if match.group(1).lower() in theirs and not words.means(noun) and not evidence.heading.has(noun):
                return match.group()
    return ""


_ALIKE = 4  # words that two sentences share if they say the same
_FINITE = re.compile(
    r"\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|muss|müssen|soll|sollen|darf|dürfen|[a-zäöüß]{3,}(?:t|te|ten|en))\b"
)
_ADVERBIAL = re.compile(
    r"^(?:In|Im|Mit|Bei|Beim|Für|An|Am|Auf|Aus|Von|Vom|Zu|Zum|Zur|Nach|Über|Unter|Durch|Seit|Bis|Ab|Ende|Anfang|Mitte|Seither|Derzeit|Bisher|Zudem|Außerdem|Auch|Dabei|Dazu)\b"
)
_PREPOSITIONAL = re.compile(
    r"\b(?:in|im|mit|bei|beim|für|an|am|auf|aus|von|vom|zu|zum|zur|nach|über|unter|durch|seit|bis|ab|ende|anfang)\s+(?:(?:de[rmns]|die|das|eine[rmns]?)\s+)?(?:[a-zäöüß-]+\s)*[A-ZÄÖÜ][\w-]+",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:[Dd]en|[Dd]ie|[Dd]as|[Dd]em|[Dd]er|einen?|[Ee]ine?)\s+(?:[A-ZÄÖÜa-zäöüß-]+(?:isch|lich|al|iv|ig)e[nrs]?\s+|[a-zäöüß-]+e[nrs]?\s+)*([A-ZÄÖÜ][\w-]+)"
)


def _roles(sentence: str) -> tuple[str, str]:
    """The roots of who acts and who is acted upon, "" where the form does not tell: nouns with an article, in their order."""
    by = _AGENT.search(sentence) if _PASSIVE.search(sentence) else None
    if _ADVERBIAL.match(sentence) and (verb := _FINITE.search(sentence)):
        sentence = sentence[verb.end() :]
    nouns = [root(n) for n in _NOUN.findall(_PREPOSITIONAL.sub(" ", sentence))]
    if by and nouns:
        return root(by.group(1)), nouns[0]
    return (nouns[0], nouns[1]) if len(nouns) > 1 else ("", "")
