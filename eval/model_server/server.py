"""A model server on a real socket that speaks the OpenAI protocol and plays whatever behaviour it is told to."""

from __future__ import annotations

import json
import logging
import select
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from corpus.errors import LotseError
from eval.model_server import behaviours
from eval.model_server.prompt import Prompt, read_prompt
from eval.model_server.protocol import completion, events, models
from eval.model_server.reply import Behaviour, Reply, Wire

MODEL = "probe-1"
_POLL_S = 0.02
_DRIP_S = 0.05  # between two bytes
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request and what was answered. `seconds` is how long the server took, `stayed` whether the client did."""

    prompt: Prompt
    reply: Reply
    request: dict[str, Any]
    seconds: float
    stayed: bool


class ModelServer:
    """A running server. `requests` counts the prompts it got, `unread` says what was wrong with those it could not read."""

    def __init__(self, behaviour: str | Behaviour, *, seed: int, model: str) -> None:
        self.model = model
        self.requests = 0
        self.disconnects = 0
        self.unread: list[str] = []
        self.stopping = threading.Event()
        self._exchanges: list[Exchange] = []
        self._seen: Counter[str] = Counter()
        self._seed = seed
        self._lock = threading.Lock()
        self._running = 0
        self._listener: _Listener | None = None
        self._port = _free_port()
        self.play(behaviour)

    @property
    def url(self) -> str:
        """The base address, as LOTSE_LLM_BASE_URL wants it."""
        return f"http://127.0.0.1:{self._port}/v1"

    def play(self, behaviour: str | Behaviour) -> None:
        """Play another behaviour from the next request on. "dead" closes the port, any other opens it again."""
        self._name = behaviour if isinstance(behaviour, str) else getattr(behaviour, "__name__", "own")
        self._behaviour = behaviours.find_behaviour(behaviour) if isinstance(behaviour, str) else behaviour
        if self._name == Wire.DEAD:
            self._close()
        elif self._listener is None:
            self._listener = _Listener(self, self._port)

    def taken(self, *, wait_s: float = 2.0) -> tuple[Exchange, ...]:
        """The exchanges since the last call, oldest first; waits a little for those under way, as clients are told first."""
        until = time.monotonic() + wait_s
        while self._running and time.monotonic() < until:
            time.sleep(_POLL_S / 4)
        with self._lock:
            found, self._exchanges = tuple(self._exchanges), []
        return found

    def stop(self) -> None:
        """End every request and close the port."""
        self.stopping.set()
        self._close()

    def answer(self, prompt: Prompt) -> Reply:
        """What is said to this prompt; the same prompt gets something else the next time, but the same in every run."""
        with self._lock:
            self.requests += 1
            self._running += 1
            self._seen[prompt.user] += 1
            turn = self._seen[prompt.user]
        return behaviours.play(self._name, self._behaviour, prompt, Random(f"{self._seed}/{turn}/{prompt.user}"))

    def note(self, exchange: Exchange) -> None:
        """Remember an exchange."""
        with self._lock:
            self._running -= 1
            self._exchanges.append(exchange)
            self.disconnects += not exchange.stayed

    def _close(self) -> None:
        if self._listener is not None:
            self._listener.end()
            self._listener = None


@contextmanager
def model_server(behaviour: str | Behaviour = "good", *, seed: int = 1, model: str = MODEL) -> Iterator[ModelServer]:
    """A server on a free port of this machine: `with model_server("invent_number") as server: ... server.url`."""
    server = ModelServer(behaviour, seed=seed, model=model)
    try:
        yield server
    finally:
        server.stop()


class _Listener(ThreadingHTTPServer):
    """The open port, with the connections that must go when it closes."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, owner: ModelServer, port: int) -> None:
        self.owner = owner
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": _POLL_S}, daemon=True).start()

    def end(self) -> None:
        self.shutdown()
        self.server_close()
        for connection in list(self.open):
            with suppress(OSError):  # the client was quicker
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        logger.debug("Der Client %s ging vor der Antwort.", client_address, exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Listener

    def setup(self) -> None:
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        self.server.open.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        logger.debug(format, *args)

    def do_GET(self) -> None:
        found = self.path.rstrip("/") == "/v1/models"
        self._send(200 if found else 404, models(self.server.owner.model) if found else _error("unbekannter Pfad"))

    def do_POST(self) -> None:
        owner = self.server.owner
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path.rstrip("/") != "/v1/chat/completions":
            return self._send(404, _error("unbekannter Pfad"))
        try:
            request = json.loads(raw)
            prompt = read_prompt(request["messages"])
        except (ValueError, KeyError, TypeError, LotseError) as error:
            owner.unread.append(f"{type(error).__name__}: {error}")
            return self._send(400, _error(str(error)))
        started = time.perf_counter()
        reply = owner.answer(prompt)
        stayed = False
        try:
            stayed = self._waited(reply.delay_s) and self._play(reply, streamed=bool(request.get("stream")))
        except OSError:
            logger.debug("Der Client ging während der Antwort.", exc_info=True)
        finally:
            seconds = time.perf_counter() - started
            owner.note(Exchange(prompt=prompt, reply=reply, request=request, seconds=seconds, stayed=stayed))
        return None

    def _play(self, reply: Reply, *, streamed: bool) -> bool:
        """Send the reply; False if the client left before its end."""
        usual = completion(self.server.owner.model, reply)
        body = reply.body if reply.body is not None else usual
        kind = {}
        if streamed and reply.body is None and reply.status == 200:
            body, kind = events(self.server.owner.model, reply), {"Content-Type": "text/event-stream"}
        if reply.wire is Wire.WHOLE:
            self._send(reply.status, body, {**kind, **reply.headers})
            return True
        self.close_connection = True
        if reply.wire is Wire.HANG:
            return self._waited(None)
        self._head(reply.status, len(body) if reply.wire is Wire.RESET else 10**9, kind)
        if reply.wire is Wire.RESET:
            self.wfile.write(body[: len(body) // 2])
            # closing with a linger of no time sends a reset instead of an end
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return True
        while self._waited(_DRIP_S):
            self.wfile.write(b" ")
        return False

    def _waited(self, seconds: float | None) -> bool:
        """Wait (None: for ever); False if the client leaves or the server stops meanwhile."""
        until = None if seconds is None else time.monotonic() + seconds
        while until is None or time.monotonic() < until:
            pause = _POLL_S if until is None else max(0.0, min(_POLL_S, until - time.monotonic()))
            readable, _, _ = select.select([self.connection], [], [], pause)
            if self.server.owner.stopping.is_set() or (readable and not self.connection.recv(1, socket.MSG_PEEK)):
                return False
            if readable:
                time.sleep(pause)
        return True

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self._head(status, len(body), headers or {})
        self.wfile.write(body)

    def _head(self, status: int, length: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(length), **headers}.items():
            self.send_header(name, value)
        self.end_headers()


def _error(message: str) -> bytes:
    return json.dumps({"error": {"message": message, "type": "invalid_request_error"}}, ensure_ascii=False).encode()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
