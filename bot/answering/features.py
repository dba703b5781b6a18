"""What is known of a unit as a possible answer: a fixed row of numbers, judged by weights that were learned on development questions."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.understanding.forms import MEASURED, NUMBER_WORDS, has_form, needs_form
from corpus.model import Asks, Hit, Passage, Question, UnitKind
from retrieval.analysis import stem
from retrieval.index import Found, Index
from retrieval.scope import names_any
from retrieval.units import named_cells, quoted

NAMES = (
    "similarity", "prominence", "passage", "gap", "unit_terms", "passage_terms", "near_terms", "heading_terms",
    "has_form", "lacks_form", "figure_near_term", "list_unit", "list_sentence", "row_for_figure", "row_for_text", "defines",
    "gives_reason", "gives_purpose", "sets_condition", "is_step", "year_here", "year_near", "year_missing", "place_here",
    "place_near", "place_missing", "new_terms", "length", "age", "rarest_missing", "rarest_found", "english", "caption_or_lead",
    "question_in_list", "counted", "several_figures", "superlative", "best_here", "prominence_before", "prominence_after", "leans_back", "names_body",
)  # fmt: skip
REASON = re.compile(
    r"\b(?:weil|denn|aufgrund|wegen|deshalb|daher|dadurch|bedingt\w*|grund|gründe|ursache\w*|zurückzuführen|faktor\w*|scheiter\w*|erschwer\w*|liegt (?:an|daran)|somit|infolge)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?!insgesamt)\w*(?:kammer|agentur|ministerium|verband|verbände|ausschuss|gremium|gremien|kreis|amt|bank|hochschule|universität|träger\w*|partner\w*|bündnis\w*|allianz|gesellschaft|verein|stelle|koordination|koordinator\w*|vorsitz\w*|geschäftsführ\w*|leiter\w*|leitung|sprecher\w*|beauftragte\w*)\b"
    r"|\bgmbh\b|\be\. ?v\.|(?-i:\b(?![IVX]+\b)[A-ZÄÖÜ]{3,}\b)",
    re.I,
)
_PURPOSE = re.compile(r"\b(?:ziel\w*|soll\w*|um|dient|damit|zweck|unterstütz\w*|ermöglich\w*)\b", re.I)
_CONDITION = re.compile(
    r"\b(?:nur|nicht|kein\w*|kann|können|darf|dürfen|muss|müssen|sofern|soweit|wenn|voraussetzung\w*|förderfähig\w*|möglich|ausgeschlossen|ausschließlich|grundsätzlich)\b",
    re.I,
)
_STEP = re.compile(
    r"^\W*(?:\d{1,2}[.)]|schritt|zunächst|zuerst|danach|anschließend|im anschluss|dann|abschließend)", re.I
)
_DIGIT = re.compile(r"\d")
_SUPERLATIVE = re.compile(
    r"\b\w{3,}ste[nrsm]?\b|\b(?:lediglich|einzig\w*|allein|vor allem|deutlich|kräftig\w*|sehr)\b|\bam \w+sten\b", re.I
)
LEANS_BACK = re.compile(
    r"(?:Er|Sie|Es|Ihr\w*|Sein\w*|Diese[rsnm]?|Dies|Dabei|Dazu|Dafür|Davon|Dadurch|Dort|Hier(?:bei|für|zu|durch|von)?|Außerdem|Auch|Ebenso|Damit|Daher|Deshalb|Darunter|Darüber hinaus|Zudem|Weitere|Jedoch|Lediglich|Insbesondere|Beide|Letztere)\b"
)
_ABSTRACT = re.compile(r"\b(?:ist|sind|bezeichnet|bedeutet|heißt|steht für|versteht|umfasst|bildet|beschreibt)\b")


def context(passage: Passage, number: int) -> str:
    """A unit with what belongs to it: lead-in, caption, column names and headings."""
    return _contexts(passage)[number]


@lru_cache(maxsize=10_000)
def _contexts(passage: Passage) -> tuple[str, ...]:
    lead, found = "", []
    for unit in passage.units:
        text = quoted(passage, unit)
        if unit.kind is UnitKind.ROW:
            text = named_cells(passage.header, text)
        found.append(
            " ".join((*passage.section[-1:], lead if unit.kind in (UnitKind.ITEM, UnitKind.ROW) else "", text))
        )
        if unit.kind in (UnitKind.LEAD, UnitKind.CAPTION):
            lead = text
    return tuple(found)


@lru_cache(maxsize=10_000)
def _static(passage: Passage) -> tuple[tuple[float, float], ...]:
    """Length and whether it leans back, for every unit: what no question changes."""
    texts = [quoted(passage, unit) for unit in passage.units]
    return tuple((math.log1p(text.count(" ") + 1), float(bool(LEANS_BACK.match(text)))) for text in texts)


def coverage(terms: Set[str], weights: Mapping[str, float]) -> float:
    """Share of the weighted question terms that are among the terms of a text: 0 to 1; 0 without any."""
    total = sum(weights.values())
    return sum(weights[t] for t in weights.keys() & terms) / total if total else 0.0


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all candidates of one question share."""

    question: Question
    found: Found
    weights: dict[str, float]  # the question's terms by rarity
    total: float  # their sum

    def coverage(self, terms: Set[str]) -> float:
        """As `coverage`, for the question's terms."""
        return sum(self.weights[t] for t in self.weights.keys() & terms) / self.total

    @classmethod
    def of(cls, index: Index, question: Question, found: Found) -> Field:
        idf = index.lexical.idf
        weights = {t: idf(t) * w for t, w in question.terms.items()}
        return cls(question=question, found=found, weights=weights, total=sum(weights.values()) or 1.0)


