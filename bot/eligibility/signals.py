"""For whom a project is and what it does, by the words of German labour market policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from bot.eligibility.gazetteer import WORD, fold
from bot.eligibility.text import pattern


class Target(StrEnum):
    """For whom a project is."""

    UNEMPLOYED = "unemployed"
    EMPLOYED = "employed"
    PUPILS = "pupils"
    STUDENTS = "students"
    APPRENTICES = "apprentices"
    NEWCOMERS = "newcomers"
    POPULATION = "population"  # families, women, founders ...


class Activity(StrEnum):
    """What a project does."""

    TRAINING = "training"
    TRIAL = "trial"  # tries out a new kind of training
    STRUCTURE = "structure"  # networks, advice, recruiting, marketing, working conditions


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Words of a text, verbatim, that show a target or an activity."""

    shows: Target | Activity
    words: str
    start: int


# A star stands for any letters, an exclamation mark takes words out again.
_WORDS: dict[Target | Activity, str] = {
    Target.UNEMPLOYED: """
        arbeitslose arbeitslosen arbeitsloser arbeitslosem arbeitslos langzeitarbeitslos* *arbeitslosenprojekt* *arbeitslosenmaßnahme* *arbeitsuchend* *arbeitssuchend*
        *erwerbslos* stellensuchend* bürgergeld* grundsicherung* eingliederungstitel* aktivcenter* leistungsbezieh* leistungsempfäng* hartz nichterwerbstätig* aktivierungsmaßnahme* arbeitsgelegenheit* unemployed jobless
        jobseeker* !langzeitarbeitslosigkeit""",
    Target.EMPLOYED: """
        beschäftigte beschäftigten beschäftigter *mitarbeiter* *mitarbeitende* *belegschaft* angestellte angestellten angestellter Personal *personal kollege kollegen kollegin
        kolleginnen berufstätig* erwerbstätig* *fachkräft* *führungskräft* *pflegekräft* *hilfskräft* *lehrkräft* *bürokräft* *verkaufskräft* *servicekräft* *küchenkräft* *saisonkräft*
        *betreuungskräft* *nachwuchskräft* vorgesetzt* geselle gesellen gesellin gesellinnen *meister *meistern *meisterin *meisterinnen *leiter *leitern *leiterin *leiterinnen *leitungen ungelernt*
        angelernt* betriebsräte betriebsräten *pfleger* *verkäufer* *bediener* *fahrer *fahrern *fahrerin *fahrerinnen *mechaniker* *mechatroniker* *techniker* *monteur* *betreuer* *sanitäter*
        *assistent* *disponent* *sachbearbeiter* *handwerker* *erzieher* *ausbilder* köche köchen köchinnen *kellner* *schlosser* *elektriker* *elektroniker* *programmierer* *arbeiter *arbeitern *arbeiterin
        *arbeiterinnen schweißer* tischler tischlern maurer* maler malern lagerist* bäcker bäckern buchhalter* ingenieur* employees staff workers workforce
        """,
    Target.PUPILS: """
        *schüler* *jugendlich* *schulklasse* gymnasi* Schulen oberschul* grundschul* realschul* hauptschul* gesamtschul* förderschul* berufsschul* jahrgang* jahrgänge* mädchen schulabgäng* abi
        abitur* pupils school schools""",
    Target.STUDENTS: "studierende* student studenten studentin studentinnen students *hochschul* *absolvent* studien* bachelor* masterarbeit* masterstudi* graduates !volkshochschul*",
    Target.APPRENTICES: """
        auszubildende* azubi azubis *lehrling* *lehrstelle* ausbildungsplatz* ausbildungsplätze* ausbildungsportal* ausbildungsmesse* ausbildungsbörse* ausbildungsverbund* ausbildungsabbr*
        ausbildungsberuf* teilzeitausbildung* apprentic*""",
    Target.NEWCOMERS: """
        zugezogen* zugewandert* zuwander* zuzieh* zuzug* *rückkehr* heimkehr* geflüchtet* migrant* *einwander* ausländisch* international* neubürger* neuankömmling* foreign* newcomers migrants
        refugees refugee""",
    Target.POPULATION: """
        familie familien frauen mütter* väter* eltern alleinerziehend* gründer* selbstständige selbstständigen selbständige selbständigen ältere älteren älterer nachfolger* women families""",
    Activity.TRAINING: """
        *weiterbild* *fortbild* *schulung *schulungen umschulen umlernen nachschulen geschult* *kurs *kurse *kursen *kurses *lehrgang* *lehrgänge* *seminar* *training* trainier* *qualifizier* *workshop*
        *zertifikat* lernen erlernen dazulernen lernt gelernt* üben auffrisch* beibring* unterricht* *teilqualifi* *modul *module *modulen nachholen aufstiegsfortbildung* *elearning* course courses classes
        teaches teaching train
        !weiterbildungsanbieter* !weiterbildungsträger* !weiterbildungsberatung* !weiterbildungsnetzwerk* !weiterbildungsverbund* !weiterbildungsbedarf* !weiterbildungslandschaft* !weiterbildungslots*
        !bewerbungstraining* !schulungszentrum* !trainingszentrum* !diskurs* !exkurs* !konkurs*""",
    Activity.TRIAL: "erprob* pilot* lernformat* lernlabor* modellprojekt* modellversuch* getestet",
    Activity.STRUCTURE: """
        *netzwerk* vernetz* *kampagne* *messe *messen *börse* *plattform* *portal* *beratung* beraten berät anlaufstelle* willkommen* welcome* *lotse *lotsen *lotsin *lotsinnen *lotsenteam* mentor* *paten*
        *patin* berufsorientierung* *praktikum* *praktika* *praktikant* *praktikums* schnupper* hospit* *marketing* werben werbung werbefilm* bewerben bewerbung recruit* rekrutier* anwerb* anzuwerben
        arbeitgebermarke* *stammtisch* *verbund *film *filme *filmen *podcast* app *studie *analyse* umfrage* untersuch* erheben erhebt erhebung* *bedarfserhebung* befrag* *leitfaden* dienstplan* dienstpläne*
        gesundheitsmanagement* führungskultur* arbeitszeit* kinderbetreuung* betreuung vereinbar* *erfahrungskreis* *erfahrungsaustausch* koordin* nachfolge* existenzgründ* gründer* vermittel*
        vermittlung* attraktiv* bindungsprogramm* binden bindung lernkoffer* mint sprechstunde* begleite* kompetenzzentr* koordinierungs* servicestelle* sichtbar* gewinnen *gewinnung *kennenlern*
        zusammenbring* zusammenzubringen zusammenführ* zeigen erzähl* teilen homeoffice weiterbildungsberatung* weiterbildungsnetzwerk* weiterbildungsverbund* weiterbildungsbedarf* network campaign advice advise
        platform !gemessen !messen !abmessen !angemessen !ermessen !vermessen !bemessen !patent* !automesse""",
}
_PHRASES: dict[Target | Activity, str] = {
    Target.UNEMPLOYED: (
        r"\barbeit\s+such\w*|\bjob-?\s?such\w*|\b(?:ohne|keine[nr]?)\s+(?:feste[nr]?\s+)?(?:arbeit|job|beschäftigung|anstellung|stelle|arbeitsplatz|arbeitsstelle)\b|\b(?:im|aus\s+dem)\s+leistungsbezug|\bsgb\s*ii\b|"
        r"\b(?:beim?|bei\s+der)\s+(?:jobcenter|arbeitsamt|arbeitsagentur|agentur\s+für\s+arbeit)\s+gemeldet\w*|\b(?:auf|in)\s+(?:der\s+)?(?:job|stellen|arbeits)-?suche|\b(?:ihren|seinen|den)\s+(?:job|arbeitsplatz)\s+verloren|"
        r"\bnicht\s+erwerbstätig\w*|\bkund\w+\s+de[rs]\s+(?:jobcenters?|agentur)|\bmaßnahmen?\s+(?:des\s+jobcenters|der\s+(?:agentur|arbeits)\w*)|\bjob\s+seek\w*|\bout\s+of\s+work|\bwithout\s+(?:a\s+)?(?:job|work)\b"
    ),
    Target.PUPILS: r"\b(?:alle|den|die|der|in|an)\s+schulen\b|\bklasse\s+\d",
    Target.NEWCOMERS: r"\baus\s+dem\s+ausland|\bfrom\s+abroad",
    Target.POPULATION: r"\bjunge\s+(?:leute|menschen|erwachsene)\w*|\bmenschen\s+mit\s+\w+",
    Activity.TRAINING: (
        r"\bbild(?:en|et)\b[^.!?]{0,80}?\b(?:weiter|fort)\b|\b(?:wir|zu)\s+schulen\b|\bschulen\s+(?:wir|lassen)\b|(?-i:\bschulen\b)|\bfit\s+(?:zu\s+)?(?:ge)?mach\w*|\bauf\s+den\s+(?:neuesten|aktuellen)\s+stand|\bbringt\b[^.!?]{0,60}\bbei\b|"
        r"\be-?learning|\babschluss\s+(?:\w+\s+){0,3}?(?:nachholen|heranführ\w*|herangeführt|erwerben)"
    ),
    Activity.TRIAL: r"\b(?:entwickel\w*|entwerf\w*|konzipier\w*)\b[^.!?]{0,60}?\b(?:erprob\w*|test\w*|ausprobier\w*|pilot\w*)",
    Activity.STRUCTURE: r"\ban\s+einen\s+tisch|\bspeed-?\s?dating|\bvier-tage-woche|\bbedarf\s+an\b|\bjob\s+fair",
}
# words that show something else together: "kennen lernen", "voneinander lernen"
_LEARNS = r"lern(?:en|t)"
_NO_LEARNING_BEFORE = r"\b(?:voneinander|kennen)\s+$"
_NO_LEARNING_AFTER = r"^[^.!?]{0,60}\bkennen\b"
# a sign that a word before it, "keine" or "nicht für", turns into its opposite
_NEGATED = r"\b(?:kein(?:e[nmrs]?)?|nicht\s+(?:für|an|um)(?:\s+\w+)?|nicht|statt|weder|anstelle\s+von|no|not(?:\s+for)?)\s+(?:\w+\s+){0,2}?$"
_NOT_ONLY = r"\bnicht\s+(?:nur|allein|bloß)\s+(?:\w+\s+){0,3}?$"


