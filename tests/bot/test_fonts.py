"""The fonts as a browser gets them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fontTools.ttLib import TTFont

from bot.web.fonts import FOLDER, STYLES, font_pages
from bot.web.make_fonts import FAMILY, make_font

PATHS = ("/schrift/normal.woff2", "/schrift/fett.woff2")
NEEDED = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,;:!?()[]/&%+-=@#'\"*ÄÖÜäöüßẞ"
    "„“‚‘’–—…•·›‹»«€§°²³×−→←↑↓≤≥"
    "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčďěňřšťůžáéíýçğıİşàâæêëîïôœùûüÿåøæÅØÆðþőűăâîșțāēģīķļņūėų"
)


@pytest.fixture(scope="module")
def fonts() -> Iterator[httpx.Client]:
    app = FastAPI()
    app.include_router(font_pages())
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module", params=PATHS)
def font(fonts: httpx.Client, request: pytest.FixtureRequest) -> TTFont:
    return TTFont(io.BytesIO(fonts.get(request.param).content))


def test_both_are_small_and_kept_by_browsers(fonts: httpx.Client) -> None:
    found = [fonts.get(path) for path in PATHS]
    assert {r.headers["content-type"] for r in found} == {"font/woff2"}
    assert {r.headers["cache-control"] for r in found} == {"public, max-age=31536000, immutable"}
    assert all(r.content.startswith(b"wOF2") for r in found)
    assert found[0].content != found[1].content
    assert sum(len(r.content) for r in found) <= 50_000
    assert fonts.head(PATHS[0]).status_code == 200
    assert fonts.get("/schrift/kursiv.woff2").status_code == 404


def test_every_letter_that_names_and_texts_need_is_there(font: TTFont) -> None:
    assert [c for c in NEEDED if ord(c) not in font.getBestCmap()] == []


def test_figures_can_stand_in_columns_and_letters_are_kerned(font: TTFont) -> None:
    features = {r.FeatureTag for table in ("GSUB", "GPOS") for r in font[table].table.FeatureList.FeatureRecord}
    assert features == {"kern", "liga", "tnum"}


def test_a_changed_font_goes_by_another_name_and_keeps_its_licence(font: TTFont) -> None:
    names = {entry.nameID: str(entry) for entry in font["name"].names}
    assert all(names[number].startswith(FAMILY) for number in (1, 3, 4))
    assert names[6].startswith("LotseSans-")
    assert [number for number, text in names.items() if "Fira" in text] == [7]  # the notice of the trademark
    assert "Mozilla" in names[0] and "Open Font License" in names[13] and names[14].startswith("http")


def test_the_weights_are_told_apart() -> None:
    app = FastAPI()
    app.include_router(font_pages())
    with TestClient(app) as client:
        weights = [TTFont(io.BytesIO(client.get(path).content))["OS/2"].usWeightClass for path in PATHS]
    assert weights == [400, 600]


@pytest.mark.parametrize("style", STYLES)
def test_the_files_are_what_the_maker_makes(style: str) -> None:
    """Compared are letters, widths and names: the bytes depend on the version of the compression."""
    kept, made = TTFont(FOLDER / f"{style}.woff2"), TTFont(io.BytesIO(make_font(style)))
    assert kept.getBestCmap() == made.getBestCmap()
    assert kept["hmtx"].metrics == made["hmtx"].metrics
    assert [str(n) for n in kept["name"].names] == [str(n) for n in made["name"].names]
