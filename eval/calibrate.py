"""`lotse calibrate`: fit the answering model on the development questions and write it where the assistant reads it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import corpus
from bot.answering.judge import WEIGHTS
from eval.calibration import STATED_RISK, calibrated, example, write
from eval.cli import REAL_DOCUMENTS
from eval.questions import load_development, of_corpus
from eval.runner import CachedEmbedder
from ingest.cli import Bar
from ingest.pipeline import ingest
from retrieval.embedders import load_embedder
from retrieval.index import Index
from retrieval.store import open_current


@click.command("calibrate", short_help="Das Modell der Antworten an den Entwicklungsfragen einstellen")
@click.option("--sources", type=click.Path(path_type=Path), default=REAL_DOCUMENTS, help="Ordner der echten Dokumente")
@click.option("--data", type=click.Path(path_type=Path), default=Path("var/eval"), show_default=True)
@click.option("--risk", default=STATED_RISK, show_default=True, help="höchster Anteil nicht richtiger Antworten")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=WEIGHTS, help="Datei für das Modell")
def calibrate_command(sources: Path, data: Path, risk: float, out: Path) -> int:
    """Stellt Gewichte und Schwelle ein. Versiegelte Fragen werden nie gelesen."""
    embedder = CachedEmbedder(load_embedder())
    today = date.today()
    examples = []
    for name, folder in (("real", sources), ("own", Path(corpus.__file__).parent)):
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
    return 0
