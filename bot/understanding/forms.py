"""What a question asks for, read from its form, and the pattern that an answer of this form must match.

Only closed classes of German and English words: question words, units, names of contact details. Tried in order.
"""

from __future__ import annotations

import re

from corpus.model import Asks

FIGURES = frozenset({Asks.AMOUNT, Asks.SHARE, Asks.COUNT, Asks.NUMBER, Asks.DURATION, Asks.DATE})
MEASURED = FIGURES | {Asks.EXTREME, Asks.CHANGE, Asks.COMPARISON}
DETAILS = frozenset({Asks.PHONE, Asks.MAIL, Asks.WEB, Asks.ADDRESS})
_FORMS: tuple[tuple[Asks, str], ...] = (
    (
        Asks.ABBREVIATION,
        r"wofür steht|was (?:heißt|bedeutet) (?:die abkürzung|das kürzel)|steht (?:die abkürzung|das kürzel)",
    ),
    (
        Asks.ABBREVIATION,
        r"abkürzung|\bkürzel\b|ausgeschrieben|abbreviat|acronym|stand for|what does [A-ZÄÖÜ]{2,}\w* mean",
    ),
    (Asks.MAIL, r"e-?mail|mailadresse|\bmail\b"),
    (
        Asks.PHONE,
        r"telefon|ruf ?nummer|durchwahl|\bnummer\b.*(?:anruf|erreich)|anrufen|wen ruf|wo ruf|\bphone\b|\bcall\b|\bfax",
    ),
    (
        Asks.WEB,
        r"web[- ]?(?:site|seite|page|adresse|address)|internet address|internet-?(?:seite|adresse|auftritt)|homepage|\burl\b|\blink\b|\bonline-?adresse|im (?:netz|internet)\b",
    ),
    (Asks.ADDRESS, r"(?:post|büro|geschäfts)?(?:anschrift|adresse)\b|welche[rn]? (?:straße|str\.)|\baddress\b"),
    (
        Asks.CONTACT,
        r"kontakt(?:daten|möglichkeit\w*)?\b|ansprech\w+|an wen (?:kann|muss|soll|wende)|wend\w+ (?:ich|wir|man|sich)|zu erreichen|wie erreich\w*|kontaktier\w*|\bcontact\b|whom? (?:can|should|do) (?:i|we)",
    ),
    (
        Asks.DATE,
        r"\b(?:seit|ab|bis|von) wann\b|\bwann\b|\bwhen\b|since when|until when|welche[mnsr]? (?:jahr|tag|monat|datum|frist|stichtag|zeitpunkt|zeitraum)\b|what (?:year|date|deadline)|\bfrist(?:en)?\b|datum\b|deadline|stichtag",
    ),
    (
        Asks.DURATION,
        r"wie ?lange?\b|how long|welche dauer|zeitdauer|wie ?viele? (?:tage?|wochen?|monate?|jahre?)\b|how many (?:days|weeks|months|years)|laufzeit",
    ),
    (
        Asks.EXTREME,
        r"welche[rsnm]? [^?]*\b(?:am (?:meisten|wenigsten|höchsten|niedrigsten|stärksten|schwächsten|größten|kleinsten|längsten|kürzesten|ältesten|besten|schlechtesten)|(?:höchste|niedrigste|größte|kleinste|meiste|wenigste|längste|kürzeste|stärkste|geringste|älteste|jüngste|beste|schlechteste)[nrsm]?)\b",
    ),
    (
        Asks.EXTREME,
        r"\bwo\b[^?]*\b(?:am \w+sten\b|(?:höchste|niedrigste|größte|kleinste|meiste|wenigste|längste|kürzeste|stärkste|geringste)[nrsm]?\b)|(?:highest|lowest|most|least|longest|shortest|largest|smallest|strongest)\b",
    ),
    (
        Asks.CHANGE,
        r"verändert|entwickel\w+ (?:hat|haben)|\b(?:hat|haben) sich .*entwickelt|\bgeändert|gestiegen|gesunken|gewachsen|zugenommen|abgenommen|gegenüber früher|changed?\b|increase|decrease|develop(?:ed)?\b|wie (?:entwickelt|veränder)\w*",
    ),
    (
        Asks.COMPARISON,
        r"unterschied\w*|unterscheid\w*|vergleich\w*|im gegensatz|verglichen|differ\w*|compare\w*|versus|\bvs\b|\bmehr\b[^?]*\bals\b|\b(?:höher|niedriger|länger|kürzer|größer|kleiner|stärker|besser)\b[^?]*\bals\b",
    ),
    (
        Asks.SHARE,
        r"prozent|\banteil|quoten?\b|rate\b|wie viel % |percent|what share|what rate|\brate of\b|welche[rmn]? (?:teil|satz)\b|fördersatz|\bsatz\b",
    ),
    (
        Asks.AMOUNT,
        r"wie ?viel (?:geld|euro|budget|mittel|förder\w+|kostet)|wie hoch (?:ist|sind|war|waren|fällt|fallen) [^?]*(?:budget|mittel|förder|kosten|zuschuss|zuwendung|summe|betrag|gehalt|etat|volumen|gebühr|preis|bruttowert|umsatz|investition)|(?:budget|etat|fördersumme|kosten|betrag|geldbetrag|fördervolumen|gehalt|preis)\b|was kostet|wie teuer|\beuro\b|€|how much (?:money|funding|does)|\bbudget",
    ),
    (
        Asks.COUNT,
        r"wie ?vielen?\b|how many|\banzahl\b|\bwieviele\b|zahl der\b|wie oft|wie häufig|how often|in welchem (?:turnus|rhythmus|abstand)",
    ),
    (
        Asks.NUMBER,
        r"wie (?:hoch|groß|viel|weit|alt|stark)\b|how (?:much|high|large|big|far|old|strong)|welche[rnms]? (?:höhe|wert|zahl|summe)\b",
    ),
    (
        Asks.PROCEDURE,
        r"wie (?:läuft|funktioniert|geht|gehe|gehen|beantrag\w*|bewerb\w*|komm\w*|stell\w*|reich\w*|bekomm\w*|erhalt\w*|fang\w*)\b|welche schritte|schritt für schritt|\bablauf\b|verfahren\b|vorgehen|how (?:do|can|does|to)\b|was muss ich (?:tun|machen)|wo fange ich an|reihenfolge",
    ),
    (
        Asks.REASON,
        r"\b(?:warum|wieso|weshalb|weswegen|why)\b|aus welche[mn]\w* gr[uü]nd|\bgründe?\b|woran liegt|reason",
    ),
    (
        Asks.PURPOSE,
        r"\b(?:wozu|wofür|zu welchem zweck)\b|welche[sn]? (?:ziel|zweck)e?n?\b|was (?:will|soll|bezweckt)|ziel (?:von|der|des)|purpose|what for|\baim\b|goal",
    ),
    (
        Asks.LIST,
        r"\b(?:welche[rnm]?|nenn\w*|liste\w*|which|list|name the)\b|zähl\w* .*auf|was sind\b|what are\b|aus (?:wem|welchen)|wer (?:sind|gehört|ist alles|ist mitglied)|was (?:alles|gehört)",
    ),
    (
        Asks.WHO,
        r"\b(?:wer|wem|wen|wessen|who|whom|whose)\b|welche (?:person|stelle|einrichtung|institution|organisation)\b|von wem|mit wem|durch wen",
    ),
    (
        Asks.WHERE,
        r"\b(?:wo|woher|wohin|where)\b|an welchem ort|in welche[rm] (?:stadt|ort|landkreis|kreis|region|gemeinde)",
    ),
    (
        Asks.DEFINITION,
        r"was (?:ist|sind|bedeutet|heißt|versteht|meint|verbirgt)|was wird unter|what (?:is|are|does)\b|\bdefin|begriff\b|erklär\w*",
    ),
)
_VERB_FIRST = re.compile(
    r"^(?:(?:und|aber|oder|dann)\s+)?(?:darf|dürfen|dürfte|kann|können|könnte|könnten|muss|müssen|soll|sollen|sollte|ist|sind|war|waren|hat|haben|hatte|wird|werden|wurde|wurden"
    r"|gibt|gilt|gelten|gehört|gehören|zählt|zählen|bekomme?n?|bekommt|erhält|erhalte?n?|braucht?|brauche?n?|reicht|steht|stehen|entscheidet|fördert|lohnt|passt|läuft|stimmt|geht|trifft|liegt|liegen|kommt|kommen"
    r"|is|are|were|does|do|did|can|may|must|has|have|will|should)\b",
    re.I,
)
# any other verb at the head, before its subject: "Übernimmt das Bündnis ...?"
_ANY_VERB_FIRST = re.compile(
    r"^(?!(?:Nenn|Zeig|Erklär|Erläuter|List|Was|Wer|Wess|Wem|Wen|Wo|Wie|Wann|Worin|Welch|Beschreib|Stand)\w*\b)[A-ZÄÖÜ][a-zäöüß]+(?:t|en|te)\s+(?:der|die|das|den|ein\w*|ich|man|wir|sie|Sie|es|mein\w*|unser\w*|auch|[A-ZÄÖÜ]\w+)\b[^?]*\?$"
)
_YES_NO_INSIDE = re.compile(
    r"\b(?:stimmt es,? dass|ob\b)|,\s*(?:oder|richtig|stimmt'?s|ja|oder nicht|darf (?:man|ich) das|geht das)\s*\?", re.I
)

