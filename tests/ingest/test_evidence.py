"""Evidence of programme files: found in our restatements and in the originals alike, or refused by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

import corpus
from corpus.errors import ManifestError
from corpus.manifest import load_manifest
from corpus.model import BlockKind, Contact, Evidence, Passage, Programme
from corpus.programmes import load_programmes
from ingest.evidence import evidence_of, resolve_programmes
from ingest.loaders import load
from ingest.outline import with_outlines
from ingest.passages import Cutting, cut_passages
from ingest.structure import find_sections, read_blocks, without_title

CORPUS = Path(corpus.__file__).parent
ORIGINALS = CORPUS.parents[1] / "shared" / "sources"


def passage(identity: str, text: str, *section: str, document: str = "strategie") -> Passage:
    return Passage(
        id=identity,
        document_id=document,
        section=section,
        page=1,
        page_end=1,
        ordinal=0,
        kind=BlockKind.PARAGRAPH,
        text=text,
        content_hash="",
    )


def programme(says: str, section: str = "Kontakt", document: str = "strategie") -> Programme:
    evidence = Evidence(document=document, section=section, says=says)
    return Programme(alliance="non", name="Allianz NON", sources=(evidence,))


def resolved(wanted: Programme, *passages: Passage) -> str | None:
    (found,), warnings = resolve_programmes([wanted], passages)
    assert warnings == ()
    return found.sources[0].passage_id


KONTAKT = passage("p2", "Ansprechpartner: Christoph Lenz\nTelefon: 04131 - 742 122", "7. Kontakt")
ANDERS = passage("p1", "Die Landkreise Celle, Harburg und Uelzen gehören dazu.", "1. Einleitung")


def test_the_passage_that_says_it_is_found() -> None:
    assert resolved(programme("Christoph Lenz Telefon"), ANDERS, KONTAKT) == "p2"


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("CHRISTOPH LENZ, Telefon", "Christoph Lenz Telefon: 04131"),
        ("Telefon Lenz Christoph", "Ansprechpartner ist Christoph Lenz; Telefon 04131"),
        (
            "Hildesheim Holzminden Nienburg Schaumburg Hannover",
            "• Hildesheim\n• Holzmin-den\n• Nienburg\n• Schaumburg\n• Hannover",
        ),
        ("Landkreise Lüchow-Dannenberg Uelzen", "der Landkreis Lüchow-Danneberg und der Landkreis Uelzen"),
    ],
)
def test_order_case_endings_and_one_broken_word_in_five_do_not_matter(says: str, text: str) -> None:
    assert resolved(programme(says), passage("a", "Anderes."), passage("b", text)) == "b"


def test_of_two_passages_that_say_it_the_section_decides() -> None:
    vorwort = replace(KONTAKT, id="p9", section=("Vorwort",))
    for order in ((vorwort, KONTAKT), (KONTAKT, vorwort)):
        assert resolved(programme("Christoph Lenz Telefon"), *order) == "p2"
        assert resolved(programme("Christoph Lenz Telefon", section="Vorwort"), *order) == "p9"


def test_the_section_may_be_called_otherwise_but_never_replaces_the_words() -> None:
    assert resolved(programme("Landkreise Celle Harburg"), ANDERS, passage("p3", "Celle", "Kontakt")) == "p1"


def test_a_passage_of_one_of_the_words_does_not_say_it() -> None:
    with pytest.raises(ManifestError):
        resolve_programmes([programme("Christoph Lenz Telefon")], [passage("p1", "Telefon", "Kontakt")])


def test_the_contact_has_its_own_evidence() -> None:
    wanted = replace(
        programme("Landkreise Celle Harburg"),
        contact=Contact(name="IHK", source=Evidence(document="strategie", section="Kontakt", says="Christoph Lenz")),
    )
    (found,), _ = resolve_programmes([wanted], [ANDERS, KONTAKT])
    assert found.contact is not None
    assert found.contact.source is not None
    assert (found.contact.source.passage_id, found.sources[0].passage_id) == ("p2", "p1")
    assert replace(found.contact, source=None) == Contact(name="IHK")


def test_words_that_are_nowhere_are_refused_with_file_entry_document_and_words() -> None:
    with pytest.raises(ManifestError) as caught:
        resolve_programmes([programme("Erika Muster Telefon")], [ANDERS, KONTAKT])
    for part in ("programmes/non.yaml", "sources, Beleg 1", "„strategie“", "„Erika Muster Telefon“", "p2"):
        assert part in str(caught.value)
    assert caught.value.remedy


def test_words_of_another_document_do_not_count() -> None:
    with pytest.raises(ManifestError, match="steht nirgends"):
        resolve_programmes([programme("Christoph Lenz")], [ANDERS, replace(KONTAKT, document_id="presse")])


def test_all_missing_evidence_is_reported_together() -> None:
    with pytest.raises(ManifestError) as caught:
        resolve_programmes([programme("Erika Muster"), replace(programme("Max Muster"), alliance="lw")], [ANDERS])
    assert "Erika Muster" in str(caught.value)
    assert "programmes/lw.yaml" in str(caught.value)


def test_a_programme_without_any_of_its_documents_is_left_out_with_a_warning() -> None:
    found, warnings = resolve_programmes([programme("Christoph Lenz", document="fremd")], [KONTAKT])
    assert found == ()
    assert len(warnings) == 1
    assert "programmes/non.yaml" in warnings[0]
    assert "fremd" in warnings[0]


def test_a_programme_with_only_some_of_its_documents_is_refused() -> None:
    wanted = programme("Christoph Lenz")
    wanted = replace(wanted, sources=(*wanted.sources, Evidence(document="fremd", section="x", says="a b")))
    with pytest.raises(ManifestError, match=r"sources, Beleg 2: Das Dokument „fremd“ ist nicht im Index"):
        resolve_programmes([wanted], [KONTAKT])


def passages_of(folder: Path, documents: set[str]) -> list[Passage]:
    """The passages of some documents of a folder, as ingest cuts them."""
    passages: list[Passage] = []
    for document in load_manifest(folder):
        if document.id in documents:
            blocks = without_title(read_blocks(load(folder / document.file)), document.title)
            passages.extend(cut_passages(document, with_outlines(find_sections(blocks)), blocks, Cutting()))
    return passages


@pytest.mark.parametrize(
    ("folder", "alliances"),
    [
        (CORPUS, ["leine-weser", "nordostniedersachsen", "nordwest"]),
        (ORIGINALS, ["leine-weser", "nordostniedersachsen"]),
    ],
    ids=["restatement", "original"],
)
def test_every_evidence_of_our_programmes_is_in_restatement_and_original(folder: Path, alliances: list[str]) -> None:
    if not folder.is_dir():
        pytest.skip(f"Die echten Dokumente liegen nicht unter {folder}.")
    programmes = load_programmes(CORPUS)
    passages = passages_of(folder, {e.document for p in programmes for _, e in evidence_of(p)})
    there, texts = {p.document_id for p in passages}, {p.id: p.text for p in passages}
    found, warnings = resolve_programmes(programmes, passages)
    print(*warnings, sep="\n")
    assert [p.alliance for p in found] == alliances
    assert bool(warnings) == (folder == ORIGINALS)
    for programme_found in found:
        wanted = [e for _, e in evidence_of(next(p for p in programmes if p.alliance == programme_found.alliance))]
        resolved_here = list(evidence_of(programme_found))
        assert len(resolved_here) == len([e for e in wanted if e.document in there]) >= 40
        for label, evidence in resolved_here:
            text = texts[evidence.passage_id or ""]
            assert 0 <= evidence.start < evidence.end <= len(text), label
            quote = text[evidence.start : evidence.end]
            assert quote == quote.strip() != "", label
            said_words = default_process(evidence.says).split()
            near = [process.extractOne(w, default_process(quote).split(), scorer=fuzz.ratio) for w in said_words]
            assert sum(best[1] >= 85 for best in near) >= 0.8 * len(said_words), f"{label}: {evidence.says} / {quote}"
        contact = programme_found.contact
        assert contact is not None
        assert contact.source is not None
        text = texts[contact.source.passage_id or ""]
        if contact.person is not None:
            assert contact.person in text
            assert contact.email is not None
            assert contact.email in text


def test_one_unreadable_document_sets_its_programme_aside_and_stops_nothing() -> None:
    rests = programme("Christoph Lenz Telefon")
    other = replace(programme("Celle Harburg Uelzen"), alliance="andere")
    both = replace(rests, sources=(*rests.sources, Evidence(document="kaputt", section="1", says="irgend etwas")))
    kept, warnings = resolve_programmes([both, other], [ANDERS, KONTAKT], {"kaputt"})
    assert [p.alliance for p in kept] == ["andere"]
    assert len(warnings) == 1 and "programmes/non.yaml" in warnings[0] and "kaputt" in warnings[0]
