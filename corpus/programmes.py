"""programmes/*.yaml: what is known of an alliance as data, every statement with its evidence.

Their form is programme.schema.json, a JSON Schema (draft 2020-12) that any editor can check a file with.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError
from pydantic import TypeAdapter

from corpus.entries import Problems, hint, read_yaml, shown
from corpus.programme import CriterionCheck, Programme
from corpus.themes import load_themes

SCHEMA = Path(__file__).parent / "programme.schema.json"
_PROGRAMME = TypeAdapter(Programme)
# what a check cannot do without, beside what every criterion has; one of each group
_NEEDS: dict[CriterionCheck, tuple[str, ...]] = {
    CriterionCheck.LEGAL_FORM: ("allowed", "excluded"),
    CriterionCheck.RECIPIENT: ("allowed", "excluded"),
    CriterionCheck.AGREEMENT: ("partners",),
    CriterionCheck.SEAT: ("places",),
}
_NAMED = ("id", "title", "term", "name")  # what tells an entry of a list from the others


def load_programmes(folder: Path) -> tuple[Programme, ...]:
    """All programmes of folder/programmes, in the order of their files. ManifestError lists every mistake of a file."""
    return tuple(load_programme(path) for path in sorted((folder / "programmes").glob("*.yaml")))


def load_programme(path: Path) -> Programme:
    """One programme file. ManifestError lists every mistake in it."""
    problems = Problems(path)
    content = _without_empty(read_yaml(path, problems))
    if not isinstance(content, dict):
        problems.add("Datei", "erwartet werden Angaben wie „alliance: …“, „name: …“.")
    for error in sorted(_validator().iter_errors(content), key=lambda e: [str(part) for part in e.absolute_path]):
        for entry, message in _messages(error, content):
            problems.add(entry, message)
    problems.raise_if_any()
    programme = _PROGRAMME.validate_python(_gathered(content))
    _check(programme, path.stem, problems)
    problems.raise_if_any()
    return programme


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


@cache
def _known_keys() -> frozenset[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return frozenset(key for part in (schema, *schema["$defs"].values()) for key in part.get("properties", ()))


def _without_empty(value: Any) -> Any:
    """A key without a value counts as not given, but not one that nobody knows: it is the rest of a text with a comma.

    Folded lines become one.
    """
    if isinstance(value, dict):
        given = ((str(key), item) for key, item in value.items())
        return {key: _without_empty(item) for key, item in given if item is not None or key not in _known_keys()}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return " ".join(value.split()) if isinstance(value, str) else value


def _gathered(value: Any) -> Any:
    """`source` and `also` of an entry as its `sources`; a contact keeps its one source."""
    if isinstance(value, list):
        return [_gathered(item) for item in value]
    if not isinstance(value, dict):
        return value
    entry = {key: _gathered(item) if key != "contact" else item for key, item in value.items()}
    if "source" in entry:
        entry["sources"] = [entry.pop("source"), *entry.pop("also", [])]
    return entry


def _messages(error: ValidationError, content: Any) -> Iterator[tuple[str, str]]:
    """The entry and what is wrong with it, for every mistake in an error of the validator."""
    path, value, schema = list(error.absolute_path), error.instance, cast("dict[str, Any]", error.schema)
    entry = _entry(path, content)
    match error.validator:
        case "additionalProperties":
            known = list(schema["properties"])
            for key in cast("dict[str, Any]", value):
                if key not in known:
                    yield entry, f"die Angabe „{shown(key)}“ ist unbekannt. {hint(key, known)}"
        case "required":
            missing = next(key for key in schema["required"] if f"'{key}'" in error.message)
            yield entry, f"die Angabe „{missing}“ fehlt. Ergänzen Sie „{missing}: …“."
        case "enum":
            yield (
                entry,
                f"„{shown(value)}“ ist nicht möglich. {hint(str(value), [str(v) for v in schema['enum']])}",
            )
        case "type" if error.validator_value == "object":
            yield entry, f"erwartet werden Angaben wie {_example(schema)}."
        case "type" if error.validator_value == "array":
            yield entry, "das ist keine Liste. Schreiben Sie [eins, zwei] oder je Eintrag eine Zeile mit „- “ davor."
        case "minItems":
            yield entry, "die Liste ist leer. Mindestens ein Eintrag ist nötig."
        case "pattern" | "maxLength":
            yield (
                entry,
                f"„{shown(value)}“ ist ungültig. Erwartet wird: {schema.get('description', 'ein anderer Text')}.",
            )
        case _:
            yield entry, f"„{shown(value)}“ ist leer oder kein Text. Schreiben Sie den Wert in eine Zeile."


def _example(schema: Mapping[str, Any]) -> str:
    return ", ".join(f"„{key}: …“" for key in schema.get("required", ()))


def _entry(path: list[str | int], content: Any) -> str:
    """ "funding_objects, FG1, source": where in the file something stands, by the names of the entries."""
    parts = []
    for at, part in enumerate(path):
        content = content[part]
        if isinstance(part, int):
            name = next((content[key] for key in _NAMED if isinstance(content, dict) and key in content), None)
            number = f"{'Beleg' if path[at - 1] in ('sources', 'also') else 'Eintrag'} {part + 1}"
            parts.append(shown(name) if isinstance(name, str) else number)
        else:
            parts.append(part)
    return ", ".join(parts) or "Datei"


def _check(programme: Programme, stem: str, problems: Problems) -> None:
    """What a schema cannot say: names that have to agree with each other."""
    if programme.alliance != stem:
        problems.add(
            "alliance", f"„{programme.alliance}“ muss wie die Datei heißen: „{stem}“. Ändern Sie eines von beiden."
        )
    objects, fields = [o.id for o in programme.funding_objects], [f.id for f in programme.action_fields]
    ids = {
        "funding_objects": objects,
        "criteria": [c.id for c in programme.criteria],
        "action_fields": fields,
        "topics": [t.id for f in programme.action_fields for t in f.topics],
        "cross_cutting": [g.id for g in programme.cross_cutting],
        "bodies": [b.id for b in programme.bodies],
        "glossary": [t.term for t in programme.glossary],
    }
    for key, values in ids.items():
        for value in (value for value, count in Counter(values).items() if count > 1):
            problems.add(f"{key}, {value}", "diese Kennung ist doppelt vergeben. Benennen Sie einen Eintrag um.")
    for criterion in programme.criteria:
        needs = _NEEDS.get(criterion.check, ())
        if needs and not any(getattr(criterion, key) for key in needs):
            problems.add(
                f"criteria, {criterion.id}", f"zu „check: {criterion.check}“ gehört „{'“ oder „'.join(needs)}“."
            )
    themes = [theme.id for theme in load_themes() if not theme.outside]
    referring: list[tuple[str, tuple[str, ...], list[str]]] = [
        *((f"criteria, {c.id}, applies_to", c.applies_to, objects) for c in programme.criteria),
        *((f"procedure, {s.title}, applies_to", s.applies_to, objects) for s in programme.procedure),
        *((f"projects, {p.title}, fields", p.fields, fields) for p in programme.projects),
        *((f"topics, {t.id}, themes", t.themes, themes) for f in programme.action_fields for t in f.topics),
    ]
    for entry, named, known in referring:
        for name in named:
            if name not in known:
                problems.add(entry, f"„{shown(name)}“ gibt es nicht. {hint(name, known)}")
