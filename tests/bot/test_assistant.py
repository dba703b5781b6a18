"""The assistant over a real index: what it refuses, and how it follows the index on disk."""

from __future__ import annotations

import logging
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.assistant import Assistant
from corpus.errors import NotFoundError, StoreError, UsageError
from corpus.model import Answer
from retrieval.embedders import Embedder
from retrieval.store import IndexContent, open_current, write_generation, write_lock
from tests.bot.conftest import Serve

QUESTION = "Wer entscheidet im Lenkungskreis?"


@pytest.fixture
def data(index_data: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may change."""
    return Path(shutil.copytree(index_data, tmp_path / "var"))


def retitle(data: Path, title: str) -> int:
    """Write the next generation, in which every document has this title."""
    now = open_current(data)
    with write_lock(data):
        return write_generation(
            data,
            IndexContent(
                documents=tuple(replace(e, document=replace(e.document, title=title)) for e in now.documents),
                passages=now.passages,
                vectors=now.vectors,
                unit_vectors=now.unit_vectors,
                lexical=now.lexical,
                passport=now.passport,
                settings=now.settings,
                programmes=now.programmes,
            ),
        )


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def without_times(answer: Answer) -> Answer:
    return replace(answer, timings_ms={})


@pytest.mark.parametrize("k", [0, -1, 101, 1000])
def test_impossible_k(assistant: Assistant, k: int) -> None:
    with pytest.raises(UsageError, match=f"k = {k} ist nicht möglich. Erlaubt sind 1 bis 100"):
        assistant.search(QUESTION, k=k)


def test_k_up_to_the_limit(assistant: Assistant) -> None:
    assert len(assistant.search(QUESTION, k=1)) == 1
    total = sum(entry.passages for entry in assistant.documents())
    assert len(assistant.search(QUESTION, k=100)) == total < 100


def test_unknown_names_are_refused_with_those_that_are_known(assistant: Assistant) -> None:
    with pytest.raises(NotFoundError, match=r"„atlantis“ ist nicht bekannt\. Im Index sind: leine-weser, nordost"):
        assistant.ask(QUESTION, alliance="atlantis")
    with pytest.raises(NotFoundError, match=r"„atlantis“"):
        assistant.search(QUESTION, alliance="atlantis")
    with pytest.raises(UsageError, match=r"„roman“ gibt es nicht\. Möglich sind: richtlinie, beschluss"):
        assistant.search(QUESTION, kind="roman")
    with pytest.raises(UsageError, match=r"„wild“ gibt es nicht\. Möglich sind: auto, extractive, generative"):
        assistant.ask(QUESTION, mode="wild")
    for find in (assistant.document, assistant.passage, assistant.document_passages, assistant.original):
        with pytest.raises(NotFoundError, match=r"„gibt-es-nicht“ ist nicht im Index"):
            find("gibt-es-nicht")


def test_documents_passages_and_files(assistant: Assistant, library: Path) -> None:
    entries = {entry.document.id: entry for entry in assistant.documents()}
    assert assistant.info().documents == sum(1 for entry in entries.values() if entry.passages) == 6
    for document_id, entry in entries.items():
        passages = assistant.document_passages(document_id)
        assert len(passages) == entry.passages
        assert [assistant.passage(p.id) for p in passages] == list(passages)
        kept = assistant.original(document_id)
        if document_id == "kaputt":
            assert kept is None
        else:
            assert kept is not None
            assert kept.read_bytes() == (library / entry.document.file).read_bytes()


def test_the_same_question_gets_the_same_answer(assistant: Assistant, index_data: Path, embedder: Embedder) -> None:
    first = without_times(assistant.ask(QUESTION))
    assert without_times(assistant.ask(f"  {QUESTION}\n")) == first
    assert without_times(Assistant(index_data, embedder).ask(QUESTION)) == first


def test_requests_are_answered_while_new_generations_come(data: Path, embedder: Embedder) -> None:
    assistant = Assistant(data, embedder, poll_s=0)
    titles = {1: assistant.ask(QUESTION).citations[0].title}
    seen: list[tuple[int, str]] = []
    failed: list[BaseException] = []
    last = threading.Event()

    def reader() -> None:
        try:
            while not last.is_set():
                answer = assistant.ask(QUESTION)
                seen.append((answer.index.generation, answer.citations[0].title))
                assistant.documents()
                assistant.info()
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=reader) for _ in range(6)]
    for thread in threads:
        thread.start()
    try:
        for number in range(2, 6):
            assert retitle(data, f"Fassung {number}") == number
            titles[number] = f"Fassung {number}"
            while not failed and assistant.info().generation < number:
                pass
    finally:
        last.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert all(title == titles[number] for number, title in seen)
    assert assistant.info().generation == 5


def test_a_damaged_new_generation_leaves_the_old_one_in_service(
    data: Path, embedder: Embedder, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Assistant(data, embedder, poll_s=0)
    before = without_times(assistant.ask(QUESTION))
    kept = data.with_name("kept")
    shutil.copytree(data, kept)
    number = retitle(data, "Neu")
    flip_a_byte(data / "generations" / str(number) / "unit_vectors.npy")
    with caplog.at_level(logging.WARNING):
        assert without_times(assistant.ask(QUESTION)) == before
    assert "der bisherige bleibt" in caplog.text
    with pytest.raises(StoreError, match="lotse ingest"):
        Assistant(data, embedder).ask(QUESTION)
    shutil.rmtree(data)
    kept.rename(data)
    retitle(data, "Ganz")
    assert assistant.ask(QUESTION).citations[0].title == "Ganz"


def test_a_vanished_index_leaves_the_loaded_one_in_service(data: Path, embedder: Embedder) -> None:
    assistant = Assistant(data, embedder, poll_s=0)
    before = without_times(assistant.ask(QUESTION))
    (data / "CURRENT").unlink()
    assert without_times(assistant.ask(QUESTION)) == before
    shutil.rmtree(data)
    assert without_times(assistant.ask(QUESTION)) == before


def test_an_index_rebuilt_from_nothing_is_picked_up(data: Path, embedder: Embedder, tmp_path: Path) -> None:
    """Its number is that of the one before."""
    assistant = Assistant(data, embedder, poll_s=0)
    assert assistant.info().generation == 1
    other = tmp_path / "anderswo"
    retitle(data, "Anders")
    now = open_current(data)
    with write_lock(other):
        write_generation(other, IndexContent(**{k: v for k, v in vars(now).items() if k not in ("number", "built")}))
    shutil.rmtree(data)
    other.rename(data)
    assert assistant.ask(QUESTION).citations[0].title == "Anders"
    assert assistant.info().generation == 1


def test_an_assistant_without_an_index_waits_for_one(index_data: Path, tmp_path: Path, embedder: Embedder) -> None:
    data = tmp_path / "var"
    assistant = Assistant(data, embedder, poll_s=0)
    calls: list[Any] = [assistant.info, assistant.documents, assistant.alliances, lambda: assistant.ask(QUESTION)]
    for call in calls:
        with pytest.raises(StoreError, match=r"lotse ingest DIR --data .*var"):
            call()
    shutil.copytree(index_data, data)
    assert assistant.ask(QUESTION).citations


def test_a_damaged_file_costs_its_link_only(data: Path, embedder: Embedder, serve: Serve) -> None:
    assistant = Assistant(data, embedder)
    kept = assistant.original("non-strategie-2024")
    assert kept is not None
    flip_a_byte(kept)
    assert assistant.original("non-strategie-2024") is None
    with serve(assistant) as client:
        listed = client.get("/dokumente")
        assert listed.status_code == client.get("/quelle/non-strategie-2024.1").status_code == 200
        assert "/original/non-strategie-2024" not in listed.text
        assert "/original/beratung" in listed.text
        assert client.get("/original/non-strategie-2024").status_code == 404
