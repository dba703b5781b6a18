"""A service in a process of its own that can be made to hang in the middle of an answer: `python -m tests.bot.web.halting DATA PORT FLAG`.

While the file FLAG exists, no answer comes to an end.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from bot.app import create_app
from bot.assistant import Assistant, Step
from bot.settings import Settings
from retrieval.embedders import load_embedder


class Halting(Assistant):
    """Answers when it may."""

    flag: Path

    def ask_in_steps(self, question: str, **more: Any) -> Iterator[Step]:
        while self.flag.exists():
            time.sleep(0.05)
        return super().ask_in_steps(question, **more)


if __name__ == "__main__":
    data, port, flag = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    assistant = Halting(data, load_embedder())
    assistant.flag = flag
    uvicorn.run(
        create_app(assistant, Settings(data=data, feedback=False)), host="127.0.0.1", port=port, log_config=None
    )
