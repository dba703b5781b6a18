"""A chat model through LangChain. The only module of this package that knows LangChain's types."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import logging
import re
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from bot.generation.breaker import Breaker
from bot.generation.errors import ModelError
from corpus.errors import UsageError
from corpus.phrasing import Fallback
from prompts.load import Prompt

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage

    from bot.settings import Settings

logger = logging.getLogger(__name__)
LONGEST = 20_000  # characters of a reply; more is no answer
PARALLEL = 4  # questions at the model at once; who comes while they run gets the extractive answer without waiting
_CUT_OFF = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_INSTALL = 'Installieren Sie das Extra: pip install "buendnislotse[llm]"'


class ChatModel:
    """Asks one model, within a time, never more than `PARALLEL` at once, and not while it is known to be down."""

    def __init__(
        self,
        chat: BaseChatModel,
        *,
        name: str,
        check: Prompt,
        pause_s: float = 15.0,
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self.name = name
        self._chat = chat
        self._client = client
        self._check = check
        self._pause_s = pause_s
        self._breaker = Breaker(pause_s=pause_s)
        self._places = threading.BoundedSemaphore(PARALLEL)
        self._lock = threading.Lock()
        self._rooms = contextlib.ExitStack()
        self._portal: BlockingPortal | None = None
        self._recovery: Future[None] | None = None

    @property
    def healthy(self) -> bool:
        """False while the model is not asked because it failed."""
        return not self._breaker.open

    def reply(self, messages: tuple[str, str], *, seconds: float) -> str:
        """What the model says to a system and a user message. Raises ModelError, at the latest after `seconds`."""
        if self._breaker.open:
            raise ModelError(Fallback.PAUSED)
        if seconds <= 0:
            raise ModelError(Fallback.TIMEOUT)
        if not self._places.acquire(blocking=False):
            raise ModelError(Fallback.BUSY)
        try:
            text: str = self._loop().call(self._ask, messages, seconds)
        except ModelError as error:
            self._count(error)
            raise
        finally:
            self._places.release()
        self._breaker.succeeded()
        return text

    def close(self) -> None:
        """Let go of connections and the thread; questions under way end first."""
        atexit.unregister(self.close)
        with self._lock:
            if self._recovery:
                self._recovery.cancel()
            if self._portal and self._client:
                self._portal.call(self._client.aclose)
            self._rooms.close()
            self._portal = None

    async def _ask(self, messages: tuple[str, str], seconds: float) -> str:
        from langsmith import tracing_context

        try:
            # not anyio's: it cancels again and again, also the closing of the connection in LangChain's tasks
            async with asyncio.timeout(seconds):
                with tracing_context(enabled=False):
                    message = await self._chat.ainvoke([("system", messages[0]), ("human", messages[1])])
        except Exception as error:
            raise _translated(error) from error
        return _text_of(message)

    def _count(self, error: ModelError) -> None:
        """Where a failure is one too many, the model is left alone until it answers a question of ours."""
        pause = self._breaker.failed(error.reason, error.retry_after_s)
        logger.warning("Das Sprachmodell „%s“: %s.", self.name, error.reason)
        if pause is not None:
            self._recovery = self._loop().start_task_soon(self._recover, pause)

    async def _recover(self, pause_s: float) -> None:
        while self._breaker.open:
            await asyncio.sleep(pause_s)
            try:
                await self._ask(self._check.messages(), max(1.0, self._pause_s))
            except ModelError as error:
                # an empty or cut off reply shows as well that somebody is there
                if error.reason in (Fallback.EMPTY, Fallback.CUT_OFF):
                    break
                pause_s = self._breaker.next_pause(pause_s)
            else:
                break
        self._breaker.succeeded()
        logger.warning("Das Sprachmodell „%s“ antwortet wieder.", self.name)

    def _loop(self) -> BlockingPortal:
        """The event loop of all calls, in a thread of its own: only there a call that takes too long can be ended."""
        with self._lock:
            if self._portal is None:
                # while the interpreter goes down nobody can end the loop any more, and the process would wait for it
                atexit.register(self.close)
                self._portal = self._rooms.enter_context(start_blocking_portal(name="sprachmodell"))
            return self._portal


def load_model(settings: Settings, check: Prompt, *, pause_s: float = 15.0) -> ChatModel:
    """The model that the settings name. Raises UsageError if its package is missing or it cannot be set up."""
    name = settings.llm_model or ""
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise UsageError(f"Das Sprachmodell „{name}“ braucht LangChain.", remedy=_INSTALL) from error
    options: dict[str, Any] = {
        "temperature": settings.llm_temperature,
        "timeout": settings.llm_timeout_s,
        "max_retries": 0,
    }
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
    client = None
    if settings.llm_base_url:
        client = httpx.AsyncClient(follow_redirects=False, timeout=settings.llm_timeout_s)
        # servers of this protocol take any key, but the client wants one; they know max_tokens, not all its successor
        options |= {
            "model_provider": "openai",
            "base_url": str(settings.llm_base_url),
            "api_key": key or "ohne",
            "extra_body": {"max_tokens": settings.llm_max_tokens},
            "use_responses_api": False,
            "http_async_client": client,
        }
    else:
        options |= {"max_tokens": settings.llm_max_tokens} | ({"api_key": key} if key else {})
    try:
        chat = init_chat_model(name, **options)
    except ImportError as error:
        raise UsageError(f"Für das Sprachmodell „{name}“ fehlt ein Paket: {error.name}.", remedy=_INSTALL) from error
    except Exception as error:
        raise UsageError(
            f"Das Sprachmodell „{name}“ lässt sich nicht einrichten ({type(error).__name__}).",
            remedy="Setzen Sie LOTSE_LLM_BASE_URL für einen Server nach OpenAIs Protokoll, sonst LOTSE_LLM_MODEL wie anbieter:modell.",
        ) from error
    return ChatModel(chat, name=name, check=check, pause_s=pause_s, client=client)


def _translated(error: Exception) -> ModelError:
    """Why there is no reply, from what the providers' packages have in common. Their messages may hold the key: not kept."""
    if isinstance(error, ModelError):
        return error
    status = getattr(error, "status_code", None)
    if status == 429:
        return ModelError(Fallback.RATE_LIMITED, retry_after_s=_retry_after(error))
    if isinstance(status, int):
        return ModelError(Fallback.FAILED)
    causes = [error, *_causes(error)]
    if any(isinstance(e, TimeoutError | httpx.TimeoutException) or "Timeout" in type(e).__name__ for e in causes):
        return ModelError(Fallback.TIMEOUT)
    if any(isinstance(e, json.JSONDecodeError | UnicodeDecodeError) for e in causes):
        return ModelError(Fallback.MALFORMED)
    if any(isinstance(e, OSError | httpx.TransportError) or "Connection" in type(e).__name__ for e in causes):
        return ModelError(Fallback.UNREACHABLE)
    if isinstance(error, ValueError | TypeError | AttributeError | LookupError):
        return ModelError(Fallback.MALFORMED)
    return ModelError(Fallback.FAILED)


def _causes(error: BaseException) -> list[BaseException]:
    found, seen = [], error.__cause__ or error.__context__
    while seen is not None and seen not in found:
        found.append(seen)
        seen = seen.__cause__ or seen.__context__
    return found


def _retry_after(error: Exception) -> float:
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers.get("retry-after", 0)))
    except ValueError:
        return 0.0  # a date: the usual pause will do


def _text_of(message: AIMessage) -> str:
    about = message.response_metadata
    if (about.get("finish_reason") or about.get("stop_reason")) in _CUT_OFF:
        raise ModelError(Fallback.CUT_OFF)
    text = _THOUGHT.sub("", str(message.text)).strip()
    if not text:
        raise ModelError(Fallback.EMPTY)
    if len(text) > LONGEST:
        raise ModelError(Fallback.MALFORMED)
    return text
