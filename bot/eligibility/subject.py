"""Whether a project serves the strategy at all: the fit, and what the text itself says of its subject."""

from __future__ import annotations

from bot.eligibility.gazetteer import fold
from bot.eligibility.reading import Reading
from bot.eligibility.signals import Activity, Target
from bot.eligibility.text import pattern
from corpus.results import Fit, FitVerdict

# from this probability on it is only open which field it is, not whether it is one; measured on the development cases,
# where ideas outside the funding stay below 0.15
_RELEVANT = 0.75
_RELEVANT_BY_WORDS = 0.4  # the same for texts that name a target group and an activity of the field themselves
_PERHAPS = 0.3  # from here on an idea with any such word is not outside for sure
_OPEN_SUBJECT = (
    r"\b(?:thema|themen|inhalte?|worum\s+es)\b[^.!?]{0,50}?\b(?:offen|ergeben\s+sich|ergibt\s+sich|unklar|überlegen|wissen\s+wir\s+(?:noch\s+)?nicht|"
    r"(?:noch\s+)?nicht\s+(?:fest|klar|entschieden|ausgearbeitet))\b"
)
# nouns in which one asks for money without saying what for
_GENERAL_WORDS = """
    anfrage anliegen antrag antwort auskunft austausch beratung besuch bündnis allianz dame damen dank dinge dorf
    ehrenamt engagement euro ende fall förderung förderer fördergeld fördergelder fördermittel fördermöglichkeiten
    frage fragen gegend geld gemeinde gespräch grund gruppe gruß grüße gutes hallo heimat herren hilfe idee ideen
    ihnen info informationen infos initiative interesse jahr jahre kollegen konzept kontakt kreis land landkreis
    leute maßnahme menschen mittel moin möglichkeit möglichkeiten monat mitstreiter ort plan pläne programm projekt
    projekte rat raum region sache sie stadt tag team thema themen tipp tipps treffen truppe umgebung unterstützung
    verein vereine vorhaben woche zeit ziel ziele zukunft zusammenarbeit zuschuss ihr ihre ihren ihrer
"""
_GENERAL = frozenset(fold(word) for word in _GENERAL_WORDS.split())
_NOUN = pattern(r"(?<![.!?\n]\s)(?<!^)\b[A-ZÄÖÜ][^\W\d_]{2,}", 0)


def serves(fit: Fit, reading: Reading) -> FitVerdict:
    """The fit as far as the strategy is concerned: which of its fields it is does not matter for that."""
    if is_open(reading):
        return FitVerdict.PARTLY
    if fit.verdict is FitVerdict.FITS:
        return FitVerdict.FITS
    target, activity = reading.showing(*Target), reading.showing(*Activity)
    if target and activity and fit.relevance >= _RELEVANT_BY_WORDS:
        return FitVerdict.FITS
    if fit.verdict is FitVerdict.PARTLY:
        return FitVerdict.FITS if fit.relevance >= _RELEVANT else FitVerdict.PARTLY
    perhaps = fit.relevance >= _PERHAPS and (target or activity)
    return FitVerdict.PARTLY if perhaps else FitVerdict.NO_FIT


def is_open(reading: Reading) -> bool:
    """True if the text leaves its subject open, in so many words or by naming none."""
    if pattern(_OPEN_SUBJECT).search(reading.idea.text):
        return True
    return not reading.signs and not _nouns(reading)


def _nouns(reading: Reading) -> list[str]:
    """What the text speaks of, by its nouns; a text all in lower case is never taken for empty."""
    text = reading.idea.text
    if text == text.lower():
        return [text]
    named = {*(p.start for p in reading.idea.places), *(o.start for o in reading.idea.organisations)}
    found = [m.group() for m in _NOUN.finditer(text) if m.start() not in named]
    # what tells the machine what to answer says nothing of a project
    return [noun for noun in found if fold(noun) not in _GENERAL and noun not in reading.orders]
