"""Whether a project is of use beyond one company."""

from __future__ import annotations

from collections.abc import Sequence

from bot.eligibility.location import Located, Role
from bot.eligibility.marks import MANY, ONE, Marked
from bot.eligibility.signals import Sign, Target
from bot.eligibility.statements import Said
from bot.eligibility.text import Span, clauses, pattern, sentences

_PEOPLE = (
    r"(?:\w*leute\w*|\w*mitarbeit\w*|\w*beschäftigt\w*|\w*belegschaft\w*|\w*personal\w*|\w*team\w*|\w*angestellt\w*|kolleg\w*|azubis?|auszubildende\w*|\w*bediener\w*|\w*kräft\w*|"
    r"\w*monteur\w*|\w*fahrer\w*|\w*pfleger\w*|\w*meister\w*|\w*verkäufer\w*|\w*arbeiter\w*|\w*führung\w*|\w*gesell(?:e|en|innen)|\w*leitung(?:en)?|\w*köche?n?|staff|employees|workers|people|team)"
)
# "unsere Schweißer": persons by the ending of the word, but for those who do not work there
_WORKERS = r"(?!\w*(?:partner|mitglied|kund|teilnehm|bürger|schüler|besucher|länder|dörfer|häuser|träger|zimmer|kinder|anbieter|förderer|nutzer)\w*)\w{4,}(?:er|ern|erinnen|innen)"
_HOUSE = rf"(?:\w*werk|\w*haus(?:e|es)?|\w*betrieb(?:e?s)?|\w*firma|\w*unternehmens?|verwaltung|\w*filialen?|standort\w*|abteilung\w*|company|plant|{ONE}+)"
_OURS = r"(?:unser(?:e[mnrs]?)?|mein(?:e[mnrs]?)?|eigene[mnrs]?|our(?:\s+own)?|my|its\s+own)"
_ONLY = r"(?<!nicht )\b(?:nur|ausschließlich|allein|rein|lediglich|exklusiv|einzig|bloß|only|exclusively|solely)\b"
_OWN_PEOPLE = rf"\b{_OURS}\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b|\b(?:unsere|meine)[nr]?\s+(?:\w+\s+){{0,2}}?{_WORKERS}\b|\bfür\s+{_OURS}\s+(?:\w+\s+)?(?:{_HOUSE}|büro|praxis|lager|küche|laden)(?!\w)"
_THEIR_PEOPLE = rf"{ONE}[^.!?]{{0,60}}?\b(?:ihre|seine)[nrm]?\s+(?:eigenen\s+)?(?:[\w-]+\s+){{0,2}}?{_PEOPLE}\b"
# what reaches beyond the house even if it does not say whom
_OUTWARD = r"\b\w*(?:kampagne|messe|börse|portal|plattform|marketing|film|podcast|netzwerk|anlaufstelle|beratung|lotse|stammtisch|berufsorientierung|willkommens|praktik|werbung|campaign|network)\w*"
_OTHERS = (
    rf"(?:andere\w*|fremde\w*|weitere\w*|externe\w*|auswärtige\w*|other|external)\s+(?:[\w-]+\s+){{0,2}}?(?:{MANY}+|"
    r"\w*(?:betrieb|firm|unternehm|häuser|einrichtung|arbeitgeber|teilnehm|leute|personen|interessent|compan|employer|participant)\w*)"
)
_INSIDE = (
    rf"{_ONLY}[^.!?;]{{0,40}}?\b(?:{_OURS}\s+(?:[\w-]+\s+){{0,3}}?(?:{_PEOPLE}|{_HOUSE})|{_OURS}\s+\w+|uns|wir|intern\w*|hausintern|us)\b",
    rf"\b{_OURS}\s+(?:[\w-]+\s+){{0,3}}?(?:{_PEOPLE}|{_HOUSE})\s+{_ONLY}",
    r"\b(?:(?:werks|betriebs|haus|firmen)(?:schulung|fortbildung|seminar|kurs)\w*|innerbetrieblich\w*|betriebsintern\w*|firmenintern\w*|hausintern\w*|unternehmensintern\w*|in-?\s?house\w*|interne[rn]?\s+(?:schulung|fortbildung|weiterbildung|maßnahme|qualifizierung)\w*)\b",
    rf"\b{_OTHERS}[^.!?;]{{0,50}}?\b(?:nicht|kein\w*|konkurrenz|ausgeschlossen|niemand|not|excluded)\b",
    rf"\b(?:kein\w*|niemand\w*|nicht|no)\s+(?:für\s+)?{_OTHERS}",
    r"\bvon\s+(?:außerhalb|außen|draußen|anderswo)\b[^.!?;]{0,30}?\b(?:keiner|niemand|nicht|kein\w*)\b|\b(?:keiner|niemand)\b[^.!?;]{0,30}?\bvon\s+(?:außerhalb|außen)\b",
    rf"{_ONLY}\s+(?:für|an)\s+(?:das|den|die)\s+\w*(?:team|personal|abteilung|belegschaft|mitarbeit|kolleg)\w*",
    r"\bfür\s+uns\s+(?:selbst|intern|allein)\b",
    rf"\bbleib(?:t|en)\s+(?:\w+\s+){{0,2}}?(?:(?:in|bei|innerhalb)\s+{_OURS}\s+{_HOUSE}|bei\s+uns|unter\s+uns|im\s+haus|intern)",
    rf"\b(?:geht|dreht)\s+(?:\w+\s+){{0,3}}?um\s+{_OURS}\s+{_HOUSE}",
    rf"\b(?:innerhalb|im\s+rahmen)\s+{_OURS}\s+{_HOUSE}",
)
_DOUBT = (
    r"\b(?:vielleicht|inwieweit|inwiefern|gut\s+möglich|möglicherweise|eventuell|evtl\.?|womöglich|unter\s+umständen|ob|offen|unklar|unentschieden|maybe|perhaps|whether|undecided)\b|"
    r"\bnicht\s+(?:\w+\s+)?(?:entschieden|geklärt|klar|fest)\b|\bwissen\s+wir\s+(?:noch\s+)?nicht\b|\bklärt\s+sich\b|\büberlegen\s+(?:wir\s+)?noch\b|\bnoch\s+(?:zu\s+klären|klären)\b"
)
_DOUBTED = (
    rf"\b(?:andere\w*|weitere\w*|darüber\s+hinaus|intern\w*|innerhalb|nur\s+(?:wir|uns|für|bei)|mitmach\w*|mitmacht|teilnehm\w*|teilnimmt|beteilig\w*|anschließ\w*|öffnen|geöffnet|dazukomm\w*|"
    rf"nachbar\w*|anderen|fremde\w*|externe\w*|für\s+alle|{_OURS}\s+(?:[\w-]+\s+)?{_PEOPLE}|other|others|join|only)\b"
)
_OFFEN_FOR = (
    r"\boffensteh\w*|\boffen\s+(?:für|steh\w*)|\bsteh\w*\s+(?:\w+\s+){0,6}?offen\b|\boffen\s+für\b|\bopen\s+to\b"
)
_ACROSS = (
    r"\b(?:überbetrieblich\w*|betriebsübergreifend\w*|firmenübergreifend\w*|unternehmensübergreifend\w*|branchenübergreifend\w*|trägerübergreifend\w*|einrichtungsübergreifend\w*|cross-company)\b",
    r"\bnicht\s+(?:nur|allein|bloß)\s+(?:\w+\s+){0,3}?(?:unser\w*|mein\w*|eigene\w*|uns|intern)\b|\bnot\s+(?:just|only)\s+(?:for\s+)?our\b",
    _OFFEN_FOR,
    r"\b(?:alle[nr]?|sämtliche[nr]?|jede[rsmn]?)\s+(?:[\w-]+\s+){0,3}?(?:interessiert\w*|beschäftigt\w*|berufstätig\w*|branchen|betrieb\w*|firmen|unternehmen\w*|arbeitgeber\w*|häuser\w*|einrichtung\w*|"
    rf"schulen|kommunen|geschäfte\w*|kliniken|praxen|\w*betriebe[n]?|[{MANY}{ONE}]+)",
    r"\b(?:verschiedene[nrm]?|unterschiedliche[nrm]?|mehrere[nrm]?|viele[nr]?|einige[nr]?|zahlreiche[nr]?|diverse[nr]?|several|various|different|many)\s+(?:[\w-]+\s+){0,2}?"
    rf"(?:[{MANY}{ONE}]+|\w*(?:betriebe|firmen|unternehmen|diensten?|trägern?|häusern?|einrichtungen|heimen?|branchen|geschäften?|hotels|arbeitgebern?|kanzleien|verwaltungen|praxen|companies|employers|firms))",
    rf"\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\w*zehn|\w*zwanzig|\w*ßig|\w*zig|hundert\w*|dutzend\w*|\d+)\s+(?:[\w-]+\s+){{0,2}}?(?:[{MANY}{ONE}]+|\w*(?:häuser|heime|dienste|höfe|hotels|arbeitgeber|kommunen|companies|firms|employers)n?\b)",
    r"\b(?:andere[rn]?|weitere[rn]?|fremde[rn]?|externe[rn]?)\s+\w+(?![^.!?;]{0,60}?\b(?:nicht|kein\w*|niemand)\b)[^.!?;]{0,60}?\b(?:teilnehm\w*|mitmach\w*|mitzumachen|dabei|beteilig\w*|nutzen|profitier\w*|willkommen|eingeladen|einlad\w*)\b",
    r"\b(?:gemeinsam|zusammen)\s+mit\s+(?:\w+\s+){0,3}?(?:anderen|weiteren|benachbarten)\b|\bnachbarbetriebe\w*|\bnachbarfirmen",
    rf"(?:{MANY}+)",
    r"\b(?:aus|in|für|von)\s+(?:häusern|einrichtungen|heimen|praxen|kanzleien|kitas)\b",
    rf"(?<!ein )(?<!eine )\b(?:kleine|mittlere|mittelständische|regionale|örtliche|lokale|heimische|hiesige|interessierte|beteiligte|teilnehmende|ansässige|familiengeführte|small|local|regional)[nr]?\s+(?:(?:und|oder|and)\s+\w+\s+)?(?:{ONE}+|unternehmen)",
    rf"\b(?:den|der|die|vielen?)\s+unternehmen\s+(?:im|in|aus|der|vor)\b|\bden\s+{ONE}+\s+(?:im|in\s+der|aus\s+der|der|vor\s+ort)\b",
    r"\b(?:betrieben?|firmen|arbeitgebern?|arbeitgeberinnen|kmu|mittelstand|companies|employers|businesses)\b",
)
_HIRES = r"\b(?:wir|uns)\b[^.!?]{0,30}?\b(?:brauchen|fehlen|suchen\s+dringend)\b"
_REGION = r"\b(?:für|in)\s+(?:die|der|der\s+ganzen|unsere[r]?)\s+(?:ganze[n]?\s+)?region\b|\bregionsweit\w*|\bkreisweit\w*|\b(?:im|für\s+den)\s+(?:ganzen\s+|gesamten\s+)(?:land)?kreis\b|\blandkreisweit\w*"
_OUTSIDERS = (Target.PUPILS, Target.STUDENTS, Target.NEWCOMERS, Target.POPULATION, Target.APPRENTICES)
_ANYBODY = (*_OUTSIDERS, Target.EMPLOYED)


