"""The pages, as HTML without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from bot.assistant import Assistant, Step
from bot.web.german import format_date
from corpus.model import Answer, Citation, Contact, IndexInfo, Kind, Note, SourceWork, Status
from tests.bot.conftest import Serve
from tests.bot.library import PAYLOADS
from tests.bot.pages import page, text

QUESTION = "Wer entscheidet im Lenkungskreis?"


def state_of(assistant: Assistant) -> str:
    """The sentence that names the index, whose day is that of the test run."""
    info = assistant.info()
    day = date.fromisoformat(info.built[:10])
    return f"{info.documents} Dokumente, Stand des Index: {format_date(day)} (Nr. {info.generation})"


def test_the_start_page_has_a_form_and_working_examples(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, "/")
    form = soup.select_one("form")
    assert form is not None and (form["method"], form["action"]) == ("get", "/")
    assert [f["name"] for f in form.select("input, select")] == ["frage", "buendnis", "stand"]
    assert all(form.select_one(f"label[for={f['id']}]") for f in form.select("input, select"))
    options = {o["value"]: o.text for o in form.select("option")}
    assert options["leine-weser"] == "Fachkräftebündnis Leine-Weser"
    examples = soup.select(".beispiele a")
    assert len(examples) == 9
    for link in examples:
        assert text(page(client, str(link["href"])), "h1") == link.text
    assert state_of(assistant) in " ".join(soup.text.split())
    assert "Maschine" in soup.text and "unverbindlich" in soup.text


def test_the_address_reproduces_the_question(client: httpx.Client) -> None:
    soup = page(client, "/", frage=QUESTION, buendnis="nordostniedersachsen", stand="2025-01-31")
    assert text(soup, "h1") == QUESTION
    assert [f["value"] for f in soup.select("#fragen input[name=frage]")] == [QUESTION, ""]
    assert soup.select_one("option[selected]")["value"] == "nordostniedersachsen"  # type: ignore[index]
    assert soup.select_one("input[name=stand]")["value"] == "2025-01-31"  # type: ignore[index]
    link = soup.find("a", string="Dauerhafte Adresse")
    query = parse_qs(urlsplit(str(link["href"])).query)  # type: ignore[index]
    assert query == {"frage": [QUESTION], "buendnis": ["nordostniedersachsen"], "stand": ["2025-01-31"]}


def test_an_answer_stands_beside_its_sources(client: httpx.Client, assistant: Assistant) -> None:
    soup = page(client, "/", frage=QUESTION)
    marker = soup.select_one(".text a.marke")
    assert marker is not None
    source = soup.select_one(str(marker["href"]))
    assert source is not None
    said = " ".join(source.text.split())
    assert "Fachkräftestrategie Nordostniedersachsen 2024–2027" in said
    assert "Allianz für Fachkräfte Nordostniedersachsen" in said
    assert "Stand: Dezember 2024" in said
    assert "Steuerung, › Lenkungskreis" in said
    assert "gibt wieder: Das Original der Strategie" in said
    quoted = text(soup, "blockquote")
    assert soup.select(".text p")
    assert all(" ".join(p.text.split()).replace(" [1]", "") in quoted for p in soup.select(".text p"))
    assert assistant.info().documents == 6
    assert f"Durchsucht: {state_of(assistant)}." in " ".join(soup.text.split())


def test_a_source_that_is_not_in_force_says_so(client: httpx.Client) -> None:
    question = "Was hat der Kreisausschuss zum Beitritt des Landkreises beschlossen?"
    today = page(client, "/", frage=question)
    assert "abgelöst durch „Fachkräftestrategie Nordostniedersachsen 2024–2027“" in text(today, ".quellen")
    then = page(client, "/", frage=question, stand="2016-01-01")
    assert "abgelöst durch" not in text(then, ".quellen")


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ({"frage": "a" * 2001}, 422, "Ihre Frage hat 2001 Zeichen."),
        ({"frage": " \u200b "}, 422, "Ihre Frage darf nicht leer sein."),
        ({"frage": "Was\x00?"}, 422, "Ihre Frage enthält Steuerzeichen."),
        ({"frage": "Was?", "stand": "gestern"}, 422, "Der Stichtag muss ein Datum wie 2024-12-31 sein."),
        ({"frage": "Was?", "buendnis": "atlantis"}, 404, "Das Bündnis „atlantis“ ist nicht bekannt."),
    ],
)
def test_a_wrong_question_is_explained_beside_the_form(
    client: httpx.Client, query: dict[str, str], status: int, message: str
) -> None:
    soup = page(client, "/", status, **query)
    assert message in text(soup, "[role=alert]")
    field = soup.select_one("form #frage")
    assert field is not None and field["aria-invalid"] == "true" and field["aria-describedby"] == "fehler"
    assert field["value"] == query["frage"][:2000].replace("\x00", "\N{REPLACEMENT CHARACTER}")
    assert text(soup, "title").startswith("Bitte prüfen: ")


def test_unknown_addresses_get_a_friendly_page(client: httpx.Client) -> None:
    for path in ("/gibt-es-nicht", "/quelle/gibt-es-nicht", "/original/gibt-es-nicht"):
        soup = page(client, path, 404)
        assert text(soup, "h1") == "Nicht gefunden"
        assert soup.find("a", string="Zur Startseite") is not None


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_question_stays_text(client: httpx.Client, payload: str) -> None:
    soup = page(client, "/", frage=f"Giftpilze {payload}")
    assert text(soup, "h1") == f"Giftpilze {payload}"
    assert soup.select_one("#verlauf input[name=frage]")["value"] == f"Giftpilze {payload}"  # type: ignore[index]


def test_hostile_documents_stay_text_on_every_page(client: httpx.Client) -> None:
    answer = page(client, "/", frage="Giftpilze")
    said = " ".join(answer.text.split())
    assert all(payload in said for payload in PAYLOADS)
    source = page(client, str(answer.select_one(".quelle h3 a")["href"]))  # type: ignore[index]
    for soup in (answer, source, page(client, "/dokumente")):
        assert "Nutzlast" in soup.text
        assert not soup.select("main img, main svg, iframe, [onerror], [onload]")
        assert not [a for a in soup.select("a") if not str(a["href"]).startswith(("/", "#", "https://example.org"))]
        assert "49" not in text(soup, "main")


class Given:
    """An assistant that gives one answer; everything else comes from `behind`."""

    def __init__(self, behind: Any, answer: Answer) -> None:
        self.behind = behind
        self.answer = answer
        self.asked: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.behind, name)

    def ask_in_steps(self, question: str, **options: Any) -> Iterator[Step]:
        self.asked = {"question": question, **options}
        yield Step(answer=self.answer, final=True)


def given(status: Status, **more: Any) -> Answer:
    fields: dict[str, Any] = {
        "answer": "Das sagen die Dokumente.",
        "citations": (),
        "standalone_question": "Wer sitzt im Lenkungskreis?",
        "mode": "extractive",
        "index": IndexInfo(generation=7, documents=1, built="2026-03-01T23:30:00+00:00"),
    }
    return Answer(status=status, **(fields | more))


@pytest.mark.parametrize(
    ("status", "headline", "offer"),
    [
        (Status.ANSWERED, "Antwort", "Das passt dazu"),
        (Status.CLARIFY, "Rückfrage", "Was meinen Sie?"),
        (Status.NO_ANSWER, "Keine Antwort in den Dokumenten", "Das können Sie stattdessen fragen"),
    ],
)
def test_each_status_has_its_own_face(serve: Serve, assistant: Any, status: Status, headline: str, offer: str) -> None:
    contact = Contact(name="Geschäftsstelle", person="Erika Muster", phone="04131 12", url="javascript:alert(1)")
    notes = (Note(kind="outdated", text="Der Beschluss ist abgelöst."), Note(kind="neu", text="Noch etwas."))
    cited = Citation(
        n=1,
        document_id="boese",
        title="Ein Titel",
        kind=Kind.PRESSE,
        alliance=None,
        issued="2024",
        page=None,
        section=(),
        quote="Das sagen die Dokumente.",
        passage_id="boese.1",
        url="/quelle/boese.1?zitat=0-4#stelle",
        source=SourceWork(title="Ein Werk", url="javascript:alert(1)"),
    )
    answer = given(status, citations=(cited,), notes=notes, suggestions=("Und in Leine-Weser?",), contact=contact)
    asked = Given(assistant, answer)
    with serve(asked) as client:
        soup = page(client, "/", frage=" Wer sitzt da? ", buendnis="leine-weser", stand="2025-02-03")
    assert asked.asked == {
        "question": "Wer sitzt da?",
        "history": [],
        "alliance": "leine-weser",
        "as_of": date(2025, 2, 3),
        "explain": False,
        "mode": "auto",
    }
    assert text(soup, ".dach") == headline
    assert text(soup, "#quelle-weiter") == offer
    suggestion = str(soup.select_one(".vorschlaege a")["href"])  # type: ignore[index]
    assert parse_qs(urlsplit(suggestion).query)["buendnis"] == ["leine-weser"]
    assert [" ".join(h.get_text(" ").split()) for h in soup.select(".hinweis")] == [
        "Nicht mehr in Kraft Der Beschluss ist abgelöst.",
        "Hinweis Noch etwas.",
    ]
    assert "Erika Muster" in text(soup, ".kontakt")
    assert "gibt wieder: Ein Werk" in text(soup, ".quellen")
    assert soup.select_one("a[href='tel:0413112']") is not None
    assert not [a for a in soup.select("a") if str(a["href"]).startswith("javascript")]
    assert "Verstanden als: Wer sitzt im Lenkungskreis?" in soup.text
    assert "Durchsucht: 1 Dokument, Stand des Index: 1. März 2026 (Nr. 7)." in " ".join(soup.text.split())


def test_the_operator_names_the_service_and_its_legal_pages(serve: Serve, assistant: Any) -> None:
    with serve(assistant, name="Förder<b>lotse", imprint_url="https://example.org/impressum") as client:
        soup = page(client, "/")
    assert text(soup, ".name") == "Förder<b>lotse"
    assert soup.select_one("footer a[href='https://example.org/impressum']") is not None
