"""Feedback by a form: stored without the question unless the box is ticked, and a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import Tag

from bot.feedback import Reason, read_feedback
from tests.bot.conftest import Serve
from tests.bot.pages import checked, page, text

QUESTION = "Wie oft tagt der Lenkungskreis?"


@pytest.fixture
def keeping(serve: Serve, assistant: Any, tmp_path: Path) -> Iterator[httpx.Client]:
    """The app with a folder of its own for what is kept."""
    with serve(assistant, data=tmp_path) as client:
        yield client


def form_of(client: httpx.Client) -> dict[str, Any]:
    """The fields of the feedback form as a browser would send them, nothing ticked."""
    form = page(client, "/", frage=QUESTION).select_one("form[action='/rueckmeldung']")
    assert isinstance(form, Tag) and form["method"] == "post"
    sent: dict[str, Any] = {str(f["name"]): str(f["value"]) for f in form.select("input[type=hidden]")}
    boxes = {str(f["value"]) for f in form.select("input[name=grund]")}
    assert boxes == {reason.value for reason in Reason}
    return sent


@pytest.mark.parametrize("ticked", [True, False])
def test_the_question_is_kept_only_when_the_person_agrees(keeping: httpx.Client, tmp_path: Path, ticked: bool) -> None:
    form = form_of(keeping) | {"grund": ["falsch", "veraltet"], "kommentar": "Seit 2025 viermal."}
    response = keeping.post("/rueckmeldung", data=form | ({"mit_frage": "ja"} if ticked else {}))
    assert response.status_code == 303
    soup = page(keeping, response.headers["location"])
    assert (
        "Frage, Antwort und Quellen wurden dazu gespeichert." if ticked else "Ihre Frage wurde nicht gespeichert."
    ) in text(soup, ".hinweis")
    back = soup.find("a", string="Zurück zur Antwort")
    assert text(page(keeping, str(back["href"])), "h1") == QUESTION  # type: ignore[index]
    (entry,) = read_feedback(tmp_path).entries
    assert (entry.reasons, entry.comment) == ((Reason.WRONG, Reason.OUTDATED), "Seit 2025 viermal.")
    assert (entry.question == QUESTION and bool(entry.answer) and bool(entry.passages)) is ticked
    assert ticked or QUESTION not in (tmp_path / "feedback" / "feedback.jsonl").read_text(encoding="utf-8")


def test_an_empty_form_is_refused_with_words(keeping: httpx.Client, tmp_path: Path) -> None:
    soup = checked(keeping.post("/rueckmeldung", data=form_of(keeping)), 422)
    assert "Die Rückmeldung ist leer." in text(soup, "[role=alert]")
    assert soup.find("a", string="Zurück zur Antwort") is not None
    assert read_feedback(tmp_path).entries == ()


def test_a_script_gets_the_same_in_words(keeping: httpx.Client) -> None:
    asked = {"Accept": "application/json"}
    refused = keeping.post("/rueckmeldung", data={"kommentar": " "}, headers=asked)
    assert (refused.status_code, refused.json()["message"]) == (422, "Die Rückmeldung ist leer.")
    taken = keeping.post("/rueckmeldung", data={"grund": "hilfreich"}, headers=asked)
    assert (taken.status_code, taken.json()["remedy"]) == (201, "Ihre Frage wurde nicht gespeichert.")


def test_the_way_back_never_leads_elsewhere(keeping: httpx.Client) -> None:
    for address in ("//boese.example", "https://boese.example", "javascript:alert(1)", '"><script>x</script>'):
        back = page(keeping, "/rueckmeldung", zurueck=address).find("a", string="Zurück zur Antwort")
        assert str(back["href"]).startswith("/?")  # type: ignore[index]


def test_an_operator_can_do_without(serve: Serve, assistant: Any, tmp_path: Path) -> None:
    with serve(assistant, data=tmp_path, feedback=False) as client:
        assert page(client, "/", frage=QUESTION).select_one("form[action='/rueckmeldung']") is None
        soup = checked(client.post("/rueckmeldung", data={"grund": "falsch"}), 404)
    assert "keine Rückmeldungen" in text(soup, "[role=alert]")
    assert not (tmp_path / "feedback").exists()
