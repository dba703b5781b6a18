"""The MCP server: lists the tools, checks arguments, runs each call in a thread, over stdio or HTTP."""

from __future__ import annotations

import logging
import signal
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import anyio
import uvicorn
from anyio import to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from starlette.applications import Starlette

from bot.api.deadline import within
from bot.api.errors import shown, translate
from bot.api.validation import printable
from bot.arguments import read_arguments
from bot.mcp.tools import INSTRUCTIONS, TOOLS, ToolSpec
from corpus.errors import UsageError

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")  # for these the SDK checks Host and Origin, against DNS rebinding
MOST_CONNECTIONS = 100
_ANNOTATIONS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
logger = logging.getLogger(__name__)


def build_server(assistant: Assistant, settings: Settings) -> Server[Any]:
    """The server with all tools. A call that takes longer than `answer_timeout_s` ends as an error of the tool."""
    by_name = {spec.name: spec for spec in TOOLS}
    listed = ListToolsResult(tools=[_described(spec) for spec in TOOLS])

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return listed

    async def call_tool(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        spec = by_name.get(params.name)
        if spec is None:
            known = ", ".join(by_name)
            raise MCPError(
                INVALID_PARAMS, f"Das Werkzeug „{printable(params.name)[:80]}“ gibt es nicht. Möglich sind: {known}."
            )
        try:
            arguments = read_arguments(spec.arguments, params.arguments or {})
            return await within(
                settings.answer_timeout_s, to_thread.run_sync(lambda: _called(spec, assistant, arguments))
            )
        except Exception as error:
            ours = translate(error)
            if ours.status >= 500:
                logger.error("Werkzeug %s: %s", spec.name, ours, exc_info=error)
            public = shown(ours)
            # no structured content: it would have to be the result that the tool promises
            return _text(f"Fehler: {public.detail} {public.remedy}".strip(), is_error=True)

    return Server(
        "buendnislotse",
        title=settings.name,
        version=version("buendnislotse"),
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve_stdio(server: Server[Any]) -> None:
    """Serve one client on standard input and output, until it closes them."""

    # the thread that waits for the next line holds up Python's own way to end; there is nothing to put in order
    signal.signal(signal.SIGINT, signal.SIG_DFL)

    async def serve() -> None:
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())

    anyio.run(serve)


def http_app(server: Server[Any], settings: Settings) -> Starlette:
    """The server as an app under /mcp. UsageError for an address that other machines reach: nobody signs in here."""
    if settings.host not in LOOPBACK:
        raise UsageError(
            f"Der MCP-Server prüft keine Anmeldung und ist deshalb unter „{settings.host}“ nicht möglich.",
            remedy="Nehmen Sie --host 127.0.0.1, und stellen Sie für andere Rechner einen Proxy mit Anmeldung davor.",
        )
    return server.streamable_http_app(
        host=settings.host, json_response=True, stateless_http=True, max_request_body_size=settings.max_body_bytes
    )


def serve_http(app: Starlette, settings: Settings) -> None:
    """Serve over streamable HTTP until the process is ended."""
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        limit_concurrency=MOST_CONNECTIONS,
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=1,  # clients keep a stream open for what a server might want to tell
    )


def _called(spec: ToolSpec, assistant: Assistant, arguments: Any) -> CallToolResult:
    result, text = spec.run(assistant, arguments)
    return _text(text, structured=spec.result.dump_python(result, mode="json"))


def _text(text: str, *, structured: Any = None, is_error: bool = False) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=structured, is_error=is_error
    )


def _described(spec: ToolSpec) -> Tool:
    schema = spec.arguments.model_json_schema()
    # the name and docstring of the class: they are for us
    takes = {key: value for key, value in schema.items() if key not in ("title", "description")}
    return Tool(
        name=spec.name,
        title=spec.title,
        description=spec.description,
        input_schema=takes,
        output_schema=spec.result.json_schema(mode="serialization"),
        annotations=_ANNOTATIONS,
    )
