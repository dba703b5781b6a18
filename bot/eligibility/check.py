"""The eligibility check: every condition of the programme applied to a project, then what it means and what to do."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from bot.eligibility.checks import judge
from bot.eligibility.judgement import Case, Judgement
from bot.eligibility.objects import Choice, choose_object
from bot.eligibility.reading import read_idea
from bot.eligibility.statements import sought_from
from bot.eligibility.text import Span, clauses
from bot.eligibility.wording import next_steps, notes, open_questions, summary
from bot.sources import Sources
from corpus.entries import shown
from corpus.errors import UsageError
from corpus.model import IndexInfo
from corpus.programme import Criterion, CriterionCheck, Programme
from corpus.results import Chosen, CriterionStatus, Eligibility, Finding, Fit, Verdict
from retrieval.analysis import stem, words
from retrieval.index import Index

_LONGEST = 300  # characters of the input that are shown for a finding
_ANSWERS = {"ja": CriterionStatus.MET, "nein": CriterionStatus.UNMET}


def check_eligibility(
    index: Index,
    programme: Programme,
    *,
    idea: str,
    applicant: str,
    answers: Mapping[str, str],
    fit: Fit,
    info: IndexInfo,
) -> Eligibility:
    """Check a project against the conditions of a programme; UsageError for an answer to no question of this check.

    `answers` maps ids of criteria or funding objects to "ja" or "nein" and overrules what the text says.
    """
    started = time.perf_counter()
    _check_values(programme, answers)
    reading = read_idea(idea, applicant)
    choice = choose_object(programme, reading, fit=fit, answers=answers)
    criteria = [c for c in programme.criteria if applies(c, choice)]
    _check_applies(programme, criteria, choice, answers)
    sources = Sources(index)
    case = Case(programme=programme, reading=reading, fit=fit)
    findings = tuple(
        _finding(c, _answered(judge(c, case), answers.get(c.id)), _about(c, case, choice), sources) for c in criteria
    )
    verdict = verdict_of(findings, decided=choice is not None and is_complete(programme))
    return Eligibility(
        alliance=programme.alliance,
        verdict=verdict,
        summary=summary(programme, findings, verdict, choice),
        funding_object=_chosen(choice, sources),
        criteria=findings,
        open_questions=open_questions(programme, criteria, findings, choice, answers),
        next_steps=next_steps(programme, criteria, findings, verdict, choice, sources),
        contact=programme.contact,
        index=info,
        notes=notes(programme, reading),
        timings_ms={"check": (time.perf_counter() - started) * 1000},
    )


def applies(criterion: Criterion, choice: Choice | None) -> bool:
    """True if the condition holds for the chosen funding object; without one, only those for all hold."""
    return not criterion.applies_to or (choice is not None and choice.object.id in criterion.applies_to)


def is_complete(programme: Programme) -> bool:
    """True if region and strategy are known: without them there is too little to hold a project against."""
    return bool(programme.districts and programme.action_fields)


def verdict_of(findings: Sequence[Finding], *, decided: bool) -> Verdict:
    """What the findings come to. Nothing is eligible before the funding object and all there is to check are `decided`."""
    if is_excluded(findings):
        return Verdict.NOT_ELIGIBLE
    settled = decided and findings and all(f.status is CriterionStatus.MET for f in findings)
    return Verdict.ELIGIBLE if settled else Verdict.UNCLEAR


def is_excluded(findings: Sequence[Finding]) -> bool:
    """True if a condition is unmet that cannot be made up for."""
    return any(f.status is CriterionStatus.UNMET and not f.curable for f in findings)


def _about(criterion: Criterion, case: Case, choice: Choice | None) -> str:
    """What the source of a condition should speak of, where it has several: the other programme, or what the rule says of
    this funding object.
    """
    if criterion.check is CriterionCheck.OUTSIDE:
        return " ".join(criterion.programmes) if sought_from(case.reading.idea.text, criterion.programmes) else ""
    if not criterion.applies_to or choice is None:
        return ""
    name = {stem(word) for word in words(choice.object.title)}
    said = [c.text for c in clauses(Span(text=criterion.rule, start=0, end=len(criterion.rule)))]
    return " ".join(c for c in said if name & {stem(word) for word in words(c)}) or criterion.rule


def _finding(criterion: Criterion, judgement: Judgement, about: str, sources: Sources) -> Finding:
    return Finding(
        id=criterion.id,
        title=criterion.title,
        status=judgement.status,
        reason=judgement.reason,
        citation=sources.cite(criterion.sources, about=about),
        words=tuple(word[:_LONGEST] for word in judgement.words),
        curable=criterion.curable,
    )


def _answered(judgement: Judgement, answer: str | None) -> Judgement:
    if answer is None:
        return judgement
    status = _ANSWERS[answer]
    reason = f"Nach Ihrer Angabe ist diese Bedingung {'' if answer == 'ja' else 'nicht '}erfüllt."
    if judgement.status not in (status, CriterionStatus.OPEN):
        said = f" („{shown(judgement.words[0])}“)" if judgement.words else ""
        return Judgement(status=status, reason=f"{reason[:-1]}; der Text klingt anders{said}.", words=judgement.words)
    return Judgement(status=status, reason=reason)


def _chosen(choice: Choice | None, sources: Sources) -> Chosen | None:
    if choice is None:
        return None
    chosen = choice.object
    return Chosen(
        id=chosen.id,
        title=chosen.title,
        purpose=chosen.purpose,
        reason=choice.reason,
        citation=sources.cite(chosen.sources, about=chosen.description),
    )


def _check_values(programme: Programme, answers: Mapping[str, str]) -> None:
    objects = {o.id for o in programme.funding_objects}
    known = [*objects, *(c.id for c in programme.criteria)]
    for key, value in answers.items():
        if key not in known:
            raise UsageError(
                f"Zu „{key}“ stellt die Prüfung für {programme.name} keine Frage.", remedy=_possible(known)
            )
        if value not in _ANSWERS:
            raise UsageError(f"„{value}“ ist keine Antwort auf „{key}“.", remedy="Möglich sind: ja, nein.")
    chosen = sorted(key for key, value in answers.items() if key in objects and value == "ja")
    if len(chosen) > 1:
        raise UsageError(
            f"Sie haben mehrere Fördergegenstände gewählt: {', '.join(chosen)}.",
            remedy="Antworten Sie nur bei einem mit ja.",
        )


def _check_applies(
    programme: Programme, criteria: Sequence[Criterion], choice: Choice | None, answers: Mapping[str, str]
) -> None:
    """An answer that the chosen funding object does not ask for would silently have no effect."""
    known = [*(o.id for o in programme.funding_objects), *(c.id for c in criteria)]
    for key in answers:
        if key not in known:
            chosen = f"beim Fördergegenstand {choice.object.id}" if choice else "ohne Fördergegenstand"
            raise UsageError(f"Die Bedingung „{key}“ gilt {chosen} nicht.", remedy=_possible(known))


def _possible(known: Sequence[str]) -> str:
    return f"Möglich sind: {', '.join(sorted(known)) or 'keine'}."
