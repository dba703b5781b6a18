"""The question files are read strictly, and the sealed ones only against their hash."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UsageError
from corpus.manifest import load_manifest
from corpus.model import Turn
from eval.cli import REAL_DOCUMENTS
from eval.matching import spot_ranks
from eval.questions import FOLDER, HASH_FILE, load_development, load_file, load_sealed, of_corpus, sealed_hash
from tests.eval.samples import ENTRY, SPOT, UNANSWERABLE, question, write_questions


def test_every_development_question_loads_and_none_is_asked_twice() -> None:
    questions = load_development()
    assert len(questions) >= 300
    asked = [(q.question.casefold(), q.history, q.alliance, q.as_of) for q in questions]
    assert len(asked) == len(set(asked))


@pytest.mark.skipif(not REAL_DOCUMENTS.is_dir(), reason="the real documents are not beside the checkout")
def test_evidence_stands_in_the_real_documents() -> None:
    texts = {d.id: (REAL_DOCUMENTS / d.file).read_text(encoding="utf-8") for d in load_manifest(REAL_DOCUMENTS)}
    missing = [
        (q.id, spot.terms)
        for q in of_corpus(load_development(), "real")
        for spot in q.evidence
        if spot_ranks(question(evidence=(spot,)), [(spot.document, texts[spot.document])]) != (1,)
    ]
    assert missing == []


def test_the_sealed_questions_are_those_that_were_sealed() -> None:
    assert (FOLDER / HASH_FILE).read_text(encoding="ascii").split()[0] == sealed_hash()


def test_all_fields_are_read(tmp_path: Path) -> None:
    history = [{"question": "Was?", "answer": "Das."}]
    entry = {**ENTRY, "style": "typo", "alliance": "leine-weser", "as_of": date(2019, 12, 31), "history": history}
    path = write_questions(tmp_path, {**entry, "followup": True, "vital": [14], "trap": "scope"}, corpus="both")
    (q,) = load_file(path)
    assert q.corpora == ("real", "own")
    assert (q.style, q.alliance, q.as_of, q.vital, q.trap) == (
        "typo",
        "leine-weser",
        date(2019, 12, 31),
        ("14",),
        "scope",
    )
    assert q.history == (Turn(question="Was?", answer="Das."),)
    assert q.evidence[0].terms == ("tagt", "zweimal im Jahr")
    assert (q.split, q.group) == ("development", "Probe")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**ENTRY, "wo": "hier"}, r"x\.yaml, x1: unbekannte Angabe wo"),
        ({**ENTRY, "kind": "rätsel"}, "unbekannte Art rätsel"),
        ({**ENTRY, "style": "schön"}, "unbekannter Stil schön"),
        ({**ENTRY, "trap": "tief"}, "unbekannte Falle tief"),
        ({**ENTRY, "expect": "nothing"}, "expect ist"),
        ({**ENTRY, "vital": []}, "braucht evidence und vital"),
        ({**ENTRY, "evidence": [{**SPOT, "page": 3}]}, "evidence braucht"),
        ({**ENTRY, "followup": True}, "followup und history"),
        ({**ENTRY, "history": [{"question": "Was?", "answer": "Das."}]}, "followup und history"),
        ({**ENTRY, "followup": True, "history": [{"question": "Was?"}]}, "history braucht"),
        ({**ENTRY, "as_of": "gestern"}, "as_of ist kein Datum"),
        ({**UNANSWERABLE, "unanswerable": "maybe"}, "near oder far"),
        ({**UNANSWERABLE, "vital": ["14"]}, "verträgt sich nicht"),
        ({**UNANSWERABLE, "expect": "clarify"}, "verträgt sich nicht"),
        ({**UNANSWERABLE, "why": ""}, "braucht why"),
        ({"id": "x1", "kind": "fact"}, "id, question und kind"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_file(write_questions(tmp_path, entry))


@pytest.mark.parametrize(
    ("header", "message"),
    [({"corpus": "all"}, "corpus ist"), ({"split": "secret"}, "split ist"), ({"colour": "red"}, "genau corpus")],
)
def test_a_wrong_header_is_named(tmp_path: Path, header: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_file(write_questions(tmp_path, ENTRY, **header))


def test_a_file_in_the_wrong_folder_is_named(tmp_path: Path) -> None:
    path = write_questions(tmp_path, ENTRY)
    moved = tmp_path / "sealed" / path.name
    moved.parent.mkdir()
    path.rename(moved)
    with pytest.raises(UsageError, match="liegt in sealed"):
        load_file(moved)


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    write_questions(tmp_path, ENTRY)
    write_questions(tmp_path, ENTRY, name="y.yaml")
    with pytest.raises(UsageError, match="x1 kommt doppelt"):
        load_development(tmp_path)


def test_unreadable_and_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="keine Fragen"):
        load_development(tmp_path)
    (tmp_path / "bad.yaml").write_text("questions: [", encoding="utf-8")
    with pytest.raises(UsageError, match="nicht als YAML"):
        load_file(tmp_path / "bad.yaml")


def test_sealed_files_are_not_parsed_without_being_asked_for(tmp_path: Path) -> None:
    write_questions(tmp_path, ENTRY)
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "broken.yaml").write_text("questions: [", encoding="utf-8")
    assert len(load_development(tmp_path)) == 1


def test_sealed_questions_are_refused_once_a_byte_changes(tmp_path: Path) -> None:
    path = write_questions(tmp_path, ENTRY, split="sealed")
    with pytest.raises(UsageError, match="Prüfsumme"):
        load_sealed(tmp_path)
    (tmp_path / HASH_FILE).write_text(sealed_hash(tmp_path) + "\n", encoding="ascii")
    questions, digest = load_sealed(tmp_path)
    assert [q.split for q in questions] == ["sealed"]
    assert digest == sealed_hash(tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Prüfsumme"):
        load_sealed(tmp_path)


def test_the_hash_knows_names_and_order(tmp_path: Path) -> None:
    path = write_questions(tmp_path, ENTRY, split="sealed")
    before = sealed_hash(tmp_path)
    path.rename(path.with_name("z.yaml"))
    assert sealed_hash(tmp_path) != before
