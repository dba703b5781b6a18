"""Resolve the evidence of programme files to passages, so that no statement stands without its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from corpus.errors import ManifestError
from corpus.model import Evidence, Passage, Programme

_FOUND = 85.0  # share of the words of `says` that a passage holds, order does not matter
_SECTION_WEIGHT = 0.2


def resolve_programmes(
    programmes: Sequence[Programme], passages: Sequence[Passage]
) -> tuple[tuple[Programme, ...], tuple[str, ...]]:
    """The programmes with every evidence resolved, and warnings.

    A programme none of whose documents is indexed is left out with a warning. ManifestError names an entry whose
    words are not found in its document.
    """
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.document_id, []).append(passage)
    kept, warnings = [], []
    for programme in programmes:
        evidence = [e for e in (programme.contact.source if programme.contact else None, *programme.sources) if e]
        if evidence and not any(e.document in by_document for e in evidence):
            warnings.append(f"programmes/{programme.alliance}.yaml bleibt außer Acht: keines seiner Dokumente ist im Index.")
            continue
        contact = programme.contact
        if contact is not None and contact.source is not None:
            contact = replace(contact, source=_resolve(contact.source, programme, "contact", by_document))
        sources = tuple(_resolve(e, programme, "sources", by_document) for e in programme.sources)
        kept.append(replace(programme, contact=contact, sources=sources))
    return tuple(kept), tuple(warnings)


def _resolve(evidence: Evidence, programme: Programme, entry: str, by_document: dict[str, list[Passage]]) -> Evidence:
    where = f"programmes/{programme.alliance}.yaml, {entry}"
    if evidence.document not in by_document:
        raise ManifestError(
            f"{where}: das Dokument „{evidence.document}“ ist nicht im Index.",
            remedy="Nehmen Sie es in manifest.yaml auf oder ändern Sie die Quelle.",
        )
    best, found = max(
        ((p, _share(evidence.says, p.text)) for p in by_document[evidence.document]),
        key=lambda pair: pair[1] + _SECTION_WEIGHT * fuzz.partial_ratio(default_process(evidence.section), default_process(" ".join(pair[0].section))),
    )
    if found < _FOUND:
        raise ManifestError(
            f"{where}: in „{evidence.document}“ steht nirgends „{evidence.says}“ (Abschnitt „{evidence.section}“).",
            remedy="Nennen Sie ein paar Worte, die dort wirklich stehen.",
        )
    return replace(evidence, passage_id=best.id)


def _share(says: str, text: str) -> float:
    """How much of `says` a text holds, 0 to 100."""
    return fuzz.token_set_ratio(says, text, processor=default_process) if says else 0.0
