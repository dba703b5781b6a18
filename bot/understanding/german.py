"""Closed classes of German and English words, and patterns made of them: what follow-ups are told by."""

from __future__ import annotations

import re

from retrieval.analysis import STOP_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST = 300  # characters of a question that are worth reading as one
LEAD = re.compile(
    r"^(?:(?:und|auch|aber|oder|also|ok(?:ay)?|danke(?: schön)?|gut|super|aha|ach so|alles klar|and|but|or|so|thanks)\b[\s,.!:–-]*)+",
    re.I,
)
WH_WORD = r"(?:wer|was|wem|wen|wessen|wo|woher|wohin|wann|wie|warum|wieso|weshalb|wozu|wof[üu]r|womit|worum|wor\w+|wob?ei|wodurch|wonach|welche[rnsm]?|who|whom|whose|what|where|when|why|how|which)"
PREPS = r"(?:in|im|ins|bei|beim|für|von|vom|zu|zum|zur|an|am|ans|auf|mit|aus|nach|unter|über|um|gegen|seit|ab|bis|vor|durch|ohne|zwischen|laut|at|for|of|to|with|from|since|by|until|on)"
DEGREE = (
    r"(?:viele?|oft|häufig|hoch|lang|lange|groß|weit|alt|teuer|stark|low|large|big|far|old|much|many|often|long|high)"
)
WH = rf"(?:{PREPS}\s+)?{WH_WORD}\b(?:\s+{DEGREE}\b)?"
VERBS = _words(
    "ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte darf dürfen muss "
    "müssen soll sollen sollte will wollen gibt gab gibts gilt gelten läuft laufen liegt liegen lag macht machen "
    "kostet heißt heißen steht stehen geht gehen sitzt sitzen leitet trägt zählt gehört gehören kommt kommen "
    "arbeitet arbeiten bekommt bekommen is are was were do does did has have can may must should would runs "
    "dauert dauern passiert tagt hilft fördert zahlt zahlen bezahlt entscheidet bleibt bleiben fehlt fehlen lief "
    "liefen endet endete beginnt begann startet startete stieg sank wohnt kriegt kriegen brauche braucht brauchen "
    "finde findet finden gründete lautet lauten"
)
PARTICLES = _words(
    "denn mal eigentlich genau auch noch nur so sonst schon überhaupt bitte sogar konkret dann jetzt heute "
    "inzwischen immer davon darunter insgesamt ganz"
)
FUNCTION = (STOP_WORDS | PARTICLES) - VERBS
ADJECTIVE = re.compile(r"^(?:[a-zäöüß-]+(?:en|e|er|es|em)|\d[\d.]*)$")
WORD = re.compile(r"[^\W_]+(?:[-/.:*'’–][^\W_]+)*-?")
YEARS = r"(?:19|20)\d\d(?:/\d\d(?!\d)|\s?[–-]\s?(?:19|20)\d\d)?(?![\d/])"
TIME = re.compile(
    rf"(?<![\w/.,-])(?P<prep>(?:(?:im|in|für|seit|ab|bis|anfang|ende|mitte|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|den|der|jahre?n?|zeitraum|förderperiode|von|zwischen|since|by|the|for|from|until)\s+)*)"
    rf"(?P<core>{YEARS}(?:\s+(?:bis|und|to|and)\s+(?:zum\s+|ende\s+|anfang\s+)?{YEARS})?)",
    re.I,
)
POSSESSIVE = r"(?:sein(?:e[nrs]?)?|ihr(?:e[nrs]?)?|dessen|deren|his|her|its|their)"
COUNTED = {
    "zwei": 2,
    "two": 2,
    "drei": 3,
    "three": 3,
    "vier": 4,
    "four": 4,
    "fünf": 5,
    "five": 5,
    "zehn": 10,
    "ten": 10,
}
YEAR_STEP = re.compile(
    r"(?:(?:im|the|a|eine?[mn]?|(?P<count>zwei|drei|vier|fünf|zehn|two|three|four|five|ten))\s+)?(?:jahre?n?|years?)\s+"
    r"(?P<late>davor|vorher|zuvor|früher|danach|darauf|später|before|earlier|after|later)\b"
    r"|(?:im\s+)?(?P<word>davor|zuvor|danach|darauf|before|after|vorjahr|folgejahr)\b",
    re.I,
)
OTHER_TIME = re.compile(
    r"^(?:(?:im|in)\s+)?(?:(?:den|der)\s+)?(?:jahre?n?\s+|zeitraum\s+|förderperiode\s+|zeit\s+)?(?:davor|danach|darauf|vorher|zuvor|früher|damals|heute|aktuell|jetzt|inzwischen|mittlerweile|künftig|today|now|before|after)\b"
    r"|^(?:im\s+)?(?:vorjahr|folgejahr)\b|^(?:\w+\s+)?(?:jahre?|years?)\s+(?:später|früher|davor|danach|zuvor|vorher|later|earlier|before|after)\b"
    r"|^(?:im |in der )?(?:letzte|vorige|vergangene|nächste|kommende|folgende|last|next)\w*\s+(?:jahr\w*|zeitraum|förderperiode|periode|year|period)",
    re.I,
)
ORDINAL = re.compile(
    r"\b(?:erst|zweit|dritt|viert|fünft|sechst|siebt|acht|neunt|zehnt|letzt|höchst|niedrigst|größt|kleinst|meist|wenigst|längst|kürzest|stärkst|schwächst|geringst|ältest|jüngst|best|schlechtest)e[nrsm]?\b",
    re.I,
)
AREA = r"(?:Landkreis(?:es?)?|Kreis(?:es?)?|Region|Stadt|Gemeinde)"
WIDE = r"(?:Niedersachsens?|Deutschlands?|Bundesgebiet|Bundesdurchschnitt|Landesdurchschnitt|Bund(?:es)?|Hamburg|Bremen|Berlin|Europa|Germany|Lower Saxony|Region|(?:allen|den|sechs|fünf|aller) (?:sechs |fünf )?(?:Landkreise|Kreise)n?)"
WIDE_ADVERB = r"(?:bundesweit|landesweit|deutschlandweit|niedersachsenweit|nationwide|nationally)"
SUFFIXES = (
    (
        "f",
        r"(?:ung|heit|keit|schaft|ion|tät|quote|ik|anz|enz|rate|stelle|seite|dauer|zeit|gruppe|skizze|prognose|umfrage|studie|strategie|vorlage|börse|agentur|person|kammer|messe|nummer|mail|adresse|anschrift)$",
    ),
    (
        "n",
        r"(?:ment|chen|projekt|programm|siegel|budget|center|netzwerk|bündnis|amt|zentrum|portal|verfahren|gremium|büro|ziel|konzept)$",
    ),
    (
        "m",
        r"(?:er|ling|ismus|kreis|plan|tag|ausschuss|satz|verband|bund|verein|antrag|bedarf|beirat|rat|anteil|preis|wert|schuss|finder|raum|DGB)$",
    ),
)
ARTICLES = {
    "m": ("der", "den", "dem"),
    "n": ("das", "das", "dem"),
    "f": ("die", "die", "der"),
    "p": ("die", "die", "den"),
}
NOMINATIVE, ACCUSATIVE, DATIVE = range(3)
CONTRACTED = {"in dem": "im", "bei dem": "beim", "von dem": "vom", "zu dem": "zum", "zu der": "zur", "an dem": "am"}
FAMILY = {"beim": "bei", "im": "in", "vom": "von", "zum": "zu", "zur": "zu", "am": "an"}
ACCUSATIVE_PREPS = frozenset({"für", "gegen", "um", "durch", "über", "ohne"})
_NOUN = r"(?:[A-ZÄÖÜ][\w&*:’'/-]*|[a-zäöüß]+-\s+und\s+(?:[a-zäöüß]+en\s+)?[A-ZÄÖÜ][\w-]*|\d[\d–/.-]*)"
DET = r"(?:der|die|das|des|dem|den|ein(?:e[rnms]?)?|im|beim|vom|zum|zur|am|the|an?)"
ADJ = r"(?:[a-zäöüß-]+(?:en|e|er|es|em)\s+){0,3}?"
CORE = (
    r"[A-ZÄÖÜ][\w&*:’'/-]*(?:(?:\s+|-?\s+(?:und|&)\s+(?=[A-ZÄÖÜ]\w+(?:[?.!,]|$)))(?:[A-ZÄÖÜ][\w&*:’'/-]*|\d[\d–/.-]*))*"
)
_TIES = r"(?:der|des|von|vom|für|zur|zum|zu|an|am|ohne|mit|in|im|bei|beim|aus|über|ab|of|for)"
PHRASE = re.compile(
    rf"(?:\b(?P<prep>{PREPS})\s+)?(?:\b(?P<det>(?i:{DET}))\s+(?P<adj>{ADJ}))?(?P<noun>{CORE})(?P<ties>(?:\s+{_TIES}\s+(?:(?:der|die|das|den|dem)\s+)?{ADJ}{CORE}(?:\s+\d[\d–/-]*)?)*(?:(?<=\d)\s+bis\s+\d{{4}}|\s+(?:ab|unter|über)\s+\d+)?)"
)
DETACHED = re.compile(r"\b(?P<word>da(?:für|von|mit|zu|ran|bei|rüber|rin|raus|gegen|durch)|dort|da)\b", re.I)
PRONOUN = re.compile(
    r"(?<![\w-])(?P<word>das|dies|es|sie|er|ihn|ihm|den|dem|die|der|it|they|them|this|that|he|she|him)(?![\w-])", re.I
)
OWN = re.compile(
    r"\b(?P<word>dessen|deren|seine?[nrms]?|ihre?[nrms]?|its|their|his|her)\b(?=\s+(?:[a-zäöüß]+\s+){0,2}\w)"
)
THIS = re.compile(
    r"\b(?:diese[rnsm]?)\s+(?:[a-zäöüß]+en?\s+)?(?P<noun>(?!Jahr|Monat|Woche|Zeit|Zusammenhang|Fall)[A-ZÄÖÜ][\w-]+)"
)
NO_THING = re.compile(r"\b(?:gib\w*|gäbe|gab|geht|ging|handelt\w*|kommt|braucht|bedarf|is|was|it)\s*$", re.I)
RELATIONAL = re.compile(
    r"(?:träger(?:in)?|number|address|chair|contact(?: person)?|deadline|goals?|partners|members|ansprechperson|ansprechpartner(?:in)?|kontakt\w*|budget|kosten|laufzeit|web(?:site|seite|adresse)|internet\w+|homepage|link|adresse|anschrift|\w*nummer|e-?mail(?:adresse)?|mailadresse|mail|ziele?|zielgruppe|sitzung|treffen|termin"
    r"|umfrage|studie|befragung|prognose|leit(?:ung|er|erin)|vorsitz\w*|sitz|dauer|zweck|aufgaben?|mitglieder|partner|beteiligten?|teilnehmer\w*|\b(?:beginn|start|ende)|preis|zuschuss|fördersatz|durchwahl|frist|inhalte?|quelle|verfasser|herausgeber|höhe|fördersumme|förderung)$",
    re.I,
)
TAIL = re.compile(
    r"^(?:ge\w+t|\w*ge\w+(?:t|en)|(?:be|er|ver|ent|zer|un)\w+(?:t|en)|\w{3,}(?:ieren|iert|eln|ern)|aus|ab|an|auf|weg|ein|vor|mit|teil|zusammen|statt|tagen|beraten|sein|werden|leiten|sitzen|stellen)$"
)
COUNT = re.compile(r"^(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|alle[rn]?|beiden?)$", re.I)
NOW = re.compile(r"\b(?:heute|noch|aktuell|inzwischen|jetzt|mittlerweile|weiterhin|today|still|now)\b", re.I)
CHAT = re.compile(
    r"^(?:hallo|hi|hey|guten \w+|danke\w*|vielen dank|tsch\w+|ok(?:ay)?|ja|nein|thanks?|thank you|bye)\b|\b(?:du|dich|dir|dein\w*)\b",
    re.I,
)
PERSONAL = re.compile(
    r"(?:nummer|number|telefon|phone|handy|durchwahl|mail|\w*ad?dress[e]?|anschrift|kontakt\w*|büro|funktion|titel|name)$",
    re.I,
)
PERSON = re.compile(
    r"\w*(?:ansprechpartner|ansprechperson|leiter|vorsitzende|sprecher|koordinator|mitarbeiter|beauftragte|geschäftsführer|referent|minister|präsident)\w*\b|(?:contact|chair|head)\b",
    re.I,
)
MONEY = re.compile(r"(?:budget|kosten|preis|höhe|fördersumme|förderung|zuschuss|fördersatz)$", re.I)
BODY = re.compile(r"^\w*(?:kreis(?:es)?|ausschuss(?:es)?|rat(?:e?s)?|gremiums?|vorstands?|kammer)\b", re.I)
ATTRIBUTES = (  # how to ask for what a noun stands for, with a singular and with a plural
    (re.compile(r"(?:vorsitz|leitung)$", re.I), "Wer hat", "Wer hat"),
    (
        re.compile(
            r"(?:träger(?:in)?|ansprech\w+|leiter(?:in)?|vorsitzende\w*|mitglied(?:er)?|partner|beteiligten?|teilnehmer\w*|verfasser|herausgeber)$",
            re.I,
        ),
        "Wer ist",
        "Wer sind",
    ),
    (MONEY, "Wie hoch ist", "Wie hoch sind"),
    (re.compile(r"(?:sitzung|treffen|termin|frist|beginn|start|ende)$", re.I), "Wann ist", "Wann sind"),
    (re.compile(r"(?:laufzeit|dauer)$", re.I), "Wie lang ist", "Wie lang sind"),
    (re.compile(r"(?:^sitz)$", re.I), "Wo ist", "Wo sind"),
    (re.compile(""), "Wie lautet", "Wie lauten"),
)
PLURAL = re.compile(
    r"(?:kosten|ziele|aufgaben|mitglieder|beteiligten?|teilnehmer\w*|inhalte|kontaktdaten|\w+nummern|adressen|fristen|termine)$",
    re.I,
)
_GROUPS = "Männer Frauen Mädchen Jungen Kinder Schüler Schülerinnen Azubis Bewerber Bewerberinnen Akademiker Rentner Migranten Migrantinnen Studenten Ausländer"
STRONG = _words(
    "Deutsche Jugendliche Ältere Jüngere Arbeitslose Langzeitarbeitslose Beschäftigte Teilzeitbeschäftigte Auszubildende Studierende Geflüchtete Selbständige Erwerbstätige"
)
GROUP = re.compile(
    rf"(?P<prep>\b(?:bei|unter|von|für)\s+)?(?P<det>\b(?:der|die|den)\s+)?(?P<group>\b(?:(?:{'|'.join(_GROUPS.split())})n?|(?:{'|'.join(sorted(STRONG, reverse=True))})n?))\b"
)
AGES = re.compile(r"(?:(?:unter|über|ab)\s+)?\d+(?:-?\s?(?:bis|und|–)\s?\d+)?-[Jj]ährigen?")
GENERIC = re.compile(
    r"\b(?:der|die|das|dem|des)\s+(?:projekt(?:e?s)?|programms?|vorhabens?|maßnahme|angebots?|initiative|siegels?|verbund(?:e?s)?)\b(?!\s+(?-i:[A-ZÄÖÜ„\"]))|\bthe (?:project|programme)$",
    re.I,
)
LIKE_IT = re.compile(
    r"\b(?:sowas|so was|so etwas|so eine?[nsr]?|dergleichen|something like (?:that|this|it))\b(?!\s+[A-ZÄÖÜ])"
)
OF_PERSONS = re.compile(
    r"erreich|\b(?:an)?ruf|schreib|schick|mail|telefon|heißt|zuständig|verantwortlich|spreche|kontakt|arbeite|nummer|büro|wende|\b(?:reach|call|phone|contact|write|work)",
    re.I,
)
FOREIGN = re.compile(
    r"\b(?:bei|von|hinter|leitet|macht|heißt)\s+(?P<name>[A-Z]\w+(?:\s+[A-Z]\w+)*\s+[a-z]{3,}\s+[A-Z]\w+)$"
)


