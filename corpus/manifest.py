"""manifest.yaml: what the documents of a folder are. Checked as a whole before anything is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from corpus.dates import parse_issued
from corpus.entries import Problems, read_yaml
from corpus.errors import ManifestError
from corpus.model import Document, Kind, SourceWork

SUFFIXES = frozenset({".pdf", ".md", ".html", ".htm", ".docx", ".txt"})
_KEYS = frozenset(
    "id file title kind alliance publisher issued valid_from valid_until supersedes source".split()
)
_REQUIRED = frozenset("id file title kind publisher issued".split())
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s<>\"]+")
_NO_CONTENT = frozenset({"programmes", "sources"})


def load_manifest(folder: Path) -> tuple[Document, ...]:
    """The documents of folder/manifest.yaml, empty without that file. ManifestError lists every mistake."""
    path = folder / "manifest.yaml"
    if not path.exists():
        return ()
    content = read_yaml(path)
    entries = content.get("documents") if isinstance(content, dict) else None
    if not isinstance(entries, list) or set(content) != {"documents"}:
        raise ManifestError(
            f"{path}: erwartet wird eine Liste unter „documents:“ und sonst nichts.", remedy="Berichtigen Sie die Datei."
        )
    problems = Problems(path)
    documents = [_document(entry, i, folder, problems) for i, entry in enumerate(entries, 1)]
    known = [d for d in documents if d is not None]
    _check_twins(known, problems)
    _check_order(known, problems)
    problems.raise_if_any()
    return tuple(known)


def unlisted_files(folder: Path, documents: Sequence[Document]) -> tuple[str, ...]:
    """Files that could be ingested but have no entry, relative to the folder. Only documents/ is searched if there is one."""
    listed = {d.file for d in documents}
    root = folder / "documents" if (folder / "documents").is_dir() else folder
    found = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") or part in _NO_CONTENT for part in name.parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden and path.stem.upper() != "README":
            found.append(name.as_posix())
    return tuple(name for name in found if name not in listed)


def _document(entry: Any, number: int, folder: Path, problems: Problems) -> Document | None:
    if not isinstance(entry, dict):
        problems.add(f"Eintrag {number}", "erwartet werden Angaben wie „id: ...“.")
        return None
    name = str(entry.get("id") or f"Eintrag {number}")
    problems.check_keys(name, entry, _KEYS, _REQUIRED)
    if not entry.keys() >= _REQUIRED:
        return None
    for key in ("title", "publisher"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            problems.add(name, f"„{key}“ ist leer oder kein Text.")
    _check_slug(entry, "id", name, problems)
    _check_slug(entry, "alliance", name, problems)
    _check_file(entry["file"], name, folder, problems)
    if entry["kind"] not in set(Kind):
        problems.add(name, f"kind „{entry['kind']}“ gibt es nicht. Möglich sind: {', '.join(Kind)}.")
    valid_from, valid_until = (_day(entry, key, name, problems) for key in ("valid_from", "valid_until"))
    if valid_from and valid_until and valid_from > valid_until:
        problems.add(name, f"valid_from {valid_from} liegt nach valid_until {valid_until}.")
    return Document(
        id=str(entry["id"]),
        file=str(entry["file"]),
        title=str(entry["title"]).strip(),
        kind=Kind(entry["kind"]) if entry["kind"] in set(Kind) else Kind.HANDREICHUNG,
        publisher=str(entry["publisher"]).strip(),
        issued=_issued(entry["issued"], name, problems),
        alliance=entry.get("alliance"),
        valid_from=valid_from,
        valid_until=valid_until,
        supersedes=_supersedes(entry, name, problems),
        source=_source(entry.get("source"), name, problems),
    )


def _check_slug(entry: Mapping[str, Any], key: str, name: str, problems: Problems) -> None:
    value = entry.get(key)
    if value is not None and (not isinstance(value, str) or not _SLUG.fullmatch(value) or len(value) > 80):
        problems.add(name, f"{key} „{value}“: erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche, höchstens 80.")


def _check_file(value: Any, name: str, folder: Path, problems: Problems) -> None:
    if not isinstance(value, str) or not value:
        problems.add(name, "„file“ ist leer oder kein Text.")
        return
    path = folder / value
    if not path.resolve().is_relative_to(folder.resolve()):
        problems.add(name, f"die Datei „{value}“ liegt außerhalb des Ordners. Legen Sie sie hinein.")
    elif not path.is_file():
        problems.add(name, f"die Datei „{value}“ fehlt in {folder}.")


def _issued(value: Any, name: str, problems: Problems) -> str:
    try:
        return parse_issued(value)
    except ValueError as error:
        problems.add(name, f"issued: {error}. Schreiben Sie JJJJ, JJJJ-MM oder JJJJ-MM-TT.")
        return "1900"


def _day(entry: Mapping[str, Any], key: str, name: str, problems: Problems) -> date | None:
    value = entry.get(key)
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        problems.add(name, f"{key}: „{value}“ ist kein Tag im Kalender. Schreiben Sie JJJJ-MM-TT.")
        return None


def _supersedes(entry: Mapping[str, Any], name: str, problems: Problems) -> tuple[str, ...]:
    value = entry.get("supersedes", [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        problems.add(name, "„supersedes“ ist keine Liste von ids.")
        return ()
    return tuple(value)


def _source(value: Any, name: str, problems: Problems) -> SourceWork | None:
    if value is None:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("title"), str) or set(value) - {"title", "url"}:
        problems.add(name, "„source“ braucht „title“ und kann „url“ haben, sonst nichts.")
        return None
    url = value.get("url")
    if url is not None and not _URL.fullmatch(str(url)):
        problems.add(name, f"source.url „{url}“ ist keine http-Adresse.")
        url = None
    return SourceWork(title=value["title"], url=url)


def _check_twins(documents: Sequence[Document], problems: Problems) -> None:
    for what in ("id", "file"):
        seen: set[str] = set()
        for document in documents:
            value = getattr(document, what)
            if value in seen:
                problems.add(document.id, f"{what} „{value}“ kommt doppelt vor. Jeder Eintrag braucht eine eigene.")
            seen.add(value)


def _check_order(documents: Sequence[Document], problems: Problems) -> None:
    older = {d.id: d.supersedes for d in documents}
    for document in documents:
        for other in document.supersedes:
            if other not in older:
                problems.add(document.id, f"supersedes nennt „{other}“, das es hier nicht gibt.")
        if _reaches(document.id, document.supersedes, older):
            problems.add(document.id, "supersedes führt im Kreis auf das Dokument selbst zurück.")


def _reaches(goal: str, start: Sequence[str], older: Mapping[str, Sequence[str]]) -> bool:
    open_ids, seen = list(start), set()
    while open_ids:
        current = open_ids.pop()
        if current == goal:
            return True
        if current not in seen:
            seen.add(current)
            open_ids.extend(older.get(current, ()))
    return False
