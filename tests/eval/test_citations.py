"""Citation recall and precision on a passage whose spans are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Answer, BlockKind, Citation, IndexInfo, Kind, Passage, Status, Unit, UnitKind
from eval.citations import count, is_precise, is_supported, statements
from eval.questions import Spot
from tests.eval.samples import question

TEXT = "Das Bündnis hat 14 Partner. Es tagt zweimal im Jahr. Der Vorsitz wechselt; auch das Bündnis wechselt."
PASSAGE = Passage(
    id="d.1", document_id="d", section=("Steuerung",), page=1, page_end=1, ordinal=0, kind=BlockKind.PARAGRAPH,
    text=TEXT, content_hash="", units=(Unit(kind=UnitKind.SENTENCE, start=0, end=27),),
)  # fmt: skip
TABLE = replace(
    PASSAGE, id="d.2", text="Mittel in Mio.\nOrt | 2020 | 2027\nCelle | 3,85 | x", header=("Ort", "2020", "2027")
)
TABLE = replace(TABLE, units=(Unit(kind=UnitKind.CAPTION, start=0, end=14),))
SPOT = Spot(document="d", section="Steuerung", terms=("tagt", "zweimal"))


def cited(quote: str, passage: Passage = PASSAGE, n: int = 1, document: str = "d") -> Citation:
    return Citation(
        n=n, document_id=document, title="Strategie", kind=Kind.STRATEGIE, alliance="leine-weser", issued="2024", page=1,
        section=passage.section, quote=quote, passage_id=passage.id, url="/",
    )  # fmt: skip


def test_a_quote_of_the_spot_is_precise() -> None:
    assert is_precise(cited("Es tagt zweimal im Jahr."), PASSAGE, [SPOT])


@pytest.mark.parametrize(
    ("quote", "spot", "document"),
    [
        ("Das Bündnis hat 14 Partner.", SPOT, "d"),  # another sentence
        ("Es tagt zweimal im Jahr.", SPOT, "e"),  # another document
        ("Es tagt dreimal im Jahr.", SPOT, "d"),  # not in the passage
        ("Es tagt zweimal im Jahr.", Spot(document="d", section="", terms=("tagt", "Hannover")), "d"),  # another spot
        # the same word, but far from the spot
        ("auch das Bündnis wechselt.", Spot(document="d", section="", terms=("14 Partner", "Bündnis")), "d"),
    ],
)
def test_other_quotes_are_not(quote: str, spot: Spot, document: str) -> None:
    assert not is_precise(cited(quote, document=document), PASSAGE, [spot])


def test_terms_may_stand_in_the_heading() -> None:
    assert is_precise(
        cited("Es tagt zweimal im Jahr."), PASSAGE, [Spot(document="d", section="", terms=("Steuerung", "zweimal"))]
    )


def test_statements_fall_under_their_own_the_next_or_the_last_marker() -> None:
    answer = (
        "Erstens das. Zweitens das. [1]\n\nDrei Felder: [2]\n- Schule\n- Beruf [3]\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    assert statements(answer) == [
        ("Erstens das.", (1,)),
        ("Zweitens das.", (1,)),
        ("Drei Felder:", (2,)),
        ("Schule", (2,)),
        ("Beruf", (3,)),
        ("| a | b |", (3,)),
        ("| 1 | 2 |", (3,)),
    ]


def test_a_heading_belongs_to_what_follows_and_an_answer_without_markers_to_nothing() -> None:
    assert statements("Es gilt: \n\nA ist. [1]\n\nIn Celle:\n- B [2]") == [
        ("Es gilt:", (1,)),
        ("A ist.", (1,)),
        ("In Celle:", (2,)),
        ("B", (2,)),
    ]
    assert statements("For X: the documents state (quoted in German):\n\nA ist. [1]") == [("A ist.", (1,))]
    assert statements("Einfach so.") == [("Einfach so.", ())]


@pytest.mark.parametrize(
    ("statement", "supported"),
    [
        ("Es tagt zweimal im Jahr.", True),
        ("Ja: Es tagt zweimal im Jahr.", True),
        ("Steuerung: Es tagt zweimal im Jahr.", True),
        ("Dort steht: Es tagt zweimal im Jahr.", True),
        ("Einen Grund nennen die Dokumente nicht.", False),  # no quote can support it
        ("Nur unter Bedingungen: Es tagt zweimal im Jahr.", True),
        ("Fachkräftebündnis Leine-Weser: Es tagt zweimal im Jahr.", True),
        ("Allianz Nordost: Es tagt zweimal im Jahr.", False),
        ("Es tagt dreimal im Jahr.", False),
        ("Das Bündnis hat 14 Partner.", False),  # in the passage, not in the quote
        ("Es tagt zweimal im Jahr, in Hannover.", False),
    ],
)
def test_a_statement_stands_in_its_quote(statement: str, supported: bool) -> None:
    assert is_supported(statement, [(cited("Es tagt zweimal im Jahr."), PASSAGE)]) is supported


def test_table_cells_with_column_names_and_caption_are_supported() -> None:
    quote = cited("Celle | 3,85 | x", TABLE)
    assert is_supported("Celle: 2020: 3,85; 2027: keine Angabe (Mittel in Mio.)", [(quote, TABLE)])
    for wrong in ("4,85", "3,8", "3", "85", "13,85"):
        assert not is_supported(f"Celle: 2020: {wrong}", [(quote, TABLE)]), wrong
        assert not is_supported(wrong, [(quote, TABLE)]), wrong


def test_a_statement_may_need_several_sources() -> None:
    both = [(cited("Es tagt zweimal im Jahr."), PASSAGE), (cited("Celle | 3,85 | x", TABLE, n=2), TABLE)]
    assert is_supported("| Es tagt zweimal im Jahr | 3,85 |", both)
    assert not is_supported("| Es tagt zweimal im Jahr | 3,85 |", both[:1])
    assert not is_supported("Es tagt zweimal im Jahr.", [])


def test_counts_of_a_whole_answer() -> None:
    answer = Answer(
        status=Status.ANSWERED,
        answer="Es tagt zweimal im Jahr. [1]\n\nEs tagt in Celle. [2]\n\nOhne Quelle. [3]",
        citations=(cited("Es tagt zweimal im Jahr."), cited("Celle | 9,99 | x", TABLE, n=2)),
        standalone_question="?",
        mode="extractive",
        index=IndexInfo(generation=1, documents=1, built=""),
    )
    passages = {p.id: p for p in (PASSAGE, TABLE)}
    found = count(question(evidence=(SPOT,)), answer, passages.__getitem__)
    assert (found.citations, found.precise, found.verbatim) == (2, 1, 1)
    assert (found.statements, found.supported) == (3, 1)
