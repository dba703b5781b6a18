"""The curated questions: loaded from YAML and checked on load; the sealed half is read only against its hash.

A file is one group of questions with a header: `corpus` (real: the five documents; own: the project's folder corpus/; both),
`split` (development or sealed, the folder it lies in) and `group`, the name under which its figures are reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import UsageError
from corpus.model import Turn

FOLDER = Path(__file__).parent / "questions"
HASH_FILE = "sealed.sha256"
CORPORA = ("real", "own")
KINDS = frozenset(
    [
        "definition",
        "amount",
        "date",
        "count",
        "share",
        "who",
        "where",
        "contact",
        "list",
        "procedure",
        "condition",
        "comparison",
        "change",
        "cell",
        "extreme",
        "abbreviation",
        "reason",
        "purpose",
        "fact",
        "multi",
    ]
)
STYLES = frozenset(["plain", "colloquial", "typo", "umlaut", "english", "compound"])
TRAPS = frozenset(
    [
        "injection",
        "false_premise",
        "future",
        "other_alliance",
        "other_place",
        "other_person",
        "other_year",
        "missing_attribute",
        "empty_cell",
        "scope",
    ]
)
_HEADER = {"corpus", "split", "group", "questions"}
_KEYS = {
    *("id", "question", "kind", "style", "evidence", "vital", "okay", "wrong", "alliance", "as_of"),
    *("history", "followup", "expect", "unanswerable", "why", "trap"),
}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a document answers: all `terms` stand close together there."""

    document: str
    section: str
    terms: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question with what a right answer says. Any one spot of `evidence` is enough, unless `expect` is "both".

    Every nugget of `vital` must be in a right answer and none of `wrong`; a nugget may be "a | b" for either.
    `unanswerable` is "near", "far" or None; `expect` is "clarify", "both" or None.
    """

    id: str
    question: str
    kind: str
    style: str = "plain"
    evidence: tuple[Spot, ...] = ()
    vital: tuple[str, ...] = ()
    okay: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    alliance: str | None = None
    as_of: date | None = None
    history: tuple[Turn, ...] = ()
    expect: str | None = None
    unanswerable: str | None = None
    why: str = ""
    trap: str | None = None
    corpora: tuple[str, ...] = ("real",)
    split: str = "development"
    group: str = ""

    @property
    def stratum(self) -> str:
        """How it is reported: answerable, premise, injection, near or far."""
        if self.unanswerable:
            return "injection" if self.trap == "injection" else self.unanswerable
        return "premise" if self.trap == "false_premise" else "answerable"


def load_development(folder: Path = FOLDER) -> tuple[Question, ...]:
    """All development questions; UsageError naming file and entry if one is wrong."""
    return _load(folder / "development")


def load_sealed(folder: Path = FOLDER) -> tuple[tuple[Question, ...], str]:
    """The sealed questions and their hash; UsageError if they are not those that were sealed."""
    found = check_sealed(folder)
    return _load(folder / "sealed"), found


def check_sealed(folder: Path) -> str:
    """The hash of the sealed files of a folder; UsageError if they are not those that were sealed."""
    recorded = folder / HASH_FILE
    found = sealed_hash(folder)
    if not recorded.is_file() or recorded.read_text(encoding="ascii").split()[:1] != [found]:
        raise UsageError(
            f"Die versiegelten Dateien in {folder} passen nicht zur Prüfsumme in {recorded}.",
            remedy="Stellen Sie Dateien und Prüfsumme aus der Versionsverwaltung wieder her.",
        )
    return found


def sealed_hash(folder: Path = FOLDER) -> str:
    """sha256 over names and bytes of the sealed files in sorted order. Nothing is parsed."""
    digest = hashlib.sha256()
    for path in sorted((folder / "sealed").glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def of_corpus(questions: Sequence[Question], corpus: str) -> tuple[Question, ...]:
    """Those that are asked about one corpus."""
    return tuple(q for q in questions if corpus in q.corpora)


def _load(folder: Path) -> tuple[Question, ...]:
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise UsageError(f"In {folder} liegen keine Fragen.", remedy="Legen Sie dort Dateien *.yaml ab.")
    questions = tuple(q for path in files for q in load_file(path))
    check_unique(questions, folder)
    return questions


def load_file(path: Path) -> tuple[Question, ...]:
    """The questions of one file."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: nicht als YAML lesbar ({type(error).__name__}).") from error
    if not isinstance(data, dict) or set(data) != _HEADER or not isinstance(data["questions"], list):
        raise UsageError(f"{path}: gebraucht werden genau corpus, split, group und die Liste questions.")
    if data["corpus"] not in (*CORPORA, "both"):
        raise UsageError(f"{path}: corpus ist „{data['corpus']}“.", remedy="Möglich sind real, own und both.")
    if data["split"] != path.parent.name or data["split"] not in ("development", "sealed"):
        raise UsageError(f"{path}: split ist „{data['split']}“, die Datei liegt in {path.parent.name}/.")
    corpora = CORPORA if data["corpus"] == "both" else (data["corpus"],)
    header = {"corpora": corpora, "split": data["split"], "group": str(data["group"])}
    questions = tuple(_question(entry, path, header) for entry in data["questions"])
    check_unique(questions, path)
    return questions