def nouns_in(text: str) -> list[str]:
    """Capitalised words that are no verbs at the head of a sentence."""
    return [
        w
        for w in WORD.findall(text)
        if w[0].isupper() and w.lower() not in FUNCTION | VERBS and not re.fullmatch(WH_WORD, w, re.I)
    ]


def is_verbless(text: str) -> bool:
    """True for "Und in Uelzen", "der Träger", "seit wann": no word can be a verb."""
    if YEAR_STEP.fullmatch(text):
        return True
    tokens = WORD.findall(text)
    cased = text != text.lower()
    for i, word in enumerate(tokens):
        if word.lower() in VERBS or len(tokens) > 9:
            return False
        if (
            word[0].isupper()
            or word[0].isdigit()
            or word in FUNCTION
            or re.fullmatch(rf"{DEGREE}|stark|{PREPS}|{WH_WORD}", word)
            or OTHER_TIME.match(word)
            or ORDINAL.match(word)
            or word.endswith("-")
            or COUNT.match(word)
        ):
            continue
        follower = tokens[i + 1] if i + 1 < len(tokens) else ""
        after_noun = i > 0 and (tokens[i - 1][0].isupper() or re.fullmatch(rf"{WH_WORD}|{DEGREE}", tokens[i - 1], re.I))
        if cased and (after_noun or not (ADJECTIVE.match(word) and follower and follower not in FUNCTION)):
            return False
        if not cased and (word.endswith("t") or len(tokens) > 4) and not RELATIONAL.search(word):
            return False
    return True


def gender_of(article: str, noun: str) -> str:
    """m, n, f or p, by the article and the ending of a noun; "" if neither tells."""
    head = re.split(r"\s", noun)[0]
    guess = next((g for g, suffix in SUFFIXES if re.search(suffix, head, re.I)), "")
    if article == "das":
        return "n"
    if article in ("die", "zur"):
        return "p" if guess != "f" and re.search(r"(?:en|er)$", head) else "f"
    if article in ("dem", "des", "im", "beim", "vom", "zum", "am"):
        return guess if guess in "mn" and guess else "n"
    return guess if article != "der" or guess else "m"
