"""From a follow-up ("Und in Uelzen?", "Wer leitet das?") to a question that stands for itself.

Only closed classes of words and the fact that German capitalises nouns: nothing here knows a document. Of an answer at
most a known name is used. What cannot be put in grammatically is named in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.german import (
    ACCUSATIVE,
    ARTICLES,
    ATTRIBUTES,
    CHAT,
    CORE,
    DEGREE,
    DET,
    LEAD,
    LONGEST,
    NOW,
    PARTICLES,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    PREPS,
    RELATIONAL,
    TIME,
    VERBS,
    WH,
    WH_WORD,
    WORD,
    gender_of,
    is_verbless,
    nouns_in,
)
from bot.understanding.referring import refer, stands_alone
from bot.understanding.slots import drop, fill
from bot.understanding.things import Known, Thing, known_from, put, thing_about, things_in
from corpus.model import Programme, Turn
from retrieval.analysis import STOP_WORDS

_WHICH = r"(?i:wie viele|welche[rsnm]?|how many|which)"


def standalone(
    question: str, history: Sequence[Turn], programmes: Sequence[Programme] = (), names: Sequence[str] = ()
) -> str:
    """The question as it would be asked without the turns before it; unchanged if it stands for itself. Never raises."""
    known = known_from(programmes, names)
    earlier = answer = ""
    for turn in history:
        meant = _last_question(_resolve(turn.question, earlier, answer, known))
        if _says_something(meant, known):
            earlier, answer = meant, turn.answer
    return _resolve(question, earlier, answer, known)


def topic(question: str, programmes: Sequence[Programme] = (), names: Sequence[str] = ()) -> str:
    """The known name or alliance that a question is about; "" if it names none."""
    known = known_from(programmes, names)
    found = [t for t in things_in(question, known) if t.rank <= 1 or known.alliance.search(t.text)]
    return min(found, key=lambda t: t.rank).text if found else ""


def _resolve(question: str, earlier: str, answer: str, known: Known) -> str:
    typed = question.strip()
    bare = LEAD.sub("", typed).rstrip(" ?!.")
    led = not typed.startswith(bare)
    if not earlier or not WORD.search(bare) or len(bare) > LONGEST or CHAT.search(bare) or re.search(r"[.!?]\s", bare):
        return question
    bare = (
        re.sub(r"\b(gibt|ist|hat|macht|geht)s\b", r"\1 es", bare)
        if not re.search(r"s (?:den|die|das)\b", bare)
        else bare
    )
    asked = led or typed.endswith("?") or bool(re.match(WH, bare, re.I))
    text = _holds(bare, earlier, known) or _same_again(bare, earlier, known)
    keywords = (
        not led and bare[0].isupper() and not re.match(rf"(?:{WH}|{PREPS}|{DET})\s", bare, re.I) and bare.count(" ") > 1
    )
    if not text and asked and not keywords and is_verbless(known.name.sub("X", bare)):
        text = _fragment(bare, earlier, answer, known)
    return _tidy(text or refer(bare, earlier, answer, known) or "") or question


def _holds(bare: str, earlier: str, known: Known) -> str:
    """ "Gilt das auch für Vereine?" keeps the earlier question after a colon."""
    match = re.match(
        r"(?:gilt|gelten|galt|stimmt|trifft|zählt|applies|does|is)\s+(?:das|dies|es|that|this|it)\b(?:\s+(?:apply|hold|true))?(?P<rest>.*)$",
        bare,
        re.I,
    )
    if not match or (re.match(r"(?:does|is)\b", bare, re.I) and not re.search(r"\b(?:apply|hold|true)\b", bare)):
        return ""
    rest = match["rest"].strip()
    if rest and not is_verbless(re.sub(r"\s+(?:zu|so)$", "", rest)):
        return ""
    kept = drop(TIME, earlier) if NOW.search(rest) else earlier
    filled, exchanged = fill(kept, re.sub(r"^(?:(?:auch|noch|nur|also|still)\s+)+", "", rest), known)
    return f"{bare}: {filled if exchanged else kept}"


def _same_again(bare: str, earlier: str, known: Known) -> str:
    """ "Wie war es 2020?", "Wie sieht es damit im Heidekreis aus?", "What about Uelzen?"."""
    match = re.match(
        r"(?:wie\s+(?:(?!weit|lange|spät)\w+\s+)?(?:ist|war|waren|sind|sah|sieht|steht|lag|liegt|gab|gibt)\s+(?:es|er|sie|das|die)|was ist mit|(?:what|how) about|how (?:is|was) it)\s+(?:(?:damit|dann|dort|denn)\s+)*(?P<rest>.+?)(?:\s+aus)?$",
        bare,
        re.I,
    )
    if (
        not match
        or not is_verbless(match["rest"])
        or (
            re.match(r"(?:.*\s)?(?:das|die)$", bare[: match.start("rest")].rstrip(), re.I)
            and not stands_alone(match["rest"], cased=True)
        )
    ):
        return ""
    filled, exchanged = fill(earlier, match["rest"], known)
    return (
        filled
        if exchanged
        or TIME.search(match["rest"])
        or bare.lower().startswith(("was ist mit", "what about", "how about"))
        else ""
    )


def _fragment(bare: str, earlier: str, answer: str, known: Known) -> str:
    """A question without a verb: the earlier question with the new place, year, group, attribute or question word."""
    match = re.match(rf"(?P<wh>{WH})\s*(?P<rest>.*)$", bare, re.I)
    if match:
        rest = " ".join(w for w in match["rest"].split() if w.lower() not in PARTICLES or w.lower() == "sogar")
        before = re.match(WH, earlier, re.I)
        kind = re.match(rf"{_WHICH}\s+(?:[a-zäöüß]+en?\s+)?[A-ZÄÖÜ][\w-]*", earlier)
        if kind and re.fullmatch(rf"{_WHICH}\s+(?:[a-zäöüß]+en?\s+)?[A-ZÄÖÜ][\w-]*", bare):
            return put(earlier, kind.span(), bare)
        if before and rest and match["wh"].lower() in (before.group().lower(), before.group().lower().split()[0]):
            return fill(earlier, rest, known)[0]
        return _asked_anew(match["wh"], rest, earlier, thing_about(earlier, answer, known))
    return _attribute(bare, earlier, answer, known) or fill(earlier, bare, known)[0]


def _attribute(bare: str, earlier: str, answer: str, known: Known) -> str:
    """ "Seine Telefonnummer", "die Adresse dazu", "her address": an attribute of what was asked about."""
    match = re.fullmatch(
        rf"(?:(?P<own>{POSSESSIVE})\s+|(?P<det>der|die|das|den|the|a|an|eine?)\s+)?(?P<adj>(?:(?-i:[a-zäöüß]+e[nrs]?)\s+)?)"
        r"(?P<noun>(?:phone |mail |web |e-mail )?[\w-]+)(?:\s+(?:dazu|davon|dafür|dort|da|dabei|hierzu))?",
        bare,
        re.I,
    )
    if not match or not (match["own"] or RELATIONAL.search(match["noun"])):
        return ""
    if not (match["own"] or match["det"]) and any(match["noun"].lower().endswith(n.lower()) for n in nouns_in(earlier)):
        return ""  # "Sachkosten" after "Kosten": a kind of what was asked about
    noun, own = match["noun"], (match["own"] or "").lower()
    said = f"{match['adj']}{noun}"
    owner = thing_about(earlier, answer, known, own, person=bool(own or PERSONAL.search(noun)))
    english = r"(?:who|what|how|where|which|is|are|does)\b|(?:his|her|its|their|the|an?)$"
    if re.match(english, own or match["det"] or earlier, re.I):
        return f"What is the {said} ({owner.text if owner else earlier})"
    many = bool(PLURAL.search(noun)) and not re.match(r"der|das|ein|sein\b|ihr\b", bare, re.I)
    lead = next(leads[many] for pattern, *leads in ATTRIBUTES if pattern.search(noun))
    old = re.search(rf"^(?P<wh>Wie|Was|Wer)\s+(?:lautet|ist|sind|heißt)\s+(?P<noun>(?:der|die|das)\s+{CORE})", earlier)
    if old and match["det"] and RELATIONAL.search(old["noun"]) and (old["wh"] == "Wer") == lead.startswith("Wer"):
        verb = "sind" if many else "ist"
        return re.sub(r"^(\w+) (?:ist|sind)\b", rf"\1 {verb}", put(earlier, old.span("noun"), bare))
    gender = "f" if re.match(r"seine|ihre", own) else gender_of((match["det"] or "").lower(), noun) or "m"
    article = match["det"] or ARTICLES["p" if many else gender][0]
    article = "den" if lead == "Wer hat" and article == "der" else article
    named = owner and (owner.rank == 0 or not owner.gender)
    return (
        f"{lead} {article} {said} {owner.after('von') if owner and named else f'({owner.text if owner else earlier})'}"
    )


def _asked_anew(wh: str, rest: str, earlier: str, thing: Thing | None) -> str:
    """Another question word for the earlier statement: "Seit wann?", "Und warum?"."""
    adverb = re.match(
        r"(?:(?:seit|ab|bis|von)\s+)?wann|warum|wieso|weshalb|wo\w*|wie (?:oft|lange?|häufig)|wozu|\w+ we[nm]|when|where|why|how (?:often|long)",
        wh,
        re.I,
    )
    head = re.match(rf"(?P<wh>{WH})\s+(?P<verb>[a-zäöüß]+)\s+(?P<rest>.+)$", earlier, re.I)
    said = f"{wh} {rest}".strip()
    if re.fullmatch(DEGREE, rest, re.I) and head and head["wh"].lower().endswith(rest.lower()):
        said = wh
    if (
        adverb
        and head
        and not re.match(
            r"(?:wer|was|wem|wen|welche|who|what|which|wie (?:viel|hoch|groß))",
            head["wh"].split()[-1] if " " not in head["wh"] else head["wh"],
            re.I,
        )
    ):
        return f"{said} {head['verb']} {head['rest']}"
    if head and adverb and head["wh"].lower() in ("wer", "who"):
        return f"{said} {head['verb']} {head['wh'].lower()} {head['rest']}"
    if (
        head
        and adverb
        and (high := re.fullmatch(rf"(?:wie|how) ({DEGREE})", head["wh"], re.I))
        and head["verb"] in ("ist", "sind", "war", "waren", "is", "are", "was", "were")
    ):
        return f"{said} {head['verb']} {head['rest']}" + (
            f" so {high.group(1)}" if re.match("warum|wieso|weshalb|why", wh, re.I) else ""
        )
    if (
        adverb
        and not re.match(WH, earlier, re.I)
        and (re.match(r"\w+(?:t|te|en)\b", earlier) or earlier.split()[0].lower() in VERBS)
    ):
        return f"{said} {earlier[0].lower()}{earlier[1:]}"
    if (
        adverb
        and thing
        and re.match(r"(?:was (?:ist|macht|sind)|worum|wobei)\b", earlier, re.I)
        and re.search("wann", wh, re.I)
    ):
        return f"{said} gibt es {thing.said(ACCUSATIVE)}"
    return f"{said} ({earlier})"


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ?!.")
    return f"{text[0].upper()}{text[1:]}?" if text else ""


def _last_question(text: str) -> str:
    sentences = [s for s in re.split(r"(?<=[?!.])\s+(?=[A-ZÄÖÜ])", text.strip()) if s]
    asked = [s for s in sentences if s.endswith("?")] or sentences
    return asked[-1].rstrip(" ?!.") if asked and len(asked[-1]) <= LONGEST else ""


def _says_something(text: str, known: Known) -> bool:
    if any(p.search(text) for p in (known.name, known.alliance, known.place)):
        return True
    found = WORD.findall(text)
    return any(w.lower() in STOP_WORDS or re.fullmatch(WH_WORD, w, re.I) for w in found) and any(
        w.lower() not in STOP_WORDS and len(w) > 2 for w in found
    )