_WHY = re.compile(r"(?:und |aber |and )?(?:warum|wieso|weshalb|weswegen|why|woran liegt)\b", re.I)
# "Welche Landkreise ...", "In welchem Kreis ...": a thing is asked for, whatever else the question speaks of
_WHICH = re.compile(r"(?:\w+\s)?[Ww]elche[rnms]?\s+(?:[a-zäöüß]+\s+){0,3}?([A-ZÄÖÜ][\w-]+)")
_QUANTITY = re.compile(
    r"anteil|quote|prozent|höhe|summe|betrag|budget|wert|zahl|satz|jahr|tag$|monat|datum|frist|zeit|stichtag|dauer|nummer|adresse|anschrift|mail|telefon|webseite|website|internet|link|kontakt|ansprech"
    r"|ziel|zweck|grund|gründe|schritt|unterschied|voraussetzung|umfang|turnus|rhythmus|abstand|kosten|abkürzung|straße|person|stelle$|^ort$|institution|einrichtung",
    re.I,
)
_SUPERLATIVE = r"\bam \w+sten\b|\b(?:höchste|niedrigste|größte|kleinste|meiste|wenigste|längste|kürzeste|stärkste|schwächste|geringste|älteste|jüngste|beste|schlechteste)[nrsm]?\b"

