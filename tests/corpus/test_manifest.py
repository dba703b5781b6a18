"""manifest.yaml: what is read, and every mistake by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import ManifestError
from corpus.manifest import load_manifest, unlisted_files
from corpus.model import Document, Kind, SourceWork

GOOD = {
    "id": "strategie-2024",
    "file": "strategie.txt",
    "title": "Fachkräftestrategie",
    "kind": "strategie",
    "publisher": "Allianz",
    "issued": "2024-12",
}
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A function that writes manifest.yaml with the given text beside strategie.txt and beschluss.txt."""

    def write(text: str | bytes) -> Path:
        home = tmp_path / "bestand"
        home.mkdir(exist_ok=True)
        for name in ("strategie.txt", "beschluss.txt"):
            (home / name).write_text("Text.", encoding="utf-8")
        (home / "manifest.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
        return home

    return write


def entries(*changes: dict[str, str | None]) -> str:
    """A manifest with one entry per change; None takes a key out."""
    lines = ["documents:"]
    for change in changes:
        given = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
        for i, (key, value) in enumerate(given.items()):
            lines.append(f"{'  - ' if i == 0 else '    '}{key}: {value}")
    return "\n".join(lines) + "\n"


def message(home: Path) -> str:
    with pytest.raises(ManifestError) as caught:
        load_manifest(home)
    assert str(home / "manifest.yaml") in caught.value.message
    assert caught.value.remedy
    return str(caught.value)


def test_every_field_is_read(folder: Folder) -> None:
    home = folder(
        entries(
            {"id": "alt", "file": "beschluss.txt", "kind": "beschluss", "issued": "2014-11-28"},
            {
                "alliance": "nordostniedersachsen",
                "valid_from": "2024-01-01",
                "valid_until": "2027-12-31",
                "supersedes": "[alt]",
                "source": "{title: Original, url: https://www.fachkraefteallianz-non.de}",
            },
        )
    )
    old, new = load_manifest(home)
    assert old == Document(
        id="alt",
        file="beschluss.txt",
        title="Fachkräftestrategie",
        kind=Kind.BESCHLUSS,
        publisher="Allianz",
        issued="2014-11-28",
    )
    assert new == Document(
        id="strategie-2024",
        file="strategie.txt",
        title="Fachkräftestrategie",
        kind=Kind.STRATEGIE,
        publisher="Allianz",
        issued="2024-12",
        alliance="nordostniedersachsen",
        valid_from=date(2024, 1, 1),
        valid_until=date(2027, 12, 31),
        supersedes=("alt",),
        source=SourceWork(title="Original", url="https://www.fachkraefteallianz-non.de"),
    )


def test_no_manifest_means_no_entries(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == ()


def test_a_manifest_may_have_no_entries_and_a_byte_order_mark(folder: Folder) -> None:
    assert load_manifest(folder("\ufeffdocuments: []\n")) == ()


def test_partial_dates_of_validity_mean_their_first_and_last_day(folder: Folder) -> None:
    (document,) = load_manifest(folder(entries({"valid_from": "2024", "valid_until": "2027-02"})))
    assert (document.valid_from, document.valid_until) == (date(2024, 1, 1), date(2027, 2, 28))


def test_words_that_yaml_takes_for_something_else_stay_text(folder: Folder) -> None:
    (document,) = load_manifest(folder(entries({"title": "2024", "publisher": "no", "issued": "2021"})))
    assert (document.title, document.publisher, document.issued) == ("2024", "no", "2021")


def test_null_is_the_same_as_nothing(folder: Folder) -> None:
    (document,) = load_manifest(folder(entries({"alliance": "null", "valid_until": "~", "source": ""})))
    assert (document.alliance, document.valid_until, document.source) == (None, None, None)


def test_detours_in_a_path_are_taken_out(folder: Folder) -> None:
    home = folder(entries({"file": "./strategie.txt"}))
    assert load_manifest(home)[0].file == "strategie.txt"
    assert unlisted_files(home, load_manifest(home)) == ("beschluss.txt",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"titel": "Strategie"}, ["„titel“ ist unbekannt", "Meinten Sie „title“?"]),
        ({"xyzxyz": "1"}, ["„xyzxyz“ ist unbekannt", "Bekannt sind:", "valid_until"]),
        ({"title": None}, ["„title“ fehlt", "Ergänzen"]),
        ({"publisher": ""}, ["„publisher“ fehlt"]),
        ({"publisher": "[a, b]"}, ["„publisher“ ist leer oder kein Text"]),
        ({"title": '"  "'}, ["„title“ ist leer oder kein Text"]),
        ({"id": "Strategie_2024"}, ["id „Strategie_2024“ ist ungültig", "a bis z"]),
        ({"id": "a" * 81}, ["ist ungültig", "80 Zeichen"]),
        ({"id": "-a"}, ["id „-a“ ist ungültig"]),
        ({"alliance": "Nordost Niedersachsen"}, ["alliance „Nordost Niedersachsen“ ist ungültig"]),
        ({"kind": "strategy"}, ["kind „strategy“ gibt es nicht", "Meinten Sie „strategie“?"]),
        ({"kind": "[strategie]"}, ["„kind“ ist leer oder kein Text"]),
        ({"issued": "2014-11-31"}, ["issued", "2014-11-31", "gibt es nicht", "JJJJ-MM-TT"]),
        ({"issued": "28.11.2014"}, ["issued", "kein Datum", "JJJJ-MM-TT"]),
        ({"valid_from": "2024-13"}, ["valid_from", "2024-13"]),
        (
            {"valid_from": "2027-12-31", "valid_until": "2024-01-01"},
            ["valid_from 2027-12-31 liegt nach valid_until 2024-01-01"],
        ),
        ({"supersedes": "strategie-2023"}, ["„supersedes“ ist keine Liste"]),
        ({"supersedes": "[strategie-2023]"}, ["supersedes nennt „strategie-2023“", "Meinten Sie „strategie-2024“?"]),
        ({"supersedes": "[strategie-2024]"}, ["supersedes führt auf das Dokument selbst zurück"]),
        ({"file": "strategi.txt"}, ["„strategi.txt“ fehlt", "Meinten Sie „strategie.txt“?"]),
        ({"file": "."}, ["fehlt in"]),
        ({"file": "../geheim.txt"}, ["„../geheim.txt“ führt aus dem Ordner", "ohne „..“"]),
        ({"file": "unter/../strategie.txt"}, ["führt aus dem Ordner"]),
        ({"file": "/etc/hostname"}, ["„/etc/hostname“ führt aus dem Ordner"]),
        ({"file": "'C:\\x.txt'"}, ["führt aus dem Ordner"]),
        ({"file": '"a\\0b.txt"'}, ["fehlt in"]),
        ({"file": f"{'lang' * 100}.txt"}, ["fehlt in"]),
        ({"source": "{url: https://x.de}"}, ["source: die Angabe „title“ fehlt"]),
        ({"source": "Original"}, ["source: erwartet werden Angaben"]),
        ({"source": "{title: Original, link: x}"}, ["source: die Angabe „link“ ist unbekannt"]),
        ({"source": "{title: O, url: 'javascript:alert(1)'}"}, ["url „javascript:alert(1)“ ist keine Webadresse"]),
        ({"source": "{title: O, url: 'ftp://x.de'}"}, ["url „ftp://x.de“ ist keine Webadresse"]),
        ({"source": "{title: O, url: 'https://'}"}, ["ist keine Webadresse"]),
        ({"source": "{title: O, url: 'https://[x'}"}, ["ist keine Webadresse"]),
    ],
)
def test_a_mistake_is_named_with_entry_and_remedy(
    folder: Folder, change: dict[str, str | None], expected: list[str]
) -> None:
    (folder("documents: []").parent / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    text = message(folder(entries(change)))
    assert "Eintrag" in text
    for part in expected:
        assert part in text


def test_an_unquoted_impossible_date_names_its_entry(folder: Folder) -> None:
    # YAML's own reader of dates would stop the whole file here, in English and without the entry
    text = message(folder(entries({"file": "beschluss.txt"}, {"id": "zwei", "issued": "2023-02-30"})))
    assert "Eintrag 2 („zwei“): issued: den Tag „2023-02-30“ gibt es nicht" in text


@pytest.mark.parametrize("key", ["id", "file"])
def test_ids_and_files_stand_once(folder: Folder, key: str) -> None:
    other: dict[str, str | None] = {"id": "zwei", "file": "beschluss.txt"}
    del other[key]
    text = message(folder(entries({}, {**other, "file": "./strategie.txt"} if key == "file" else other)))
    assert f"{key} „{GOOD[key]}“ steht schon in Eintrag 1" in text
    assert text.count("steht schon") == 1


def test_supersedes_in_a_circle(folder: Folder) -> None:
    text = message(
        folder(
            entries({"id": "a", "supersedes": "[b]"}, {"id": "b", "file": "beschluss.txt", "supersedes": "[a]"}),
        )
    )
    assert "Eintrag „a“: supersedes führt auf das Dokument selbst zurück" in text


def test_a_link_out_of_the_folder_is_refused(folder: Folder, tmp_path: Path) -> None:
    home = folder(entries({"file": "verweis.txt"}))
    (tmp_path / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    (home / "verweis.txt").symlink_to(tmp_path / "geheim.txt")
    assert "„verweis.txt“ ist ein Verweis aus dem Ordner hinaus" in message(home)
    assert unlisted_files(home, ()) == ("beschluss.txt", "strategie.txt")


def test_a_link_that_stays_in_the_folder_is_read(folder: Folder) -> None:
    home = folder(entries({"file": "verweis.txt"}))
    (home / "verweis.txt").symlink_to(home / "strategie.txt")
    assert load_manifest(home)[0].file == "verweis.txt"


def test_links_in_a_circle_are_refused(folder: Folder) -> None:
    home = folder(entries({"file": "a.txt"}))
    (home / "a.txt").symlink_to(home / "b.txt")
    (home / "b.txt").symlink_to(home / "a.txt")
    assert "„a.txt“" in message(home)


def test_all_mistakes_are_reported_together(folder: Folder) -> None:
    text = message(folder(entries({"kind": "x", "issued": "2024-99", "titel": "T"}, {"id": "B", "file": "fehlt.txt"})))
    for part in ("kind „x“", "2024-99", "„titel“", "id „B“", "„fehlt.txt“", "Eintrag 1", "Eintrag 2"):
        assert part in text


def test_a_mistake_elsewhere_does_not_make_an_id_unknown(folder: Folder) -> None:
    text = message(
        folder(entries({"title": None}, {"id": "b", "file": "beschluss.txt", "supersedes": "[strategie-2024]"}))
    )
    assert "„title“ fehlt" in text
    assert "supersedes" not in text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("documents: [", "kein gültiges YAML"),
        ("documents:\n  - id: a\n   title: b\n", "Zeile 3: Das ist kein gültiges YAML"),
        ("a: !!python/object/apply:os.getcwd []\n", "kein gültiges YAML"),
        ("[" * 5000, "kein gültiges YAML"),
        (b"documents:\n  - title: F\xfcr\n", "kein UTF-8-Text"),
        ("", "erwartet wird „documents:“"),
        ("- id: a\n", "erwartet wird „documents:“"),
        ("documents:\n  id: a\n", "erwartet wird „documents:“"),
        ("documents:\n  - nur Text\n", "Eintrag 1: erwartet werden Angaben"),
        ("dokumente: []\n", "„dokumente“ ist unbekannt. Meinten Sie „documents“?"),
        ("documents: []\nversion: 1\n", "„version“ ist unbekannt"),
        ("documents: []\ndocuments: []\n", "Zeile 2: die Angabe „documents“ steht in diesem Eintrag doppelt"),
        (entries({}) + "    title: Anders\n", "die Angabe „title“ steht in diesem Eintrag doppelt"),
    ],
)
def test_a_file_of_the_wrong_shape(folder: Folder, content: str | bytes, expected: str) -> None:
    assert expected in message(folder(content))


def test_a_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.yaml").mkdir()
    assert "ist nicht lesbar" in message(tmp_path)


def test_unlisted_files(tmp_path: Path) -> None:
    for name in (
        "b.pdf", "a.MD", "unter/c.docx", "unter/d.htm", "e.html", "README.md", "readme.de.txt", "programmes/f.txt",
        "sources/g.md", ".versteckt/h.txt", ".i.txt", "j.py", "k.yaml", "manifest.yaml", "l.jpg",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    (tmp_path / "ordner.txt").mkdir()
    assert unlisted_files(tmp_path, ()) == ("a.MD", "b.pdf", "e.html", "unter/c.docx", "unter/d.htm")


def test_where_there_is_a_folder_documents_only_that_is_searched(folder: Folder) -> None:
    home = folder(entries({"file": "documents/x.txt"}))
    (home / "documents").mkdir()
    for name in ("x.txt", "y.txt"):
        (home / "documents" / name).write_text("Text.", encoding="utf-8")
    assert unlisted_files(home, load_manifest(home)) == ("documents/y.txt",)
