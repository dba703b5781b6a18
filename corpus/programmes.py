"""programmes/*.yaml: what is known of an alliance as data, every statement with its evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.entries import Problems, read_yaml
from corpus.model import Contact, Evidence, Programme

_KEYS = frozenset("alliance name names districts contact sources".split())
# The next version reads these; a file may carry them already.
_LATER = frozenset("funding_objects action_fields cross_cutting procedure bodies glossary".split())
_CONTACT = frozenset("name person phone email url source".split())
_EVIDENCE = frozenset("document section says".split())
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """All programmes of folder/programmes, in the order of their files. ManifestError lists every mistake of a file."""
    programmes = []
    for path in sorted((folder / "programmes").glob("*.yaml")):
        problems = Problems(path)
        programme = _programme(read_yaml(path), path.stem, problems)
        problems.raise_if_any()
        if programme is not None:
            programmes.append(programme)
    return tuple(programmes)


def _programme(content: Any, stem: str, problems: Problems) -> Programme | None:
    if not isinstance(content, dict):
        problems.add(stem, "erwartet werden Angaben wie „alliance: ...“.")
        return None
    problems.check_keys(stem, content, _KEYS | _LATER, frozenset({"alliance", "name"}))
    if not content.keys() >= {"alliance", "name"}:
        return None
    if content["alliance"] != stem or not _SLUG.fullmatch(stem):
        problems.add(stem, f"alliance „{content['alliance']}“ muss wie die Datei heißen: „{stem}“ (a-z, 0-9, Bindestriche).")
    return Programme(
        alliance=str(content["alliance"]),
        name=str(content["name"]),
        names=_texts(content, "names", stem, problems),
        districts=_texts(content, "districts", stem, problems),
        contact=_contact(content.get("contact"), stem, problems),
        sources=tuple(e for v in content.get("sources") or () if (e := _evidence(v, f"{stem}, sources", problems))),
    )


def _texts(content: Mapping[str, Any], key: str, name: str, problems: Problems) -> tuple[str, ...]:
    value = content.get(key) or []
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        problems.add(name, f"„{key}“ ist keine Liste von Texten.")
        return ()
    return tuple(value)


def _contact(value: Any, name: str, problems: Problems) -> Contact | None:
    if value is None:
        return None
    entry = f"{name}, contact"
    if not isinstance(value, dict):
        problems.add(entry, "erwartet werden Angaben wie „name: ...“.")
        return None
    problems.check_keys(entry, value, _CONTACT, frozenset({"name", "source"}))
    return Contact(
        name=str(value.get("name", "")),
        **{key: str(value[key]) for key in ("person", "phone", "email", "url") if value.get(key)},
        source=_evidence(value.get("source"), entry, problems),
    )


def _evidence(value: Any, entry: str, problems: Problems) -> Evidence | None:
    if not isinstance(value, dict):
        problems.add(entry, "„source“ braucht document, section und says.")
        return None
    problems.check_keys(entry, value, _EVIDENCE, _EVIDENCE)
    if not value.keys() >= _EVIDENCE:
        return None
    return Evidence(document=str(value["document"]), section=str(value["section"]), says=str(value["says"]))
