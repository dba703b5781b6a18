"""Who applies: the organisation in the line for the applicant, and the one that the description speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.eligibility.marks import ORGANISATION, ORGANISATIONS, WORDS, Marked
from bot.eligibility.organisations import FoundOrganisation
from bot.eligibility.self_reference import AM as _AM
from bot.eligibility.self_reference import PERSONS, own_organisations, teaching
from bot.eligibility.self_reference import I as _I
from bot.eligibility.text import pattern
from corpus.places import PlaceKind

# What the description says of its author, by the words around the organisation. The first group is negated.
_DENIED = (
    rf"\b{_I}\s+{_AM}\s+(?:\w+\s+){{0,3}}?(?:kein(?:e[nmrs]?)?|not\s+an?|no)\s+{WORDS}{ORGANISATIONS}",
    rf"\b{_AM}\s+{_I}\s+(?:\w+\s+){{0,3}}?(?:kein(?:e[nmrs]?)?|not\s+an?)\s+{WORDS}{ORGANISATIONS}",
    rf"\b(?:auch|und|aber)\s+kein(?:e[nmrs]?)?\s+{WORDS}{ORGANISATION}\s*[.,;!]",
    rf"\bein(?:e[nmrs]?)?\s+{WORDS}{ORGANISATION}\s+{_AM}\s+{_I}\s+(?:\w+\s+){{0,3}}?nicht\b",
    rf"\b{_I}\s+{_AM}\s+(?:\w+\s+){{0,2}}?nicht\s+(?:\w+\s+){{0,2}}?als\s+{WORDS}{ORGANISATION}",
    rf"\b(?:bin|sind|ist|als)\s+(?:\w+\s+){{0,2}}?kein(?:e[nmrs]?)?\s+{WORDS}{ORGANISATION}",
    rf"\b(?:obwohl|auch\s+wenn|weil|da|dass)\s+(?:wir|ich)\s+(?:\w+\s+){{0,2}}?kein(?:e[nmrs]?)?\s+{WORDS}{ORGANISATION}",
)
_ALONE = (  # somebody who applies in person
    r"\bich\b[^.!?]{0,60}?\b(?:im\s+ruhestand|in\s+rente|pensioniert|arbeite\s+allein)\b",
    r"\b(?:mache?|bin|arbeite)\s+(?:das|es|hier)?\s*(?:ganz\s+)?alleine?\b",
    r"\bich\b[^.!?]{0,100}?\bohne\s+angestellte\b",
    r"\b(?:auf\s+eigene\s+rechnung|als\s+einzelne\s+person|ganz\s+privat)\b",
    r"\bich\b[^.!?]{0,60}?\b(?:selbstst?ändig|freiberuflich|self-employed)\b",
    r"\b(?:bin|als)\s+(?:\w+\s+)?freie[rn]?\s+(?:trainer|dozent|coach|berater|journalist|referent|künstler|mitarbeiter|lehrer|autor)\w*",
    r"\b(?:ich|mein\w*)\b[^.!?]{0,80}?\bohne\s+(?:\w+\s+){0,2}?(?:träger|verein|firma|organisation|institution)\b",
)
_NO_PROVIDER = r"\b(?:kein(?:e[nmrs]?)?|ohne)\s+(?:\w+\s+){0,2}?(?:träger|bildungs\w+)\b"
_UNDECIDED = (
    r"\bwer\b[^.!?]{0,60}?\b(?:antrag|anträge|träger|durchführ|umsetz|veranstalt|einreich|unterschreib|trägt)\w*[^.!?]{0,60}?\b(?:offen|unklar|"
    r"überleg\w*|gucken|schauen|klär\w*|geklärt|fest|entschieden|entscheid\w*|sehen|suchen|wissen|weiß)\b",
    r"\bob\s+(?:die|der|das|eine?|unser\w*)\b[^.!?]{0,60}?\boder\b[^.!?]{0,60}?\b(?:beantrag\w*|antrag\w*|träger\w*|einreich\w*)\b",
    r"\b(?:trägerfrage|trägerschaft|antragsteller\w*|projektträger\w*|träger)\b[^.!?]{0,60}?\b(?:offen|unklar|fehlt|gesucht|suchen\s+wir|"
    r"nicht\s+(?:\w+\s+)?(?:geklärt|fest|entschieden|gefunden|benannt|bekannt))\b",
    r"\b\w*(?:einrichtung|träger|organisation|verein|stelle|institution)\w*\s*,\s+(?:den|die|das)\s+wir\s+(?:erst\s+)?noch\s+\w+",
    r"\b(?:suchen|brauchen|fehlt)\b[^.!?]{0,30}?\bnoch\b[^.!?]{0,30}?\b(?:träger|antragsteller|einrichtung,?\s+die)\w*",
    r"\bnoch\s+kein(?:e[nmrs]?)?\s+(?:\w+\s+)?(?:träger|antragsteller)\w*",
    r"\b(?:no|not\s+yet)\s+(?:\w+\s+){0,3}?applicant\b|\bwho\s+(?:will\s+)?appl\w+[^.!?]{0,40}?\b(?:open|unclear|decided)\b",
)
_NOTHING = r"\W*(?:(?:noch\s+)?(?:offen|unklar|unbekannt|unentschieden)|(?:steht\s+)?(?:noch\s+)?nicht\s+fest|k\.?\s?a\.?|keine(?:\s+angabe)?|\?*|n/?a|tbd|open|unknown)\W*"
_ATTRIBUTE = r"\b(?:der|des|im|in|für|von|vom|beim|bei|an|am|zur|zum)\s+(?:\w+\s+){0,2}$"
_COMPATIBLE = {
    frozenset(pair.split("–"))
    for pair in [
        "wirtschaftsfoerderung–kommune",
        "wirtschaftsfoerderung–unternehmen",
        "verband–verein",
        "verband–unternehmen",
        "kirche–verein",
        "kirche–verband",
        "kirche–unternehmen",
        "unternehmen–genossenschaft",
        "unternehmen–stiftung",
        "unternehmen–einzelunternehmen",
        "bildungstraeger–schule",
        "bildungstraeger–kirche",
        "hochschule–bildungstraeger",
        "forschung–hochschule",
    ]
}
_NEVER_OF_FORM = {  # what an organisation of a legal form cannot be
    "unternehmen": {"kommune", "kammer", "verein", "land", "hochschule", "gewerkschaft", *PERSONS},
    "verein": {"kommune", "kammer", "unternehmen", "land", "hochschule", "genossenschaft", *PERSONS},
    "genossenschaft": {"kommune", "kammer", "verein", "land", "hochschule", "stiftung", *PERSONS},
    "einzelunternehmen": {"kommune", "kammer", "verein", "land", "hochschule", "stiftung", "verband"},
}


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who applies. `kinds` are all kinds that fit, empty if unknown; `words` are verbatim; `only_form` if nothing but a
    legal form tells the kind.

    `denied` are kinds that the text says the applicant is not. `conflict` are the words of the description and of the
    applicant line if they name different ones. `undecided` are the words that say that it is open.
    """

    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    only_form: bool = False
    denied: tuple[str, ...] = ()
    denied_words: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    undecided: str = ""
    own: tuple[FoundOrganisation, ...] = ()  # those in the description that are the author's own
    teaches: str = ""  # where the author says that teaching is what they do


