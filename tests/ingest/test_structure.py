"""Structure: paragraphs, lists with their lead-in, captions, and what page breaks tear apart."""

from __future__ import annotations

from dataclasses import replace

from corpus.model import Block, BlockKind, Extract
from ingest.structure import find_sections
from tests.ingest.stages import blocks_of, laid_out, line, only, typed

FULL = "Die Allianz arbeitet mit Kammern, Kreisen und Hochschulen der ganzen Region eng zusammen und\n"


def kinds(extract: Extract | str) -> list[tuple[str, str]]:
    return [(b.kind.value, b.text or " / ".join(b.items)) for b in blocks_of(extract)]


def test_a_list_takes_its_lead_in() -> None:
    blocks = blocks_of("Die Mittel sind knapp. Gefördert werden:\n• Kurse\n• Beratung\n")
    assert [(b.kind, b.text, b.items) for b in blocks] == [
        (BlockKind.PARAGRAPH, "Die Mittel sind knapp.", ()),
        (BlockKind.LIST, "Gefördert werden:", ("Kurse", "Beratung")),
    ]


def test_a_list_goes_on_over_a_page_break() -> None:
    extract = laid_out(
        ["Kopf der Schrift", "Gefördert werden:", "• Kurse für", "Seite 1"],
        ["Kopf der Schrift", "junge Menschen", "• Beratung", "Seite 2"],
    )
    (block,) = blocks_of(extract)
    assert block.text == "Gefördert werden:"
    assert block.items == ("Kurse für junge Menschen", "Beratung")
    assert block.item_pages == (1, 2)


def test_an_item_goes_on_over_a_page_break_with_a_noun() -> None:
    extract = laid_out(
        ["Gefördert werden:", "• Kurse", line("• Beratung der kleinen", indent=70)],
        [line("Betriebe im Kreis", indent=82), "• Messen"],
    )
    (block,) = blocks_of(extract)
    assert block.items == ("Kurse", "Beratung der kleinen Betriebe im Kreis", "Messen")


def test_nested_lists_keep_their_levels() -> None:
    extract = laid_out(
        [
            "Gefördert werden:",
            "• Kurse",
            line("• für Anfänger", indent=90),
            line("• für Geübte", indent=90.4),
            "• Beratung",
        ]
    )
    (block,) = blocks_of(extract)
    assert block.item_levels == (0, 1, 1, 0)


def test_aligned_numbers_are_one_level() -> None:
    items = [line(f"{n}. Schritt {n}", indent=70 if n > 9 else 75) for n in range(1, 12)]
    (block,) = blocks_of(laid_out(["Die Schritte sind:", *items]))
    assert set(block.item_levels) == {0}
    assert len(block.items) == 11


def test_letters_below_numbers_are_a_level() -> None:
    (block,) = blocks_of("Das Verfahren:\n1. Beratung\na) am Telefon\nb) vor Ort\n2. Antrag\n")
    assert block.item_levels == (0, 1, 1, 0)
    assert block.item_marks == ("1.", "a)", "b)", "2.")


def test_a_list_is_not_split_by_notes_or_addresses() -> None:
    text = (
        "Der Anteil steigt.1 Gefördert werden:\n• Kurse, siehe www.beispiel.de/kurse\nhttps://www.beispiel.de/kurse\n"
        "• Beratung\n\n1 LSN (2024).\n\n• Messen\n"
    )
    (block,) = only(blocks_of(text), BlockKind.LIST)
    assert block.items == ("Kurse, siehe www.beispiel.de/kurse", "Beratung", "Messen")