def check_unique(questions: Sequence[Question], place: Path) -> None:
    """UsageError if two questions share an id."""
    seen: set[str] = set()
    for q in questions:
        if q.id in seen:
            raise UsageError(f"{place}: die id {q.id} kommt doppelt vor.")
        seen.add(q.id)


def _question(entry: Any, path: Path, header: Mapping[str, Any]) -> Question:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(k), str) for k in ("id", "question", "kind")):
        raise UsageError(f"{path}: jeder Eintrag braucht id, question und kind als Text: {str(entry)[:60]}")
    for problem, wrong in _problems(entry).items():
        if wrong:
            raise UsageError(f"{path.name}, {entry['id']}: {problem}.")
    return Question(
        **{k: entry[k] for k in ("id", "question", "kind", "alliance", "as_of", "expect", "unanswerable", "trap") if k in entry},
        style=entry.get("style", "plain"),
        evidence=tuple(
            Spot(document=e["document"], section=str(e.get("section", "")), terms=_texts(e["terms"]))
            for e in entry.get("evidence") or ()
        ),
        vital=_texts(entry.get("vital")),
        okay=_texts(entry.get("okay")),
        wrong=_texts(entry.get("wrong")),
        history=tuple(Turn(question=t["question"], answer=t["answer"]) for t in entry.get("history") or ()),
        why=entry.get("why", ""),
        **header,
    )  # fmt: skip


def _problems(entry: Mapping[str, Any]) -> dict[str, bool]:
    """What can be wrong with an entry, and whether it is."""
    spots, turns = entry.get("evidence") or (), entry.get("history") or ()
    gold = bool(spots or entry.get("vital") or entry.get("expect"))
    unknown = ", ".join(sorted(map(str, set(entry) - _KEYS)))
    return {
        f"unbekannte Angabe {unknown}": bool(unknown),
        f"unbekannte Art {entry['kind']}": entry["kind"] not in KINDS,
        f"unbekannter Stil {entry.get('style')}": entry.get("style", "plain") not in STYLES,
        f"unbekannte Falle {entry.get('trap')}": entry.get("trap", "scope") not in TRAPS,
        "unanswerable ist near oder far": entry.get("unanswerable", "near") not in ("near", "far"),
        "expect ist clarify oder both": entry.get("expect", "both") not in ("clarify", "both"),
        "unanswerable verträgt sich nicht mit evidence, vital und expect": "unanswerable" in entry and gold,
        "unanswerable braucht why": "unanswerable" in entry and not entry.get("why"),
        "eine beantwortbare Frage braucht evidence und vital": "unanswerable" not in entry
        and not (spots and entry.get("vital")),
        "followup und history gehören zusammen": bool(entry.get("followup")) != bool(turns),
        "history braucht je question und answer": any(set(t) != {"question", "answer"} for t in turns),
        "evidence braucht document und terms": any(
            not {"document", "terms"} <= set(e) <= {"document", "section", "terms"} for e in spots
        ),
        "as_of ist kein Datum": not isinstance(entry.get("as_of", date.today()), date),
    }


def _texts(values: Sequence[Any] | None) -> tuple[str, ...]:
    return tuple(str(v) for v in values or ())
