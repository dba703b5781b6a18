"""Real files for the loader tests: PDFs compiled by Typst or written operator by operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typst

Typeset = Callable[[str], Path]
Painted = Callable[..., Path]


@pytest.fixture
def typeset(tmp_path: Path) -> Typeset:
    """A function that compiles Typst markup to a PDF file."""

    def compile_source(source: str) -> Path:
        (tmp_path / "quelle.typ").write_text(source, encoding="utf-8")
        target = tmp_path / "dokument.pdf"
        typst.compile(str(tmp_path / "quelle.typ"), output=str(target))
        return target

    return compile_source


@pytest.fixture
def painted(tmp_path: Path) -> Painted:
    """A function that writes a PDF from the content streams of its pages.

    Pages measure 600 x 800 points; fonts /F (Helvetica) and /B (bold), an image /I of one white pixel, states
    /Clear (no opacity) and /Soft (half), and extra entries of the page dictionary can be used.
    """

    def write(*contents: str, extra: str = "", name: str = "gemalt.pdf") -> Path:
        target = tmp_path / name
        target.write_bytes(pdf_bytes([content.encode("cp1252") for content in contents], extra))
        return target

    return write


def pdf_bytes(contents: Sequence[bytes], extra: str = "") -> bytes:
    """The bytes of a small PDF with one page per content stream."""
    resources = (
        "/Font << /F 3 0 R /B 4 0 R >> /XObject << /I 5 0 R >> "
        "/ExtGState << /Clear << /ca 0 >> /Soft << /ca 0.5 >> >> "
        "/ColorSpace << /Spot [/Separation /Rot /DeviceRGB << /FunctionType 2 /Domain [0 1] /N 1 "
        "/C0 [1 1 1] /C1 [1 0 0] >>] >>"
    )
    first = 6
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        + b"/Length 1 >>\nstream\n\xff\nendstream",
    ]
    for index, content in enumerate(contents):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << {resources} >> "
            f"/Contents {first + 2 * index + 1} 0 R {extra} >>"
        )
        objects += [page.encode(), b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)]
    body, offsets = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(body))
    )
