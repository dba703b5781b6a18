"""When a project serves the strategy: the fit, how sure it is, and a text that leaves its subject open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.eligibility.reading import read_idea
from bot.eligibility.subject import is_open, serves
from corpus.results import FitVerdict
from tests.bot.eligibility.test_sentences import fit

FITS, PARTLY, NO_FIT = FitVerdict.FITS, FitVerdict.PARTLY, FitVerdict.NO_FIT
COURSE = "Pflegekräfte aus drei Häusern besuchen einen Kurs zur Wundversorgung."
POOL = "Der Beckenrand im Freibad braucht neue Fliesen."


@pytest.mark.parametrize(
    ("verdict", "relevance", "text", "expected"),
    [
        (FITS, 0.9, COURSE, FITS),
        (FITS, 0.6, POOL, FITS),
        (PARTLY, 0.9, POOL, FITS),  # only which field it is was open
        (PARTLY, 0.6, POOL, PARTLY),
        (PARTLY, 0.6, COURSE, FITS),  # the text names a target group and what is done for it
        (NO_FIT, 0.45, COURSE, FITS),
        (NO_FIT, 0.32, COURSE, PARTLY),
        (NO_FIT, 0.05, COURSE, NO_FIT),
        (NO_FIT, 0.45, POOL, NO_FIT),
        (NO_FIT, 0.01, POOL, NO_FIT),
        (NO_FIT, 0.05, "Wir haben eine Idee und möchten gern etwas für die Region bewegen.", PARTLY),
        (FITS, 0.95, "Wir wollen Betriebe in einem Netzwerk zusammenbringen, das Thema ist noch offen.", PARTLY),
    ],
)
def test_serves(verdict: FitVerdict, relevance: float, text: str, expected: FitVerdict) -> None:
    assert serves(replace(fit(verdict), relevance=relevance), read_idea(text)) is expected


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, wir hätten Interesse an einer Förderung für unser Vorhaben.",
        "Gibt es bei Ihnen Geld für gute Ideen aus der Region?",
        "Worum es geht, wissen wir noch nicht, Hauptsache die Betriebe machen mit.",
        "Die Inhalte ergeben sich in den ersten Treffen.",
    ],
)
def test_an_open_subject(text: str) -> None:
    assert is_open(read_idea(text))


@pytest.mark.parametrize(
    "text",
    [
        POOL,
        COURSE,
        "Die Freilichtbühne soll ein Dach bekommen.",
        "wir brauchen ein neues dach für die bühne",
        "Hallo, unser Chor sucht Notenständer.",
    ],
)
def test_a_subject(text: str) -> None:
    assert not is_open(read_idea(text))
