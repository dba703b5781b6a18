"""Negation, limits, modality, conditions and opposites: what turns a sentence around without changing its words.

A mark belongs to the words of its clause. A drafted clause is at fault if words of it stand in the source only under a mark
that it lacks, or if it has a mark that none of its words stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.verification.clauses import asked, clauses, governed, limited, opens, sentences
from bot.verification.words import pieces, root, tokens, unprefixed


@dataclass(frozen=True, kw_only=True)
class Mark:
    """`says` tells the mark; a draft keeps it also by `kept`, and may add it where the source has `implied`."""

    name: str
    says: re.Pattern[str]
    kept: re.Pattern[str]
    implied: re.Pattern[str]
    lost: bool = True
    added: bool = True
    whole: bool = False  # holds for the whole sentence


def _mark(name: str, says: str, kept: str = "", implied: str = "", *, lost: bool = True, added: bool = True, whole: bool = False) -> Mark:  # fmt: skip
    def pattern(more: str) -> re.Pattern[str]:
        return re.compile(f"{says}|{more}" if more else says, re.I)

    return Mark(name=name, says=pattern(""), kept=pattern(kept), implied=pattern(implied), lost=lost, added=added, whole=whole)  # fmt: skip


_MUST = r"\bmuss\w*|\bmüss\w*|\b(?:ist|sind|hat|haben|war|waren)\b(?!.*\bnicht\b)(?=[^,]*\b(?:zu (?!erreichen|finden|sehen|erwarten|lesen|entnehmen|verstehen|beobachten|beachten|unterscheiden|nennen|erwähnen|rechnen)\w{3,}[ei]?n\b|\w+zu\w{4,}en\b))|\b(?:erforderlich|notwendig|nötig|unverzichtbar|unerlässlich|vorgeschrieben|verlangt?|verlangen|gefordert|fordert)\b|verpflicht|\bpflicht|pflicht\b|\bzwingend|voraussetzung|vorausgesetzt|\bsetzt\b.*\bvoraus|\bbedingung"
_MAY = r"\bkann\b|\bkönnen\b|\bkönne\b|\bdarf\b|\bdürfen\b|\bmöglich(?!keit|st)\w*|\berlaub\w+|\bzulässig|\bl[äa]sst sich|\blassen sich|\b(?!\w*(?:verfüg|sicht|mittel|offen|vergleich|dank|nach|verein|wunder|sonder|frucht|kost)bar)\w{4,}bar\b|berechtigt\w*|\w{4,}fähig\w*|\boptional"
_WANT = r"\bsoll\w*\b|\bvor(?:ge)?schl[aä]g\w*|\bwunsch\b|\bwünsch\w*|\bmöchte\w*|\bwill\b|\bwollen\b|\bgeplant\w*|\bplan(?:t|en)\b|\bbeabsichtig\w*|(?<!nicht )\bvorgesehen\w*|\bsieht\b.*\bvor\b|\bangestrebt\w*|\bstreb\w+\b|\bziel(?:e|en|s|t|ten)?\b|\bvornehm\w*|\bnimmt sich .*vor\b"
MARKS = (
    _mark("NEG", r"\bnicht\b(?!\s(?:nur|zuletzt|mehr als|weniger als|\w+er als (?:\d|zwei|drei|vier|fünf|sechs|zehn|ein)|über|unter|überschr\w+|überst\w+|unterschr\w+)\b)|\bkein\w*|\bweder\b|\bnoch nie\b|\bnie(?:mals)?\b|\bniemand\w*|\bnichts\b|\bausgeschlossen\w*|\bausgenommen\w*|\bunzulässig\w*|\buntersagt|\bverboten|\bschließ\w+\b.*\baus\b|\bnicht-|\bentfällt|\bentfallen\b|\bverzicht\w*|\bscheide\w+\b.*\baus\b"),
    _mark("ONLY", r"(?<!nicht )\bnur\b(?!\s(?:noch|sehr|schwer|langsam|gut|wenig\w*|gering\w*|klein\w*|knapp|etwa|rund|\d|teilweise|unzureichend))|\bausschließlich\w*|\blediglich|(?<!nicht )\ballein(?:ige?)?\b|\beinzig\w*", r"\bhöchstens|\bkein\w*|\bmüss\w+|\bmuss|\bvoraussetzung"),
    _mark("COND", r"\bwenn\b|\bsofern\b|\bfalls\b|\bsoweit\b|vorausgesetzt|\bunter (?:der|den) (?:voraussetzung|bedingung)\w*|\bsolange\b|\bsobald\b|\bes sei denn\b|\bvorbehaltlich|\bvorbehalt\b|\b(?:mit|im|nach|bei|vorbehaltlich)\s(?:de[rmns]\s|ihre[rmn]\s|seine[rmn]\s|vorherige[rmn]?\s|schriftliche[rmn]?\s)*(?:einvernehmen|einverständnis|zustimmung|einwilligung|genehmigung|billigung)\b", r"\bbei\b|\bbeim\b|voraussetzung|bedingung|\bmuss|\bmüss|\bdann\b|\bnur\b|\berst\b|\bmit\b|\bje nach\b|\bohne\b", added=False, whole=True),
    _mark("EXCEPT", r"\baußer(?!dem|halb|ordent)\w*\b|\bausgenommen|\bmit ausnahme|\babgesehen von|\bbis auf\b|\bausnahm\w+", r"\bnicht\b|\bkein\w*|\bübrige\w*|\bandere\w*", whole=True),
    _mark("MUST", _MUST, r"\bnur\b|\bverlang\w+|\bbrauch|\bbenötig|\bbedarf\b|\bgefragt\b|\bdarf\b|\bdürfen\b|\bwenn\b|\bsofern\b|\bkein\w*\b.*\bkann\b", r"\bsetz\w+\b.*\bvoraus|\bverlang\w+|\b(?:ge)?brauch|\bbenötig|\bbedarf\b|\berforderlich|\bnotwendig|\bnur\b|\bhängt\b.*\bab\b|\bspätestens|\bmindest\w+|\bsofern|\bwenn\b|\bbis (?:zum|spätestens|ende|\d)|\bfrist"),
    _mark("SHOULD", rf"\bsoll\w*|{_WANT}", r"\bdient|\bdienen|\bum\b.*\bzu\b|\bdamit\b|\bzweck", added=False),
    _mark("OUGHT", r"\bsoll\w*", "", rf"{_WANT}|\bum\b.*\bzu\b|\bdamit\b|\bdient|\bdienen|\bzweck|ziel\w*|\bwünsch\w*|\berwart\w*", lost=False),
    _mark("MAY", _MAY, r"\bkönnte\w*|\bgelegenheit|möglich|\bchance|\bschwer\b|\bgelingt|\bgelingen|\bin der lage\b|\bhilft|\bhelfen|\bvermag|\berlauben|\berlaubt|\bunter umständen|\bdürfte\w*|\bhilfe|\bmaximal|\bhöchstens|\bbis zu\b|\bobergrenze", added=False),
    _mark("PERMIT", r"\bdarf\b(?!.*\b(?:nicht|kein\w*)\b)|\bdürfen\b(?!.*\b(?:nicht|kein\w*)\b)|\berlaubt|\bzulässig", "", _MAY, lost=False),
    _mark("HEDGE", r"\bkönnte\w*|\bdürfte\w*|\bin der regel\b|\bgrundsätzlich|\bmeist\w*|\büberwiegend|\bteils\b|\bteilweise|\bzum teil\b|\bhäufig\w*|\boft\b|\bmanch\w*|\beinige\w*|\bvoraussichtlich|\bmöglicherweise|\bvielleicht|\bvermutlich|\bscheint|\bscheinen|\btendenziell|\bgrößtenteils|\bkaum\b|\bselten\w*|\bunter umständen|\bgegebenenfalls|\bggf\b|\bim wesentlichen|\bnormalerweise|\bgewöhnlich|\bmehrheitlich|\bvorläufig\w*", r"\bkann\b|\bkönnen\b|\bmehrere\w*|\bviele\w*|\bje nach\b|\bmöglicherweise", r"\bmehrere\w*|\bviele?\w*|\bzum beispiel|\bbeispielsweise|\bandere\w*"),
    _mark("ALL", r"(?<!vor )\balle[rnms]?\b|\bjede\w*\b(?! (?:zweite|dritte|vierte|fünfte|sechste|achte|zehnte|\d))|\bsämtliche\w*|\bimmer\b(?! (?:mehr|noch|weniger|weiter|stärker|deutlicher|\w+er)\b)|\bstets\b|\büberall\b|\bausnahmslos|\bvollständig\w*|\bgesamte?\w*|\bin jedem fall|\bkomplett\w*|\bbeliebig\w*|\bunbegrenzt\w*", "", r"\bganz\w*|\binsgesamt|\bje\b|\bpro\b|\bdurchgehend|\bbeide\w*|\bflächendeckend|\bweit\b", lost=False),
)  # fmt: skip

_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})", re.I), re.compile(rf"\b(?:{other})", re.I))
    for pair in (
        (r"steig|stieg|gestiegen|wachs|wächs|wuchs|gewachsen|zunehm|zunahm|zugenommen|erhöh|anstieg|anwachs|zuwachs|plus\b|(?:nehmen|nimmt|nahm\w*)\b.*\bzu\W*$|größer werd|vermehr|ausbau|ausgebaut|verstärk|aufstock|angehoben|anheb",
         r"sink|sank|gesunken|schrumpf|abnehm|abnahm|abgenommen|rückgang|zurückgeh|zurückgegangen|gehen\b.*\bzurück|geht\b.*\bzurück|ging\w*\b.*\bzurück|verringer|reduzier|senk|gesenkt|minus\b|(?:nehmen|nimmt|nahm\w*)\b.*\bab\W*$|kürz|gekürzt|abbau|abgebaut|vermindert|abschwäch|verloren"),
        (r"hoch|hoh[enrs]|höher|höchst|überdurchschnittlich|darüber", r"niedrig|gering|tief(?!bau)|unterdurchschnittlich|darunter"),
        (r"mehr\b", r"weniger\b"), (r"meist", r"wenigst"), (r"viele", r"wenige"), (r"häufig|oft\b", r"selten"),
        (r"groß|größ", r"klein"), (r"lang\b|lange|läng", r"kurz|kürz"), (r"stark|stärk", r"schwach|schwäch"), (r"früh", r"spät"),
        (r"schnell|rasch", r"langsam"), (r"gut\b|gute|besser|bess|beste", r"schlecht"), (r"leicht|einfach", r"schwer|schwier"),
        (r"öffentlich", r"privat"), (r"intern\b|interne\w*", r"extern"), (r"schriftlich", r"mündlich"), (r"verpflichtend|pflicht", r"freiwillig"),
        (r"verbesser", r"verschlechter"), (r"gewinn", r"verlust|verlier"), (r"zuzug|zuzieh|zuwander|zieh\w* zu\b", r"wegzug|wegzieh|fortzug|abwander|wegzog"),
        (r"begin|begonnen|start", r"end(?:e|en|et|ete)\b|auslauf"), (r"männer|männlich|jungen\b", r"frauen|weiblich|mädchen"),
        (r"ländlich", r"städtisch"), (r"inländisch|heimisch", r"ausländisch"), (r"zustimm", r"ablehn|widersprech"), (r"vollzeit", r"teilzeit"),
        (r"einnahme", r"ausgabe"), (r"arbeitgeber", r"arbeitnehmer|gewerkschaft"), (r"angebot", r"nachfrage"), (r"innerhalb", r"außerhalb"),
        (r"jünger|jung", r"älter|alt(?:e[nrms]?)?\b"), (r"mindest|wenigstens", r"höchst|maxim"), (r"kostenlos|kostenfrei|unentgeltlich", r"kostenpflichtig|entgeltlich"),
        (r"neu\w*", r"alt(?:e[nrms]?)?\b"), (r"erst(?:e[nrms]?|mals)\b", r"letzt(?:e[nrms]?|mals)\b"), (r"über(?= de[mrn]\b.*durchschnitt)", r"unter(?= de[mrn]\b.*durchschnitt)"),
        (r"eröffn|geöffnet", r"schließ|geschlossen"), (r"annahm|angenommen|bewillig", r"abgelehnt|zurückgewiesen|verworfen"), (r"genehmig", r"abgelehnt|verweiger"),
        (r"(?:der|die|das|den|dem)?selbe[nrs]?\b", r"andere\w*|verschieden\w*|unterschiedlich\w*"), (r"(?<!wenig )(?<!weniger )(?<!kaum )bekannt", r"(?:wenig|weniger|kaum) bekannt|unbekannt"),
        (r"bevor\b|vor (?:dem )?(?:ende|beginn|ablauf|abschluss|start)", r"nachdem\b|nach (?:dem )?(?:ende|beginn|ablauf|abschluss|start)"),
        (r"ja\b", r"nein\b"), (r"vorteil", r"nachteil"), (r"stärke\b|stärken\b", r"schwäche"), (r"chance", r"risik"), (r"nördlich", r"südlich"), (r"östlich", r"westlich"),
        (r"einzeln", r"gemeinsam"), (r"positiv", r"negativ"), (r"aktiv", r"passiv"), (r"direkt|unmittelbar", r"indirekt|mittelbar"), (r"vorher|zuvor|davor", r"danach|nachher|später"),
        (r"beitret|eintret|eintritt", r"austret|austritt|verlass"), (r"befristet", r"unbefristet|dauerhaft"), (r"besetzt", r"unbesetzt|frei\b"), (r"entlast", r"belast"), (r"erleichter", r"erschwer"),
    )
    for one, other in (pair, pair[::-1])
)  # fmt: skip
_PREPOSITIONS = {"vor": "nach", "nach": "vor", "mit": "ohne", "ohne": "mit", "für": "gegen", "gegen": "für", "innerhalb": "außerhalb", "außerhalb": "innerhalb", "während": "nach", "bis": "ab", "ab": "bis", "über": "unter", "unter": "über", "in": "außerhalb", "seit": "vor"}  # fmt: skip
_PHRASE = re.compile(rf"\b({'|'.join(_PREPOSITIONS)})\s+(?:de[rmns]|die|das|eine[rmns]?|ein|ihre[rmns]?|diese[rmns]?)?\s*(?:[a-zäöü]+e[nrms]?\s+)?([A-ZÄÖÜ][\w-]+|\w+en\b)", re.I)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause with the roots of its words, the text its marks are read from, and that of its sentence.

    `words` are the roots as they are, `roots` also without their prefixes. A `title` names things and states nothing.
    """

    words: frozenset[str]
    roots: frozenset[str]
    title: bool
    text: str
    sentence: str


