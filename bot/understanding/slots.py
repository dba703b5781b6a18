"""The earlier question with one mention exchanged for another of the same kind: place, year, alliance, group."""

from __future__ import annotations

import re

from bot.understanding.german import (
    ADJ,
    AGES,
    AREA,
    CORE,
    COUNTED,
    FAMILY,
    GROUP,
    ORDINAL,
    OTHER_TIME,
    PHRASE,
    PREPS,
    RELATIONAL,
    STRONG,
    TAIL,
    TIME,
    WIDE_ADVERB,
    YEAR_STEP,
)
from bot.understanding.things import Known, outside, put


def fill(earlier: str, new: str, known: Known) -> tuple[str, bool]:
    """The earlier question with the mentions that `new` exchanges, and whether there was one of the same kind."""
    text, left, exchanged = earlier, _whole_name(new, known), False
    relative = OTHER_TIME.match(left)
    time = TIME.search(left)
    old = outside(TIME, text, known.name)
    if relative and old:
        step = YEAR_STEP.match(left)
        rest = left[step.end() :].strip() if step else ""
        text = _at_other_time(text, left.removesuffix(rest).strip(), old)
        return (fill(text, rest, known)[0] if rest else text), True
    if time and old:
        prep = re.sub(r"^in\s+$", "", time["prep"], flags=re.I)
        whole = bool(prep) or ("von" in old["prep"].lower() or "zwischen" in old["prep"].lower())
        text = put(text, old.span() if whole else old.span("core"), prep + time["core"])
        left, exchanged = _cut(left, time.span()), True
    for pattern in (known.alliance, known.place):
        mention = pattern.search(left) or (_new_place(left) if pattern is known.place else None)
        if not mention:
            continue
        if pattern is known.place:
            text = re.sub(
                r"\b(?:niedersächsisch|deutsch|bundesdeutsch|regional|hiesig)e[nrsm]?\s+(?=[A-ZÄÖÜ])", "", text
            )
        old = outside(pattern, text, known.name) or _region(pattern, text, known)
        if old:
            whole = bool(re.match(r"(?:in|im|bei|beim|at)\b|" + WIDE_ADVERB, mention.group(), re.I)) and bool(
                re.match(r"(?:in|im|bei|beim|at)\b|" + WIDE_ADVERB, old.group(), re.I)
            )
            bare = re.sub(r"^(?:(?:in|im|bei|beim|at|der|dem)\s+)+", "", mention.group())
            bare = re.sub(rf"^{AREA}\s+", "", bare) if re.search(rf"{AREA}\s", old.group()) and not whole else bare
            keep = re.match(rf"(?:(?:{PREPS}|der|des|dem|den|die|das)\s+)*(?:{AREA}\s+)?", old.group())
            text = put(
                text,
                old.span(),
                left
                if whole and pattern is known.place
                else mention.group()
                if whole
                else (keep.group() if keep else "") + bare,
            )
            left, exchanged = ("" if whole and pattern is known.place else _cut(left, mention.span())), True
    if re.fullmatch(rf"(?:(?:{PREPS}|der|die|das|dem|den)\s*)*", left.strip(), re.I):
        left = ""
    for attempt in (_by_ordinal, _by_group, _by_kind, _by_name, _by_preposition, _by_article):
        changed = attempt(text, left.strip(" ,"), known) if left.strip(" ,") else None
        if changed:
            return changed, True
    left = left.strip(" ,")
    if re.match(r"(?:der|die|das|ein|eine|the|an?)\s|[A-ZÄÖÜ][\w-]*$", left):
        return f"{text} ({left})", exchanged
    return (append(text, left) if left else text), exchanged


def _whole_name(new: str, known: Known) -> str:
    """ "bei Care" for "bei Care transforms Work", where only one name has this word."""
    match = re.fullmatch(rf"(?:{PREPS}\s+)?(?:(?:der|das|dem|the)\s+)?(?P<word>[A-ZÄÖÜ][\w-]+)", new)
    name = known.words.get(match["word"], "") if match and not RELATIONAL.search(match["word"]) else ""
    return put(new, match.span("word"), name) if match and name else new


