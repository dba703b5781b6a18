"""Which organisations a description speaks for: those that it calls its own, that sign it, or that are said to apply."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.eligibility.marks import DETERMINER, MANY, ONE, ORGANISATION, ORGANISATIONS, PLACE, WORDS, Marked
from bot.eligibility.organisations import FoundOrganisation
from bot.eligibility.text import Span, pattern, sentences

PERSONS = frozenset({"privatperson", "einzelunternehmen"})
I = r"(?:wir|ich|we|i)"  # noqa: E741
AM = r"(?:sind|bin|waren|vertreten?|leite|leiten|führen?|betreiben?|arbeiten?|are|am|run|represent)"
_WANTS = r"(?:möchten?|will|wollen|würden?|plan(?:t|en)|beabsichtig(?:t|en)|beantrag(?:t|en)|bewirbt|bewerben|(?:hat|haben)\s+vor|such(?:t|en)|stell(?:t|en)\s+den\s+antrag|would\s+like|wants?|plans?|intends?|proposes?)"
# of a first sentence only: later on somebody else may do it
_DOES = rf"(?:{_WANTS}|[^\W\d_]{{2,}}(?:t|en))"
_STATES = r"\b(?:hat|haben|braucht|brauchen|liegt|verliert|wächst|leidet|kämpft|gehört|ist|wird|bietet)$"
_APPLICANT = r"(?:antragsteller(?:in)?|antragstellend\w+|projektträger(?:in)?|träger(?:in)?|zuwendungsempfänger(?:in)?|veranstalter(?:in)?|absender(?:in)?|einreicher(?:in)?|applicant)"
_OF_IT = r"(?:\s+(?:des|der|für|dieses|unseres)\s+(?:\w+\s+)?\w+)?"
_START = r"(?:^|[.!?:;,–]\s+|\n[ \t]*)"
_THE = r"(?:(?:der|die|das|dem|den|the)\s+)"
_NAME = rf"(?:\w+-\s+und\s+)?(?:(?!(?:kein\w*|jede\w*|manche\w*|irgendein\w*|alle|viele|andere|für|in|im|an|am|bei|beim|mit|zum?|zur|von|vom|aus|nach|auf|durch|ohne|und|oder|als|wie|um|bis|ob|wenn|wir|ich|es|man|uns|sie|ein(?:e[mnrs]?)?|gibt|dort|d(?:er|ie|as|em|en|es))\b)[\w&.'’„“\"{ONE}{MANY}{PLACE}/-]+\s+){{0,4}}?"
_REST = r"(?:(?!\b(?:wir|ich|man|dass|weil|wo|sagt|meint|findet|we)\b)[^.!?;\n]){0,110}?"
_NAMED = (  # the author says so: "Antragsteller ist ..."
    rf"\b{_APPLICANT}{_OF_IT}\s*(?:[:–]|ist|sind|wird|soll|is|wäre)\s*(?:(?P<det>{DETERMINER})\s+)?{WORDS}{ORGANISATION}",
    rf"{ORGANISATION}(?:\s+[\w.{PLACE}-]+){{0,3}}?\s+(?:ist|wird|wäre|tritt\s+als|fungiert\s+als|stellt)\s+(?:\w+\s+){{0,3}}?(?:{_APPLICANT}|den\s+antrag)\b",
    rf"\bfederführend\w*\s+(?:ist|wird|wäre|soll)\s+(?:\w+\s+)?(?:der|die|das)\s+{WORDS}{ORGANISATION}",
    rf"{ORGANISATION}(?:\s+[\w.{PLACE}-]+){{0,3}}?\s+(?:ist|übernimmt|wird|hat)\s+(?:\w+\s+)?(?:federführ\w*|die\s+federführung)\b",
    rf"\b(?:eingereicht|beantragt|gestellt|vorgelegt)\s+(?:wird\s+\w+\s+)?(?:von|durch|vom)\s+{_THE}?{_NAME}{ORGANISATION}",
)
_OWN = (
    rf"\b{I}\s+(?:von|aus|bei|at|from)\s+(?:der|dem|the|einer|einem)\s+{WORDS}{ORGANISATION}",
    rf"\b(?:wir|ich|team|leute|uns|hier)\s*,?\s+(?:vom|beim)\s+{WORDS}{ORGANISATION}",
    rf"\b(?:team|uns|hier)\s+(?:im|in\s+der|an\s+der|in\s+einem|in\s+einer)\s+{WORDS}{ORGANISATION}",
    rf"(?:^|[.!?,]\s+)bin\s+(?:eine?\s+)?{WORDS}{ORGANISATION}",
    rf"\bich\b[^.!?]{{0,100}}?\b(?:möchte|will|würde)\s+(?:(?:gern|gerne|hier|selbst|das|es|auch)\s+){{0,2}}?als\s+{WORDS}{ORGANISATION}",
    rf"^\W{{0,9}}(?:(?:e-?)?mail|nachricht|anfrage|schreiben|post|brief|idee|projektidee|projektskizze|antrag|vorschlag|skizze)\s+(?:von|vom|der|des)\s+{_THE}?{WORDS}{ORGANISATION}",
    rf"\b(?:durchführen|umsetzen|tragen|beantragen|einreichen)\s+(?:wird|soll|würde|will|möchte)\s+(?:\w+\s+){{0,3}}?(?:die|der|das)\s+{WORDS}{ORGANISATION}",
    rf"\b(?:hier\s+schreibt|es\s+schreibt|hier\s+meldet\s+sich)\s+(?:ihnen\s+)?(?:die|der|das)\s+{WORDS}{ORGANISATION}",
    rf"\bhier\s+(?:(?:ist|sind|spricht|kommt)\s+)?(?:die|der|das)\s+{_NAME}{ORGANISATION}",
    rf"\bhier\s+(?:(?:ist|sind|spricht|schreibt)\s+)?(?:die|der|das)\s+[\w-]+\s+(?:im|des|der|vom|von|beim)\s+{WORDS}{ORGANISATION}",
    rf"{ORGANISATION}(?:\s+(?!ist|gibt)[\w{PLACE}-]+){{0,4}}?\s+hier\s*[.!:,]",
    rf"\b(?:im\s+namen|namens|im\s+auftrag|stellvertretend\s+für|für)\s+(?:der|des|die|das|von|unser\w*|meine\w*)\s+{WORDS}{ORGANISATION}(?=[^.!?]{{0,40}}\b(?:schreib|frag|meld|wend|bitt|reiche|stelle)\w*)",
    rf"\bich\s+(?:schreibe|frage|melde\s+mich|spreche|wende\s+mich)\s+(?:\w+\s+){{0,3}}?(?:für|von|vom|im\s+namen)\s+(?:(?:der|des|die|das|einer|eines|einen|unser\w*)\s+)?{WORDS}{ORGANISATION}",
    rf"\b(?:beantragen|den\s+antrag\s+stell\w+)\s+(?:\w+\s+){{0,3}}?(?:die|der|das)\s+{WORDS}{ORGANISATION}",
    rf"\b(?:unser(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|our|my)\s+{WORDS}{ORGANISATION}",
    rf"\b{I}\s*,?\s+(?:\w+\s+){{0,2}}?(?:als|as\s+an?)\s+{WORDS}{ORGANISATIONS}",
    rf"{_START}(?:als|as\s+an?)\s+{WORDS}{ORGANISATIONS}(?=[^.!?]{{0,150}}\b{I}\b)",
    rf"\b{I}\b[^.!?;]{{0,80}},\s+als\s+{WORDS}{ORGANISATION}",
    rf"\bals\s+\w+(?:in)?\s+(?:der|des|einer|eines|bei|beim|vom|von|im|in\s+einem|in\s+einer)\s+{WORDS}{ORGANISATION}(?=[^.!?]{{0,150}}\b{I}\b)",
    rf"\b(?:wir|we)\s*,\s+(?:(?:die|der|das|eine?|the|an?)\s+)?{WORDS}{ORGANISATION}",
    rf"\bwir\s+{WORDS}{ORGANISATIONS}",
    rf"\b(?:{I}\s+{AM}|{AM}\s+{I})\s+(?:(?:bei|für|in|beim|im|als)\s+)?(?:{DETERMINER}\s+)?{WORDS}{ORGANISATIONS}",
    rf"\b{I}\s+{AM}\s+(?:\w+\s+){{1,3}}?(?:der|des|einer|eines|bei\s+der|beim|in\s+der|im|vom|von|aus)\s+{WORDS}{ORGANISATION}",
    rf"\bsondern\s+(?:{DETERMINER}\s+){WORDS}{ORGANISATION}",
    rf"\b(?:ich|wir)\s+(?:\w+\s+){{0,3}}?(?:haben?|gründe\w*)\s+eine?n?\s+{WORDS}{ORGANISATION}(?!\s+(?:\w+\s+){{0,3}}?(?:gefunden|gewonnen|beauftragt|gefragt|angesprochen))",
    rf"\b{I}\b[^.!?]{{0,30}}?\bhaben?\s+eine?n?\s+{WORDS}{ORGANISATION}\s+in\b",
    rf"\bbei\s+uns\s+(?:im|in\s+der|in|an\s+der|am)\s+{WORDS}{ORGANISATION}",
    # heads and signatures
    rf"^\W{{0,9}}{_NAME}{ORGANISATION}[^.!?:;\n]{{0,50}}(?::\s|\n|\s–\s)",
    rf"\b(?:gez\.?|i\.\s?a\.|i\.\s?v\.|mfg|grüßen?|gruß)\W+(?:(?!\b(?:möchten?|wollen|wir)\b)[^.!?]){{0,60}}?{ORGANISATION}[^.!?\n]{{0,60}}\W{{0,9}}$",
    rf"(?:\n[ \t]{{0,9}}|[.!?]\s)(?:{_THE}|ihre?\s+)?{_NAME}{ORGANISATION}(?:[\s,/({PLACE}{ONE}]|\b(?:in|aus|der|für|und|am|im)\b){{0,60}}\W{{0,9}}$",
)
_SUBJECT = (
    rf"{_START}(?:{_THE}|(?:an?|eine?)\s+)?{_NAME}{ORGANISATION}{_REST}\b{_WANTS}\b",
    rf"{_START}{_THE}(?:[\w-]+\s+){{1,2}}(?:der|des|von)\s+{WORDS}{ORGANISATION}{_REST}\b(?:möchte|will|plant|beantragt|würde)\b",
    rf"\b{_WANTS}\s+(?:der|die|das|eine?)\s+{WORDS}{ORGANISATION}",
    rf"^\W{{0,9}}(?:\w+[,!]\s+)?(?:{_THE})?{_NAME}{ORGANISATION}{_REST}\b{_DOES}\b",
)
_TEACHES = (
    r"\b(?:bilden|qualifizieren|schulen|unterrichten|coachen)\b[^.!?]{0,60}?\bseit\b|\bseit\b[^.!?]{0,40}?\b(?:bilden|qualifizieren|schulen|unterrichten)\s+wir\b(?![^.!?]{0,60}?\baus\b)",
    r"\b(?:wir|uns)\b[^.!?]{0,20}?\bbilden\b[^.!?]{0,60}?\b(?:weiter|fort)\b",
    r"\b(?:bieten|veranstalten|organisieren|geben|führen)\b[^.!?]{0,60}?\bseit\b[^.!?]{0,60}?\b(?:\w*kurse|\w*umschulungen|\w*weiterbildung\w*|\w*maßnahmen|\w*schulungen|\w*seminare|\w*lehrgänge|fortbildung\w*|unterricht)\b",
    r"\b(?:azav|zugelassene[rn]?\s+(?:bildungs|maßnahme)?träger|(?:erwachsenen|weiter)bildung\s+ist\s+(?:seit|unser)\w*|unser\s+(?:kern)?geschäft\s+(?:ist|sind)\s+(?:\w+\s+){0,2}?(?:weiterbildung|kurse|schulungen|umschulungen))\b",
)
_WITH = r"\b(?:mit|gemeinsam|zusammen|wie|neben|partner\w*|unterstützt\s+(?:von|durch))\b[^.!?,;]{0,30}$"
_AUTHORED = r"\b(?:wir|unser\w*|uns)\b"
_NOT_SO = r"\b(?:nicht|kein\w*|nie)\b"


def teaching(idea: Marked) -> str:
    """The sentence in which the author says that teaching adults is what they do, "" without."""
    for sentence in sentences(idea.text):
        text = sentence.text
        said = any(pattern(t).search(text) for t in _TEACHES)
        if said and pattern(_AUTHORED).search(text) and not pattern(_NOT_SO).search(text):
            return text
    return ""


def own_organisations(idea: Marked) -> tuple[tuple[FoundOrganisation, ...], bool]:
    """The author's own organisations, and whether one is named as the applicant in so many words."""
    found: dict[int, FoundOrganisation] = {}
    strict = False
    for source in _NAMED:
        for match in idea.search(source):
            wished = match.group().lower()
            indefinite = (match.groupdict().get("det") or "").lower().startswith("ein")
            organisation = idea.organisation_at(match.start("o"))
            if organisation and not (indefinite and ("soll" in wished or "wäre" in wished)):
                found[organisation.start] = organisation
                strict = strict or not pattern(r"\bunser").search(wished)
    for source in _OWN:
        for match in idea.search(source):
            organisation = idea.organisation_at(match.start("o"))
            if organisation and not _is_elsewhere(idea, organisation, match.start()):
                found[organisation.start] = organisation
    subjects = _subjects(idea)
    if not found:
        found.update((o.start, o) for o in subjects)
    kinds = {o.kind for o in found.values()}
    found.update((o.start, o) for o in subjects if o.kind in kinds)
    if kinds and not any(_places(idea, o) for o in found.values()):
        found.update((o.start, o) for o in _again(idea, kinds))
    forms = [o for o in idea.organisations if o.form]
    for span in [name_span(idea, own) for own in found.values()]:
        found.update((o.start, o) for o in forms if span.start <= o.start < span.end)
    return tuple(found[start] for start in sorted(found)), strict


