"""One function for each kind of condition: what a reading says of it, in a status and a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.eligibility.agreement import agreement
from bot.eligibility.applicant_checks import legal_form, recipient, seat
from bot.eligibility.judgement import MET, OPEN, UNMET, Case, Judgement, typed
from bot.eligibility.location import Located, Role, is_vague, is_within
from bot.eligibility.statements import Said, sought_from
from bot.eligibility.subject import serves
from bot.eligibility.text import pattern
from corpus.organisations import organisation_kind
from corpus.programme import Criterion, CriterionCheck
from corpus.results import FitVerdict

_ALLIANCE = pattern(r"bündnis|allianz|verbund|netzwerk|initiative")
_BODY = r"(?:\w*bündnis\w*|\w*allianz|\w*verbund\w*|\w*netzwerk\w*|\w*initiative|\w*programm\w*|\w*projekt\w*fonds|\w*förder\w*|\w*stelle)"
_FUNDER = pattern(
    rf"\b{_BODY}\W+(?:(?:für|der|des|zur)\s+(?:\w+\s+){{1,2}})?$|\b(?:beim|bei|vom|an|ans|durch|liebes?|hallo)\s+(?:(?:der|das|dem|die)\s+)?$"
)
_THERE = pattern(
    r"\b(?:in|im|aus|für|quer\s+durch|ganz|region|raum|gebiet)\s+(?:(?:der|die|das|den|dem|ganz|ganzen?|region|raum|gebiet)\s+){0,2}$"
)


def judge(criterion: Criterion, case: Case) -> Judgement:
    """Apply one condition."""
    return _CHECKS[criterion.check](criterion, case)


def _outside(criterion: Criterion, case: Case) -> Judgement:
    sought = sought_from(case.reading.idea.text, criterion.programmes)
    if sought:
        return Judgement(
            status=UNMET, reason="Das Geld wird bei einem anderen Förderprogramm gesucht.", words=(sought.words,)
        )
    if serves(case.fit, case.reading) is FitVerdict.NO_FIT:
        return Judgement(status=UNMET, reason="Das Vorhaben dient nicht dazu, Fachkräfte für die Region zu sichern.")
    return Judgement(status=MET, reason="Nichts im Text liegt außerhalb dessen, was gefördert wird.")


def _region(_: Criterion, case: Case) -> Judgement:
    districts = case.programme.districts
    if not districts:
        return Judgement(status=OPEN, reason="Zum Gebiet des Bündnisses liegen keine Angaben vor.")
    places = case.reading.places
    project = [p for p in places if p.role in (Role.PROJECT, Role.ELSEWHERE)]
    if inside := [p for p in project if is_within(p.place, districts)]:
        return Judgement(status=MET, reason=f"{_named(inside)} im Gebiet des Bündnisses.", words=typed(inside))
    seats = [p for p in places if p.role is Role.SEAT and is_within(p.place, districts)]
    outside = [p for p in project if p.role is Role.PROJECT and not is_vague(p.place)]
    if called := _called_region(case, located=bool(outside)):
        return Judgement(status=MET, reason=f"„{called}“ ist das Gebiet des Bündnisses.", words=(called,))
    if outside:
        return Judgement(
            status=UNMET,
            reason=f"{_named(outside)} außerhalb des Gebiets ({_listed(districts)}).",
            words=typed(outside),
        )
    if seats:
        reason = (
            f"Ein anderer Ort des Projekts ist nicht genannt, und der Antragsteller sitzt im Gebiet: {seats[0].typed}."
        )
        return Judgement(status=MET, reason=reason, words=typed(seats))
    partners = [p for p in places if p.role is Role.PARTNER and is_within(p.place, districts)]
    if partners:
        return Judgement(
            status=MET,
            reason=f"Beteiligt ist eine Stelle, die für das Gebiet zuständig ist: {partners[0].typed}.",
            words=typed(partners),
        )
    if project:
        reason = f"„{project[0].typed}“ lässt offen, ob das Projekt im Gebiet des Bündnisses stattfindet."
        return Judgement(status=OPEN, reason=reason, words=typed(project))
    return Judgement(status=OPEN, reason="Der Text nennt keinen Ort, an dem das Projekt stattfindet.")


def _called_region(case: Case, *, located: bool) -> str:
    """The words that call the region by the alliance's name, "" without; the alliance itself is whom one writes to.

    Where places elsewhere are named (`located`), the words must say that something is there.
    """
    programme, text = case.programme, case.reading.idea.text
    for name in sorted((programme.name, *programme.names), key=len, reverse=True):
        if not _ALLIANCE.search(name):
            flags = re.NOFLAG if name.isupper() else re.I  # "NON" is a name, "non" is not
            for found in pattern(rf"(?<!\w){_escaped(name)}(?:e?r|s)?(?!\w)", flags).finditer(text):
                before = text[: found.start()][-40:]
                if not _FUNDER.search(before) and (not located or _THERE.search(before)):
                    return found.group()
    return ""


def _escaped(name: str) -> str:
    return r"\W+".join(re.escape(part) for part in name.replace("-", " ").split())


def _strategy(_: Criterion, case: Case) -> Judgement:
    best = next(iter(case.fit.matches), None)
    word = case.programme.field_word
    field = f"{word} {best.id} „{best.title}“" if best else ""
    verdict = serves(case.fit, case.reading)
    if verdict is FitVerdict.FITS:
        return Judgement(
            status=MET, reason=f"Das Vorhaben passt zu {field}." if field else "Das Vorhaben passt zur Strategie."
        )
    if verdict is FitVerdict.PARTLY:
        near = f"; am nächsten liegt {field}" if field else ""
        return Judgement(status=OPEN, reason=f"Der Beitrag zur Strategie ist noch nicht deutlich{near}.")
    near = f"; am nächsten läge {field}" if field else ""
    return Judgement(status=UNMET, reason=f"Das Vorhaben passt zu keinem {word} der Strategie{near}.")


def _agreement(criterion: Criterion, case: Case) -> Judgement:
    whom = " oder ".join(organisation_kind(k).dative for k in criterion.partners)
    return _by_said(
        agreement(case.reading.idea, criterion.partners),
        yes=f"Nach dem Text ist das Projekt mit {whom} abgestimmt.",
        no=f"Nach dem Text ist das Projekt noch nicht mit {whom} abgestimmt.",
        unclear=f"Die Abstimmung mit {whom} ist nach dem Text erst geplant oder nicht eindeutig.",
        silent=f"Der Text sagt nicht, ob das Projekt mit {whom} abgestimmt ist.",
    )


def _additional(_: Criterion, case: Case) -> Judgement:
    return _by_said(
        case.reading.additional,
        yes="Nach dem Text gibt es ein solches Angebot noch nicht, oder das Projekt ergänzt die vorhandenen.",
        no="Nach dem Text wiederholt oder ersetzt das Projekt ein Angebot, das es schon gibt.",
        unclear="Der Text lässt offen, ob es ein solches Angebot schon gibt.",
        silent="Der Text sagt nicht, ob es ein solches Angebot schon gibt.",
    )


def _across(_: Criterion, case: Case) -> Judgement:
    return _by_said(
        case.reading.reach,
        yes="Das Projekt nützt mehr als einem Betrieb.",
        no="Das Projekt nützt nach dem Text nur dem eigenen Betrieb.",
        unclear="Nach dem Text steht noch nicht fest, ob auch andere Betriebe etwas davon haben.",
        silent="Der Text sagt nicht, ob auch andere Betriebe etwas davon haben.",
    )


def _by_said(said: Said | None, *, yes: str, no: str, unclear: str, silent: str) -> Judgement:
    if said is None:
        return Judgement(status=OPEN, reason=silent)
    status, reason = {True: (MET, yes), False: (UNMET, no), None: (OPEN, unclear)}[said.holds]
    return Judgement(status=status, reason=reason, words=(said.words,))


def _named(places: Sequence[Located]) -> str:
    """ "Soltau (Heidekreis) liegt", "Soltau und Celle liegen": the subject of a sentence with its verb."""
    names = list(
        dict.fromkeys(
            p.place.name if p.place.district in (None, p.place.name) else f"{p.place.name} ({p.place.district})"
            for p in places
        )
    )[:3]
    return f"{_listed(names)} {'liegt' if len(names) == 1 else 'liegen'}"


def _listed(names: Sequence[str]) -> str:
    return " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))


_CHECKS: dict[CriterionCheck, Callable[[Criterion, Case], Judgement]] = {
    CriterionCheck.OUTSIDE: _outside,
    CriterionCheck.REGION: _region,
    CriterionCheck.STRATEGY: _strategy,
    CriterionCheck.LEGAL_FORM: legal_form,
    CriterionCheck.SEAT: seat,
    CriterionCheck.RECIPIENT: recipient,
    CriterionCheck.AGREEMENT: _agreement,
    CriterionCheck.ADDITIONAL: _additional,
    CriterionCheck.ACROSS_COMPANIES: _across,
}
