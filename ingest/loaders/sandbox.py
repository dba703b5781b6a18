"""Run a loader in a process of its own, so that no file can stop, block or bloat ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from corpus.errors import DocumentError
from corpus.model import Extract
from ingest.loaders.codec import decode
from ingest.loaders.errors import refusal
from ingest.loaders.limits import OUT_OF_MEMORY, Limits

_ROOT = Path(__file__).resolve().parents[2]


def run(loader: str, path: Path, limits: Limits) -> Extract:
    """What module `loader` reads from the file. Crash, timeout and lack of memory raise DocumentError."""
    command = [sys.executable, "-P", "-m", "ingest.loaders.worker", loader, str(path.resolve())]
    command.append(json.dumps(asdict(limits)))
    with tempfile.TemporaryFile() as result:
        code = _wait(command, result, path, limits)
        result.seek(0)
        return _judge(code, result.read(), path, limits)


def _wait(command: list[str], result: IO[bytes], path: Path, limits: Limits) -> int:
    """Exit code of the child (negative: the signal that ended it); its whole group is ended with it."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=result,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))},
        start_new_session=True,
    ) as child:
        try:
            return child.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            raise refusal("timeout", path, f"mehr als {limits.seconds:g} Sekunden") from error
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)


def _judge(code: int, output: bytes, path: Path, limits: Limits) -> Extract:
    if code == -signal.SIGXCPU:
        raise refusal("timeout", path, f"mehr als {limits.seconds:g} Sekunden Rechenzeit")
    if code in (OUT_OF_MEMORY, -signal.SIGKILL):  # nobody else sends this signal: the system had no memory left
        raise refusal("memory", path)
    if code == -signal.SIGXFSZ:
        raise refusal("too_large", path, "zu viel Text")
    if code < 0:
        raise refusal("damaged", path, f"das Lesen brach mit {signal.Signals(-code).name} ab")
    try:
        answer: dict[str, Any] = json.loads(output)
    except ValueError as error:
        raise refusal("damaged", path, f"das Lesen brach ohne Ergebnis ab, Code {code}") from error
    if "error" in answer:
        raise DocumentError(**answer["error"])
    return decode(answer)
