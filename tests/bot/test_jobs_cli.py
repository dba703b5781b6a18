"""`lotse fit` and `lotse check`: where the idea comes from, which alliance is meant, what is written."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest

from corpus.cli import run
from tests.bot.strategies import ABROAD, COURSES, POOL, SCHOOLS, UNEMPLOYED
from tests.bot.test_cli import LOTSE, assert_german

JOBS = ("fit", "check")
HERE = ("--alliance", "heidetal")


@pytest.fixture
def data(strategies_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOTSE_DATA", str(strategies_data))
    return strategies_data


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert_german(captured.out)
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Fehler: ")
    assert_german(captured.err)
    return captured.err.removeprefix("Fehler: ")


def without_times(result: dict[str, Any]) -> dict[str, Any]:
    assert result["timings_ms"]
    return {**result, "timings_ms": None}


def test_fit_on_a_terminal(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "fit", f"{COURSES} Auch Frauen aus Hamburg.", *HERE)
    lines = text.splitlines()
    assert lines[0] == "Fachkräftebündnis Heidetal: passt"
    assert lines[1].startswith("Die Idee passt zu Handlungsfeld II „Beschäftigte weiterbilden“")
    (field,) = [line for line in lines if line.startswith("Handlungsfeld II „Beschäftigte weiterbilden“: ")]
    assert field.endswith(" % [1]")
    assert "  - Das gehört zum Thema „Kurse für Beschäftigte“" in text
    assert "  - Digitalisierung (im Text: digitalen) [" in text
    assert "[1] Strategie Heidetal (strategie, Stand: Dezember 2024)" in text
    assert "    | Beschäftigte besuchen Kurse zu digitalen Werkzeugen." in text


def test_fit_shows_similar_projects_and_concerns(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(
        capsys, "fit", ABROAD.replace("Walsrode und Munster", "Bremen").replace(" in den Heidekreis", ""), *HERE
    )
    assert "Zu bedenken:\n  - Genannt sind nur Orte außerhalb der Region" in text
    assert "Ähnliche Projekte:\n  - Projektprofil: Pflegebrücke [" in text


def test_fit_of_what_lies_far_off(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, "fit", POOL, *HERE).splitlines()
    assert lines[0] == "Fachkräftebündnis Heidetal: passt_nicht"
    assert len(lines) == 2


def test_check_on_a_terminal(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "check", UNEMPLOYED, "--applicant", "Volkshochschule Uelzen", *HERE)
    assert text.startswith("Fachkräftebündnis Heidetal: noch zu klären\n")
    assert re.search(r"\nFördergegenstand FG2 „Arbeitslosenprojekte“ \[\d\]: ", text)
    assert "  + erfüllt       Rechtsform [" in text
    assert "  ? offen         Abstimmung [" in text
    assert "  abstimmung: Ist abstimmung erfüllt?" in text
    assert "Nächste Schritte:\n  1. " in text
    assert "Auskunft gibt: Geschäftsstelle Heidetal, Hanna Probe, 0581 11 22" in text


def test_check_of_what_lies_far_off(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "check", POOL, *HERE)
    assert text.startswith("Fachkräftebündnis Heidetal: nicht förderfähig\n")
    assert "  - nicht erfüllt Ausschluss [" in text
    assert "Fördergegenstand FG" not in text


@pytest.mark.parametrize("job", JOBS)
def test_the_idea_comes_as_argument_input_or_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str
) -> None:
    path = tmp_path / "idee.txt"
    for beginning in ("", "\ufeff"):  # some editors mark a file as UTF-8
        path.write_text(beginning + COURSES, encoding="utf-8")
        results = [
            without_times(json.loads(shown(capsys, job, *where, *HERE, "--json")))
            for where in ((COURSES,), ("--file", str(path)))
        ]
        assert results[0] == results[1]
        piped = piped_in(job, (beginning + COURSES).encode(), data)
        assert (piped.returncode, piped.stderr) == (0, b"")
        assert without_times(json.loads(piped.stdout)) == results[0]


def piped_in(job: str, content: bytes, data: Path) -> subprocess.CompletedProcess[bytes]:
    """A real process that reads the idea from its standard input."""
    call = [str(LOTSE), job, "-", *HERE, "--json", "--data", str(data)]
    return subprocess.run(call, input=content, capture_output=True, timeout=120)


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Die Idee ist leer."),
        (b" \n\t ", "Die Idee ist leer."),
        (b"Wir schulen Besch\xe4ftigte in Uelzen.", "Die Standardeingabe ist nicht lesbar: kein UTF-8-Text."),
        (b"Wir \x1b[31mschulen.", "Die Idee enthält Steuerzeichen."),
    ],
)
def test_an_unusable_standard_input(data: Path, job: str, content: bytes, message: str) -> None:
    result = piped_in(job, content, data)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode().startswith(f"Fehler: {message}")
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("job", JOBS)
def test_the_idea_is_given_once(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str) -> None:
    path = tmp_path / "idee.txt"
    path.write_text(COURSES, encoding="utf-8")
    assert refused(capsys, job, *HERE).startswith("Es fehlt die Idee. Schreiben Sie sie hinter den Befehl")
    twice = refused(capsys, job, COURSES, "--file", str(path), *HERE)
    assert twice.startswith("Die Idee ist zweimal angegeben.")
    assert refused(capsys, job, "-", "--file", str(path), *HERE).startswith("Die Idee ist zweimal angegeben.")
    assert refused(capsys, job, "Wir", "schulen", *HERE).startswith("Das ist zu viel: schulen.")


@pytest.mark.parametrize("job", JOBS)
def test_an_unreadable_file_is_named(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], job: str) -> None:
    missing = tmp_path / "fehlt.txt"
    assert refused(capsys, job, "--file", str(missing), *HERE).startswith(
        f"{missing} ist nicht lesbar: gibt es nicht. "
    )
    latin = tmp_path / "latin.txt"
    latin.write_bytes("Beschäftigte schulen".encode("latin-1"))
    told = refused(capsys, job, "--file", str(latin), *HERE)
    assert told == f"{latin} ist nicht lesbar: kein UTF-8-Text. Prüfen Sie Pfad und Kodierung.\n"
    word = tmp_path / "idee.docx"
    docx.Document().save(str(word))
    assert f"{word} ist nicht lesbar: kein UTF-8-Text" in refused(capsys, job, "--file", str(word), *HERE)
    empty = tmp_path / "leer.txt"
    empty.write_text("\n\n", encoding="utf-8")
    assert refused(capsys, job, "--file", str(empty), *HERE).startswith("Die Idee ist leer.")
    assert refused(capsys, job, "--file", str(tmp_path), *HERE).startswith(
        f"{tmp_path} ist nicht lesbar: ist ein Ordner."
    )


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    ("idea", "message"),
    [
        ("", "Die Idee ist leer."),
        ("?!", "Die Idee ist leer."),
        ("Wir \x07 schulen", "Die Idee enthält Steuerzeichen."),
        ("Kurs. " * 4000, "Die Idee ist mit 23999 Zeichen zu lang. Erlaubt sind 20000 Zeichen."),
    ],
)
def test_an_unusable_idea(data: Path, capsys: pytest.CaptureFixture[str], job: str, idea: str, message: str) -> None:
    assert refused(capsys, job, idea, *HERE).startswith(message)


@pytest.mark.parametrize(
    ("idea", "alliance"),
    [
        (SCHOOLS, "heidetal"),  # Soltau
        (UNEMPLOYED, "heidetal"),  # Uelzen and Bad Bevensen
        ("Betriebe in Stadthagen und Rinteln gewinnen Auszubildende.", "bergland"),
        ("Wir helfen im Landkreis Cuxhaven Betrieben bei der Suche nach Fachkräften.", "kueste"),
    ],
)
def test_the_places_of_an_idea_tell_the_alliance(
    data: Path, capsys: pytest.CaptureFixture[str], idea: str, alliance: str
) -> None:
    assert json.loads(shown(capsys, "check", idea, "--json"))["alliance"] == alliance


def test_the_applicant_tells_the_alliance_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("check", "Wir schulen Arbeitslose in der Pflege.", "--applicant", "Volkshochschule Uelzen", "--json")
    assert json.loads(shown(capsys, *arguments))["alliance"] == "heidetal"


@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize(
    "idea",
    [
        "Wir schulen Beschäftigte in kleinen Betrieben.",
        "Wir schulen Beschäftigte in Hamburg.",
        "Wir schulen Beschäftigte in Soltau und Stadthagen.",  # two alliances
    ],
)
def test_an_alliance_that_cannot_be_told_is_asked_for(
    data: Path, capsys: pytest.CaptureFixture[str], job: str, idea: str
) -> None:
    assert refused(capsys, job, idea) == (
        "Welches Bündnis gemeint ist, geht aus den Orten der Idee nicht hervor. "
        "Geben Sie eines an: --alliance bergland, --alliance heidetal, --alliance kueste.\n"
    )


@pytest.mark.parametrize("job", JOBS)
def test_an_unknown_alliance(data: Path, capsys: pytest.CaptureFixture[str], job: str) -> None:
    told = refused(capsys, job, COURSES, "--alliance", "heidethal")
    assert told == "Das Bündnis „heidethal“ ist nicht bekannt. Meinten Sie „heidetal“?\n"


def test_an_alliance_without_action_fields(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "fit", COURSES, "--alliance", "kueste")
    assert told.startswith("Für Fachkräftebündnis Küste nennen die Dokumente keine Handlungsfelder")
    assert shown(capsys, "check", COURSES, "--alliance", "Küste").startswith("Fachkräftebündnis Küste: noch zu klären")


@pytest.mark.parametrize(
    ("answer", "status"),
    [("abstimmung=ja", "erfuellt"), ("abstimmung=nein", "nicht_erfuellt"), (" abstimmung = JA ", "erfuellt")],
)
def test_answers_are_taken(data: Path, capsys: pytest.CaptureFixture[str], answer: str, status: str) -> None:
    text = shown(capsys, "check", UNEMPLOYED, "--answer", answer, "--answer", "zusatz=ja", *HERE, "--json")
    found = {f["id"]: f["status"] for f in json.loads(text)["criteria"]}
    assert (found["abstimmung"], found["zusatz"]) == (status, "erfuellt")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("abstimmung", "--answer abstimmung ist keine Antwort. Schreiben Sie zum Beispiel --answer"),
        ("=ja", "--answer =ja ist keine Antwort."),
        ("", "--answer  ist keine Antwort."),
        ("abstimmung=", "„“ ist keine Antwort auf „abstimmung“. Möglich sind: ja, nein."),
        ("abstimmung=vielleicht", "„vielleicht“ ist keine Antwort auf „abstimmung“."),
        ("abstimmung=ja=nein", "„ja=nein“ ist keine Antwort auf „abstimmung“."),
        ("gibtsnicht=ja", "Zu „gibtsnicht“ stellt die Prüfung für Fachkräftebündnis Heidetal keine Frage. Möglich"),
        ("nutzen=ja", "Die Bedingung „nutzen“ gilt beim Fördergegenstand FG2 nicht."),
    ],
)
def test_wrong_answers(data: Path, capsys: pytest.CaptureFixture[str], answer: str, message: str) -> None:
    assert refused(capsys, "check", UNEMPLOYED, "--answer", answer, *HERE).startswith(message)


def test_an_applicant_that_is_too_long(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, "check", UNEMPLOYED, "--applicant", "V" * 501, *HERE)
    assert told == "Der Antragsteller ist mit 501 Zeichen zu lang. Erlaubt sind 500 Zeichen.\n"
