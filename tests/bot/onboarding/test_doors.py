"""The onboarding on the command line and over HTTP, both over a real index."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.assistant import Assistant
from corpus.cli import run
from ingest.pipeline import ingest
from retrieval.embedders import Embedder
from tests.bot.conftest import Serve


@pytest.fixture(scope="module")
def client(serve: Serve, heide_assistant: Assistant) -> Iterator[httpx.Client]:
    with serve(heide_assistant) as client:
        yield client


def shown(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> str:
    assert run(["onboard", *arguments, "--data", str(data)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> str:
    assert run(["onboard", *arguments, "--data", str(data)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_the_whole_reading_on_a_terminal(
    heide_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    text = shown(capsys, heide_data, "heide")
    headings = [
        above
        for above, line in zip(text.splitlines(), text.splitlines()[1:], strict=False)
        if set(line) in ({"-"}, {"="})
    ]
    assert headings == [
        "Einstieg: Fachkräftebündnis Heide",
        "1. Was das Bündnis ist",
        "2. Wer wo sitzt",
        "3. Wer was entscheidet und wie oft",
        "4. Wie das Geld fließt",
        "5. Was sich seit 2012 geändert hat",
        "6. Aktuelle Themenfelder",
        "7. Projekte bisher",
        "8. Zum Nachlesen",
        "Glossar",
        "Fragen zum Ausprobieren",
        "Auskunft gibt",
        "Quellen",
    ]
    assert "Mai 2012   Gründung. [" in text
    assert "2012–2016  Erste Förderrunde. [" in text
    assert "BVJ                Berufsvorbereitungsjahr [" in text
    assert "  - Handwerkskammer Birkenau\n" in text
    assert 'lotse ask "Was macht die Steuerrunde?" --alliance heide' in text
    assert re.search(r"Geschäftsstelle Heide \[\d+\]\nPerson   Berta Beispiel\nTelefon  0511 98 76\n", text)
    assert (
        "Strategie Heide 2024 (strategie, Stand: Dezember 2024)\n[1] Das Bündnis\n    | Das Bündnis Heide ist" in text
    )
    assert "\x1b" not in text  # no colours where nobody sees them
    long = [line for line in text.splitlines() if len(line) > 72]
    assert all(line.startswith("So fragen Sie: ") for line in long)
    numbers = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    assert numbers == set(range(1, max(numbers) + 1))


@pytest.mark.parametrize(("columns", "widest"), [("50", 50), ("300", 100), ("10", 40)])
def test_lines_fit_the_terminal_and_the_eye(
    heide_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, widest: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = shown(capsys, heide_data, "heide", "--chapter", "nachlesen")
    longest = max(len(line) for line in text.splitlines() if not line.startswith(("Grundlage", "Einstieg", "=")))
    assert widest - 25 < longest <= widest


def test_one_chapter_with_only_its_sources(heide_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, heide_data, "FBH", "--chapter", "geld")
    assert "1. Wie das Geld fließt" in text
    assert "Steuerrunde" not in text and "Auskunft gibt" not in text and "BVJ" not in text
    marked, _, listed = text.partition("\nQuellen\n")
    numbers = re.findall(r"\[(\d+)\]", marked)
    assert numbers and re.findall(r"^\[(\d+)\]", listed, re.M) == sorted(set(numbers), key=int)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("veraenderungen", "Mai 2012   Gründung."),
        ("glossar", "Ähnlichkeitsvotum  Votum ohne Sitzung"),
        ("fragen", "1.   Was macht die Steuerrunde?"),
        ("kontakt", "Berta Beispiel"),
    ],
)
def test_every_part_can_be_read_alone(
    heide_data: Path, capsys: pytest.CaptureFixture[str], part: str, said: str
) -> None:
    text = shown(capsys, heide_data, "heide", "--chapter", part)
    assert said in text
    assert "Was das Bündnis ist" not in text


def test_the_contact_alone_has_its_source(heide_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, heide_data, "heide", "--chapter", "kontakt")
    number = re.search(r"Geschäftsstelle Heide (\[\d+\])", text)
    assert number
    assert f"\n{number[1]} Kontakt\n    | Auskunft gibt die Geschäftsstelle Heide, Berta Beispiel" in text


def test_several_parts_in_reading_order(heide_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, heide_data, "heide", "--chapter", "kontakt", "--chapter", "geld", "--chapter", "buendnis")
    places = [text.index(heading) for heading in ("Was das Bündnis ist", "Wie das Geld fließt", "Auskunft gibt")]
    assert places == sorted(places)


def test_wrong_calls_say_what_is_possible(heide_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    several = refused(capsys, heide_data)
    assert several.startswith("Fehler: Im Index sind mehrere Bündnisse. Geben Sie eines davon an: heide, kueste.")
    assert "Das Bündnis „haide“ ist nicht bekannt. Meinten Sie „heide“?" in refused(capsys, heide_data, "haide")
    chapter = refused(capsys, heide_data, "heide", "--chapter", "gelt")
    assert "Das Kapitel „gelt“ gibt es im Einstieg zu „Fachkräftebündnis Heide“ nicht." in chapter
    assert "buendnis, mitglieder, entscheidungen, geld" in chapter and "glossar, fragen, kontakt" in chapter
    assert "Im Index sind: heide, kueste." in refused(capsys, heide_data, "")


def test_an_alliance_without_a_programme_says_so(heide_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, heide_data, "kueste")
    assert "Mehr ist zu diesem Bündnis noch nicht mit Beleg aufbereitet." in " ".join(text.split())
    assert "Strategie Küste" in text and "Fragen zum Ausprobieren" not in text


def test_the_only_alliance_needs_no_name(
    tmp_path: Path, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, bare = tmp_path / "eins", tmp_path / "keines"
    for target, alliance in ((folder, {"alliance": "insel"}), (bare, {})):
        target.mkdir()
        (target / "insel.md").write_text(
            "# Insel\n\nAuf der Insel gibt es genau ein Bündnis mit einer Strategie.\n", encoding="utf-8"
        )
        document = {
            "id": "insel",
            "file": "insel.md",
            "title": "Insel",
            "kind": "strategie",
            "publisher": "P",
            "issued": "2024",
        }
        (target / "manifest.yaml").write_text(json.dumps({"documents": [document | alliance]}), encoding="utf-8")
        ingest(target, target / "var", embedder=embedder)
    assert "Einstieg: Insel" in shown(capsys, folder / "var")
    assert "Fehler: Im Index ist kein Bündnis." in refused(capsys, bare / "var")


def test_json_and_http_are_the_same(heide_data: Path, client: httpx.Client, capsys: pytest.CaptureFixture[str]) -> None:
    told: dict[str, Any] = json.loads(shown(capsys, heide_data, "heide", "--json"))
    response = client.get("/api/v1/onboarding/heide")
    assert response.status_code == 200
    assert response.json() == told
    assert set(told) == {
        "alliance", "name", "chapters", "timeline", "glossary", "questions", "citations", "contact", "index"
    }  # fmt: skip
    for citation in told["citations"]:
        passage = client.get(f"/api/v1/passages/{citation['passage_id']}").json()
        assert citation["quote"] in passage["text"]
        assert client.get(citation["url"]).status_code == 200
    part = json.loads(shown(capsys, heide_data, "heide", "--json", "--chapter", "geld"))
    assert [c["id"] for c in part["chapters"]] == ["geld"]
    assert part["timeline"] == part["glossary"] == part["questions"] == []
    assert 0 < len(part["citations"]) < len(told["citations"])


def test_http_takes_any_name_and_refuses_unknown_ones(client: httpx.Client) -> None:
    assert client.get("/api/v1/onboarding/FBH").json()["alliance"] == "heide"
    assert client.get("/api/v1/onboarding/kueste").json()["questions"] == []
    unknown = client.get("/api/v1/onboarding/haide")
    assert unknown.status_code == 404
    assert unknown.headers["content-type"] == "application/problem+json"
    assert unknown.json()["remedy"] == "Meinten Sie „heide“?"
    assert client.get("/api/v1/onboarding/..%2f..%2fetc").status_code == 404
    assert client.get("/api/v1/onboarding/%00%f0%9f%90%b8").status_code == 404


def test_http_without_an_index_says_how_to_get_one(serve: Serve, embedder: Embedder, tmp_path: Path) -> None:
    with serve(Assistant(tmp_path / "leer", embedder)) as client:
        response = client.get("/api/v1/onboarding/heide")
    assert response.status_code == 503
    assert "lotse doctor" in response.json()["remedy"]


def test_openapi_shows_a_whole_onboarding(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    operation = described["paths"]["/api/v1/onboarding/{alliance}"]["get"]
    example = operation["responses"]["200"]["content"]["application/json"]["example"]
    schema = described["components"]["schemas"]["Onboarding"]
    assert set(example) == set(schema["properties"])
    assert {"404", "503"} <= set(operation["responses"])


def test_a_new_index_is_read_from_the_first_request_on(
    heide_data: Path, serve: Serve, embedder: Embedder, tmp_path: Path
) -> None:
    assistant = Assistant(tmp_path / "var", embedder, poll_s=0.0)
    with serve(assistant) as client:
        assert client.get("/api/v1/onboarding/heide").status_code == 503
        shutil.copytree(heide_data, tmp_path / "var")
        assert client.get("/api/v1/onboarding/heide").status_code == 200
