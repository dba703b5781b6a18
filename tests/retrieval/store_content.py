"""Contents for the store's tests: `content(seed)` is the same in every process, `assert_holds` compares all of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np

from corpus.model import (
    BlockKind,
    Contact,
    Document,
    Evidence,
    FileStatus,
    IndexedDocument,
    Kind,
    Passage,
    Passport,
    Programme,
    SourceWork,
    Unit,
    UnitKind,
)
from retrieval.store import Generation, IndexContent, open_current

DIMENSION = 16
PASSPORT = Passport(embedder="probe", dimension=DIMENSION, query_prefix="query: ", passage_prefix="passage: ")


def original(seed: int) -> bytes:
    """The bytes of the file that `content(seed)` was made from."""
    return f"Strategie, Fassung {seed}".encode() * 200


def _normalised(random: np.random.Generator, rows: int) -> np.ndarray:
    vectors = random.normal(size=(rows, DIMENSION)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def content(seed: int, *, passages: int = 6) -> IndexContent:
    """A content in which every part depends on `seed`."""
    random = np.random.default_rng(seed)
    vectors = _normalised(random, passages)
    full = Document(
        id="strategie",
        file="strategie.pdf",
        title=f"Strategie „{seed}“ für Bürger:innen",
        kind=Kind.STRATEGIE,
        publisher="Bündnis",
        issued="2024-12",
        alliance="nordostniedersachsen",
        valid_from=date(2024, 1, 1),
        valid_until=date(2027, 12, 31),
        supersedes=("älter", "noch-älter"),
        source=SourceWork(title="Quelle", url="https://example.org/?a=1&b=2"),
    )
    bare = Document(id="rest", file="rest.txt", title="", kind=Kind.PRESSE, publisher="", issued="2024", inferred=True)
    evidence = Evidence(document="strategie", section="2.1", says="3,85 Mio. €", passage_id="p0")
    return IndexContent(
        documents=(
            IndexedDocument(
                document=full,
                status=FileStatus.WARNING,
                file_hash=hashlib.sha256(original(seed)).hexdigest(),
                pages=3,
                passages=passages,
                warnings=("Seite 2 ist ein Scan.",),
            ),
            IndexedDocument(document=bare, status=FileStatus.REFUSED, file_hash="0" * 64, reason="encrypted"),
        ),
        passages=tuple(
            Passage(
                id=f"p{row}",
                document_id="strategie",
                section=("2 Ziele", f"2.{row} Fachkräfte"),
                page=row or None,
                page_end=None,
                ordinal=row,
                kind=BlockKind.TABLE if row % 2 else BlockKind.PARAGRAPH,
                text=f"Passage {row} der Fassung {seed}: 'Maß' \"ß\" \\ \n\t\u0000 \u2028 🌲 {random.integers(10**9)}",
                content_hash=f"{seed}-{row}",
                units=(
                    Unit(kind=UnitKind.SENTENCE, start=0, end=9, page=row),
                    Unit(kind=UnitKind.ROW, start=9, end=12),
                ),
                footnotes=("Vgl. Anlage 1",) * (row % 3),
                header=("Jahr", "Mittel") if row % 2 else (),
            )
            for row in range(passages)
        ),
        vectors=vectors,
        unit_vectors=_normalised(random, 2 * passages),  # two units a passage
        lexical={
            "weights": random.random((3, 5)),
            "rows": np.arange(seed, seed + 7, dtype=np.int32),
            "words": json.dumps({"fachkräfte": seed}, ensure_ascii=False),
        },
        passport=PASSPORT,
        settings={"seed": seed, "size": 900, "marks": ["•", "–"], "nested": {"an": True, "aus": None}},
        programmes=(
            Programme(
                alliance="nordostniedersachsen",
                name="Bündnis",
                names=("NON",),
                districts=("Lüneburg", "Uelzen"),
                contact=Contact(name="Geschäftsstelle", email="a@example.org", source=evidence),
                sources=(evidence,),
            ),
        ),
    )


def assert_holds(generation: Generation, expected: IndexContent) -> None:
    """Every part of the generation equals what was written."""
    assert generation.documents == expected.documents
    assert generation.passages == expected.passages
    assert generation.programmes == expected.programmes
    assert generation.passport == expected.passport
    assert generation.settings == expected.settings
    assert generation.vectors.dtype == np.float32
    assert np.array_equal(generation.vectors, expected.vectors)
    assert np.array_equal(generation.unit_vectors, expected.unit_vectors)
    assert generation.lexical.keys() == expected.lexical.keys()
    for name, value in expected.lexical.items():
        found = generation.lexical[name]
        if isinstance(value, str):
            assert found == value
        else:
            assert found.dtype == value.dtype
            assert np.array_equal(found, value)


def seed_in_force(data: Path) -> int:
    """The generation in force is all of one `content(seed)`; returns that seed."""
    generation = open_current(data)
    seed = int(generation.settings["seed"])
    assert_holds(generation, content(seed))
    return seed
