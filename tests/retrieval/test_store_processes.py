"""Real processes beside and after each other: killed writers, and readers beside a writer."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from retrieval.store import open_current, original_path, prune, write_generation, write_lock
from tests.retrieval.store_content import assert_holds, content, original, seed_in_force

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("LOTSE_TEST_KILLS", "40"))  # a soak sets more
WRITER = """
import sys
from itertools import count
from pathlib import Path
from retrieval.store import keep_original, prune, write_generation, write_lock
from tests.retrieval.store_content import content, original
data, first, keep = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
source = data.parent / "source.pdf"
print("ready", flush=True)
for seed in count(first):
    with write_lock(data):
        source.write_bytes(original(seed))
        keep_original(data, content(seed).documents[0].file_hash, ".pdf", source)
        write_generation(data, content(seed))
        print(seed, flush=True)
        prune(data, keep)
"""


def start_writer(data: Path, first: int, keep: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(data), str(first), str(keep)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def unfinished(data: Path) -> set[str]:
    """Names of the generations that are being written, or were."""
    return {path.name for path in (data / "generations").glob(".tmp-*")}


def test_killed_writers_lose_nothing_they_confirmed(tmp_path: Path) -> None:
    """SIGKILL at random moments, half of them inside a write, the state accumulating from one writer to the next."""
    data, moments, left_overs, confirmed, number = tmp_path / "DATA", random.Random(1), 0, 0, 0
    for kill in range(KILLS):
        known = unfinished(data)
        writer = start_writer(data, confirmed + 1, moments.choice((1, 2)))
        assert writer.stdout is not None
        last = [int(writer.stdout.readline()) for _ in range(moments.randint(1, 4))][-1]
        if kill % 2:
            while unfinished(data) <= known:
                assert writer.poll() is None
        else:
            time.sleep(moments.uniform(0.0, 0.03))
        writer.kill()
        rest, _ = writer.communicate()
        last = max(last, *(int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")), 0)
        left_overs += len(unfinished(data))
        seed = seed_in_force(data)
        assert last <= seed <= last + 1  # the next one may be in force without its confirmation
        assert original_path(data, hashlib.sha256(original(seed)).hexdigest(), ".pdf")
        assert open_current(data).number > number
        number, confirmed = open_current(data).number, seed
    assert left_overs > 0  # kills did hit unfinished writes
    with write_lock(data):
        prune(data)
    assert not list(data.rglob(".tmp-*"))


def test_readers_beside_a_writer_see_whole_generations(tmp_path: Path) -> None:
    data = tmp_path / "DATA"
    write_generation(data, content(1))
    writer = start_writer(data, 2, 1)  # keeps one only: what a reader is opening may vanish
    try:
        numbers = [0]
        while len(set(numbers)) <= 100:
            assert writer.poll() is None
            generation = open_current(data)
            assert_holds(generation, content(int(generation.settings["seed"])))
            assert generation.number >= numbers[-1]
            numbers.append(generation.number)
    finally:
        writer.kill()
        writer.communicate()
