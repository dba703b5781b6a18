"""The real app, served over HTTP by uvicorn on a free port."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import httpx
import pytest
import uvicorn

from bot.app import create_app
from bot.assistant import Assistant
from bot.settings import Settings

Serve = Callable[..., AbstractContextManager[httpx.Client]]


@contextmanager
def serving(assistant: Any, **settings: Any) -> Iterator[httpx.Client]:
    settings.setdefault("rate_limit", "off")  # here one client sends thousands of requests
    app = create_app(assistant, Settings(**settings))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # a socket that is only bound refuses whoever comes before the server thread does
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            base = f"http://127.0.0.1:{listening.getsockname()[1]}"
            with httpx.Client(base_url=base, trust_env=False, timeout=30) as client:
                client.get("/healthz")  # the socket listens: this waits until the server accepts
                yield client
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Serve another assistant: `with serve(assistant, **settings) as client`."""
    return serving


@pytest.fixture(scope="session")
def client(assistant: Assistant) -> Iterator[httpx.Client]:
    with serving(assistant) as client:
        yield client
