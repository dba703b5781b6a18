"""A programme file that has every kind of entry, and what is read from it."""

from __future__ import annotations

from corpus.programme import (
    ActionField,
    Body,
    Contact,
    Criterion,
    CriterionCheck,
    CrossCuttingGoal,
    Event,
    Evidence,
    FundingObject,
    Programme,
    Project,
    Purpose,
    Statement,
    Step,
    Term,
    Topic,
)

WHOLE = """\
alliance: heide
name: Bündnis Heide
names: [Heide, Heidebündnis]
districts: [Celle, Uelzen]
field_word: Schwerpunkt
contact:
  name: Geschäftsstelle
  person: Erika Muster
  source: {document: strategie, section: Kontakt, says: Erika Muster}
about:
  - title: Wer dazugehört
    text: Zwei Landkreise
      und eine Kammer.
    source: {document: strategie, section: Einleitung, says: Landkreise Kammer}
    also:
      - {document: blatt, section: Mitglieder, says: Gewerkschaft beigetreten, optional: true}
funding_objects:
  - id: FG1
    title: Strukturprojekte
    purpose: structure
    description: Neue Strukturen.
    decides: Die Bank.
    source: {document: strategie, section: Förderung, says: Strukturprojekte gefördert}
criteria:
  - id: rechtsform
    title: Rechtsform
    check: legal_form
    rule: Nur Schulen.
    question: Sind Sie eine Schule?
    applies_to: [FG1]
    curable: true
    allowed: [schule]
    excluded: [privatperson]
    partners: [kammer]
    places: [Celle]
    programmes: [Zukunftsregionen]
    source: {document: blatt, section: Wer darf, says: Schulen antragsberechtigt, optional: true}
action_fields:
  - id: A
    title: Ausbildung
    source: {document: strategie, section: Schwerpunkte, says: Schwerpunkt Ausbildung}
    topics:
      - id: A-1
        title: Azubis
        description: Azubis gewinnen.
        measures: [Tage der offenen Werkstatt]
        themes: [ausbildung, mint]
        source: {document: strategie, section: Azubis, says: Werkstatt Besuche}
cross_cutting:
  - id: digital
    title: Digitales
    description: Digital arbeiten.
    signs: [digital]
    source: {document: strategie, section: Querschnitt, says: Digitalisierung überall}
procedure:
  - title: Antrag
    text: Bei der Bank.
    applies_to: [FG1]
    source: {document: strategie, section: Verfahren, says: Antrag Bank}
bodies:
  - id: beirat
    name: Beirat
    role: Berät.
    meets: Im Frühjahr.
    members: [Landkreise]
    source: {document: strategie, section: Gremien, says: Beirat berät}
money:
  - title: Bis 2027
    text: 1,5 Millionen.
    source: {document: blatt, section: Mittel, says: "1,5 Millionen Euro", optional: true}
timeline:
  - when: 2014-11-28
    text: Gründung.
    source: {document: strategie, section: Geschichte, says: Gründung November}
  - when: 2019
    text: Umzug.
    source: {document: blatt, section: Geschichte, says: Umzug Rathaus, optional: true}
projects:
  - title: Werkbank
    text: Azubis an der Werkbank.
    fields: [A]
    source: {document: strategie, section: Projekte, says: Werkbank Projekt}
glossary:
  - term: KMU
    meaning: kleine und mittlere Unternehmen
    source: {document: strategie, section: Glossar, says: mittlere Unternehmen}
questions:
  - Wer gehört dazu?
sources:
  - {document: strategie, section: Einleitung, says: Bündnis Heide}
"""


def said(section: str, says: str) -> Evidence:
    return Evidence(document="strategie", section=section, says=says)


def maybe(section: str, says: str) -> Evidence:
    return Evidence(document="blatt", section=section, says=says, optional=True)


READ = Programme(
    alliance="heide",
    name="Bündnis Heide",
    names=("Heide", "Heidebündnis"),
    districts=("Celle", "Uelzen"),
    field_word="Schwerpunkt",
    contact=Contact(name="Geschäftsstelle", person="Erika Muster", source=said("Kontakt", "Erika Muster")),
    about=(
        Statement(
            title="Wer dazugehört",
            text="Zwei Landkreise und eine Kammer.",
            sources=(said("Einleitung", "Landkreise Kammer"), maybe("Mitglieder", "Gewerkschaft beigetreten")),
        ),
    ),
    funding_objects=(
        FundingObject(
            id="FG1",
            title="Strukturprojekte",
            purpose=Purpose.STRUCTURE,
            description="Neue Strukturen.",
            decides="Die Bank.",
            sources=(said("Förderung", "Strukturprojekte gefördert"),),
        ),
    ),
    criteria=(
        Criterion(
            id="rechtsform",
            title="Rechtsform",
            check=CriterionCheck.LEGAL_FORM,
            rule="Nur Schulen.",
            question="Sind Sie eine Schule?",
            applies_to=("FG1",),
            curable=True,
            allowed=("schule",),
            excluded=("privatperson",),
            partners=("kammer",),
            places=("Celle",),
            programmes=("Zukunftsregionen",),
            sources=(maybe("Wer darf", "Schulen antragsberechtigt"),),
        ),
    ),
    action_fields=(
        ActionField(
            id="A",
            title="Ausbildung",
            topics=(
                Topic(
                    id="A-1",
                    title="Azubis",
                    description="Azubis gewinnen.",
                    measures=("Tage der offenen Werkstatt",),
                    themes=("ausbildung", "mint"),
                    sources=(said("Azubis", "Werkstatt Besuche"),),
                ),
            ),
            sources=(said("Schwerpunkte", "Schwerpunkt Ausbildung"),),
        ),
    ),
    cross_cutting=(
        CrossCuttingGoal(
            id="digital",
            title="Digitales",
            description="Digital arbeiten.",
            signs=("digital",),
            sources=(said("Querschnitt", "Digitalisierung überall"),),
        ),
    ),
    procedure=(
        Step(title="Antrag", text="Bei der Bank.", applies_to=("FG1",), sources=(said("Verfahren", "Antrag Bank"),)),
    ),
    bodies=(
        Body(
            id="beirat",
            name="Beirat",
            role="Berät.",
            meets="Im Frühjahr.",
            members=("Landkreise",),
            sources=(said("Gremien", "Beirat berät"),),
        ),
    ),
    money=(Statement(title="Bis 2027", text="1,5 Millionen.", sources=(maybe("Mittel", "1,5 Millionen Euro"),)),),
    timeline=(
        Event(when="2014-11-28", text="Gründung.", sources=(said("Geschichte", "Gründung November"),)),
        Event(when="2019", text="Umzug.", sources=(maybe("Geschichte", "Umzug Rathaus"),)),
    ),
    projects=(
        Project(
            title="Werkbank",
            text="Azubis an der Werkbank.",
            fields=("A",),
            sources=(said("Projekte", "Werkbank Projekt"),),
        ),
    ),
    glossary=(
        Term(term="KMU", meaning="kleine und mittlere Unternehmen", sources=(said("Glossar", "mittlere Unternehmen"),)),
    ),
    questions=("Wer gehört dazu?",),
    sources=(said("Einleitung", "Bündnis Heide"),),
)
