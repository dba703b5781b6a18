"""The things a question names: known names, alliances, and noun phrases with their gender."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.german import (
    ACCUSATIVE,
    ACCUSATIVE_PREPS,
    AREA,
    ARTICLES,
    CONTRACTED,
    CORE,
    DATIVE,
    FOREIGN,
    FUNCTION,
    OF_PERSONS,
    ORDINAL,
    PERSON,
    PHRASE,
    RELATIONAL,
    VERBS,
    WH_WORD,
    WIDE,
    WIDE_ADVERB,
    gender_of,
)
from corpus.model import Programme


@dataclass(frozen=True, kw_only=True)
class Known:
    """Patterns of what the index and the programmes name."""

    name: re.Pattern[str]
    alliance: re.Pattern[str]
    place: re.Pattern[str]
    person: re.Pattern[str]
    words: dict[str, str]  # a word that only one name has, and this name


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that a question is about: its words without article, its gender (m, n, f, p or ""), where it stands."""

    text: str
    gender: str = ""
    article: bool = False
    adjective: str = ""
    prep: str = ""
    rank: int = 2  # 0 known name, 1 alliance, 2 noun, 3 what was asked for
    start: int = 0

    def said(self, case: int) -> str:
        """With its article in a case, if it has one."""
        if not (self.article and self.gender):
            return self.text
        weak = case == DATIVE or self.gender == "p" or (case == ACCUSATIVE and self.gender == "m")
        adjective = re.sub(r"e[nrsm]?$", "en " if weak else "e ", self.adjective)
        return f"{ARTICLES[self.gender][case]} {adjective}{self.text}"

    def after(self, prep: str) -> str:
        """With a preposition."""
        said = f"{prep} {self.said(ACCUSATIVE if prep in ACCUSATIVE_PREPS else DATIVE)}"
        return next(
            (said.replace(long, short, 1) for long, short in CONTRACTED.items() if said.startswith(long + " ")), said
        )


def thing_about(
    earlier: str,
    answer: str,
    known: Known,
    pronoun: str = "",
    *,
    bare: str = "",
    person: bool = True,
    attribute: bool = True,
) -> Thing | None:
    """What the earlier question was about, agreeing with a pronoun where the gender is known.

    Without persons or attributes, what these belong to is meant: "Leiter des Beirats" gives "Beirat".
    """
    things = things_in(earlier, known)
    if not person:
        things = _owners(things, known, lambda noun: bool(PERSON.match(noun) or known.person.search(noun)))
    if not attribute:
        things = _owners(things, known, lambda noun: bool(RELATIONAL.search(noun.split()[0])))
    things.sort(key=lambda t: t.rank)
    fits = {
        "er": "m",
        "ihn": "m",
        "den": "mp",
        "ihm": "mn",
        "sie": "fp",
        "die": "fp",
        "es": "n",
        "he": "m",
        "sein": "mn",
        "seine": "mn",
        "dessen": "mn",
        "ihr": "fp",
        "ihre": "fp",
        "deren": "fp",
        "many": "p",
    }.get(pronoun, "")
    named = [t for t in things if t.rank == 0]
    persons = {m.group() for m in known.person.finditer(answer)} if person else set()
    told = persons | {m.group() for m in known.name.finditer(answer)}
    noun = next((t for t in things if fits and t.gender and t.gender in fits and t.article), None)
    if noun and told <= persons and bare and not OF_PERSONS.search(bare):
        told = set()
    if not named and len(told) == 1 and re.match(r"(?:wer|wie hei|welche[sr]?|who|which|what)\b", earlier, re.I):
        return Thing(text=told.pop(), rank=0)
    agreeing = [t for t in things if not fits or not t.gender or t.gender in fits]
    agreeing.sort(key=lambda t: (min(t.rank, 2), not (fits and t.gender), t.rank))
    return next(iter(named or agreeing or things), None)


