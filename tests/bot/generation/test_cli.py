"""The commands with a model, as processes of their own: they say what came of it, and they end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.model_server import model_server
from tests.bot.generation.served import saying

LOTSE = Path(sys.executable).with_name("lotse")
QUESTION = "Wie oft tagt der Lenkungskreis?"


def lotse(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LOTSE_LLM_MODEL": "probe-1", "LOTSE_LLM_BASE_URL": url}
    return subprocess.run(
        [LOTSE, *arguments], env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def test_ask_shows_who_phrased_and_ends(index_data: Path) -> None:
    said = "Der Lenkungskreis entscheidet über die Projekte des Bündnisses und tagt zweimal im Jahr."
    with model_server(saying(f"{said} [Q1]")) as server:
        asked = lotse(server.url, "ask", QUESTION, "--data", str(index_data))
        quoted = lotse(server.url, "ask", QUESTION, "--data", str(index_data), "--mode", "extractive")
    assert (asked.returncode, quoted.returncode) == (0, 0)
    assert asked.stdout.startswith(f"{said} [1]") and "Formuliert von einem Sprachmodell" in asked.stdout
    assert said not in quoted.stdout


@pytest.mark.parametrize("behaviour", ["dead", "hanging"])
def test_ask_ends_though_the_model_does_not_answer(index_data: Path, behaviour: str) -> None:
    with model_server(behaviour) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOTSE_LLM_TIMEOUT_S", "1")
        asked = lotse(server.url, "ask", QUESTION, "--data", str(index_data))
    assert asked.returncode == 0 and "wörtlich zitiert" in asked.stdout


def test_doctor_names_a_model_that_does_not_answer(index_data: Path) -> None:
    with model_server("dead") as server:
        found = lotse(server.url, "doctor", "--data", str(index_data))
    assert found.returncode == 1 and "Sprachmodell: probe-1" in found.stdout
    assert "nicht_erreichbar" in found.stdout and "LOTSE_LLM_BASE_URL" in found.stdout