def passage_features(index: Index, field: Field, hit: Hit, years_old: float) -> np.ndarray:
    """One row of features for every unit of a passage: shape (units, len(NAMES))."""
    question, found, passage = field.question, field.found, hit.passage
    unit_terms = index.unit_terms[passage.id]
    heading = index.heading_terms[passage.id]
    whole = heading.union(*unit_terms)
    weights = field.weights
    heaviest = max(weights.values(), default=1.0) or 1.0
    missing = max((w for t, w in weights.items() if t not in whole), default=0.0) / heaviest
    held = max((w for t, w in weights.items() if t in whole), default=0.0) / heaviest
    all_terms, headed = field.coverage(whole), field.coverage(heading)
    mean, spread = found.field
    rows = []
    scores = (found.unit_scores[passage.id] - mean) / spread
    best = float(scores.max()) if len(scores) else 0.0
    around = " ".join((*passage.section, passage.text, *passage.header, hit.document.title))
    static = _static(passage)
    placed_around = all(names_any(around, (p,)) for p in question.places)
    for number, unit in enumerate(passage.units):
        text = quoted(passage, unit)
        here = context(passage, number)
        near = heading.union(*unit_terms[max(0, number - 1) : number + 2])
        similarity = float(found.unit_scores[passage.id][number])
        own = unit_terms[number]
        formed = has_form(question.asks, text)
        years, places = question.years, question.places
        known = " ".join((here, hit.document.issued))
        placed = all(names_any(here, (p,)) for p in places)
        rows.append((
            10 * (similarity - 0.85),
            (similarity - mean) / spread,
            hit.score,
            hit.score - found.hits[0].score,
            field.coverage(own),
            all_terms,
            field.coverage(near),
            headed,
            float(needs_form(question.asks) and formed),
            float(not formed),
            float(question.asks in MEASURED and _figure_near(text, question)),
            float(question.asks in (Asks.LIST, Asks.PROCEDURE, Asks.PURPOSE) and unit.kind in (UnitKind.LEAD, UnitKind.ITEM)),
            float(question.asks in (Asks.LIST, Asks.WHO) and unit.kind is UnitKind.SENTENCE and text.count(",") + text.count(" und ") >= 2),
            float(question.asks in MEASURED and unit.kind is UnitKind.ROW),
            float(question.asks not in MEASURED and unit.kind is UnitKind.ROW),
            float(question.asks in (Asks.DEFINITION, Asks.ABBREVIATION) and _defines(text, question)),
            float(question.asks is Asks.REASON and bool(REASON.search(text))),
            float(question.asks is Asks.PURPOSE and bool(_PURPOSE.search(text))),
            float(question.asks is Asks.CONDITION and bool(_CONDITION.search(text))),
            float(question.asks is Asks.PROCEDURE and bool(_STEP.search(text))),
            float(bool(years) and all(y in known for y in years)),
            float(bool(years) and not all(y in known for y in years) and all(y in around for y in years)),
            float(bool(years) and not all(y in around or y in known for y in years)),
            float(bool(places) and placed),
            float(bool(places) and not placed and placed_around),
            float(bool(places) and not placed_around),
            len(own - weights.keys()) / (len(own) or 1),
            static[number][0],
            years_old / 10,
            missing,
            held,
            float(question.english),
            float(unit.kind in (UnitKind.CAPTION, UnitKind.LEAD)),
            float(question.asks not in (Asks.LIST, Asks.PROCEDURE, Asks.PURPOSE) and unit.kind is UnitKind.ITEM),
            float(question.asks is Asks.COUNT and _counted(text, question.text)),
            float(question.asks in (Asks.EXTREME, Asks.CHANGE, Asks.COMPARISON) and len(re.findall(r"\d[\d.,]*", text)) >= 2),
            float(question.asks is Asks.EXTREME and bool(_SUPERLATIVE.search(text))),
            float(scores[number]) - best,
            float(scores[number - 1]) if number else 0.0,
            float(scores[number + 1]) if number + 1 < len(scores) else 0.0,
            static[number][1],
            float(question.asks is Asks.WHO and bool(_BODY.search(text))),
        ))  # fmt: skip
    return np.array(rows, dtype=np.float64).reshape(-1, len(NAMES))


