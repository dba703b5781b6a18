"""What every page must be, and how tests read one."""

from __future__ import annotations

import re

import httpx
from bs4 import BeautifulSoup

FOOTER = {"/ueber", "/dokumente#index", "/openapi.json"}


def page(client: httpx.Client, path: str, status: int = 200, **query: str | list[str]) -> BeautifulSoup:
    """The page at an address, found sound."""
    return checked(client.get(path, params=query or None), status)


def checked(response: httpx.Response, status: int = 200) -> BeautifulSoup:
    """A response as a page: one heading and one main part, no inline script or style, no id twice."""
    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    soup = BeautifulSoup(response.text, "lxml")
    assert soup.html is not None and soup.html["lang"] == "de"
    assert len(soup.find_all("h1")) == len(soup.find_all("main")) == 1
    assert soup.select_one("a[href='#inhalt']") is not None and soup.select_one("#inhalt") is not None
    assert not soup.select("script:not([src^='/static/js/']), style, [style], [onclick], iframe, object")
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {a["href"] for a in soup.select("footer a")} >= FOOTER
    return soup


def text(soup: BeautifulSoup, selector: str) -> str:
    """The words of the first element, single-spaced."""
    found = soup.select_one(selector)
    assert found is not None, selector
    return " ".join(found.text.split())


def bare(words: str) -> str:
    """Words without what only parts them: white space, and the line between cells."""
    return re.sub(r"[\s|]", "", words)


def marked(soup: BeautifulSoup) -> str:
    """The cited words of a source page; several marks where they run over items or cells."""
    return "".join(mark.text for mark in soup.select("mark.zitat"))
