"""A small folder of documents for the tests: two alliances with the same words, an old and a new paper, hostile text.

`write_library` writes it as a reader would put it together: files, manifest.yaml and programmes/.
"""

from __future__ import annotations

import html
import json
import shutil
from pathlib import Path
from typing import Any

PDF = Path(__file__).parents[2] / "corpus" / "documents" / "projekt-h2skills.pdf"

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

Der Lenkungskreis entscheidet über die Projekte des Bündnisses. Er tagt zweimal im Jahr und lädt bei Bedarf Gäste ein.
Den Vorsitz führt der Landkreis Lüneburg im Wechsel mit der Industrie- und Handelskammer. Beschlüsse fallen mit
einfacher Mehrheit, jede Stimme zählt gleich.

## Mitglieder

Stimmberechtigt sind im Lenkungskreis:

- die Kammern
- die Gewerkschaften
- die Agenturen für Arbeit

## Handlungsfelder

Die Strategie nennt vier Handlungsfelder und zwei Querschnittsziele. Die Handlungsfelder sind:

1. Berufsorientierung an Schulen
2. Weiterbildung von Beschäftigten
3. Zuwanderung aus dem Ausland
4. Vereinbarkeit von Familie und Beruf

# Förderung

Die Förderung beträgt höchstens 40 Prozent der förderfähigen Ausgaben. Ein Antrag ist vor Beginn des Vorhabens zu
stellen.

# Kontakt

Auskunft gibt die Geschäftsstelle der Allianz, Erika Muster, Telefon 04131 12 34, allianz@example.org.
"""

DECISION = """# Beschluss vom 3. Juli 2014

Das Bündnis arbeitet in fünf Handlungsfeldern. Der Kreisausschuss stimmt dem Beitritt des Landkreises Lüneburg zu.
"""

LEINE_WESER = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Strategie Leine-Weser</title></head><body>
<h1>Steuerung</h1>
<h2>Lenkungsgruppe</h2>
<p>Die Lenkungsgruppe entscheidet über die Projekte des Bündnisses. Sie tagt viermal im Jahr. Den Vorsitz führt das Amt
für regionale Landesentwicklung in Hildesheim.</p>
<h2>Handlungsschwerpunkte</h2>
<p>Die Strategie nennt drei Handlungsschwerpunkte:</p>
<ul><li>Ausbildung im Handwerk</li><li>Studium und Praxis</li><li>Pflege und Gesundheit</li></ul>
<h2>Budget</h2>
<table><caption>Tabelle 1: Mittel je Förderperiode (in Mio. Euro)</caption>
<tr><th>Region</th><th>2014–2020</th><th>2021–2027</th></tr>
<tr><td>Hildesheim</td><td>3,85</td><td>2,40</td></tr>
<tr><td>Holzminden</td><td>1,10</td><td>x</td></tr></table>
<h1>Kontakt</h1>
<p>Ansprechpartner ist Edmund Beispiel, Telefon 05121 56 78.</p>
</body></html>
"""

GUIDE = """Beratung für Betriebe

Betriebe können sich kostenlos zur Weiterbildungsförderung beraten lassen. Bürgerinnen und Bürger erhalten Auskunft im
Welcome Center in Celle. Die Fachkräftesicherung ist eine Aufgabe aller Kommunen [3].
"""

FILES = {
    "strategie.md": STRATEGY,
    "beschluss.md": DECISION,
    "leine-weser.html": LEINE_WESER,
    "beratung.txt": GUIDE,
    "boese.html": f"<h1>Pilze</h1><h2>{html.escape(HOSTILE)}</h2><p>Giftpilze und {html.escape(HOSTILE)} sind in diesem Satz enthalten.</p>{HOSTILE}",
    "kaputt.pdf": "%PDF-1.7\nHier bricht die Datei ab",
}

