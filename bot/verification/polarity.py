"""Negation, limits, modality, conditions and opposites: what turns a sentence around without changing its words.

A mark belongs to the words of its clause. A drafted clause is at fault if words of it stand in the source only under a mark
that it lacks, or if it has a mark that none of its words stand under.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.verification.clauses import clauses, governed, opens, sentences
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


_MUST = r"\bmuss\w*|\bmüss\w*|\b(?:ist|sind|hat|haben|war|waren)\b(?!.*\bnicht\b)(?=[^,]*\b(?:zu (?!erreichen|finden|sehen|erwarten|lesen|entnehmen|verstehen|beobachten|rechnen)\w{3,}[ei]?n\b|\w+zu\w{4,}en\b))|\berforderlich|\bnotwendig|\bnötig\b|verpflicht|\bpflicht|pflicht\b|\bzwingend|voraussetzung|vorausgesetzt|\bbedarf\b|\bbenötig|\bunverzichtbar|\bunerlässlich|\bverlang\w*|\bsetzt\b.*\bvoraus|\bgefordert\b|\bfordert\b|\bbrauch|vorgeschrieben|\bbedingung"
_MAY = r"\bkann\b|\bkönnen\b|\bkönne\b|\bdarf\b|\bdürfen\b|\bmöglich(?!keit|st)\w*|\berlaub\w+|\bzulässig|\bl[äa]sst sich|\blassen sich|\b(?!\w*(?:verfüg|sicht|mittel|offen|vergleich|dank|nach|verein|wunder|sonder|frucht|kost)bar)\w{4,}bar\b|berechtigt\w*|\w{4,}fähig\w*|\boptional"
MARKS = (
    _mark("NEG", r"\bnicht\b(?!\s(?:nur|zuletzt|mehr als|weniger als|über|unter|überschr\w+|überst\w+|unterschr\w+)\b)|\bkein\w*|\bweder\b|\bnoch nie\b|\bnie(?:mals)?\b|\bniemand\w*|\bnichts\b|\bausgeschlossen\w*|\bausgenommen\w*|\bunzulässig\w*|\buntersagt|\bverboten|\bschließ\w+\b.*\baus\b|\bnicht-|\bentfällt|\bentfallen\b|\bverzicht\w*|\bscheide\w+\b.*\baus\b"),
    _mark("ONLY", r"\bnur\b(?!\s(?:noch|sehr|schwer|langsam|gut|wenig\w*|gering\w*|klein\w*|knapp|etwa|rund|\d|teilweise|unzureichend))|\bausschließlich\w*|\blediglich|\ballein(?=ige?\b|\b)|\beinzig\w*", r"\bhöchstens|\bkein\w*|\bmüss\w+|\bmuss|\bvoraussetzung"),
    _mark("COND", r"\bwenn\b|\bsofern\b|\bfalls\b|\bsoweit\b|vorausgesetzt|\bunter (?:der|den) (?:voraussetzung|bedingung)\w*|\bsolange\b|\bsobald\b|\bes sei denn\b|\bvorbehaltlich|\bvorbehalt\b", r"\bbei\b|\bbeim\b|voraussetzung|bedingung|\bmuss|\bmüss|\bdann\b|\bnur\b|\berst\b|\bmit\b|\bje nach\b", r"\bbei\b|\bbeim\b|voraussetzung|bedingung|\bmuss|\bmüss|\bnur\b|\bfür\b|\bje nach\b|\bdamit\b|\bsollen\b", whole=True),
    _mark("EXCEPT", r"\baußer(?!dem|halb|ordent)\w*\b|\bausgenommen|\bmit ausnahme|\babgesehen von|\bbis auf\b|\bausnahm\w+", r"\bnicht\b|\bkein\w*|\bübrige\w*|\bandere\w*", whole=True),
    _mark("MUST", _MUST, r"\bnur\b|\bsetzt\b.*\bvoraus|\bist\b.*\bpflicht|\bverlang\w+|\bdarf\b|\bdürfen\b|\bwenn\b|\bsofern\b|\bkein\w*\b.*\bkann\b", r"\bsetz\w+\b.*\bvoraus|\bverlang\w+|\bnur\b|\bhängt\b.*\bab\b|\bspätestens|\bmindest\w+|\bsofern|\bwenn\b|\bbis (?:zum|spätestens|ende|\d)|\bfrist"),
    _mark("SHOULD", r"\bsoll\w*\b|\bvor(?:ge)?schl[aä]g\w*|\bwunsch\b|\bwünsch\w*|\bmöchte\w*|\bwill\b|\bwollen\b|\bgeplant\w*|\bplan(?:t|en)\b|\bbeabsichtig\w*|\bvorgesehen\w*|\bsieht\b.*\bvor\b|\bangestrebt\w*|\bstreb\w+\b|\bziel(?:e|en|s|t|ten)?\b|\bvornehm\w*|\bnimmt sich .*vor\b", r"\bdient|\bdienen|\bum\b.*\bzu\b|\bdamit\b|\bzweck", r"\bum\b.*\bzu\b|\bdamit\b|\bdient|\bdienen|\bzweck|ziel\w*|\bwünsch\w*|\berwart\w*"),
    _mark("MAY", _MAY, r"\bkönnte\w*|\bgelegenheit|\bhilft|\bhelfen|\bvermag|\berlauben|\berlaubt|\bunter umständen|\bdürfte\w*|\bhilfe|\bmaximal|\bhöchstens|\bbis zu\b|\bobergrenze", added=False),
    _mark("PERMIT", r"\bdarf\b(?!.*\b(?:nicht|kein\w*)\b)|\bdürfen\b(?!.*\b(?:nicht|kein\w*)\b)|\berlaubt|\bzulässig", "", _MAY, lost=False),
    _mark("HEDGE", r"\bkönnte\w*|\bdürfte\w*|\bin der regel\b|\bgrundsätzlich|\bmeist\w*|\büberwiegend|\bteils\b|\bteilweise|\bzum teil\b|\bhäufig\w*|\boft\b|\bmanch\w*|\beinige\w*|\bvoraussichtlich|\bmöglicherweise|\bvielleicht|\bvermutlich|\bscheint|\bscheinen|\btendenziell|\bgrößtenteils|\bkaum\b|\bselten\w*|\bunter umständen|\bgegebenenfalls|\bggf\b|\bim wesentlichen|\bnormalerweise|\bgewöhnlich|\bmehrheitlich|\bzunächst|\bvorläufig\w*", r"\bkann\b|\bkönnen\b|\bmehrere\w*|\bviele\w*|\bje nach\b|\bmöglicherweise", r"\bmehrere\w*|\bviele?\w*|\bzum beispiel|\bbeispielsweise|\bandere\w*"),
    _mark("ALL", r"\balle(?:[rnms])?\b|\bjede\w*|\bsämtliche\w*|\bimmer\b(?! (?:mehr|noch|weniger|weiter|stärker|deutlicher|\w+er)\b)|\bstets\b|\büberall\b|\bausnahmslos|\bvollständig\w*|\bgesamte?\w*|\bin jedem fall|\bkomplett\w*|\bbeliebig\w*|\bunbegrenzt\w*", "", r"\bganz\w*|\binsgesamt|\bje\b|\bpro\b|\bdurchgehend|\bbeide\w*|\bflächendeckend|\bweit\b", lost=False),
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
    """A clause with the roots of its words, the text its marks are read from, and that of its sentence."""

    roots: frozenset[str]
    text: str
    sentence: str


def read_clauses(text: str, above: str = "") -> list[Clause]:
    """The clauses of a unit. `above` is the lead-in that its first words continue."""
    lead = sentences(above)[-1] if above else ""
    found = []
    for number, sentence in enumerate(sentences(text)):
        whole = f"{lead} {sentence}" if lead and not number else sentence
        continued = ", ".join(clauses(lead)[-1]) if lead and not number else ""
        before = ""
        for clause in clauses(whole):
            words = ", ".join(clause)
            said = words
            if before and governed(words):
                said = f"{before} {words}"
            elif continued and words not in lead and not opens(words) and continued not in words:
                said = f"{continued} {words}"
            found.append(Clause(roots=_roots(words), text=said, sentence=whole))
            before = words
    return found


@lru_cache(maxsize=20_000)
def _roots(text: str) -> frozenset[str]:
    found = {root(p) for t in tokens(text) if t.content for p in pieces(t.text)}
    return frozenset(found | {unprefixed(r) for r in found})


def turned(sentence: str, source: Sequence[Clause]) -> str:
    """What is negated, limited, allowed, demanded or turned around otherwise than in the source; "" if nothing is."""
    for whole in sentences(sentence):
        for drafted in read_clauses(whole):
            for mark in MARKS:
                if found := _mark_fault(mark, drafted, source):
                    return found
            if found := _opposite(drafted, source):
                return found
    return _without(sentence, source) or _preposition(sentence, source) or _un(sentence, source)


def _mark_fault(mark: Mark, drafted: Clause, source: Sequence[Clause]) -> str:
    own_text = drafted.sentence if mark.whole else drafted.text
    under: set[str] = set()
    free: set[str] = set()
    near: list[str] = []
    most_under = most_free = 0
    wide: list[str] = []
    for clause in source:
        shared = drafted.roots & clause.roots
        if not shared:
            continue
        text = clause.sentence if mark.whole else clause.text
        near.append(text)
        wide.append(clause.sentence)
        marked = mark.says.search(text)
        (under if marked else free).update(shared)
        most_under, most_free = (
            (max(most_under, len(shared)), most_free) if marked else (most_under, max(most_free, len(shared)))
        )
    own = mark.says.search(own_text)
    if own and mark.added and not (under - free and most_under >= most_free):
        if any(mark.says.search(t) or (mark.name != "NEG" and mark.implied.search(t)) for t in [*near, *wide]) and (
            mark.name not in ("NEG", "ONLY") or (most_under >= most_free > 0 and most_under)
        ):
            return ""
        return own.group()
    if (
        not own
        and mark.lost
        and (most_under > most_free or (under - free and most_under == most_free))
        and not mark.kept.search(own_text)
    ):
        said = next(mark.says.search(t) for t in near if mark.says.search(t))
        return said.group() if said else mark.name
    return ""


def _opposite(drafted: Clause, source: Sequence[Clause]) -> str:
    for one, other in _OPPOSITES:
        own = one.search(drafted.text)
        if not own or other.search(drafted.text):
            continue
        mine: set[str] = set()
        theirs: set[str] = set()
        most_mine = most_theirs = 0
        for clause in source:
            shared = set(drafted.roots & clause.roots)
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


_WITHOUT = re.compile(r"\bohne\s+(?:[a-zäöüß]+\s+){0,3}?([A-ZÄÖÜ][\w-]+)", re.I)


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
