"""programmes/*.yaml: what is read, and every mistake by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ManifestError
from corpus.model import Contact, Evidence, Programme
from corpus.programmes import load_programmes

FULL = """\
alliance: nordwest
name: Fachkräftebündnis Nordwest
names: [Bündnis Nordwest, NO]
districts: [Vechta]
contact:
  name: Geschäftsstelle
  person: Erika Muster
  phone: 0441 123
  email: info@example.org
  url: https://example.org
  source: {document: nordwest-foerderung, section: Kontakt, says: Erika Muster}
sources:
  - {document: nordwest-foerderung, section: "1", says: Bündnis im Nordwesten}
"""


def write(folder: Path, text: str, name: str = "nordwest.yaml") -> Path:
    (folder / "programmes").mkdir(exist_ok=True)
    path = folder / "programmes" / name
    path.write_text(text, encoding="utf-8")
    return path


def message(folder: Path, text: str, name: str = "nordwest.yaml") -> str:
    path = write(folder, text, name)
    with pytest.raises(ManifestError) as caught:
        load_programmes(folder)
    assert str(path) in caught.value.message
    assert caught.value.remedy
    return str(caught.value)


def test_every_field_is_read(tmp_path: Path) -> None:
    write(tmp_path, FULL)
    assert load_programmes(tmp_path) == (
        Programme(
            alliance="nordwest",
            name="Fachkräftebündnis Nordwest",
            names=("Bündnis Nordwest", "NO"),
            districts=("Vechta",),
            contact=Contact(
                name="Geschäftsstelle",
                person="Erika Muster",
                phone="0441 123",
                email="info@example.org",
                url="https://example.org",
                source=Evidence(document="nordwest-foerderung", section="Kontakt", says="Erika Muster"),
            ),
            sources=(Evidence(document="nordwest-foerderung", section="1", says="Bündnis im Nordwesten"),),
        ),
    )


def test_a_folder_without_programmes_has_none(tmp_path: Path) -> None:
    assert load_programmes(tmp_path) == ()


def test_files_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, FULL)
    write(tmp_path, FULL.replace("alliance: nordwest", "alliance: altmark"), "altmark.yaml")
    assert [programme.alliance for programme in load_programmes(tmp_path)] == ["altmark", "nordwest"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("districts:", "distrikts:", "„distrikts“ ist unbekannt. Meinten Sie „districts“?"),
        ("name: Fachkräftebündnis Nordwest\n", "", "Datei: die Angabe „name“ fehlt"),
        ("alliance: nordwest\n", "", "Datei: die Angabe „alliance“ fehlt"),
        ("alliance: nordwest", "alliance: Nordwest", "alliance: „Nordwest“ ist ungültig. Erwartet wird: a bis z"),
        ("alliance: nordwest", "alliance: leine-weser", "„leine-weser“ muss wie die Datei heißen: „nordwest“"),
        ("names: [Bündnis Nordwest, NO]", "names: Bündnis", "names: das ist keine Liste"),
        ("[Vechta]", "[[Vechta]]", "districts, Eintrag 1: „['Vechta']“ ist leer oder kein Text"),
        ("  name: Geschäftsstelle\n", "", "contact: die Angabe „name“ fehlt"),
        ("  phone:", "  fone:", "contact: die Angabe „fone“ ist unbekannt. Meinten Sie „phone“?"),
        (
            "https://example.org",
            "javascript:alert(1)",
            "contact, url: „javascript:alert(1)“ ist ungültig. Erwartet wird: eine Webadresse",
        ),
        (
            "  source: {document: nordwest-foerderung, section: Kontakt, says: Erika Muster}\n",
            "",
            "contact: die Angabe „source“ fehlt",
        ),
        (", says: Erika Muster", "", "contact, source: die Angabe „says“ fehlt"),
        ("says: Erika Muster", "sagt: Erika Muster", "contact, source: die Angabe „sagt“ ist unbekannt"),
        (
            "says: Erika Muster",
            "says: Muster",
            "contact, source, says: „Muster“ ist ungültig. Erwartet wird: mindestens zwei Worte",
        ),
        (', section: "1"', "", "sources, Beleg 1: die Angabe „section“ fehlt"),
        ("says: Bündnis im Nordwesten", "says: [a, b]", "sources, Beleg 1, says: „['a', 'b']“ ist leer oder kein Text"),
        (
            '- {document: nordwest-foerderung, section: "1", says: Bündnis im Nordwesten}',
            "- Kontakt",
            "sources, Beleg 1: erwartet werden Angaben wie „document: …“",
        ),
        (
            '\n  - {document: nordwest-foerderung, section: "1", says: Bündnis im Nordwesten}',
            " {document: a}",
            "sources: das ist keine Liste",
        ),
        (
            '\n  - {document: nordwest-foerderung, section: "1", says: Bündnis im Nordwesten}',
            "",
            "Datei: die Angabe „sources“ fehlt",
        ),
    ],
)
def test_a_mistake_is_named_with_its_entry(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in FULL
    assert expected in message(tmp_path, FULL.replace(old, new, 1))


def test_all_mistakes_of_a_file_are_reported_together(tmp_path: Path) -> None:
    text = message(tmp_path, FULL.replace("districts:", "x:").replace("https:", "ftp:") + "name: Noch einer\n")
    for part in (
        "„x“ ist unbekannt",
        "eine Webadresse, die mit http:// oder https:// beginnt",
        "„name“ steht in diesem Eintrag doppelt",
    ):
        assert part in text


@pytest.mark.parametrize("text", ["", "- alliance: nordwest\n"])
def test_a_file_of_the_wrong_shape(tmp_path: Path, text: str) -> None:
    assert "Datei: erwartet werden Angaben" in message(tmp_path, text)


def test_a_file_that_is_no_yaml(tmp_path: Path) -> None:
    assert "Zeile 2: Das ist kein gültiges YAML" in message(tmp_path, "alliance: nordwest\nname: [a]]\n")
