"""Faithful and unfaithful sentences about the project's own documents, and how a checker of sentences does on them.

An entry is a question, the passages that a model is given for it (Q1, Q2, ...) and sentences that it might write.
A passage is named by words that stand in it, so that an entry outlives a new index. See phrasings/README.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import click
import yaml

from corpus.errors import UsageError
from corpus.model import Hit, Passage
from corpus.phrasing import Checked, Draft, SourceText
from eval.matching import window
from eval.questions import Spot
from eval.report import percent
from eval.summary import Row
from ingest.cli import Bar
from ingest.pipeline import SHIPPED, ingest
from retrieval.embedders import load_embedder
from retrieval.index import Index
from retrieval.store import open_current

FOLDER = Path(__file__).parent / "phrasings"
SPLITS = {"development": "Entwicklung", "sealed": "versiegelt"}
DEGREES = {"near": "fast wörtlich", "moderate": "umgestellt", "free": "frei umschrieben"}
KINDS = {
    "number": "Zahl geändert",
    "transferred": "Angabe einer anderen Sache zugeschrieben",
    "unit": "Einheit geändert",
    "rounding": "gerundet, sodass es nicht mehr stimmt",
    "limit": "Grenze weggelassen oder erfunden",
    "year": "Jahr geändert",
    "date": "Datum geändert",
    "swapped": "Person, Ort, Stelle oder Sache vertauscht",
    "invented_name": "Name erfunden",
    "alliance": "anderes Bündnis",
    "negation": "Verneinung weggelassen oder hinzugefügt",
    "modality": "kann, soll, muss oder ist vertauscht",
    "condition": "Bedingung weggelassen",
    "exclusive": "nur weggelassen oder hinzugefügt",
    "antonym": "Gegenteil",
    "roles": "Rollen vertauscht",
    "generalised": "verallgemeinert",
    "cause": "Grund erfunden",
    "advice": "Rat erfunden",
    "contact": "Kontakt erfunden",
    "other_passage": "steht in einer Textstelle, die nicht dabei ist",
    "wrong_source": "steht in der anderen Quelle als der genannten",
    "world": "Weltwissen",
    "continuation": "weitergedacht",
    "premise": "Annahme der Frage bestätigt",
    "english": "englisch",
    "injection": "eingeschleuste Anweisung befolgt",
    "link": "Link oder Bild",
    "html": "HTML",
}


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence as a model might write it. `kind` is the degree of rewording if it is faithful, else what is wrong."""

    text: str
    faithful: bool
    kind: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A question with its passages, of which the first is Q1, and sentences about them."""

    id: str
    question: str
    passages: tuple[Spot, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What became of a sentence."""

    entry: Entry
    sentence: Sentence
    checked: Checked

    @property
    def kept(self) -> bool:
        return self.checked.fault is None


class Check(Protocol):
    """What is measured: `bot.verification.verify.Verifier.check` or anything called like it."""

    def __call__(self, draft: Draft, sources: Mapping[str, SourceText], *, question: str) -> Checked: ...


def load_phrasings(split: str = "development", folder: Path = FOLDER) -> tuple[Entry, ...]:
    """The entries of "development" or "sealed", the latter only against their hash. UsageError names file and entry."""
    path = folder / f"{split}.yaml"
    try:
        content = path.read_bytes()
        data = yaml.safe_load(content)
        recorded = path.with_suffix(".sha256").read_text(encoding="ascii") if split == "sealed" else ""
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(
            f"{path}: nicht lesbar ({type(error).__name__}).",
            remedy="Stellen Sie die Datei aus der Versionsverwaltung wieder her.",
        ) from error
    if split == "sealed" and recorded.split()[:1] != [hashlib.sha256(content).hexdigest()]:
        raise UsageError(
            f"{path} passt nicht zur Prüfsumme in {path.with_suffix('.sha256').name}.",
            remedy="Stellen Sie Datei und Prüfsumme aus der Versionsverwaltung wieder her.",
        )
    header = {"corpus": "own", "split": split}
    entries = data.pop("entries", None) if isinstance(data, dict) else None
    if data != header or not isinstance(entries, list):
        raise UsageError(f"{path}: gebraucht werden genau „corpus: own“, „split: {split}“ und die Liste „entries“.")
    found = tuple(_entry(entry, path) for entry in entries)
    ids = [entry.id for entry in found]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise UsageError(f"{path}: die id {twice[0]} kommt doppelt vor.")
    return found


