"""`lotse eval` and `lotse bench`: how good and how quick, beside the obvious alternative, in one run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

import corpus
from bot.assistant import Assistant
from bot.web import figures
from corpus.errors import UsageError
from eval import gate, jobs
from eval.bench import default_install_bytes, question_ratio, repeat_ratio, stream_ratio
from eval.evaluation import NAMES, Evaluation, evaluate
from eval.jobs import job_parts
from eval.publish import publish
from eval.questions import FOLDER, Question, check_unique, load_development, load_sealed, of_corpus
from eval.report import VERDICTS, Run, failures, number, percent, span, write_html, write_json
from eval.runner import Outcome
from eval.summary import Row, headline, parts, premises, speed
from ingest.cli import Bar
from ingest.pipeline import ingest
from retrieval.embedders import load_embedder

REAL_DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "sources"
_SOURCES = click.option(
    "--sources", type=click.Path(path_type=Path), default=REAL_DOCUMENTS, help="Ordner mit den fünf echten Dokumenten"
)
_DATA = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("var/eval"), show_default=True, help="Ordner der Auswertung"
)
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("eval", short_help="Antworten an den Fragensammlungen messen")
@_SOURCES
@click.option(
    "--own", type=click.Path(path_type=Path), default=Path(corpus.__file__).parent, help="Ordner der eigenen Dokumente"
)
@_DATA
@click.option("--sealed", is_flag=True, help="auch die versiegelten Fragen stellen")
@click.option(
    "--show-sealed", is_flag=True, help="auch den Wortlaut versiegelter Fragen zeigen (dann sind sie verbraucht)"
)
@click.option("--report", type=_FILE, help="Bericht für Menschen (Vorgabe: bericht.html im Ordner der Auswertung)")
@click.option("--json", "values", type=_FILE, help="alle Werte (Vorgabe: ergebnis.json im Ordner der Auswertung)")
@click.option("--failures", "show_failures", is_flag=True, help="jede nicht richtig beantwortete Frage zeigen")
@click.option("--gate", "check", is_flag=True, help="mit dem angenommenen Stand vergleichen; Rückgabe 1 bei FAIL")
@click.option("--quick", is_flag=True, help="nur fragen: ohne die anderen Suchen daneben und ohne Bericht")
@click.option("--accept", is_flag=True, help="diesen Stand annehmen")
@click.option("--accepted", type=_FILE, default=gate.ACCEPTED, help="Datei des angenommenen Stands")
@click.option(
    "--publish", "published", is_flag=True, help="die Zahlen der Seite „Über diesen Dienst“ schreiben (mit --sealed)"
)
def eval_command(
    sources: Path,
    own: Path,
    data: Path,
    sealed: bool,
    show_sealed: bool,
    report: Path | None,
    values: Path | None,
    show_failures: bool,
    check: bool,
    quick: bool,
    accept: bool,
    accepted: Path,
    published: bool,
) -> int:
    """Misst Suche und Antworten an eigenen und echten Dokumenten, daneben LangChains Vorgabe auf denselben Einbettungen."""
    if published and (quick or not sealed or not sources.is_dir()):
        raise UsageError(
            "Veröffentlicht wird nur, was versiegelte Fragen an den echten Dokumenten ergeben haben.",
            remedy="Rufen Sie auf: lotse eval --sealed --publish --sources ORDNER, ohne --quick.",
        )
    questions: Sequence[Question] = load_development()
    digest = ""
    if sealed:
        hidden, digest = load_sealed()
        questions = (*questions, *hidden)
        check_unique(questions, FOLDER)
    before = gate.read_accepted(accepted) if check else {}
    run = Run(
        evaluations=_evaluations(questions, sources, own, data, sealed=sealed, beside=not quick),
        taken=datetime.now(),
        sealed=digest,
        reveal=show_sealed,
    )
    for evaluation in run.evaluations:
        click.echo("\n".join(_table(evaluation)))
        if show_failures:
            click.echo("\n".join(_failure(o) for o in failures(evaluation.outcomes, reveal=show_sealed)))
    if sealed:
        click.echo(f"\nPrüfsumme der versiegelten Fragen: {digest}")
    if not quick:
        page, everything = report or data / "bericht.html", values or data / "ergebnis.json"
        write_html(run, page)
        write_json(run, everything)
        click.echo(f"\nBericht: {page}\nAlle Werte: {everything}")
    if published:
        publish(run)
        click.echo(f"Veröffentlicht: {figures.PATH}. Tragen Sie die Zahlen auch in docs/evaluation.md ein.")
    outcomes = [o for e in run.evaluations for o in e.outcomes]
    compared = gate.compare(outcomes, before)
    if check:
        click.echo("\n" + "\n".join(gate.lines(compared)))
    if accept:
        click.echo(f"Angenommen: {gate.write_accepted(outcomes, accepted)} Fragen in {accepted}")
    return 1 if check and compared.decision is gate.Decision.FAIL else 0


@click.command("bench", short_help="Zeitverhältnisse und Installationsgröße messen")
@_SOURCES
@_DATA
def bench_command(sources: Path, data: Path) -> int:
    """Misst Verhältnisse in einem Lauf; absolute Zeiten sagen auf fremden Rechnern nichts."""
    if not sources.is_dir():
        raise UsageError(
            f"Die echten Dokumente liegen nicht in {sources}.", remedy="Nennen Sie ihren Ordner mit --sources."
        )
    embedder = load_embedder()
    with Bar() as bar:
        ingest(sources, data / "real", embedder=embedder, progress=bar)
    asked = [q.question for q in of_corpus(load_development(), "real") if not q.history]
    assistant = Assistant(data / "real", embedder)
    embed, rest = question_ratio(assistant, asked)
    click.echo(
        f"Eine Frage: einbetten {embed:.1f} ms, alles andere {rest:.1f} ms, Verhältnis {rest / embed:.2f} (Ziel unter 0,5)"
    )
    begun, done = stream_ratio(assistant, asked)
    click.echo(
        f"Die Seite: erstes Ereignis nach {begun:.1f} ms, Antwort nach {done:.1f} ms, Verhältnis {begun / done:.3f} (Ziel höchstens 0,1)"
    )
    first, again = repeat_ratio(sources, embedder)
    click.echo(
        f"Fünf Dokumente: erste Aufnahme {first:.1f} s, unverändert {again:.2f} s, Verhältnis {again / first:.3f} (Ziel unter 0,03)"
    )
    click.echo(f"Installation ohne Extras: {default_install_bytes() / 1e6:.0f} MB (Ziel unter 450)")
    return 0


def _evaluations(
    questions: Sequence[Question], sources: Path, own: Path, data: Path, *, sealed: bool, beside: bool
) -> tuple[Evaluation, ...]:
    folders = {"real": sources, "own": own}
    if not sources.is_dir():
        click.echo(f"Die echten Dokumente liegen nicht in {sources}; gemessen wird nur an den eigenen.")
        del folders["real"]
    embedder = load_embedder()
    found = []
    for name, folder in folders.items():
        with Bar() as bar:
            found.append(
                evaluate(
                    name,
                    folder,
                    data / name,
                    embedder,
                    questions,
                    splits=("development", "sealed") if sealed else ("development",),
                    beside=beside,
                    steps=bar,
                    progress=lambda done, total, bar=bar: bar.step("Fragen stellen", done, total),  # type: ignore[misc]
                )
            )
    return tuple(found)


def _table(evaluation: Evaluation) -> list[str]:
    found = []
    for part in parts(evaluation.outcomes, evaluation.corpus):
        found.append(f"\n{NAMES[evaluation.corpus]}, {part.name}: {len(part.outcomes)} Fragen")
        found += [_line(row) for row in (*headline(part.outcomes), *premises(part.outcomes))]
        asked = [o for o in part.outcomes if o.question.evidence]
        for search in evaluation.retrieval:
            shown = "  ".join(
                f"{key} {number(value, 3)}" + (f" {span(value, len(asked))}" if key in ("R@1", "R@5") else "")
                for key, value in search.figures(asked).items()
            )
            found.append(f"    {search.name:<28} {shown}")
    for title, rows in job_parts(evaluation.placed, evaluation.checked):
        found.append(f"\n{NAMES[evaluation.corpus]}, {title}")
        found += [_line(row) for row in rows]
    if evaluation.placed:
        embed, rest = jobs.speed(evaluation.placed)
        found.append(f"  Median einer Idee: einbetten {number(embed, 1)} ms, alles andere {number(rest, 1)} ms")
    embed, rest = speed(evaluation.outcomes)
    return [*found, f"  Median einer Frage: einbetten {number(embed, 1)} ms, alles andere {number(rest, 1)} ms"]


def _line(row: Row) -> str:
    low, high = row.interval
    aim = ""
    if row.target is not None:
        aim = f"  Ziel {'<=' if row.at_most else '>='} {100 * row.target:.0f} %{'' if row.met else '  verfehlt'}"
    return (
        f"  {row.label:<36} {row.hits:>4} von {row.n:<4} {percent(row.share):>8} [{percent(low)}, {percent(high)}]{aim}"
    )


def _failure(outcome: Outcome) -> str:
    q = outcome.question
    wanted = f"Ablehnung ({q.unanswerable}: {q.why})" if q.unanswerable else "; ".join(q.vital)
    return "\n".join(
        (
            f"  {outcome.key} {VERDICTS[outcome.verdict]}: {q.question}",
            f"      erwartet: {wanted}; Rang {outcome.rank}; Sicherheit {percent(outcome.confidence)}",
            f"      Antwort: {' '.join(outcome.answer.split())[:240]}",
            f"      abgelehnt, weil: {outcome.refusal}"
            if outcome.refusal
            else f"      Quellen: {'; '.join(outcome.sources)}",
        )
    )
