"""The two fonts of the pages, cut down from the installed Fira Sans to what European pages need."""

from __future__ import annotations

import io
import threading
from functools import cache
from importlib.resources import as_file, files

from fastapi import APIRouter
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from starlette.responses import Response

PACKAGE = "fontpkg_fira_sans"
STYLES = {"normal": "Regular", "fett": "SemiBold"}
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ȘșȚțẞ"))
SIGNS = "„“”‚‘’‹›–—…•·€−×²³≤≥≈→←↑↓✓✗\N{NON-BREAKING HYPHEN}\N{NARROW NO-BREAK SPACE}"
FEATURES = ["kern", "liga", "tnum"]
# "Fira" is a trademark, so a font that we changed goes by another name.
FAMILY = "Lotse Sans"
COPYRIGHT, TRADEMARK, LICENCE, LICENCE_URL = 0, 7, 13, 14  # numbers of the entries in a font's table of names
_KEPT = (COPYRIGHT, TRADEMARK, LICENCE, LICENCE_URL)
_lock = threading.Lock()


def font_pages() -> APIRouter:
    """/schrift/normal.woff2 and /schrift/fett.woff2. Making them takes about a second and begins at once, beside everything else."""
    router = APIRouter(include_in_schema=False)
    threading.Thread(target=lambda: [_made(style) for style in STYLES], daemon=True).start()

    def font(style: str) -> Response:
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(_made(style), media_type="font/woff2", headers=headers)

    @router.api_route("/schrift/normal.woff2", methods=["GET", "HEAD"])
    def normal() -> Response:
        return font("normal")

    @router.api_route("/schrift/fett.woff2", methods=["GET", "HEAD"])
    def bold() -> Response:
        return font("fett")

    return router


def _made(style: str) -> bytes:
    with _lock:  # who comes in the meantime waits instead of making it again
        return make_font(style)


@cache
def make_font(style: str) -> bytes:
    """A WOFF2 file of the style "normal" or "fett"."""
    with as_file(files(PACKAGE) / "files" / f"FiraSans-{STYLES[style]}.ttf") as path, TTFont(path) as font:
        options = Options(layout_features=FEATURES, name_IDs=list(_KEPT), name_languages=[0x409], notdef_outline=True)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[*LATIN, *map(ord, SIGNS)])
        subsetter.subset(font)
        _rename(font, STYLES[style])
        font.flavor = "woff2"
        made = io.BytesIO()
        font.save(made)
    return made.getvalue()


def _rename(font: TTFont, style: str) -> None:
    family, subfamily, unique, full, version, postscript = range(1, 7)
    for number, text in {
        family: f"{FAMILY} {style}".removesuffix(" Regular"),
        subfamily: "Regular",
        unique: f"{FAMILY} {style}",
        full: f"{FAMILY} {style}",
        version: f"Version {font['head'].fontRevision:.3f}",
        postscript: f"{FAMILY.replace(' ', '')}-{style}",
    }.items():
        font["name"].setName(text, number, 3, 1, 0x409)
