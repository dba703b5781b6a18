"""What is read from single sentences, by hundreds of them in other words than any case that the check was measured on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.eligibility.agreement import agreement
from bot.eligibility.checks import judge
from bot.eligibility.judgement import Case
from bot.eligibility.marks import mark
from bot.eligibility.objects import choose_object
from bot.eligibility.offers import additional
from bot.eligibility.reading import read_idea
from bot.eligibility.statements import Said
from corpus.model import IndexInfo
from corpus.programme import Criterion, CriterionCheck, FundingObject, Programme, Purpose
from corpus.results import CriterionStatus, Fit, FitVerdict

SENTENCES: dict[str, list[list[str]]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
ANSWER = {True: "ja", False: "nein", None: "offen"}
STATUS = {CriterionStatus.MET: "ja", CriterionStatus.UNMET: "nein", CriterionStatus.OPEN: "offen"}
DISTRICTS = {
    "nordostniedersachsen": ("Celle", "Harburg", "Heidekreis", "Lüchow-Dannenberg", "Lüneburg", "Uelzen"),
    "leine-weser": ("Hameln-Pyrmont", "Hildesheim", "Holzminden", "Nienburg", "Schaumburg", "Region Hannover"),
}
OBJECTS = tuple(
    FundingObject(id=identity, title=identity, purpose=purpose, description="", decides="")
    for identity, purpose in (("FG1", Purpose.STRUCTURE), ("FG2", Purpose.UNEMPLOYED), ("FG3", Purpose.TRAINING))
)
RELEVANCE = {FitVerdict.FITS: 0.95, FitVerdict.PARTLY: 0.35, FitVerdict.NO_FIT: 0.01}
NAMES = {"nordostniedersachsen": ("Nordostniedersachsen",), "leine-weser": ("Leine-Weser",)}


def fit(verdict: FitVerdict) -> Fit:
    return Fit(
        alliance="",
        verdict=verdict,
        relevance=RELEVANCE[verdict],
        summary="",
        matches=(),
        cross_cutting=(),
        similar_projects=(),
        concerns=(),
        index=IndexInfo(generation=1, documents=1, built=""),
    )


def programme(alliance: str) -> Programme:
    return Programme(
        alliance=alliance,
        name=f"Bündnis {alliance}",
        names=NAMES[alliance],
        districts=DISTRICTS[alliance],
        funding_objects=OBJECTS,
    )


def answer(said: Said | None, text: str) -> str:
    """The answer; the words that it rests on must stand in the text as they are."""
    assert said is None or said.words in text
    return ANSWER[said.holds if said else None]


def rows(part: str) -> list[Any]:
    return [pytest.param(*row, id=" / ".join(row)[:90]) for row in SENTENCES[part]]


@pytest.mark.parametrize(("expected", "text"), rows("agreement"))
def test_agreement(expected: str, text: str) -> None:
    assert answer(agreement(mark(text), ("arbeitsverwaltung",)), text) == expected


@pytest.mark.parametrize(("expected", "text"), rows("additional"))
def test_additional(expected: str, text: str) -> None:
    assert answer(additional(text), text) == expected


@pytest.mark.parametrize(("expected", "applicant", "text"), rows("reach"))
def test_reach(expected: str, applicant: str, text: str) -> None:
    assert answer(read_idea(text, applicant).reach, text) == expected


@pytest.mark.parametrize(("expected", "applicant", "text"), rows("applicants"))
def test_applicant(expected: str, applicant: str, text: str) -> None:
    read = read_idea(text, applicant).applicant
    assert all(word in text or word in applicant for word in (*read.words, *read.denied_words, *read.conflict))
    assert ("KONFLIKT" if read.conflict else (read.kinds or ("",))[0]) == expected


@pytest.mark.parametrize(("region", "seat", "alliance", "applicant", "text"), rows("places"))
def test_places(region: str, seat: str, alliance: str, applicant: str, text: str) -> None:
    case = Case(programme=programme(alliance), reading=read_idea(text, applicant), fit=fit(FitVerdict.FITS))
    for expected, check, places in (
        (region, CriterionCheck.REGION, ()),
        (seat, CriterionCheck.SEAT, ("Niedersachsen",)),
    ):
        judgement = judge(Criterion(id="x", title="", check=check, rule="", question="", places=places), case)
        assert STATUS[judgement.status] == expected, (check, judgement)
        assert all(word in text or word in applicant for word in judgement.words)


@pytest.mark.parametrize(("expected", "applicant", "text"), rows("objects"))
def test_funding_object(expected: str, applicant: str, text: str) -> None:
    fits = fit(FitVerdict.FITS if expected else FitVerdict.PARTLY)
    choice = choose_object(programme("nordostniedersachsen"), read_idea(text, applicant), fit=fits)
    assert (choice.object.id if choice else "") == expected
