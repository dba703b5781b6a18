"""A small library of files with hostile content, and a stand-in for the assistant that reads it.

The stand-in answers by counting shared words; it exists so that the HTTP door can be tested on its own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from urllib.parse import quote

from corpus.errors import NotFoundError
from corpus.model import (
    Answer,
    BlockKind,
    Citation,
    Contact,
    Document,
    Evidence,
    FileStatus,
    Hit,
    IndexedDocument,
    IndexInfo,
    Kind,
    Passage,
    Programme,
    SourceWork,
    Status,
    Turn,
)

PAYLOADS = (
    "<script>document.title='Nutzlast'</script>",
    "<img src=x onerror=\"document.title='Nutzlast'\">",
    "</blockquote></title><svg onload=\"document.title='Nutzlast'\">",
    '"><iframe src="javascript:document.title=\'Nutzlast\'"></iframe>',
    "[Klick](javascript:alert`Nutzlast`) ![x](https://boese.example/Nutzlast.png)",
    "{{ 7*7 }}{% for x in y %}Nutzlast",
    "<a href='javascript:alert(1)'>Nutzlast</a>",
    "&lt;script&gt;Nutzlast&lt;/script&gt;",
)
HOSTILE = " ".join(PAYLOADS)

STRATEGY = """# Steuerung
## Lenkungskreis
Der Lenkungskreis entscheidet über die Projekte des Bündnisses. Er tagt zweimal im Jahr. Den Vorsitz führt der Landkreis.

Stimmberechtigt sind:
- die Kammern
- die Gewerkschaften
- die Agenturen für Arbeit

## Handlungsfelder
Die Strategie nennt vier Handlungsfelder und zwei Querschnittsziele.
# Förderung
Die Förderung beträgt höchstens 40 Prozent der förderfähigen Ausgaben. Ein Antrag ist vor Beginn des Vorhabens zu stellen.
"""

DECISION = """# Beschluss vom 3. Juli 2014
Das Bündnis arbeitet in fünf Handlungsfeldern.
"""

FILES = {
    "strategie.md": STRATEGY,
    "beschluss.md": DECISION,
    "boese.html": f"# {HOSTILE}\nGiftpilze sind in diesem Satz enthalten. {HOSTILE}\n",
}

DOCUMENTS = (
    Document(
        id="non-strategie-2024",
        file="strategie.md",
        title="Fachkräftestrategie Nordostniedersachsen 2024–2027",
        kind=Kind.STRATEGIE,
        publisher="Allianz für Fachkräfte Nordostniedersachsen",
        issued="2024-12",
        alliance="nordostniedersachsen",
        valid_from=date(2024, 1, 1),
        valid_until=date(2999, 12, 31),
        supersedes=("lueneburg-beschluss-2014-356",),
        source=SourceWork(title="Das Original der Strategie", url="https://example.org/strategie"),
    ),
    Document(
        id="lueneburg-beschluss-2014-356",
        file="beschluss.md",
        title="Beschluss 2014/356 des Kreisausschusses",
        kind=Kind.BESCHLUSS,
        publisher="Landkreis Lüneburg",
        issued="2014-07-03",
        alliance="nordostniedersachsen",
    ),
    Document(
        id="projekt-h2skills",
        file="Projekt „H2Skills“ größer.pdf",
        title="Projektprofil: H2Skills",
        kind=Kind.PROJEKT,
        publisher="Projektteam",
        issued="2024",
        inferred=True,
    ),
    Document(
        id="boese",
        file="boese.html",
        title=f"Böse {HOSTILE}",
        kind=Kind.HANDREICHUNG,
        publisher=HOSTILE,
        issued="2024",
        source=SourceWork(title=HOSTILE, url="javascript:alert(1)"),
    ),
)

ALLIANCES = (
    Programme(
        alliance="nordostniedersachsen",
        name="Allianz für Fachkräfte Nordostniedersachsen",
        names=("NON",),
        contact=Contact(
            name="Geschäftsstelle der Allianz",
            person="Erika Muster",
            phone="04131 12 34",
            email="allianz@example.org",
            url="https://example.org",
            source=Evidence(document="non-strategie-2024", section="Förderung", says="Antrag"),
        ),
    ),
    Programme(alliance="leine-weser", name="Fachkräftebündnis Leine-Weser"),
)


def write_library(folder: Path, pdf: Path) -> Path:
    """Write the files of DOCUMENTS into `folder`."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / DOCUMENTS[2].file).write_bytes(pdf.read_bytes())
    return folder


