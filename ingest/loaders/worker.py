"""The child process: `python -m ingest.loaders.worker LOADER PATH LIMITS` writes one JSON object to standard output."""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import resource
import sys
from pathlib import Path

from corpus.errors import DocumentError
from corpus.model import Extract
from ingest.loaders.codec import dumps, encode
from ingest.loaders.errors import guarded, refusal
from ingest.loaders.limits import OUT_OF_MEMORY, Limits


def main(loader: str, name: str, settings: str) -> None:
    """Read the file within the limits and write the extract or the refusal."""
    path, limits = Path(name), Limits(**json.loads(settings))
    result = sys.stdout.buffer
    sys.stdout = sys.stderr  # a parser that prints must not garble the result
    module = importlib.import_module(f"ingest.loaders.{loader}")
    _bound(limits)

    def read() -> bytes:
        extract: Extract = module.read(path, limits)
        output = dumps(encode(extract))
        if len(output) > limits.max_result:
            raise refusal("too_large", path, "zu viel Text")
        return output

    try:
        try:
            output = guarded(path, "", read)
        except DocumentError as error:
            output = dumps({"error": {"message": error.message, "reason": error.reason, "remedy": error.remedy}})
        result.write(output)
        result.flush()
    except MemoryError:  # not even enough for the message: the exception still holds what was read
        os._exit(OUT_OF_MEMORY)
    os._exit(0)  # taking down millions of objects one by one could cost the rest of the time


def _bound(limits: Limits) -> None:
    # Bounds come after the imports, which need address space of their own.
    seconds = max(1, math.ceil(limits.seconds))
    _lower(resource.RLIMIT_CPU, seconds, seconds + 2)
    _lower(resource.RLIMIT_FSIZE, limits.max_result, limits.max_result)
    _lower(resource.RLIMIT_CORE, 0, 0)
    with contextlib.suppress(ValueError, OSError):  # macOS knows the name but refuses the value
        _lower(resource.RLIMIT_AS, limits.memory, limits.memory)


def _lower(kind: int, soft: int, hard: int) -> None:
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    main(*sys.argv[1:])
