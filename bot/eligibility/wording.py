"""What the findings of a check mean to the person: summary, questions, next steps and notes, in German."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.eligibility.objects import Choice
from bot.eligibility.reading import Reading
from bot.sources import Sources
from corpus.entries import shown
from corpus.model import Note
from corpus.programme import Contact, Criterion, CriterionCheck, Programme
from corpus.results import CriterionStatus, Finding, NextStep, OpenQuestion, Verdict


def summary(programme: Programme, findings: Sequence[Finding], verdict: Verdict, choice: Choice | None) -> str:
    """One or two sentences: what the verdict means, the hard exclusion first, and who decides."""
    decides = choice.object.decides if choice else _whom(programme)
    if verdict is Verdict.NOT_ELIGIBLE:
        hard = [f for f in findings if f.status is CriterionStatus.UNMET and not f.curable]
        more = f" (außerdem nicht erfüllt: {_titles(hard[1:])})" if len(hard) > 1 else ""
        return f"So, wie es beschrieben ist, ist das Vorhaben nicht förderfähig: {hard[0].reason[:-1]}{more}. {_whom(programme)}"
    if verdict is Verdict.ELIGIBLE:
        as_what = f" (Fördergegenstand „{choice.object.title}“)" if choice else ""
        return f"Nach den Unterlagen spricht nichts gegen eine Förderung{as_what}. {decides}"
    if not findings:
        return f"Bedingungen der Förderung liegen für {programme.name} nicht vor; prüfen lässt sich deshalb nichts. {decides}"
    missing = [f for f in findings if f.status is CriterionStatus.UNMET]
    unclear = [f for f in findings if f.status is CriterionStatus.OPEN]
    parts = [f"nachzuholen: {_titles(missing)}"] if missing else []
    parts += [f"zu klären: {_titles(unclear)}"] if unclear else []
    parts += ["zu klären: der Fördergegenstand"] if not choice and not parts else []
    parts += [] if parts else ["zu klären: ob es zu Gebiet und Strategie passt, denn dazu liegen keine Unterlagen vor"]
    return f"Ausgeschlossen ist das Vorhaben nicht; noch {'; '.join(parts)}. {decides}"


def open_questions(
    programme: Programme,
    criteria: Sequence[Criterion],
    findings: Sequence[Finding],
    choice: Choice | None,
    answers: Mapping[str, str],
) -> tuple[OpenQuestion, ...]:
    """What to ask the person: first which funding object it is, unless that is known or the idea lies outside."""
    open_ids = {f.id for f in findings if f.status is CriterionStatus.OPEN}
    questions = [OpenQuestion(criterion_id=c.id, text=c.question) for c in criteria if c.id in open_ids]
    if choice or _lies_outside(criteria, findings):
        return tuple(questions)
    objects = [
        OpenQuestion(criterion_id=o.id, text=f"Geht es um „{o.title}“? {o.description}")
        for o in programme.funding_objects
        if o.id not in answers
    ]
    return (*objects, *questions)


def next_steps(
    programme: Programme,
    criteria: Sequence[Criterion],
    findings: Sequence[Finding],
    verdict: Verdict,
    choice: Choice | None,
    sources: Sources,
) -> tuple[NextStep, ...]:
    """What to do: what is missing first, then the procedure; for an exclusion, what would have to change."""
    rules = {c.id: c for c in criteria}
    if verdict is Verdict.NOT_ELIGIBLE:
        return tuple(_changes(programme, rules, findings))
    steps = [s for s in programme.procedure if not s.applies_to or (choice and choice.object.id in s.applies_to)]
    named = {f.title for f in findings}  # a step of that name is done, or stands above the procedure already
    made_up = [
        NextStep(text=f"Nachzuholen – {f.title}: {rules[f.id].rule}", citation=f.citation)
        for f in findings
        if f.status is CriterionStatus.UNMET
    ]
    cleared = [
        NextStep(text=f"Klären Sie: {rules[f.id].question}", citation=f.citation)
        for f in findings
        if f.status is CriterionStatus.OPEN
    ]
    procedure = [
        NextStep(text=f"{s.title}: {s.text}", citation=sources.cite(s.sources, about=s.text))
        for s in steps
        if s.title not in named
    ]
    return (*made_up, *cleared, *procedure)


def _changes(programme: Programme, rules: Mapping[str, Criterion], findings: Sequence[Finding]) -> Iterator[NextStep]:
    unmet = [f for f in findings if f.status is CriterionStatus.UNMET]
    for finding in sorted(unmet, key=lambda f: f.curable):
        what = "Nachzuholen" if finding.curable else "Zu ändern"
        yield NextStep(text=f"{what} – {finding.title}: {rules[finding.id].rule}", citation=finding.citation)
    if programme.contact:
        text = f"Fragen Sie nach, ob das Vorhaben in anderer Form in Betracht kommt: {_reached(programme.contact)}."
        yield NextStep(text=text)


def notes(programme: Programme, reading: Reading) -> tuple[Note, ...]:
    """What to know about the check itself."""
    found = []
    lacking = [
        what
        for what, known in (
            ("Bedingungen der Förderung", programme.criteria),
            ("eine Strategie", programme.action_fields),
            ("das Gebiet", programme.districts),
        )
        if not known
    ]
    if lacking:
        text = f"Zu {programme.name} ist nicht hinterlegt: {', '.join(lacking)}. Das wurde nicht geprüft."
        found.append(Note(kind="scope", text=text))
    if reading.short:
        found.append(
            Note(kind="short", text="Die Beschreibung ist sehr kurz; sagen Sie genauer, wer was für wen wo tun will.")
        )
    if reading.english:
        text = "Die Beschreibung ist auf Englisch; die Prüfung ist für deutsche Texte gemacht und kann etwas übersehen."
        found.append(Note(kind="language", text=text))
    if reading.orders:
        text = f"Der Text enthält eine Anweisung an die Prüfung („{shown(reading.orders)}“); sie wurde nicht befolgt."
        found.append(Note(kind="instruction", text=text))
    return tuple(found)


def _lies_outside(criteria: Sequence[Criterion], findings: Sequence[Finding]) -> bool:
    outside = {c.id for c in criteria if c.check is CriterionCheck.OUTSIDE}
    return any(f.id in outside and f.status is CriterionStatus.UNMET for f in findings)


def _titles(findings: Sequence[Finding]) -> str:
    return ", ".join(f.title for f in findings)


def _whom(programme: Programme) -> str:
    if programme.contact:
        return f"Auskunft gibt: {programme.contact.name}."
    return "Verbindlich entscheidet allein die Bewilligungsstelle."


def _reached(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, contact.person, contact.phone, contact.email)))