def reach(
    idea: Marked, signs: Sequence[Sign], places: Sequence[Located] = (), *, is_company: bool | None
) -> Said | None:
    """Whether the project serves several companies or the region (True) or one company alone (False).

    None if the text does not say; `holds` None if it calls it open. `is_company` tells whether a company applies, None if that is unknown.
    """
    doubts = [s for s in sentences(idea.marks) if _doubts(idea.text[s.start : s.end])]
    doubt = next(iter(doubts), None)
    rest = [s for s in sentences(idea.marks) if s not in doubts]
    inside = next((c for s in rest for c in _clauses_with(s, _INSIDE)), None)
    across = next((c for s in rest for c in _clauses_with(s, _ACROSS) if not _is_ours(c)), None)
    own = next((c for s in rest for c in _clauses_with(s, (_OWN_PEOPLE,))), None)
    strong = next((c for s in rest for c in _clauses_with(s, _ACROSS[:3])), None)
    if strong:
        return _said(idea, strong, True)
    if inside:
        return _said(idea, inside, False)
    if own and not across and is_company is not False and not doubt:
        return _said(idea, own, False)
    if across:
        return _said(idea, across, True)
    hiring = is_company is None and pattern(_HIRES).search(idea.text)
    others = [s for s in signs if not is_company and s.shows in (_OUTSIDERS if hiring else _ANYBODY)]
    outside_doubt = [s for s in others if not (doubt and doubt.start <= s.start < doubt.end)]
    if doubt and (is_company or not outside_doubt):
        return _said(idea, doubt, None)
    region = next((c for s in rest for c in _clauses_with(s, (_REGION,))), None)
    if (
        outside_doubt
        and not own
        and not (is_company is False and any(_clauses_with(s, (_THEIR_PEOPLE,)) for s in rest))
    ):
        return Said(holds=True, words=outside_doubt[0].words)
    towns = list(dict.fromkeys(p.typed for p in places if p.role is Role.PROJECT and p.place.district))
    if not is_company and len(towns) > 1 and not own:
        return Said(holds=True, words=towns[0])
    if is_company is not False:
        return None
    staff = next((c for s in rest for c in _clauses_with(s, (_THEIR_PEOPLE,))), None)
    if staff:
        return _said(idea, staff, False)
    outward = region or next((c for s in rest for c in _clauses_with(s, (_OUTWARD,))), None)
    return _said(idea, outward, True) if outward and not own else None


