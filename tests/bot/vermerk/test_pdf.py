"""PDF files, read back with pypdf."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from bot.vermerk import pdf
from bot.vermerk.note import FileNote, Paragraph
from bot.vermerk.pdf import to_pdf

from .samples import (
    CHECK_SAYS,
    ELIGIBILITY,
    EMPTY_CHECK_SAYS,
    EMPTY_ELIGIBILITY,
    FIT_SAYS,
    HOSTILE,
    ODD,
    check_note,
    hostile_note,
    pdf_text,
    squeezed,
    strategy_note,
)


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def fonts(reader: pypdf.PdfReader) -> dict[str, Any]:
    return {
        font.get_object()["/BaseFont"]: font.get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }


@pytest.mark.parametrize(("note", "says"), [(check_note(), CHECK_SAYS), (strategy_note(), FIT_SAYS)])
def test_is_complete(note: FileNote, says: tuple[str, ...]) -> None:
    text = pdf_text(to_pdf(note))
    assert [said for said in says if squeezed(said) not in text] == []


def test_empty_lists() -> None:
    text = pdf_text(to_pdf(check_note(EMPTY_ELIGIBILITY)))
    assert [said for said in EMPTY_CHECK_SAYS if squeezed(said) not in text] == []


def test_pages_are_a4_and_counted() -> None:
    reader = read(to_pdf(check_note()))
    total = len(reader.pages)
    assert total >= 2
    for number, page in enumerate(reader.pages, start=1):
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
        assert f"Seite{number}von{total}" in squeezed(page.extract_text())


def test_is_tagged_german_and_named() -> None:
    reader = read(to_pdf(check_note()))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "de-DE"
    assert reader.metadata is not None and str(reader.metadata.title).startswith("Vermerk: Förderfähigkeit")
    assert "maschinell erstellt" in str(reader.metadata["/Keywords"])
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<", xmp) and re.search(r"pdfuaid:part>1<", xmp)


def test_fonts_are_embedded_and_not_those_of_the_machine() -> None:
    found = fonts(read(to_pdf(check_note())))
    assert found and all("FiraSans" in name for name in found)
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in found.values())


def test_same_note_same_bytes_and_only_the_given_day() -> None:
    content = to_pdf(check_note())
    assert content == to_pdf(check_note())
    metadata: Any = read(content).metadata
    assert metadata.creation_date.date() == metadata.modification_date.date() == check_note().made_on
    assert (metadata.creation_date.hour, metadata.creation_date.minute) == (0, 0)


def test_header_of_a_long_table_is_repeated() -> None:
    many = tuple(replace(ELIGIBILITY.criteria[0], title=f"Bedingung Nummer {n}") for n in range(40))
    reader = read(to_pdf(check_note(replace(ELIGIBILITY, criteria=many))))
    with_rows = [text for page in reader.pages if "BedingungNummer" in (text := squeezed(page.extract_text()))]
    assert len(with_rows) > 2
    assert all("BedingungErgebnisBegründungQuelle" in text for text in with_rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_input_is_shown_literally(text: str) -> None:
    found = pdf_text(to_pdf(hostile_note(text)))
    assert found.count(squeezed(text)) >= 12
    assert b"/URI" not in to_pdf(hostile_note(text))


@pytest.mark.parametrize("length", [64, 65, 20_000])
def test_word_longer_than_a_line_stays_on_the_page(length: int) -> None:
    content = to_pdf(check_note(idea="x" * length))
    assert "x" * length in pdf_text(content)
    right_most = 0.0

    def visit(text: str, _cm: Any, matrix: list[float], _font: Any, size: float) -> None:
        nonlocal right_most
        if text.strip("\u200b\n ").startswith("x"):
            right_most = max(right_most, matrix[4] + len(text.strip("\u200b\n ")) * 0.45 * 10.5)

    for page in read(content).pages:
        page.extract_text(visitor_text=visit)
    assert 0 < right_most < 595 - 20 / 25.4 * 72 + 12


def test_long_text_fills_pages() -> None:
    words = [f"Satz{n}" for n in range(4000)]
    content = to_pdf(check_note(idea=" ".join(words)))
    assert len(read(content).pages) > 5
    assert "".join(words) in pdf_text(content)


def test_characters_without_a_glyph_are_shown_as_code_points() -> None:
    text = pdf_text(to_pdf(check_note(idea="a😀b 中文 हि c")))
    assert "a[U+1F600]b[U+4E2DU+6587][U+0939U+093F]c" in text


@pytest.mark.parametrize(
    "idea", [ODD, "".join(map(chr, range(0x300, 0x370))), "\x00\u202e\ud800\ufffe", "z" + "\u0301" * 20_000]
)
def test_odd_characters_do_not_stop_it(idea: str) -> None:
    reader = read(to_pdf(check_note(idea=idea)))
    assert reader.metadata is not None and "Vermerk" in reader.pages[0].extract_text()


def test_marks_that_no_font_has_with_their_letter() -> None:
    assert "xe[U+0486]yé" in pdf_text(to_pdf(check_note(idea="xe\u0486ye\u0301")))


def test_marks_piled_on_one_letter_are_written_out() -> None:
    text = pdf_text(to_pdf(check_note(idea="q" + "\u0301" * 6)))
    assert f"[{'U+0301' * 3}]" in text


def test_odd_characters_in_every_place() -> None:
    assert len(read(to_pdf(hostile_note(ODD))).pages) > 1


@pytest.mark.parametrize("package", ["typst", "fontpkg_fira_sans"])
def test_missing_package_is_named_with_the_remedy(package: str) -> None:
    program = (
        "import sys\n"
        "from bot.vermerk.pdf import to_pdf\n"
        "from corpus.errors import LotseError\n"
        "from tests.bot.vermerk.samples import check_note\n"
        "assert 'typst' not in sys.modules\n"
        f"sys.modules[{package!r}] = None\n"
        "try:\n    to_pdf(check_note())\nexcept LotseError as error:\n    print(error)\n"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], cwd=root, capture_output=True, encoding="utf-8", check=True
    )
    assert f"Das Paket {package} fehlt." in done.stdout and "pip install" in done.stdout


def test_several_threads_at_once() -> None:
    expected = to_pdf(check_note())
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(to_pdf, [check_note()] * 12)) == {expected}


@pytest.mark.parametrize("drawable", [pdf._WIDE, pdf._NARROW])
def test_fonts_have_every_character_they_are_trusted_with(drawable: Any) -> None:
    """The standards forbid an empty box, so Typst refuses a character that no font has."""
    import typst

    codes = [code for code in range(0x110000) if not 0xD800 <= code < 0xE000 and drawable.match(chr(code))]
    missing = []
    for first in range(0, len(codes), 400):
        part = codes[first : first + 400]
        note = check_note()
        block = Paragraph(text=" ".join(map(chr, part)))
        section = replace(note.sections[0], blocks=(block,))
        try:
            pdf._set(replace(note, sections=(section,)), drawable)
        except typst.TypstError as error:
            missing.append(str(error))
    assert len(codes) > 500 and missing == []
