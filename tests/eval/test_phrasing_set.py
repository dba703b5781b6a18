"""The set of faithful and unfaithful sentences: how it is read, that it stands in the documents, what is measured."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from corpus.errors import UsageError
from corpus.manifest import load_manifest
from corpus.model import Passage
from corpus.phrasing import Checked, Draft, Fault, SourceText
from eval.phrasing_set import (
    DEGREES,
    KINDS,
    Entry,
    find_passage,
    load_phrasings,
    measure,
    phrasing_rows,
    phrasings_command,
)
from eval.questions import Spot
from ingest.passages import Cutting
from ingest.pipeline import SHIPPED
from ingest.reading import Known, Limits, read_file
from retrieval.index import Index

HALVES = ("development", "sealed")
MEETS = "Er tagt zweimal im Jahr"
RATE = "Die Förderung beträgt höchstens 40 Prozent der förderfähigen Ausgaben."
SPOTS = [
    {"document": "non-strategie-2024", "section": "Lenkungskreis", "terms": ["tagt zweimal im Jahr"]},
    {"document": "non-strategie-2024", "section": "Förderung", "terms": ["höchstens 40 Prozent"]},
]
FAITHFUL = {"label": "faithful", "kind": "near", "text": RATE}
UNFAITHFUL = {"label": "unfaithful", "kind": "number", "text": RATE.replace("40", "45")}
ENTRY = {"id": "t1", "question": "Wie viel?", "passages": SPOTS[1:], "sentences": [FAITHFUL, UNFAITHFUL]}
TWO = {
    "id": "t2",
    "question": "Wie oft?",
    "passages": SPOTS,
    "sentences": [
        {"label": "faithful", "kind": "moderate", "text": MEETS},
        {"label": "unfaithful", "kind": "wrong_source", "sources": ["Q1"], "text": RATE},
    ],
}


def write(folder: Path, *entries: Any, split: str = "development", **header: Any) -> Path:
    path = folder / f"{split}.yaml"
    data = {"corpus": "own", "split": split, "entries": list(entries), **header}
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    path.with_suffix(".sha256").write_text(hashlib.sha256(path.read_bytes()).hexdigest() + f"  {path.name}\n")
    return folder


@pytest.fixture(scope="module")
def shipped() -> tuple[Passage, ...]:
    """The passages of the project's own documents, which need no embedding."""
    known, cutting, limits = Known(None, {}), Cutting(), Limits()
    read = [read_file(SHIPPED, d.file, d, (), known, cutting, limits) for d in load_manifest(SHIPPED)]
    return tuple(p for file in read for p in file.passages)


@pytest.mark.parametrize("half", HALVES)
def test_every_half_covers_every_degree_and_kind(half: str) -> None:
    entries = load_phrasings(half)
    sentences = [s for entry in entries for s in entry.sentences]
    faithful = Counter(s.kind for s in sentences if s.faithful)
    unfaithful = Counter(s.kind for s in sentences if not s.faithful)
    assert faithful.total() >= 75
    assert unfaithful.total() >= 200
    assert all(faithful[degree] >= 25 for degree in DEGREES)
    assert all(unfaithful[kind] >= 4 for kind in KINDS)
    assert sum(len(entry.passages) == 2 for entry in entries) >= 20


@pytest.mark.parametrize("half", HALVES)
def test_every_passage_is_found_in_the_own_documents_and_only_once(half: str, shipped: tuple[Passage, ...]) -> None:
    for entry in load_phrasings(half):
        for spot in entry.passages:
            found = find_passage(spot, shipped)
            rest = [p for p in shipped if p is not found]
            with pytest.raises(UsageError):
                find_passage(spot, rest)


def test_the_halves_share_neither_passages_nor_sentences(shipped: tuple[Passage, ...]) -> None:
    passages, texts = [
        [{what(x) for entry in load_phrasings(half) for x in part(entry)} for half in HALVES]
        for part, what in (
            (lambda e: e.passages, lambda spot: find_passage(spot, shipped).id),
            (lambda e: e.sentences, lambda sentence: sentence.text),
        )
    ]
    assert not passages[0] & passages[1]
    assert not texts[0] & texts[1]


def test_no_unfaithful_sentence_stands_in_the_passages_it_names(shipped: tuple[Passage, ...]) -> None:
    for half in HALVES:
        for entry in load_phrasings(half):
            named = {f"Q{n}": find_passage(spot, shipped).text for n, spot in enumerate(entry.passages, 1)}
            for sentence in entry.sentences:
                if not sentence.faithful:
                    assert not any(sentence.text in named[source] for source in sentence.sources), entry.id


