"""Unusable questions and unusable indexes, at every door: command line, API, page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup

from bot.assistant import Assistant
from corpus.cli import run
from retrieval.embedders import Embedder
from retrieval.store import IndexContent, open_current, write_generation, write_lock
from tests.bot.conftest import Serve
from tests.bot.test_assistant import flip_a_byte
from tests.bot.test_cli import IDEA, lotse

QUESTIONS = {
    "empty": ("", "ist leer"),
    "blank": (" \t\n\u00a0\u200b ", "ist leer"),
    "no word": ("?!… – 🌲", "ist leer"),
    "long": ("ü" * 10_000, "10000 Zeichen zu lang. Erlaubt sind 2000"),
    "escape": ("Was \x1b[31mist das?", "enthält Steuerzeichen"),
    "bell": ("\x07\x08", "enthält Steuerzeichen"),
    "separator": ("Was\x1cist das?", "enthält Steuerzeichen"),
    "C1": ("Was ist \x9b das?", "enthält Steuerzeichen"),
    "binary": (b"\x89PNG\xff\xfe\xd8 Lenkungskreis".decode("utf-8", "surrogateescape"), "enthält Steuerzeichen"),
}


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_unusable_questions_on_the_command_line(
    index_data: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
) -> None:
    question, message = QUESTIONS[name]
    assert run([command, "--data", str(index_data), "--", question]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Fehler: Die Frage ")
    assert message in captured.err


@pytest.mark.parametrize("question", [b"", b" \n ", b"\xff\xfe\x00"[:2], b"Was \xc3\x28?", "ü".encode() * 10_000])
def test_unusable_bytes_in_a_real_process(index_data: Path, question: bytes) -> None:
    result = lotse("ask", "--data", str(index_data), question)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Fehler: Die Frage ")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-k", "0"], "k = 0 ist nicht möglich. Erlaubt sind 1 bis 100 Treffer."),
        (["-k", "101"], "k = 101 ist nicht möglich."),
        (["-k", "1000"], "k = 1000 ist nicht möglich."),
        (["--alliance", "atlantis"], "Das Bündnis „atlantis“ ist nicht bekannt. Im Index sind: leine-weser"),
        (["--alliance", ""], "Das Bündnis „“ ist nicht bekannt."),
        (["--kind", "roman"], "Die Dokumentart „roman“ gibt es nicht. Möglich sind: richtlinie"),
        (["--stand", "gestern"], "--stand gestern muss ein Datum wie 2024-12-31 sein."),
        (["--stand", "2024-02-30"], "--stand 2024-02-30 ist kein Tag des Kalenders"),
        (["--stand", "20240230"], "--stand 20240230 muss ein Datum wie 2024-12-31 sein."),
    ],
)
def test_unusable_options(
    index_data: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert run(["search", "Lenkungskreis", "--data", str(index_data), *options]) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.startswith(f"Fehler: {message}")) == ("", True), captured.err


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "binary"])
def test_unusable_questions_over_http_and_on_the_page(client: httpx.Client, name: str) -> None:
    question, _ = QUESTIONS[name]
    for path, body in (
        ("/api/v1/ask", {"question": question}),
        ("/api/v1/ask/stream", {"question": question}),
        ("/api/v1/search", {"query": question}),
    ):
        response = client.post(path, json=body)
        assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
        assert response.json()["detail"] and response.json()["remedy"]
    response = client.get("/", params={"frage": question})
    if name == "empty":  # the start page
        assert response.status_code == 200
        return
    assert response.status_code == 422
    alert = BeautifulSoup(response.text, "lxml").select_one("[role=alert]")
    assert alert is not None and "Frage" in alert.text


def test_binary_questions_over_http_and_on_the_page(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    response = client.post("/api/v1/ask", content=b'{"question": "\x89PNG\xff\xfe"}', headers=headers)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.status_code == 400
    escaped = client.post("/api/v1/ask", content=b'{"question": "Was \\udcff ist das?"}', headers=headers)
    assert escaped.status_code == 422
    page = client.get("/?frage=%89PNG%ff%fe%00")
    assert page.status_code == 422
    assert "Steuerzeichen" in page.text


def test_unknown_names_over_http(client: httpx.Client) -> None:
    for path, body, status in (
        ("/api/v1/ask", {"question": "Was?", "alliance": "atlantis"}, 404),
        ("/api/v1/search", {"query": "Was?", "alliance": "atlantis"}, 404),
        ("/api/v1/fit", {"idea": IDEA, "alliance": "atlantis"}, 404),
        ("/api/v1/eligibility/vermerk", {"idea": IDEA, "alliance": "atlantis"}, 404),
        ("/api/v1/search", {"query": "Was?", "kind": "roman"}, 422),
        ("/api/v1/ask", {"question": "Was?", "mode": "wild"}, 422),
        ("/api/v1/search", {"query": "Was?", "k": 1000}, 422),
    ):
        response = client.post(path, json=body)
        assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


def missing(data: Path) -> None:
    shutil.rmtree(data)


def half_written(data: Path) -> None:
    """As after a power cut in the middle of the first ingest."""
    (data / "CURRENT").unlink()
    (data / "generations" / "1" / "manifest.json").unlink()


def without_a_file(data: Path) -> None:
    (data / "generations" / "1" / "vectors.npy").unlink()


def one_byte_flipped(data: Path) -> None:
    flip_a_byte(data / "generations" / "1" / "passages.sqlite")


def a_nonsense_current(data: Path) -> None:
    (data / "CURRENT").write_bytes(b"\xff\x00")


def from_another_embedder(data: Path) -> None:
    now = open_current(data)
    content = IndexContent(**{k: v for k, v in vars(now).items() if k not in ("number", "built")})
    with write_lock(data):
        write_generation(data, replace(content, passport=replace(now.passport, embedder="transformers:klein")))


STATES = [missing, half_written, without_a_file, one_byte_flipped, a_nonsense_current, from_another_embedder]


@pytest.mark.parametrize("spoil", STATES)
def test_an_unusable_index_is_named_with_the_command_that_repairs_it(
    index_data: Path,
    tmp_path: Path,
    embedder: Embedder,
    serve: Serve,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], None],
) -> None:
    data = Path(shutil.copytree(index_data, tmp_path / "var"))
    spoil(data)
    for arguments in (
        ["ask", "Wer entscheidet?"],
        ["search", "Kreis"],
        ["fit", IDEA, "--alliance", "leine-weser"],
        ["check", IDEA],
        ["onboard", "leine-weser"],
        ["documents"],
        ["doctor"],
        ["serve"],
    ):
        assert run([*arguments, "--data", str(data)]) == 1
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith("Fehler: ")
        how = "--reembed" if spoil is from_another_embedder else "DIR"
        assert f"lotse ingest {how} --data {data}" in captured.err
        assert captured.err.count("\n") == 1
    with serve(Assistant(data, embedder, poll_s=0)) as client:
        assert client.get("/healthz").status_code == 200
        for method, path in (("GET", "/readyz"), ("POST", "/api/v1/ask"), ("GET", "/api/v1/documents")):
            response = client.request(method, path, json={"question": "Wer entscheidet?"} if method == "POST" else None)
            assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
            assert "lotse doctor" in response.json()["remedy"]
            assert str(data) not in response.text
        assert client.get("/?frage=Wer").status_code == 503
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(index_data, data)
        assert client.get("/readyz").json()["status"] == "ready"


def test_ingest_repairs_an_index_of_another_embedder(
    index_data: Path, library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copytree(index_data, tmp_path / "var"))
    from_another_embedder(data)
    assert run(["documents", "--data", str(data)]) == 1
    assert "„transformers:klein“" in capsys.readouterr().err
    assert run(["ingest", str(library), "--data", str(data)]) == 1  # one file is refused, the index is whole again
    assert run(["documents", "--data", str(data)]) == 0
