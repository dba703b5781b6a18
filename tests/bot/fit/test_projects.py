"""Projects of the corpus that are like an idea."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from bot.assistant import Assistant
from bot.fit.projects import similar_projects
from bot.sources import Sources
from corpus.results import SimilarProject
from retrieval.embedders import Embedder
from retrieval.index import Index
from retrieval.store import open_current
from tests.bot.strategies import ABROAD, FILES, STRATEGY

BUS = "Das Projekt Azubi-Bus fährt Jugendliche der achten Klassen zu Betrieben, damit sie dort Berufe ausprobieren."
LAB = "Im Lernlabor schulen sich Beschäftigte kleiner Betriebe an digitalen Werkzeugen und Tabellen."


@pytest.fixture(scope="module")
def index(strategies_data: Path, embedder: Embedder) -> Index:
    return Index(open_current(strategies_data, passport=embedder.passport), embedder)


def like(index: Index, vector: np.ndarray, alliance: str = "heidetal") -> tuple[SimilarProject, ...]:
    programme = next(p for p in index.generation.programmes if p.alliance == alliance)
    return similar_projects(index, programme, vector, Sources(index))


@pytest.mark.parametrize(
    ("text", "title", "document"),
    [
        (BUS, "Azubi-Bus", "strategie"),  # named in a programme
        (LAB, "Projektprofil: Lernlabor", "lernlabor"),  # a document of its own
        (ABROAD, "Projektprofil: Pflegebrücke", "pflegebruecke"),
    ],
)
def test_the_most_similar_project_comes_first_with_its_own_words(
    index: Index, embedder: Embedder, text: str, title: str, document: str
) -> None:
    found = like(index, embedder.embed_query(text))
    assert (found[0].title, found[0].document_id) == (title, document)
    assert [p.similarity for p in found] == sorted((p.similarity for p in found), reverse=True)
    assert all(0.0 < p.similarity <= 1.0 for p in found)
    assert len({p.title for p in found}) == len(found) <= 3
    written = " ".join([*FILES.values(), STRATEGY]).replace("\n", " ")
    assert " ".join(found[0].citation.quote.split()) in " ".join(written.split())


@pytest.mark.parametrize("order", list(permutations(("Azubi-Bus", "Lernlabor", "Pflegebrücke"))))
def test_several_projects_come_best_first(index: Index, order: tuple[str, ...]) -> None:
    """With a vector that is as similar to one sentence of each project as wanted, and to no other sentence."""
    texts = [p.text[u.start : u.end] for p in index.passages for u in p.units]
    wanted = np.zeros(len(texts))
    for title, similarity in zip(order, (0.9, 0.8, 0.7), strict=True):
        wanted[max(n for n, text in enumerate(texts) if title in text)] = similarity
    vector = np.linalg.lstsq(np.asarray(index.generation.unit_vectors), wanted, rcond=None)[0]
    found = like(index, vector.astype(np.float32))
    assert [p.title.removeprefix("Projektprofil: ") for p in found] == list(order)
    assert [p.similarity for p in found] == sorted((p.similarity for p in found), reverse=True)
    assert [p.citation.n for p in found] == [1, 2, 3]


def test_the_words_of_a_project_are_as_similar_as_can_be(index: Index, embedder: Embedder) -> None:
    unit = embedder.embed_passages([LAB])[0]
    assert like(index, unit)[0].similarity > like(index, embedder.embed_query(ABROAD))[0].similarity


def test_other_alliances_projects_are_found_too(index: Index, embedder: Embedder) -> None:
    assert like(index, embedder.embed_query(BUS), "bergland")[0].title == "Azubi-Bus"


@pytest.mark.parametrize("text", ["Die Haushaltssatzung wird im Herbst beraten.", "Gestern hat es geregnet."])
def test_what_is_like_no_project_has_none(index: Index, embedder: Embedder, text: str) -> None:
    assert like(index, embedder.embed_query(text)) == ()


def test_a_fit_shows_them(strategies: Assistant) -> None:
    (project, *_) = strategies.fit(ABROAD, alliance="heidetal").similar_projects
    assert project.title == "Projektprofil: Pflegebrücke"
    assert project.citation.quote in strategies.passage(project.citation.passage_id).text
