"""What passes and what does not, over a table of sentences; and what a verdict says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.verification.source import source_of
from bot.verification.verify import Verifier
from corpus.model import Hit, UnitKind
from corpus.phrasing import Checked, Draft, Fault, SourceText, Span
from retrieval.index import Index

_CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
_KEPT = 0.85  # of the faithful sentences; measured 0.90

_RULES = SourceText(
    id="Q1",
    heading="Richtlinie Beispielförderung – Stand: Mai 2023 – Umfang",
    units=(
        "Gefördert werden Projekte mit bis zu 60 Prozent der Ausgaben.",
        "Die Laufzeit beträgt zwei Jahre.",
        "Der Antrag muss vor Beginn des Vorhabens bei der Musterstelle eingehen.",
    ),
)
_PEOPLE = SourceText(
    id="Q2",
    heading="Satzung Beispielverein",
    units=("Vorsitzende ist Eva Beispiel.", "Auskünfte gibt auskunft@example.org.", "Sie heißt auch EB."),
)
_SOURCES = {"Q1": _RULES, "Q2": _PEOPLE}


@pytest.fixture(scope="module")
def verifier(index: Index) -> Verifier:
    return Verifier(index)


def _check(verifier: Verifier, text: str, *ids: str) -> Checked:
    return verifier.check(Draft(text=text, sources=ids), _SOURCES, question="Wie viel wird gefördert?")


def _of_case(verifier: Verifier, case: dict[str, Any], kind: str) -> list[Checked]:
    source = SourceText(id="Q1", heading=case["heading"], units=tuple(case["units"]))
    drafts = [Draft(text=text, sources=("Q1",)) for text in case[kind]]
    return list(verifier.check_all(drafts, {"Q1": source}, question=""))


def test_nothing_unfaithful_passes(verifier: Verifier) -> None:
    checked = [c for case in _CASES for c in _of_case(verifier, case, "unfaithful")]
    assert len(checked) >= 200
    assert [c.draft.text for c in checked if c.fault is None] == []


def test_most_of_the_faithful_pass(verifier: Verifier) -> None:
    checked = [c for case in _CASES[::2] for c in _of_case(verifier, case, "faithful")]
    lost = [c.draft.text for c in checked if c.fault is not None]
    assert len(checked) >= 70
    assert len(lost) <= (1 - _KEPT) * len(checked), lost


@pytest.mark.parametrize(
    ("text", "ids", "fault", "detail"),
    [
        ("Die Laufzeit beträgt zwei Jahre.", (), Fault.NO_SOURCE, "Laufzeit"),
        ("Die Laufzeit beträgt zwei Jahre.", ("Q1", "Q9"), Fault.UNKNOWN_SOURCE, "Q9"),
        ("Die Laufzeit beträgt **zwei** Jahre.", ("Q1",), Fault.MARKUP, "**"),
        ("The duration of the project is two years.", ("Q1",), Fault.LANGUAGE, "duration"),
        ("Gefördert werden Projekte mit bis zu 70 Prozent der Ausgaben.", ("Q1",), Fault.NUMBER, "70 Prozent"),
        ("Gefördert werden Projekte mit 60 Prozent der Ausgaben.", ("Q1",), Fault.NUMBER, "60 Prozent"),
        ("Der Antrag muss bis Mai 2023 bei der Musterstelle eingehen.", ("Q1",), Fault.DATE, "Mai 2023"),
        ("Der Antrag muss vor Beginn des Vorhabens bei der Probestelle eingehen.", ("Q1",), Fault.NAME, "Probestelle"),
        ("Vorsitzende ist Frau Beispiel.", ("Q2",), Fault.NAME, "Frau"),
        ("Vorsitzende ist Eva Muster.", ("Q2",), Fault.NAME, "Muster"),
        ("Der Antrag muss nach Beginn des Vorhabens eingehen.", ("Q1",), Fault.NEGATION, "nach Beginn"),
        ("Gefördert werden keine Projekte.", ("Q1",), Fault.NEGATION, "keine"),
        ("Der Antrag muss bei der Musterstelle verbrannt werden.", ("Q1",), Fault.MEANING, "verbrannt"),
        ("Die Laufzeit von zwei Jahren ist garantiert.", ("Q1",), Fault.MEANING, "garantiert"),
    ],
)
def test_a_fault_is_named(verifier: Verifier, text: str, ids: tuple[str, ...], fault: Fault, detail: str) -> None:
    checked = _check(verifier, text, *ids)
    assert (checked.fault, checked.spans) == (fault, ())
    assert detail in checked.detail


@pytest.mark.parametrize(
    ("text", "ids", "spans"),
    [
        ("Die Laufzeit liegt bei zwei Jahren.", ("Q1",), (Span(source="Q1", first=1, last=1),)),
        ("Die Laufzeit beträgt zwei Jahre.", ("Q1", "Q2"), (Span(source="Q1", first=1, last=1),)),
        (
            "Die Laufzeit beträgt zwei Jahre und Vorsitzende ist Eva Beispiel.",
            ("Q1", "Q2"),
            (Span(source="Q1", first=1, last=1), Span(source="Q2", first=0, last=0)),
        ),
        (
            "Projekte werden mit höchstens 60 % der Ausgaben gefördert und die Laufzeit beträgt zwei Jahre.",
            ("Q1",),
            (Span(source="Q1", first=0, last=1),),
        ),
    ],
)
def test_the_smallest_spans_support_a_sentence(
    verifier: Verifier, text: str, ids: tuple[str, ...], spans: tuple[Span, ...]
) -> None:
    checked = _check(verifier, text, *ids)
    assert (checked.fault, checked.detail, checked.spans) == (None, "", spans)


def test_one_source_does_not_lend_its_subject_to_another(verifier: Verifier) -> None:
    assert _check(verifier, "Eva Beispiel muss vor Beginn des Vorhabens eingehen.", "Q1", "Q2").fault is Fault.MEANING


def test_passages_are_sources_with_all_their_units(verifier: Verifier, index: Index) -> None:
    for passage in index.passages:
        source = source_of(Hit(passage=passage, document=index.documents[passage.document_id], score=0.0), "Q1")
        assert len(source.units) == len(passage.units)
        assert source.heading.startswith(index.documents[passage.document_id].title)
    said = next(p for p in index.passages if p.units[0].kind is UnitKind.SENTENCE)
    source = source_of(Hit(passage=said, document=index.documents[said.document_id], score=0.0), "Q1")
    checked = verifier.check(Draft(text=source.units[0], sources=("Q1",)), {"Q1": source}, question="")
    assert (checked.fault, checked.spans) == (None, (Span(source="Q1", first=0, last=0),))


def test_cells_are_read_with_their_columns(verifier: Verifier, index: Index) -> None:
    passage = next(p for p in index.passages if p.header and any(u.kind is UnitKind.ROW for u in p.units))
    source = source_of(Hit(passage=passage, document=index.documents[passage.document_id], score=0.0), "Q1")
    row = next(n for n, u in enumerate(passage.units) if u.kind is UnitKind.ROW)
    assert source.units[row].startswith(f"{passage.header[0]}: ")


def test_what_failed_is_not_embedded(index: Index) -> None:
    verifier = Verifier(index)
    _check(verifier, "Die Laufzeit beträgt drei Jahre.", "Q1")
    assert verifier._embed.cache_info().currsize == 0
    _check(verifier, "Die Laufzeit beträgt zwei Jahre.", "Q1")
    embedded = verifier._embed.cache_info().currsize
    _check(verifier, "Die Laufzeit beträgt zwei Jahre.", "Q1")
    assert verifier._embed.cache_info().currsize == embedded > 0
