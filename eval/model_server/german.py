"""German sentences: taken out of passages, chosen for a question, and said in other words that mean the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from eval.model_server.prompt import Prompt, Source, Task
from retrieval.analysis import STOP_WORDS

_MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
# a look behind has one length, so abbreviations are told apart by theirs
_BREAK = re.compile(
    r"(?<=[.!?])(?<!\d\.)(?<!\b\w\.)(?<!\b(?:Nr|Dr|ca|St|Hr)\.)(?<!\b(?:Mio|Mrd|bzw|ggf|Abs|Art|usw|vgl|max)\.)(?<!\binkl\.)\s+(?=[A-ZÄÖÜ„\d])"
)
_ITEM = re.compile(r"^\s*(?:[•–-]|\d{1,2}[.)]|[a-z]\))\s+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONGEST = 8  # items of a list that are still said in one sentence
# Each pair says the same in every sentence, at any place in it, without another word having to change its form.
_SAME = (
    (r"\bProzent\b", "%"),
    (r"(?<=\d) ?%", " Prozent"),
    (r"\bMio\. ", "Millionen "),
    (r"\bMillionen (?=\w)", "Mio. "),
    (r"(?<=[\d.n] )(?:EUR|€)(?!\w)", "Euro"),
    (r"(?<=\d )Euro\b", "EUR"),
    (r"\bsowie\b", "und"),
    (r"\bz\. ?B\.", "zum Beispiel"),
    (r"\bu\. ?a\.", "unter anderem"),
    (r"\bd\. ?h\.", "das heißt"),
    (r"\bbzw\.", "beziehungsweise"),
    (r"\binsbesondere\b", "vor allem"),
    (r"\blediglich\b", "nur"),
    (r"\bebenfalls\b", "auch"),
    (r"\bzurzeit\b", "derzeit"),
    (r"\b(?<=wird )durchgeführt\b", "umgesetzt"),
    (r"\bverfügt über\b", "hat"),
    (r"\bverfügen über\b", "haben"),
    (r"\bjedoch\b", "aber"),
    (r"\baufgrund (?=de[rs]\b)", "wegen "),
    (r"\bhinsichtlich\b", "bezüglich"),
    (r"\bab dem Jahr (?=\d)", "ab "),
    (r"\bim Jahre? (?=\d)", ""),
)
_ASIDE = re.compile(r" \((?![^()]*\b(?:nicht|kein\w*|nur|ohne|außer|mit Ausnahme)\b)[^()\d]{3,60}\)")
_TO_DO = re.compile(
    r"^(?P<head>(?:Ein|Der|Die|Das|Eine) [^,;:]*?)\b(?P<be>ist|sind) (?P<rest>[^,;:]+?) zu (?P<verb>stellen|beachten|prüfen|nennen|stärken|fördern)\.$"
)
_DONE = {"stellen": "gestellt", "beachten": "beachtet", "prüfen": "geprüft", "nennen": "genannt", "stärken": "gestärkt", "fördern": "gefördert"}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence with the id of the source it is taken from ("" where the task knows no sources)."""

    text: str
    source: str = ""


def statements(source: Source) -> list[Statement]:
    """The sentences of a passage; a list becomes one sentence with its lead-in, rows of tables are left out."""
    found: list[str] = []
    items: list[str] = []
    for line in [*source.text.split("\n"), ""]:
        if _ITEM.match(line):
            items.append(_ITEM.sub("", line).strip())
            continue
        found, items = _with_items(found, items), []
        if " | " not in line and line.strip():
            found += _BREAK.split(line.strip())
    return [Statement(text=t, source=source.id) for t in found if t.endswith((".", "!"))]


def chosen(prompt: Prompt, count: int = 3) -> list[Statement]:
    """The statements that share most words with what is asked, the best first."""
    if prompt.task is Task.ANSWER:
        known = [s for source in prompt.sources for s in statements(source)]
        wanted = stems(prompt.question)
        ranked = sorted(known, key=lambda s: -len(wanted & stems(s.text)))  # sorted keeps the order of equals
        return ranked[:count]
    text = prompt.description or prompt.question or "Bereit."
    return [replace(s, source="") for s in statements(Source(id="", heading="", text=text))][:count] or [
        Statement(text=text.strip())
    ]


def stems(text: str) -> frozenset[str]:
    """The beginnings of the content words: enough to tell what shares a topic."""
    return frozenset(w.casefold()[:6] for w in _WORD.findall(text) if w.casefold() not in STOP_WORDS)


def reworded(text: str, rng: Random, changes: int = 2) -> str:
    """The sentence with up to `changes` of its words said differently; nothing that it says is changed."""
    ways = [text, _ASIDE.sub("", text), _TO_DO.sub(_must, text), written_dates(text)]
    ways += [re.sub(before, after, text) for before, after in _SAME]
    changed = [w for w in ways if w != text]
    if not changed or not changes:
        return text
    return reworded(rng.choice(changed), rng, changes - 1)


def render(prompt: Prompt, told: Sequence[Statement]) -> str:
    """The reply that the task wants: marked lines, plain lines, one line, or the values of the slots."""
    if prompt.task is Task.ANSWER:
        return "\n".join(f"{s.text} [{s.source}]" if s.source else s.text for s in told)
    lines = [s.text for s in told]
    if prompt.task is Task.SLOTS:
        ids = [id for id, _ in prompt.slots]
        return "\n".join(f"{id}: {text}" for id, text in zip(ids, [*lines, *["-"] * len(ids)], strict=False))
    return "\n".join(lines[:1] if prompt.task is Task.STANDALONE else lines)


def written_dates(text: str) -> str:
    """The text with dates like 31.03.2024 as 31. März 2024."""

    def written(match: re.Match[str]) -> str:
        day, month, year = match.groups()
        return f"{int(day)}. {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else match.group()

    return re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", written, text)


def _with_items(found: list[str], items: list[str]) -> list[str]:
    if not items:
        return found
    if all(i.endswith(".") for i in items):
        return found + items
    if not found or not found[-1].endswith(":") or len(items) > _LONGEST:
        return found
    bare = [i.rstrip(",;.") for i in items]
    joined = bare[0] if len(bare) == 1 else f"{', '.join(bare[:-1])} und {bare[-1]}"
    return [*found[:-1], f"{found[-1]} {joined}."]


def _must(match: re.Match[str]) -> str:
    must = "muss" if match["be"] == "ist" else "müssen"
    return f"{match['head']}{must} {match['rest']} {_DONE[match['verb']]} werden."