def _subjects(idea: Marked) -> tuple[FoundOrganisation, ...]:
    """The organisations of which the text says what they want to do, by the first pattern that finds any."""
    for source in _SUBJECT:
        found = []
        for match in idea.search(source):
            organisation = idea.organisation_at(match.start("o"))
            if organisation and not organisation.plural and organisation.kind not in ("arbeitsverwaltung", *PERSONS):
                state = organisation.kind == "kommune" and pattern(_STATES).search(match.group())
                if not state or pattern(_AUTHORED).search(idea.text):
                    found.append(organisation)
        if found:
            return tuple(found)
    return ()


def _again(idea: Marked, kinds: set[str]) -> Iterator[FoundOrganisation]:
    """The same organisation where it is named in full: "an der Hochschule Hannover ... wir als Hochschule"."""
    for organisation in idea.organisations:
        if organisation.kind in kinds - {"unternehmen", *PERSONS} and not organisation.plural:
            before = idea.text[max(0, organisation.start - 40) : organisation.start]
            if _places(idea, organisation) and not pattern(_WITH).search(before):
                yield organisation


def _places(idea: Marked, organisation: FoundOrganisation) -> bool:
    span = name_span(idea, organisation)
    return bool(idea.places_in(span.start, span.end))


# what a name goes on with: capital letters, and small words that lead to where it is
_LINKS = r"(?:in|im|aus|von|vom|der|die|das|des|dem|den|am|an|zu|zur|zum|bei|nahe|hier|ansässig|ein|eine|e\.|co\.|für(?=\s+(?:d\w\w\s+)?(?:\w+\s+)?PLACE)|und(?=\s+PLACE)|mit(?=\s+(?:haupt)?sitz|\s+(?:zentrale|standort|büro))|mit\s+\w+\s+\w*(?:leuten|mitarbeit\w*|beschäftigten|angestellten|gesellen|kollegen)|landkreis|kreis|stadt|sitz|raum)"
_LINKS = _LINKS.replace("PLACE", PLACE)
_TAIL = rf"(?:[\s,()\"„“&/–:'-]*(?:{PLACE}+|[{ONE}{MANY}]+|(?i:{_LINKS})\b|[A-ZÄÖÜ0-9][\w.&-]*\b|-\w+))*"
_CAPITALS = 0.02  # share of capital letters that any text has which writes its nouns as it should
_SENTENCE_END = r"[.!?;\n]"