def read_clauses(text: str, above: str = "") -> list[Clause]:
    """The clauses of a unit. `above` is the lead-in that its first words continue."""
    lead = sentences(above)[-1] if above else ""
    title = not lead and not _STATED.search(text)
    found = []
    for number, sentence in enumerate(sentences(text)):
        sentence = positive(sentence)
        whole = f"{lead} {sentence}" if lead and not number else sentence
        continued = ", ".join(clauses(lead)[-1]) if lead and not number else ""
        before = ""
        parts = [", ".join(c) for c in clauses(whole)]
        for place, words in enumerate(parts):
            said = words
            if asked(words) and place + 1 < len(parts):
                said = f"{words}, {parts[place + 1]}"  # what it says of the clause follows
            elif before and limited(before):
                said = f"nur {words}"
            elif before and governed(words):
                said = f"{before}, {words}"
            elif continued and words not in lead and not opens(words) and continued not in words:
                said = f"{continued} {words}"
            own = _roots(words)
            found.append(
                Clause(words=own, roots=own | {unprefixed(r) for r in own}, title=title, text=said, sentence=whole)
            )
            before = words
    return found


_STATED = re.compile(r"[.!?:;,]\W*$|: ")
_DOUBLE = re.compile(r"^Ohne\b(.*?)\s(?:nicht|kein(\w*))\b|\bnicht ohne\b")


