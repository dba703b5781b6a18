"""PDF files: laid-out pages.

A line has its text, the effective font size and the left edge in points, and whether all of it is bold. A table row is
one line with all its cells, also where cells run over several lines; columns that are empty in a row are "". An empty
line stands for the gap between paragraphs, and where the file continues elsewhere on the page. Raised small digits are
superscript digits ("2018.¹"). Hyphens at line ends stay, except inside cells. Text that nobody can see is left out.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfReader, overwrite_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError

from corpus.errors import DocumentError
from corpus.model import Extract, Page
from ingest.loaders.errors import guarded, refusal
from ingest.loaders.limits import MEGABYTE, Limits
from ingest.loaders.pdf_content import Interpreter
from ingest.loaders.pdf_fonts import Faces
from ingest.loaders.pdf_geometry import Box, intersect
from ingest.loaders.pdf_hidden import judge
from ingest.loaders.pdf_lines import leading, lines, page_rows
from ingest.loaders.pdf_rows import Row

_STREAM = 20 * MEGABYTE
_WORK = 50 * MEGABYTE
_FEW = 20  # characters: a page with an image and less text is a scan
_PROGRAM_TITLE = re.compile(
    r"^Microsoft (Word|PowerPoint|Excel) - |\.(docx?|indd|pptx?|xlsx?|qxd|rtf|odt)$", re.IGNORECASE
)


def read(path: Path, limits: Limits) -> Extract:
    """Pages numbered from 1. Unreadable, scanned and tampered pages are named in the warnings."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    _tighten()
    reader = _open(path)
    pages = guarded(path, "", lambda: list(reader.pages[: limits.max_pages + 1]))
    if len(pages) > limits.max_pages:
        raise refusal("too_large", path, f"mehr als {limits.max_pages} Seiten")
    report = _Report()
    arranged = [report.page(path, number, page) for number, page in enumerate(pages, start=1)]
    if pages and len(report.unreadable) == len(pages):
        raise refusal("damaged", path, "keine Seite ist lesbar")
    usual = leading(arranged)
    return Extract(
        title=guarded(path, "Titel", lambda: _title(reader)),
        pages=tuple(Page(number=number, lines=lines(rows, usual)) for number, rows in enumerate(arranged, start=1)),
        warnings=report.warnings(),
    )


class _Report:
    """What somebody should know about the pages, collected while they are read."""

    def __init__(self) -> None:
        self.unreadable: list[int] = []
        self.scanned: list[int] = []
        self.hidden: dict[int, int] = {}
        self._faces = Faces()

    def page(self, path: Path, number: int, page: PageObject) -> list[Row]:
        """The rows of one page; a page that cannot be read is noted and gives none."""
        try:
            drawing, box = guarded(
                path, f"Seite {number}", lambda: (Interpreter(page, self._faces), _visible_box(page))
            )
        except DocumentError as error:
            if error.reason != "damaged":
                raise
            self.unreadable.append(number)
            return []
        judged = judge(drawing, box)
        seen = [fragment for fragment in judged if not fragment.hidden]
        hidden = sum(len(fragment.text.strip()) for fragment in judged if fragment.hidden)
        if hidden:
            self.hidden[number] = hidden
        if drawing.images and sum(len(fragment.text.strip()) for fragment in seen) < _FEW:
            self.scanned.append(number)
        return page_rows(seen, drawing.shapes)

    def warnings(self) -> tuple[str, ...]:
        """German sentences for the ingest report."""
        found = [
            f"Seite {page}: verborgener Text gefunden und nicht übernommen ({count} Zeichen)."
            for page, count in self.hidden.items()
        ]
        if self.scanned:
            found.append(f"{_pages(self.scanned)}: kein Text (Scan?).")
        if self.unreadable:
            found.append(f"{_pages(self.unreadable)}: nicht lesbar und nicht übernommen.")
        return tuple(found)


def _pages(numbers: Sequence[int]) -> str:
    return f"{'Seite' if len(numbers) == 1 else 'Seiten'} {', '.join(map(str, numbers))}"


def _tighten() -> None:
    """Lower pypdf's limits for hostile files; they hold for the rest of this process."""
    overwrite_configuration(
        maximum_declared_stream_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        zlib_maximum_output_length=_STREAM,
        brotli_maximum_output_length=_STREAM,
        jbig2_maximum_output_length=_STREAM,
        image_maximum_buffer_size=_STREAM,
        stream_decoding_work_maximum_length=_WORK,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )


def _open(path: Path) -> PdfReader:
    """The reader of a file that is open to everybody: unencrypted, or encrypted with an empty user password."""

    def unlock() -> PdfReader | None:
        reader = PdfReader(path)
        try:
            if reader.is_encrypted and not reader.decrypt(""):
                return None
            _ = len(reader.pages)
        except (FileNotDecryptedError, DependencyError):
            return None
        return reader

    reader = guarded(path, "", unlock)
    if reader is None:
        raise refusal("encrypted", path)
    return reader


def _visible_box(page: PageObject) -> Box:
    media, crop = (
        (float(box.left), float(box.bottom), float(box.right), float(box.top)) for box in (page.mediabox, page.cropbox)
    )
    return intersect(media, crop)


def _title(reader: PdfReader) -> str | None:
    """The title in the metadata, unless a program only put the name of its file there."""
    title = reader.metadata.title if reader.metadata else None
    text = " ".join(title.split()) if isinstance(title, str) else ""
    return text if text and not _PROGRAM_TITLE.search(text) else None