def test_sources_default_to_all_passages(tmp_path: Path) -> None:
    one, two = load_phrasings(folder=write(tmp_path, ENTRY, TWO))
    assert [s.sources for s in one.sentences] == [("Q1",), ("Q1",)]
    assert [s.sources for s in two.sentences] == [("Q1", "Q2"), ("Q1",)]
    assert [s.faithful for s in two.sentences] == [True, False]
    assert two.passages[0].terms == ("tagt zweimal im Jahr",)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({**ENTRY, "id": 7}, "eine id als Text"),
        ({**ENTRY, "wo": "hier"}, r"development\.yaml, t1: .* genau id, question"),
        ({**ENTRY, "sentences": []}, "nichts davon leer"),
        ({**ENTRY, "question": " "}, "kein Text"),
        ({**ENTRY, "passages": [{**SPOTS[0], "page": 3}]}, "unbekannt oder fehlend: page"),
        ({**ENTRY, "passages": [{**SPOTS[0], "terms": "tagt"}]}, "keine Liste"),
        ({**ENTRY, "sentences": [{**FAITHFUL, "kind": "number"}]}, "unbekannte Art number zu faithful"),
        ({**ENTRY, "sentences": [{**FAITHFUL, "label": "halb"}]}, "halb"),
        ({**ENTRY, "sentences": [{**FAITHFUL, "sources": ["Q2"]}]}, "Q2 sind nicht unter Q1"),
        ({**ENTRY, "sentences": [{**FAITHFUL, "sources": []}]}, "sind nicht unter"),
        ({**ENTRY, "sentences": [{"label": "faithful", "kind": "near"}]}, "unbekannt oder fehlend: text"),
    ],
)
def test_a_wrong_entry_is_named(entry: Any, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=message):
        load_phrasings(folder=write(tmp_path, entry))


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht lesbar"):
        load_phrasings(folder=tmp_path)
    with pytest.raises(UsageError, match="corpus: own"):
        load_phrasings(folder=write(tmp_path, ENTRY, corpus="real"))
    with pytest.raises(UsageError, match="t1 kommt doppelt vor"):
        load_phrasings(folder=write(tmp_path, ENTRY, ENTRY))


def test_the_sealed_half_is_read_only_against_its_hash(tmp_path: Path) -> None:
    folder = write(tmp_path, ENTRY, split="sealed")
    assert len(load_phrasings("sealed", folder)) == 1
    (folder / "sealed.yaml").write_bytes((folder / "sealed.yaml").read_bytes() + b"\n")
    with pytest.raises(UsageError, match="Prüfsumme"):
        load_phrasings("sealed", folder)


def test_of_several_passages_that_of_the_section_is_taken(index: Index) -> None:
    common = Spot(document="non-strategie-2024", section="Förderung", terms=("Die",))
    assert find_passage(common, index.passages).section[-1] == "Förderung"
    with pytest.raises(UsageError, match="keine Textstelle mit „gibt es nicht“"):
        find_passage(Spot(document="non-strategie-2024", section="", terms=("gibt es nicht",)), index.passages)


def test_shares_are_counted_by_degree_and_kind(tmp_path: Path) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    def check(draft: Draft, sources: Mapping[str, SourceText], *, question: str) -> Checked:
        asked.append((question, tuple(sources)))
        said = any(draft.text in unit for source in draft.sources for unit in sources[source].units)
        return Checked(draft=draft, fault=None if said else Fault.MEANING)

    def source(spot: Spot, name: str) -> SourceText:
        return SourceText(id=name, heading=spot.section, units=(MEETS if spot.section == "Lenkungskreis" else RATE,))

    false = {"label": "unfaithful", "kind": "exclusive", "text": "40 Prozent"}
    missed = {"label": "faithful", "kind": "free", "text": "Es gibt nicht mehr als 40 %."}
    entries: tuple[Entry, ...] = load_phrasings(
        folder=write(tmp_path, {**ENTRY, "sentences": [FAITHFUL, UNFAITHFUL, false, missed]}, TWO)
    )
    (kept, faithful), (passed, unfaithful) = phrasing_rows(measure(check, entries, source))
    assert [(r.label, r.hits, r.n) for r in faithful] == [
        ("alle", 2, 3),
        (DEGREES["near"], 1, 1),
        (DEGREES["moderate"], 1, 1),
        (DEGREES["free"], 0, 1),
        ("mit zwei Quellen", 1, 1),
    ]
    assert [(r.label, r.hits, r.n) for r in unfaithful] == [
        ("alle", 1, 3),
        (KINDS["number"], 0, 1),
        (KINDS["exclusive"], 1, 1),
        (KINDS["wrong_source"], 0, 1),
    ]
    assert (kept, passed) == ("treue Sätze behalten", "untreue Sätze durchgelassen")
    assert set(asked) == {("Wie viel?", ("Q1",)), ("Wie oft?", ("Q1", "Q2"))}


def test_the_command_shows_sentences_of_the_development_half_only(index_data: Path, tmp_path: Path) -> None:
    wrong = {**UNFAITHFUL, "text": "Auskunft gibt Frau Becker, Telefon 0511 99 88 77."}
    hard = {"label": "faithful", "kind": "free", "text": "Ein Elefant erhält höchstens 40 Prozent."}
    for half in HALVES:
        write(tmp_path, {**ENTRY, "sentences": [FAITHFUL, wrong, hard]}, split=half)
    command = ["--data", str(index_data), "--sentences", str(tmp_path)]
    shown = CliRunner().invoke(phrasings_command, [*command, "--failures"], standalone_mode=False)
    assert "Entwicklung, treue Sätze behalten" in shown.output
    assert f"{DEGREES['near']:<48}    1 von 1" in shown.output
    assert f"{KINDS['number']:<48}    0 von 1" in shown.output
    assert "Elefant" in shown.output
    sealed = CliRunner().invoke(phrasings_command, [*command, "--sealed"], standalone_mode=False)
    assert "Versiegelt, untreue Sätze durchgelassen" in sealed.output
    assert f"{KINDS['number']:<48}    0 von 1" in sealed.output
    assert not any(word in sealed.output for word in ("Elefant", "Becker", "40 Prozent"))
    refused = CliRunner().invoke(phrasings_command, [*command, "--sealed", "--failures"], standalone_mode=False)
    assert isinstance(refused.exception, UsageError)
