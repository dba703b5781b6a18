"""What is shown for a chosen unit: whole lists, series, steps, sentences with what they lean on, cells, small tables."""

from __future__ import annotations

import re

import numpy as np
import pytest

from bot.answering.compose import choose
from bot.answering.features import NAMES
from bot.answering.judge import Candidate
from bot.understanding.understand import understand
from corpus.model import Hit
from retrieval.index import Index
from retrieval.units import quoted
from tests.bot.answering.asking import candidate, composed
from tests.bot.answering.conftest import Shelve
from tests.bot.answering.tables_text import table

STEPS = """# Verfahren

Danach läuft das Verfahren so ab:

- Skizze
- Im zweiten Abschnitt bewerten alle Partner die lange Fassung des Antrags gemeinsam.
- {filling}

# Kurz

Es helfen:

- das Rathaus
- die Bücherei

# Ohne Auftakt

Drei Häuser sind offen.

- das Rathaus am Markt
- die alte Mühle
"""
FILLING = "Die Stelle prüft den Antrag, die Anlagen und die Zusagen der Partner. " * 6
HOUSES = """# Häuser

Das Haus steht am Ufer und ist für alle offen. Es hat drei Säle und eine Küche. Der Garten gehört der Gemeinde und wird
von Freiwilligen gepflegt, die sich dort jeden Samstag treffen, Beete anlegen und Kräuter, Gemüse und Obst ernten. Weil das Dach undicht war, wurde es
im Frühjahr erneuert. Die Gemeinde plant einen Anbau mit Werkstatt, Lager, Büro und einem Raum für Gruppen aus dem Dorf.
Auch ein Spielplatz ist vorgesehen, der nach Norden an die Wiese grenzt. Die Heizung läuft mit Holz aus dem eigenen Wald.

# Ofen

Der Ofen ist kalt. Er ist kaputt.
"""
TREES = "\n".join(
    f"- eine Baumart mit der Nummer {n}, gepflanzt vom Verein der Freunde des Parks" for n in range(1, 61)
)
TABLES = f"""<html lang="de"><body>{
    table(
        "Zeiten",
        "Tabelle 1: Dauer (in Tagen)",
        ("Beruf", "Kanalstadt", "Seedorf", "Bergheim"),
        ("Bau", "11", "12", "13"),
        ("Verkauf", "21", "22", "x"),
        ("Küche", "31", "32", "33"),
    )
}{table("Steckbrief", "", ("Merkmal", "Angabe"), ("Sitz", "Kanalstadt"), ("Leitung", "Frau Muster"))}</body></html>"""


@pytest.fixture(scope="module")
def index(shelve: Shelve) -> Index:
    files = {
        "verfahren.md": STEPS.format(filling=FILLING.strip()),
        "haeuser.md": HOUSES,
        "park.md": f"# Bäume\n\n{TREES}",
    }
    return shelve({**files, "tafel.html": TABLES, "wald.md": f"# Wald\n\nIm Wald wachsen:\n\n{TREES}"})


def test_nothing_comes_of_nothing(index: Index) -> None:
    assert choose(index, understand(index, "Wer?"), []) == []


def test_a_full_sentence_in_a_long_list_stands_for_itself(index: Index) -> None:
    found = candidate(index, "Im zweiten Abschnitt bewerten alle Partner")
    assert composed(index, "Wer bewertet die lange Fassung?", found) == f"{found.text} [1]"


def test_a_short_item_of_a_long_list_keeps_its_lead_in(index: Index) -> None:
    (quote,) = choose(index, understand(index, "Womit fängt es an?"), [candidate(index, "Skizze")])
    assert quote.text == "Danach läuft das Verfahren so ab:\n- Skizze"
    assert quote.hit.passage.text[quote.start : quote.end] == "Danach läuft das Verfahren so ab:\n• Skizze"