def test_text_after_the_last_item_is_a_paragraph() -> None:
    hanging = laid_out(
        [
            "Gefördert werden:",
            line("• Kurse für Menschen, die eine neue Stelle", indent=70),
            line("suchen oder behalten wollen", indent=82),
            line("• Beratung der Betriebe im Landkreis", indent=70),
            line("Die Anträge nimmt die Bank entgegen.", indent=70),
        ]
    )
    assert kinds(hanging) == [("list", "Gefördert werden:"), ("paragraph", "Die Anträge nimmt die Bank entgegen.")]
    (block,) = only(blocks_of(hanging), BlockKind.LIST)
    assert block.items[0] == "Kurse für Menschen, die eine neue Stelle suchen oder behalten wollen"
    flush = (
        f"{FULL}arbeitet. Gefördert werden:\n• Kurse sind möglich.\n• Beratung ist möglich.\nDie Bank hilft dabei.\n"
    )
    assert kinds(flush)[-1] == ("paragraph", "Die Bank hilft dabei.")


def test_wrapped_items_without_indent_stay_whole() -> None:
    text = f"{FULL}mehr. Gefördert werden:\n• {FULL}Betriebe der Region\n• Beratung\n"
    (block,) = only(blocks_of(text), BlockKind.LIST)
    assert block.items == (f"{FULL.strip()} Betriebe der Region", "Beratung")


def test_a_paragraph_goes_on_over_a_page_break() -> None:
    extract = laid_out(["Kopf", "Die Allianz arbeitet mit den Kam-", "1"], ["Kopf", "mern der Region.", "2"])
    assert kinds(extract) == [("paragraph", "Die Allianz arbeitet mit den Kammern der Region.")]


def test_a_caption_does_not_tear_a_paragraph() -> None:
    text = f"{FULL}bringt seit\n\n Abbildung 3: Alter in Jahren\n\nvielen Jahren Projekte auf den Weg.\n"
    assert kinds(text) == [
        ("paragraph", f"{FULL.strip()} bringt seit vielen Jahren Projekte auf den Weg."),
        ("caption", "Abbildung 3: Alter in Jahren"),
    ]


def test_a_caption_over_two_lines_is_one() -> None:
    text = f"{FULL}mehr.\n\nAbbildung 3: Alter der Beschäftigten in\nausgewählten Kreisen\n\n{FULL}mehr.\n"
    assert (
        only(blocks_of(text), BlockKind.CAPTION)[0].text
        == "Abbildung 3: Alter der Beschäftigten in ausgewählten Kreisen"
    )


def test_decoration_is_no_paragraph() -> None:
    assert kinds(f"„\n\n{FULL}mehr.\n\n---\n") == [("paragraph", f"{FULL.strip()} mehr.")]


def test_dashes_around_a_line_are_no_item() -> None:
    assert not only(blocks_of(f"- Fortschreibung 2021 -\n\n{FULL}mehr.\n"), BlockKind.LIST)


def test_ready_blocks_are_cleaned_and_typed_bullets_are_items() -> None:
    paragraph = Block(kind=BlockKind.PARAGRAPH, text="")
    extract = Extract(
        blocks=tuple(
            replace(paragraph, text=text)
            for text in ("Ge\u00adför\u00addert werden:", "• Kurse", "\uf0b7 Be\ufb02aggung", "Ende.")
        )
    )
    blocks = blocks_of(extract)
    assert [(b.kind, b.text, b.items) for b in blocks] == [
        (BlockKind.LIST, "Gefördert werden:", ("Kurse", "Beflaggung")),
        (BlockKind.PARAGRAPH, "Ende.", ()),
    ]


def test_sections_carry_the_whole_path() -> None:
    def heading(text: str, level: int) -> Block:
        return Block(kind=BlockKind.HEADING, text=text, level=level)

    text = Block(kind=BlockKind.PARAGRAPH, text="Text.")
    blocks = [heading("A", 1), text, heading("A1", 3), text, heading("A2", 2), text, heading("B", 1), text]
    assert [s.path for s in find_sections(blocks)] == [("A",), ("A", "A1"), ("A", "A2"), ("B",)]


def test_an_empty_file_has_no_blocks() -> None:
    assert blocks_of("\n \n\f\n") == ()
    assert blocks_of(typed("")) == ()
