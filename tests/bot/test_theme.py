"""The accents from one colour, and the logo."""

from __future__ import annotations

import random
import re
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from coloraide import Color
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.settings import Settings
from bot.web.theme import MAX_LOGO_BYTES, theme_css, theme_pages
from corpus.errors import UsageError

NAMES = {"--akzent", "--akzent-dunkel", "--akzent-hell", "--auf-akzent"}
GROUNDS = {"light": ("#ffffff", "#f5f6fa"), "dark": ("#11142a", "#1c2140")}
SOME = ["#ffffff", "#000000", "#ffff00", "#1f48b0", "#808080", "#00ff00", "#ff0000", "#0000ff"]
MANY = [*SOME, *(f"#{random.Random(seed).randrange(1 << 24):06x}" for seed in range(200))]


def accents(color: str) -> dict[str, dict[str, str]]:
    light, dark = re.fullmatch(
        r":root\{(.*)\}\n@media screen and \(prefers-color-scheme: dark\)\{:root\{(.*)\}\}\n", theme_css(color)
    ).groups()  # type: ignore[union-attr]
    return {
        scheme: dict(pair.split(":") for pair in text.split(";")) for scheme, text in (("light", light), ("dark", dark))
    }


def contrast(one: str, other: str) -> float:
    return Color(one).contrast(other, method="wcag21")


@pytest.mark.parametrize("scheme", GROUNDS)
def test_every_colour_gives_accents_that_can_be_read(scheme: str) -> None:
    for color in MANY:
        found = accents(color)[scheme]
        assert set(found) == NAMES
        assert all(re.fullmatch(r"#[0-9a-f]{6}", value) for value in found.values()), found
        text = [found["--akzent"], found["--akzent-dunkel"]]
        grounds = [*GROUNDS[scheme], found["--akzent-hell"], found["--auf-akzent"]]
        lowest = min(contrast(one, other) for one in text for other in grounds)
        assert lowest >= 4.5, (color, lowest, found)
        assert contrast(*text) > 1.1, (color, found)  # pointing at it shows
        assert contrast(found["--akzent-hell"], GROUNDS[scheme][0]) < 2, (color, found)


@pytest.mark.parametrize("color", ["#1f48b0", "#8a1538", "#00573f"])
def test_a_colour_that_can_be_read_is_kept(color: str) -> None:
    assert accents(color)["light"]["--akzent"] == color
    assert accents(color)["dark"]["--akzent"] != color


def served(**settings: object) -> httpx.Client:
    app = FastAPI()
    app.include_router(theme_pages(Settings(**settings)))  # type: ignore[arg-type]
    return TestClient(app)


def test_the_stylesheet_follows_the_setting() -> None:
    response = served(color="#8a1538").get("/farben.css")
    assert response.headers["content-type"] == "text/css; charset=utf-8"
    assert response.text == theme_css("#8a1538")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.svg", "image/svg+xml"), ("a.PNG", "image/png"), ("a.webp", "image/webp"), ("a.jpg", "image/jpeg")],
)
def test_the_logo_is_served_so_that_it_can_do_nothing(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(b"<svg onload='alert(1)'/>")
    for method in ("GET", "HEAD"):
        response = served(logo=tmp_path / name).request(method, "/logo")
        assert response.status_code == 200
        assert response.headers["content-type"] == media_type
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy and policy.endswith("sandbox")


def test_without_a_logo_our_own_sign_takes_the_colour() -> None:
    response = served(color="#8a1538").get("/logo")
    assert response.headers["content-type"] == "image/svg+xml"
    assert theme_css("#8a1538") in response.text
    assert BeautifulSoup(response.text, "xml").find("svg") is not None


def test_a_logo_that_cannot_be_served_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "leer.png").touch()
    (tmp_path / "gross.png").write_bytes(b"x" * (MAX_LOGO_BYTES + 1))
    (tmp_path / "gerade.png").write_bytes(b"x" * MAX_LOGO_BYTES)
    (tmp_path / "seite.html").write_text("<p>")
    (tmp_path / "ordner.png").mkdir()
    served(logo=tmp_path / "gerade.png")
    for name, what in {
        "leer.png": "ist leer",
        "gross.png": "ist 201 kB groß",
        "seite.html": "Endung",
        "fehlt.png": "gibt es nicht",
        "ordner.png": "ist ein Ordner",
    }.items():
        with pytest.raises(UsageError) as error:
            served(logo=tmp_path / name)
        assert all(part in str(error.value) for part in (name, what, "LOTSE_LOGO")), error.value
