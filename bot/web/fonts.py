"""The two fonts of the pages."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static" / "fonts"
STYLES = {"normal": "Regular", "fett": "SemiBold"}  # name of the file: style of the family


def font_pages() -> APIRouter:
    """/schrift/normal.woff2 and /schrift/fett.woff2, which browsers keep: a stylesheet cannot name the hash of a file."""
    router = APIRouter(include_in_schema=False)
    fonts = {style: (FOLDER / f"{style}.woff2").read_bytes() for style in STYLES}
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}

    def font(style: str) -> Response:
        return Response(fonts[style], media_type="font/woff2", headers=headers)

    @router.api_route("/schrift/normal.woff2", methods=["GET", "HEAD"])
    def normal() -> Response:
        return font("normal")

    @router.api_route("/schrift/fett.woff2", methods=["GET", "HEAD"])
    def bold() -> Response:
        return font("fett")

    return router
