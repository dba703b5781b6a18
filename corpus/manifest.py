"""manifest.yaml: what the documents of a folder are. Checked as a whole before anything is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from datetime import date
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from rapidfuzz import process

from corpus.dates import first_day, last_day, parse_issued
from corpus.entries import Problems, hint, read_yaml, shown
from corpus.model import Document, Kind, SourceWork

SUFFIXES = frozenset({".pdf", ".md", ".html", ".htm", ".docx", ".txt"})
_REQUIRED = ("id", "file", "title", "kind", "publisher", "issued")
_KEYS = (*_REQUIRED, "alliance", "valid_from", "valid_until", "supersedes", "source")
_NO_CONTENT = frozenset({"programmes", "sources"})
_SIMILAR = 60.0  # 0 to 100; a file name less like the missing one is not offered


def load_manifest(folder: Path) -> tuple[Document, ...]:
    """The documents of folder/manifest.yaml, in its order; empty without that file.

    ManifestError lists every mistake. Where `valid_from` and `valid_until` are partial dates, the first and the last
    day they can mean count.
    """
    path = folder / "manifest.yaml"
    if not path.exists():
        return ()
    problems = Problems(path)
    entries = _entries(read_yaml(path, problems), problems)
    documents = [_document(entry, number, folder, problems) for number, entry in enumerate(entries, start=1)]
    _check_twins(documents, problems)
    _check_order(documents, {str(entry.get("id")) for entry in entries if isinstance(entry, dict)}, problems)
    problems.raise_if_any()
    return tuple(document for document in documents if document is not None)


def unlisted_files(folder: Path, documents: Sequence[Document]) -> tuple[str, ...]:
    """Files that could be ingested but have no entry, relative to the folder.

    Only documents/ is searched if there is one. Left out are README files, hidden files and folders, folders named
    programmes or sources, and links that lead out of the folder.
    """
    root = folder / "documents" if (folder / "documents").is_dir() else folder
    listed = {document.file for document in documents}
    found = (path.relative_to(folder) for path in sorted(root.rglob("*")) if path.suffix.lower() in SUFFIXES)
    return tuple(n.as_posix() for n in found if _is_content(n) and _is_inside(folder, n) and n.as_posix() not in listed)


def _is_content(name: Path) -> bool:
    hidden = any(part.startswith(".") or part in _NO_CONTENT for part in name.parts)
    return not hidden and not name.name.upper().startswith("README")


def _is_inside(folder: Path, name: Path | PurePosixPath) -> bool | None:
    """Whether a file lies in the folder, also after following links; None if there is no such file."""
    try:
        path = (folder / name).resolve()
        return path.is_relative_to(folder.resolve()) if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a name too long, links in a circle, a NUL
        return None


def _entries(content: Any, problems: Problems) -> Sequence[Any]:
    entries = content.get("documents") if isinstance(content, dict) else None
    if isinstance(content, dict):
        problems.check_keys("Datei", content, ("documents",), ())
    if not isinstance(entries, list):
        problems.add("Datei", "erwartet wird „documents:“ und darunter eine Liste von Einträgen („- id: …“).")
        return ()
    return entries


def _document(entry: Any, number: int, folder: Path, problems: Problems) -> Document | None:
    """The entry as a Document; None if something that it cannot do without is missing. Mistakes are noted."""
    if not isinstance(entry, dict):
        problems.add(f"Eintrag {number}", "erwartet werden Angaben wie „id: …“, „file: …“.")
        return None
    given = entry.get("id")
    name = f"Eintrag {number} („{shown(given)}“)" if isinstance(given, str) else f"Eintrag {number}"
    problems.check_keys(name, entry, _KEYS, _REQUIRED)
    identity, title, publisher = (
        problems.slug(name, entry, "id"),
        problems.text(name, entry, "title"),
        problems.text(name, entry, "publisher"),
    )
    kind, file = _kind(entry, name, problems), _file(entry, name, folder, problems)
    issued = _issued(entry, "issued", name, problems)
    valid_from = _issued(entry, "valid_from", name, problems)
    valid_until = _issued(entry, "valid_until", name, problems)
    start: date | None = first_day(valid_from) if valid_from else None
    end: date | None = last_day(valid_until) if valid_until else None
    if start and end and start > end:
        problems.add(name, f"valid_from {start} liegt nach valid_until {end}. Vertauschen oder berichtigen Sie beide.")
    supersedes = problems.texts(name, entry, "supersedes")
    alliance = problems.slug(name, entry, "alliance")
    source = _source(entry.get("source"), name, problems)
    if not (identity and title and publisher and kind and file and issued):
        return None
    return Document(
        id=identity,
        file=file,
        title=title,
        kind=kind,
        publisher=publisher,
        issued=issued,
        alliance=alliance,
        valid_from=start,
        valid_until=end,
        supersedes=supersedes,
        source=source,
    )


def _kind(entry: Mapping[Any, Any], name: str, problems: Problems) -> Kind | None:
    value = problems.text(name, entry, "kind")
    if value is None:
        return None
    if value not in list(Kind):
        problems.add(name, f"kind „{shown(value)}“ gibt es nicht. {hint(value, [str(kind) for kind in Kind])}")
        return None
    return Kind(value)


def _file(entry: Mapping[Any, Any], name: str, folder: Path, problems: Problems) -> str | None:
    """The path as it is compared and stored: relative, with slashes, without detours."""
    value = problems.text(name, entry, "file")
    if value is None:
        return None
    path = PurePosixPath(value)
    if path.is_absolute() or PureWindowsPath(value).drive or ".." in path.parts:
        problems.add(
            name,
            f"file „{shown(value)}“ führt aus dem Ordner. Nennen Sie einen Pfad unterhalb von {folder}, ohne „..“.",
        )
        return None
    inside = _is_inside(folder, path)
    if inside:
        return path.as_posix()
    if inside is False:
        problems.add(
            name, f"file „{shown(value)}“ ist ein Verweis aus dem Ordner hinaus. Legen Sie die Datei selbst hinein."
        )
        return None
    near = process.extractOne(value, unlisted_files(folder, ()), score_cutoff=_SIMILAR)
    meant = f" Meinten Sie „{near[0]}“?" if near else ""
    problems.add(
        name, f"die Datei „{shown(value)}“ fehlt in {folder}. Legen Sie sie hinein oder streichen Sie sie.{meant}"
    )
    return None


def _issued(entry: Mapping[Any, Any], key: str, name: str, problems: Problems) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    try:
        return parse_issued(value)
    except ValueError as error:
        problems.add(name, f"{key}: {shown(error)}. Schreiben Sie JJJJ, JJJJ-MM oder JJJJ-MM-TT.")
        return None


def _source(value: Any, name: str, problems: Problems) -> SourceWork | None:
    if value is None:
        return None
    entry = f"{name}, source"
    if not isinstance(value, dict):
        problems.add(entry, "erwartet werden Angaben wie „title: …“, „url: https://…“.")
        return None
    problems.check_keys(entry, value, ("title", "url"), ("title",))
    title, url = problems.text(entry, value, "title"), problems.url(entry, value, "url")
    return SourceWork(title=title, url=url) if title else None


def _check_twins(documents: Sequence[Document | None], problems: Problems) -> None:
    seen: dict[tuple[str, str], int] = {}
    for number, document in enumerate(documents, start=1):
        for key in ("id", "file") if document else ():
            first = seen.setdefault((key, getattr(document, key)), number)
            if first != number:
                value = getattr(document, key)
                problems.add(
                    f"Eintrag {number} („{value}“)",
                    f"{key} „{value}“ steht schon in Eintrag {first}. Jedes Dokument braucht eine eigene Angabe.",
                )


def _check_order(documents: Sequence[Document | None], known: Set[str], problems: Problems) -> None:
    """Every superseded id exists, and no document supersedes itself, not even through others."""
    older = {document.id: document.supersedes for document in documents if document}
    for identity, others in older.items():
        for other in others:
            if other not in known:
                problems.add(
                    f"Eintrag „{identity}“",
                    f"supersedes nennt „{shown(other)}“, das es hier nicht gibt. {hint(other, known)}",
                )
        if _reaches(identity, others, older):
            problems.add(
                f"Eintrag „{identity}“",
                "supersedes führt auf das Dokument selbst zurück. Streichen Sie eine der Angaben.",
            )


def _reaches(goal: str, start: Sequence[str], older: Mapping[str, Sequence[str]]) -> bool:
    todo, seen = list(start), set[str]()
    while todo:
        current = todo.pop()
        if current == goal:
            return True
        if current not in seen:
            seen.add(current)
            todo.extend(older.get(current, ()))
    return False
