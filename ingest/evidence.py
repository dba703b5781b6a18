"""Resolve the evidence of programme files to passages, so that no statement stands without its source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from corpus.errors import ManifestError
from corpus.model import Evidence, Passage, Programme

# All figures from 0 to 100. Of the words of `says` four in five have to stand in the passage, in any order: a list in
# one document may be a sentence in another. A word counts as the same from 85 on, which forgives an ending or a
# hyphen lost in a PDF, not another word.
_FOUND = 80.0
_SAME_WORD = 85.0
_SECTION_WEIGHT = 0.5
_CLOSENESS_WEIGHT = 0.1  # settles ties in favour of the passage where the words stand together
_EXCERPT = 80


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """A passage with its normalised words, text and headings."""

    passage: Passage
    words: frozenset[str]
    text: str
    section: str


def resolve_programmes(
    programmes: Sequence[Programme],
    passages: Sequence[Passage],
    unreadable: Collection[str] = (),
    *,
    strict: bool = True,
) -> tuple[tuple[Programme, ...], tuple[str, ...]]:
    """The programmes with every evidence resolved, and German warnings.

    A programme none of whose documents is indexed, or that rests on one of the `unreadable` documents, is left out
    with a warning: one damaged file must not keep the others out. ManifestError names every other evidence whose
    document or words are not found; unless `strict`, such a programme is left out, with a warning if its documents are there.
    """
    candidates: dict[str, list[_Candidate]] = {}
    for passage in passages:
        candidates.setdefault(passage.document_id, []).append(_candidate(passage))
    kept: list[Programme] = []
    warnings: list[str] = []
    missing: list[str] = []
    for programme in programmes:
        wanted = _evidence(programme)
        if not strict and not all(evidence.document in candidates for _, evidence in wanted):
            continue
        if wanted and not any(evidence.document in candidates for _, evidence in wanted):
            documents = ", ".join(sorted({evidence.document for _, evidence in wanted}))
            warnings.append(
                f"{_file(programme)} bleibt außer Acht: Kein Dokument, auf das sich die Datei stützt, ist im Index "
                f"({documents})."
            )
            continue
        if damaged := sorted({evidence.document for _, evidence in wanted} & set(unreadable)):
            warnings.append(f"{_file(programme)} bleibt außer Acht: nicht lesbar ist {', '.join(damaged)}.")
            continue
        resolved = {label: _resolve(evidence, candidates) for label, evidence in wanted}
        if not strict and None in resolved.values():
            warnings.append(f"{_file(programme)} bleibt außer Acht: Die Belege stehen nicht in den Dokumenten.")
            continue
        missing += [
            _missing(programme, label, evidence, candidates) for label, evidence in wanted if resolved[label] is None
        ]
        kept.append(_with_evidence(programme, resolved))
    if missing:
        raise ManifestError(
            "Belege der Programme sind nicht zu finden:\n  - " + "\n  - ".join(missing) + "\n",
            remedy="Am Index wurde nichts geändert. Berichtigen Sie die Programmdateien oder nehmen Sie das Dokument auf.",
        )
    return tuple(kept), tuple(warnings)


def _evidence(programme: Programme) -> list[tuple[str, Evidence]]:
    """Every evidence of a programme under the name of its entry."""
    contact = programme.contact.source if programme.contact else None
    listed = [(f"sources, Beleg {number}", evidence) for number, evidence in enumerate(programme.sources, start=1)]
    return [("contact", contact), *listed] if contact else listed


def _with_evidence(programme: Programme, resolved: dict[str, Evidence | None]) -> Programme:
    contact = programme.contact
    if contact is not None and contact.source is not None:
        contact = replace(contact, source=resolved["contact"])
    sources = tuple(evidence for label, evidence in resolved.items() if label != "contact" and evidence is not None)
    return replace(programme, contact=contact, sources=sources)


def _candidate(passage: Passage) -> _Candidate:
    text = default_process(passage.text)
    return _Candidate(
        passage=passage,
        words=frozenset(text.split()),
        text=text,
        section=default_process(" ".join(passage.section)),
    )


def _resolve(evidence: Evidence, candidates: dict[str, list[_Candidate]]) -> Evidence | None:
    """The evidence with its passage, None if no passage of its document says it.

    Among the passages that say it, the one whose headings are most like `section` wins.
    """
    says, section = default_process(evidence.says), default_process(evidence.section)
    ranked = []
    for candidate in candidates.get(evidence.document, ()):
        share = _share(says, candidate)
        if share >= _FOUND:
            place = fuzz.partial_ratio(section, candidate.section) if candidate.section else 0.0
            together = fuzz.partial_ratio(says, candidate.text)
            ranked.append((share + _SECTION_WEIGHT * place + _CLOSENESS_WEIGHT * together, candidate.passage.id))
    return replace(evidence, passage_id=max(ranked, key=lambda pair: pair[0])[1]) if ranked else None


def _share(says: str, candidate: _Candidate) -> float:
    """How many of the words stand in the passage, 0 to 100."""
    words = says.split()
    found = sum(
        word in candidate.words
        or process.extractOne(word, candidate.words, scorer=fuzz.ratio, score_cutoff=_SAME_WORD) is not None
        for word in words
    )
    return 100.0 * found / len(words) if words else 0.0


def _missing(programme: Programme, label: str, evidence: Evidence, candidates: dict[str, list[_Candidate]]) -> str:
    where = f"{_file(programme)}, {label}"
    if evidence.document not in candidates:
        return f"{where}: Das Dokument „{evidence.document}“ ist nicht im Index, die anderen dieser Datei sind es."
    says = default_process(evidence.says)
    near = max(candidates[evidence.document], key=lambda c: (_share(says, c), fuzz.partial_ratio(says, c.text)))
    excerpt = " ".join(near.passage.text.split())[:_EXCERPT]
    return (
        f"{where}: In „{evidence.document}“ steht nirgends „{evidence.says}“ (Abschnitt „{evidence.section}“). "
        f"Am nächsten kommt die Passage {near.passage.id}: „{excerpt} …“"
    )


def _file(programme: Programme) -> str:
    return f"programmes/{programme.alliance}.yaml"
