"""How an answer came about, made ready for a page or a terminal: German names, places in the documents, what weighed most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np

from bot.answering.features import NAMES
from bot.answering.judge import load_model
from bot.web.german import ASKS, shortened
from corpus.errors import NotFoundError
from corpus.model import Answer, Check, Judged, SectionPath

if TYPE_CHECKING:
    from bot.assistant import Assistant

_TELLING = 3  # features
_SHORT = 200  # characters

CHECKS = {
    "form": "Art der Angabe",
    "year": "Jahr",
    "place": "Ort",
    "measure": "Maß",
    "gap": "Angabe vorhanden",
    "news": "Mehr als die Frage",
    "name": "Namen",
    "future": "Zeitraum",
    "confidence": "Zuversicht",
    "cell": "Tabellenfeld",
    "abbreviation": "Abkürzung",
    "alliance": "Bündnis",
    "contact": "Kontakt des Bündnisses",
    "scope": "Ausschnitt",
}

FEATURES = {
    "similarity": "Ähnlichkeit der Bedeutung",
    "prominence": "Ähnlichkeit im Vergleich zu anderen Stellen",
    "passage": "Punkte des Abschnitts in der Suche",
    "gap": "Abstand des Abschnitts zum besten",
    "unit_terms": "Wörter der Frage in der Stelle",
    "passage_terms": "Wörter der Frage im Abschnitt",
    "near_terms": "Wörter der Frage rund um die Stelle",
    "heading_terms": "Wörter der Frage in Überschrift und Titel",
    "has_form": "Angabe der gefragten Art",
    "lacks_form": "keine Angabe der gefragten Art",
    "figure_near_term": "Zahl bei einem Wort der Frage",
    "list_unit": "Teil einer Liste",
    "list_sentence": "Aufzählung im Satz",
    "row_for_figure": "Tabellenzeile, Zahl gefragt",
    "row_for_text": "Tabellenzeile, keine Zahl gefragt",
    "defines": "Begriff erklärt",
    "gives_reason": "Grund genannt",
    "gives_purpose": "Zweck genannt",
    "sets_condition": "Bedingung genannt",
    "is_step": "Schritt eines Ablaufs",
    "year_here": "Jahr in der Stelle",
    "year_near": "Jahr im Abschnitt",
    "year_missing": "Jahr fehlt",
    "place_here": "Ort in der Stelle",
    "place_near": "Ort im Abschnitt",
    "place_missing": "Ort fehlt",
    "new_terms": "Anteil neuer Wörter",
    "length": "Länge",
    "age": "Alter des Dokuments",
    "rarest_missing": "seltenstes Wort, das fehlt",
    "rarest_found": "seltenstes Wort, das vorkommt",
    "english": "Frage auf Englisch",
    "caption_or_lead": "Beschriftung oder Einleitung",
    "question_in_list": "Listenpunkt, keine Liste gefragt",
    "counted": "Zahl vor dem Gezählten",
    "several_figures": "mehrere Zahlen",
    "superlative": "Steigerung oder Hervorhebung",
    "best_here": "Abstand zur ähnlichsten Stelle des Abschnitts",
    "prominence_before": "Ähnlichkeit der Stelle davor",
    "prominence_after": "Ähnlichkeit der Stelle danach",
    "leans_back": "Bezug auf den Satz davor",
    "names_body": "Stelle oder Gremium genannt",
}


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A feature of a candidate, and by how many points it lifts or lowers it compared with an average unit."""

    label: str
    value: float
    effect: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """A candidate with its place in the documents. `rank` counts from 1 within one search."""

    rank: int
    text: str
    score: float
    title: str
    page: int | None
    section: SectionPath
    passage_id: str
    url: str
    features: tuple[Feature, ...]
    taken: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """What is shown of an explanation. `searches` are the candidates, one tuple for each search; `checks` come once each."""

    understood: dict[str, str]
    searched: dict[str, str]
    searches: tuple[tuple[Row, ...], ...]
    checks: tuple[tuple[str, Check], ...]


def account(answer: Answer, assistant: Assistant) -> Account | None:
    """The explanation of an answer ready to be shown, None if it was not asked for."""
    explanation = answer.explanation
    if explanation is None:
        return None
    titles = {entry.document.id: entry.document.title for entry in assistant.documents()}
    understood = explanation.understood
    if asked := understood.get("gefragt ist"):
        understood = {**understood, "gefragt ist": ASKS.get(asked, asked)}
    return Account(
        understood=understood,
        searched=explanation.searched,
        searches=tuple(
            tuple(_row(rank, judged, assistant, titles) for rank, judged in enumerate(search, 1))
            for search in _searches(explanation.candidates)
        ),
        checks=tuple((CHECKS.get(c.name, c.name), c) for c in dict.fromkeys(explanation.checks)),
    )


def reworded(answer: Answer, typed: str) -> str:
    """The question as it was understood if it is not what was typed, else ""."""
    understood = answer.standalone_question
    return understood if understood != " ".join(typed.split()) else ""


def telling(features: Mapping[str, float]) -> tuple[Feature, ...]:
    """The features that moved a candidate most, strongest first; one that is not given is 0."""
    model = load_model().rank
    values = np.array([features.get(name, 0.0) for name in NAMES])
    effects = model.weights * (values - model.mean) / model.spread
    strongest = np.argsort(-np.abs(effects), kind="stable")[:_TELLING]
    return tuple(
        Feature(label=FEATURES.get(NAMES[i], NAMES[i]), value=float(values[i]), effect=float(effects[i]))
        for i in strongest
    )


def _searches(candidates: Sequence[Judged]) -> list[list[Judged]]:
    """Candidates come best first; where the score rises again, those of another part or alliance begin."""
    searches: list[list[Judged]] = []
    for judged in candidates:
        if not searches or _score(judged) > _score(searches[-1][-1]):
            searches.append([])
        searches[-1].append(judged)
    return searches


def _score(judged: Judged) -> float:
    return judged.features.get("score", 0.0)


def _row(rank: int, judged: Judged, assistant: Assistant, titles: Mapping[str, str]) -> Row:
    title, span = judged.passage_id, ""
    page: int | None = None
    section: SectionPath = ()
    with suppress(NotFoundError, IndexError):  # a new index may have come between the answer and this
        passage = assistant.passage(judged.passage_id)
        unit = passage.units[judged.number]
        title = titles.get(passage.document_id, passage.document_id)
        page, section, span = unit.page or passage.page, passage.section, f"?zitat={unit.start}-{unit.end}"
    text = " ".join(judged.text.split())
    return Row(
        rank=rank,
        text=shortened(text, _SHORT),
        score=_score(judged),
        title=title,
        page=page,
        section=section,
        passage_id=judged.passage_id,
        url=f"/quelle/{quote(judged.passage_id, safe='')}{span}#stelle",
        features=telling(judged.features),
        taken=judged.taken,
        why=judged.why,
    )