_FIGURE = r"\d"
COUNT_WORDS = r"(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|zwanzig|dreißig|fünfzig)(?:mal|er|en)?|hundert\w*|tausend\w*|million\w*|einmal|jährlich|monatlich|halbjährlich|vierteljährlich|wöchentlich|kein\w*"
NUMBER_WORDS = (
    r"einmal|zwei\w*|drei\w*|vier\w*|fünf\w*|sechs\w*|sieben\w*|acht(?!ung)\w*|neun\w*|zehn\w*|elf|zwölf\w*|hundert\w*|tausend\w*|million\w*|jährlich|monatlich|halbjährlich|vierteljährlich|wöchentlich"
    r"|quartal\w*|hälfte|halb\w*|drittel\w*|viertel\w*|fünftel|mehrheit|kein\w*|alle"
)
_COUNT_WORDS = rf"\b(?:{NUMBER_WORDS})\b"
_MONTHS = (
    r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|sommer|herbst|winter"
)
PHONE = r"(?:\(0\d{2,5}\)|\b0\d{2,5}|\+49(?:\s?\(0\))?)[\s/–-]*\(?\d[\d\s/–-]{3,}"
MAIL = r"\w@\w|[(\[]at[)\]]"
WEB = r"www\.|https?://|\b[\w-]+\.(?:de|com|org|eu|net)\b"
ADDRESS = r"(?:,|^|\n)\s*\d{5}\s+[A-ZÄÖÜ]|\w(?:straße|platz|allee|weg|ring)\b\s*\d|\wstr\.\s*\d"
# a figure that can count things: no year, date, percentage, age, clause or phone number
_COUNTED = r"(?<![\d.,/–-])(?!(?:19|20)\d\d(?![\d.]))\d{1,3}(?:[.\s]?\d{3})*(?:,\d+)?(?!\d|[.,]\d|\s*(?:%|prozent\b)|\s*(?:jahre|-jährig|\s?–|\s?bis\s\d)|\.\s?(?:\d|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)|/)"
_EVIDENCE: dict[Asks, re.Pattern[str]] = {
    Asks.AMOUNT: re.compile(
        r"\bkostenlos|kostenfrei|unentgeltlich|kostet? nichts|(?:tausend|million|milliard)\w*\s+euro|\d[\d.,–-]*\s*(?:€|euro|eur\b|mio|mrd|tausend|million|milliard|teur|t€)|(?:€|euro|eur)\s*\d|\b(?:mio|mrd)\b|in (?:euro|eur)\b",
        re.I,
    ),
    Asks.SHARE: re.compile(
        rf"\d\s*(?:%|prozent)|\bprozent|jede[rs]? (?:zweite|dritte|vierte|fünfte|zehnte)|{_COUNT_WORDS}|\d+,\d", re.I
    ),
    Asks.COUNT: re.compile(rf"{_COUNTED}|\b(?:{COUNT_WORDS})\b", re.I),
    Asks.NUMBER: re.compile(rf"{_FIGURE}|{_COUNT_WORDS}", re.I),
    Asks.DURATION: re.compile(
        rf"(?:{_FIGURE}|{_COUNT_WORDS}|\bein\w*|mehrere\w*)\W+(?:\w+\W+){{0,2}}(?:tag|woche|monat|jahr|stunde|minute)|\d|dauerhaft|unbefristet|(?:tag|woche|monat|jahr)e?n?\b",
        re.I,
    ),
    Asks.DATE: re.compile(
        rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}\.\s?\d{{1,2}}\.|\b(?:{_MONTHS})\b|\b(?:woche|monat|tag|jahr|quartal)\w*|jederzeit|laufend|fortlaufend",
        re.I,
    ),
    Asks.PHONE: re.compile(PHONE),
    Asks.MAIL: re.compile(MAIL),
    Asks.WEB: re.compile(WEB, re.I),
    Asks.ADDRESS: re.compile(ADDRESS, re.I),
    Asks.CONTACT: re.compile(
        rf"{PHONE}|{MAIL}|{WEB}|{ADDRESS}|\btel\b|telefon|ansprechpartner|ansprechperson|kontakt", re.I
    ),
}
# Words that say what is asked for and are answered by a form, not by the same word.
FORM_WORDS = frozenset(
    word
    for line in (
        "viel viele vielen hoch groß lange lang oft häufig prozent anteil anzahl zahl höhe summe betrag wert jahr datum monat tag",
        "telefon telefonnummer rufnummer nummer durchwahl mail e-mail email mailadresse adresse anschrift webseite website internetseite homepage link kontakt kontaktdaten ansprechpartner ansprechpartnerin ansprechperson erreiche erreichen anrufen rufe",
        "bedeutet bedeuten heißt heissen heißen steht stehen abkürzung kürzel ausgeschrieben nennen nenne nennt nennst genannt zähle liste sag sagen sagt zeig zeige erkläre erklär erklären versteht verstehen gemeint meint begriff definition",
        "gibt gibts bitte mal eigentlich denn so genau konkret insgesamt dokument dokumente dokumenten strategie papier laut unterlagen steht drin drinnen",
        "unterschied vergleich verglichen höher niedriger höchste höchsten höchster niedrigste niedrigsten größte größten meisten wenigsten meiste stärksten längsten kürzesten geringste geringsten",
        "warum wieso weshalb grund gründe zweck ziel ziele wozu wofür",
        "phone number address website contact mean means stand stands abbreviation percent percentage year date many much long often high name list",
    )
    for word in line.split()
)