class LibraryAssistant:
    """Answers from the files of `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = {d.id: tuple(_passages(d, folder / d.file)) for d in DOCUMENTS}

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        alliance: str | None = None,
        as_of: date | None = None,
        mode: str = "auto",
    ) -> Answer:
        hits = self.search(question, k=2, alliance=alliance)
        found = [_citation(n, hit) for n, hit in enumerate(hits, 1) if hit.score >= 1]
        return Answer(
            status=Status.ANSWERED if found else Status.NO_ANSWER,
            answer="\n".join(f"- {c.quote} [{c.n}]" for c in found) or "Dazu sagen die Dokumente nichts.",
            citations=tuple(found),
            standalone_question=question,
            mode="extractive",
            index=self.info(),
            suggestions=() if found else ("Wer entscheidet im Lenkungskreis?",),
            contact=None if found else ALLIANCES[0].contact,
            timings_ms={"total": 1.0},
        )

    def search(
        self,
        query: str,
        *,
        k: int = 10,
        alliance: str | None = None,
        kind: str | None = None,
        as_of: date | None = None,
    ) -> tuple[Hit, ...]:
        if alliance is not None and alliance not in {p.alliance for p in ALLIANCES}:
            raise NotFoundError(f"Das Bündnis „{alliance}“ ist nicht bekannt.", remedy="Bekannt: nordostniedersachsen.")
        words = set(re.findall(r"\w{6,}", query.lower()))
        hits = [
            Hit(passage=p, document=d, score=float(len(words & set(re.findall(r"\w{6,}", p.text.lower())))))
            for d in DOCUMENTS
            for p in self.texts[d.id]
            if alliance in (None, d.alliance) and kind in (None, d.kind)
        ]
        return tuple(sorted((h for h in hits if h.score), key=lambda h: -h.score)[:k])

    def documents(self) -> tuple[IndexedDocument, ...]:
        refused = Document(
            id="scan", file="scan.pdf", title="Ein Scan", kind=Kind.PRESSE, publisher="unbekannt", issued="2020"
        )
        return (
            *tuple(self.document(d.id) for d in DOCUMENTS),
            IndexedDocument(
                document=refused,
                status=FileStatus.REFUSED,
                file_hash="0" * 64,
                warnings=("Die Datei enthält nur Bilder.",),
                reason="scan",
            ),
        )

    def document(self, document_id: str) -> IndexedDocument:
        for d in DOCUMENTS:
            if d.id == document_id:
                digest = hashlib.sha256((self.folder / d.file).read_bytes()).hexdigest()
                return IndexedDocument(
                    document=d, status=FileStatus.INDEXED, file_hash=digest, passages=len(self.texts[d.id])
                )
        raise NotFoundError(f"Das Dokument „{document_id}“ ist nicht im Index.", remedy="Siehe /dokumente.")

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:
        return self.texts[self.document(document_id).document.id]

    def passage(self, passage_id: str) -> Passage:
        for passage in (p for passages in self.texts.values() for p in passages):
            if passage.id == passage_id:
                return passage
        raise NotFoundError(f"Die Textstelle „{passage_id}“ ist nicht im Index.", remedy="Siehe /dokumente.")

    def original(self, document_id: str) -> Path | None:
        return next((self.folder / d.file for d in DOCUMENTS if d.id == document_id), None)

    def alliances(self) -> tuple[Programme, ...]:
        return ALLIANCES

    def info(self) -> IndexInfo:
        return IndexInfo(generation=3, documents=len(DOCUMENTS), built="2026-11-21T09:00:00Z")


def _passages(document: Document, file: Path) -> list[Passage]:
    if file.suffix == ".pdf":
        text = "# Steckbrief\nH2Skills richtet sich an Fachkräfte für die Wasserstoffwirtschaft."
    else:
        text = file.read_text(encoding="utf-8")
    passages: list[Passage] = []
    section: tuple[str, ...] = ()
    for block in re.split(r"\n\n|\n(?=#)|(?<=[^\n])\n(?=[A-Z])", text.strip()):
        lines = [line for line in block.split("\n") if line]
        while lines and lines[0].startswith("#"):
            level = len(lines[0]) - len(lines[0].lstrip("#"))
            section = (*section[: level - 1], lines.pop(0).lstrip("# "))
        if lines:
            body = "\n".join(lines)
            passages.append(
                Passage(
                    id=f"{document.id}-{len(passages)}",
                    document_id=document.id,
                    section=section,
                    page=1 if file.suffix == ".pdf" else None,
                    page_end=None,
                    ordinal=len(passages),
                    kind=BlockKind.LIST if "\n- " in body else BlockKind.PARAGRAPH,
                    text=body,
                    content_hash=hashlib.sha256(body.encode()).hexdigest(),
                )
            )
    return passages


def _citation(n: int, hit: Hit) -> Citation:
    end = hit.passage.text.find(". ") + 1 or len(hit.passage.text)
    if hit.document.id == "boese":
        end = len(hit.passage.text)
    return Citation(
        n=n,
        document_id=hit.document.id,
        title=hit.document.title,
        kind=hit.document.kind,
        alliance=hit.document.alliance,
        issued=hit.document.issued,
        page=hit.passage.page,
        section=hit.passage.section,
        quote=hit.passage.text[:end],
        passage_id=hit.passage.id,
        url=f"/quelle/{quote(hit.passage.id, safe='')}?zitat=0-{end}#stelle",
        source=hit.document.source,
    )