@pytest.mark.parametrize("question", ["Welche Teile hat das Verfahren?", "Wie viele Teile hat das Verfahren?"])
def test_a_list_question_gets_the_whole_list(index: Index, question: str) -> None:
    answer = composed(index, question, candidate(index, "Skizze"))
    assert answer.startswith("Danach läuft das Verfahren so ab: [1]\n- Skizze\n- Im zweiten")
    assert answer.count("\n- ") == 3


@pytest.mark.parametrize("words", ["Es helfen", "die Bücherei"])
def test_a_short_list_is_given_whole_whatever_is_asked(index: Index, words: str) -> None:
    expected = "Es helfen: [1]\n- das Rathaus\n- die Bücherei"
    assert composed(index, "Wer hilft dem Kind?", candidate(index, words)) == expected


def test_a_list_without_lead_in_belongs_to_the_sentence_before(index: Index) -> None:
    answer = composed(index, "Welche Häuser sind offen?", candidate(index, "die alte Mühle"))
    assert answer.startswith("Drei Häuser sind offen.") and answer.count("\n- ") == 2


def tree(index: Index, document: str, number: int) -> Candidate:
    passage, at = next(
        (p, n)
        for p in index.by_document[document]
        for n, unit in enumerate(p.units)
        if f"Nummer {number}," in quoted(p, unit)
    )
    hit = Hit(passage=passage, document=index.documents[document], score=1.0)
    return Candidate(hit=hit, number=at, score=5.0, features=np.zeros(len(NAMES)))


def test_a_list_goes_on_in_the_neighbouring_passages(index: Index) -> None:
    parts = len(index.by_document["park"])
    answer = composed(index, "Welche Baumarten wachsen im Park?", tree(index, "park", 2))
    assert parts > 1
    assert [int(n) for n in re.findall(r"Nummer (\d+)", answer)] == list(range(1, 61))
    assert re.findall(r"\[(\d+)\]", answer) == [str(n) for n in range(1, parts + 1)]


def test_a_list_goes_on_where_its_lead_in_is_repeated(index: Index) -> None:
    answer = composed(index, "Welche Baumarten wachsen im Wald?", tree(index, "wald", 2))
    assert [int(n) for n in re.findall(r"Nummer (\d+)", answer)] == list(range(1, 61))


def test_a_list_is_whole_from_its_beginning(index: Index) -> None:
    answer = composed(index, "Welche Baumarten wachsen im Park?", tree(index, "park", 59))
    assert [int(n) for n in re.findall(r"Nummer (\d+)", answer)] == list(range(1, 61))


def test_a_series_of_numbered_headings(papers: Index) -> None:
    second = candidate(papers, "Säule 2:")
    whole = composed(papers, "Welche drei Säulen hat das Papier?", second)
    assert [line.partition(":")[0] for line in whole.split("\n\n")] == ["Säule 1", "Säule 2", "Säule 3"]
    announced = candidate(papers, "Das Papier ruht auf drei Säulen")
    assert composed(papers, "Auf welchen drei Dingen ruht das Papier?", announced).count("Säule ") == 3
    assert "Säule 1" not in composed(papers, "Was ist das Ziel von Säule 2?", second)
    assert "Säule 1" not in composed(papers, "Wem hilft die Rückkehr in den Beruf?", second)


def test_the_steps_of_a_procedure_in_order(papers: Index) -> None:
    answer = composed(papers, "Wie läuft der Weg zum Antrag ab?", candidate(papers, "Abschließend stellt"))
    assert [line.split()[0] for line in answer.split("\n\n")] == ["Zunächst", "Im", "Abschließend"]
    assert "zwei Seiten" not in answer


def test_a_sentence_that_leans_back_comes_with_the_one_before(index: Index) -> None:
    before = candidate(index, "Das Haus steht am Ufer", 0.0)
    answer = composed(index, "Wie viele Säle gibt es?", candidate(index, "Es hat drei Säle"), before)
    assert answer.startswith("Das Haus steht am Ufer und ist für alle offen. Es hat drei Säle und eine Küche.")


