"""`lotse eval` as people call it, over the small library in place of the real documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.cli import run


def test_a_run_writes_report_and_values_and_is_accepted_then_passes(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accepted = tmp_path / "accepted.json"
    command = ["eval", "--own", str(library), "--sources", str(tmp_path / "nowhere"), "--data", str(tmp_path / "var")]
    command += ["--accepted", str(accepted), "--json", str(tmp_path / "werte.json"), "--failures"]
    assert run([*command, "--accept"]) == 0
    said = capsys.readouterr().out
    assert "Die echten Dokumente liegen nicht in" in said
    assert "Eigene Dokumente, Entwicklung" in said
    assert "alle Kernangaben in der Antwort" in said
    assert "erwartet:" in said
    assert (tmp_path / "var" / "bericht.html").stat().st_size > 50_000
    assert list(json.loads((tmp_path / "werte.json").read_text(encoding="utf-8"))["corpora"]) == ["own"]
    assert len(json.loads(accepted.read_text(encoding="utf-8"))) >= 100

    assert run([*command, "--gate"]) == 0
    assert "angenommenen Stand: PASS" in capsys.readouterr().out


def test_a_gate_without_an_accepted_state_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "--gate", "--accepted", str(tmp_path / "none.json")]) == 2
    assert "lotse eval --accept" in capsys.readouterr().err


def test_bench_needs_the_real_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "--sources", str(tmp_path / "nowhere")]) == 2
    assert "--sources" in capsys.readouterr().err
