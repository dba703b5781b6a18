"""Repair: characters, hyphens, running heads and page numbers."""

from __future__ import annotations

import pytest

from corpus.model import Extract
from ingest.repair import clean_text, join_lines, repair_pages
from tests.ingest.stages import laid_out, line, typed


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["Fachkräfte-", "sicherung"], "Fachkräftesicherung"),
        (["Fachkräfte- ", "sicherung in der Region"], "Fachkräftesicherung in der Region"),
        (["Zuzug aus dem In-", "und Ausland"], "Zuzug aus dem In- und Ausland"),
        (["In- und", "Ausland"], "In- und Ausland"),
        (["Voll-", "bzw. Teilzeit"], "Voll- bzw. Teilzeit"),
        (["Bildungs-", "sowie Arbeitsangebote"], "Bildungs- sowie Arbeitsangebote"),
        (["Aus-, Fort-", "und Weiterbildung"], "Aus-, Fort- und Weiterbildung"),
        (["Aus-,", "Fort- und Weiterbildung"], "Aus-, Fort- und Weiterbildung"),
        (["Aus-", ", Fort- und Weiterbildung"], "Aus-, Fort- und Weiterbildung"),
        (["IHK Lüneburg-", "Wolfsburg"], "IHK Lüneburg-Wolfsburg"),
        (["Lüneburg-Nord-", "ostniedersachsen"], "Lüneburg-Nordostniedersachsen"),
        (["KOMMUNA-", "LER BEDARF"], "KOMMUNALER BEDARF"),
        (["die 15-", "jährigen"], "die 15-jährigen"),
        (["EU-", "weite Suche"], "EU-weite Suche"),
        (["2021-", "2027"], "2021-2027"),
        (["Fach\u00ad", "kräfte"], "Fach\u00adkräfte".replace("\u00ad", "")),
        (["Beratung und/", "oder Schulung"], "Beratung und/oder Schulung"),
        (["Mitarbeiter/-", "innen"], "Mitarbeiter/-innen"),
        (["ein Satz", "", "geht weiter"], "ein Satz geht weiter"),
    ],
)
def test_lines_join_by_the_german_rules(lines: list[str], joined: str) -> None:
    assert join_lines([clean_text(text) for text in lines]) == joined


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Quali\ufb01zierung, Ko\ufb00er, Zu\ufb02uss", "Qualifizierung, Koffer, Zufluss"),
        ("Fach\u00adkräfte\u00adbündnis", "Fachkräftebündnis"),
        ("Bu\u0308ndnis", "Bündnis"),
        ("\uf0b7 Ausbildung", "• Ausbildung"),
        ("▪ Ausbildung", "• Ausbildung"),
        ("  ▪Ausbildung", "  • Ausbildung"),
        ("\ufffd Ausbildung", "• Ausbildung"),
        ("Handlungs\ufffdfeld\ue001", "Handlungsfeld"),
        ("3,85\u00a0Mio.\u202fEuro", "3,85 Mio. Euro"),
        ("Rat\u200bhaus\ufeff", "Rathaus"),
        ("Das ist **sehr wichtig** und *neu*.", "Das ist sehr wichtig und neu."),
        ("Bürger*innen und Partner*innen", "Bürger*innen und Partner*innen"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("Weserbergland^{plus}", "Weserberglandplus"),
        ("Stellen^{15}", "Stellen¹⁵"),
        ("zu viele   Leerzeichen  ", "zu viele Leerzeichen"),
        ("bei , die (Kreis) ; und", "bei, die (Kreis); und"),
        ("Angebote / ...", "Angebote / ..."),
    ],
)
def test_characters_are_as_they_were_meant(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def kept(extract: Extract) -> list[list[str]]:
    return [[item.text for item in page.lines if item.text] for page in repair_pages(extract.pages)]


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        [line("Strategie | Stand 2024", size=8), f"Absatz {word} mit Text.", f"Zeile {word}.", f"Seite {n} von 4"]
        for n, word in enumerate(["eins", "zwei", "drei", "vier"], start=1)
    ]
    assert kept(laid_out(*pages))[1] == ["Absatz zwei mit Text.", "Zeile zwei."]


@pytest.mark.parametrize("number", ["3", "- 3 -", "Seite 3", "3 / 12", "S. 3", "3 | "])
def test_page_numbers_of_all_kinds_go(number: str) -> None:
    assert kept(laid_out(["Ein Text.", number], ["Anderer Text."]))[0] == ["Ein Text."]


def test_left_and_right_pages_may_have_different_heads() -> None:
    words = ["Anfang", "Bericht", "Ziele", "Mittel", "Partner", "Schluss"]
    pages = [
        ["Titel der Schrift" if n == 0 else "Rechter Kopf" if n % 2 == 0 else "Linker Kopf", f"{word} der Strategie."]
        for n, word in enumerate(words)
    ]
    text = kept(laid_out(*pages))
    assert text[0] == ["Titel der Schrift", "Anfang der Strategie."]
    assert text[1:] == [[f"{word} der Strategie."] for word in words[1:]]


def test_a_repeated_line_inside_a_page_stays() -> None:
    pages = [
        ["Kopf der Seite", f"Text {w}.", "Weiter im Text.", "Das gilt je Landkreis.", "Und so fort.", "Ende.", "Fuß"]
        for w in ("eins", "zwei", "drei")
    ]
    text = kept(laid_out(*pages))
    assert all("Das gilt je Landkreis." in page for page in text)
    assert not any("Kopf der Seite" in page or "Fuß" in page for page in text)


def test_a_repeated_line_behind_real_text_stays() -> None:
    # it stands among the first three lines of each page, but the line before it is text
    pages = [[f"Projekt {w} läuft.", "Träger: Volkshochschule", "Text.", "Mehr.", "Ende."] for w in ("eins", "zwei")]
    assert all("Träger: Volkshochschule" in page for page in kept(laid_out(*pages)))


def test_numbered_titles_at_the_head_of_pages_stay() -> None:
    pages = [[line(f"Handlungsfeld {n}", size=16), "Beschreibung des Feldes.", "Mehr dazu."] for n in (1, 2, 3)]
    assert [page[0] for page in kept(laid_out(*pages))] == ["Handlungsfeld 1", "Handlungsfeld 2", "Handlungsfeld 3"]


def test_a_year_at_the_foot_is_no_page_number() -> None:
    assert kept(laid_out(["Titel der Schrift", "2024"], ["Ein Text."]))[0] == ["Titel der Schrift", "2024"]


def test_numbers_stay_where_pages_are_unknown() -> None:
    assert kept(typed("Anlagen:\n1\n")) == [["Anlagen:", "1"]]


def test_table_of_contents_goes() -> None:
    text = "Inhalt\n1. Vorwort ........ 3\n2. Ziele . . . . . . 12\nDanach beginnt der Text."
    assert kept(typed(text)) == [["Danach beginnt der Text."]]


def test_inhalt_without_contents_stays() -> None:
    assert kept(typed("Inhalt\nDer Kurs vermittelt Grundlagen."))[0][0] == "Inhalt"


def test_a_bare_address_that_was_said_before_goes() -> None:
    text = "Siehe www.beispiel.de/a.\nhttps://www.beispiel.de/a\nhttps://neu.beispiel.de"
    assert kept(typed(text)) == [["Siehe www.beispiel.de/a.", "https://neu.beispiel.de"]]