def _at_other_time(text: str, new: str, old: re.Match[str]) -> str:
    """ "im Jahr davor" is the year before the one named; a time before or after a period stays a phrase."""
    years = [int(y) for y in re.findall(r"(?:19|20)\d\d", old["core"])]
    step = YEAR_STEP.fullmatch(new.strip())
    since = re.search(r"\b(?:bis|seit|ab|until|since)\b", old["prep"], re.I)
    if step and len(years) == 1 and not since:
        word = (step["late"] or step["word"]).lower()
        sign = -1 if re.match(r"davor|vor|zuvor|früher|before|earlier", word) else 1
        year = years[0] + sign * COUNTED.get((step["count"] or "").lower(), 1)
        return put(text, old.span("core"), f"{year}/{(year + 1) % 100:02}" if "/" in old["core"] else str(year))
    new = re.sub(r"\b(?:davor|vorher|zuvor|before)\b", f"vor {years[0]}", new, flags=re.I)
    return put(text, old.span(), re.sub(r"\b(?:danach|darauf|after)\b", f"nach {years[-1]}", new, flags=re.I))


def _by_group(text: str, new: str, known: Known) -> str | None:
    """ "bei den Frauen" for "Wie viele Männer": one group of people for another, in the case of the first."""
    here, there = AGES.search(new), AGES.search(text)
    if here and there and here.end() == len(new):
        return put(text, there.span(), here.group())
    here, there = GROUP.search(new), GROUP.search(text)
    if not here or not there or here.group().strip() != new:
        return None
    group, prep = here["group"], (there["prep"] or "").strip()
    if prep and new.startswith(prep):
        return None
    if group[0:-1] in STRONG or group in STRONG:
        stem = group.removesuffix("n")
        return put(text, there.span("group"), stem + ("n" if there["det"] else ""))
    plain = group.removesuffix("n") if group.endswith(("ern", "eln")) else group
    dative = there["det"] == "den " or prep in ("bei", "unter", "von")
    return put(text, there.span("group"), f"{plain}n" if dative and plain.endswith(("er", "el")) else plain)


def _by_ordinal(text: str, new: str, known: Known) -> str | None:
    here, there = ORDINAL.search(new), ORDINAL.search(text)
    if not here or not there or len(new.split()) > 3:
        return None
    stem = re.sub(r"e[nrsm]?$", "", here.group())
    return put(text, there.span(), stem + there.group()[len(re.sub(r"e[nrsm]?$", "", there.group())) :])


def _by_kind(text: str, new: str, known: Known) -> str | None:
    """ "Handwerksbetriebe" for "Betriebe", "Beschäftigte" for "Wie viele Betriebe": a plural for another."""
    if not re.fullmatch(r"[A-ZÄÖÜ][\w-]+(?:er|en|te|de|ne|be|ge|se|ungen)", new):
        return None
    for match in re.finditer(r"\b[A-ZÄÖÜ][a-zäöüß]{3,}", text):
        if new.lower().endswith(match.group().lower()):
            return put(text, match.span(), new)
    counted = re.search(r"\b(?i:wie viele?)\s+(?P<noun>[A-ZÄÖÜ][\w-]+)", text)
    return put(text, counted.span("noun"), new) if counted else None


def _by_name(text: str, new: str, known: Known) -> str | None:
    here, there = known.name.search(new), known.name.search(text)
    if not here and re.fullmatch(r"[A-ZÄÖÜ]{2,}\w*", new):
        here, there = re.search(r".+", new), re.search(r"\b[A-ZÄÖÜ]{2,}\w*", text)
    if not here or not there:
        return None
    article = re.search(
        r"(?P<noun>[A-ZÄÖÜ]\w+\s+)?\b(?P<word>der|die|das|des|dem|den|beim|vom|im|zum|zur)\s+$", text[: there.start()]
    )
    whole = bool(article and re.match(r"(?:der|die|das|des|dem|den)\s", new))
    end = there.end() + text[there.end() :].startswith("s")
    if not article:
        return put(text, (there.start(), end), here.group())
    if whole:
        return put(text, (article.start("word"), end), new)
    owned = article["word"] == "des" or (article["word"] == "der" and article["noun"])
    prep = "von " if owned else f"{FAMILY[article['word']]} " if article["word"] in FAMILY else ""
    return put(text, (article.start("word"), end), prep + here.group())