def _owners(things: list[Thing], known: Known, is_owned: Callable[[str], bool]) -> list[Thing]:
    found: list[Thing] = []
    for thing in things:
        if thing.rank <= 1 or not is_owned(thing.text):
            found.append(thing)
        elif tie := re.search(r"\s(?=[a-zäöü])", thing.text):
            found.extend(_owners(things_in(thing.text[tie.end() :], known), known, is_owned))
    return found


def things_in(text: str, known: Known) -> list[Thing]:
    """The things a question names: known names first found as such, then noun phrases, in order."""
    things: list[Thing] = []
    masked = text
    for match in known.name.finditer(text):
        before = re.search(r"\b(das|die|der|dem|den|des|im|beim|vom|zum|zur|the)\s+$", text[: match.start()], re.I)
        article = before.group(1).lower() if before else ""
        things.append(
            Thing(
                text=match.group(),
                gender=gender_of(article, match.group()) if article else "",
                article=bool(article),
                prep=article if article in ("im", "beim") else "",
                rank=0,
                start=match.start(),
            )
        )
        masked = put(masked, match.span(), "_" * len(match.group()))
    if (foreign := FOREIGN.search(masked)) and not {w.lower() for w in foreign["name"].split()} & (FUNCTION | VERBS):
        things.append(Thing(text=foreign["name"], rank=0, start=foreign.start()))
        masked = masked[: foreign.start()]
    first = masked.split(" ", 1)[0]
    if (
        re.fullmatch(WH_WORD, first, re.I)
        or first.lower() in FUNCTION | VERBS
        or re.match(r"\w+(?:te?n?|en|st) (?:der|die|das|den|dem|ein|[a-zäöü]+e[nr]? [A-Z])", masked)
    ):
        masked = masked[:1].lower() + masked[1:]
    for match in PHRASE.finditer(masked):
        noun, det, prep = match["noun"], (match["det"] or "").lower(), (match["prep"] or "").lower()
        if (known.place.fullmatch(match.group()) and not known.alliance.fullmatch(match.group())) or re.fullmatch(
            r"Sie|Ihnen|Ihr\w*|Prozent|Uhr|I|Unterschied\w*|Vergleich", noun.split()[0]
        ):
            continue
        asked = re.search(
            r"\b(?:welche[rnms]?|wie viele?|wie viel Prozent der|how many|which)\s+(?:\w+e[nrs]?\s+)?$",
            masked[: match.start("noun")],
            re.I,
        )
        gender = gender_of(det or prep, noun)
        if asked and not re.search(r"\b(?:welche[rsm]|wie viel)\b", asked.group(), re.I):
            gender = gender if gender == "f" else "p"
        if not det and match["ties"] and re.fullmatch(r"Mitglied(?:er)?|Teil|Partner", noun):
            things.extend(things_in(match["ties"].strip(), known))
            continue
        if det == "des":
            noun = re.sub(r"(?<=[a-z]{3})(?:(?<=[tdsßz])es|s)$", "", noun)
        if person := known.person.match(noun):
            things.append(Thing(text=person.group(), rank=0, start=match.start()))
            continue
        alliance = known.alliance.search(noun)
        adjectives = (match["adj"] or "").split()
        things.append(
            Thing(
                text=noun if alliance else noun + match["ties"].rstrip(" _"),
                gender=gender,
                article=bool(gender) if not alliance else bool(det),
                adjective=adjectives[0]
                if len(adjectives) == 1 and adjectives[0] not in FUNCTION and not ORDINAL.match(adjectives[0])
                else "",
                prep=det if det in ("im", "beim") else prep,
                rank=1
                if alliance and prep not in ("in", "im")
                else 3
                if asked and not re.search(r"\bg[ia]bt? es\b", text)
                else 2,
                start=match.start(),
            )
        )
    english = re.search(
        r"\bthe\s+([a-z]+(?:\s(?!(?:in|of|at|for|do|have|has|get|meet|work|is|are|was|were)\b)[a-z]+)?)", text
    )
    if english and not any(t.rank <= 1 for t in things):
        return [Thing(text=english.group(1), article=True)]
    if (
        not things
        and text == text.lower()
        and (typed := re.search(r"\b(das|die|der|dem|den|im|beim|vom|zum|zur)\s+([a-zäöüß-]{4,})", text))
    ):
        return [Thing(text=typed.group(2), gender=gender_of(*typed.groups()), article=True)]
    return things


