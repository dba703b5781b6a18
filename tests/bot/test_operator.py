"""The operator's details: the file, and the pages that show them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from bs4 import BeautifulSoup
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.assistant import Assistant
from bot.settings import Settings
from bot.web.operator import Conformity, read_operator
from bot.web.pages.about import about_pages
from bot.web.pages.legal import legal_pages
from bot.web.site import Site
from corpus.cli import run
from corpus.errors import UsageError
from tests.bot.conftest import Serve

DOCS = Path(__file__).parents[2] / "docs" / "operator.md"
PATHS = ("/impressum", "/datenschutz", "/barrierefreiheit")
Open = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of the documentation as a file."""
    (found,) = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path_factory.mktemp("operator") / "betreiber.yaml"
    path.write_text(found, encoding="utf-8")
    return path


@pytest.fixture
def pages(assistant: Assistant) -> Open:
    """The pages of legal.py and about.py with some settings."""

    def opened(use: Any = assistant, **settings: Any) -> httpx.Client:
        app, site = FastAPI(), Site(Settings(**settings))
        app.include_router(legal_pages(use, site))
        app.include_router(about_pages(use, site))
        return TestClient(app)

    return opened


def text(response: httpx.Response, selector: str = "main") -> str:
    assert response.status_code == 200, response.text
    found = BeautifulSoup(response.text, "lxml").select_one(selector)
    assert found is not None
    return " ".join(found.text.split())


def values(content: Any) -> list[str]:
    """Every value that the file holds."""
    if isinstance(content, dict):
        return [value for part in content.values() for value in values(part)]
    if isinstance(content, list):
        return [value for part in content for value in values(part)]
    return [str(content)]


def test_the_example_of_the_documentation_is_complete_and_read(example: Path) -> None:
    operator = read_operator(example)
    assert operator is not None and operator.responsible and operator.data_protection and operator.accessibility
    for part in (operator, operator.responsible, operator.data_protection, operator.accessibility):
        empty = [key for key, value in vars(part).items() if value in (None, ())]
        assert empty == [] or part is operator.responsible
    assert operator.address == ("Musterstraße 1", "12345 Musterstadt")
    assert operator.data_protection.log_days == 7
    assert operator.accessibility.status is Conformity.PARTLY
    assert operator.accessibility.date == date(2026, 11, 1)