def test_a_sentence_that_leans_on_the_best_one_is_added(index: Index) -> None:
    after = candidate(index, "Auch ein Spielplatz", 0.0)
    answer = composed(index, "Was plant die Gemeinde?", candidate(index, "Die Gemeinde plant einen Anbau"), after)
    assert answer == (
        "Die Gemeinde plant einen Anbau mit Werkstatt, Lager, Büro und einem Raum für Gruppen aus dem Dorf. "
        "Auch ein Spielplatz ist vorgesehen, der nach Norden an die Wiese grenzt. [1]"
    )


def test_what_scores_nearly_as_well_is_added_and_what_does_not_is_left_out(index: Index) -> None:
    garden = candidate(index, "Der Garten gehört der Gemeinde")
    plan, heating = candidate(index, "Die Gemeinde plant", 4.0), candidate(index, "Die Heizung läuft", 1.0)
    answer = composed(index, "Was gehört der Gemeinde?", garden, plan, heating)
    assert answer == f"{garden.text} [1]\n\n{plan.text} [1]"


def test_the_reason_that_is_asked_for_is_added(index: Index) -> None:
    units = candidate(index, "Der Garten gehört").hit.passage.units
    passage = candidate(index, "Der Garten gehört").hit.passage
    texts = [quoted(passage, u) for u in units]
    ranked = [candidate(index, t, 5.0 if t.startswith("Die Gemeinde plant") else 0.0) for t in texts]
    ranked.sort(key=lambda c: -c.score)
    assert "Weil das Dach undicht war" in composed(index, "Warum plant die Gemeinde einen Anbau?", *ranked)
    assert "Weil das Dach" not in composed(index, "Wer plant den Anbau?", *ranked)


def test_a_brief_answer_has_room_for_the_sentence_after_it(index: Index) -> None:
    roof, plan = candidate(index, "Weil das Dach undicht war"), candidate(index, "Die Gemeinde plant", 0.0)
    answer = composed(index, "Was geschah im Frühjahr?", roof, plan)
    assert answer == f"{roof.text} {plan.text} [1]"
    garden, after = candidate(index, "Der Garten gehört"), candidate(index, "Weil das Dach undicht war", 0.0)
    assert composed(index, "Wem gehört der Garten?", garden, after) == f"{garden.text} [1]"


def test_a_short_passage_is_quoted_whole(index: Index) -> None:
    assert composed(index, "Was ist mit dem Ofen?", candidate(index, "Er ist kaputt")) == (
        "Der Ofen ist kalt. Er ist kaputt. [1]"
    )


def test_a_row_shows_the_asked_column_with_the_caption(index: Index) -> None:
    row = candidate(index, "Verkauf | 21")
    answer = composed(index, "Wie lange dauerte es im Verkauf in Seedorf?", row)
    assert answer == "Verkauf: Seedorf: 22 (Tabelle 1: Dauer (in Tagen)) [1]"
    whole = composed(index, "Wie lange dauerte es im Verkauf?", row)
    assert whole == "Verkauf: Kanalstadt: 21; Seedorf: 22; Bergheim: keine Angabe (Tabelle 1: Dauer (in Tagen)) [1]"


def test_a_list_of_facts_needs_no_column_names(index: Index) -> None:
    assert (
        composed(index, "Wer hat die Leitung?", candidate(index, "Leitung | Frau Muster")) == "Leitung: Frau Muster [1]"
    )


def test_rows_that_the_question_does_not_tell_apart_come_as_a_table(index: Index) -> None:
    rows = [candidate(index, words, 5.0 - i / 100) for i, words in enumerate(("Bau |", "Verkauf |", "Küche |"))]
    answer = composed(index, "Wie lange dauert es?", *rows)
    assert answer.split("\n") == [
        "Tabelle 1: Dauer (in Tagen) [1]",
        "",
        "| Beruf | Kanalstadt | Seedorf | Bergheim |",
        "| --- | --- | --- | --- |",
        "| Bau | 11 | 12 | 13 |",
        "| Verkauf | 21 | 22 | keine Angabe |",
        "| Küche | 31 | 32 | 33 |",
    ]
