"""LangChain's default reads what the project reads."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from corpus.manifest import load_manifest
from eval.peers import LangChainDefault, plain_text
from retrieval.embedders import Embedder

DOCUMENTS = Path(corpus.__file__).parent / "documents"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("projekt-h2skills.pdf", "H2Skills"),
        ("projekt-mehrwert.docx", "MehrWert"),
        ("projekt-digitale-lernallianzen.html", "Lernallianzen"),
        ("projekt-fami-siegel.md", "Fami-Siegel"),
        ("projekt-farehi.txt", "FaReHi"),
    ],
)
def test_every_format_has_text(name: str, said: str) -> None:
    text = plain_text(DOCUMENTS / name)
    assert said in text
    assert len(text) > 2000
    assert "<p>" not in text


def test_tables_of_word_files_are_read() -> None:
    assert " | " in plain_text(DOCUMENTS / "projekt-mehrwert.docx")


def test_chunks_are_found_with_falling_similarity(library: Path, embedder: Embedder) -> None:
    chosen = [d for d in load_manifest(library) if d.id in ("non-strategie-2024", "leine-weser-strategie-2021")]
    peer = LangChainDefault(library, chosen, embedder)
    assert all(len(text) <= 1000 for _, text in peer.chunks)
    found = peer.scored("Wie oft tagt der Lenkungskreis?", 3)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert peer.search("Wie oft tagt der Lenkungskreis?", 1) == [found[0][0]]
    assert found[0][0][0] == "non-strategie-2024"