def test_only_the_name_is_needed_and_no_file_is_no_operator(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: Stadt Musterstadt\nphone:\n", encoding="utf-8")
    operator = read_operator(path)
    assert operator is not None and operator.name == "Stadt Musterstadt" and operator.phone is None
    assert read_operator(None) is None


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Datei: das ist leer"),
        ("- name: A", "Datei: das ist leer oder steht falsch. Erwartet: Angaben wie „name: …“"),
        ("email: a@example.org", "Datei: die Angabe „name“ fehlt"),
        ("name: A\nemial: a@example.org", "Datei: die Angabe „emial“ ist unbekannt. Meinten Sie „email“?"),
        ("name: A\nname: B", "Zeile 2: die Angabe „name“ steht in diesem Eintrag doppelt"),
        ("name: A\nname: b: c", "Zeile 2: Das ist kein gültiges YAML"),
        ("name: [A]", "name: das ist leer oder steht falsch. Erwartet: ein Text"),
        ("name: ' '", "name: "),
        ("name: A\naddress: Musterweg 1", "address: „Musterweg 1“ ist nicht möglich. Erwartet: eine Liste"),
        ("name: A\nurl: javascript:alert(1)", "url: „javascript:alert(1)“ ist nicht möglich"),
        ("name: A\nemail: a@example.org?bcc=b@example.org", "email: "),
        ("name: A\nphone: anrufen", "phone: „anrufen“ ist nicht möglich"),
        ("name: A\nresponsible: B", "responsible: „B“ ist nicht möglich. Erwartet: Angaben wie „name: …“"),
        ("name: A\ndata_protection: {log_days: oft}", "data_protection, log_days: „oft“"),
        ("name: A\ndata_protection: {log_days: '-1'}", "data_protection, log_days: „-1“"),
        ("name: A\ndata_protection: {officer: {nme: B}}", "data_protection, officer: die Angabe „nme“ ist unbekannt"),
        ("name: A\naccessibility: {status: gut, date: 2026-11-01, method: B}", "accessibility, status: „gut“"),
        ("name: A\naccessibility: {status: nicht, date: 2026, method: B}", "accessibility, date: „2026“"),
        ("name: A\naccessibility: {status: nicht, date: 2026-02-30, method: B}", "accessibility, date: „2026-02-30“"),
        (
            "name: A\naccessibility: {status: nicht, date: 2026-11-01, method: B, barriers: [{what: C}]}",
            "accessibility, barriers, Eintrag 1: die Angabe „why“ fehlt",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_remedy(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "betreiber.yaml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as error:
        read_operator(path)
    message = str(error.value)
    assert said in message, message
    assert str(path) in message and "LOTSE_OPERATOR" in message and "docs/operator.md" in message
    assert "Index" not in message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("name: Lüneburg".encode("latin-1"))
    for path, said in ((tmp_path / "fehlt.yaml", "nicht lesbar"), (tmp_path, "nicht lesbar"), (tmp_path / "latin.yaml", "UTF-8")):  # fmt: skip
        with pytest.raises(UsageError, match=said) as error:
            read_operator(path)
        assert str(path) in str(error.value)


def test_the_pages_show_everything_that_the_file_holds(pages: Open, example: Path) -> None:
    client = pages(operator=example)
    shown = " ".join(text(client.get(path)) for path in PATHS)
    said = {"7": "nach 7 Tagen", "teilweise": "teilweise vereinbar", "2026-11-01": "1. November 2026", "2026-11-15": "15. November 2026"}  # fmt: skip
    missing = [v for v in values(yaml.safe_load(example.read_text("utf-8"))) if said.get(v, v) not in shown]
    assert missing == []
    assert "nicht angegeben" not in shown


@pytest.mark.parametrize("path", PATHS)
def test_without_an_operator_the_pages_say_so_and_what_is_true_of_the_software(pages: Open, path: str) -> None:
    shown = text(pages().get(path))
    assert "LOTSE_OPERATOR" in shown and "docs/operator.md" in shown
    assert {
        "/impressum": "Die Auskünfte sind unverbindlich",
        "/datenschutz": "Es gibt keine Cookies",
        "/barrierefreiheit": "Dies ist keine Erklärung zur Barrierefreiheit",
    }[path] in shown
    assert not re.search(r"rechtssicher|vollständig vereinbar|Artikel 15", shown)


def test_what_the_operator_left_out_is_said(pages: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: Stadt Musterstadt\n", encoding="utf-8")
    client = pages(operator=path)
    assert "E-Mail-Adresse: vom Betreiber noch nicht angegeben" in text(client.get("/impressum"))
    assert "Rechtsgrundlage der Verarbeitung: vom Betreiber noch nicht" in text(client.get("/datenschutz"))
    shown = text(client.get("/barrierefreiheit"))
    assert "keine Erklärung" in shown and "Stadt Musterstadt" in shown


def test_what_is_switched_off_is_not_described(pages: Open) -> None:
    def heads(**settings: Any) -> set[str]:
        soup = BeautifulSoup(pages(**settings).get("/datenschutz").text, "lxml")
        return {h.text for h in soup.select("h2")}

    assert heads() - heads(feedback=False) == {"Wenn Sie eine Rückmeldung geben"}
    assert heads() - heads(rate_limit="off") == {"Schutz vor Überlastung"}
    assert "Nach 3600 Sekunden" in text(pages(rate_limit="5/second;9/hour").get("/datenschutz"))


def test_the_whole_app_serves_them(serve: Serve, assistant: Assistant, example: Path) -> None:
    with serve(assistant, operator=example) as client:
        for path in (*PATHS, "/ueber", "/farben.css", "/logo", "/schrift/normal.woff2"):
            assert client.get(path).status_code == 200, path
        assert "Landkreis Musterland" in client.get("/impressum").text
        assert client.get("/logo").headers["content-security-policy"].endswith("sandbox")


@pytest.mark.parametrize("variable", ["LOTSE_OPERATOR", "LOTSE_LOGO"])
def test_a_file_that_is_not_there_stops_the_start(
    variable: str, index_data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "gibt-es-nicht.svg")
    assert run(["serve", "--data", str(index_data), "--port", "0"]) == 2
    said = capsys.readouterr().err
    assert variable in said and "gibt-es-nicht.svg" in said


@pytest.mark.parametrize("path", (*PATHS, "/ueber"))
def test_every_page_is_well_formed(pages: Open, example: Path, path: str) -> None:
    for client in (pages(), pages(operator=example)):
        response = client.get(path)
        soup = BeautifulSoup(response.text, "lxml")
        assert len(soup.select("h1")) == 1
        levels = [int(h.name[1]) for h in soup.select("h1, h2, h3, h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), levels
        assert not soup.select("[style], style, script:not([src])")
        assert client.head(path).status_code == 200


def test_words_of_the_operator_are_shown_as_text(pages: Open, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("name: <script>alert(1)</script>\naddress: ['<b>']\n", encoding="utf-8")
    response = pages(operator=path).get("/impressum")
    assert "<script>alert" not in response.text and "<b>" not in response.text
    assert "<script>alert(1)</script>" in text(response)
