"""What one file may cost before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
OUT_OF_MEMORY = 137  # exit code of the child process


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Upper bounds for one file: its size and the memory in bytes, time in seconds, pages as a count."""

    max_bytes: int = 100 * MEGABYTE
    seconds: float = 30.0
    memory: int = 1024 * MEGABYTE
    max_pages: int = 2000
    max_result: int = 128 * MEGABYTE  # of the text that comes out
