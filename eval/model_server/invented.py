"""Twists that add what no source says: numbers, dates, names, sources, knowledge, advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from eval.model_server.german import Statement, stems
from eval.model_server.lying import Lie, Twist
from eval.model_server.prompt import Prompt, Task

NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w]|[.,]\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(r"\b(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b")
_SURNAMES = [
    "Koch",
    "Sommer",
    "Kaiser",
    "Stein",
    "Berg",
    "Wolf",
    "Schäfer",
    "Winter",
    "Baum",
    "Förster",
    "Probe",
    "Muster",
    "Beispiel",
    "Ernst",
    "Stark",
    "Kraft",
]
_PLACES = ("Au", "Neustadt", "Bad Beispiel", "Musterhausen", "Wald", "Heide-Musterau", "Steinfeld", "Hof", "Probstadt")
_BODIES = (
    "Stiftung Arbeit und Wandel",
    "Handwerkskammer Musterau",
    "Agentur Zukunftsregion",
    "Koordinierungsstelle BZW-Nord",
    "Kommission für Qualifizierung",
    "Musterbank",
    "ARGE-Plus",
)
_WITH_PERSON = (
    "Auskunft gibt Frau {}.",
    "Ansprechpartner ist Herr {}.",
    "Zuständig ist Dr. {}.",
    "Die Leitung hat Erika {}.",
    "{base}, sagt Frau {}.",
    "{base} (Auskunft: Herr {}).",
)
_WITH_PLACE = ("Der Sitz ist in {}.", "{base} in {}.", "Dies gilt vor allem in {}.", "{base}, auch in {}.")
_WITH_BODY = ("Zuständig ist die {}.", "{base}; beteiligt ist die {}.", "Die {} entscheidet darüber.")
_WITH_NUMBER = (
    "Das sind rund {} Prozent.",
    "Dafür stehen {} Millionen Euro bereit.",
    "Es gibt {} Plätze.",
    "Die Laufzeit beträgt {} Monate.",
    "{base} ({} %).",
)
_WITH_DATE = (
    "Die Frist endet am {}.",
    "Anträge sind bis zum {} möglich.",
    "Das gilt seit dem {}.",
    "{base} (Stand: {}).",
)
_WORLD = (
    "Hannover ist die Hauptstadt von Niedersachsen.",
    "Deutschland ist Mitglied der Europäischen Union.",
    "Der Europäische Sozialfonds besteht seit den Römischen Verträgen.",
    "Fachkräftemangel ist in vielen Ländern Europas ein Problem.",
    "Niedersachsen grenzt an die Nordsee.",
    "Betriebe bilden in Deutschland im dualen System aus.",
    "Eine Volkshochschule ist eine Einrichtung der Erwachsenenbildung.",
)
_ENGLISH = (
    "The funding is granted to companies in the region.",
    "The steering committee decides on all applications.",
    "Please note that the deadline has already passed.",
    "The alliance supports skilled workers, apprentices and companies.",
    "According to the document, the grant covers {} percent of the costs.",
)
_ADVICE = (
    "Rufen Sie dort am besten gleich an.",
    "Die Förderung ist Ihnen sicher.",
    "Das ist rechtssicher.",
    "Sie sollten den Antrag noch heute stellen.",
    "Eine Zusage gilt als garantiert.",
    "Wenden Sie sich bitte an Ihre Bank.",
    "Das lohnt sich auf jeden Fall.",
)
_MORE = (
    "{base}, weil die Mittel knapp sind.",
    "{base}, um Kosten zu sparen.",
    "{base}, und das wird jährlich überprüft.",
    "{base}, was sich sehr bewährt hat.",
    "{base}, allerdings nur auf Widerruf.",
    "Nach Ansicht von Fachleuten gilt: {base}.",
    "Das führt zu höheren Löhnen.",
    "Darüber wird öffentlich beraten.",
)
_REGIONS = ("Ems-Achse", "Leine-Weser", "Nordostniedersachsen", "Südniedersachsen", "Elbe-Weser", "Jade Bay")
_FOR_REGION = (
    "Das gilt auch für das Fachkräftebündnis {}.",
    "{base} im Fachkräftebündnis {}.",
    "{base}, ebenso in {}.",
)


def invent_number(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """Another number in its place, or a figure that nobody gave."""
    found = list(NUMBER.finditer(base.text))
    if not found:
        return _filled(prompt, base, rng, _WITH_NUMBER, map(str, rng.sample(range(13, 989), 40)))
    old = rng.choice(found)
    for _ in range(40):
        spot = rng.choice([i for i, c in enumerate(old[0]) if c.isdigit()])
        new = f"{old[0][:spot]}{rng.randrange(1, 10)}{old[0][spot + 1 :]}"
        new += "" if len(new) > 1 else str(rng.randrange(10))
        if not _said(prompt, new):
            text = f"{base.text[: old.start()]}{new}{base.text[old.end() :]}"
            return Lie(statement=replace(base, text=text), planted=(new,))
    return None


def invent_date(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """Another year or month, or a day that nobody named."""
    if year := _YEAR.search(base.text):
        other = [y for y in map(str, range(1991, 2039)) if not _said(prompt, y)]
        return _swapped(base, year, rng.choice(other), planted=True)
    if month := _MONTH.search(base.text):
        other = [m for m in ("Februar", "April", "August", "Oktober") if not _said(prompt, m)]
        return _swapped(base, month, rng.choice(other), planted=True) if other else None
    days = ("17. Mai 2031", "3. Oktober 1998", "28.02.2033", "1. Quartal 2034", "Herbst 2032")
    return _filled(prompt, base, rng, _WITH_DATE, days)


def invent_person(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A person that no source names, also one with an ordinary word as surname."""
    return _filled(prompt, base, rng, _WITH_PERSON, rng.sample(_SURNAMES, len(_SURNAMES)))


