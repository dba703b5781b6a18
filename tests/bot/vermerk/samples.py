"""A check and a fit with everything in them, the same with nothing, and texts that mean harm."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pypdf

from bot.vermerk.build import eligibility_note, fit_note
from bot.vermerk.note import FileNote
from corpus.kinds import Kind
from corpus.model import Citation, Contact, IndexInfo, Note, SourceWork
from corpus.programme import Purpose
from corpus.results import (
    Chosen,
    CriterionStatus,
    Eligibility,
    FieldMatch,
    Finding,
    Fit,
    FitVerdict,
    GoalTouched,
    NextStep,
    OpenQuestion,
    SimilarProject,
    Verdict,
)

DAY = date(2026, 11, 21)
ALLIANCE = "Allianz für Fachkräfte Nordostniedersachsen"
IDEA = "Fünf Pflegebetriebe im Heidekreis bauen „ein Programm“ auf.\n\nKosten: 310.000 €\nLaufzeit: 24 Monate"
INDEX = IndexInfo(generation=7, documents=13, built="2026-11-20T10:00:00+00:00")

HOSTILE = (
    '=1+1 #read("/etc/passwd") #image("x.png") @ref <lab> $x^2$ // weg /* weg */ #panic()',
    "[x](javascript:alert(1)) ![i](http://boese.example/y.png) <script>alert(1)</script> &lt; &copy; <!-- weg -->",
    "*a* _b_ `c` ~~d~~ **e** \\ | f | {{7*7}} %s {0} [^1] http://a.example <http://b.example>",
    "# Titel\n- Punkt\n+ Punkt\n1. Nummer\n2) Nummer\n> Zitat\n===\n---\n```\nCode\n```\n| a |\n|---|\n: d\n***\n[a]: /u",
)
ODD = "😀👩‍👧 中文 العربية עברית हिन्दी Ελλάδα Україна Việt ą̈̂ ж̄ \U000e0041 \U0010fffd ✓→≤ Wort\u00adteil"


def citation(n: int, quote: str | None = None, **changed: object) -> Citation:
    made = Citation(
        n=n,
        document_id=f"d{n}",
        title=f"Strategie Nummer {n}",
        kind=Kind.STRATEGIE,
        alliance="non",
        issued="2024-12",
        page=10 + n,
        section=("3 Felder", f"3.{n} Gewinnen"),
        quote=quote or f"Wörtlich steht in Quelle {n}: gefördert wird die Region.",
        passage_id=f"p{n}",
        url=f"/quelle/p{n}",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


CONTACT = Contact(
    name="Netzwerkkoordination",
    person="Christoph Lenz",
    phone="04131 742122",
    email="c@example.org",
    url="https://non.example",
)
ELIGIBILITY = Eligibility(
    alliance="non",
    verdict=Verdict.UNCLEAR,
    summary="Zwei Punkte sind offen. Die NBank entscheidet.",
    funding_object=Chosen(
        id="FG3",
        title="Kompetenzentwicklung",
        purpose=Purpose.TRAINING,
        reason="Es geht um Beschäftigte.",
        citation=citation(1),
    ),
    criteria=(
        Finding(
            id="region",
            title="Regionalbezug",
            status=CriterionStatus.MET,
            reason="Das Vorhaben liegt im Heidekreis.",
            citation=citation(2),
            words=("Heidekreis", "Fünf Pflegebetriebe"),
        ),
        Finding(
            id="form", title="Rechtsform", status=CriterionStatus.OPEN, reason="Die Form fehlt.", citation=citation(3)
        ),
        Finding(
            id="abstimmung",
            title="Abstimmung",
            status=CriterionStatus.UNMET,
            curable=True,
            reason="Noch nicht abgestimmt.",
            citation=citation(2),
        ),
        Finding(id="nutzen", title="Nutzen", status=CriterionStatus.UNMET, reason="Nur ein Betrieb.", citation=None),
    ),
    open_questions=(
        OpenQuestion(criterion_id="form", text="Welche Rechtsform hat die Stelle?"),
        OpenQuestion(criterion_id="sitz", text="Gibt es eine Betriebsstätte in Niedersachsen?"),
    ),
    next_steps=(
        NextStep(text="Klären Sie die offenen Fragen."),
        NextStep(text="Lassen Sie sich beraten.", citation=citation(4)),
        NextStep(text="Reichen Sie die Skizze ein.", citation=citation(1)),
    ),
    contact=CONTACT,
    index=INDEX,
    notes=(Note(kind="age", text="Die Angabe ist älter."),),
)
FIT = Fit(
    alliance="non",
    verdict=FitVerdict.PARTLY,
    relevance=0.97,
    summary="Die Idee berührt zwei Themen.",
    matches=(
        FieldMatch(
            id="II",
            title="Ausland",
            topic="Integration",
            score=0.824,
            reasons=("Nennt Sprachkurse.", "Nennt Begleitung."),
            citations=(citation(1), citation(2)),
        ),
        FieldMatch(id="III", title="Weiterbildung", topic="Betrieb", score=0.3, reasons=(), citations=(citation(3),)),
    ),
    cross_cutting=(GoalTouched(id="digital", title="Digitalisierung", words=("Lernplattform",), citation=citation(4)),),
    similar_projects=(SimilarProject(title="Welcome Center", document_id="w", similarity=0.57, citation=citation(5)),),
    concerns=("Es fehlt ein Betrieb.", "Sprachkurse fördert der Bund."),
    index=INDEX,
)
EMPTY_ELIGIBILITY = Eligibility(
    alliance="non",
    verdict=Verdict.ELIGIBLE,
    summary="Nichts spricht dagegen.",
    funding_object=None,
    criteria=(),
    open_questions=(),
    next_steps=(),
    contact=None,
    index=INDEX,
)
EMPTY_FIT = Fit(
    alliance="non",
    verdict=FitVerdict.NO_FIT,
    relevance=0.02,
    summary="Nichts passt.",
    matches=(),
    cross_cutting=(),
    similar_projects=(),
    concerns=(),
    index=INDEX,
)
RESTATED = citation(
    6, source=SourceWork(title="Richtlinie des Landes", url="https://land.example"), page=None, section=()
)


def check_note(result: Eligibility = ELIGIBILITY, idea: str = IDEA) -> FileNote:
    answers = {"abstimmung": "nein", "nutzen": "ja"} if result.criteria else {}
    return eligibility_note(
        result, idea=idea, applicant="Volkshochschule gGmbH", answers=answers, alliance_name=ALLIANCE, made_on=DAY
    )


def strategy_note(result: Fit = FIT, idea: str = IDEA) -> FileNote:
    return fit_note(result, idea=idea, alliance_name=ALLIANCE, made_on=DAY)


def hostile_note(text: str) -> FileNote:
    """A check in which every text is this one."""
    source = citation(1, quote=text, title=text, section=(text, text))
    result = replace(
        ELIGIBILITY,
        summary=text,
        criteria=(replace(ELIGIBILITY.criteria[0], title=text, reason=text, words=(text,), citation=source),),
        open_questions=(OpenQuestion(criterion_id=text, text=text),),
        next_steps=(NextStep(text=text, citation=source),),
        contact=Contact(name=text, person=text, phone=text, email=text, url=text),
        notes=(Note(kind=text, text=text),),
        funding_object=None,
    )
    return eligibility_note(result, idea=text, applicant=text, answers={text: text}, alliance_name=text, made_on=DAY)


# What a complete note says, whatever the format.
CHECK_SAYS = (
    "Vermerk",
    f"Förderfähigkeit eines Vorhabens – {ALLIANCE}",
    "21. November 2026",
    "Index-Generation 7, Stand: 20. November 2026, 13 Dokumente",
    "Fünf Pflegebetriebe im Heidekreis bauen „ein Programm“ auf.",
    "Kosten: 310.000 €",
    "Volkshochschule gGmbH",
    "Noch zu klären",
    "Zwei Punkte sind offen. Die NBank entscheidet.",
    "Kompetenzentwicklung. Es geht um Beschäftigte. [1]",
    "Ältere Angabe: Die Angabe ist älter.",
    "Regionalbezug",
    "Das Vorhaben liegt im Heidekreis.",
    "Aus den Angaben: „Heidekreis“, „Fünf Pflegebetriebe“",
    "Rechtsform",
    "nicht erfüllt, bis zum Antrag noch erfüllbar",
    "Noch nicht abgestimmt.",
    "Nur ein Betrieb.",
    "Welche Rechtsform hat die Stelle?",
    "Gibt es eine Betriebsstätte in Niedersachsen?",
    "Klären Sie die offenen Fragen.",
    "Lassen Sie sich beraten. [4]",
    "Reichen Sie die Skizze ein. [1]",
    "Netzwerkkoordination",
    "Christoph Lenz",
    "04131 742122",
    "c@example.org",
    "https://non.example",
    *(f"Strategie Nummer {n}" for n in range(1, 5)),
    *(f"Seite {10 + n}; Abschnitt: 3 Felder › 3.{n} Gewinnen" for n in range(1, 5)),
    *(f"Wörtlich steht in Quelle {n}: gefördert wird die Region." for n in range(1, 5)),
    "maschinell",
    "nicht verbindlich",
    "entscheiden allein die dafür zuständigen Stellen",
    "Ort, Datum",
    "Unterschrift / Bearbeitung",
)
FIT_SAYS = (
    f"Passung einer Projektidee zur Strategie – {ALLIANCE}",
    "Die Idee passt teilweise zur Strategie.",
    "Die Idee berührt zwei Themen.",
    "II: Ausland",
    "Thema: Integration",
    "82\u00a0%",
    "geschätzte Wahrscheinlichkeit",
    "Nennt Sprachkurse.",
    "Nennt Begleitung.",
    "III: Weiterbildung",
    "[1] [2]",
    "Digitalisierung",
    "„Lernplattform“",
    "Es fehlt ein Betrieb.",
    "Sprachkurse fördert der Bund.",
    "Welcome Center",
    "57\u00a0%",
    *(f"Wörtlich steht in Quelle {n}: gefördert wird die Region." for n in range(1, 6)),
)
EMPTY_CHECK_SAYS = (
    "Keine Antworten auf Rückfragen.",
    "Keiner zugeordnet.",
    "Es wurden keine Bedingungen geprüft.",
    "Keine offenen Fragen.",
    "Keine nächsten Schritte genannt.",
    "In den Dokumenten ist kein Kontakt genannt.",
    "Keine Quellen.",
)
EMPTY_FIT_SAYS = (
    "Kein Handlungsfeld der Strategie passt zu dieser Idee.",
    "Kein Querschnittsziel ist erkennbar berührt.",
    "Keine Bedenken.",
    "Keine ähnlichen Projekte gefunden.",
)


def squeezed(text: str) -> str:
    """The text without blanks, line breaks and hyphens, as pages of different layout have in common."""
    return re.sub(r"[\s\u200b\u00ad‐-]+", "", text)


def pdf_text(content: bytes) -> str:
    """The words of all pages without what stands at their foot, squeezed."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"Vermerkvom21\.November2026Seite\d+von\d+", "", "".join(squeezed(page) for page in pages))
