"""The door to all loaders: what is refused, and why."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter

from corpus.errors import DocumentError
from ingest.loaders import REASONS, SUFFIXES, Limits, load
from tests.ingest.conftest import Painted, pdf_bytes

PROCESSES = Path("/proc")
TEXT = b"BT /F 12 Tf 50 700 Td (Sichtbarer Text auf der Seite) Tj ET"


def reason(path: Path, limits: Limits | None = None) -> str:
    """The reason for which a file is refused; its message must name the file and a remedy."""
    with pytest.raises(DocumentError) as caught:
        load(path, limits=limits or Limits())
    assert path.name in str(caught.value)
    assert caught.value.remedy
    assert caught.value.reason in REASONS
    return caught.value.reason


def test_missing_file_and_directory(tmp_path: Path) -> None:
    (tmp_path / "ordner.pdf").mkdir()
    assert reason(tmp_path / "fehlt.pdf") == "missing"
    assert reason(tmp_path / "ordner.pdf") == "missing"


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_empty_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"leer{suffix}"
    path.touch()
    assert reason(path) == "empty"


def test_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "tabelle.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(DocumentError, match=r"\.docx") as caught:
        load(path)
    assert caught.value.reason == "unknown_format"


def test_ending_may_be_written_large(tmp_path: Path) -> None:
    path = tmp_path / "GROSS.PDF"
    path.write_bytes(pdf_bytes([TEXT]))
    assert load(path).pages[0].lines[0].text == "Sichtbarer Text auf der Seite"


@pytest.mark.parametrize("suffix", [".pdf", ".txt", ".docx"])
def test_huge_sparse_file_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"riesig{suffix}"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    assert path.stat().st_blocks * 512 < 1024 * 1024
    assert reason(path) == "too_large"


def test_too_many_pages(painted: Painted) -> None:
    path = painted(*["BT /F 12 Tf 50 700 Td (Seite) Tj ET"] * 6)
    assert len(load(path, limits=Limits(max_pages=6)).pages) == 6
    assert reason(path, Limits(max_pages=5)) == "too_large"


def test_content_that_is_not_what_the_ending_says(tmp_path: Path) -> None:
    pdf, word = tmp_path / "brief.docx", tmp_path / "brief.pdf"
    pdf.write_bytes(pdf_bytes([TEXT]))
    Document().save(str(word))
    garbage = tmp_path / "rauschen.pdf"
    garbage.write_bytes(bytes((index * 197 + 13) % 251 for index in range(5000)))
    old = tmp_path / "alt.docx"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000)
    picture = tmp_path / "bild.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    for path in (pdf, word, garbage, old, picture):
        assert reason(path) == "wrong_format", path.name
    renamed = tmp_path / "seite.html"
    renamed.write_bytes(pdf_bytes([TEXT]))
    assert reason(renamed) == "wrong_format"


def test_bytes_before_the_header_of_a_pdf_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "vorspann.pdf"
    path.write_bytes(b"\r\n" + pdf_bytes([TEXT]))
    assert load(path).pages[0].lines[0].text == "Sichtbarer Text auf der Seite"


def test_protected_word_file(tmp_path: Path) -> None:
    path = tmp_path / "geheim.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert reason(path) == "encrypted"


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encrypted_pdf(tmp_path: Path, algorithm: str) -> None:
    plain = tmp_path / "offen.pdf"
    plain.write_bytes(pdf_bytes([TEXT]))
    for password, name in (("", "ohne.pdf"), ("geheim", "mit.pdf")):
        writer = PdfWriter(clone_from=str(plain))
        writer.encrypt(password, "besitzer", algorithm=algorithm)
        writer.write(str(tmp_path / name))
    assert load(tmp_path / "ohne.pdf").pages[0].lines[0].text == "Sichtbarer Text auf der Seite"
    assert reason(tmp_path / "mit.pdf") == "encrypted"


def test_truncated_pdf_and_header_alone(tmp_path: Path) -> None:
    data = pdf_bytes([TEXT])
    for name, part in (("kopf.pdf", b"%PDF-1.7\n"), ("viertel.pdf", data[: len(data) // 4])):
        (tmp_path / name).write_bytes(part)
        assert reason(tmp_path / name) == "damaged"


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        lambda data: data.replace(b"/Kids [6 0 R]", b"/Kids 7      "),
        lambda data: data.replace(b"/Root 1 0 R", b"/Root 9 0 R"),
        lambda data: data.replace(b"/MediaBox [0 0 600 800]", b"/MediaBox (zu   klein) "),
        lambda data: data.replace(b"/Contents 7 0 R", b"/Contents 6 0 R"),
        lambda data: data.replace(b"/Subtype /Type1", b"/Subtype /Type0"),
        lambda data: data.replace(b"12 Tf", b"() Tf"),
    ],
)
def test_broken_structure_ends_in_text_or_a_named_reason(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "kaputt.pdf"
    data = pdf_bytes([TEXT])
    path.write_bytes(change(data))
    assert path.read_bytes() != data
    try:
        extract = load(path)
    except DocumentError as error:
        assert error.reason == "damaged"
    else:
        assert len(extract.pages) <= 1


def test_one_broken_page_does_not_cost_the_others(painted: Painted) -> None:
    path = painted("BT /F 12 Tf 50 700 Td (Erste) Tj ET", "BT /F 12 Tf 50 700 Td (Zweite) Tj ET")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"/Contents 7 0 R", b"/Contents (a)  "))
    extract = load(path)
    assert [[line.text for line in page.lines] for page in extract.pages] == [[], ["Zweite"]]
    assert extract.warnings == ("Seite 1: nicht lesbar und nicht übernommen.",)


def bomb(content: bytes) -> bytes:
    """A small PDF whose only page unpacks to `content`."""
    packed = zlib.compress(content, 9)
    plain = pdf_bytes([packed])
    head = b"<< /Length %d >>" % len(packed)
    return plain.replace(head, head[:-2] + b"/Filter /FlateDecode >>")


def test_page_that_takes_too_long(tmp_path: Path) -> None:
    path = tmp_path / "langsam.pdf"
    path.write_bytes(bomb(b"BT /F 1 Tf " + b"(a) Tj " * 900_000 + b"ET"))
    assert path.stat().st_size < 50_000
    assert reason(path, Limits(seconds=1)) == "timeout"


def test_page_that_takes_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "gross.pdf"
    path.write_bytes(bomb(b"BT /F 1 Tf " + b"(a) Tj " * 600_000 + b"ET"))
    assert reason(path, Limits(memory=150 * 1024 * 1024, seconds=120)) == "memory"


def test_stream_that_unpacks_beyond_all_measure(tmp_path: Path) -> None:
    path = tmp_path / "bombe.pdf"
    path.write_bytes(bomb(b" " * 60_000_000))
    assert reason(path) == "damaged"


def test_result_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "viel.txt"
    path.write_text("Zeile\n" * 20_000, encoding="utf-8")
    assert reason(path, Limits(max_result=100_000)) == "too_large"


def test_large_result_arrives_whole(tmp_path: Path) -> None:
    path = tmp_path / "viel.txt"
    path.write_text("".join(f"Zeile {number}\n" for number in range(200_000)), encoding="utf-8")
    lines = load(path).pages[0].lines
    assert lines[199_999].text == "Zeile 199999"


@pytest.mark.skipif(not PROCESSES.exists(), reason="needs the process list of Linux")
def test_no_child_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "langsam.pdf"
    path.write_bytes(bomb(b"BT /F 1 Tf " + b"(a) Tj " * 900_000 + b"ET"))
    assert reason(path, Limits(seconds=0.5)) == "timeout"
    assert not [entry for entry in PROCESSES.glob("[0-9]*/cmdline") if str(path).encode() in _content(entry)]


def _content(entry: Path) -> bytes:
    try:
        return entry.read_bytes()
    except OSError:  # that process has just ended
        return b""


def test_import_of_the_package_loads_no_parser() -> None:
    parsers = ["pypdf", "bs4", "docx", "markdown_it", "lxml"]
    code = f"import sys, ingest.loaders; print([name for name in {parsers} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
