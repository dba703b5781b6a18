"""Resolve the evidence of programme files to passages, so that no statement stands without its source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from corpus.errors import ManifestError
from corpus.model import Evidence, Passage, Programme
from ingest.spots import Spots

_NAMED = ("id", "title", "term", "name")  # what tells an entry of a list from the others
_EXCERPT = 80


def resolve_programmes(
    programmes: Sequence[Programme],
    passages: Sequence[Passage],
    unreadable: Collection[str] = (),
    *,
    strict: bool = True,
) -> tuple[tuple[Programme, ...], tuple[str, ...]]:
    """The programmes with every evidence resolved, and German warnings.

    A programme none of whose documents is indexed, or that rests on one of the `unreadable` documents, is left out
    with a warning: one damaged file must not keep the others out. What is optional does not count for that. An entry is
    left out, with a warning, if all its evidence is optional and in documents that are not indexed. ManifestError names
    every other evidence whose document or words are not found; unless `strict`, such a programme is left out, with a
    warning if its documents are there.
    """
    spots = Spots(passages)
    kept: list[Programme] = []
    warnings: list[str] = []
    missing: list[str] = []
    for programme in programmes:
        wanted = tuple(evidence_of(programme))
        named = {evidence.document for _, evidence in wanted}
        needed = {evidence.document for _, evidence in wanted if not evidence.optional} or named
        if not strict and not all(document in spots for document in needed):
            continue
        if wanted and not any(document in spots for document in needed):
            warnings.append(
                f"{_file(programme)} bleibt außer Acht: Kein Dokument, auf das sich die Datei stützt, ist im Index "
                f"({', '.join(sorted(needed))})."
            )
            continue
        if damaged := sorted(needed & set(unreadable)):
            warnings.append(f"{_file(programme)} bleibt außer Acht: nicht lesbar ist {', '.join(damaged)}.")
            continue
        lost = [(label, evidence.document) for label, evidence in wanted if _may_lack(evidence, spots)]
        unfound = [
            _missing(programme, label, evidence, spots)
            for label, evidence in wanted
            if not _may_lack(evidence, spots) and spots.find(evidence) is None
        ]
        if unfound and not strict:
            warnings.append(f"{_file(programme)} bleibt außer Acht: {' '.join(unfound)}")
            continue
        missing += unfound
        found = _resolved(programme, spots.find)
        absent = ", ".join(sorted({document for _, document in lost}))
        if found is None and not unfound:
            warnings.append(
                f"{_file(programme)} bleibt außer Acht: Ohne {absent} ist nichts belegt, was in „sources“ steht."
            )
            continue
        kept.append(found)
        if lost:
            gone, thinner = _losses([label for label, _ in wanted], {label for label, _ in lost})
            left_out = f"entfallen: {'; '.join(gone)}" if gone else "entfällt kein Eintrag"
            fewer = f" Weniger Belege haben: {'; '.join(thinner)}." if thinner else ""
            warnings.append(f"{_file(programme)}: Ohne {absent} im Index {left_out}.{fewer}")
    if missing:
        raise ManifestError(
            "Belege der Programme sind nicht zu finden:\n  - " + "\n  - ".join(missing) + "\n",
            remedy="Am Index wurde nichts geändert. Berichtigen Sie die Programmdateien oder nehmen Sie das Dokument auf.",
        )
    return tuple(kept), tuple(warnings)


def evidence_of(entry: Any, label: str = "") -> Iterator[tuple[str, Evidence]]:
    """Every evidence of a programme or an entry of it under the name of its entry, as in the file."""
    if isinstance(entry, Evidence):
        yield label, entry
    elif isinstance(entry, tuple):
        for number, item in enumerate(entry, start=1):
            name = next((getattr(item, key) for key in _NAMED if hasattr(item, key)), None)
            kind = "Beleg" if isinstance(item, Evidence) else "Eintrag"
            yield from evidence_of(item, f"{label}, {name or f'{kind} {number}'}")
    elif is_dataclass(entry):
        for field in fields(entry):
            inner = field.name if not label else label if field.name == "sources" else f"{label}, {field.name}"
            yield from evidence_of(getattr(entry, field.name), inner)


def _may_lack(evidence: Evidence, spots: Spots) -> bool:
    return evidence.optional and evidence.document not in spots


def _losses(labels: Sequence[str], lost: Collection[str]) -> tuple[list[str], list[str]]:
    """The entries that lose all their evidence, and those that keep some of it."""
    left = {label.rpartition(", ")[0] for label in labels if label not in lost}
    touched = dict.fromkeys(label.rpartition(", ")[0] for label in labels if label in lost)
    return [entry for entry in touched if entry not in left], [entry for entry in touched if entry in left]


def _resolved(entry: Any, find: Callable[[Evidence], Evidence | None]) -> Any:
    """The same with resolved evidence; None for an entry that has lost all of it, or a field all its topics."""
    if isinstance(entry, Evidence):
        return find(entry)
    if isinstance(entry, tuple):
        found = (_resolved(item, find) for item in entry)
        return tuple(item for item in found if item is not None)
    if not is_dataclass(entry) or isinstance(entry, type):
        return entry
    values = {field.name: _resolved(getattr(entry, field.name), find) for field in fields(entry)}
    for name in ("source", "sources", "topics"):
        if getattr(entry, name, None) and not values[name]:
            return None
    return replace(entry, **values)


def _missing(programme: Programme, label: str, evidence: Evidence, spots: Spots) -> str:
    where = f"{_file(programme)}, {label}"
    if evidence.document not in spots:
        return f"{where}: Das Dokument „{evidence.document}“ ist nicht im Index, die anderen dieser Datei sind es."
    near = spots.nearest(evidence)
    excerpt = " ".join(near.text.split())[:_EXCERPT]
    return (
        f"{where}: In „{evidence.document}“ steht nirgends „{evidence.says}“ (Abschnitt „{evidence.section}“). "
        f"Am nächsten kommt die Passage {near.id}: „{excerpt} …“"
    )


def _file(programme: Programme) -> str:
    return f"programmes/{programme.alliance}.yaml"