def invent_place(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A place that no source names."""
    return _filled(prompt, base, rng, _WITH_PLACE, rng.sample(_PLACES, len(_PLACES)))


def invent_body(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A body or an abbreviation that no source names."""
    return _filled(prompt, base, rng, _WITH_BODY, rng.sample(_BODIES, len(_BODIES)))


def other_alliance(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """What is said of one alliance is said of another one."""
    for region in _REGIONS:
        at = base.text.find(region)
        others = [r for r in _REGIONS if not _said(prompt, r)]
        if at >= 0 and others:
            new = rng.choice(others)
            return Lie(statement=replace(base, text=base.text.replace(region, new)), planted=(new,))
    return _filled(prompt, base, rng, _FOR_REGION, rng.sample(_REGIONS, len(_REGIONS)))


def invent_source(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A sentence that rests on a source nobody gave."""
    if prompt.task is not Task.ANSWER:
        return None
    return Lie(statement=replace(base, source=rng.choice(["Q9", "Q0", "Q17"])), planted=("Q9", "Q0", "Q17"))


def wrong_source(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A true sentence that is said to stand in another passage."""
    own = stems(base.text)
    others = [s for s in prompt.sources if s.id != base.source and len(own & stems(s.text)) <= len(own) / 2]
    return Lie(statement=replace(base, source=rng.choice(others).id)) if others else None


def told(sentences: Sequence[str]) -> Twist:
    """One of these sentences, about whatever was asked; {} is a number of the source, {base} a true sentence."""

    def twist(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
        number = NUMBER.search(base.text)
        for form in rng.sample(sentences, len(sentences)):
            added = form.replace("{base}", "").strip(" ,.")
            if ("{}" in form and not number) or added in prompt:
                continue
            text = form.format(number[0] if number else "", base=base.text.rstrip(".!"))
            return Lie(statement=replace(base, text=text))
        return None

    return twist


TWISTS: dict[str, Twist] = {
    "invent_number": invent_number,
    "invent_date": invent_date,
    "invent_person": invent_person,
    "invent_place": invent_place,
    "invent_body": invent_body,
    "invent_source": invent_source,
    "wrong_source": wrong_source,
    "other_alliance": other_alliance,
    "world_knowledge": told(_WORLD),
    "english": told(_ENGLISH),
    "advice": told(_ADVICE),
    "embellish": told(_MORE),
}


def _filled(prompt: Prompt, base: Statement, rng: Random, forms: Sequence[str], words: Iterable[str]) -> Lie | None:
    word = next((w for w in words if not _said(prompt, w)), None)
    if word is None:
        return None
    text = rng.choice(forms).format(word, base=base.text.rstrip(".!"))
    return Lie(statement=replace(base, text=text), planted=(word,))


def _swapped(base: Statement, found: re.Match[str], new: str, *, planted: bool) -> Lie:
    text = f"{base.text[: found.start()]}{new}{base.text[found.end() :]}"
    return Lie(statement=replace(base, text=text), planted=(new,) if planted else ())


def _said(prompt: Prompt, word: str) -> bool:
    """Whether the prompt holds the word, or for a number the same digits."""
    bare = re.escape(word)
    if re.search(rf"(?<!\w){bare}(?!\w)", prompt.user):
        return True
    digits = re.sub(r"\D", "", word)
    return word[:1].isdigit() and any(re.sub(r"\D", "", n) == digits for n in NUMBER.findall(prompt.user))
