"""Metadata of unlisted files."""

from __future__ import annotations

import pytest

from corpus.model import Block, BlockKind, Kind, Programme
from ingest.metadata import NO_DATE, UNKNOWN_PUBLISHER, infer_document, slug

PROGRAMMES = (
    Programme(alliance="nordostniedersachsen", name="Allianz für Fachkräfte Nordostniedersachsen", names=("NON",)),
    Programme(alliance="leine-weser", name="Fachkräftebündnis Leine-Weser", names=("Leine-Weser",)),
)


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(kind=BlockKind.PARAGRAPH, text=text) for text in texts)


def test_the_title_comes_from_the_file_then_the_heading_then_the_text_then_the_name() -> None:
    heading = Block(kind=BlockKind.HEADING, text="Überschrift", level=1)
    text = blocks("Ein erster Absatz.")
    assert infer_document("a.pdf", "Titel", (*text, heading), ()).title == "Titel"
    assert infer_document("a.pdf", None, (*text, heading), ()).title == "Überschrift"
    assert infer_document("a.pdf", None, text, ()).title == "Ein erster Absatz."
    assert infer_document("ordner/merkblatt.pdf", None, (), ()).title == "merkblatt"


def test_an_inferred_document_says_so() -> None:
    document = infer_document("ordner/Über uns (neu).pdf", None, (), ())
    assert document.inferred
    assert document.publisher == UNKNOWN_PUBLISHER
    assert document.file == "ordner/Über uns (neu).pdf"
    assert document.id == "ordner-ueber-uns-neu"


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("Hildesheim, den 9.12.2014", "2014-12-09"),
        ("Stand: 31. 12. 2024", "2024-12-31"),
        ("Lüneburg, Dezember 2024", "2024-12"),
        ("März 2021 in Celle", "2021-03"),
        ("Fortschreibung 2021", "2021"),
        ("am 45.13.2020 geschrieben", "2020"),
        ("ohne Datum", NO_DATE),
        ("Nummer 120245", NO_DATE),
    ],
)
def test_the_date_is_read_from_the_opening(text: str, issued: str) -> None:
    assert infer_document("a.txt", "Titel", blocks(text), ()).issued == issued


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Förderrichtlinie Fachkräfte", Kind.RICHTLINIE),
        ("Beschlussvorlage 2014/356", Kind.BESCHLUSS),
        ("Pressemitteilung", Kind.PRESSE),
        ("Projektprofil FaReHi", Kind.PROJEKT),
        ("Fachkräftestrategie", Kind.STRATEGIE),
        ("Merkblatt", Kind.HANDREICHUNG),
    ],
)
def test_the_kind_is_read_from_the_name(name: str, kind: Kind) -> None:
    assert infer_document("a.txt", name, (), ()).kind is kind


@pytest.mark.parametrize(
    ("text", "alliance"),
    [
        ("Das Bündnis Leine-Weser tagt.", "leine-weser"),
        ("Allianz für Fachkräfte Nordostniedersachsen", "nordostniedersachsen"),
        ("Leine-Weser trifft die Allianz für Fachkräfte Nordostniedersachsen.", None),
        ("NON steht für nichts.", None),
        ("Ein Text ohne Bündnis.", None),
    ],
)
def test_the_alliance_is_taken_only_when_one_is_named(text: str, alliance: str | None) -> None:
    assert infer_document("a.txt", "Titel", blocks(text), PROGRAMMES).alliance == alliance


@pytest.mark.parametrize(
    ("text", "name"),
    [("Straße & Größe", "strasse-groesse"), ("Café №1", "cafe-no1"), ("!!!", "datei"), ("x" * 200, "x" * 80)],
)
def test_ids_hold_only_plain_characters(text: str, name: str) -> None:
    assert slug(text) == name