def asks(question: str) -> Asks:
    """The form that is asked for; a verb at the head of a question asks for yes or no."""
    which = _WHICH.match(question.strip())
    if which and which.group(1) in ("Ort", "Orte", "Orten"):
        return Asks.WHERE
    if which and not _QUANTITY.search(which.group(1)):
        return Asks.EXTREME if re.search(_SUPERLATIVE, question, re.I) else Asks.LIST
    if _WHY.match(question.strip()):
        return Asks.REASON
    detail = next((form for form, pattern in _FORMS if form in DETAILS and re.search(pattern, question, re.I)), None)
    if _VERB_FIRST.search(question.strip()) and detail:
        return detail  # "Gibt es eine Telefonnummer?" wants the number
    if any(pattern.search(question.strip()) for pattern in (_VERB_FIRST, _ANY_VERB_FIRST, _YES_NO_INSIDE)):
        return Asks.CONDITION
    form = next((form for form, pattern in _FORMS if re.search(pattern, question, re.I)), Asks.OTHER)
    return Asks.NUMBER if form is Asks.AMOUNT and _accepts_share(question) else form


def _accepts_share(question: str) -> bool:
    """True if an amount may be given as a share, as with "Wie hoch ist die Förderung?"."""
    return bool(
        re.search(
            r"förder(?:ung|höhe|satz|quote)|zuschuss|zuwendung|eigenanteil|eigenmittel|gefördert|funding|grant",
            question,
            re.I,
        )
    )


def has_form(form: Asks, text: str) -> bool:
    """True if a text can be an answer of this form; forms without a pattern are met by any text."""
    pattern = _EVIDENCE.get(form)
    return pattern is None or bool(pattern.search(text))


def needs_form(form: Asks) -> bool:
    """True if answers of this form can be told by a pattern."""
    return form in _EVIDENCE
