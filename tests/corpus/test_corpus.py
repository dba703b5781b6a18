"""The project's own documents as a whole: many enough, like real papers, and honest about where their facts come from."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdf
import pytest

import corpus
from corpus.manifest import load_manifest, unlisted_files
from corpus.model import Document, Kind
from corpus.programmes import load_programmes

FOLDER = Path(corpus.__file__).parent
DOCUMENTS = load_manifest(FOLDER)
PDFS = [document for document in DOCUMENTS if document.file.endswith(".pdf")]
RESERVED = {
    "non-strategie-2024",
    "leine-weser-strategie-2021",
    "lueneburg-beschluss-2014-356",
    "dkbm-fachkraeftesicherung",
    "leine-weser-presse-2015",
}


def name(document: Document) -> str:
    """Readable ids of the parametrised tests."""
    return document.id


def pages_of(document: Document) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(FOLDER / document.file).pages]


def text_of(document: Document) -> str:
    path = FOLDER / document.file
    if path.suffix == ".pdf":
        text = " ".join(pages_of(document))
    elif path.suffix == ".docx":
        text = " ".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(text.split())


def test_there_are_documents_of_every_kind_we_restate_and_format_we_read() -> None:
    assert len(DOCUMENTS) >= 16
    assert {document.kind for document in DOCUMENTS} >= set(Kind) - {Kind.RICHTLINIE}
    assert {Path(document.file).suffix for document in DOCUMENTS} == {".pdf", ".docx", ".md", ".html", ".txt"}
    assert {document.alliance for document in DOCUMENTS} == {"nordostniedersachsen", "leine-weser", "nordwest", None}


def test_every_file_has_its_entry() -> None:
    assert unlisted_files(FOLDER, DOCUMENTS) == ()


def test_the_reserved_ids_are_there() -> None:
    assert {document.id for document in DOCUMENTS} >= RESERVED


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_document_names_its_source_in_manifest_and_text(document: Document) -> None:
    assert document.source is not None
    text = text_of(document)
    if document.id in RESERVED:
        assert "Wiedergabe in neuen Worten" in text
        assert "aßgeblich ist das Original" in text
    else:
        assert re.search(r"Quelle|Fundstelle|Grundlage|strategie", text)


def test_at_least_eight_pdfs_have_several_pages() -> None:
    assert sum(len(pages_of(document)) > 1 for document in PDFS) >= 8


@pytest.mark.parametrize("document", PDFS, ids=name)
def test_pdfs_look_like_ordinary_papers(document: Document) -> None:
    pages = pages_of(document)
    for number, text in enumerate(pages, start=1):
        assert f"Seite {number} von {len(pages)}" in text
    heads = {text.splitlines()[0] for text in pages}
    assert len(heads) == 1, heads  # the running head, the same on every page
    assert len(" ".join(pages)) > 1500


def test_the_long_papers_have_numbered_tables_and_hyphenation() -> None:
    for identity in ("non-strategie-2024", "leine-weser-strategie-2021", "dkbm-fachkraeftesicherung"):
        (document,) = (d for d in PDFS if d.id == identity)
        text = "\n".join(pages_of(document))
        assert re.search(r"^(?:Tabelle|Übersicht|Abbildung)\s\d+", text, re.M)
        assert re.search(r"[a-zäöü][-\u00ad]\n[a-zäöü]", text)


def test_every_alliance_has_a_programme_that_rests_on_our_documents() -> None:
    programmes = load_programmes(FOLDER)
    ids = {document.id: document for document in DOCUMENTS}
    assert {programme.alliance for programme in programmes} == {d.alliance for d in DOCUMENTS if d.alliance}
    for programme in programmes:
        assert programme.contact is not None
        assert programme.contact.source is not None
        for evidence in (programme.contact.source, *programme.sources):
            assert ids[evidence.document].alliance == programme.alliance


def test_no_two_alliances_share_a_name_or_district() -> None:
    said = [word.lower() for p in load_programmes(FOLDER) for word in (p.name, *p.names, *p.districts)]
    assert sorted(said) == sorted(set(said))
