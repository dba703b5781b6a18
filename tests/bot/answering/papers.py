"""Invented papers of two alliances, Moorgau and Küstenbogen, for the tests of answering: prose, lists, tables, old and new.

`write_papers` writes a folder that the real ingest reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.bot.answering.tables_text import TABLES

STRATEGY = """# Gremien

## Beirat

Der Beirat beschließt über alle Vorhaben des Bündnisses Moorgau. Er tagt dreimal im Jahr in Mönchsfelde. Den Vorsitz
führt die Handwerkskammer. Gäste können eingeladen werden, haben aber kein Stimmrecht.

Im Beirat wirken mit:

- die Handwerkskammer
- der Kreisbauernverband
- die Volkshochschule Torfbruch

## Geschäftsstelle

Die Geschäftsstelle bereitet die Sitzungen vor. Sie ist mit zwei Personen besetzt. Die Bürokosten trägt der Landkreis
Torfbruch.

# Schwerpunkte

Das Papier ruht auf drei Säulen, die gleich wichtig sind. Jede Säule hat eine verantwortliche Stelle.

Säule 1: Die Ausbildung im Handwerk wird in den Schulen bekannter gemacht.

Säule 2: Die Rückkehr in den Beruf nach einer Familienzeit wird leichter.

Säule 3: Die Anwerbung von Pflegekräften aus dem Ausland wird gebündelt.

# Förderung

Gefördert werden Vorhaben mit höchstens 45 Prozent der anerkannten Ausgaben. Ein Vorhaben darf höchstens 18 Monate
dauern. Vereine können Anträge stellen, wenn sie ihren Sitz im Moorgau haben. Reisen ins Ausland werden nicht gefördert.
Die Kleinen und Mittleren Betriebe (KMB) erhalten eine Beratung vorab.

# Weg zum Antrag

Zunächst reicht der Träger eine Ideenskizze bei der Geschäftsstelle ein. Die Ideenskizze umfasst zwei Seiten. Im zweiten
Schritt berät der Beirat über die Ideenskizze. Abschließend stellt der Träger den vollständigen Antrag bei der
Beispielbank.

# Nutzen

Die Werkstattwochen finden nur im Herbst statt. Grund dafür ist, dass die Betriebe im Sommer keine Zeit haben. Die
Teilnahme kostet nichts.

# Kontakt

Auskunft gibt Frau Muster in der Geschäftsstelle Moorgau, Telefon 0999 12 34 56, moorgau@example.org. Die Anschrift ist
Musterweg 4, 12345 Mönchsfelde.
"""

OLD = """# Beschluss über die Ziele

Der Beirat beschließt über sieben Leitziele des Bündnisses Moorgau. Er tagt fünfmal im Jahr. Die Leitziele gelten bis
2019. Der Beitrag der Landkreise liegt bei 12.000 Euro im Jahr.
"""

PROJECT = """# Lernmobil

Das Lernmobil ist ein umgebauter Bus, in dem Jugendliche Werkzeuge ausprobieren. Es fährt seit 2016 durch das Moorgau.
Das Lernmobil hat 240 Schulklassen besucht. Träger ist die Volkshochschule Torfbruch.

Das Vorhaben Lernmobil lief bis 2019 mit einem Fahrer und wird von der Gesellschaft für Gutes Lernen (GGL) begleitet.
"""

COAST = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Strategie Küstenbogen</title></head><body>
<h1>Gremien</h1><h2>Steuergruppe</h2>
<p>Die Steuergruppe beschließt über alle Vorhaben der Allianz Küstenbogen. Sie tagt zweimal im Jahr in Deichhafen. Den
Vorsitz führt die Hafenkammer.</p>
<h1>Förderung</h1>
<p>Gefördert werden Vorhaben mit höchstens 60 Prozent der anerkannten Ausgaben. Ein Vorhaben darf höchstens 24 Monate
dauern.</p>
<h1>Ziele</h1>
<p>Die Allianz Küstenbogen verfolgt folgende Ziele:</p>
<ol><li>mehr Fachkräfte für die Häfen</li><li>gute Arbeit in der Gastronomie</li><li>Wohnraum für Auszubildende</li></ol>
<h1>Kontakt</h1><p>Auskunft gibt das Hafenbüro, Telefon 0998 65 43 21.</p>
</body></html>
"""

