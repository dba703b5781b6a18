"""File notes over HTTP: their type, their name, and what can be read in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import httpx
import pypdf
import pytest

from bot.assistant import Assistant
from tests.bot.conftest import Serve
from tests.bot.jobs import CHECK, FIT, check, fit
from tests.bot.strategies import ABROAD, POOL, UNEMPLOYED

NOTES = (f"{FIT}/vermerk", f"{CHECK}/vermerk")
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "md": "text/markdown; charset=utf-8",
}


@pytest.fixture(scope="module")
def client(serve: Serve, strategies: Assistant) -> Iterator[httpx.Client]:
    with serve(strategies) as client:
        client.timeout = httpx.Timeout(120)
        yield client


def read(format: str, content: bytes) -> str:
    """The text of a note in any format, on one line."""
    if format == "docx":
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = " ".join([*(p.text for p in document.paragraphs), *cells])
    elif format == "pdf":
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
        text = re.sub(r"(?<=\w)-\n(?=[a-zäöüß])", "", text)
    else:
        text = content.decode("utf-8")
    return " ".join(text.split())


def note(client: httpx.Client, path: str, format: str | None, **body: Any) -> httpx.Response:
    params = {} if format is None else {"format": format}
    response = client.post(path, params=params, json={"idea": UNEMPLOYED, "alliance": "heidetal", **body})
    assert response.status_code == 200, response.text
    return response


@pytest.mark.parametrize("format", TYPES)
@pytest.mark.parametrize(("path", "name"), [(NOTES[0], "passung"), (NOTES[1], "foerderfaehigkeit")])
def test_a_note_is_an_attachment_of_its_type(client: httpx.Client, path: str, name: str, format: str) -> None:
    before = date.today()
    response = note(client, path, format)
    assert response.headers["content-type"] == TYPES[format]
    names = {
        f'attachment; filename="vermerk-{name}-heidetal-{day.isoformat()}.{format}"' for day in (before, date.today())
    }
    assert response.headers["content-disposition"] in names
    assert response.headers["x-content-type-options"] == "nosniff"
    text = read(format, response.content)
    assert "Vermerk" in text and "Fachkräftebündnis Heidetal" in text
    assert "Langzeitarbeitslose aus Bad Bevensen" in text
    assert "Menschen ohne Arbeit" in text


@pytest.mark.parametrize("format", TYPES)
def test_the_note_of_a_fit_says_what_the_fit_says(client: httpx.Client, format: str) -> None:
    result = fit(client, ABROAD)
    text = read(format, note(client, NOTES[0], format, idea=ABROAD).content)
    assert "Handlungsfeld und Thema" in text
    assert result["matches"][0]["title"] in text
    assert "Projektprofil: Pflegebrücke" in text
    assert "Pflegekräfte und Handwerker werden im Ausland angeworben" in text  # the quote of the first source
    assert "[1]" in text.replace("\\", "")


@pytest.mark.parametrize("format", TYPES)
def test_the_note_of_a_check_holds_answers_and_applicant(client: httpx.Client, format: str) -> None:
    body: dict[str, Any] = {
        "applicant": "Kreisvolkshochschule Uelzen/Lüchow",
        "answers": {"abstimmung": "ja", "zusatz": "nein"},
    }
    result = check(client, UNEMPLOYED, **body)
    text = read(format, note(client, NOTES[1], format, **body).content)
    assert re.search(r"Antragstellende Stelle\W+Kreisvolkshochschule Uelzen/Lüchow", text)
    assert "Nicht förderfähig" in text
    for finding in result["criteria"]:
        assert finding["title"] in text
    assert re.search(r"Zusatz\W+nein", text) and re.search(r"Abstimmung\W+ja", text)
    assert "Hanna Probe" in text


def test_a_note_is_a_word_file_if_nothing_else_is_asked_for(client: httpx.Client) -> None:
    response = note(client, NOTES[1], None)
    assert response.headers["content-type"] == TYPES["docx"]
    assert "Keine Angabe" in read("docx", response.content)  # no applicant


def test_a_note_of_what_fits_nowhere_says_so(client: httpx.Client) -> None:
    text = read("md", note(client, NOTES[0], "md", idea=POOL).content)
    assert "Die Idee passt nicht zur Strategie." in text
    assert "Kein Handlungsfeld der Strategie passt zu dieser Idee." in text


def test_a_note_goes_by_the_short_name_whatever_name_was_asked_for(client: httpx.Client) -> None:
    response = note(client, NOTES[0], "md", alliance="Fachkräftebündnis Heidetal")
    assert "vermerk-passung-heidetal-" in response.headers["content-disposition"]
