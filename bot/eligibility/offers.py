"""Whether a project adds to what is offered already, or repeats it: by words that meet in one clause, in any order."""

from __future__ import annotations

from bot.eligibility.statements import NOT, Said, has
from bot.eligibility.text import Span, clauses, sentences

_OFFER = (
    r"\b(?:\w*angebot(?:e[ns]?|s)?|\w*kurs(?:e[ns]?|es)?|\w*maßnahmen?|\w*projekt(?:e[ns]?|s)?|\w*lehrg(?:a|ä)ng\w*|\w*programm(?:e[ns]?|s)?|\w*formate?n?|\w*schulung(?:en)?|\w*training(?:s)?|\w*coaching(?:s)?|"
    r"\w*qualifizierung(?:en)?|\w*lernfirma|\w*werkstatt|arbeitsgelegenheit\w*|alternative\w*|courses?|offers?|scheme|measures?|programme)\b"
)
_OF_THE_KIND = (
    r"\b(?:so\s?(?:et)?was|gibts?\s+so|so\s+noch|solch\w*|derartig\w*|dergleichen|vergleichbar\w*|ähnlich\w*|gleichartig\w*|dafür|hierfür|in\s+dieser\s+(?:form|art)|dieser\s+art|wie\s+dies\w*|(?:das|dies)(?=\s+(?:gibt|gab|hat|haben|macht|machen|bietet|existiert|fehlt|noch))|"
    r"(?:gibt|gab|hat|haben|macht|bietet)\s+(?:\w+\s+){0,3}?das|genau\s+(?:das|dies\w*)|such|similar|comparable|anything\s+like|nothing\s+like)\b"
)
_THIS = r"\b(?:dies(?:e[nrsm]?)?|vergleichbar\w*|derartig\w*|solch\w*|gleich\w*|ähnlich\w*|dasselbe|denselben|derselbe|dieselbe|das|es|ihn|sie|entsprechend\w*|genau|was|wie|so\s?(?:et)?was|unser\w*)\b"
_EXISTS = (
    r"\b(?:gibts?|gab|gäbe|existier\w*|besteh(?:t|en)|findet|finden|gefunden|vorhanden|bekannt|bietet|bieten|anbiet\w*|angeboten|im\s+(?:programm|angebot)|abgedeckt|deckt|decken|erreich\w*|versucht|probiert|ausprobiert|gemacht|macht|"
    r"exists?|there\s+(?:is|are)|offers?|offered|provides?|runs?)\b"
)
_MAKES = r"\b(?:gemacht|macht|deckt|decken|erreich\w*)\b"
_NOBODY = r"\b(?:niemand|keiner|keine\s+(?:andere\s+)?(?:einrichtung|stelle)|kein\s+(?:anderer\s+)?\w*(?:träger|anbieter|verein)|nobody|no\s+one|no\s+other)\b(?!\s+(?:von|der|unter|of)\b)"
_OFFERING = r"\b(?:kümmer\w+\s+sich|biete[nt]|anbiet\w*|angeboten|macht|gemacht|probiert|versucht|angebot\w*|kurs\w*|programm|offers?|provides?|does|runs?)\b"
_OTHERS_LACK = r"\b(?:andere|übrige|weitere)\w*\s+\w+[^.!?;]{0,40}?\b(?:nichts|kein\w*)\s+(?:dergleichen|vergleichbare\w*|ähnliche\w*|so)\b"
_LACKS = r"\b(?:fehl(?:t|te|en|ten)|gefehlt|mangelt|vergeblich|vergebens|missing)\b"
_SO_FAR = r"\b(?:bisher|bislang|noch|derzeit|zurzeit|aktuell|hier|region|kreis|landkreis|stadt|ort|raum|umkreis|so\s+far|völlig|ganz)\w*\b"
_ADDS = (
    r"\b(?:ergänz\w*|komplementär\w*|complement\w*)\b",
    r"\bzusätzlich\w*\s+(?:zu|zum|zur|\w*angebot|maßnahme|kurs|projekt)\w*|\b(?:kommt|kommen|tritt|treten)\s+(?:\w+\s+){0,4}?(?:zusätzlich|obendrauf|hinzu)\b|\bin\s+addition\s+to\b|\badds?\s+to\b",
    r"\b(?:lücken?|leerstellen?|gap)\b",
    r"\bdoppel\w*\s+(?:\w+\s+){0,3}?(?:nichts|nicht)|\b(?:nicht|nichts|keine)\s+(?:\w+\s+){0,2}?(?:ver)?doppel\w*",
    r"\b(?:einzigartig\w*|einmalig\w*|das\s+einzige|erstmalig\w*|erstmals|zum\s+ersten\s+mal|das\s+erste\s+(?:angebot|projekt)|(?:völlig|komplett|ganz)\s+neu\w*|neuartig\w*|neuland|pionier\w*|(?:der|die|das)\s+erste[nr]?\s+(?:seiner|ihrer|dieser)\s+art|first\s+of\s+its\s+kind)\b",
    r"\b(?:angebot|format|kurs|projekt|ansatz|modell|konzept|idee|das)\b[^.!?;]{0,40}?\b(?:ist|wäre)\b[^.!?;]{0,40}?\bneu\b(?=\W*$|,)",
    r"\b(?:setzt|setzen|knüpf\w*)\b[^.!?;]{0,40}?\b(?:dort|da|dort,?\s+wo)\s+an\b|\baufbauend\s+auf\b|\bbaut\b[^.!?;]{0,60}?\bauf\b[^.!?;]{0,60}?\bauf\b|\bwo\s+(?:sie|diese|die\s+\w+|jene)\s+(?:\w+\s+){0,2}?(?:aufhör\w*|end(?:en|et))|\bgeht\b[^.!?;]{0,60}?\bhinaus\b",
    r"\b(?:regel|standard)(?:angebot|kurs|maßnahme|programm|förderung)\w*\b[^.!?;]{0,60}?\b(?:nicht|kein\w*|kaum|zu\s+kurz|selten)\b",
    r"\b(?:bestehend|vorhanden|bisherig|laufend|üblich|herkömmlich|existing|deren|sonstig|regulär|gängig)\w*\s+(?:[\w-]+\s+)?(?:\w*angebot|\w*kurs|\w*maßnahme|\w*programm|course|offer)\w*\b[^.!?;]{0,60}?\b(?:nicht|kein\w*|kaum|zu\s+kurz|selten|enden|erweitert|not)\b",
)
_REPLACES = (
    r"\b(?:ersetz\w*|ersatz|ablös\w*|abzulösen|verdräng\w*|an\s+die\s+stelle|(?:an)?statt\s+(?:de[rs]|ihre[rs]|eine[rs])|anstelle|im\s+auftrag\s+(?:des\s+jobcenters|der\s+(?:arbeits)?agentur)|fortführ\w*|fortzuführ\w*|weiter(?:zu)?(?:führ|lauf|mach|betreib|geb|geführ|anbiet)\w*|fortsetz\w*|fortzusetz\w*|neuauflage|verlänger\w*|übernehmen|übernimmt|"
    r"replac\w*|continu\w*)\b|\b(?:führ\w*|setz\w*|lauf\w*|läuft)\b[^.!?;]{0,50}?\b(?:weiter|fort)\b(?=\W*$|,|\s+und)"
)
_SAME = (
    r"\b(?:identisch\w*|deckungsgleich\w*|inhaltsgleich\w*|baugleich\w*|eins\s+zu\s+eins|1\s?:\s?1|unverändert\w*|(?:der|die|das|den|dem|des)selben?|das\s+selbe|das\s+gleiche|genauso\s+aufgebaut|doppelt|die\s+gleiche[nr]?|den\s+gleichen|einen?\s+gleiche[nr]?|"
    r"entspr(?:icht|echen)|gleich(?:t|en)\b(?=[^.!?;]{0,60}?\b(?:maßnahme|kurs|angebot))|deckt\s+sich|decken\s+sich|kopier\w*|kopie|wiederhol\w*|the\s+same|identical|duplicat\w*|repeat\w*)\b|"
    r"\bunterscheide\w*\s+(?:\w+\s+){0,4}?(?:nicht|kaum)|\bkein\w*\s+unterschied"
)
_PLAINLY_SAME = r"\b(?:identisch|deckungsgleich|inhaltsgleich|baugleich)\s+(?:mit|zu)\b"
_EXISTING = (
    r"\b(?:\w*maßnahmen?|\w*kurs(?:e[ns]?|es)?|\w*angebot\w*|\w*programm\w*|\w*training\w*|\w*coaching\w*|\w*projekt\w*|jobcenter\w*|\w*agentur\w*|träger\w*|arbeitsgelegenheit\w*|bildungswerk\w*|volkshochschule|vhs|bisher\w*|bestehend\w*|"
    r"vorhanden\w*|schon|bereits|laufend\w*|auslaufend\w*|noch\s?(?:ein)?mal|courses?|scheme|measure|gutschein)\b"
)
_ALREADY = r"\b(?:schon|bereits|längst|ohnehin|sowieso|eh|already)\b"
_IN_FORCE = r"\b(?:gibts?|gab|läuft|laufen|lief|existier\w*|besteht|bietet|bieten|anbiet\w*|angeboten|macht|machen|bekommen|im\s+programm|exists?|offers?|runs?)\b"
_PAID_ELSEWHERE = r"\b(?:bisher|bislang)\b[^.!?;]{0,60}?\b(?:zahlt|bezahlt|finanziert|fördert|lief|läuft)\b|\b(?:zahlt|bezahlt|finanziert|lief|läuft)\s+(?:bisher|bislang)\b|\bbisher\s+(?:zahlt|bezahlt|finanziert)\b"
_AGAIN = (
    r"\b(?:noch\s?ein(?:es)?mal|ein\s+(?:zweites|weiteres)\s+mal)\s+(?:machen|anbieten|durchführen|auflegen|laufen)"
)
_OPEN = r"\bob\b"
_DENIES = r"\b(?:nicht|kein\w*|ohne|niemals|nichts|not|no|without)\b"


