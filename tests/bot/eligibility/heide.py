"""An invented alliance with a condition of every kind, and the one paper that says them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

PAPER = """# Was das Bündnis fördert

## Bedingungen

Alle Projekte müssen zur Sicherung von Fachkräften beitragen. Das Projekt findet im Gebiet des Bündnisses statt. Das
Projekt passt in ein Handlungsfeld der Strategie. Anträge stellen juristische Personen mit einer Betriebsstätte in
Niedersachsen. Arbeitslosenprojekte führt nur ein Bildungsträger durch. Sie werden vorab mit der Arbeitsverwaltung
abgestimmt. Sie ergänzen vorhandene Angebote und wiederholen sie nicht. Strukturprojekte helfen der ganzen Region.
Weiterbildungsprojekte vermitteln überbetriebliche Kompetenzen. Das Programm Zukunftsregionen hat eigene Regeln.

## Verfahren

Zuerst wird eine Skizze eingereicht. Der Lenkungskreis nimmt Stellung, die NBank bewilligt.

## Handlungsfelder

Handlungsfeld Eins heißt Nachwuchs gewinnen.
"""


def said(words: str, section: str = "Bedingungen") -> dict[str, str]:
    return {"document": "papier", "section": section, "says": words}


def criterion(identity: str, check: str, words: str, rule: str, **keys: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "title": identity.capitalize(),
        "check": check,
        "rule": rule,
        "question": f"Ist {identity} gegeben?",
        "source": said(words),
        **keys,
    }


def funding_object(identity: str, title: str, purpose: str, words: str) -> dict[str, Any]:
    decides = "Die NBank entscheidet nach der Stellungnahme des Lenkungskreises."
    return {
        "id": identity,
        "title": title,
        "purpose": purpose,
        "description": title,
        "decides": decides,
        "source": said(words),
    }


PROGRAMME: dict[str, Any] = {
    "alliance": "heide",
    "name": "Fachkräftebündnis Heide",
    "names": ["Nordheideland"],
    "districts": ["Celle", "Uelzen"],
    "contact": {
        "name": "Geschäftsstelle Heide",
        "phone": "05141 12",
        "source": said("Skizze eingereicht", "Verfahren"),
    },
    "sources": [said("Projekte zur Sicherung von Fachkräften")],
    "funding_objects": [
        funding_object("FG1", "Strukturprojekte", "structure", "Strukturprojekte helfen der ganzen Region"),
        funding_object(
            "FG2", "Arbeitslosenprojekte", "unemployed", "Arbeitslosenprojekte führt nur ein Bildungsträger"
        ),
        funding_object(
            "FG3", "Weiterbildungsprojekte", "training", "Weiterbildungsprojekte vermitteln überbetriebliche"
        ),
    ],
    "criteria": [
        criterion(
            "ausschluss",
            "outside",
            "Projekte zur Sicherung von Fachkräften",
            "Das Projekt sichert Fachkräfte.",
            programmes=["Zukunftsregionen"],
            also=[said("Programm Zukunftsregionen hat eigene Regeln")],
        ),
        criterion("region", "region", "Projekt findet im Gebiet statt", "Das Projekt liegt in der Region."),
        criterion("strategie", "strategy", "passt in ein Handlungsfeld", "Das Projekt passt zur Strategie."),
        criterion(
            "rechtsform",
            "legal_form",
            "Anträge stellen juristische Personen",
            "Es beantragt eine juristische Person.",
            excluded=["privatperson", "einzelunternehmen"],
        ),
        criterion(
            "sitz", "seat", "juristische Personen mit Betriebsstätte", "Es gibt einen Sitz.", places=["Niedersachsen"]
        ),
        criterion(
            "empfaenger",
            "recipient",
            "nur ein Bildungsträger durch",
            "Das Geld geht an Bildungsträger.",
            applies_to=["FG2"],
            allowed=["bildungstraeger"],
        ),
        criterion(
            "abstimmung",
            "agreement",
            "vorab mit der Arbeitsverwaltung abgestimmt",
            "Das Projekt ist abgestimmt.",
            applies_to=["FG2"],
            curable="true",
            partners=["arbeitsverwaltung"],
        ),
        criterion(
            "zusatz", "additional", "ergänzen vorhandene Angebote", "Das Projekt ist zusätzlich.", applies_to=["FG2"]
        ),
        criterion(
            "nutzen",
            "across_companies",
            "Strukturprojekte helfen der ganzen Region",
            "Es nützt vielen: Strukturprojekte helfen der Region, Weiterbildungsprojekte vermitteln Kompetenzen.",
            applies_to=["FG1", "FG3"],
            also=[said("Weiterbildungsprojekte vermitteln überbetriebliche Kompetenzen")],
        ),
    ],
    "action_fields": [
        {
            "id": "I",
            "title": "Nachwuchs gewinnen",
            "source": said("Eins heißt Nachwuchs gewinnen", "Handlungsfelder"),
            "topics": [
                {
                    "id": "1",
                    "title": "Nachwuchs",
                    "description": "Nachwuchs gewinnen",
                    "source": said("Eins heißt Nachwuchs gewinnen", "Handlungsfelder"),
                }
            ],
        }
    ],
    "procedure": [
        {
            "title": "Skizze",
            "text": "Reichen Sie eine Skizze ein.",
            "source": said("Zuerst Skizze eingereicht", "Verfahren"),
        },
        {
            "title": "Abstimmung",
            "text": "Stimmen Sie sich ab.",
            "applies_to": ["FG2"],
            "source": said("vorab mit der Arbeitsverwaltung abgestimmt"),
        },
        {
            "title": "Stellungnahme",
            "text": "Der Lenkungskreis nimmt Stellung.",
            "source": said("Lenkungskreis nimmt Stellung", "Verfahren"),
        },
    ],
}
ENTRY = {
    "id": "papier",
    "file": "papier.md",
    "title": "Was das Bündnis fördert",
    "kind": "strategie",
    "publisher": "Bündnis",
    "issued": "2024",
    "alliance": "heide",
}


def write_heide(folder: Path) -> Path:
    """Write paper, manifest and programme into a folder that can be ingested."""
    (folder / "papier.md").write_text(PAPER, encoding="utf-8")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": [ENTRY]}), encoding="utf-8")
    (folder / "programmes").mkdir()
    (folder / "programmes" / "heide.yaml").write_text(json.dumps(PROGRAMME), encoding="utf-8")
    return folder