def _doubts(sentence: str) -> bool:
    text = pattern(_OFFEN_FOR).sub(" ", sentence)
    return bool(pattern(_DOUBT).search(text) and pattern(_DOUBTED).search(text))


def _clauses_with(sentence: Span, sources: Sequence[str]) -> list[Span]:
    """The clauses of a sentence in which one of the patterns is found, by pattern; patterns may run over commas."""
    found = []
    for source in sources:
        match = pattern(source).search(sentence.text)
        if match:
            start, end = sentence.start + match.start(), sentence.start + match.end()
            touched = [c for c in clauses(sentence) if c.start < end and start < c.end]
            if touched:
                last = max(touched[-1].end, end)
                first = min(touched[0].start, start)
                found.append(
                    Span(text=sentence.text[first - sentence.start : last - sentence.start], start=first, end=last)
                )
    return found


def _is_ours(clause: Span) -> bool:
    """True if several are named only as what the author has: "unsere Betriebe"."""
    return bool(pattern(rf"\b{_OURS}\s+(?:[\w-]+\s+){{0,2}}?{MANY}").search(clause.text)) and (
        clause.text.count(MANY) < 12
    )


def _said(idea: Marked, span: Span, holds: bool | None) -> Said:
    return Said(holds=holds, words=idea.text[span.start : span.end].strip())
