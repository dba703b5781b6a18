"""Models an operator brings: where one lies, and the words that its texts begin with.

Nothing is downloaded unless LOTSE_ALLOW_DOWNLOAD=1.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from corpus.errors import EmbedderError

ALLOW_DOWNLOAD = "LOTSE_ALLOW_DOWNLOAD"
QUERY_PREFIX = "LOTSE_EMBEDDER_QUERY_PREFIX"
PASSAGE_PREFIX = "LOTSE_EMBEDDER_PASSAGE_PREFIX"

_SEARCHING = "Represent this sentence for searching relevant passages: "
# As the model cards ask for them; the first family that fits. Models that are not named here are used without any:
# bge-m3, gte, jina v2, granite, paraphrase-multilingual, distiluse, LaBSE ...
_FAMILIES: tuple[tuple[re.Pattern[str], tuple[str, str]], ...] = tuple(
    (re.compile(rf"(?<![a-z0-9])(?:{family})(?![a-z0-9])", re.I), words)
    for family, words in (
        (
            r"e5-.*instruct",
            ("Instruct: Given a question, retrieve passages that answer the question\nQuery: ", ""),
        ),
        (r"e5", ("query: ", "passage: ")),
        (r"mxbai-embed-de", ("query: ", "passage: ")),
        (r"mxbai-embed", (_SEARCHING, "")),
        (r"arctic-embed-.*v2(?:\.\d)?", ("query: ", "")),
        (r"arctic-embed", (_SEARCHING, "")),
        (r"bge-(?:small|base|large)-en", (_SEARCHING, "")),
        (r"nomic-embed-text", ("search_query: ", "search_document: ")),
        (r"embeddinggemma", ("task: search result | query: ", "title: none | text: ")),
        (
            r"qwen3-embedding",
            ("Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:", ""),
        ),
        (
            r"gte-qwen\d?",
            ("Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ", ""),
        ),
    )
)
_QUERY_KEYS, _PASSAGE_KEYS = ("query", "search_query"), ("passage", "document", "search_document")


def may_download(environment: Mapping[str, str]) -> bool:
    """True if the operator allowed it."""
    return environment.get(ALLOW_DOWNLOAD, "").strip().lower() in ("1", "true", "yes", "on")


def place(name: str, kind: str) -> str:
    """What a library loads: an existing folder or file, or a hub id. `kind` is the word before the colon."""
    if not name.strip():
        raise EmbedderError(
            f"Für „{kind}“ ist kein Modell genannt.", remedy=f"Schreiben Sie {kind}:<Modell oder Pfad>."
        )
    path = Path(name).expanduser()
    if path.exists():
        return str(path)
    if name.startswith(("/", "~", ".")) or name.count("/") > 1:
        raise EmbedderError(f"Den Modellordner {name} gibt es nicht.", remedy="Prüfen Sie den Pfad.")
    return name


def short_name(found: str) -> str:
    """How a place is named in passports: not by where it lies."""
    return Path(found).resolve().name if Path(found).exists() else found


def download_remedy(environment: Mapping[str, str]) -> str:
    """The next step where a model was not found."""
    if may_download(environment):
        return "Prüfen Sie Pfad oder Namen und die Verbindung zum Modellverzeichnis."
    return f"Prüfen Sie den Pfad, oder erlauben Sie das Herunterladen mit {ALLOW_DOWNLOAD}=1."


def prefixes(name: str, prompts: Mapping[str, str | None], environment: Mapping[str, str]) -> tuple[str, str]:
    """Query and passage prefix: the operator's, else the model's own `prompts`, else those of its family by `name`."""
    query, passage = _first(prompts, _QUERY_KEYS), _first(prompts, _PASSAGE_KEYS)
    if not query and not passage:
        query, passage = next((words for family, words in _FAMILIES if family.search(name)), ("", ""))
    return environment.get(QUERY_PREFIX, query), environment.get(PASSAGE_PREFIX, passage)


def quiet() -> None:
    """The hub's client tells nobody which models are used; called before it is imported."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")


def _first(prompts: Mapping[str, str | None], keys: tuple[str, ...]) -> str:
    return next((words for key in keys if (words := prompts.get(key))), "")
