"""Plain text: encodings, pages and lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DocumentError
from ingest.loaders import load

WORDS = "Förderung für Bürger – „groß“ und 3,5 %\n"


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("utf-16"),
        b"\xfe\xff" + WORDS.encode("utf-16-be"),
        WORDS.encode("cp1252"),
        WORDS.replace("ö", "o\u0308").encode(),
        WORDS.replace("\n", "\r\n").encode(),
    ],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    extract = load(written(tmp_path, data))
    assert [line.text for line in extract.pages[0].lines] == [WORDS.strip(), ""]
    assert extract.warnings == ()
    assert extract.title is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"Text\0mit Null", "wrong_format"),
        (WORDS.encode("utf-16-le"), "wrong_format"),
        (bytes(range(128, 256)) * 4, "encoding"),
        ("Привет, как дела сегодня".encode("koi8-r"), "encoding"),
        (b"a\x81b\x8fc", "encoding"),
        (b"\xff\xfea", "encoding"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        load(written(tmp_path, data))
    assert caught.value.reason == reason
    assert "text.txt" in caught.value.message


def test_lines_keep_leading_blanks_and_lose_trailing_ones(tmp_path: Path) -> None:
    extract = load(written(tmp_path, b"oben  \n\n    eingerueckt\t \n\tTabulator\n"))
    (page,) = extract.pages
    assert page.number is None
    assert [line.text for line in page.lines] == ["oben", "", "    eingerueckt", "\tTabulator", ""]
    assert {(line.size, line.indent, line.bold, line.cells) for line in page.lines} == {(0.0, 0.0, False, ())}


@pytest.mark.parametrize("end", [b"", b"\f", b"\f\n"])
def test_form_feeds_number_pages(tmp_path: Path, end: bytes) -> None:
    extract = load(written(tmp_path, b"eins\n\fzwei\n\f\fvier" + end))
    assert [(page.number, page.lines[0].text) for page in extract.pages] == [
        (1, "eins"),
        (2, "zwei"),
        (3, ""),
        (4, "vier"),
    ]


def test_control_characters_go(tmp_path: Path) -> None:
    extract = load(written(tmp_path, "a\x07b\x1b[0mc\u2028d".encode()))
    assert [line.text for line in extract.pages[0].lines] == ["ab[0mc", "d"]


def test_blank_file_gives_a_warning(tmp_path: Path) -> None:
    assert load(written(tmp_path, b" \n\n")).warnings == ("Die Datei enthält keinen Text.",)
