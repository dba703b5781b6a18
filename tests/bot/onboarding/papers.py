"""Invented papers of two alliances: one with a programme, one only with a document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

STRATEGY = """# Das Bündnis

Das Bündnis Heide ist ein freiwilliger Zusammenschluss von Kammern und Landkreisen. Zum Gebiet zählen die Landkreise
Birkenau und Eichtal.

# Gremien

## Steuerrunde

Die Steuerrunde beurteilt alle Vorhaben und gibt ihr Votum ab. Sie kommt viermal im Jahr zusammen.

Mitglieder der Steuerrunde:

- die Handwerkskammer Birkenau
- der Landkreis Eichtal

## Antrag

Am Beginn steht ein Gespräch mit der Geschäftsstelle. Danach nimmt die Förderbank den Antrag entgegen und entscheidet
über die Bewilligung.

# Förderung

Netzwerkvorhaben bringen Betriebe an einen Tisch. Kursvorhaben schulen Beschäftigte in neuer Technik. Von 2021 bis 2027
stehen 1,5 Millionen Euro bereit.

# Themenfelder

## Themenfeld I: Nachwuchs gewinnen

Schulen und Betriebe sollen Praktika gemeinsam planen. Auszubildende bekommen Patinnen und Paten.

## Querschnitt

Klimaschutz gilt in jedem Themenfeld.

# Vorhaben

Das Vorhaben Lernwerkstatt zeigt Jugendlichen den Umgang mit Robotern.

# Geschichte

Im Mai 2012 unterschrieben fünf Partner die Gründungsurkunde. Die erste Förderrunde lief von 2012 bis 2016. Seit 2020 ist
die Universität Eichtal dabei.

# Begriffe

Ein Ähnlichkeitsvotum ist ein Votum ohne Sitzung. BVJ steht für Berufsvorbereitungsjahr. Die Zuwendung ist Geld ohne
Rückzahlung.

# Kontakt