def read_applicant(idea: Marked, line: Marked) -> Applicant:
    """Who applies, by the description and the line for the applicant, which may be empty."""
    denied = (*_denials(idea), *_denials(line))
    teaches = teaching(idea)
    own, strict = own_organisations(idea)
    own = tuple(o for o in own if o.start not in {d.start for d in denied})
    alone = tuple(m.group() for source in _ALONE for m in pattern(source).finditer(idea.text))
    undecided = next((m.group() for s in _UNDECIDED if (m := pattern(s).search(idea.text))), "")
    typed = (_heads(line) or _district(line)) if not pattern(_NOTHING).fullmatch(line.text) else ()
    refused = tuple(dict.fromkeys(d.kind for d in denied))
    words = tuple(d.typed for d in denied)
    if provider := next((m.group() for t in (idea, line) for m in pattern(_NO_PROVIDER).finditer(t.text)), ""):
        refused, words = (*refused, "bildungstraeger"), (*words, provider)
    persons = bool(alone) or (bool(own) and all(o.kind in PERSONS for o in own))
    kinds = tuple(dict.fromkeys([*(["einzelunternehmen"] if alone else []), *(o.kind for o in own)]))
    named = (*alone, *(o.typed for o in own))
    if typed:
        if (own or alone) and _differ(own, typed, persons=persons, strict=strict):
            return Applicant(
                conflict=(named[0], line.text.strip()),
                denied=refused,
                denied_words=words,
                undecided=undecided,
                own=own,
                teaches=teaches,
            )
        if any(o.kind not in PERSONS for o in typed):
            typed = tuple(o for o in typed if o.kind != "privatperson")  # "Bürger" in the name of a club
        both = (*typed, *(o for o in own if o.kind not in PERSONS))
        return Applicant(
            kinds=tuple(dict.fromkeys(o.kind for o in both)),
            words=(line.text.strip(),),
            only_form=all(o.form for o in both),
            denied=refused,
            denied_words=words,
            own=own,
            teaches=teaches,
        )
    if undecided and not persons:
        return Applicant(undecided=undecided, denied=refused, denied_words=words, own=own)
    return Applicant(
        kinds=kinds,
        words=named,
        only_form=bool(own) and not alone and all(o.form for o in own),
        denied=refused,
        denied_words=words,
        own=own,
        teaches=teaches,
    )


