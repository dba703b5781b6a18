"""Whether a drafted sentence stands in its sources: cheap checks first, and only what passed them is embedded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from bot.verification.dates import find_dates
from bot.verification.evidence import Evidence, Run, known
from bot.verification.figures import unsupported_figure
from bot.verification.meaning import unsupported_meaning
from bot.verification.names import foreign_name
from bot.verification.plain import foreign, markup
from bot.verification.polarity import turned
from bot.verification.quantities import ADDRESS, find_quantities, without_figures
from bot.verification.source import Part, parts_of
from bot.verification.words import Token, tokens
from corpus.phrasing import Checked, Draft, Fault, SourceText, Span
from retrieval.index import Index

_RUN = 4  # neighbouring units that may support a sentence together; a list or table as far as it is named
_TRIED = 8  # runs of a source that are looked at closely
_UNITED = 2  # runs of each of several sources
_SOURCES = 3  # that may support a sentence together
_LONGEST = 600  # characters of a sentence
_CLOSE = 0.83  # cosine similarity


@dataclass(frozen=True, kw_only=True)
class _Verdict:
    fault: Fault | None
    detail: str = ""
    spans: tuple[Span, ...] = ()


class Verifier:
    """Checks sentences against the sources of one index. Safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._vocabulary = index.lexical.vocabulary
        self._embed = lru_cache(maxsize=512)(self._embedded)

    def check(self, draft: Draft, sources: Mapping[str, SourceText], *, question: str) -> Checked:
        """The draft with the spans that support it, or with its first fault."""
        return self.check_all((draft,), sources, question=question)[0]

    def check_all(
        self, drafts: Sequence[Draft], sources: Mapping[str, SourceText], *, question: str
    ) -> tuple[Checked, ...]:
        """Each draft checked, in order; a text is embedded once, and only if nothing else speaks against it."""
        parts = {id: parts_of(s, self._index.by_id.get(s.passage_id)) for id, s in sources.items()}
        return tuple(self._check(draft, sources, parts) for draft in drafts)

    def _check(self, draft: Draft, sources: Mapping[str, SourceText], parts: Mapping[str, tuple[Part, ...]]) -> Checked:
        text = draft.text.strip()
        ids = tuple(dict.fromkeys(draft.sources))
        if not ids:
            return Checked(draft=draft, fault=Fault.NO_SOURCE, detail=text)
        if unknown := [i for i in ids if i not in sources]:
            return Checked(draft=draft, fault=Fault.UNKNOWN_SOURCE, detail=unknown[0])
        units = [u for i in ids for u in (sources[i].heading, *sources[i].units)]
        if found := markup(text, units):
            return Checked(draft=draft, fault=Fault.MARKUP, detail=found)
        if foreign(text):
            return Checked(draft=draft, fault=Fault.LANGUAGE, detail=text)
        if len(text) > _LONGEST:
            return Checked(draft=draft, fault=Fault.MEANING, detail=text)
        verdict = self._supported(text, ids, sources, parts)
        return Checked(draft=draft, fault=verdict.fault, detail=verdict.detail, spans=verdict.spans)

    def _supported(
        self, text: str, ids: Sequence[str], sources: Mapping[str, SourceText], parts: Mapping[str, tuple[Part, ...]]
    ) -> _Verdict:
        runs = {i: self._runs(text, sources[i], parts[i]) for i in ids}
        verdicts: list[_Verdict] = []
        spans: list[Span] = []
        for i in ids:
            for run in runs[i][:_TRIED]:
                verdict = self._judge(text, (run,), sources)
                verdicts.append(verdict)
                if verdict.fault is None:
                    spans += verdict.spans
                    break
        if spans:
            return _Verdict(fault=None, spans=tuple(spans))
        for together in range(2, min(len(ids), _SOURCES) + 1):
            for chosen in combinations(ids, together):
                for united in product(*(runs[i][:_UNITED] for i in chosen)):
                    verdict = self._judge(text, united, sources)
                    if verdict.fault is None:
                        return verdict
                    verdicts.append(verdict)
        # what came furthest says best what is wrong
        return max(verdicts, key=lambda v: _STEPS.index(v.fault), default=_Verdict(fault=Fault.MEANING, detail=text))

    def _judge(self, text: str, runs: Sequence[Run], sources: Mapping[str, SourceText]) -> _Verdict:
        evidence = Evidence(runs=tuple(runs), vocabulary=self._vocabulary)
        if found := unsupported_figure(text, evidence):
            return _Verdict(fault=found[0], detail=found[1])
        if name := foreign_name(text, evidence):
            return _Verdict(fault=Fault.NAME, detail=name)
        if mark := turned(text, evidence.clauses):
            return _Verdict(fault=Fault.NEGATION, detail=mark)
        if meaning := unsupported_meaning(text, evidence):
            return _Verdict(fault=Fault.MEANING, detail=meaning)
        if self._closeness(text, runs, sources) < _CLOSE:
            return _Verdict(fault=Fault.MEANING, detail=text)
        return _Verdict(fault=None, spans=tuple(r.span for r in runs))

    def _runs(self, text: str, source: SourceText, parts: tuple[Part, ...]) -> list[Run]:
        """The runs of a source that share words with a sentence, the best first."""
        content = [t for t in tokens(without_figures(text)) if t.content]
        figures = _figures(text)
        shares = [self._shared(content, figures, p) for p in parts]
        ranked = []
        for first, last in _stretches(parts):
            covered = set().union(*shares[first : last + 1])
            if covered:
                ranked.append((len(covered) - 0.3 * (last - first), -first, first, last))
        ranked.sort(reverse=True)
        return [
            Run(
                span=Span(source=source.id, first=first, last=last),
                parts=parts[first : last + 1],
                heading=source.heading,
                rest=tuple(p.text for n, p in enumerate(parts) if not first <= n <= last),
            )
            for _, _, first, last in ranked
        ]

    def _shared(self, content: Sequence[Token], figures: frozenset[str], part: Part) -> set[str]:
        words = known((part.text,), self._vocabulary)
        return {t.text for t in content if words.means(t.text)} | (figures & _figures(part.text))

    def _closeness(self, text: str, runs: Sequence[Run], sources: Mapping[str, SourceText]) -> float:
        vector = self._embed(text)
        best = 0.0
        stored = None
        for run in runs:
            source = sources[run.span.source]
            if source.passage_id in self._index.by_id:
                stored = self._index.unit_similarities(vector) if stored is None else stored
                start = self._index.unit_start[source.passage_id]
                values = stored[start + run.span.first : start + run.span.last + 1]
            else:
                values = np.array([float(self._embed(p.text) @ vector) for p in run.parts], dtype=np.float32)
            best = max(best, float(values.max()))
        return best

    def _embedded(self, text: str) -> np.ndarray:
        return np.ascontiguousarray(self._index.embedder.embed_query(text), dtype=np.float32)


_STEPS = (None, Fault.NUMBER, Fault.DATE, Fault.NAME, Fault.NEGATION, Fault.MEANING)


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    """The figures and dates of a text, to find the units that have them."""
    dates = {f"{d.year}-{d.month}-{d.day}" for d in find_dates(text)}
    return frozenset({f"{q.kind}{q.value}" for q in find_quantities(text)} | dates | set(ADDRESS.findall(text)))


def _stretches(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """First and last of every run: up to four neighbours, and any stretch of one list or table."""
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            same = parts[first].group == parts[last].group != -1
            if last - first < _RUN or same:
                yield first, last
