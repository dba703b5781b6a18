"""programmes/*.yaml: what is known of an alliance as data, every statement with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.entries import Problems, read_yaml, shown
from corpus.model import Contact, Evidence, Programme

_KEYS = ("alliance", "name", "names", "districts", "contact", "sources")
# The next version reads these; a file may carry them already.
_LATER = ("funding_objects", "action_fields", "cross_cutting", "procedure", "bodies", "glossary")
_CONTACT = ("name", "person", "phone", "email", "url", "source")
_EVIDENCE = ("document", "section", "says")
_MIN_WORDS = 2  # a single word is found nearly everywhere and proves nothing


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """All programmes of folder/programmes, in the order of their files. ManifestError lists every mistake of a file."""
    programmes = []
    for path in sorted((folder / "programmes").glob("*.yaml")):
        problems = Problems(path)
        programme = _programme(read_yaml(path, problems), path.stem, problems)
        problems.raise_if_any()
        if programme is not None:
            programmes.append(programme)
    return tuple(programmes)


def _programme(content: Any, stem: str, problems: Problems) -> Programme | None:
    """The file as a Programme; None, with a mistake noted, if alliance or name is missing."""
    if not isinstance(content, dict):
        problems.add("Datei", "erwartet werden Angaben wie „alliance: …“, „name: …“.")
        return None
    problems.check_keys("Datei", content, (*_KEYS, *_LATER), ("alliance", "name", "sources"))
    alliance, name = problems.slug("Datei", content, "alliance"), problems.text("Datei", content, "name")
    if alliance is not None and alliance != stem:
        problems.add(
            "alliance", f"„{shown(alliance)}“ muss wie die Datei heißen: „{stem}“. Ändern Sie eines von beiden."
        )
    names, districts = problems.texts("Datei", content, "names"), problems.texts("Datei", content, "districts")
    contact, sources = _contact(content.get("contact"), problems), _sources(content.get("sources"), problems)
    if alliance is None or name is None:
        return None
    return Programme(alliance=alliance, name=name, names=names, districts=districts, contact=contact, sources=sources)


def _contact(value: Any, problems: Problems) -> Contact | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        problems.add("contact", "erwartet werden Angaben wie „name: …“, „source: …“.")
        return None
    problems.check_keys("contact", value, _CONTACT, ("name", "source"))
    name = problems.text("contact", value, "name")
    details = {key: problems.text("contact", value, key) for key in ("person", "phone", "email")}
    url, source = problems.url("contact", value, "url"), _evidence(value.get("source"), "contact, source", problems)
    return Contact(name=name, **details, url=url, source=source) if name else None


def _sources(value: Any, problems: Problems) -> tuple[Evidence, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not value:
        problems.add("sources", "erwartet wird eine Liste von Belegen („- document: …“), mindestens einer.")
        return ()
    found = (_evidence(item, f"sources, Beleg {number}", problems) for number, item in enumerate(value, start=1))
    return tuple(evidence for evidence in found if evidence is not None)


def _evidence(value: Any, entry: str, problems: Problems) -> Evidence | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        problems.add(entry, "erwartet werden „document“, „section“ und „says“.")
        return None
    problems.check_keys(entry, value, _EVIDENCE, _EVIDENCE)
    document = problems.slug(entry, value, "document")
    section, says = problems.text(entry, value, "section"), problems.text(entry, value, "says")
    if says is not None and len(says.split()) < _MIN_WORDS:
        problems.add(
            entry, f"says „{shown(says)}“ ist zu kurz. Nennen Sie einige Worte, die nur an dieser Stelle stehen."
        )
    return Evidence(document=document, section=section, says=says) if document and section and says else None
