"""Build the project's own documents from their readable sources: `python -m corpus.build [--check]`.

corpus/sources/*.typ become PDFs (Typst), corpus/sources/*.md become DOCX. The result depends on the sources alone, so
a rebuild changes nothing. `--check` writes nothing and compares what the committed documents say with a fresh build:
another release of Typst may draw the same text with other bytes.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

import pypdf
from docx import Document as open_docx
from docx.table import Table
from pypdf.errors import PyPdfError

from corpus.errors import LotseError, UsageError
from corpus.word import docx_of

FOLDER = Path(__file__).parent
TEMPLATE = "vorlage.typ"


def main(arguments: list[str]) -> int:
    """Write every document, or with --check only compare; 1 if one is out of date or cannot be built, 2 for wrong use."""
    try:
        return _run(arguments, FOLDER / "sources", FOLDER / "documents")
    except LotseError as error:
        print(f"Fehler: {error}", file=sys.stderr)
        return error.exit_code


def stale_documents(sources: Path, documents: Path) -> tuple[str, ...]:
    """Names of documents that are missing, not readable, or say something else than their source."""
    return tuple(name for name, content in built(sources) if not _says_the_same(documents / name, content))


def built(sources: Path) -> Iterator[tuple[str, bytes]]:
    """File name and content of every document that has a source. LotseError if one cannot be built."""
    for path in sorted(sources.glob("*.typ")):
        if path.name != TEMPLATE:
            yield f"{path.stem}.pdf", _pdf_of(path)
    for path in sorted(sources.glob("*.md")):
        yield f"{path.stem}.docx", docx_of(path.read_text(encoding="utf-8"), path.name)


def text_of(name: str, content: bytes) -> str:
    """What a built document says: the text of a PDF's pages, or a Word file's paragraphs with their styles, and tables."""
    if name.endswith(".pdf"):
        return "\f".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    lines: list[str] = []
    for part in open_docx(io.BytesIO(content)).iter_inner_content():
        if isinstance(part, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(f"{part.style.name if part.style else ''}: {part.text}")
    return "\n".join(lines)


def _run(arguments: list[str], sources: Path, documents: Path) -> int:
    if arguments not in ([], ["--check"]):
        raise UsageError(f"Unbekannt: {' '.join(arguments)}.", remedy="Aufruf: python -m corpus.build [--check]")
    if arguments:
        stale = stale_documents(sources, documents)
        for name in stale:
            print(f"veraltet: {name}. Erneuern Sie die Dokumente: python -m corpus.build")
        return 1 if stale else 0
    for name, content in built(sources):
        target = documents / name
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)
            print(f"geschrieben: {name}")
    return 0


def _says_the_same(target: Path, content: bytes) -> bool:
    if not target.is_file():
        return False
    committed = target.read_bytes()
    try:
        return committed == content or text_of(target.name, committed) == text_of(target.name, content)
    except (PyPdfError, BadZipFile, ValueError, KeyError, OSError):  # a damaged file says nothing
        return False


def _pdf_of(source: Path) -> bytes:
    import typst  # loads slowly, and only this needs it

    try:
        content: bytes = typst.compile(source, root=source.parent)
    except typst.TypstError as error:
        raise LotseError(
            f"{source} lässt sich nicht setzen: {error}.", remedy="Berichtigen Sie die genannte Stelle der Quelle."
        ) from error
    return content


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