def positive(sentence: str) -> str:
    """A double negation as what it demands: "Ohne Skizze ist kein Antrag möglich" -> "Nur mit Skizze ist ein Antrag möglich"."""
    return _DOUBLE.sub(
        lambda m: f"Nur mit{m[1]}{f' ein{m[2]}' if m[2] is not None else ''}" if m[1] else "nur mit", sentence
    )


@lru_cache(maxsize=20_000)
def _roots(text: str) -> frozenset[str]:
    return frozenset(root(p) for t in tokens(text) if t.content for p in pieces(t.text))


def _shared(drafted: Clause, clause: Clause) -> set[str]:
    """The words that two clauses share; a separable prefix may be missing in one of them."""
    return {r for r in drafted.words if r in clause.roots or unprefixed(r) in clause.roots}


def turned(sentence: str, source: Sequence[Clause]) -> str:
    """What is negated, limited, allowed, demanded or turned around otherwise than in the source; "" if nothing is."""
    sentence = " ".join(positive(s) for s in sentences(sentence))
    for whole in sentences(sentence):
        for drafted in read_clauses(whole):
            for mark in MARKS:
                if found := _mark_fault(mark, drafted, source):
                    return found
            if found := _opposite(drafted, source) or _only_possible(drafted, source):
                return found
    return _without(sentence, source) or _preposition(sentence, source) or _un(sentence, source)