def signs(text: str) -> tuple[Sign, ...]:
    """The targets and activities that a text shows, in its order; those that it denies are left out."""
    return tuple(sorted(_found(text), key=lambda s: s.start))


def _found(text: str) -> Iterator[Sign]:
    for word in WORD.finditer(text):
        for shows in _shown(word.group()):
            if not (re.fullmatch(_LEARNS, word.group()) and _is_no_learning(text, word.start(), word.end())):
                yield from _unless_denied(text, Sign(shows=shows, words=word.group(), start=word.start()))
    for shows, source in _PHRASES.items():
        for match in pattern(source).finditer(text):
            yield from _unless_denied(text, Sign(shows=shows, words=match.group(), start=match.start()))


def _unless_denied(text: str, sign: Sign) -> Iterator[Sign]:
    before = text[max(0, sign.start - 40) : sign.start]
    if not pattern(_NEGATED).search(before) or pattern(_NOT_ONLY).search(before):
        yield sign


def _is_no_learning(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 20) : start], text[end : end + 80]
    return bool(pattern(_NO_LEARNING_BEFORE).search(before) or pattern(_NO_LEARNING_AFTER).search(after))


@lru_cache(maxsize=20_000)
def _shown(word: str) -> tuple[Target | Activity, ...]:
    """What a word as typed shows; it is folded, but for nouns that only count in capitals."""
    folded = fold(word)
    return tuple(
        shows
        for shows, (wanted, unwanted) in _patterns().items()
        if (wanted.fullmatch(folded) or wanted.fullmatch(word)) and not unwanted.fullmatch(folded)
    )


@cache
def _patterns() -> dict[Target | Activity, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        shows: (
            _one_of(w for w in words.split() if not w.startswith("!")),
            _one_of(w[1:] for w in words.split() if w.startswith("!")),
        )
        for shows, words in _WORDS.items()
    }


def _one_of(words: Iterator[str]) -> re.Pattern[str]:
    """A pattern for the words; one in capitals is not folded and so only fits as it is."""
    return re.compile("|".join((w if w[:1].isupper() else fold(w)).replace("*", r"\w*") for w in words) or r"(?!)")
