"""What is shown for a chosen unit: whole lists, self-contained items, cells with what tells them apart, small tables."""

from __future__ import annotations

from bot.answering.compose import choose, cite
from bot.answering.evidence import Candidate
from bot.answering.question import expectation
from corpus.model import Document, Hit, Kind, Passage
from ingest.passages import Cutting, cut_passages
from ingest.structure import find_sections, read_blocks
from retrieval.analysis import Vocabulary, query_terms
from tests.ingest.stages import typed

DOCUMENT = Document(id="d", file="d.txt", title="Papier", kind=Kind.STRATEGIE, publisher="Bündnis", issued="2024")

LIST = """1 Verfahren

Danach läuft das Verfahren so ab:
- Skizze
- Im zweiten Schritt bewerten alle Partner die lange Fassung des Antrags gemeinsam.
"""

TABLE = """1 Zeiten

Tabelle 1: Dauer (in Tagen)
Celle Harburg Uelzen
Bau 11 12 13
Verkauf 21 22 x
Pflege 31 32 33
"""


def passage_of(text: str) -> Passage:
    blocks = read_blocks(typed(text))
    (passage,) = cut_passages(DOCUMENT, find_sections(blocks), blocks, Cutting())
    return passage


def answered(text: str, question: str, *scored: tuple[int, float]) -> tuple[str, str]:
    """The answer and its quote when the units with these numbers have these scores."""
    hit = Hit(passage=passage_of(text), document=DOCUMENT, score=1.0)
    ranked = [Candidate(hit=hit, number=n, similarity=0.9, coverage=1.0, form=True, score=score) for n, score in scored]
    vocabulary = Vocabulary.of([text])
    quotes = choose(ranked, expectation(question), query_terms(question, vocabulary), vocabulary)
    answer, (citation,) = cite(quotes)
    assert citation.quote in hit.passage.text
    return answer, citation.quote


def test_a_full_sentence_in_a_list_stands_for_itself() -> None:
    answer, quote = answered(LIST, "Wer bewertet die lange Fassung?", (2, 5.0))
    assert answer == "Im zweiten Schritt bewerten alle Partner die lange Fassung des Antrags gemeinsam. [1]"
    assert quote == answer.removesuffix(" [1]")


def test_a_short_item_keeps_its_lead_in_and_the_quote_covers_both() -> None:
    answer, quote = answered(LIST, "Wie geht es los?", (1, 5.0))
    assert answer == "Danach läuft das Verfahren so ab: [1]\n- Skizze"
    assert quote == "Danach läuft das Verfahren so ab:\n• Skizze"


def test_a_list_question_gets_the_whole_list() -> None:
    answer, _ = answered(LIST, "Welche Schritte gibt es?", (1, 5.0))
    assert answer.count("\n- ") == 2


def row_of(label: str) -> int:
    passage = passage_of(TABLE)
    return next(n for n, u in enumerate(passage.units) if passage.text[u.start : u.end].startswith(label))


def test_a_row_shows_the_asked_column_with_the_caption() -> None:
    answer, quote = answered(TABLE, "Wie lange dauerte es im Verkauf in Harburg?", (row_of("Verkauf"), 5.0))
    assert answer.startswith("Verkauf: Harburg: 22 ") and "(in Tagen)" in answer
    assert quote == "Verkauf | 21 | 22 | x"


def test_rows_that_the_question_does_not_tell_apart_come_as_a_table() -> None:
    scores = [(row_of(label), 5.0 - i / 100) for i, label in enumerate(("Bau", "Verkauf", "Pflege"))]
    answer, quote = answered(TABLE, "Wie lange dauert es?", *scores)
    assert answer.startswith("Tabelle 1: Dauer (in Tagen) [1]\n\n|")
    assert answer.count("\n|") == 5  # names, rule, three rows
    assert "keine Angabe" in answer
    assert quote.splitlines() == ["Bau | 11 | 12 | 13", "Verkauf | 21 | 22 | x", "Pflege | 31 | 32 | 33"]
