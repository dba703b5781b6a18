"""Our restatements use their own words: no run of ten words stands in a real document, except what may coincide.

May coincide: titles, headings, captions, names in enumerations, titles of cited works, addresses. Every such run is
listed here in full, so that a sentence next to a heading cannot slip through with it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import corpus
from tests.corpus.own_words import SOURCES, shared_runs

FOLDER = Path(corpus.__file__).parent
FILES = sorted(
    path
    for pattern in ("sources/*.typ", "sources/*.md", "documents/*.txt", "documents/*.md", "documents/*.html")
    for path in FOLDER.glob(pattern)
)

HEADINGS = """\
da handeln wo es wichtig ist dkbm als lösungsansatz für kommunale herausforderungen
2 implikationen des fachkräftemangels handlungsoptionen für eine zukunftsorientierte kommunale fachkräftepolitik
3 kommunale fachkräftesicherung in der praxis niedersächsische beispiele zu ausgewählten
4 warum fachkräftesicherung ein bildungsmonitoring braucht interview zur konzipierung und durchführung eines monitorings \
mit mehrwert
2 2 regionale wirtschaftsstruktur inklusive der schwerpunkte in den regionen
3 überblick über die bestehenden angebote und leistungen zur fachkräftesicherung in der region leine weser
handlungsschwerpunkt i gezielte gewinnung von fachkräften unter berücksichtigung regionaler bedarfe
handlungsschwerpunkt ii bedarfsorientierte aus und weiterbildung von fachkräften für die anforderungen der wirtschaft und \
gesellschaft
im it bereich handlungsschwerpunkt ii bedarfsorientierte aus und weiterbildung von fachkräften für die anforderungen der \
wirtschaft und gesellschaft
handlungsschwerpunkt iv unterstützung und begleitung von arbeitnehmerinnen und arbeitgeberinnen in einer sich wandelnden \
arbeitswelt
2 nordostniedersachsen herausforderungen für die region 2 1 demografische entwicklung bevölkerungsentwicklung
3 2 duale berufsausbildung stärken und qualitativ weiterentwickeln strategisches ziel
3 5 qualifizierungsangebote entwickeln und lebenslanges lernen unterstützen strategisches ziel
3 7 attraktive zukunftsgerechte und gute arbeit begünstigen und ausbauen
3 7 attraktive zukunftsgerechte und gute arbeit begünstigen und ausbauen strategisches ziel
querschnittsziele nutzung der chancen der digitalisierung und des strukturwandels in den verschiedenen handlungsfeldern der \
fachkräftesicherung
"""
CAPTIONS = """\
vakanzzeiten für ausgewählte berufsgruppen und landkreise 2020 und 2023 in tagen
"""
# Names of action fields, topics, strategic goals and funding objects.
ENUMERATIONS = """\
v attraktiv sein für talente gezielt fachkräfte aus deutschland und dem ausland gewinnen
unterstützung der betriebe bei der rekrutierung und bindung qualifizierter beschäftigter
vermarktung und darstellung der region als attraktiver standort für leben und arbeiten
strukturprojekte zur entwicklung und erprobung von maßnahmen zur fachkräftesicherung in einer region
querschnittsziele digitalisierung voranbringen strukturwandel begleiten i fachkräfte binden nachwuchs sichern \
1 unterstützung der betriebe bei der rekrutierung neuer und bindung vorhandener fachkräfte
4 förderung der vereinbarkeit von familie beruf und gesellschaftlichem engagement
iii fachkräfte bedarfsgerecht qualifizieren 5 bedarfsgerechte weiterbildung von fachkräften ermöglichen
iv attraktivität der region fördern und hervorheben 6 vermarktung und darstellung der region nordostniedersachsens als \
attraktiver familienfreundlicher moderner standort
"""
TITLES = """\
blickpunkt fachkräftesicherung wie kommunen mit unterstützung des dkbm fachkräfte gewinnen ausbilden und binden können
besserhier jobs zwischen elbe heide und küste leben und arbeiten in der metropolregion hamburg
s thomsen k ingwersen i weilage leibniz universität hannover 2020 ärztebedarf in niedersachsen 2035 s 1
statistik der bundesagentur für arbeit 2024 sozialversicherungspflichtig beschäftigte svb am wohn und arbeitsort nach \
ausgewählten merkmalen
statistik der bundesagentur für arbeit 2024 sozialversicherungspflichtig beschäftigte am arbeitsort
statistik der bundesagentur für arbeit 2024 arbeitslosenquote gesamt bezogen auf alle zivilen erwerbspersonen ausgewählte \
kreise zeitreihe mit zahlenwerten
statistik der bundesagentur für arbeit 2024 arbeitslose und arbeitslosenquoten deutschland länder kreise und gemeinden \
zeitreihe monats und jahreszahlen
bundesagentur für arbeit 2024 tabellen ausbildungsstellenmarktstatistik bewerber für berufsausbildungsstellen und \
berufsausbildungsstellen nach ausgewählten regionen
bundesagentur für arbeit 2024 tabellen ausbildungsstellenmarktstatistik bewerber für berufsausbildungsstellen und \
berufsausbildungsstellen nach ausgewählten regionen zeitreihe
bildungsbericht 2024 bevölkerung im alter von 25 bis unter 65 jahren 2018 nach beruflichem bildungsabschluss und ländern
lsn 2024 absolvierende abgehende allgemeinbildender schulen nach geschlecht und abschlussarten
landesamt für statistik niedersachsen 2024 wanderungen über die jeweilige gebietsgrenze altersgruppen
landesamt für statistik niedersachsen 2024 bruttowertschöpfung niedersachsen statistische region kreis
"""
ADDRESSES = """\
allianz für fachkräfte nordostniedersachsen c o ihk lüneburg wolfsburg am sande 1 21335 lüneburg
christoph lenz telefon 04131 742 122 e mail christoph lenz ihklw de
www transferagentur niedersachsen de fileadmin user upload themenbroschuere dkbm links pdf
www mw niedersachsen de startseite themen arbeit fachkraefteinitiative regionale fachkraeftebuendnisse
www landkreis wesermarsch de verwaltung politik fachdienste im ueberblick schulen kultur sport
www mint regionen de mint regionen region netzwerk mint bildungsregion landkreis stade html
"""
ALLOWED = {run for group in (HEADINGS, CAPTIONS, ENUMERATIONS, TITLES, ADDRESSES) for run in group.splitlines()}


@pytest.fixture(scope="module")
def originals() -> list[str]:
    """The texts of the real documents, which are not part of the project."""
    if not SOURCES.is_dir():
        pytest.skip(f"Die echten Dokumente liegen nicht unter {SOURCES}.")
    return [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.txt"))]


def runs_of(path: Path, originals: list[str]) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"<[^>]+>", " ", text)  # tag names would break every run apart
    return {run for original in originals for run in shared_runs(text, original)}


def test_a_copied_sentence_would_be_found(originals: list[str]) -> None:
    words = originals[0].split()
    assert shared_runs(" ".join(words[1000:1030]), originals[0])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sentences_are_our_own(path: Path, originals: list[str]) -> None:
    assert sorted(runs_of(path, originals) - ALLOWED) == []


def test_nothing_is_allowed_that_no_document_uses(originals: list[str]) -> None:
    used = set().union(*(runs_of(path, originals) for path in FILES))
    assert sorted(ALLOWED - used) == []
