"""The guided reading for new members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter

from bot.api.examples import INDEX, example
from bot.api.problems import problem_docs
from corpus.results import Onboarding

if TYPE_CHECKING:
    from bot.assistant import Assistant

_CITATION: dict[str, Any] = {
    "n": 1,
    "document_id": "non-strategie-2024",
    "title": "Fachkräftestrategie Nordostniedersachsen 2024–2027",
    "kind": "strategie",
    "alliance": "nordostniedersachsen",
    "issued": "2024-12",
    "page": 12,
    "section": ["Steuerung", "Lenkungskreis"],
    "quote": "Er tagt zweimal im Jahr.",
    "passage_id": "non-strategie-2024-12-0",
    "url": "/quelle/non-strategie-2024-12-0?zitat=62-86#stelle",
    "source": {"title": "Fachkräftestrategie Nordostniedersachsen 2024–2027", "url": None},
}

ONBOARDING: dict[str, Any] = {
    "alliance": "nordostniedersachsen",
    "name": "Allianz für Fachkräfte Nordostniedersachsen",
    "chapters": [
        {
            "id": "entscheidungen",
            "title": "Wer was entscheidet und wie oft",
            "lead": "Welche Stelle welche Aufgabe hat und wie oft getagt wird.",
            "entries": [
                {
                    "title": "Lenkungskreis",
                    "text": "Bewertet die Projekte. Wie oft: Zweimal im Jahr.",
                    "items": [],
                    "citation": _CITATION,
                }
            ],
        }
    ],
    "timeline": [{"when": "2015–2021", "year": 2015, "text": "Erste Förderperiode", "citation": _CITATION}],
    "glossary": [{"term": "KMU", "meaning": "kleine und mittlere Unternehmen", "citation": _CITATION}],
    "questions": ["Wie oft tagt der Lenkungskreis?"],
    "citations": [_CITATION],
    "contact": {
        "name": "Netzwerkkoordination",
        "person": "Erika Muster",
        "phone": "04131 12 34",
        "email": "allianz@example.org",
        "url": "https://example.org",
        "source": {
            "document": "non-strategie-2024",
            "section": "Kontakt",
            "says": "Erika Muster",
            "optional": False,
            "passage_id": "non-strategie-2024-21-3",
            "start": 0,
            "end": 40,
        },
    },
    "index": INDEX,
}


def onboarding_router(assistant: Assistant) -> APIRouter:
    router = APIRouter(prefix="/onboarding", tags=["Einstieg"])
    responses = problem_docs(404, 422, 503) | example(ONBOARDING)

    @router.get("/{alliance}", summary="Einstieg für neue Mitglieder", responses=responses)
    def onboarding(alliance: str) -> Onboarding:
        """Führt durch ein Bündnis: Kapitel, Zeitleiste, Glossar und Fragen zum Ausprobieren, alles mit Quelle.

        Die Zeitleiste ist der Inhalt des Kapitels `veraenderungen`. Ein Bündnis ohne Programmdatei bekommt, was die
        Dokumente im Index hergeben.
        """
        return assistant.onboarding(alliance)

    return router