def name_span(idea: Marked, own: FoundOrganisation) -> Span:
    """The name around an organisation with what says where it is: "Celler Logistik GmbH mit Sitz in Bergen"."""
    start = own.start
    before = pattern(rf"(?:(?:[A-ZÄÖÜ][\w.&-]*|{PLACE}+|[{ONE}{MANY}]+)[\s/-]+)*$", 0).search(
        idea.marks[max(0, own.start - 60) : own.start]
    )
    if before:
        start = own.start - len(before.group())
    rest = pattern(_SENTENCE_END).split(idea.marks[own.end : own.end + 140])[0]
    lower = _is_lower(idea.text)
    tail = pattern(rf"(?:\s\w+(?=\s(?:in|aus)\s))?{_TAIL}" if lower else _TAIL, 0).match(rest)
    end = own.end + (tail.end() if tail else 0)
    return Span(text=idea.text[start:end], start=start, end=end)


@lru_cache(maxsize=8)
def _is_lower(text: str) -> bool:
    """True for texts without capital letters, but for an abbreviation or two."""
    return sum(c.isupper() for c in text) < _CAPITALS * len(text)


def _is_elsewhere(idea: Marked, organisation: FoundOrganisation, start: int) -> bool:
    """True for "in unserer Stadt", which is a place, and for "unser Jobcenter", which is a partner."""
    if organisation.kind == "arbeitsverwaltung":
        return True
    before = idea.text[max(0, start - 8) : start]
    return organisation.kind in ("kommune", "schule") and bool(pattern(r"\b(?:in|aus|im|für|an)\s+$").search(before))