def counted_in(earlier: str) -> str:
    match = re.search(rf"\b(?i:wie viele?|welche|how many|which)\s+(?P<noun>(?:[a-zäöüß]+en?\s+)?{CORE})", earlier)
    match = match or re.search(r"\b(?:how many|which)\s+(?P<noun>[a-z]+)", earlier, re.I)
    return match["noun"] if match else ""


def outside(pattern: re.Pattern[str], text: str, names: re.Pattern[str]) -> re.Match[str] | None:
    """The first match that is no part of a known name."""
    spans = [m.span() for m in names.finditer(text)]
    return next((m for m in pattern.finditer(text) if not any(a < m.end() and m.start() < b for a, b in spans)), None)


def put(text: str, span: tuple[int, int], new: str) -> str:
    return f"{text[: span[0]]}{new}{text[span[1] :]}"


def known_from(programmes: Sequence[Programme], names: Sequence[str]) -> Known:
    short = {
        part.strip()
        for n in names
        for part in (n, n.split(": ", 1)[-1], n.split(": ", 1)[-1].split(" – ")[0].split(" (")[0])
    }
    # names after a colon ("Projektprofil: Welcome Center Ort") are also said in part, words like "MehrWert" alone
    titled = sorted({n.split(": ", 1)[1].split(" – ")[0].split(" (")[0] for n in names if ": " in n})
    partial = {
        " ".join(n.split()[:i]) for n in titled for i in range(2, n.count(" ") + 1) if n.split()[i - 1][0].isupper()
    }
    marked = {w for n in short for w in n.split() if re.fullmatch(r"\w*[a-zäöüß]+[A-ZÄÖÜ]\w+|[A-ZÄÖÜ]+\d\w+", w)}
    alliances = {n for p in programmes for n in (p.name, *p.names)}
    places = {d for p in programmes for d in p.districts}
    persons = {p.contact.person for p in programmes if p.contact and p.contact.person}
    lead = r"(?:\b(?:in|im|bei|beim|at)\s+)?(?:\b(?:der|dem|den|die|das)\s+)?"
    district = rf"(?:{AREA}\s+)?{_either(places)}(?:e?r|s)?"
    area = rf"{AREA}\s+(?-i:[A-ZÄÖÜ])[\w-]+"
    return Known(
        name=re.compile(
            rf"(?<!\w){_either(n for n in (short | partial) - alliances if len(n) > 3)}(?=s?(?!\w))|(?<!\w)(?-i:{_either(marked)})(?!\w)|(?<=[„\"»])[^“”\"«]+(?=[“”\"«])",
            re.I,
        ),
        alliance=re.compile(rf"{lead}(?:Region\s+)?(?<!\w){_either(alliances)}(?!\w)", re.I),
        place=re.compile(
            rf"{lead}(?<!\w)(?:(?:{district}|{area})(?:\s+(?:und|oder|and)\s+{district})*|{WIDE})(?!\w)|\b{WIDE_ADVERB}\b|\b(?:im|in)\s+(?:Schnitt|Durchschnitt)\s+(?:aller|der|von)\s.*{WIDE}",
            re.I,
        ),
        person=re.compile(rf"(?<!\w){_either(persons)}(?!\w)"),
        words=_words_of([n for n in titled if not any(w in FUNCTION for w in n.split())], places),
    )


def _words_of(names: Sequence[str], places: set[str]) -> dict[str, str]:
    having = {w: [n for n in names if w in n.split()] for n in names for w in n.split()}
    return {w: found[0] for w, found in having.items() if len(found) == 1 and w[0].isupper() and w not in places}


def _either(words: Sequence[str] | set[str] | Iterator[str]) -> str:
    found = sorted((w for w in words if w), key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, found))})" if found else "(?!)"
