"""The conditions on who applies: legal form, place of business, and who may receive the money."""

from __future__ import annotations

from collections.abc import Sequence

from bot.eligibility.applicant import Applicant
from bot.eligibility.judgement import MET, OPEN, UNMET, Case, Judgement, typed
from bot.eligibility.location import Role
from bot.eligibility.organisations import find_organisations
from bot.eligibility.text import pattern
from corpus.entries import shown
from corpus.organisations import organisation_kind
from corpus.programme import Criterion

_CHARITABLE = pattern(r"\bg(?:gmbh|ag|ug)\b|\be\.?\s?v\.?(?!\w)|\beg\b|gemeinnützig")
_CORPORATE = pattern(
    r"\b\w*(?:klinik\w*|krankenhaus\w*|stadtwerk\w*|sparkasse\w*|bank|konzern\w*|versicherung\w*|heim|sozialstation|gesellschaft|energieversorger)\b"
)
_TEACHES = pattern(
    r"\b\w*(?:bildung|training|lern|schulung|qualifizier|qualifikation|coaching|seminar|campus|kolleg|lehr|beschäftigungs|jobs?\b|integration)\w*"
)


def legal_form(criterion: Criterion, case: Case) -> Judgement:
    who = case.reading.applicant
    if unknown := _unknown(case):
        return unknown
    barred = [k for k in who.kinds if k in criterion.excluded]
    if barred:
        return Judgement(
            status=UNMET,
            reason=f"Den Antrag stellt nach dem Text: {_title(barred[0])} („{shown(who.words[0])}“); das ist ausgeschlossen.",
            words=who.words,
        )
    if criterion.excluded and set(who.kinds) == {"unternehmen"} and not _is_body(who):
        reason = f"„{shown(who.words[0])}“ lässt offen, ob es eine Gesellschaft oder das Unternehmen einer einzelnen Person ist."
        return Judgement(status=OPEN, reason=reason, words=who.words)
    if criterion.allowed and not set(who.kinds) & set(criterion.allowed):
        return _not_allowed(criterion, who.kinds, who.words)
    return Judgement(status=MET, reason=f"„{shown(who.words[0])}“ zählt als {_title(who.kinds[0])}.", words=who.words)


def recipient(criterion: Criterion, case: Case) -> Judgement:
    who = case.reading.applicant
    wanted = " oder ".join(_title(k) for k in criterion.allowed)
    denied = [k for k in criterion.allowed if k in who.denied]
    fitting = [k for k in who.kinds if k in criterion.allowed]
    if denied and len(denied) == len(criterion.allowed) and not fitting and not who.conflict:
        return Judgement(
            status=UNMET, reason=f"Nach dem Text ist der Antragsteller kein {wanted}.", words=who.denied_words
        )
    if who.teaches and not who.conflict and not denied and not set(who.kinds) - {"unternehmen", "verein"}:
        return Judgement(
            status=MET, reason="Nach dem Text ist Weiterbildung das, was der Antragsteller tut.", words=(who.teaches,)
        )
    if unknown := _unknown(case):
        return unknown
    if fitting:
        return Judgement(status=MET, reason=f"„{shown(who.words[0])}“ zählt als {_title(fitting[0])}.", words=who.words)
    barred = [k for k in who.kinds if k in criterion.excluded]
    name = " ".join(who.words)
    if not barred and who.only_form and (_CHARITABLE.search(name) or _TEACHES.search(name)):
        return Judgement(
            status=OPEN,
            reason=f"Der Name „{shown(who.words[0])}“ lässt offen, ob es ein {wanted} ist.",
            words=who.words,
        )
    if barred or criterion.allowed:
        return _not_allowed(criterion, tuple(barred) or who.kinds, who.words)
    return Judgement(status=MET, reason=f"„{shown(who.words[0])}“ zählt als {_title(who.kinds[0])}.", words=who.words)


def _not_allowed(criterion: Criterion, kinds: Sequence[str], words: tuple[str, ...]) -> Judgement:
    instead = f", nicht als {' oder '.join(_title(k) for k in criterion.allowed)}" if criterion.allowed else ""
    return Judgement(status=UNMET, reason=f"„{shown(words[0])}“ zählt als {_title(kinds[0])}{instead}.", words=words)


def _unknown(case: Case) -> Judgement | None:
    """The judgement where it is open who applies."""
    who = case.reading.applicant
    if who.conflict:
        in_text, in_line = who.conflict
        reason = f"Der Text spricht für „{shown(in_text)}“, als Antragsteller ist „{shown(in_line)}“ eingetragen."
        return Judgement(status=OPEN, reason=reason, words=who.conflict)
    if who.kinds:
        return None
    if who.undecided:
        return Judgement(
            status=OPEN, reason="Nach dem Text steht noch nicht fest, wer den Antrag stellt.", words=(who.undecided,)
        )
    written = case.reading.line.text.strip()
    if written:
        reason = f"Aus „{shown(written)}“ geht nicht hervor, was für eine Organisation den Antrag stellt."
        return Judgement(status=OPEN, reason=reason, words=(written,))
    return Judgement(status=OPEN, reason="Der Text sagt nicht, wer den Antrag stellt.")


def seat(criterion: Criterion, case: Case) -> Judgement:
    seats = [p for p in case.reading.places if p.role is Role.SEAT]
    where = " oder ".join(criterion.places)
    inside = [p for p in seats if p.place.state in criterion.places or p.place.district in criterion.places]
    outside = [p for p in seats if p not in inside]
    if inside and not (outside and case.reading.applicant.conflict):
        return Judgement(
            status=MET, reason=f"Der Antragsteller sitzt in {where}: {inside[0].typed}.", words=typed(inside)
        )
    if outside and not inside and not case.reading.applicant.conflict:
        return Judgement(
            status=UNMET,
            reason=f"Der Antragsteller sitzt in {outside[0].typed}; eine Betriebsstätte in {where} ist nicht genannt.",
            words=typed(outside),
        )
    without = [p for p in case.reading.places if p.role is Role.DENIED and p.place.name in criterion.places]
    if without:
        reason = f"Nach dem Text hat der Antragsteller keine Betriebsstätte in {where}."
        return Judgement(status=UNMET, reason=reason, words=typed(without))
    return Judgement(status=OPEN, reason="Der Text sagt nicht, wo der Antragsteller sitzt.", words=typed(seats))


def _is_body(who: Applicant) -> bool:
    """True if the company has a legal form by its name, or is of a kind that nobody runs alone."""
    if any(o.form for o in who.own):
        return True
    return bool(_CORPORATE.search(" ".join(who.words))) or any(o.form for w in who.words for o in find_organisations(w))


def _title(kind: str) -> str:
    return organisation_kind(kind).title
