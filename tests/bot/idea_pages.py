"""How tests use the forms about a project idea: as a browser without scripts does."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import httpx
from bs4 import BeautifulSoup, Tag

from tests.bot.pages import checked

Fields = list[tuple[str, str]]


def send(client: httpx.Client, path: str, status: int = 200, **fields: str | list[str]) -> BeautifulSoup:
    """The page that answers a form, found sound."""
    return sound(client.post(path, data=fields), status)


def sound(response: httpx.Response, status: int = 200) -> BeautifulSoup:
    """A page whose headings descend by one, whose controls have labels and whose references lead somewhere."""
    soup = checked(response, status)
    levels = [int(h.name[1]) for h in soup.select("main h1, main h2, main h3, main h4, main h5")]
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    for control in soup.select("main :is(input, select, textarea):not([type=hidden])"):
        assert control.find_parent("label") or soup.select_one(f"label[for='{control.get('id')}']"), control
    named = [soup.select(f"[{name}]") for name in ("aria-describedby", "aria-labelledby")]
    for tag in (tag for tags in named for tag in tags):
        for id in f"{tag.get('aria-describedby', '')} {tag.get('aria-labelledby', '')}".split():
            assert soup.find(id=id), id
    for marker in soup.select("a.marke"):
        assert soup.select_one(str(marker["href"])), marker
    return soup


def fields_of(soup: BeautifulSoup, form: str) -> Fields:
    """What a form would send without any button."""
    sent: Fields = []
    tag = soup.select_one(form)
    assert tag is not None, form
    for control in tag.select("input, select, textarea"):
        name = str(control["name"])
        if control.name == "select":
            options = control.select("option[selected]") or control.select("option")[:1]
            sent.append((name, str(options[0]["value"])))
        elif control.name == "textarea":
            sent.append((name, control.text.removeprefix("\n")))
        elif control.get("type") not in ("radio", "checkbox") or control.has_attr("checked"):
            sent.append((name, str(control.get("value", ""))))
    return sent


def press(
    client: httpx.Client, soup: BeautifulSoup, button: str, form: str = "main form", **changed: str
) -> httpx.Response:
    """Press the button with these words, after changing some fields of its form."""
    tags = [b for b in soup.select("main button") if " ".join(b.text.split()) == button]
    assert tags, f"{button}: {[b.text for b in soup.select('main button')]}"
    return push(client, soup, tags[0], form, **changed)


def push(
    client: httpx.Client, soup: BeautifulSoup, tag: Tag, form: str = "main form", **changed: str
) -> httpx.Response:
    """Press this button."""
    form = f"#{tag['form']}" if tag.has_attr("form") else form
    owner = soup.select_one(form)
    assert owner is not None
    sent = [(name, value) for name, value in fields_of(soup, form) if name not in changed]
    sent += changed.items()
    if tag.has_attr("name"):
        sent.append((str(tag["name"]), str(tag["value"])))
    data: dict[str, Any] = {}
    for name, value in sent:
        data.setdefault(name, []).append(value)
    return client.post(str(tag.get("formaction", owner["action"])).partition("#")[0], data=data)
