"""organisations.yaml: the kinds of organisation that programmes speak of, and the words that they are told by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.entries import Problems, hint, read_yaml
from corpus.programmes import SCHEMA

PATH = Path(__file__).with_name("organisations.yaml")
_LISTS = ("words", "endings", "names", "forms", "except")


@dataclass(frozen=True, kw_only=True)
class OrganisationKind:
    """A kind of organisation. `title` and `dative` are how to speak of it: "Bildungsträger", "einem Bildungsträger".

    `words` may be inflected, `endings` end compounds, `names` count as written, `forms` are legal forms, which do not say
    what an organisation does; `exceptions` are endings that mean something else than the shorter one in them.
    """

    id: str
    title: str
    dative: str
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@cache
def load_organisations(path: Path = PATH) -> tuple[OrganisationKind, ...]:
    """All kinds, in the order of the file. ManifestError lists every mistake in it."""
    problems = Problems(path)
    content = read_yaml(path, problems)
    if not isinstance(content, dict):
        problems.add("Datei", "erwartet werden Einträge wie „kammer: {title: Kammer, endings: [kammer]}“.")
        content = {}
    known = kind_ids()
    kinds = []
    for identity, entry in content.items():
        if identity not in known:
            problems.add(str(identity), f"diese Art kennt programme.schema.json nicht. {hint(str(identity), known)}")
        if not isinstance(entry, dict):
            problems.add(str(identity), "erwartet werden Angaben wie „title: …“, „words: […]“.")
            continue
        problems.check_keys(identity, entry, ("title", "dative", *_LISTS), ("title", "dative"))
        lists = {key: problems.texts(identity, entry, key) for key in _LISTS}
        if not any(lists[key] for key in _LISTS[:-1]):
            problems.add(identity, "ohne „words“, „endings“, „names“ oder „forms“ ist sie nicht zu erkennen.")
        kinds.append(
            OrganisationKind(
                id=identity,
                title=problems.text(identity, entry, "title") or "",
                dative=problems.text(identity, entry, "dative") or "",
                exceptions=lists.pop("except"),
                **lists,
            )
        )
    for identity in sorted(known - set(content)):
        problems.add(identity, "diese Art aus programme.schema.json fehlt. Ergänzen Sie einen Eintrag.")
    problems.raise_if_any()
    return tuple(kinds)


@cache
def kind_ids() -> frozenset[str]:
    """The kinds that a programme file may name."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return frozenset(schema["$defs"]["organisation"]["enum"])


def organisation_kind(identity: str) -> OrganisationKind:
    """The kind with this id, which programme files name."""
    return next(kind for kind in load_organisations() if kind.id == identity)
