"""themes.yaml: what is shipped, and every mistake by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.errors import ManifestError
from corpus.themes import Theme, load_themes

SMALL = "inside:\n  mint: Technik an\n    Schulen\n  pflege: Pflege\noutside:\n  sport: Sport\n"


def test_ids_meanings_and_sides_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "themen.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_themes(path) == (
        Theme(id="mint", meaning="Technik an Schulen"),
        Theme(id="pflege", meaning="Pflege"),
        Theme(id="sport", meaning="Sport", outside=True),
    )


def test_the_shipped_themes_can_be_told_apart() -> None:
    themes = load_themes()
    assert len([t for t in themes if not t.outside]) >= 30
    assert len([t for t in themes if t.outside]) >= 10
    assert [t.outside for t in themes] == sorted(t.outside for t in themes)
    assert len({t.id for t in themes}) == len({t.meaning for t in themes}) == len(themes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", t.id) for t in themes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "Datei: die Angabe „inside“ fehlt"),
        ("- mint\n", "Datei: die Angabe „outside“ fehlt"),
        (SMALL.replace("outside", "draussen"), "die Angabe „draussen“ ist unbekannt"),
        (SMALL.replace("outside:\n  sport: Sport\n", ""), "Datei: die Angabe „outside“ fehlt"),
        (SMALL.replace("\n  sport: Sport", " [sport]"), "outside: erwartet werden Zeilen wie „kennung: Bedeutung“"),
        (SMALL.replace("\n  sport: Sport", " []"), "outside: erwartet werden Zeilen wie „kennung: Bedeutung“"),
        (SMALL.replace("\n  sport: Sport", " {}"), "outside: erwartet werden Zeilen wie „kennung: Bedeutung“"),
        (SMALL.replace("sport: Sport", "sport:"), "outside: die Angabe „sport“ fehlt. Ergänzen Sie „sport: …“."),
        (SMALL.replace("sport: Sport", "sport: ' '"), "outside: „sport“ ist leer oder kein Text"),
        (SMALL.replace("sport: Sport", "sport: [a, b]"), "outside: „sport“ ist leer oder kein Text"),
        (SMALL.replace("sport: Sport", "mint: Sport"), "outside: „mint“ steht schon unter „inside“"),
        (SMALL + "  sport: Spiele\n", "Zeile 7: die Angabe „sport“ steht in diesem Eintrag doppelt"),
        ("inside: [", "Das ist kein gültiges YAML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "themen.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        load_themes(path)
    assert expected in str(caught.value)
    assert str(path) in caught.value.message
    assert caught.value.remedy