def _figure_near(text: str, question: Question) -> bool:
    """True if a figure stands within five words of one of the question's words."""
    if not _DIGIT.search(text):
        return False
    stems = tuple(sorted({t[:6] for t in question.terms if len(t) > 3}))
    return bool(stems and _near_figure(stems).search(text))


@lru_cache(maxsize=256)
def _near_figure(stems: tuple[str, ...]) -> re.Pattern[str]:
    words = rf"\b(?:{'|'.join(map(re.escape, stems))})[\w-]*"
    between = r"(?:\W+\w+){0,4}?\W+"
    return re.compile(rf"{words}{between}\w*\d|\d[\w.,]*{between}{words}", re.I)


def _counted(text: str, question: str) -> bool:
    """True if a figure stands right before the thing whose number is asked for."""
    match = re.search(r"wie ?viele?\s+((?:\w+\s+){0,2}?)([A-ZÄÖÜ]\w+)", question, re.I)
    if not match:
        return False
    thing = re.escape(stem(match.group(2).lower())[:6])
    return bool(re.search(rf"(?:\d[\d.,]*|\b(?:{NUMBER_WORDS}))\s+(?:\w+\s+){{0,2}}\w*{thing}", text, re.I))


def _defines(text: str, question: Question) -> bool:
    """True if a text begins with what is asked about and says what it is, or explains it in brackets."""
    head = text[:80].lower()
    starts = any(head.find(term[:6]) != -1 for term in question.terms if len(term) > 2)
    bracket = any(
        re.search(rf"\({re.escape(name)}\)|{re.escape(name)}\s?\(", text) for name in _capitals(question.text)
    )
    return bracket or (starts and bool(_ABSTRACT.search(text[:160])))


def _capitals(text: str) -> Sequence[str]:
    return re.findall(r"\b[A-ZÄÖÜ][A-ZÄÖÜ0-9]+\w*\b", text)