def find_passage(spot: Spot, passages: Sequence[Passage]) -> Passage:
    """The passage that holds the words of the spot, in its section if several do; UsageError if none does."""
    found = [p for p in passages if p.document_id == spot.document and window(p.text, spot.terms)]
    if not found:
        raise UsageError(
            f"Im Dokument „{spot.document}“ gibt es keine Textstelle mit „{'“ und „'.join(spot.terms)}“.",
            remedy="Messen Sie an einem Index der eigenen Dokumente, oder berichtigen Sie den Eintrag.",
        )
    return next((p for p in found if spot.section in p.section), found[0])


def measure(
    check: Check,
    entries: Sequence[Entry],
    source: Callable[[Spot, str], SourceText],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Measured, ...]:
    """Check every sentence by itself against all passages of its entry. `source` makes the source of a spot and an id."""
    found = []
    for done, entry in enumerate(entries):
        if progress:
            progress(done, len(entries))
        sources = {f"Q{n}": source(spot, f"Q{n}") for n, spot in enumerate(entry.passages, 1)}
        for sentence in entry.sentences:
            draft = Draft(text=sentence.text, sources=sentence.sources)
            checked = check(draft, sources, question=entry.question)
            found.append(Measured(entry=entry, sentence=sentence, checked=checked))
    return tuple(found)


def phrasing_rows(measured: Sequence[Measured]) -> list[tuple[str, list[Row]]]:
    """Shares under a title: faithful sentences kept by degree, unfaithful ones let through by kind; the sums come first."""
    found = []
    for title, faithful, names in (
        ("treue Sätze behalten", True, DEGREES),
        ("untreue Sätze durchgelassen", False, KINDS),
    ):
        chosen = [m for m in measured if m.sentence.faithful is faithful]
        parts = [(names[kind], [m for m in chosen if m.sentence.kind == kind]) for kind in names]
        if faithful:
            parts.append(("mit zwei Quellen", [m for m in chosen if len(m.sentence.sources) > 1]))
        rows = [Row(label=name, hits=sum(m.kept for m in part), n=len(part)) for name, part in parts if part]
        found.append((title, [Row(label="alle", hits=sum(m.kept for m in chosen), n=len(chosen)), *rows]))
    return found


@click.command("phrasings", short_help="Die Prüfung formulierter Sätze messen")
@click.option("--data", type=click.Path(path_type=Path), help="fertiger Index der eigenen Dokumente")
@click.option("--sentences", type=click.Path(path_type=Path), default=FOLDER, help="Ordner der Sätze")
@click.option("--sealed", is_flag=True, help="die versiegelten Sätze messen; gezeigt werden nur Summen")
@click.option("--failures", is_flag=True, help="jeden falsch beurteilten Satz zeigen, nicht mit --sealed")
def phrasings_command(data: Path | None, sentences: Path, sealed: bool, failures: bool) -> int:
    """Misst, welche treuen Sätze die Prüfung behält und welche untreuen sie durchlässt."""
    # Here, because the rest of this module measures any checker.
    from bot.generation.grounding import grounded
    from bot.verification.source import source_of
    from bot.verification.verify import Verifier

    if sealed and failures:
        raise UsageError("Versiegelte Sätze werden nicht gezeigt.", remedy="Lassen Sie --failures oder --sealed weg.")
    split = "sealed" if sealed else "development"
    entries = load_phrasings(split, sentences)
    embedder = load_embedder()
    with Bar() as bar:
        if data is None:
            data = Path("var/eval/own")
            ingest(SHIPPED, data, embedder=embedder, progress=bar)
        index = Index(open_current(data, passport=embedder.passport), embedder)

        def source(spot: Spot, name: str) -> SourceText:
            passage = find_passage(spot, index.passages)
            return source_of(Hit(passage=passage, document=index.documents[passage.document_id], score=1.0), name)

        verifier = Verifier(index)

        def check(draft: Draft, sources: Mapping[str, SourceText], *, question: str) -> Checked:
            return grounded(index, verifier.check(draft, sources, question=question), sources)

        measured = measure(
            check,
            entries,
            source,
            progress=lambda done, total: bar.step("Sätze prüfen", done, total),
        )
    for title, rows in phrasing_rows(measured):
        click.echo(f"\n{SPLITS[split].capitalize()}, {title}")
        click.echo("\n".join(map(_line, rows)))
    if failures:
        click.echo("\n" + "\n".join(_failure(m) for m in measured if m.kept is not m.sentence.faithful))
    return 0


