"""Prompt files: a head in YAML (purpose, version, fields), the system message, and the user message with its fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

from corpus.errors import PromptError

FOLDER = Path(__file__).parent
PURPOSES = ("answer", "standalone_question", "idea_summary", "slot_extraction", "health_check")
_FORM = re.compile(r"\A---\n(?P<head>.*?)\n---\n+# System\n+(?P<system>.*?)\n+# User\n+(?P<user>.*?)\s*\Z", re.DOTALL)
_HEAD = {"purpose": str, "version": int, "fields": list}


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """What is said to a model for one purpose. `fields` are what the user message is filled with, each already fenced."""

    purpose: str
    version: int
    fields: tuple[str, ...]
    system: str
    user: str

    @property
    def name(self) -> str:
        """Purpose and version, as results name it."""
        return f"{self.purpose}/{self.version}"

    def messages(self, **fields: str) -> tuple[str, str]:
        """System and user message. Raises PromptError unless exactly the declared fields are given."""
        if fields.keys() != set(self.fields):
            raise PromptError(
                f"Die Vorlage „{self.purpose}“ braucht {', '.join(self.fields)}, bekam aber {', '.join(fields)}.",
                remedy="Vorlage und Aufruf müssen dieselben Felder nennen.",
            )
        return self.system, Template(self.user).substitute(fields)


@lru_cache(maxsize=1)
def load_prompts() -> Mapping[str, Prompt]:
    """All prompts by purpose. Raises PromptError for a file that cannot be used."""
    return {purpose: read_prompt(FOLDER / f"{purpose}.md") for purpose in PURPOSES}


def read_prompt(path: Path) -> Prompt:
    """Read and validate one file. Raises PromptError naming file, fault and remedy."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, "ist nicht lesbar", "Stellen Sie die Datei wieder her.") from error
    match = _FORM.match(text)
    if not match:
        raise _wrong(path, "hat nicht die Form Kopf, „# System“, „# User“", "Sehen Sie sich answer.md als Vorlage an.")
    head = _head(path, match["head"])
    found = _placeholders(path, match["user"])
    if sorted(found) != sorted(head["fields"]):
        raise _wrong(
            path,
            f"nennt im Kopf die Felder {', '.join(map(str, head['fields']))}, im Text aber {', '.join(found)}",
            "Beide müssen übereinstimmen.",
        )
    if _placeholders(path, match["system"]):
        raise _wrong(path, "hat ein Feld in der Systemnachricht", "Daten gehören in die Nachricht „# User“.")
    return Prompt(
        purpose=head["purpose"],
        version=head["version"],
        fields=tuple(head["fields"]),
        system=match["system"],
        user=match["user"],
    )


def _head(path: Path, text: str) -> dict[str, Any]:
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _wrong(path, "hat einen Kopf, der kein YAML ist", "Er nennt purpose, version und fields.") from error
    if not isinstance(head, dict) or head.keys() != _HEAD.keys():
        raise _wrong(path, "hat einen unvollständigen Kopf", f"Er nennt genau: {', '.join(_HEAD)}.")
    for key, kind in _HEAD.items():
        if type(head[key]) is not kind:
            raise _wrong(path, f"hat im Kopf einen falschen Wert für {key}", f"Erwartet wird {kind.__name__}.")
    if head["purpose"] != path.stem:
        raise _wrong(path, f"nennt den Zweck „{head['purpose']}“", f"Er muss heißen wie die Datei: {path.stem}.")
    return head


def _placeholders(path: Path, text: str) -> list[str]:
    template = Template(text)
    if not template.is_valid():
        raise _wrong(path, "hat ein einzelnes Dollarzeichen", "Schreiben Sie $$ für ein Dollarzeichen.")
    return template.get_identifiers()


def _wrong(path: Path, fault: str, remedy: str) -> PromptError:
    return PromptError(f"Die Vorlage {path.name} {fault}.", remedy=remedy)