PRESS = """# Lernmobil gut besucht

Das Lernmobil hat 310 Schulklassen besucht, meldet das Hafenblatt. Der Bus ist grün lackiert und war zuerst ein Linienbus.
"""

GUIDE = """# Pflegeberufe

In der Pflege fehlen in beiden Regionen Menschen. Wer umschulen möchte, findet im Wegweiser eine Übersicht. Zur Zahl der
Springkräfte liegen keine Angaben vor. Der Kurs „Neu im Watt“ begann 2018 und lief bis 2021.

# Gärten

Die Gärtnerei Grünstück bildet Floristinnen aus. Sie verkauft Stauden. Der Betrieb liegt am Kanal und hat vier Gewächshäuser.
"""

FILES = {
    "moorgau.md": STRATEGY,
    "moorgau-2013.md": OLD,
    "lernmobil.md": PROJECT,
    "kuestenbogen.html": COAST,
    "presse.md": PRESS,
    "wegweiser.md": GUIDE,
    "zahlen.html": TABLES,
}


def _entry(identity: str, file: str, title: str, kind: str, issued: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "file": file, "title": title, "kind": kind, "issued": issued, "publisher": "Probe", **more}


MANIFEST = [
    _entry("moorgau-strategie", "moorgau.md", "Strategie Moorgau", "strategie", "2024-05", alliance="moorgau",
           valid_from="2024-01-01", valid_until="2199-12-31", supersedes=["moorgau-beschluss"]),
    _entry("moorgau-beschluss", "moorgau-2013.md", "Beschluss Moorgau 2013", "beschluss", "2013-04-02", alliance="moorgau"),
    _entry("lernmobil", "lernmobil.md", "Projektprofil: Lernmobil", "projekt", "2017", alliance="moorgau"),
    _entry("kuestenbogen-strategie", "kuestenbogen.html", "Strategie Küstenbogen", "strategie", "2023", alliance="kuestenbogen"),
    _entry("lernmobil-presse", "presse.md", "Hafenblatt zum Lernmobil", "presse", "2016-09", alliance="moorgau"),
    _entry("wegweiser", "wegweiser.md", "Wegweiser Pflege", "handreichung", "2022"),
    _entry("zahlen", "zahlen.html", "Zahlen zum Arbeitsmarkt", "handreichung", "2023-11"),
]  # fmt: skip

PROGRAMMES: list[dict[str, Any]] = [
    {
        "alliance": "moorgau",
        "name": "Bündnis Moorgau",
        "names": ["Moorgau"],
        "districts": ["Mönchsfelde", "Lüchtenau-Dannenried", "Torfbruch"],
        "contact": {
            "name": "Geschäftsstelle Moorgau",
            "person": "Frau Muster",
            "source": {"document": "moorgau-strategie", "section": "Kontakt", "says": "Auskunft gibt Frau Muster"},
        },
        "sources": [{"document": "moorgau-strategie", "section": "Beirat", "says": "tagt dreimal im Jahr"}],
    },
    {
        "alliance": "kuestenbogen",
        "name": "Allianz Küstenbogen",
        "names": ["Küstenbogen"],
        "districts": ["Deichhafen", "Wattstedt"],
        "contact": {
            "name": "Hafenbüro",
            "source": {
                "document": "kuestenbogen-strategie",
                "section": "Kontakt",
                "says": "Auskunft gibt das Hafenbüro",
            },
        },
        "sources": [{"document": "kuestenbogen-strategie", "section": "Steuergruppe", "says": "tagt zweimal im Jahr"}],
    },
]


def write_papers(folder: Path) -> Path:
    """Write the files, manifest.yaml and programmes/."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "manifest.yaml").write_text(json.dumps({"documents": MANIFEST}), encoding="utf-8")
    (folder / "programmes").mkdir()
    for programme in PROGRAMMES:
        path = folder / "programmes" / f"{programme['alliance']}.yaml"
        path.write_text(json.dumps(programme), encoding="utf-8")
    return folder