_EXCLUDED = re.compile(
    r"^(?:und |aber |jedoch )?(?:nicht|kein\w*)\b(?! nur| zuletzt)"
)  # "für alle, nicht für einzelne"


def _mark_fault(mark: Mark, drafted: Clause, source: Sequence[Clause]) -> str:
    own_text = drafted.sentence if mark.whole else drafted.text
    own = mark.says.search(own_text)
    under: set[str] = set()
    free: set[str] = set()
    most_under = most_free = 0
    excluded: set[str] = set()
    marked: list[Clause] = []
    near: list[str] = []
    for clause in source:
        shared = _shared(drafted, clause)
        text = clause.sentence if mark.whole else clause.text
        if not shared or (clause.title and not mark.says.search(text)):
            continue
        near += [text, clause.sentence]
        if mark.says.search(text):
            under |= shared
            excluded |= shared if _EXCLUDED.match(text) else set()
            most_under = max(most_under, len(shared))
            marked.append(clause)
        else:
            free |= shared
            most_free = max(most_free, len(shared))
    if own:
        if not mark.added or (under - free and most_under >= most_free):
            return ""
        if mark.name in ("NEG", "ONLY"):
            stands = most_under >= most_free > 0
        else:
            stands = any(mark.says.search(t) or mark.implied.search(t) for t in near)
        return "" if stands else own.group()
    mostly = most_under > most_free or (under - free and most_under == most_free) or excluded - free
    if not mark.lost or not mostly:
        return ""
    if mark.kept.search(own_text):
        return ""
    said = [mark.says.findall(c.sentence) for c in marked]
    if mark.name != "NEG" and len(mark.says.findall(drafted.sentence)) >= max(map(len, said)) > 0:
        return ""  # another clause of the sentence has it
    found = next((m for c in marked if (m := mark.says.search(c.sentence if mark.whole else c.text))), None)
    return found.group() if found else mark.name


