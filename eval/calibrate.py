"""`lotse calibrate`: fit the models on what they may learn from and write them where the assistant reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from bot.answering.judge import WEIGHTS
from bot.fit.model import WEIGHTS as FIT_WEIGHTS
from corpus.programmes import load_programmes
from eval import fit_calibration
from eval.calibration import STATED_RISK, calibrated, example, write
from eval.cli import REAL_DOCUMENTS
from eval.jobs_data import load_training
from eval.questions import load_development, of_corpus
from eval.runner import CachedEmbedder
from ingest.cli import Bar
from ingest.pipeline import SHIPPED, ingest
from retrieval.embedders import load_embedder
from retrieval.index import Index
from retrieval.store import open_current


@click.command("calibrate", short_help="Die Modelle an ihren Lernbeispielen einstellen")
@click.option("--only", type=click.Choice(["answers", "fit"]), help="nur die Antworten oder nur die Passung")
@click.option("--sources", type=click.Path(path_type=Path), default=REAL_DOCUMENTS, help="Ordner der echten Dokumente")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var/eval"), show_default=True)
@click.option("--risk", default=STATED_RISK, show_default=True, help="höchster Anteil nicht richtiger Antworten")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=WEIGHTS, help="Datei für das Modell")
@click.option(
    "--fit-out", type=click.Path(path_type=Path, dir_okay=False), default=FIT_WEIGHTS, help="Datei der Passung"
)
def calibrate_command(only: str | None, sources: Path, data: Path, risk: float, out: Path, fit_out: Path) -> int:
    """Stellt Gewichte und Schwelle ein. Versiegelte Fragen, Ideen und Fälle werden nie gelesen."""
    embedder = CachedEmbedder(load_embedder())
    if only != "answers":
        ideas = load_training()
        fit_calibration.write(fit_calibration.fitted(ideas, load_programmes(SHIPPED), embedder), fit_out)
        click.echo(f"{len(ideas)} Ideen mit Thema; Modell der Passung: {fit_out}")
    if only != "fit":
        _answers(embedder, sources, data, risk, out)
    return 0


def _answers(embedder: CachedEmbedder, sources: Path, data: Path, risk: float, out: Path) -> None:
    today = date.today()
    examples = []
    for name, folder in (("real", sources), ("own", SHIPPED)):
        with Bar() as bar:
            ingest(folder, data / name, embedder=embedder, progress=bar)
        index = Index(open_current(data / name, passport=embedder.passport), embedder)
        questions = of_corpus(load_development(), name)
        examples += [example(index, q, today) for q in questions if q.expect is None]
    model, reached = calibrated(examples, risk, today)
    write(model, out)
    click.echo(
        f"{len(examples)} Fragen; Schwelle {model.threshold:.2f}; dort nicht richtig: {reached:.2f} der Antworten."
    )
    click.echo(f"Modell: {out}")