def _line(row: Row) -> str:
    low, high = row.interval
    return f"  {row.label:<48} {row.hits:>4} von {row.n:<4} {percent(row.share):>8} [{percent(low)}, {percent(high)}]"


def _failure(one: Measured) -> str:
    sentence, checked = one.sentence, one.checked
    name = (DEGREES if sentence.faithful else KINDS)[sentence.kind]
    said = f"verworfen ({checked.fault}: {checked.detail})" if checked.fault else "durchgelassen"
    return f"  {one.entry.id} {said}, {name}: {sentence.text}"


def _entry(entry: Any, path: Path) -> Entry:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise UsageError(f"{path}: jeder Eintrag braucht eine id als Text: {str(entry)[:60]}")
    where = f"{path.name}, {entry['id']}"
    try:
        ids = tuple(f"Q{n}" for n in range(1, len(entry["passages"]) + 1))
        made = Entry(
            id=entry["id"],
            question=_text(entry["question"]),
            passages=tuple(_spot(spot) for spot in entry["passages"]),
            sentences=tuple(_sentence(sentence, ids) for sentence in entry["sentences"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{where}: {error!r}", remedy="Wie ein Eintrag aussieht, steht in README.md daneben."
        ) from error
    if set(entry) != {"id", "question", "passages", "sentences"} or not made.passages or not made.sentences:
        raise UsageError(f"{where}: gebraucht werden genau id, question, passages und sentences, nichts davon leer.")
    return made


def _spot(spot: Mapping[str, Any]) -> Spot:
    _check_keys(spot, {"document", "section", "terms"})
    if not isinstance(spot["terms"], list) or not spot["terms"]:
        raise TypeError("terms ist keine Liste von Wörtern")
    return Spot(
        document=_text(spot["document"]),
        section=str(spot["section"]),
        terms=tuple(_text(term) for term in spot["terms"]),
    )


def _sentence(sentence: Mapping[str, Any], ids: tuple[str, ...]) -> Sentence:
    _check_keys({"sources": None, **sentence}, {"label", "kind", "sources", "text"})
    sources = tuple(sentence.get("sources", ids))
    if not sources or set(sources) - set(ids):
        raise ValueError(f"sources {', '.join(sources)} sind nicht unter {', '.join(ids)}")
    if sentence["kind"] not in {"faithful": DEGREES, "unfaithful": KINDS}[sentence["label"]]:
        raise ValueError(f"unbekannte Art {sentence['kind']} zu {sentence['label']}")
    return Sentence(
        text=_text(sentence["text"]), faithful=sentence["label"] == "faithful", kind=sentence["kind"], sources=sources
    )


def _check_keys(given: Mapping[str, Any], wanted: set[str]) -> None:
    if wrong := set(given) ^ wanted:
        raise ValueError(f"unbekannt oder fehlend: {', '.join(sorted(map(str, wrong)))}")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"kein Text: {value!r}")
    return value
