"""The model client at a real local server: every way to fail has its reason, none outlasts its time, and the key stays hidden."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.generation.breaker import FAILURES
from bot.generation.errors import ModelError
from bot.generation.load import load_writer
from bot.generation.model import PARALLEL, ChatModel, load_model
from bot.settings import Settings, read_settings
from corpus.errors import UsageError
from corpus.phrasing import Fallback
from eval.model_server import ModelServer, model_server
from prompts.fence import fence
from prompts.load import load_prompts

KEY = "geheim-4711"
MESSAGES = ("Regeln.", f"{fence('frage', 'Wie hoch?')}\n\n{fence('quelle', 'Es sind 60 Prozent.', id='Q1')}")


@contextmanager
def model_at(server: ModelServer, *, pause_s: float = 15.0) -> Iterator[ChatModel]:
    settings = Settings(llm_model="probe-1", llm_base_url=server.url, llm_api_key=KEY)
    model = load_model(settings, load_prompts()["health_check"], pause_s=pause_s)
    try:
        yield model
    finally:
        model.close()


def test_asks_as_configured() -> None:
    with model_server("verbatim") as server, model_at(server) as model:
        assert "60 Prozent" in model.reply(MESSAGES, seconds=10)
        (exchange,) = server.taken()
    assert exchange.request["model"] == "probe-1"
    assert (exchange.request["max_tokens"], exchange.request["temperature"]) == (600, 0)
    assert (exchange.prompt.system, exchange.prompt.user) == MESSAGES


FAILING = {
    "dead": Fallback.UNREACHABLE,
    "reset": Fallback.UNREACHABLE,
    "hanging": Fallback.TIMEOUT,
    "dripping": Fallback.TIMEOUT,
    "rate_limited": Fallback.RATE_LIMITED,
    "server_error": Fallback.FAILED,
    "empty": Fallback.EMPTY,
    "truncated": Fallback.CUT_OFF,
    "flood": Fallback.MALFORMED,
}


@pytest.mark.parametrize(("behaviour", "reason"), FAILING.items())
def test_each_failure_has_its_reason_and_no_retry(behaviour: str, reason: Fallback) -> None:
    with model_server(behaviour) as server, model_at(server) as model:
        with pytest.raises(ModelError) as failed:
            model.reply(MESSAGES, seconds=1)
        assert failed.value.reason is reason
        assert server.requests == (0 if behaviour == "dead" else 1)


@pytest.mark.parametrize("behaviour", ["hanging", "dripping"])
def test_an_answer_that_is_not_waited_for_is_given_up_at_the_server_too(behaviour: str) -> None:
    with model_server(behaviour) as server, model_at(server) as model:
        with pytest.raises(ModelError):
            model.reply(MESSAGES, seconds=0.3)
        for _ in range(100):
            if server.disconnects:
                break
            time.sleep(0.05)
        assert server.disconnects == 1


def test_a_dead_model_is_left_alone_until_it_answers_again() -> None:
    with model_server("server_error") as server, model_at(server, pause_s=0.2) as model:
        for _ in range(FAILURES):
            with pytest.raises(ModelError, match="fehler"):
                model.reply(MESSAGES, seconds=5)
        assert not model.healthy
        with pytest.raises(ModelError) as paused:
            model.reply(MESSAGES, seconds=5)
        assert paused.value.reason is Fallback.PAUSED
        server.play("good")
        for _ in range(100):
            if model.healthy:
                break
            time.sleep(0.1)
        assert model.reply(MESSAGES, seconds=10)


def test_a_single_failure_pauses_nothing_but_a_request_to_slow_down_does() -> None:
    with model_server("server_error") as server, model_at(server) as model:
        for behaviour in ("server_error", "good", "server_error", "good"):
            server.play(behaviour)
            with pytest.raises(ModelError) if behaviour == "server_error" else _passing():
                model.reply(MESSAGES, seconds=5)
        assert model.healthy
        server.play("rate_limited")
        with pytest.raises(ModelError):
            model.reply(MESSAGES, seconds=5)
        assert not model.healthy


def test_no_more_than_a_few_wait_at_once() -> None:
    reasons: list[Fallback] = []

    def ask(model: ChatModel) -> None:
        try:
            model.reply(MESSAGES, seconds=1)
        except ModelError as error:
            reasons.append(error.reason)

    with model_server("hanging") as server, model_at(server) as model:
        threads = [threading.Thread(target=ask, args=(model,)) for _ in range(PARALLEL + 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(reasons) == sorted([Fallback.BUSY] * 3 + [Fallback.TIMEOUT] * PARALLEL)


def test_the_key_is_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    with model_server("server_error") as server, model_at(server) as model, caplog.at_level(logging.DEBUG, "bot"):
        with pytest.raises(ModelError) as failed:
            model.reply(MESSAGES, seconds=5)
        shown = [repr(Settings(llm_model="m", llm_api_key=KEY)), str(failed.value), caplog.text, repr(model)]
    assert not any(KEY in text for text in shown)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"LOTSE_LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "LOTSE_LLM_MODEL"),
        ({"LOTSE_LLM_MODEL": "erfunden:modell"}, "LOTSE_LLM_BASE_URL"),
        ({"LOTSE_LLM_MODEL": "anthropic:modell"}, "fehlt ein Paket"),
        ({"LOTSE_LLM_MODEL": "m", "LOTSE_LLM_BASE_URL": "kein-rechner"}, "LOTSE_LLM_BASE_URL ist ungültig"),
    ],
)
def test_what_cannot_be_set_up_is_said(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], said: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as refused:
        load_writer(read_settings())
    assert said in str(refused.value)


def test_without_a_model_there_is_no_writer() -> None:
    assert load_writer(read_settings()) is None


@contextmanager
def _passing() -> Iterator[None]:
    yield
