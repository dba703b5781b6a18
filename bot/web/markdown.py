"""The Markdown of an answer as HTML: paragraphs, lists, tables, and a label in bold ("**Name:** ") where a text begins.

Other emphasis is off because a star is a letter here ("Bürger*innen und Kolleg*innen"); links, images and HTML are off because
answers quote files that anybody may have written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

MARKER = re.compile(r"\[(\d{1,3})\]")
RULE = re.compile(r"[-:|, ]*")  # the line below the head of a table
LABEL = re.compile(r"^\*\*([^*]+:)\*\*(?=\s|$)")


class _Renderer(RendererHTML):
    def text(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        def link(match: re.Match[str]) -> str:
            n = int(match[1])
            if n not in env["numbers"]:
                return match[0]
            return f'<a class="marke" href="#{env["prefix"]}-{n}" aria-label="Quelle {n}">[{n}]</a>'

        text = escapeHtml(tokens[idx].content)
        return MARKER.sub(link, LABEL.sub(r"<strong>\1</strong>", text) if idx == 0 else text)

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]) -> str:
        return '<div class="tabelle" tabindex="0" role="region" aria-label="Tabelle"><table>'

    def table_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: MutableMapping[str, Any]
    ) -> str:
        return "</table></div>"


_markdown = MarkdownIt("zero", {"html": False, "typographer": False}, renderer_cls=_Renderer)
_markdown.enable(["list", "table", "newline", "escape"])


def render_blocks(text: str, numbers: Collection[int], prefix: str = "quelle") -> list[Markup]:
    """The answer as HTML, one piece for each paragraph, list or table.

    Markers [n] with n in `numbers` become links to #PREFIX-n; all other text is escaped. `prefix` must be ours.
    """
    env = {"numbers": numbers, "prefix": prefix}
    blocks: list[list[Token]] = []
    for token in _markdown.parse(text, env):
        token.attrs.pop("style", None)  # alignment would be an inline style, which the CSP forbids
        if token.level == 0 and token.nesting >= 0:
            blocks.append([])
        blocks[-1].append(token)
    return [Markup(_markdown.renderer.render(tokens, _markdown.options, env)) for tokens in blocks]


def plain_answer(text: str) -> str:
    """The answer without markers and marks of Markdown, to be read aloud."""
    words = (LABEL.sub(r"\1", line.strip()).lstrip("-| ").replace("|", ", ") for line in text.splitlines())
    return (
        " ".join(MARKER.sub("", word).strip() for word in words if not RULE.fullmatch(word)).replace("  ", " ").strip()
    )