def _by_preposition(text: str, new: str, known: Known) -> str | None:
    """ "für Vereine" for "für Kammern"; "bei der Ems-Achse" for an alliance."""
    head = re.match(rf"({PREPS})\s+", new, re.I)
    if not head:
        old = re.search(rf"\b(?:für|bei|an|von)\s+({CORE})", text) if re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+", new) else None
        return put(text, old.span(1), new) if old else None
    prep = FAMILY.get(head.group(1).lower(), head.group(1).lower())
    forms = "|".join([prep, *(long for long, short in FAMILY.items() if short == prep)])
    slot = re.compile(
        rf"(?<!\w)(?:{forms})\s+(?:(?:der|dem|den|die|das)\s+)?{ADJ}{CORE}(?:\s+(?:der|des)\s+{CORE}|\s+(?:unter|über|ab|bis|von)\s+\d\S*)?"
    )
    old = outside(slot, text, known.name)
    if known.place.search(new) and old and re.search(r"(?:s|er|en|ern)$", old.group()):
        old = None  # "in Celle" is no exchange for "in Betrieben"
    if old and not known.place.search(old.group()) and not known.alliance.search(old.group()):
        return put(text, old.span(), new)
    there = outside(known.alliance, text, known.name)
    single = re.fullmatch(r"(?:bei|beim)(?:\s+(?:der|dem))?\s+[A-ZÄÖÜ]\w*(?:-[A-ZÄÖÜ]\w*|[A-ZÄÖÜ]+\w*)", new)
    if not there or not single:
        return None
    before = re.search(rf"(?:\b{PREPS}\s+)?(?:\b(?:der|dem|den|die|das|des)\s+)?$", text[: there.start()], re.I)
    return put(text, (before.start() if before else there.start(), there.end()), new)


def _by_article(text: str, new: str, known: Known) -> str | None:
    """ "(wann) der Kreisausschuss" for the first thing with an article of the same kind."""
    head = re.match(r"(der|die|das|the|eine?)\s+[A-ZÄÖÜ]", new)
    if not head:
        old = re.search(r"\b(?:der|die|das)\s+[a-zäöüß]{4,}", text) if text == text.lower() else None
        return put(text, old.span(), new) if old and re.fullmatch(r"(?:der|die|das)\s+\w+", new) else None
    if head.group(1).startswith("ein"):
        old = re.search(rf"\beine?\s+{ADJ}[A-ZÄÖÜ][\w-]*", text)
        return put(text, old.span(), new) if old else None
    for match in PHRASE.finditer(text):
        if (match["det"] or "").lower() in ("der", "die", "das", "the") and not match["prep"]:
            ties = re.match(rf"(?:\s+(?:der|des|von|vom|für)\s+{ADJ}{CORE})*", match["ties"])
            return put(text, (match.start(), match.end("noun") + (ties.end() if ties else 0)), new)
    return None


def _new_place(text: str) -> re.Match[str] | None:
    return re.search(rf"^(?:in|aus|im)\s+(?:{AREA}\s+)?(?:[A-ZÄÖÜ][\w-]+|[a-zäöü-]+)$", text)


def _region(pattern: re.Pattern[str], text: str, known: Known) -> re.Match[str] | None:
    """An alliance that stands for its region, or a district where an alliance is asked for."""
    other = known.place if pattern is known.alliance else known.alliance
    match = outside(other, text, known.name)
    return match if match and re.match(r"(?:in|im)\b", match.group()) else None


def _cut(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}".strip()


def drop(pattern: re.Pattern[str], text: str) -> str:
    return re.sub(r"\s{2,}", " ", pattern.sub("", text)).strip()


def append(text: str, phrase: str) -> str:
    """Before a verb form at the end, else at the end."""
    head, _, last = text.rpartition(" ")
    return f"{head} {phrase} {last}" if head.count(" ") >= 1 and TAIL.match(last) else f"{text} {phrase}"
