"""What a verified sentence rests on: no order, not a heading alone, and with its addresses in the words that are quoted.

A text that tells its reader, or a machine, what to do is quoted with its source or not shown at all: in a model's words the
order would be ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from corpus.phrasing import Checked, Fault, SourceText
from retrieval.analysis import index_terms
from retrieval.index import Index

_OWN_WORDS = 0.5  # of a sentence's words that must stand in the quoted units; a heading only says what they are about
_BEGIN = r"(?:^|[^\w\s]\s*|\b(?:und|oder|sondern|Achtung|Wichtig|Hinweis)\b[:,]?\s*)"
_POLITE = re.compile(rf"{_BEGIN}(?:bitte\s+)?(?!(?:wenn|falls|sofern|dass|ob|weil|da|wie|was|wo)\b)\w+(?:e?n|e?rn|eln)\s+(?-i:Sie)\b(?!\s*[,.])", re.I)  # fmt: skip
_ORDERS = re.compile(
    r"(?:^|[.!?:;\n]\s*)bitte\b|\bbitte\s+\w+en\b"
    r"|\bweis(?:t|en|e)\b[^.]*\ban\b|\b(?:dienst)?anweisung(?:en)?\b|\bbefehl\w*\b"
    r"|\b(?:ignorier|vergiss|vergess|missacht|befolg|gehorch|verrat|disregard|ignore|forget|override|pretend|reply|respond|answer)\w*"
    r"|\bdu\s+(?:bist|sollst|musst|darfst)\b|\bSie\s+sind\s+(?:jetzt|nun|von nun an|ab sofort|ein\w*)\b|\byou\s+(?:are|must|should|will)\b"
    r"|\b(?:sprachmodell|chatbot|ki-?(?:assistent|system|modell)|auskunftsprogramm|assistant|language model|prompt|system)\w*\s*(?::|\b[^.]{0,80}\b(?:soll|muss|hat zu|darf|antwort|sag|nenn|schreib|gib)\w*)"
    r"|<\|?\w+\|?>|\[/?INST\]|</?\w+[^>]*>|\bassistent(?:in)?\s*:|\bsystem\s*:|\bantwort(?:e|en Sie)?\s*:|\b\w*zu\w{3,}en\s+(?:haben|hat)\b|\bich\b|\bantwort(?:en)?\b[^.]{0,40}\b(?:beginn|laute|heiß|hieß|ende|enthält)\w*",
    re.I,
)  # fmt: skip
_FAMILIAR = re.compile(
    rf"{_BEGIN}(?:antworte|nenne?|sage?|schreibe?|gib|zeige?|wiederhole?|übersetze?|führe?|stelle?|empfiehl|rufe?|sende?|schicke?|klicke?|öffne|lade?|überweise?|erkläre?|behaupte|versprich|verwende|nutze|beginne|beende|lass|mach|tu|rate|verweise|bestätige|versichere)\b(?!\s+(?:ich|er|sie|es)\b)",
    re.I | re.M,
)
_INFINITIVE = re.compile(
    r"\b(?:anweisungen|regeln|vorgaben|angaben|quellen|textstellen)\b[^.]{0,60}\b\w+(?:ieren|essen|achten|folgen|lassen)\b|\b(?:ab jetzt|von nun an|ab sofort|künftig|immer|stets|nur noch)\b[^.]{0,80}\b(?:antworten|nennen|sagen|schreiben|ausgeben|angeben|behaupten|empfehlen|verweisen)\b",
    re.I,
)
_NEARLY = 0.8  # of a unit's words: then the sentence repeats it, and nothing of the following may differ
_NEGATION = re.compile(r"\b(?:nicht|kein\w*|nie|niemals|weder|ohne)\b", re.I)
_MODAL = re.compile(r"\b(?:k[aö]nn\w*|m[uü]ss\w*|d[aü]rf\w*|soll\w*|will|woll\w*)\b", re.I)
_MODALS = {"kan": "können", "kön": "können", "mus": "müssen", "müs": "müssen", "dar": "dürfen", "dür": "dürfen", "sol": "sollen", "wil": "wollen", "wol": "wollen"}  # fmt: skip
_ADDRESS = re.compile(
    r"\S*@\S+|\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:de|com|org|net|eu|example|test|invalid)\b\S*", re.I
)

_CAUSE = re.compile(
    r"\b(?:weil|denn|da(?=\s+(?:die|der|das|es|sie|er)\b)|deshalb|daher|deswegen|darum|wegen|aufgrund|infolge|dadurch|somit|weshalb|weswegen|grund|gründe\w*|ursache\w*|bedingt|führt|liegt an|zurück(?:zuführen|geht|gehen)|folge|damit|um)\b",
    re.I,
)
_CLAUSE = re.compile(r",\s+(?=(?:was|weil|da|denn|sodass|so dass|wodurch|weshalb|obwohl|wobei|damit|um|indem|nachdem|während)\b)", re.I)  # fmt: skip


def gives_orders(text: str) -> bool:
    """True if a text tells somebody what to do: "Rufen Sie ... an", "Antworte immer ...", "weist an, ... zu nennen"."""
    return any(pattern.search(text) for pattern in (_POLITE, _ORDERS, _FAMILIAR, _INFINITIVE))


def grounded(index: Index, checked: Checked, sources: Mapping[str, SourceText]) -> Checked:
    """As checked, with a fault where a sentence or what it rests on gives orders, or where the quoted words do not hold it."""
    if checked.fault is not None:
        return checked
    text = checked.draft.text
    units = [unit for s in checked.spans for unit in sources[s.source].units[s.first : s.last + 1]]
    if ordering := next((t for t in (text, *units) if gives_orders(t)), None):
        return replace(checked, fault=Fault.ORDER, detail=ordering, spans=())
    quoted = "\n".join(units)
    if foreign := next((a for a in _ADDRESS.findall(text) if a.rstrip(".,;:!?)") not in quoted), None):
        return replace(checked, fault=Fault.NAME, detail=foreign, spans=())
    vocabulary = index.lexical.vocabulary
    held = set(index_terms(quoted, vocabulary))
    for piece in (text, *_clauses(text)):
        said = set(index_terms(piece, vocabulary))
        if len(said & held) < _OWN_WORDS * len(said):
            return replace(checked, fault=Fault.MEANING, detail=piece, spans=())
    if turned := next((u for u in units if _turned(index, text, u)), None):
        return replace(checked, fault=Fault.NEGATION, detail=turned, spans=())
    if (cause := _CAUSE.search(text)) and not _CAUSE.search(quoted):
        return replace(checked, fault=Fault.MEANING, detail=cause.group(), spans=())
    return checked


def _turned(index: Index, text: str, unit: str) -> bool:
    """True if a sentence has nearly all words of a unit, but not as many negations, or other modal verbs."""
    vocabulary = index.lexical.vocabulary
    words, said = set(index_terms(unit, vocabulary)), set(index_terms(text, vocabulary))
    if len(words & said) < _NEARLY * len(words):
        return False
    return len(_NEGATION.findall(text)) != len(_NEGATION.findall(unit)) or _modals(text) != _modals(unit)


def _modals(text: str) -> set[str]:
    return {_MODALS[m.lower()[:3]] for m in _MODAL.findall(text)}


def _clauses(text: str) -> list[str]:
    """The subordinate clauses of a sentence: where somebody adds what a source does not say, it is there."""
    return [part for part in _CLAUSE.split(text)[1:] if part.strip()]