# JSON is YAML, so the manifest can be written from values, whatever characters they hold.
MANIFEST: list[dict[str, Any]] = [
    {
        "id": "non-strategie-2024",
        "file": "strategie.md",
        "title": "Fachkräftestrategie Nordostniedersachsen 2024–2027",
        "kind": "strategie",
        "publisher": "Allianz für Fachkräfte Nordostniedersachsen",
        "issued": "2024-12",
        "alliance": "nordostniedersachsen",
        "valid_from": "2024-01-01",
        "valid_until": "2199-12-31",
        "supersedes": ["lueneburg-beschluss-2014-356"],
        "source": {"title": "Das Original der Strategie", "url": "https://example.org/strategie"},
    },
    {
        "id": "lueneburg-beschluss-2014-356",
        "file": "beschluss.md",
        "title": "Beschluss 2014/356 des Kreisausschusses",
        "kind": "beschluss",
        "publisher": "Landkreis Lüneburg",
        "issued": "2014-07-03",
        "alliance": "nordostniedersachsen",
    },
    {
        "id": "leine-weser-strategie-2021",
        "file": "leine-weser.html",
        "title": "Fachkräftestrategie Leine-Weser",
        "kind": "strategie",
        "publisher": "Fachkräftebündnis Leine-Weser",
        "issued": "2021",
        "alliance": "leine-weser",
    },
    {
        "id": "beratung",
        "file": "beratung.txt",
        "title": "Beratung für Betriebe",
        "kind": "handreichung",
        "publisher": "Projektteam",
        "issued": "2022",
    },
    {
        "id": "boese",
        "file": "boese.html",
        "title": f"Böse {HOSTILE}",
        "kind": "presse",
        "publisher": HOSTILE,
        "issued": "2024",
        "source": {"title": HOSTILE},
    },
    {
        "id": "kaputt",
        "file": "kaputt.pdf",
        "title": "Eine kaputte Datei",
        "kind": "presse",
        "publisher": "unbekannt",
        "issued": "2020",
    },
]

PROGRAMMES: list[dict[str, Any]] = [
    {
        "alliance": "nordostniedersachsen",
        "name": "Allianz für Fachkräfte Nordostniedersachsen",
        "names": ["NON", "Nordostniedersachsen"],
        "districts": ["Lüneburg", "Celle"],
        "contact": {
            "name": "Geschäftsstelle der Allianz",
            "person": "Erika Muster",
            "phone": "04131 12 34",
            "email": "allianz@example.org",
            "url": "https://example.org",
            "source": {"document": "non-strategie-2024", "section": "Kontakt", "says": "Erika Muster Telefon"},
        },
        "sources": [
            {
                "document": "non-strategie-2024",
                "section": "Lenkungskreis",
                "says": "Vorsitz führt der Landkreis Lüneburg",
            }
        ],
    },
    {
        "alliance": "leine-weser",
        "name": "Fachkräftebündnis Leine-Weser",
        "names": ["Leine-Weser"],
        "districts": ["Hildesheim", "Holzminden"],
        "contact": {
            "name": "Amt für regionale Landesentwicklung",
            "person": "Edmund Beispiel",
            "source": {"document": "leine-weser-strategie-2021", "section": "Kontakt", "says": "Edmund Beispiel"},
        },
        "sources": [
            {
                "document": "leine-weser-strategie-2021",
                "section": "Lenkungsgruppe",
                "says": "Landesentwicklung in Hildesheim",
            }
        ],
    },
]


def write_library(folder: Path) -> Path:
    """Write the files, the manifest and the programmes; the PDF has no entry, so its metadata are inferred."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    shutil.copyfile(PDF, folder / "Projekt „H2Skills“.pdf")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": MANIFEST}), encoding="utf-8")
    (folder / "programmes").mkdir()
    for programme in PROGRAMMES:
        path = folder / "programmes" / f"{programme['alliance']}.yaml"
        path.write_text(json.dumps(programme), encoding="utf-8")
    return folder
