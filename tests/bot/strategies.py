"""Invented papers of four alliances: one with all there is, one with fields but no themes, one with conditions alone, and
one that only a document names. And ideas about which no two people would disagree.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STRATEGY = """# Handlungsfelder

## Nachwuchs gewinnen

Jugendliche lernen in Praktika die Berufe der Betriebe kennen. Schulen und Betriebe planen die Berufsorientierung
gemeinsam. Auszubildende werden bis zur Prüfung begleitet.

## Beschäftigte weiterbilden

Beschäftigte besuchen Kurse zu digitalen Werkzeugen. Kleine Betriebe erhalten eine Beratung zur Weiterbildung.

## Zuwanderung begleiten

Pflegekräfte und Handwerker werden im Ausland angeworben. Wer neu in die Region kommt, wird vom Willkommensdienst begrüßt.

## Querschnitt

Die Digitalisierung wird in jedem Handlungsfeld mitgedacht. Die Gleichstellung gilt überall.

# Förderung

Strukturprojekte bauen Netzwerke von Betrieben auf. Arbeitslosenprojekte qualifizieren Menschen ohne Arbeit.
Weiterbildungsprojekte schulen Beschäftigte.

## Bedingungen

Gefördert wird nur, was Fachkräfte sichert. Das Vorhaben findet im Heidekreis oder im Landkreis Uelzen statt. Es dient
einem Handlungsfeld der Strategie. Antragsteller sind juristische Personen und Personengesellschaften. Sie haben eine
Betriebsstätte in Niedersachsen. Zuwendungsempfänger eines Arbeitslosenprojekts ist ein Bildungsträger. Das Projekt ist
vorab mit der Agentur für Arbeit oder dem Jobcenter abgestimmt. Es ist zusätzlich zu den vorhandenen Maßnahmen. Ein
Strukturprojekt nützt mehreren Betrieben.

# Projekte

Das Projekt Azubi-Bus fährt Jugendliche der achten Klassen zu Betrieben, damit sie dort Berufe ausprobieren.

# Kontakt

