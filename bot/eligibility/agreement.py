"""Whether a project has been agreed with somebody who has to be asked, usually the labour administration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.eligibility.marks import Marked
from bot.eligibility.statements import NOT, Said, has
from bot.eligibility.text import Span, clauses, pattern, sentences

# consent, in the past or as a state; nouns of it need a verb that says that it is there
_CONSENT = (
    r"\b(?:(?:ab|durch)gesprochen|besprochen|\w*abgestimmt(?:e[nmrs]?)?|vereinbart|verabredet|zugestimmt|einverstanden|einvernehm\w+|einig|geeinigt|verständigt|abgeklärt|geklärt|"
    r"befürworte[nt]?|zugesagt|zugesichert|versichert|bestätigt|genehmigt|bewilligt|freigegeben|okay|ok|begrüßt|gutgeheißen|für\s+gut\s+befunden|zieh(?:t|en)\s+mit|abgesegnet|abgenickt|unterstützt|mitgetragen|empfohlen|gebeten|beauftragt|"
    r"ja\s+gesagt|(?:ein|klares|ihr|sein)\s+ja|erledigt|geregelt|grünes\s+licht|tr(?:a|ä)g(?:t|en)\b[^.!?]{0,40}?\bmit\b(?=\W*$|\s+und)|steh(?:t|en)\s+(?:\w+\s+){0,2}?(?:dahinter|hinter)|hinter\s+(?:\w+\s+){1,3}?steh(?:t|en)|"
    r"stimmt\b[^.!?]{0,40}?\bzu\b|in\s+(?:enger\s+|vorheriger\s+)?(?:abstimmung|absprache)\s+mit|nach\s+(?:\w+\s+)?(?:abstimmung|absprache|rücksprache)\s+mit|"
    r"(?:gemeinsam|zusammen)\s+(?:\w+\s+){0,3}?(?:entwickelt|erarbeitet|ausgearbeitet|konzipiert)|agreed|approved|coordinated|consented|endorsed|signed\s+off|green\s+light)\b"
)
_CONSENT_NOUN = r"\b(?:\w*abstimmung(?:sgespräch)?\w*|\w*absprachen?|zustimmung|einwilligung|zusage|befürwortung|freigabe|vereinbarung|kooperationsvereinbarung|einverständnis|bestätigung|absichtserklärung)\b"
_THERE = r"\b(?:erfolgt\w*|stattgefunden|fand(?:en)?|abgeschlossen|liegt|liegen|haben|hat|erteilt|gegeben|gibt|gab|getroffen|besteht|da|bei|vor|erhalten|bekommen)\b"
_CONTACT = (
    r"\b(?:\w*gesproch\w*|sprech\w*|\w*gespräche?n?s?|\w*rücksprache\w*|kontakt\w*|informiert\w*|eingebunden|einbind\w*|einbezogen|einzubeziehen|beteilig\w*|\w*gefragt|fragen|\w*anfrage\w*|ge?redet|reden|"
    r"vorgestellt|vorstellen|bescheid|rückmeldung\w*|eingeweiht|davon|gewandt|gewendet|gewechselt|austausch\w*|kenn(?:t|en)|bekannt|weiß|wissen|termin|zusammenarbeit|boot|bord|mitmacht|"
    r"consulted|discussed|informed|contacted|asked|spoken|talked|involved|aware|knows?|meeting)\b"
)
_AGREEING = r"\b(?:abzustimmen|abstimmen|abzusprechen|absprechen|zu\s+klären|zuzustimmen|zustimmen)\b"
_LACKING = r"\b(?:fehlt|fehlen|verweiger\w*|verwehr\w*|abgelehnt|ablehn\w*|abgesagt|absage\w*|dagegen|außen\s+vor|(?:he)?raus(?:zu)?(?:halten|lassen)|ausklammern|umgehen|steh(?:t|en)\s+(?:noch\s+)?aus|ausstehend\w*|verzicht\w*|unnötig|überflüssig|unabhängig|vorbei|abgewunken|winkt\s+ab|nein\s+gesagt|ein\s+nein|refused|rejected|missing)\b|\blehn(?:t|en)\b[^.!?]{0,60}?\bab\b"
_NO_OBJECTION = r"\b(?:nichts\s+(?:mehr\s+)?(?:im\s+wege?|entgegen|dagegen)|kein(?:e|en|erlei)?\s+(?:einw(?:a|ä)nde?|bedenken|probleme?)|no\s+objections?)\b"
_PLANNED = (
    r"\b(?:soll(?:en|te|ten)?|werden|wird|wollen|will|möchten?|würden?|geplant|planen|plant|vorgesehen|müssen|müsste[nt]?|muss|demnächst|anstehend\w*|anstehen|läuft|laufen(?:d)?|suchen|hoffen|"
    r"angestrebt|beabsichtigt|angesetzt|nächste[nrms]?|im\s+gespräch|sobald|falls|wenn|ob|will\s+be|plan(?:s|ned)?\s+to|intend|soon|going\s+to|hope)\b|\bsteh(?:t|en)\s+(?:noch\s+)?an\b"
)
_AGENCY = r"\b(?:agentur(?:en)?|arbeitsamt|amt)\b"
_GOES_ON = r"\b(?:mit\s+(?:ihr|ihm|ihnen|beiden|denen)|dort|beide[nr]?|sie|deren|dessen|man|ihnen|they|them)\b"
_TALK = "|".join((_CONSENT, _CONSENT_NOUN, _CONTACT, _AGREEING))
_WITHOUT = r"(?<!nicht )\b(?:ohne|without)\b"
_LABELS = {r"ja|erledigt|erfolgt|liegt\s+vor|vorhanden": True, r"nein|nicht|noch\s+nicht|keine|fehlt": False}
_DECIDED_AGAINST = r"\b(?:dagegen|gegen\s+(?:eine|die|das)\s+\w+)\s+entschieden\b"
_WITHOUT_ASKING = r"^\s*(?:\w+\s+){0,3}?(?:\w*abstimmung|\w*absprache|\w*rücksprache|zustimmung|beteiligung|einbindung)\b|^\s*(?:machen|durchführen|starten|gehen)\b|^\W*$"


def agreement(idea: Marked, partners: Sequence[str]) -> Said | None:
    """Whether the project has been agreed with the partners, kinds of organisation; None if the text does not say."""
    found: list[Said] = []
    names = [o for o in idea.organisations if o.kind in partners]
    follows = False  # the sentence before named the partner
    for sentence in sentences(idea.text):
        # "die Agentur" alone is the one for work where agreements are spoken of
        agency = "arbeitsverwaltung" in partners and has(sentence.text, _AGENCY, _TALK)
        named = agency or any(sentence.start <= o.start < sentence.end for o in names)
        if named or (follows and has(sentence.text, rf"{_GOES_ON}|{_CONSENT}")):
            found.extend(_agreed_in(idea, sentence, partners, named=named))
        follows = named
    return _summed(found)


def _agreed_in(idea: Marked, sentence: Span, partners: Sequence[str], *, named: bool) -> Iterator[Said]:
    if named and _is_without(idea, sentence, partners):
        yield Said(holds=False, words=sentence.text)
        return
    for label, holds in _LABELS.items():
        if has(sentence.text, rf"(?:{_CONSENT_NOUN})[^.!?]{{0,50}}:\s*(?:{label})\b"):
            yield Said(holds=holds, words=sentence.text)
            return
    for clause in clauses(sentence):
        text = clause.text
        if has(text, _NO_OBJECTION):
            yield Said(holds=True, words=text)
        elif has(text, _TALK, rf"{NOT}|{_LACKING}") or has(text, _LACKING, rf"{_AGENCY}|jobcenter"):
            yield Said(holds=False, words=text)
        elif (has(text, _CONSENT) or has(text, _CONSENT_NOUN, _THERE)) and not has(text, _PLANNED):
            yield Said(holds=True, words=text)
        elif has(text, _TALK):
            yield Said(holds=None, words=text)


def _is_without(idea: Marked, sentence: Span, partners: Sequence[str]) -> bool:
    """True for "ohne das Jobcenter", "ohne Abstimmung", or if they decided against it; not for "nicht ohne das Jobcenter"."""
    if has(sentence.text, _DECIDED_AGAINST):
        return True
    for match in pattern(_WITHOUT).finditer(sentence.text):
        rest = sentence.text[match.end() : match.end() + 70].split(",")[0]
        start = sentence.start + match.end()
        if has(rest, _WITHOUT_ASKING):
            return True
        if any(start <= o.start < start + min(len(rest), 35) and o.kind in partners for o in idea.organisations):
            return True
    return False


def _summed(found: Iterable[Said]) -> Said | None:
    """One statement out of several: contradicting ones leave it open."""
    said = list(found)
    no, yes = [s for s in said if s.holds is False], [s for s in said if s.holds]
    if no and yes:
        return Said(holds=None, words=no[0].words)
    return next(iter([*no, *yes, *said]), None)
