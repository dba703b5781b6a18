"""Which funding object a project is for: by its target group, then by what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.eligibility.reading import Reading
from bot.eligibility.signals import Activity, Sign, Target
from bot.eligibility.subject import serves
from bot.eligibility.text import pattern
from corpus.programme import FundingObject, Programme, Purpose
from corpus.results import Fit, FitVerdict

_OUTSIDE_COMPANIES = (Target.PUPILS, Target.STUDENTS, Target.NEWCOMERS, Target.APPRENTICES)
_OUTSIDERS_WEIGH = 1.5  # against a word on what is done: pupils are not trained further
_EMPLOYED_WEIGH = 1.0
_FIELD_WEIGHS = 1.5  # the field that the whole description fits against single words
_TRAINS = pattern(r"\b\w*weiterbildung|\bqualifizier(?:en|ung)\b|\b\w*kompetenz")
_SHOWN = 3  # words in a reason


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A funding object and why, as a sentence."""

    object: FundingObject
    reason: str


def choose_object(
    programme: Programme, reading: Reading, *, fit: Fit | None = None, answers: Mapping[str, str] | None = None
) -> Choice | None:
    """The funding object of a project; None if nothing in it hints at one. An answer "ja" under its id decides."""
    answers = answers or {}
    for candidate in programme.funding_objects:
        if answers.get(candidate.id) == "ja":
            return Choice(object=candidate, reason=f"Nach Ihrer Angabe geht es um „{candidate.title}“.")
    open_ = [o for o in programme.funding_objects if answers.get(o.id) != "nein"]
    if len(programme.funding_objects) == 1 and open_ and not (fit and serves(fit, reading) is FitVerdict.NO_FIT):
        return Choice(object=open_[0], reason=f"Gefördert wird hier nur eines: „{open_[0].title}“.")
    found = _purpose(reading, fit)
    if found is None:
        return None
    purpose, reason = found
    chosen = next((o for o in open_ if o.purpose is purpose), None)
    return Choice(object=chosen, reason=reason) if chosen else None


def _purpose(reading: Reading, fit: Fit | None) -> tuple[Purpose, str] | None:
    verdict = serves(fit, reading) if fit else None
    unemployed = reading.showing(Target.UNEMPLOYED)
    if verdict is FitVerdict.NO_FIT:
        return None
    if unemployed:
        return Purpose.UNEMPLOYED, f"Das Projekt richtet sich an Menschen ohne Arbeit{_quoted(unemployed)}."
    training, structure = reading.showing(Activity.TRAINING), reading.showing(Activity.STRUCTURE)
    trial, employed = reading.showing(Activity.TRIAL), reading.showing(Target.EMPLOYED)
    outsiders = reading.showing(*_OUTSIDE_COMPANIES)
    if training and trial:
        return Purpose.STRUCTURE, f"Neuartige Weiterbildung wird entwickelt oder erprobt{_quoted(trial)}."
    trains = _is_about_training(fit)
    for_training = len(training) + _EMPLOYED_WEIGH * bool(employed) + _FIELD_WEIGHS * (trains is True)
    for_structure = len(structure) + _OUTSIDERS_WEIGH * bool(outsiders) + _FIELD_WEIGHS * (trains is False)
    if (training or trains) and for_training >= for_structure:
        return Purpose.TRAINING, f"Es geht um Weiterbildung von Beschäftigten{_quoted((*training, *employed))}."
    if structure or outsiders:
        return Purpose.STRUCTURE, f"Es geht um Strukturen der Fachkräftesicherung{_quoted((*structure, *outsiders))}."
    if verdict is FitVerdict.FITS:
        return (
            Purpose.STRUCTURE,
            "Die Idee passt zur Strategie und ist weder Weiterbildung noch ein Projekt für Arbeitslose.",
        )
    return None


def _is_about_training(fit: Fit | None) -> bool | None:
    """Whether the field that the idea fits best is one for further training; None if no field is known."""
    best = next(iter(fit.matches), None) if fit else None
    return bool(_TRAINS.search(f"{best.title} {best.topic}")) if best else None


def _quoted(signs: tuple[Sign, ...]) -> str:
    """ " („Kurs“, „Meister“)": the first words that tell, each once."""
    words = dict.fromkeys(" ".join(s.words.split()) for s in signs)
    return f" ({', '.join(f'„{word}“' for word in [*words][:_SHOWN])})" if words else ""