Auskunft gibt die Geschäftsstelle Heidetal, Hanna Probe, Telefon 0581 11 22.
"""

FILES = {
    "strategie.md": STRATEGY,
    "lernlabor.md": "# Lernlabor\n\nIm Lernlabor schulen sich Beschäftigte kleiner Betriebe an digitalen Werkzeugen und Tabellen.\n",
    "pflegebruecke.md": "# Pflegebrücke\n\nDie Pflegebrücke wirbt Pflegekräfte in Tunesien an und begleitet sie bei der Ankunft.\n",
    "bergland.md": "# Ziele im Bergland\n\nAuszubildende sollen bleiben und gut lernen. Beschäftigte sollen sich weiterbilden.\n\n"
    "# Bedingung\n\nDas Vorhaben liegt in Schaumburg oder Holzminden.\n",
    "kueste.md": "# Regeln der Küste\n\nEinen Antrag stellen juristische Personen. Das Vorhaben liegt im Landkreis Cuxhaven.\n",
    "moor.md": "# Moor\n\nDas Bündnis Moor trifft sich jedes Jahr im Herbst zu einer Versammlung aller Mitglieder.\n",
}


def _document(file: str, title: str, alliance: str, kind: str = "strategie") -> dict[str, Any]:
    known = {"id": file.partition(".")[0], "file": file, "title": title, "kind": kind, "alliance": alliance}
    return {**known, "publisher": "Geschäftsstelle", "issued": "2024-12"}


MANIFEST = [
    _document("strategie.md", "Strategie Heidetal", "heidetal"),
    _document("lernlabor.md", "Projektprofil: Lernlabor", "heidetal", "projekt"),
    _document("pflegebruecke.md", "Projektprofil: Pflegebrücke", "heidetal", "projekt"),
    _document("bergland.md", "Strategie Bergland", "bergland"),
    _document("kueste.md", "Regeln der Küste", "kueste", "richtlinie"),
    _document("moor.md", "Bericht aus dem Moor", "moor", "presse"),
]


def said(document: str, section: str, says: str) -> dict[str, str]:
    """The evidence of an entry."""
    return {"document": document, "section": section, "says": says}


def _topic(id: str, title: str, description: str, themes: list[str], section: str, says: str) -> dict[str, Any]:
    topic = {"id": id, "title": title, "description": description, "source": said("strategie", section, says)}
    return {**topic, "themes": themes}


def _field(id: str, section: str, says: str, *topics: dict[str, Any]) -> dict[str, Any]:
    return {"id": id, "title": section, "topics": list(topics), "source": said("strategie", section, says)}


def _object(id: str, title: str, purpose: str, says: str) -> dict[str, Any]:
    text = {"description": f"{title} der Strategie.", "decides": "Die Förderbank entscheidet."}
    return {"id": id, "title": title, "purpose": purpose, **text, "source": said("strategie", "Förderung", says)}


def _criterion(id: str, check: str, says: str, **more: Any) -> dict[str, Any]:
    source = said("strategie", "Bedingungen", says)
    text = {"title": id.capitalize(), "rule": f"Regel zu {id}.", "question": f"Ist {id} erfüllt?"}
    return {"id": id, "check": check, **text, "source": source, **more}


HEIDETAL: dict[str, Any] = {
    "alliance": "heidetal",
    "name": "Fachkräftebündnis Heidetal",
    "names": ["Heidetal"],
    "districts": ["Heidekreis", "Uelzen"],
    "contact": {
        "name": "Geschäftsstelle Heidetal",
        "person": "Hanna Probe",
        "phone": "0581 11 22",
        "source": said("strategie", "Kontakt", "Hanna Probe Telefon"),
    },
    "action_fields": [
        _field(
            "I",
            "Nachwuchs gewinnen",
            "Schulen und Betriebe Berufsorientierung",
            _topic(
                "I-1",
                "Berufe zeigen",
                "Schülerinnen und Schüler lernen Berufe und Betriebe kennen.",
                ["berufsorientierung", "mint"],
                "Nachwuchs",
                "Jugendliche Praktika Berufe",
            ),
            _topic(
                "I-2",
                "Ausbildung begleiten",
                "Auszubildende kommen gut bis zur Prüfung.",
                ["ausbildung"],
                "Nachwuchs",
                "Auszubildende bis zur Prüfung begleitet",
            ),
        ),
        _field(
            "II",
            "Beschäftigte weiterbilden",
            "Beschäftigte Kurse digitalen Werkzeugen",
            _topic(
                "II-1",
                "Kurse für Beschäftigte",
                "Beschäftigte lernen digitale Werkzeuge und holen Abschlüsse nach.",
                ["digitale-kompetenzen", "weiterbildung", "lernformate"],
                "Beschäftigte",
                "Kurse digitalen Werkzeugen",
            ),
            _topic(
                "II-2",
                "Menschen ohne Arbeit",
                "Arbeitslose werden qualifiziert.",
                ["arbeitslose"],
                "Förderung",
                "Arbeitslosenprojekte Menschen ohne Arbeit",
            ),
        ),
        _field(
            "III",
            "Zuwanderung begleiten",
            "Willkommensdienst begrüßt Region",
            _topic(
                "III-1",
                "Anwerben im Ausland",
                "Fachkräfte kommen aus dem Ausland in die Region.",
                ["anwerbung-ausland", "willkommen"],
                "Zuwanderung",
                "Pflegekräfte im Ausland angeworben",
            ),
        ),
    ],
    "cross_cutting": [
        {
            "id": "digital",
            "title": "Digitalisierung",
            "description": "Digitale Wege werden mitgedacht.",
            "signs": ["digital"],
            "source": said("strategie", "Querschnitt", "Digitalisierung in jedem Handlungsfeld"),
        },
        {
            "id": "gleich",
            "title": "Gleichstellung",
            "description": "Frauen und Männer haben gleiche Chancen.",
            "signs": ["frauen", "gleichstellung"],
            "source": said("strategie", "Querschnitt", "Gleichstellung gilt überall"),
        },
    ],
    "funding_objects": [
        _object("FG1", "Strukturprojekte", "structure", "Strukturprojekte Netzwerke"),
        _object("FG2", "Arbeitslosenprojekte", "unemployed", "Arbeitslosenprojekte qualifizieren"),
        _object("FG3", "Weiterbildungsprojekte", "training", "Weiterbildungsprojekte schulen"),
    ],
    "criteria": [
        _criterion("ausschluss", "outside", "nur was Fachkräfte sichert", programmes=["Zukunftsregionen"]),
        _criterion("region", "region", "Heidekreis Landkreis Uelzen"),
        _criterion("strategie", "strategy", "dient einem Handlungsfeld"),
        _criterion("rechtsform", "legal_form", "juristische Personen", excluded=["privatperson", "einzelunternehmen"]),
        _criterion("sitz", "seat", "Betriebsstätte in Niedersachsen", places=["Niedersachsen"]),
        _criterion("traeger", "recipient", "ein Bildungsträger", applies_to=["FG2"], allowed=["bildungstraeger"]),
        _criterion(
            "abstimmung",
            "agreement",
            "mit der Agentur für Arbeit",
            applies_to=["FG2"],
            partners=["arbeitsverwaltung"],
            curable=True,
        ),
        _criterion("zusatz", "additional", "zusätzlich vorhandenen Maßnahmen", applies_to=["FG2"]),
        _criterion("nutzen", "across_companies", "nützt mehreren Betrieben", applies_to=["FG1", "FG3"]),
    ],
    "procedure": [
        {
            "title": "Gespräch",
            "text": "Sprechen Sie mit der Geschäftsstelle.",
            "source": said("strategie", "Kontakt", "Auskunft gibt die Geschäftsstelle"),
        }
    ],
    "projects": [
        {
            "title": "Azubi-Bus",
            "text": "Ein Bus fährt Jugendliche zu Betrieben.",
            "fields": ["I"],
            "source": said("strategie", "Projekte", "Azubi-Bus Jugendliche Betrieben"),
        }
    ],
    "sources": [said("strategie", "Förderung", "Strukturprojekte Netzwerke von Betrieben")],
}
_BERGLAND = (
    ("A", "Ausbildung", "Gute Ausbildung", "Ausbildung im Betrieb stärken, Abbrüche verhindern.", "Auszubildende bleiben gut lernen"),
    ("B", "Weiterbildung", "Kurse für Beschäftigte", "Beschäftigte lernen digitale Werkzeuge.", "Beschäftigte sollen sich weiterbilden"),
)  # fmt: skip
BERGLAND: dict[str, Any] = {
    "alliance": "bergland",
    "name": "Fachkräftebündnis Bergland",
    "districts": ["Schaumburg", "Holzminden"],
    "field_word": "Schwerpunkt",
    "action_fields": [
        {
            "id": id,
            "title": title,
            "source": said("bergland", "Ziele", says),
            "topics": [
                {"id": f"{id}-1", "title": topic, "description": text, "source": said("bergland", "Ziele", says)}
            ],
        }
        for id, title, topic, text, says in _BERGLAND
    ],
    "sources": [said("bergland", "Bedingung", "Vorhaben Schaumburg Holzminden")],
}
KUESTE: dict[str, Any] = {
    "alliance": "kueste",
    "name": "Fachkräftebündnis Küste",
    "districts": ["Cuxhaven"],
    "criteria": [
        {
            "id": "rechtsform",
            "title": "Rechtsform",
            "check": "legal_form",
            "rule": "Anträge stellen juristische Personen.",
            "question": "Stellt eine juristische Person den Antrag?",
            "excluded": ["privatperson"],
            "source": said("kueste", "Regeln", "juristische Personen"),
        }
    ],
    "sources": [said("kueste", "Regeln", "Vorhaben im Landkreis Cuxhaven")],
}

SCHOOLS = (
    "Schülerinnen und Schüler der neunten Klassen aus Soltau lernen in einer Praktikumswoche die Berufe von zwölf "
    "Handwerksbetrieben kennen. Schule und Betriebe bereiten die Berufsorientierung zusammen vor."
)
COURSES = (
    "Beschäftigte aus kleinen Betrieben in Uelzen besuchen abends einen Kurs zu digitalen Werkzeugen und künstlicher "
    "Intelligenz. Teilnehmen können die Mitarbeiterinnen und Mitarbeiter aller Betriebe im Landkreis."
)
ABROAD = (
    "Vier Pflegeheime aus Walsrode und Munster werben gemeinsam Pflegekräfte in Tunesien an, helfen beim Visum und holen "
    "sie in den Heidekreis."
)
UNEMPLOYED = (
    "Die Volkshochschule Uelzen qualifiziert Langzeitarbeitslose aus Bad Bevensen in vier Monaten für die Pflege und bringt "
    "sie wieder in Arbeit."
)
POOL = "Das Freibad in Soltau braucht ein neues Sprungbrett, eine Wasserrutsche und frische Farbe für die Umkleiden."
CHRONICLE = "Der Heimatverein druckt eine Chronik unseres Dorfes mit alten Fotos von Festen und der Kirche."


def write_strategies(folder: Path, *programmes: dict[str, Any]) -> Path:
    """Write the papers and the programmes, all three unless some are given."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": MANIFEST}), encoding="utf-8")
    (folder / "programmes").mkdir()
    for programme in programmes or (HEIDETAL, BERGLAND, KUESTE):
        path = folder / "programmes" / f"{programme['alliance']}.yaml"
        path.write_text(json.dumps(programme), encoding="utf-8")
    return folder