_NOT_MORE = re.compile(r"\bnicht (?:läng|kürz|größ|höher|niedrig|gering)$", re.I)  # "nicht länger als": a limit


def _opposite(drafted: Clause, source: Sequence[Clause]) -> str:
    for one, other in _OPPOSITES:
        own = one.search(drafted.text)
        if not own or other.search(drafted.text) or _NOT_MORE.search(drafted.text[: own.end()]):
            continue
        mine: set[str] = set()
        theirs: set[str] = set()
        most_mine = most_theirs = 0
        for clause in source:
            shared = _shared(drafted, clause)
            if not shared:
                continue
            if one.search(clause.text):
                mine |= shared
                most_mine = max(most_mine, len(shared))
            elif other.search(clause.text):
                theirs |= shared
                most_theirs = max(most_theirs, len(shared))
        if theirs - mine and most_theirs >= most_mine:
            return own.group()
    return ""


_CAN = re.compile(r"\b(?:kann|können|könnten?)\b", re.I)
_ABLE = re.compile(
    rf"{_MAY}|könnte|möglich|gelegenheit|chance|in der lage|\bhilft|\bhelfen|\bbereit|\bnur\b|\bzu \w+en\b", re.I
)


def _only_possible(drafted: Clause, source: Iterable[Clause]) -> str:
    """ "kann ... aufweisen" where the source says "weist ... auf"."""
    can = None if "werden" in drafted.text else _CAN.search(drafted.text)
    verb = next((root(t.text) for t in reversed(tokens(drafted.text)) if t.content and not t.capital), "")
    said = [c.sentence for c in source if {verb, unprefixed(verb)} & c.roots]
    return can.group() if can and said and not any(_ABLE.search(s) for s in said) else ""