def additional(text: str) -> Said | None:
    """Whether the project adds to what exists (True) or repeats or replaces it (False); None if the text does not say."""
    found = [said for sentence in sentences(text) if (said := _in_sentence(sentence))]
    order = {False: 0, True: 1, None: 2}
    return min(found, key=lambda s: order[s.holds], default=None)


def _in_sentence(sentence: Span) -> Said | None:
    parts = clauses(sentence)
    if has(sentence.text, _OPEN, rf"{_OF_THE_KIND}|{_OFFER}", _EXISTS) and any(
        has(c.text, _OPEN, _EXISTS) for c in parts
    ):
        return Said(holds=None, words=sentence.text)
    adds = next((c for c in parts if _adds(c.text)), None) or (sentence if _adds_over_commas(sentence.text) else None)
    plainly = adds is not None and any(has(sentence.text, source) for source in _ADDS)
    repeats = next((c for c in parts if _repeats(c.text)), None)
    if repeats and not plainly:
        return Said(holds=False, words=repeats.text)
    denied = next((c for c in parts if has(c.text, rf"{_REPLACES}|{_SAME}", _EXISTING, _DENIES)), None)
    if adds or (denied and not has(denied.text, _NO_DIFFERENCE)):
        return Said(holds=True, words=(adds or denied or sentence).text)
    return None


