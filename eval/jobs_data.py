"""Labelled ideas and eligibility cases: loaded from YAML and checked on load; sealed ones only against their hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import UsageError
from corpus.results import CriterionStatus, Verdict
from corpus.themes import load_themes
from eval.questions import check_sealed

IDEAS = Path(__file__).parent / "ideas"
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True, kw_only=True)
class ThemedIdea:
    """An idea to learn from, with its one theme."""

    theme: str
    idea: str


@dataclass(frozen=True, kw_only=True)
class LabelledIdea:
    """An idea with the action fields that may come first; none if it belongs nowhere."""

    id: str
    alliance: str
    idea: str
    kind: str
    fields: tuple[str, ...]
    split: str


@dataclass(frozen=True, kw_only=True)
class LabelledCase:
    """A request to check, with the funding objects that may be chosen, the status of each criterion and the verdict."""

    id: str
    alliance: str
    idea: str
    applicant: str
    answers: Mapping[str, str]
    funding_objects: tuple[str, ...]
    criteria: Mapping[str, CriterionStatus]
    verdict: Verdict
    split: str
    tests: str = field(default="")


def load_training(folder: Path = IDEAS) -> tuple[ThemedIdea, ...]:
    """All ideas with a theme; UsageError for an unknown theme."""
    known = {theme.id for theme in load_themes()}
    found = []
    for path in sorted((folder / "training").glob("*.yaml")):
        for entry in _entries(path, "ideas"):
            if entry.get("theme") not in known or not _is_text(entry.get("idea")):
                raise UsageError(f"{path}: kein Thema aus themes.yaml oder keine Idee: {str(entry)[:80]}")
            found.append(ThemedIdea(theme=entry["theme"], idea=entry["idea"]))
    return tuple(found)


def load_ideas(split: str, folder: Path = IDEAS) -> tuple[LabelledIdea, ...]:
    """The ideas of "development" or "sealed"; the latter only if they are those that were sealed."""
    return _load(split, folder, "ideas", _idea)


def load_cases(split: str, folder: Path = CASES) -> tuple[LabelledCase, ...]:
    """The cases of "development" or "sealed"; the latter only if they are those that were sealed."""
    return _load(split, folder, "cases", _case)


def _load(split: str, folder: Path, key: str, read: Any) -> tuple[Any, ...]:
    if split == "sealed":
        check_sealed(folder)
    found = []
    for path in sorted((folder / split).glob("*.yaml")):
        for entry in _entries(path, key):
            try:
                found.append(read(entry, split))
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise UsageError(f"{path}, {entry.get('id')}: {error!r}") from error
    ids = [entry.id for entry in found]
    if len(ids) != len(set(ids)):
        raise UsageError(f"In {folder / split} kommt eine id doppelt vor.")
    return tuple(found)


def _entries(path: Path, key: str) -> Sequence[Mapping[str, Any]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: nicht als YAML lesbar ({type(error).__name__}).") from error
    entries = content.get(key) if isinstance(content, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UsageError(f"{path}: gebraucht wird die Liste „{key}“ mit Angaben zu jedem Eintrag.")
    return entries


def _idea(entry: Mapping[str, Any], split: str) -> LabelledIdea:
    return LabelledIdea(
        id=entry["id"],
        alliance=entry["alliance"],
        idea=_text(entry, "idea"),
        kind=entry["kind"],
        fields=_list(entry, "fields"),
        split=split,
    )


def _case(entry: Mapping[str, Any], split: str) -> LabelledCase:
    return LabelledCase(
        id=entry["id"],
        alliance=entry["alliance"],
        idea=_text(entry, "idea"),
        applicant=entry.get("applicant", ""),
        answers=dict(entry.get("answers") or {}),
        funding_objects=_list(entry, "funding_object"),
        criteria={key: CriterionStatus(value) for key, value in entry["criteria"].items()},
        verdict=Verdict(entry["verdict"]),
        split=split,
        tests=entry.get("tests", ""),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _text(entry: Mapping[str, Any], key: str) -> str:
    if not _is_text(entry[key]):
        raise TypeError(f"{key} ist kein Text")
    return str(entry[key])


def _list(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A text would be taken apart into its letters otherwise."""
    if not isinstance(entry[key], list):
        raise TypeError(f"{key} ist keine Liste")
    return tuple(entry[key])