_WITHOUT = re.compile(r"\b[Oo]hne\s+(?:[a-zäöüß]+\s+){0,3}?([A-ZÄÖÜ][\w-]+)")


def _without(sentence: str, source: Iterable[Clause]) -> str:
    """What the source says is lacking and the sentence has, or the other way round."""
    text = " ".join(dict.fromkeys(c.sentence for c in source))
    lacking, said = _lacking(text), _roots(text)
    drafted = _roots(sentence)
    negated = re.search(r"\b(?:ohne|kein\w*|nicht|fehl\w+)\b", sentence, re.I)
    once = {r for r in lacking if _count(text, r) == 1}
    if found := (set() if negated else once & drafted):
        return f"ohne {sorted(found)[0]}"
    if found := {
        r
        for r in _lacking(sentence) - lacking
        if r in said and not re.search(r"\b(?:kein\w*|nicht|fehl\w+)\b", text, re.I)
    }:
        return f"ohne {sorted(found)[0]}"
    return ""


def _lacking(text: str) -> set[str]:
    return {root(m.group(1)) for m in _WITHOUT.finditer(text)}


def _count(text: str, wanted: str) -> int:
    return sum(root(t.text) == wanted for t in tokens(text))


def _preposition(sentence: str, source: Iterable[Clause]) -> str:
    """ "vor Beginn" where the source says "nach Beginn"."""
    said = {(m.group(1).lower(), root(m.group(2))) for c in source for m in _PHRASE.finditer(c.sentence)}
    for match in _PHRASE.finditer(sentence):
        word, noun = match.group(1).lower(), root(match.group(2))
        if (word, noun) not in said and (_PREPOSITIONS[word], noun) in said:
            return match.group()
    return ""


def _un(sentence: str, source: Iterable[Clause]) -> str:
    """ "besetzt" where the source says "unbesetzt", and the other way round."""
    said = {t.lower for c in source for t in tokens(c.sentence)}
    stems = {root(w) for w in said}
    for token in tokens(sentence):
        word = token.lower
        bare = word[2:] if word.startswith("un") and len(word) > 6 else ""
        if root(word) not in stems and (f"un{root(word)}" in stems or (bare and root(bare) in stems)):
            if bare and re.search(rf"\bnicht {bare[:5]}", " ".join(c.sentence for c in source).lower()):
                continue
            return token.text
    return ""
