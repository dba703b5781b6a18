"""The kinds of organisation: the shipped file, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ManifestError
from corpus.organisations import PATH, kind_ids, load_organisations, organisation_kind


def test_the_shipped_file_knows_the_kinds_of_the_schema() -> None:
    assert {kind.id for kind in load_organisations()} == kind_ids()
    assert organisation_kind("bildungstraeger").title == "Bildungsträger"


def test_no_word_stands_for_two_kinds() -> None:
    seen: dict[str, str] = {}
    for kind in load_organisations():
        for word in (*kind.words, *kind.endings, *kind.names, *kind.forms):
            assert seen.setdefault(word, kind.id) == kind.id, word


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kammer:\n", "kamer:\n", "Meinten Sie „kammer“?"),
        ("  title: Kammer\n", "", "die Angabe „title“ fehlt"),
        ("  dative: einer Kammer\n", "  dativ: einer Kammer\n", "Meinten Sie „dative“?"),
        ("  endings: [kammer]\n", "  endings: kammer\n", "„endings“ ist keine Liste von Texten"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "organisations.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ManifestError) as error:
        load_organisations(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)


def test_a_missing_kind_and_one_without_words_are_named(tmp_path: Path) -> None:
    path = tmp_path / "organisations.yaml"
    path.write_text("kammer: {title: Kammer, dative: einer Kammer}\n", encoding="utf-8")
    with pytest.raises(ManifestError) as error:
        load_organisations(path)
    assert "kammer: ohne „words“" in str(error.value)
    assert "verein: diese Art aus programme.schema.json fehlt" in str(error.value)


def test_a_list_instead_of_entries(tmp_path: Path) -> None:
    path = tmp_path / "organisations.yaml"
    path.write_text("- kammer\n", encoding="utf-8")
    with pytest.raises(ManifestError, match="erwartet werden Einträge"):
        load_organisations(path)