_NO_DIFFERENCE = r"\bunterscheide\w*|\bunterschied"


def _adds(clause: str) -> bool:
    """True if a clause says that nothing of the kind exists, or that the project comes on top."""
    if any(has(clause, source) for source in _ADDS):
        return True
    if has(clause, NOT, _EXISTS) and (has(clause, _OF_THE_KIND) or (has(clause, _OFFER) and _is_about_offers(clause))):
        return True
    if has(clause, _NOBODY, _OFFERING, rf"{_OF_THE_KIND}|{_OFFER}|\b(?:das|an|es|darum|dies\w*|um)\b"):
        return True
    if has(clause, _OTHERS_LACK) or has(clause, _NOBODY, _OF_THE_KIND):
        return True
    return has(clause, _LACKS, rf"{_OF_THE_KIND}|{_OFFER}", rf"{_SO_FAR}|{_OF_THE_KIND}|vergeb\w+")


def _is_about_offers(clause: str) -> bool:
    """Courses that nobody "macht" are missing; people who "machen" no course are not."""
    return not has(clause, _MAKES) or has(clause, r"\b(?:deckt|decken|erreich\w*)\b")


def _adds_over_commas(sentence: str) -> bool:
    """ "Es gibt keinen Kurs, der ...": what is said is in the first clause, and was judged there."""
    return has(sentence, rf"{_OFFER}\s*,[^.!?;]{{0,80}}?\b(?:gibts?|findet|existiert)\b[^.!?;]{{0,60}}?{NOT}")


def _repeats(clause: str) -> bool:
    """True if a clause says that the project is, replaces or goes on with an offer that exists."""
    if has(clause, _PAID_ELSEWHERE, rf"{_OFFER}|\b(?:das|ihn|sie|es)\b") or has(clause, _AGAIN):
        return True
    if has(clause, _DENIES) and not has(clause, _NO_DIFFERENCE):
        return False
    if has(clause, _PLAINLY_SAME) or has(clause, _SAME, _EXISTING) or has(clause, _REPLACES, _EXISTING):
        return True
    return has(clause, _ALREADY, _IN_FORCE, _THIS) and not has(clause, r"\b(?:wir|ich)\s+(?:bieten|machen)\b")
