"""Example responses for OpenAPI."""

from __future__ import annotations

from typing import Any

INDEX = {"generation": 3, "documents": 15, "built": "2026-11-21T09:00:00Z"}

_PLACE = {
    "document_id": "projekt-h2skills",
    "title": "Projektprofil: H2Skills",
    "kind": "projekt",
    "alliance": "nordostniedersachsen",
    "issued": "2024-12",
    "page": 1,
    "section": ["Projektprofil: H2Skills", "Steckbrief"],
    "passage_id": "projekt-h2skills-1-0",
}

EXPLANATION = {
    "understood": {"Frage": "An wen richtet sich H2Skills?", "gefragt ist": "who", "Sprache": "Deutsch"},
    "searched": {"Bündnis": "alle", "Stand": "heute", "Begriffe": "richtet 1, h2skill 1", "Abschnitte": "25"},
    "passages": ["projekt-h2skills-1-0"],
    "candidates": [
        {
            "passage_id": "projekt-h2skills-1-0",
            "number": 2,
            "text": "Zielgruppe: Fachkräfte für die Wasserstoffwirtschaft",
            "probability": 0.87,
            "features": {"score": 7.912, "similarity": 0.41, "unit_terms": 0.62},
            "taken": True,
            "why": "zitiert",
        }
    ],
    "checks": [{"name": "name", "passed": True, "text": "Alle Namen stehen da."}],
}

ANSWER: dict[str, Any] = {
    "status": "answered",
    "answer": "Zielgruppe sind Fachkräfte für die Wasserstoffwirtschaft [1].",
    "citations": [
        _PLACE
        | {
            "n": 1,
            "quote": "Fachkräfte für die Wasserstoffwirtschaft",
            "url": "/quelle/projekt-h2skills-1-0?zitat=12-52#stelle",
            "source": {"title": "Fachkräftestrategie Nordostniedersachsen 2024–2027", "url": None},
        }
    ],
    "standalone_question": "An wen richtet sich H2Skills?",
    "mode": "extractive",
    "index": INDEX,
    "notes": [],
    "suggestions": [],
    "contact": None,
    "confidence": 0.87,
    "explanation": EXPLANATION,
    "timings_ms": {"embed": 4.1, "retrieve": 2.0, "answer": 3.2, "total": 9.3},
}

PASSAGE = _PLACE | {
    "page_end": 1,
    "block": "table",
    "text": "Zielgruppe: Fachkräfte für die Wasserstoffwirtschaft",
    "header": ["Merkmal", "Angabe"],
    "footnotes": [],
    "url": "/quelle/projekt-h2skills-1-0#stelle",
}

SEARCH = {"passages": [PASSAGE | {"score": 1.42, "lexical": 0.9, "dense": 0.52}], "index": INDEX}

DOCUMENT: dict[str, Any] = {
    "id": "projekt-h2skills",
    "title": "Projektprofil: H2Skills",
    "kind": "projekt",
    "alliance": "nordostniedersachsen",
    "publisher": "Projektteam Bündnislotse",
    "issued": "2024-12",
    "valid_from": None,
    "valid_until": None,
    "supersedes": [],
    "source": {"title": "Fachkräftestrategie Nordostniedersachsen 2024–2027", "url": None},
    "inferred": False,
    "status": "indexed",
    "reason": "",
    "pages": 4,
    "passages": 18,
    "warnings": [],
}

DOCUMENTS = {"documents": [DOCUMENT], "index": INDEX}

ALLIANCES = {
    "alliances": [
        {
            "alliance": "nordostniedersachsen",
            "name": "Allianz für Fachkräfte Nordostniedersachsen",
            "names": ["NON"],
            "districts": ["Landkreis Harburg"],
            "contact": None,
            "sources": [{"document": "non-strategie-2024", "section": "Kontakt", "says": "Allianz für Fachkräfte"}],
            "field_word": "Handlungsfeld",
            "can_fit": True,
            "can_check": True,
        }
    ]
}

_CITATION = ANSWER["citations"][0]

FIT = {
    "alliance": "nordostniedersachsen",
    "verdict": "passt",
    "relevance": 0.98,
    "summary": "Die Idee passt zu Handlungsfeld III „Fachkräfte bedarfsgerecht qualifizieren“.",
    "matches": [
        {
            "id": "III",
            "title": "Fachkräfte bedarfsgerecht qualifizieren",
            "topic": "Bedarfsgerechte Weiterbildung von Fachkräften ermöglichen",
            "score": 0.91,
            "reasons": ["Die Idee handelt davon: Beschäftigte für den Strukturwandel neu qualifizieren."],
            "citations": [_CITATION],
        }
    ],
    "cross_cutting": [
        {"id": "strukturwandel", "title": "Strukturwandel begleiten", "words": ["Wasserstoff"], "citation": _CITATION}
    ],
    "similar_projects": [
        {"title": "H2Skills", "document_id": "projekt-h2skills", "similarity": 0.62, "citation": _CITATION}
    ],
    "concerns": ["Die Beschreibung nennt keinen Ort in der Region."],
    "index": INDEX,
    "notes": [],
    "timings_ms": {"embed": 22.0, "rest": 6.1},
}

ELIGIBILITY = {
    "alliance": "nordostniedersachsen",
    "verdict": "klaeren",
    "summary": "Eine Bedingung ist noch offen. Über die Förderung entscheidet die NBank.",
    "funding_object": {
        "id": "FG2",
        "title": "Arbeitslosenprojekte",
        "purpose": "unemployed",
        "reason": "Das Projekt richtet sich an Arbeitslose.",
        "citation": _CITATION,
    },
    "criteria": [
        {
            "id": "arbeitsverwaltung",
            "title": "Abstimmung mit der Arbeitsverwaltung",
            "status": "offen",
            "reason": "Ob das Projekt abgestimmt ist, sagt die Beschreibung nicht.",
            "citation": _CITATION,
            "words": [],
            "curable": True,
        }
    ],
    "open_questions": [
        {"criterion_id": "arbeitsverwaltung", "text": "Ist das Projekt vorab mit der Agentur für Arbeit abgestimmt?"}
    ],
    "next_steps": [{"text": "Sprechen Sie mit der Netzwerkkoordination.", "citation": _CITATION}],
    "contact": {
        "name": "Netzwerkkoordination",
        "person": None,
        "phone": None,
        "email": None,
        "url": None,
        "source": None,
    },
    "index": INDEX,
    "notes": [],
    "timings_ms": {"check": 4.2},
}

STREAM = (
    'event: status\ndata: {"stage": "searching", "documents": 15}\n\n'
    'event: status\ndata: {"stage": "answered", "status": "answered", "mode": "extractive"}\n\n'
    'event: token\ndata: {"text": "Zielgruppe "}\n\n'
    'event: citation\ndata: {"n": 1, "document_id": "projekt-h2skills"}\n\nevent: done\ndata: {"status": "answered"}\n\n'
)

FEEDBACK = {"stored": True, "kept_question": False}


def example(value: Any, *, status: int = 200, media_type: str = "application/json") -> dict[int | str, dict[str, Any]]:
    """The `responses` entry of a route that succeeds with `value`."""
    return {status: {"content": {media_type: {"example": value}}}}
