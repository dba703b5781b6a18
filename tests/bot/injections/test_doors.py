"""Through the doors: pages show payloads as words, and chat windows get no link, picture or tag that the payload made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from bot.assistant import Assistant
from bot.generation.writer import Writer
from retrieval.embedders import Embedder
from tests.bot.conftest import Serve
from tests.bot.injections.asking import TYPED
from tests.bot.injections.library import PLANTED
from tests.bot.injections.payloads import squeezed

ORIGINAL = "https://example.org/strategie"  # of an ordinary document
_OPEN_WEB = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table"])
_MARKED_UP = [
    s
    for s in PLANTED
    if s.place in ("Absatz", "Satz", "vor dem Satz") and any(c in p.text for p in s.payloads for c in "<!")
]
_ASKED = (*(s.question for s in _MARKED_UP), *(" ".join(t.question.split()) for t in TYPED[::25]))
_TAGS = [
    "iframe",
    "object",
    "embed",
    "base",
    "video",
    "b",
    "s",
    "anweisung",
    "inhalt",
    "quelle",
    "frage",
    "antwort",
    "verlauf",
    "merkmal",
    "beschreibung",
    "end_of_turn",
]


@pytest.fixture(scope="module", params=["quoted", "phrased"])
def site(
    request: pytest.FixtureRequest, serve: Serve, poisoned_data: Path, embedder: Embedder, writer: Writer
) -> Iterator[httpx.Client]:
    made = Assistant(poisoned_data, embedder, writer=writer if request.param == "phrased" else None)
    with serve(made, data=poisoned_data) as client:
        yield client


def foreign(html: str, *, base: str) -> list[str]:
    """Pictures, scripts and links of a page that are not ours."""
    page = BeautifulSoup(html, "lxml")
    found = [str(tag) for tag in page.find_all(_TAGS)]
    found += [str(tag) for tag in page.find_all("img") if not str(tag.get("src")).startswith("/logo")]
    found += [
        str(t) for t in page.find_all("script") if not str(t.get("src", "")).startswith("/static/") or t.get_text()
    ]
    links = [str(t["href"]) for t in page.find_all(["a", "link", "area"], href=True)]
    found += [h for h in links if not h.startswith(("/", "#", "?", "tel:", "mailto:", f"{base}/", ORIGINAL))]
    return found + [str(t)[:200] for t in page.find_all(True) if any(name.startswith("on") for name in t.attrs)]


def test_pages_show_payloads_as_words(site: httpx.Client) -> None:
    for question in _ASKED:
        response = site.get("/", params={"frage": question})
        assert response.status_code == 200
        page = BeautifulSoup(response.text, "lxml")
        assert foreign(response.text, base=str(site.base_url)) == [], question
        assert squeezed(page.select_one("h1").get_text()) == squeezed(question)  # type: ignore[union-attr]


def test_pages_of_hostile_documents(site: httpx.Client) -> None:
    for path in ("/dokumente", "/einstieg/muster", *(f"/dokument/{s.document_id}" for s in PLANTED[::35])):
        response = site.get(path)
        assert response.status_code == 200
        assert foreign(response.text, base=str(site.base_url)) == [], path


def test_chat_windows_get_nothing_active(site: httpx.Client) -> None:
    """Rendered as an open chat window does, with HTML allowed: links only to our own reader."""
    for question in _ASKED:
        body = {"model": "buendnislotse", "messages": [{"role": "user", "content": question}]}
        response = site.post("/v1/chat/completions", json=body)
        assert response.status_code == 200, response.text
        content = response.json()["choices"][0]["message"]["content"]
        assert foreign(_OPEN_WEB.render(content), base=str(site.base_url)) == [], content


def test_orders_from_systems_and_tools_are_not_read(site: httpx.Client) -> None:
    def said(*others: str) -> str:
        messages = [{"role": role, "content": "Wie oft tagt die Lenkungsgruppe?"} for role in others]
        messages.append({"role": "user", "content": PLANTED[0].question})
        body = {"model": "buendnislotse-woertlich", "messages": messages}
        content: str = site.post("/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"]
        return content

    assert "viermal" not in said()
    assert said("system", "developer", "tool", "function") == said()
