"""Makes the two fonts of the pages: the installed Fira Sans, cut down to what European pages need. `make fonts`.

Needs the extra `dev`; the pages only serve what this has written.
"""

from __future__ import annotations

import io
from importlib.resources import as_file, files

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from bot.web.fonts import FOLDER, STYLES

PACKAGE = "fontpkg_fira_sans"
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "ȘșȚțẞ"))
SIGNS = "„“”‚‘’‹›–—…•·€−×²³≤≥≈→←↑↓✓✗\N{NON-BREAKING HYPHEN}\N{NARROW NO-BREAK SPACE}"
FEATURES = ["kern", "liga", "tnum"]
# "Fira" is a trademark, so a font that we changed goes by another name.
FAMILY = "Lotse Sans"
COPYRIGHT, TRADEMARK, LICENCE, LICENCE_URL = 0, 7, 13, 14  # numbers of the entries in a font's table of names
_KEPT = (COPYRIGHT, TRADEMARK, LICENCE, LICENCE_URL)


def make_font(style: str) -> bytes:
    """A WOFF2 file of the style "normal" or "fett"."""
    with (
        as_file(files(PACKAGE) / "files" / f"FiraSans-{STYLES[style]}.ttf") as path,
        TTFont(path, recalcTimestamp=False) as font,
    ):
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


if __name__ == "__main__":
    for style in STYLES:
        (FOLDER / f"{style}.woff2").write_bytes(make_font(style))