Auskunft gibt die Geschäftsstelle Heide, Berta Beispiel, Telefon 0511 98 76.
"""

FILES = {
    "strategie.md": STRATEGY,
    "alt.md": "# Strategie 2014\n\nDas Bündnis Heide arbeitete damals in sieben Themenfeldern und in drei Arbeitsgruppen.\n",
    "lernwerkstatt.md": "# Lernwerkstatt\n\nDie Lernwerkstatt steht in Birkenau und ist an jedem Samstag für Jugendliche geöffnet.\n",
    "pflegebus.md": "# Pflegebus\n\nNeue Worte.\n\nDer Pflegebus fährt durch die Dörfer und wirbt auf jedem Marktplatz für den Beruf der Pflegekraft.\n",
    "leitfaden.txt": "Stand: November 2022, herausgegeben vom Projektteam für alle Leserinnen und Leser.\n\n"
    "Alle Bündnisse im Land legen ihre Strategie alle sieben Jahre neu vor und berichten darüber.\n",
    "kueste.md": "# Küste\n\nDas Bündnis Küste hat seine Strategie im Jahr 2023 in einer Versammlung beschlossen.\n",
    "kaputt.pdf": "%PDF-1.7\nHier bricht die Datei ab",
}


def _document(file: str, title: str, kind: str, issued: str, **more: Any) -> dict[str, Any]:
    known = {"id": file.partition(".")[0], "file": file, "title": title, "kind": kind, "issued": issued}
    return {**known, "publisher": "Geschäftsstelle", **more}


MANIFEST = [
    _document(
        "strategie.md",
        "Strategie Heide 2024",
        "strategie",
        "2024-12",
        alliance="heide",
        valid_from="2024-01-01",
        valid_until="2027-12-31",
        supersedes=["alt"],
    ),
    _document("alt.md", "Strategie Heide 2014", "strategie", "2014", alliance="heide"),
    _document("lernwerkstatt.md", "Projektprofil: Lernwerkstatt", "projekt", "2010", alliance="heide"),
    _document("pflegebus.md", "Projektprofil: Pflegebus", "projekt", "2025", alliance="heide"),
    _document("leitfaden.txt", "Leitfaden für alle", "handreichung", "2022-11"),
    _document("kueste.md", "Strategie Küste", "strategie", "2023", alliance="kueste"),
    _document("kaputt.pdf", "Unlesbar", "presse", "2020", alliance="heide"),
]


def _said(section: str, says: str) -> dict[str, str]:
    return {"document": "strategie", "section": section, "says": says}


PROGRAMME: dict[str, Any] = {
    "alliance": "heide",
    "name": "Fachkräftebündnis Heide",
    "names": ["FBH", "Bündnis Heide"],
    "districts": ["Birkenau", "Eichtal"],
    "field_word": "Themenfeld",
    "contact": {
        "name": "Geschäftsstelle Heide",
        "person": "Berta Beispiel",
        "phone": "0511 98 76",
        "source": _said("Kontakt", "Berta Beispiel Telefon"),
    },
    "about": [
        {
            "title": "Was es ist",
            "text": "Kammern und Landkreise haben sich zusammengetan.",
            "source": _said("Das Bündnis", "freiwilliger Zusammenschluss Kammern"),
        }
    ],
    "funding_objects": [
        {
            "id": "FG1",
            "title": "Netzwerkvorhaben",
            "purpose": "structure",
            "description": "Sie führen Betriebe zusammen.",
            "decides": "Die Förderbank entscheidet.",
            "source": _said("Förderung", "Netzwerkvorhaben Betriebe an einen Tisch"),
            "also": [_said("Antrag", "Förderbank entscheidet über die Bewilligung")],
        },
        {
            "id": "FG2",
            "title": "Kursvorhaben",
            "purpose": "training",
            "description": "Sie schulen Beschäftigte.",
            "decides": "Die Förderbank entscheidet.",
            "source": _said("Förderung", "Kursvorhaben schulen Beschäftigte"),
        },
    ],
    "action_fields": [
        {
            "id": "I",
            "title": "Nachwuchs gewinnen",
            "source": _said("Themenfeld I", "Schulen und Betriebe Praktika"),
            "topics": [
                {
                    "id": "I-1",
                    "title": "Patenschaften",
                    "description": "Wer eine Ausbildung macht, wird begleitet.",
                    "measures": ["Patinnen und Paten für Auszubildende"],
                    "source": _said("Themenfeld I", "Auszubildende Patinnen und Paten"),
                }
            ],
        }
    ],
    "cross_cutting": [
        {
            "id": "klima",
            "title": "Klimaschutz",
            "description": "Das Klima zählt überall.",
            "signs": ["klimaschutz"],
            "source": _said("Querschnitt", "Klimaschutz gilt in jedem Themenfeld"),
        }
    ],
    "procedure": [
        {
            "title": "Gespräch",
            "text": "Sprechen Sie mit der Geschäftsstelle.",
            "source": _said("Antrag", "Gespräch mit der Geschäftsstelle"),
        },
        {
            "title": "Antrag",
            "text": "Stellen Sie den Antrag.",
            "applies_to": ["FG1"],
            "source": _said("Antrag", "Förderbank Antrag entgegen"),
        },
    ],
    "bodies": [
        {
            "id": "steuerrunde",
            "name": "Steuerrunde",
            "role": "Sie gibt ihr Votum zu Vorhaben ab",
            "meets": "viermal im Jahr",
            "members": ["Handwerkskammer Birkenau", "Landkreis Eichtal"],
            "source": _said("Steuerrunde", "Steuerrunde beurteilt Vorhaben Votum"),
            "also": [
                _said("Steuerrunde", "viermal im Jahr zusammen"),
                _said("Steuerrunde", "Handwerkskammer Birkenau Landkreis Eichtal"),
            ],
        },
        {
            "id": "foerderbank",
            "name": "Förderbank",
            "role": "Sie bewilligt das Geld.",
            "source": _said("Antrag", "Förderbank entscheidet über die Bewilligung"),
        },
    ],
    "money": [
        {
            "title": "2021 bis 2027",
            "text": "Es gibt 1,5 Millionen Euro.",
            "source": _said("Förderung", "stehen 1,5 Millionen Euro bereit"),
        }
    ],
    "timeline": [
        {"when": "2020", "text": "Die Universität kommt dazu.", "source": _said("Geschichte", "Universität Eichtal dabei")},
        {"when": "2012-2016", "text": "Erste Förderrunde.", "source": _said("Geschichte", "erste Förderrunde lief")},
        {"when": "2012-05", "text": "Gründung.", "source": _said("Geschichte", "fünf Partner die Gründungsurkunde")},
    ],
    "projects": [
        {
            "title": "Lernwerkstatt",
            "text": "Jugendliche lernen dort, mit Robotern umzugehen.",
            "fields": ["I"],
            "source": _said("Vorhaben", "Vorhaben Lernwerkstatt Robotern"),
        }
    ],
    "glossary": [
        {"term": "Zuwendung", "meaning": "Geld ohne Rückzahlung", "source": _said("Begriffe", "Zuwendung Rückzahlung")},
        {"term": "BVJ", "meaning": "Berufsvorbereitungsjahr", "source": _said("Begriffe", "BVJ Berufsvorbereitungsjahr")},
        {"term": "Ähnlichkeitsvotum", "meaning": "Votum ohne Sitzung", "source": _said("Begriffe", "Ähnlichkeitsvotum Votum ohne Sitzung")},
    ],
    "questions": ["Was macht die Steuerrunde?"],
    "sources": [
        _said("Kontakt", "Geschäftsstelle Heide"),
        _said("Das Bündnis", "Landkreise Birkenau und Eichtal"),
    ],
}  # fmt: skip


def write_papers(folder: Path) -> Path:
    """Write the files, the manifest and the programme; `kaputt.pdf` cannot be read."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": MANIFEST}), encoding="utf-8")
    (folder / "programmes").mkdir()
    (folder / "programmes" / "heide.yaml").write_text(json.dumps(PROGRAMME), encoding="utf-8")
    return folder
