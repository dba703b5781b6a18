"""What an operator sets of the look: one colour, from which all accents follow, and a logo."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coloraide import Color
from fastapi import APIRouter
from starlette.responses import Response

from bot.settings import Settings
from corpus.errors import UsageError, system_reason

ICON = Path(__file__).parent / "static" / "icon.svg"
LOGO_TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
MAX_LOGO_BYTES = 200_000
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # an SVG opened by itself is a page of its own
CONTRAST = 4.5  # of text, WCAG 2.1 AA

LIGHT = ("#ffffff", "#f5f6fa")
DARK = ("#11142a", "#1c2140")
STEP = 0.005  # of lightness in OKLCH, which runs from 0 to 1
HOVER, HOVER_BACK = 0.08, 0.2


def theme_css(color: str) -> str:
    """The accents for light and dark as CSS variables, from a colour like #1f48b0.

    The hue is kept and the chroma as far as the screen can show it; the lightness gives way until everything reads.
    """
    light = _accents(color, LIGHT, on=LIGHT[0], tint=(0.955, 0.022), away=-1)
    dark = _accents(color, DARK, on=DARK[0], tint=(0.3, 0.05), away=1)
    return f":root{light}\n@media screen and (prefers-color-scheme: dark){{:root{dark}}}\n"


def theme_pages(settings: Settings) -> APIRouter:
    """The stylesheet of the colours and the logo. UsageError for a logo that cannot be served."""
    router = APIRouter(include_in_schema=False)
    css = theme_css(settings.color)
    image, media_type = read_logo(settings.logo) if settings.logo else (_icon(css), LOGO_TYPES[".svg"])
    brief = {"Cache-Control": "public, max-age=600"}

    @router.api_route("/farben.css", methods=["GET", "HEAD"])
    def colors() -> Response:
        return Response(css, media_type="text/css", headers=brief)

    @router.api_route("/logo", methods=["GET", "HEAD"])
    def logo() -> Response:
        return Response(image, media_type=media_type, headers={**brief, "Content-Security-Policy": LOGO_POLICY})

    return router


def read_logo(path: Path) -> tuple[bytes, str]:
    """The bytes and the media type of an image file. UsageError names what is wrong with it."""
    media_type = LOGO_TYPES.get(path.suffix.lower())
    if media_type is None:
        raise _unusable(path, "hat keine Endung eines Bildes, das hier gezeigt werden kann")
    try:
        size = path.stat().st_size
        image = path.read_bytes() if size <= MAX_LOGO_BYTES else b""
    except OSError as error:
        raise _unusable(path, f"ist nicht lesbar ({system_reason(error)})") from error
    if not 0 < size <= MAX_LOGO_BYTES:
        raise _unusable(path, f"ist {-(-size // 1000)} kB groß" if size else "ist leer")
    return image, media_type


def _icon(css: str) -> bytes:
    """Our own sign in the operator's colour."""
    return ICON.read_text(encoding="utf-8").replace("<style/>", f"<style>{css}</style>").encode()


def _unusable(path: Path, what: str) -> UsageError:
    return UsageError(
        f"Das Logo {path} {what}.",
        remedy="Nennen Sie mit LOTSE_LOGO eine Bilddatei (svg, png, webp oder jpg) mit höchstens 200 kB, oder lassen Sie die Einstellung weg.",
    )


def _accents(color: str, grounds: Sequence[str], *, on: str, tint: tuple[float, float], away: int) -> str:
    """`on` is the colour of text on the accent, `tint` lightness and highest chroma of the faint one, `away` where contrast grows."""
    lightness, chroma, hue = Color(color).convert("oklch").coords(nans=False)
    faint = _hex(tint[0], min(chroma, tint[1]), hue)
    while _contrast(_hex(lightness, chroma, hue), (*grounds, faint, on)) < CONTRAST:
        lightness += away * STEP
    further = lightness + away * HOVER
    if not 0.15 <= further <= 0.97:  # next to black or white nobody would see it
        further = lightness - away * HOVER_BACK
    accent, hover = _hex(lightness, chroma, hue), _hex(further, chroma, hue)
    return f"{{--akzent:{accent};--akzent-dunkel:{hover};--akzent-hell:{faint};--auf-akzent:{on}}}"


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen can show."""
    return Color("oklch", [lightness, chroma, hue]).convert("srgb").fit(method="oklch-chroma").to_string(hex=True)


def _contrast(color: str, grounds: Sequence[str]) -> float:
    """The lowest contrast, by WCAG 2.1."""
    return min(Color(color).contrast(ground, method="wcag21") for ground in grounds)
