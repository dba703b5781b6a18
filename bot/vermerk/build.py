"""The file notes: an eligibility check and a fit, described once for all formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.vermerk.note import Block, Fields, FileNote, NoteSection, Paragraph, Questions
from bot.vermerk.parts import (
    NONE,
    Numbers,
    file_note,
    items,
    marked,
    marks,
    notice,
    numbered,
    percent,
    quoted,
    remarks,
    sources,
    table,
    verbatim,
)
from corpus.model import Citation
from corpus.programme import Contact
from corpus.results import CriterionStatus, Eligibility, FieldMatch, Finding, Fit, FitVerdict, Verdict

_VERDICTS = {
    Verdict.ELIGIBLE: "Förderfähig: In den Dokumenten spricht nichts dagegen.",
    Verdict.UNCLEAR: "Noch zu klären: Es sind Punkte offen.",
    Verdict.NOT_ELIGIBLE: "Nicht förderfähig: Mindestens eine Bedingung ist nicht erfüllt.",
}
_FIT_VERDICTS = {
    FitVerdict.FITS: "Die Idee passt zur Strategie.",
    FitVerdict.PARTLY: "Die Idee passt teilweise zur Strategie.",
    FitVerdict.NO_FIT: "Die Idee passt nicht zur Strategie.",
}
_STATUSES = {
    CriterionStatus.MET: "erfüllt",
    CriterionStatus.UNMET: "nicht erfüllt",
    CriterionStatus.OPEN: "offen",
}
_DECIDES = "Über eine Förderung entscheiden allein die dafür zuständigen Stellen."
_ASSIGNS = "Über die Zuordnung zur Strategie und über eine Förderung entscheiden allein die dafür zuständigen Stellen."


def eligibility_note(
    result: Eligibility,
    *,
    idea: str,
    applicant: str | None,
    answers: Mapping[str, str],
    alliance_name: str,
    made_on: date,
    decides: str = _DECIDES,
) -> FileNote:
    """The file note of an eligibility check. `answers` by criterion id; `decides` says in a sentence who decides."""
    numbers = numbered(cited_by_check(result))
    titles = {finding.id: finding.title for finding in result.criteria}
    answered = table(
        ("Rückfrage zu", "Antwort"),
        (60, 40),
        [((titles.get(criterion, criterion),), (str(answer),)) for criterion, answer in answers.items()],
        "Keine Antworten auf Rückfragen.",
    )
    questions = tuple(question.text for question in result.open_questions)
    steps = [marked(step.text, numbers, step.citation) for step in result.next_steps]
    sections = (
        NoteSection(
            heading="Angaben im Wortlaut",
            blocks=(verbatim("Vorhaben", idea), verbatim("Antragstellende Stelle", applicant), answered),
        ),
        NoteSection(heading="Ergebnis", blocks=tuple(_outcome(result, numbers))),
        NoteSection(heading="Bedingungen im Einzelnen", blocks=(_criteria(result.criteria, numbers),)),
        NoteSection(
            heading="Offene Fragen",
            blocks=(Questions(texts=questions) if questions else Paragraph(text="Keine offenen Fragen."),),
        ),
        NoteSection(
            heading="Nächste Schritte", blocks=(items(steps, "Keine nächsten Schritte genannt.", ordered=True),)
        ),
        NoteSection(heading="Kontakt", blocks=(_contact(result.contact),)),
        sources(numbers),
        notice(decides),
    )
    return file_note("Förderfähigkeit eines Vorhabens", alliance_name, result.index, made_on, sections)


def fit_note(
    result: Fit,
    *,
    idea: str,
    alliance_name: str,
    made_on: date,
    field_word: str = "Handlungsfeld",
    decides: str = _ASSIGNS,
) -> FileNote:
    """The file note of a fit. `field_word` is what the alliance calls its action fields."""
    numbers = numbered(cited_by_fit(result))
    goals = table(
        ("Querschnittsziel", "Aus den Angaben", "Quelle"),
        (38, 50, 12),
        [((g.title,), (quoted(g.words) or NONE,), (marks(numbers, [g.citation]),)) for g in result.cross_cutting],
        "Kein Querschnittsziel ist erkennbar berührt.",
    )
    projects = table(
        ("Projekt", "Ähnlichkeit", "Quelle"),
        (68, 20, 12),
        [((p.title,), (percent(p.similarity),), (marks(numbers, [p.citation]),)) for p in result.similar_projects],
        "Keine ähnlichen Projekte gefunden.",
    )
    sections = (
        NoteSection(heading="Angaben im Wortlaut", blocks=(verbatim("Idee", idea),)),
        NoteSection(
            heading="Ergebnis",
            blocks=(
                Paragraph(text=_FIT_VERDICTS[result.verdict], strong=True),
                Paragraph(text=result.summary),
                *remarks(result.notes),
            ),
        ),
        NoteSection(heading="Zuordnung zur Strategie", blocks=tuple(_matches(result.matches, field_word, numbers))),
        NoteSection(heading="Querschnittsziele", blocks=(goals,)),
        NoteSection(heading="Bedenken", blocks=(items(result.concerns, "Keine Bedenken."),)),
        NoteSection(heading="Ähnliche Projekte", blocks=(projects,)),
        sources(numbers),
        notice(decides),
    )
    return file_note("Passung einer Projektidee zur Strategie", alliance_name, result.index, made_on, sections)


def cited_by_check(result: Eligibility) -> list[Citation | None]:
    """What a check cites, in the order of its parts; None for a part without a source."""
    chosen = [result.funding_object.citation] if result.funding_object else []
    return [*chosen, *(f.citation for f in result.criteria), *(s.citation for s in result.next_steps)]


def cited_by_fit(result: Fit) -> list[Citation | None]:
    """What a fit cites, in the order of its parts; None for a part without a source."""
    fields = [citation for match in result.matches for citation in match.citations]
    return [*fields, *(g.citation for g in result.cross_cutting), *(p.citation for p in result.similar_projects)]


def _outcome(result: Eligibility, numbers: Numbers) -> Iterator[Block]:
    chosen = result.funding_object
    purpose = "Keiner zugeordnet."
    if chosen is not None:
        purpose = marked(f"{chosen.title}. {chosen.reason}", numbers, chosen.citation)
    yield Paragraph(text=_VERDICTS[result.verdict], strong=True)
    yield Paragraph(text=result.summary)
    yield Fields(pairs=(("Fördergegenstand", purpose),))
    yield from remarks(result.notes)


def _criteria(findings: tuple[Finding, ...], numbers: Numbers) -> Block:
    rows = []
    for finding in findings:
        status = _STATUSES[finding.status]
        if finding.status is CriterionStatus.UNMET and finding.curable:
            status += ", bis zum Antrag noch erfüllbar"
        reasons = (finding.reason, f"Aus den Angaben: {quoted(finding.words)}") if finding.words else (finding.reason,)
        rows.append(((finding.title,), (status,), reasons, (marks(numbers, [finding.citation]),)))
    return table(
        ("Bedingung", "Ergebnis", "Begründung", "Quelle"),
        (25, 17, 46, 12),
        rows,
        "Es wurden keine Bedingungen geprüft.",
    )


def _matches(matches: tuple[FieldMatch, ...], field_word: str, numbers: Numbers) -> Iterator[Block]:
    rows = []
    for match in matches:
        field = (f"{match.id}: {match.title}", *([f"Thema: {match.topic}"] if match.topic else []))
        rows.append((field, (percent(match.score),), match.reasons or (NONE,), (marks(numbers, match.citations),)))
    if rows:
        yield Paragraph(
            text="Der Wert in Prozent ist die geschätzte Wahrscheinlichkeit, dass eine fachkundige Person die Idee"
            " ebenfalls dort einordnen würde. Er sagt nichts über die Förderfähigkeit."
        )
    yield table(
        (f"{field_word} und Thema", "Wert", "Begründung", "Quelle"),
        (34, 10, 44, 12),
        rows,
        f"Kein {field_word} der Strategie passt zu dieser Idee.",
    )


def _contact(contact: Contact | None) -> Block:
    if contact is None:
        return Paragraph(text="In den Dokumenten ist kein Kontakt genannt.")
    given = (
        ("Stelle", contact.name),
        ("Ansprechperson", contact.person),
        ("Telefon", contact.phone),
        ("E-Mail", contact.email),
        ("Internet", contact.url),
    )
    return Fields(pairs=tuple((label, value) for label, value in given if value))