def _denials(marked: Marked) -> tuple[FoundOrganisation, ...]:
    return tuple(dict.fromkeys(o for source in _DENIED for o in _matched(marked, source)))


def _matched(marked: Marked, source: str) -> Iterator[FoundOrganisation]:
    for match in marked.search(source):
        organisation = marked.organisation_at(match.start("o"))
        if organisation:
            yield organisation


def _heads(line: Marked) -> tuple[FoundOrganisation, ...]:
    """The organisations of the applicant line without those that only describe one: "Bildungszentrum der Kammer"."""
    heads = [
        o
        for o in line.organisations
        if o.form or not pattern(_ATTRIBUTE).search(line.text[max(0, o.start - 40) : o.start])
    ]
    return tuple(heads) or line.organisations[:1]


def _district(line: Marked) -> tuple[FoundOrganisation, ...]:
    """ "Heidekreis", "Region Hannover": the name of a district alone is the district."""
    return tuple(
        FoundOrganisation(kind="kommune", typed=p.typed, start=p.start, end=p.end)
        for p in line.places
        if p.place.kind in (PlaceKind.DISTRICT, PlaceKind.REGION) and p.typed.strip() == line.text.strip()
    )


def _differ(
    own: tuple[FoundOrganisation, ...], typed: tuple[FoundOrganisation, ...], *, persons: bool, strict: bool
) -> bool:
    """True if the author cannot be who stands in the applicant line."""
    theirs, ours = {o.kind for o in typed}, {o.kind for o in own}
    forms = {o.kind for o in typed if o.form}
    if persons and not theirs & PERSONS:
        return not (ours == {"einzelunternehmen"} and theirs == {"unternehmen"} and not forms)
    if ours & theirs or any(frozenset({a, b}) in _COMPATIBLE for a in ours for b in theirs - forms):
        return False
    if all(o.form for o in typed) and not strict:
        return all(kind in _NEVER_OF_FORM.get(form, ()) for form in forms for kind in ours)
    if all(o.form for o in own):
        return all(kind in _NEVER_OF_FORM.get(o.kind, ()) for o in own for kind in theirs)
    return bool(ours and theirs)
