"""Write a model as an ONNX graph: `python -m retrieval.onnx_export MODELL ZIELORDNER`.

Needs the extra `onnx-export`; the model is only read. What comes out runs with the extra `onnx` alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import click

from corpus.errors import LotseError, UsageError
from retrieval.models import may_download, place

_KEPT = ("*.json", "*/config.json", "vocab.txt", "*.model")


@click.command(help="Schreibt MODELL (Ordner oder Name) mit seinem Tokenizer als ONNX nach ZIEL.")
@click.argument("model", metavar="MODELL")
@click.argument("target", metavar="ZIEL", type=click.Path(path_type=Path, file_okay=False))
def main(model: str, target: Path) -> None:
    """The command."""
    try:
        click.echo(f"Geschrieben: {export(model, target.expanduser())}")
    except LotseError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)


def export(name: str, target: Path) -> Path:
    """Write the graph and the tokenizer of an embedder or a reranker into a new folder; returns the graph's path.

    The graph takes input_ids and attention_mask (and token_type_ids where the tokenizer gives them) and returns what a
    transformer without pooling returns: last_hidden_state, or logits of a model with a head for classification.
    """
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"Der Ordner {target} ist nicht leer.", remedy="Nennen Sie einen neuen Ordner.")
    torch, transformers = _libraries()
    found = place(name, "transformers")
    options = {"local_files_only": not may_download(os.environ), "trust_remote_code": False}
    try:
        config = transformers.AutoConfig.from_pretrained(found, **options)
        judges = any(a.endswith("ForSequenceClassification") for a in config.architectures or ())
        kind = transformers.AutoModelForSequenceClassification if judges else transformers.AutoModel
        model = kind.from_pretrained(found, use_safetensors=True, dtype=torch.float32, **options).eval()
        tokenizer = transformers.AutoTokenizer.from_pretrained(found, **options)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(
            f"Das Modell {name} ist nicht lesbar: {str(error).splitlines()[0]}", remedy="Prüfen Sie Pfad und Gewichte."
        ) from error
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as temporary:  # whole or not at all
        written = Path(temporary)
        tokenizer.save_pretrained(written)
        config.save_pretrained(written)
        for path in (p for pattern in _KEPT for p in Path(found).glob(pattern)):
            (written / path.relative_to(found)).parent.mkdir(exist_ok=True)
            shutil.copyfile(path, written / path.relative_to(found))
        (written / "onnx").mkdir(exist_ok=True)
        _write(torch, model, tokenizer, "logits" if judges else "last_hidden_state", written / "onnx" / "model.onnx")
        for path in written.iterdir():
            path.rename(target / path.name)
    return target / "onnx" / "model.onnx"


def _write(torch: Any, model: Any, tokenizer: Any, output: str, graph: Path) -> None:
    # two of unlike length: with one, or with two alike, an axis would be taken for fixed
    sample = dict(tokenizer(["Probe", "eine längere Probe als die erste"], padding=True, return_tensors="pt"))

    class Plain(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *inputs: Any) -> Any:
            return getattr(self.model(**dict(zip(sample, inputs, strict=True))), output)

    axes = {0: torch.export.Dim("texts", min=1, max=4096), 1: torch.export.Dim("tokens", min=1, max=32768)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about its own internals
        torch.onnx.export(
            Plain(),
            tuple(sample.values()),
            graph,
            input_names=list(sample),
            output_names=[output],
            dynamic_shapes={"inputs": tuple(axes for _ in sample)},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


def _libraries() -> tuple[Any, Any]:
    try:
        import onnxscript  # noqa: F401  torch needs it for the export
        import torch
        import transformers
    except ImportError as error:
        raise UsageError(
            f"Zum Schreiben von ONNX fehlt das Paket {error.name}.",
            remedy='Installieren Sie das Extra: pip install "buendnislotse[onnx-export]"',
        ) from error
    return torch, transformers


if __name__ == "__main__":
    main()
