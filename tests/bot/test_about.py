"""The page about the service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.assistant import Assistant
from bot.settings import Settings
from bot.web.figures import read_figures
from bot.web.pages.about import MEASURED, about_pages
from bot.web.site import Site
from retrieval.embedders import Embedder

Read = Callable[..., BeautifulSoup]


@pytest.fixture
def about(assistant: Assistant) -> Read:
    def read(use: Assistant = assistant, **settings: Any) -> BeautifulSoup:
        app = FastAPI()
        app.include_router(about_pages(use, Site(Settings(**settings))))
        response: httpx.Response = TestClient(app).get("/ueber")
        assert response.status_code == 200
        return BeautifulSoup(response.text, "lxml")

    return read


def words(tag: Any) -> str:
    return " ".join(tag.get_text(" ").split())


def test_every_published_figure_stands_in_the_table_with_its_uncertainty(about: Read) -> None:
    table = about().select_one("main .tabelle[role=region][tabindex='0'][aria-label] > table")
    assert table is not None
    assert [th["scope"] for th in table.select("thead th")] == ["col"] * 3
    rows = [(words(row.th), *map(words, row.select("td"))) for row in table.select("tbody tr")]
    assert all(row.th["scope"] == "row" for row in table.select("tbody tr"))
    assert rows == [
        (
            MEASURED[f.id],
            f"{100 * f.hits / f.n:.0f} % {f.hits} von {f.n}",
            f"{100 * f.low:.0f} bis {100 * f.high:.0f} %",
        )
        for f in read_figures().figures
    ]


def test_the_figures_are_also_put_in_words(about: Read) -> None:
    share = {f.id: f"{100 * f.share:.0f}" for f in read_figures().figures}
    said = words(about().main)
    assert f"etwa {share['right']} richtig beantwortet, etwa {share['wrong']} falsch und etwa {share['refused']} gar nicht" in said  # fmt: skip
    assert "Lesen Sie deshalb die Quelle nach" in said
    assert "Kein Sprachmodell" in said and "unverbindlich" in said and "rechtssicher" not in said


def test_the_state_of_the_index_and_the_contacts_of_the_documents_are_named(about: Read, strategies: Assistant) -> None:
    info, contacts = strategies.info(), [a.contact for a in strategies.alliances() if a.contact]
    said = words(about(strategies).main)
    assert f"{info.documents} Dokumente, Index Nr. {info.generation}" in said
    assert contacts and all(contact.name in said and (contact.email or "") in said for contact in contacts)


def test_without_an_index_the_page_still_explains(about: Read, embedder: Embedder, tmp_path: Path) -> None:
    page = about(Assistant(tmp_path / "leer", embedder))
    assert "Zurzeit ist kein Index geladen" in words(page.main)
    assert not page.select("address")


def test_what_is_kept_depends_on_the_setting(about: Read) -> None:
    def kept(**settings: Any) -> str:
        heading = about(**settings).find("h2", string="Was über Sie gespeichert wird")
        assert heading is not None
        return words(heading.find_next("p"))

    assert kept().startswith("Nichts, solange Sie nicht selbst eine Rückmeldung absenden.")
    assert kept(feedback=False).startswith("Nichts. ")


def test_who_runs_the_service_is_named(about: Read, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: Stadt Musterstadt\nemail: info@example.org\n", encoding="utf-8")
    page = about(operator=path, name="Musterlotse")
    assert "Stadt Musterstadt" in words(page.select_one("address"))
    assert page.select_one("a[href='mailto:info@example.org']") is not None
    assert page.title is not None and page.title.text == "Über diesen Dienst – Musterlotse"
