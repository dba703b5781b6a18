"""Sentences that point at an earlier question: with a pronoun, "dort", "davon", or by naming nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.understanding.german import (
    ACCUSATIVE,
    BODY,
    DATIVE,
    DEGREE,
    DETACHED,
    FUNCTION,
    GENERIC,
    LIKE_IT,
    MONEY,
    NO_THING,
    NOMINATIVE,
    NOW,
    ORDINAL,
    OWN,
    PERSONAL,
    PRONOUN,
    RELATIONAL,
    TAIL,
    THIS,
    TIME,
    VERBS,
    WH,
    WORD,
    YEARS,
    gender_of,
    nouns_in,
)
from bot.understanding.slots import append
from bot.understanding.things import Known, Thing, counted_in, outside, put, thing_about, things_in
from retrieval.analysis import STOP_WORDS

_CLAUSAL = frozenset({"das", "dies", "es", "it", "this", "that"})
_COPULAS = re.compile(r"(?:ist|sind|war|waren|heißt|heißen|lautet|hat|haben|gibt|gab|is|are|was|were|has|have)$")
_EVENT = re.compile(r"\b(?:dauer\w+|passier\w+|geht|läuft|funktionier\w+|klappt|takes?|works?|happens?)\b", re.I)


def refer(bare: str, earlier: str, answer: str, known: Known) -> str:
    """A sentence that points at the earlier question: with a pronoun, "dort", "davon", or by naming nothing."""
    told = {re.sub(r"^(?:(?:in|im|der)\s+)+", "", m.group(), flags=re.I) for m in known.place.finditer(answer)}
    if len(told) == 1 and re.match(r"(?:in )?(?:wo|welche\w*|where|which)\b", earlier, re.I):
        place = told.pop()
        place = f"im {place}" if re.match("landkreis", place, re.I) else f"in {place}"
        placed = re.sub(r"(?<!\bam besten )\b(?:da|dort|there)\b(?!\s*,)", place, bare)
        thing = thing_about(earlier, "", known)
        if thing and placed != bare and re.match(r"wie viele?\b(?: Prozent)? (?:sind|waren) es\b", placed, re.I):
            return f"{placed} ({thing.text})"
        return _refer(placed, earlier, answer, known) or (placed if placed != bare else "")
    return _refer(bare, earlier, answer, known)


def _refer(bare: str, earlier: str, answer: str, known: Known) -> str:
    whole = re.search(
        r"\b(?P<wh>wie viele?|welche[rs]?|how many|which)\b(?:\s+of)?\s+(?:davon|von (?:ihnen|denen)|them)\b",
        bare,
        re.I,
    )
    thing = thing_about(earlier, answer, known)
    counted = counted_in(earlier)
    again = re.fullmatch(
        r"(?P<wh>welche|wer|which|who|wie viele|how many)\s+(?:sind|waren|are|were)\s+(?:denn\s+)?(?:das|die|sie|es|they|those)(?: denn| alles)?",
        bare,
        re.I,
    )
    if counted and again:
        asked = {"wer": "welche", "who": "which"}.get(again["wh"].lower(), again["wh"])
        return re.sub(r"\b(?:wie viele?|welche\w*|how many|which)\b", asked, earlier, count=1, flags=re.I)
    if whole and counted:
        return _with_scope(put(bare, whole.span(), f"{whole['wh']} {counted}"), earlier, known)
    if (
        match := re.search(
            rf"(?P<one>{ORDINAL.pattern}|\beine?[rs]?|\bkeine?[rs]?|\bjede[rs]?|\balle)\s+davon\b", bare, re.I
        )
    ) and counted:
        rest = ", ".join(t.text for t in things_in(earlier, known) if t.rank < 3)
        return f"{put(bare, match.span(), match['one'] + ' der ' + counted)}" + (f" ({rest})" if rest else "")
    if not thing:
        return ""
    text = bare
    if match := next((m for m in THIS.finditer(bare) if not is_inner(bare, m.start())), None):
        return put(bare, match.span(), thing.said(NOMINATIVE))
    if match := next(pronouns_in(bare), None):
        many = re.match(
            r"(?:wie viele )?(?:sind|waren|haben|werden|können|dürfen|müssen)\s+$", bare[: match.start()], re.I
        ) or re.search(r"muss ich $", bare[: match.start()])
        word = match["word"].lower()
        if word in _CLAUSAL and _means_clause(bare, earlier, thing):
            return f"{bare} ({earlier})"
        word = "many" if many and word in ("die", "sie", "es") else word
        thing = thing_about(earlier, answer, known, word, bare=bare, person=word not in _CLAUSAL) or thing
        plural = (
            re.search(r"\w+en\s+$", bare[: match.start()])
            and match["word"].lower() in ("die", "sie", "they")
            and thing.gender in ("m", "n")
        )
        if plural:
            return f"{bare} ({thing.text})"
        subject = not re.match(r"(?:wer|who)\b", bare, re.I) or bool(re.match(r"wer (?:ist|war)\b", bare, re.I))
        lower = match["word"].lower()
        case = (
            DATIVE
            if lower in ("ihm", "dem")
            else ACCUSATIVE
            if lower in ("ihn", "den") or not subject or re.search(r"\bg[ia]bt? es $", bare[: match.start()])
            else NOMINATIVE
        )
        thing = (
            replace(thing, text=re.sub(rf"\s{YEARS}$", "", thing.text))
            if NOW.search(bare) or TIME.search(bare)
            else thing
        )
        if match["word"].lower() in ("it", "they", "them", "that", "this", "he", "she", "him") and lower != "das":
            thing = replace(thing, text=f"the {thing.text}" if thing.article else thing.text, article=False)
        span, reflexive = match.span(), ""
        if case == NOMINATIVE and bare[match.end() :].startswith(" sich"):
            span, reflexive = (match.start(), match.end() + 5), "sich "
        text = _joined(put(bare, span, reflexive + thing.said(case)), earlier, known, thing)
        if thing.rank == 3 and (rest := ", ".join(t.text for t in things_in(earlier, known) if t.rank < 3)):
            return f"{text} ({rest})"
        return text if thing.rank <= 1 else _with_scope(text, earlier, known)
    if re.search(r"\bdabei$", bare):
        return _joined(bare, earlier, known, None) or f"{bare} ({thing.text})"
    if (
        (match := OWN.search(bare))
        and not nouns_in(bare[bare.find(" ") : match.start()])
        and (match["word"] not in ("its", "their") or bare.count(" ") <= 5)
    ):
        return f"{bare} ({thing.text})"
    if LIKE_IT.search(bare):
        return f"{bare} ({thing.text})"
    if match := DETACHED.search(bare):
        owner = thing_about(earlier, answer, known, person=False)
        if not owner:
            return ""
        following = bare[match.end() :]
        if (
            not re.search(r",\s*$", bare[: match.start()])
            and not is_inner(bare, match.start())
            and not re.match(r",|\s*(?:an|aus|von|auf),", following)
            and not re.search(r", (?:dass|wie|ob)|, .*\bzu\b", following)
        ):
            word = match["word"].lower()
            if word == "dagegen":
                return f"{bare} ({earlier})"
            if word == "da" and not following.strip() and nouns_in(bare[bare.find(" ") :]):
                return ""
            if word == "da" and not following.strip():
                return f"{bare} ({', '.join(t.text for t in sorted(things_in(earlier, known), key=lambda t: t.rank))})"
            prep = {"dort": "bei", "da": "bei", "daran": "an", "darüber": "über", "darin": "in", "daraus": "aus"}.get(
                word, word[2:]
            )
            return put(
                bare,
                match.span(),
                owner.prep + " " + owner.text if word == "dort" and owner.prep in ("im", "beim") else owner.after(prep),
            )
    if _names_nothing(bare, known, thing):
        if nouns := nouns_in(bare[bare.find(" ") :]):
            attribute = nouns[-1]
            thing = thing_about(earlier, answer, known, person=bool(PERSONAL.search(attribute)), attribute=False)
            if not thing or (MONEY.search(attribute) and BODY.match(thing.text)):
                return ""
        head = thing.text.split()[0]
        region = [
            t.text
            for t in things_in(earlier, known)
            if thing.rank == 2 and t.prep in ("in", "im") and known.alliance.search(t.text)
        ]
        region = [r for r in region if r not in thing.text]
        if counted and re.search(rf"(?:{ORDINAL.pattern})$", bare, re.I):
            region.insert(0, counted)
        return (
            f"{bare} {thing.text[len(head) :].strip()}"
            if head in bare.split() and " " in thing.text
            else f"{bare} ({', '.join(dict.fromkeys([thing.text, *region]))})"
        )
    return ""


def _means_clause(bare: str, earlier: str, thing: Thing) -> bool:
    """True if "das" stands for what happens, not for a thing: "Wie lange dauert das?"."""
    head = re.match(rf"(?:{WH}\s+)?(?P<verb>\w+)", earlier, re.I)
    if not head or thing.rank == 0 or re.match(r"was|worum|what", earlier, re.I) or _COPULAS.match(head["verb"]):
        return False
    if re.search(r"\b(?:es|it)\b", bare):
        return bool(_EVENT.search(bare))
    manner = re.match(rf"(?:wie|how)\s+(?!{DEGREE})", earlier, re.I)
    return bool(manner or _EVENT.search(bare) or (thing.rank > 1 and thing.gender not in ("n", "")))


def _joined(text: str, earlier: str, known: Known, but: Thing | None) -> str:
    """ "dabei" at the end, with whom: the alliance of the earlier question, or another thing in it than `but`."""
    if not re.search(r"\bdabei$", text):
        return text
    mention = known.alliance.search(earlier)
    if mention:
        name = re.sub(r"^(?:(?:in|im|bei|beim|der|dem|den|die|das)\s+)+", "", mention.group())
        thing = Thing(text=name, gender=gender_of("", name), article=" " in name)
    else:
        others = [t for t in things_in(earlier, known) if but is None or t.text != but.text]
        if not others:
            return text
        thing = others[-1]
    return f"{text.removesuffix('dabei')}{thing.after('bei')} dabei"


def _names_nothing(bare: str, known: Known, thing: Thing) -> bool:
    """True if a sentence has no noun of its own, or only one that belongs to something ("der Projektträger")."""
    if any(p.search(bare) for p in (known.name, known.alliance, known.place)):
        return False
    if GENERIC.search(bare) and thing.rank == 0:
        return True
    nouns = [w for w in WORD.findall(bare)[1:] if w[0].isupper() and w not in ("Sie", "Ihnen", "Ihr", "Ihre", "I")]
    if nouns:
        last = re.search(
            r"\b(?:der|die|das|den|dem|eine?n?)\s+(?:[a-zäöüß]+e[nrs]?\s+)?(?P<noun>[A-ZÄÖÜ][\w-]*)$", bare
        )
        own = re.match(r"was (?:ist|sind|bedeutet|heißt|versteht)\b", bare, re.I)
        if last and MONEY.search(last["noun"]) and (own or re.search(r"\beine?n?\s+\S+$", bare)):
            return False
        return bool(last and len(nouns) == 1 and RELATIONAL.search(last["noun"])) or bool(
            re.search(r"\b(?:dann|danach)\b", bare)
        )
    if re.search(r"\d", bare) and not TIME.search(bare):
        return False
    content = [w.lower() for w in WORD.findall(bare) if w.lower() not in STOP_WORDS]
    return len(content) <= 2 if bare != bare.lower() else not content


def pronouns_in(bare: str) -> Iterator[re.Match[str]]:
    """Words that stand for a thing outside the sentence: no articles, no relative pronouns, no empty "es"."""
    for match in PRONOUN.finditer(bare):
        word, following = match["word"].lower(), bare[match.end() :]
        before = bare[: match.start()]
        if match["word"] == "Sie" or re.search(r",\s*(?:\w+\s+)?$", before) or is_inner(bare, match.start()):
            continue
        if word in ("es", "it") and (
            (word == "es" and nouns_in(re.sub(rf"^{WH}\s+\S+", "", bare, flags=re.I)))
            or (NO_THING.search(before) and not (word == "it" and not re.search(r", |\bto\b", following)))
            or re.search(r"\bzu\b|, (?:dass|ob)", following)
        ):
            continue
        if word in ("sie",) and re.search(r"\b(?:mir|uns|bitte)\b", bare):
            continue
        if word in ("das", "den", "dem", "die", "der", "this", "that") and not stands_alone(
            following, cased=bare != bare.lower()
        ):
            continue
        yield match


def stands_alone(following: str, *, cased: bool) -> bool:
    """True if an article word is followed by no noun that it could belong to."""
    for i, word in enumerate(re.findall(r"[\w-]+", following)):
        if word[0].isupper() or word[0].isdigit():
            return False
        if word in ("unter", "über", "etwa", "rund", "bis", "mehr", "nicht", "sehr"):
            continue
        if word in FUNCTION or word in VERBS:
            return True
        if i == 0 and (re.search(r"e[rsm]?$", word) or (not cased and not TAIL.match(word))):
            return False
    return True


def is_inner(bare: str, place: int) -> bool:
    """True if a noun in an earlier clause of the same question can be what is meant."""
    clauses = re.split(r"[,;:]|\b(?:und|oder|and|or)\b", bare[:place])
    return any(nouns_in(clause) for clause in clauses[:-1])


def _with_scope(text: str, earlier: str, known: Known) -> str:
    """With the alliance and the year of the earlier question, unless it has its own."""
    where = re.match(r"(?:in |aus )?(?:wo|welche\w*|where)\b", text, re.I)
    for pattern in (known.alliance, TIME) if where else (known.alliance, known.place, TIME):
        old = outside(pattern, earlier, known.name)
        if pattern is TIME and NOW.search(text):
            continue
        if old and not pattern.search(text) and not known.place.search(text):
            said = old.group().strip()
            lead = pattern is TIME or re.match(r"(?:in|im|bei|beim)\b", said, re.I)
            text = append(text, said) if lead else f"{text} ({re.sub(r'^(?:der|dem|den|die|das) ', '', said)})"
    return text
