"""What people say about answers: what is kept of it, and how it is read."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot import feedback
from bot.assistant import Assistant
from bot.feedback import Reason, feedback_path, read_feedback, take_feedback
from bot.settings import Settings
from corpus.cli import run
from corpus.errors import StoreError
from retrieval.durable import exclusive
from tests.bot.conftest import Serve
from tests.bot.test_api_validation import assert_problem

SAID = {
    "reasons": ["falsch", "veraltet"],
    "comment": "Der Satz hat sich\ngeändert.",
    "question": "Wie hoch ist der Fördersatz?",
    "answer": "40 Prozent [1].",
    "passages": ["richtlinie-2-1"],
    "generation": 3,
}
PRIVATE = ("question", "answer", "passages")


def give(settings: Settings, **said: Any) -> None:
    take_feedback(settings, **said)


@pytest.mark.parametrize("keep", [False, True])
def test_only_what_somebody_agreed_to_is_kept(serve: Serve, assistant: Assistant, tmp_path: Path, keep: bool) -> None:
    headers = {"User-Agent": "Pruefbrowser/1.0", "X-Forwarded-For": "192.0.2.77"}
    with serve(assistant, data=tmp_path) as client:
        response = client.post("/api/v1/feedback", json=SAID | {"keep_question": keep}, headers=headers)
    assert (response.status_code, response.json()) == (201, {"stored": True, "kept_question": keep})
    (line,) = feedback_path(tmp_path).read_text().splitlines()
    stored = json.loads(line)
    assert set(stored) == {"given_at", "reasons", "comment", "generation", *PRIVATE}
    assert {key: stored[key] for key in ("reasons", "comment", "generation")} == {
        key: SAID[key] for key in ("reasons", "comment", "generation")
    }
    assert [stored[key] for key in PRIVATE] == ([SAID[key] for key in PRIVATE] if keep else [None, None, []])
    for private in ("Pruefbrowser", "192.0.2.77", "127.0.0.1"):
        assert private not in line


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "Die Rückmeldung ist leer."),
        ({"comment": " \n"}, "Die Rückmeldung ist leer."),
        ({"question": "Was?", "keep_question": True}, "Die Rückmeldung ist leer."),
        ({"reasons": ["doof"]}, "„reasons[0]“ muss einer dieser Werte sein"),
        ({"reasons": "falsch"}, "„reasons“ muss eine Liste sein."),
        ({"comment": "x" * 2001}, "„comment“ darf höchstens 2000 Zeichen lang sein."),
        ({"comment": "a\x1b[31m"}, "Ihr Kommentar enthält Steuerzeichen."),
        ({"reasons": ["falsch"], "generation": "3"}, "„generation“ muss eine ganze Zahl sein."),
        ({"reasons": ["falsch"], "keep_question": "ja"}, "„keep_question“ muss true oder false sein."),
        ({"reasons": ["falsch"], "ip": "192.0.2.1"}, "„ip“ ist kein bekanntes Feld."),
        ({"reasons": ["falsch"], "keep_question": True, "question": "\x00"}, "Die Frage enthält Steuerzeichen."),
        ({"reasons": ["falsch"], "passages": ["x"] * 51}, "„passages“ darf höchstens 50 Einträge haben."),
    ],
)
def test_unusable_feedback_is_refused_and_not_kept(
    serve: Serve, assistant: Assistant, tmp_path: Path, body: dict[str, Any], detail: str
) -> None:
    with serve(assistant, data=tmp_path) as client:
        assert detail in assert_problem(client.post("/api/v1/feedback", json=body), 422)["detail"]
    assert not feedback_path(tmp_path).exists()


def test_an_operator_may_take_no_feedback(serve: Serve, assistant: Assistant, tmp_path: Path) -> None:
    with serve(assistant, data=tmp_path, feedback=False) as client:
        problem = assert_problem(client.post("/api/v1/feedback", json=SAID), 404)
    assert problem["detail"] == "Der Betreiber nimmt hier keine Rückmeldungen entgegen."
    assert not feedback_path(tmp_path).exists()


def test_the_limits_of_feedback_are_accepted(serve: Serve, assistant: Assistant, tmp_path: Path) -> None:
    body = {"reasons": [*Reason], "comment": "ß" * 2000, "question": "ü" * 2000, "answer": "ö" * 10_000}
    with serve(assistant, data=tmp_path) as client:
        assert client.post("/api/v1/feedback", json=body | {"keep_question": True}).status_code == 201
    (entry,) = read_feedback(tmp_path).entries
    assert (entry.reasons, entry.answer) == (tuple(Reason), "ö" * 10_000)


def test_only_the_owner_reads_the_file_also_if_it_was_open_to_others(tmp_path: Path) -> None:
    for _ in range(2):
        give(Settings(data=tmp_path), reasons=["hilfreich"])
        assert stat.S_IMODE(feedback_path(tmp_path).stat().st_mode) == 0o600
        feedback_path(tmp_path).chmod(0o644)


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    def send(number: int) -> None:
        give(Settings(data=tmp_path), comment=f"Nummer {number} " + "x" * 1000)

    threads = [threading.Thread(target=send, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = read_feedback(tmp_path)
    assert {e.comment.split()[1] for e in log.entries} == {str(n) for n in range(20)}
    assert log.damaged == ()


def test_a_damaged_line_is_named_and_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data=tmp_path)
    give(settings, comment="davor")
    path = feedback_path(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:30])  # as after a crash
    give(settings, comment="danach")
    assert path.read_bytes().split(b"\n")[1] == whole[:30]
    log = read_feedback(tmp_path)
    assert ([e.comment for e in log.entries], log.damaged) == (["davor", "danach"], (2,))
    assert run(["feedback", "--data", str(tmp_path)]) == 1
    captured = capsys.readouterr()
    assert f"Zeile 2 in {path} ist beschädigt" in captured.err
    assert "2 Rückmeldungen" in captured.out


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_BYTES", 500)
    settings = Settings(data=tmp_path)
    give(settings, comment="passt")
    before = feedback_path(tmp_path).read_bytes()
    with pytest.raises(StoreError, match=r"ist voll.*lotse feedback.*verschieben oder löschen"):
        give(settings, comment="x" * 500)
    assert feedback_path(tmp_path).read_bytes() == before


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_nothing_half_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    settings = Settings(data=tmp_path)
    give(settings, comment="davor")
    before = feedback_path(tmp_path).read_bytes()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "fsync":
        monkeypatch.setattr(feedback.os, "fsync", full)
    else:
        feedback_path(tmp_path).unlink()
        feedback_path(tmp_path).symlink_to("/dev/full")
    with pytest.raises(StoreError, match="Speicherplatz und Rechte"):
        give(settings, comment="danach")
    if failing == "fsync":
        assert feedback_path(tmp_path).read_bytes() == before


def test_whoever_finds_the_file_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give(Settings(data=tmp_path), comment="davor")
    monkeypatch.setattr(feedback, "WAIT_S", 0.0)
    with exclusive(tmp_path / "feedback" / "lock", wait_s=0), pytest.raises(StoreError, match="Ein anderer Vorgang"):
        give(Settings(data=tmp_path), comment="danach")


def test_the_command_counts_and_shows_the_newest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = feedback_path(tmp_path)
    path.parent.mkdir(parents=True)
    entries = [
        {"given_at": "2026-03-01T12:00:00Z", "reasons": ["hilfreich"]},
        {"given_at": "2026-05-01T12:00:00Z", "reasons": ["falsche_quelle", "falsch"], "question": "Wie\x07 hoch?"},
        {"given_at": "2026-05-02T12:00:00Z", "comment": "Danke.\nGut.", "generation": 7},
    ]
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    assert run(["feedback", "--data", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"3 Rückmeldungen in {tmp_path}"
    assert [line.split() for line in lines[1:4]] == [["hilfreich", "1"], ["falsch", "1"], ["falsche", "Quelle", "1"]]
    days = [line.split(",")[0] for line in lines if "Uhr" in line]
    assert days == ["2. Mai 2026", "1. Mai 2026", "1. März 2026"]
    assert "  Kommentar:   Danke." in lines
    assert not [line for line in lines if "\x07" in line]
    assert run(["feedback", "--data", str(tmp_path), "--json", "--since", "2026-05-01"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [e["given_at"] for e in report["entries"]] == ["2026-05-02T12:00:00Z", "2026-05-01T12:00:00Z"]
    assert (report["counts"]["hilfreich"], report["counts"]["falsch"], report["damaged_lines"]) == (0, 1, [])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 0, "Keine Rückmeldungen in "),
        (["--since", "2026-01-31"], 0, "seit dem 31. Januar 2026."),
        (["--since", "gestern"], 2, "--since gestern muss ein Datum wie 2024-12-31 sein."),
    ],
)
def test_the_command_without_feedback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, message: str
) -> None:
    assert run(["feedback", "--data", str(tmp_path), *arguments]) == code
    captured = capsys.readouterr()
    assert message in captured.out + captured.err
    assert not list(tmp_path.iterdir())


def test_a_store_that_fails_is_told_without_its_path(serve: Serve, assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")  # no folder
    with serve(assistant, data=tmp_path / "var") as client:
        response = client.post("/api/v1/feedback", json=SAID)
    assert assert_problem(response, 503)["type"] == "urn:buendnislotse:problem:feedback-store"
    assert str(tmp_path) not in response.text


def test_feedback_from_other_sites_is_refused(client: httpx.Client) -> None:
    refused = client.post("/api/v1/feedback", json=SAID, headers={"Sec-Fetch-Site": "cross-site"})
    assert_problem(refused, 403)
