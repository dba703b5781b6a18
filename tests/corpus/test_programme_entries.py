"""Every kind of entry of a programme file: read, checked against the others, and described by the published schema."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from corpus import programme as vocabulary
from corpus.programmes import SCHEMA, load_programme
from tests.corpus.programme_samples import READ, WHOLE
from tests.corpus.test_programmes import message, write

CLASSES: dict[str, Any] = {
    "evidence": vocabulary.Evidence,
    "contact": vocabulary.Contact,
    "statement": vocabulary.Statement,
    "funding_object": vocabulary.FundingObject,
    "criterion": vocabulary.Criterion,
    "topic": vocabulary.Topic,
    "action_field": vocabulary.ActionField,
    "cross_cutting_goal": vocabulary.CrossCuttingGoal,
    "step": vocabulary.Step,
    "body": vocabulary.Body,
    "event": vocabulary.Event,
    "project": vocabulary.Project,
    "term": vocabulary.Term,
}
GATHERED = {"source", "also", "sources", "passage_id", "start", "end"}  # written otherwise, or set by ingest
SHIPPED = sorted((SCHEMA.parent / "programmes").glob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2): numbers and true are no texts, dates are."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    content = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def changed(old: str, new: str) -> str:
    assert WHOLE.count(old) == 1, old
    return WHOLE.replace(old, new)


def test_every_kind_of_entry_is_read(tmp_path: Path) -> None:
    assert load_programme(write(tmp_path, WHOLE, "heide.yaml")) == READ


def test_a_key_without_a_value_counts_as_not_given(tmp_path: Path) -> None:
    path = write(tmp_path, changed("    meets: Im Frühjahr.\n", "    meets:\n"), "heide.yaml")
    assert load_programme(path).bodies[0].meets is None


SPOT = "source: {document: a, section: b, says: c d}"


@pytest.mark.parametrize(
    ("under", "entry", "named"),
    [
        ("funding_objects", f"{{id: FG1, title: x, purpose: training, description: y, decides: z, {SPOT}}}", "FG1"),
        ("criteria", f"{{id: rechtsform, title: x, check: region, rule: y, question: z, {SPOT}}}", "rechtsform"),
        ("action_fields", f"{{id: A, title: x, topics: [{{id: B, title: y, description: z, {SPOT}}}], {SPOT}}}", "A"),
        ("topics", f"{{id: A-1, title: x, description: y, {SPOT}}}", "A-1"),
        ("cross_cutting", f"{{id: digital, title: x, description: y, {SPOT}}}", "digital"),
        ("bodies", f"{{id: beirat, name: x, role: y, {SPOT}}}", "beirat"),
        ("glossary", f"{{term: KMU, meaning: x, {SPOT}}}", "KMU"),
    ],
)
def test_two_entries_of_one_id_are_refused(tmp_path: Path, under: str, entry: str, named: str) -> None:
    indent = "      " if under == "topics" else "  "
    text = changed(f"{under}:\n", f"{under}:\n{indent}- {entry}\n")
    assert f"{under}, {named}: diese Kennung ist doppelt vergeben" in message(tmp_path, text, "heide.yaml")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # names that have to agree
        ("    applies_to: [FG1]\n    curable", "    applies_to: [FG7]\n    curable", "criteria, rechtsform, applies_to: „FG7“ gibt es nicht. Meinten Sie „FG1“?"),
        ("    applies_to: [FG1]\n    source", "    applies_to: [Alle]\n    source", "procedure, Antrag, applies_to: „Alle“ gibt es nicht. Bekannt sind: FG1."),
        ("fields: [A]", "fields: [A, B]", "projects, Werkbank, fields: „B“ gibt es nicht. Bekannt sind: A."),
        ("themes: [ausbildung, mint]", "themes: [ausbildungen]", "topics, A-1, themes: „ausbildungen“ gibt es nicht. Meinten Sie „ausbildung“?"),
        ("themes: [ausbildung, mint]", "themes: [bauen]", "topics, A-1, themes: „bauen“ gibt es nicht."),
        # values
        ("check: legal_form", "check: legalform", "criteria, rechtsform, check: „legalform“ ist nicht möglich. Meinten Sie „legal_form“?"),
        ("purpose: structure", "purpose: struktur", "funding_objects, FG1, purpose: „struktur“ ist nicht möglich. Meinten Sie „structure“?"),
        ("allowed: [schule]", "allowed: [schulen]", "criteria, rechtsform, allowed, Eintrag 1: „schulen“ ist nicht möglich. Meinten Sie „schule“?"),
        ("partners: [kammer]", "partners: [zzz]", "criteria, rechtsform, partners, Eintrag 1: „zzz“ ist nicht möglich. Bekannt sind: arbeitsverwaltung"),
        ("curable: true", "curable: vielleicht", "criteria, rechtsform, curable: „vielleicht“ ist ungültig. Erwartet wird: true, wenn"),
        ("Wer darf, says: Schulen antragsberechtigt, optional: true", "Wer darf, says: Schulen antragsberechtigt, optional: ja", "criteria, rechtsform, source, optional: „ja“ ist ungültig. Erwartet wird: true, wenn"),
        ("id: A-1", "id: A 1", "action_fields, A, topics, A 1, id: „A 1“ ist ungültig. Erwartet wird: Buchstaben, Ziffern"),
        ("when: 2014-11-28", "when: November 2014", "timeline, Eintrag 1, when: „November 2014“ ist ungültig. Erwartet wird: ein Jahr, Monat, Tag"),
        ("when: 2019", "when: 19", "timeline, Eintrag 2, when: „19“ ist ungültig."),
        ("    meaning: kleine und mittlere Unternehmen\n", "", "glossary, KMU: die Angabe „meaning“ fehlt."),
        ("    text: Gründung.\n", "", "timeline, Eintrag 1: die Angabe „text“ fehlt."),
        ("    role: Berät.\n", "    rolle: Berät.\n", "bodies, beirat: die Angabe „rolle“ ist unbekannt. Meinten Sie „role“?"),
        ("signs: [digital]", "signs: ['']", "cross_cutting, digital, signs, Eintrag 1: „“ ist leer"),
        ("questions:\n  - Wer gehört dazu?", "questions: Wer?", "questions: das ist keine Liste"),
        ("  - {document: strategie, section: Einleitung, says: Bündnis Heide}\n", "  []\n", "sources: die Liste ist leer. Mindestens ein Eintrag"),
        ("says: Gewerkschaft beigetreten", "says: Gewerkschaft", "about, Wer dazugehört, also, Beleg 1, says: „Gewerkschaft“ ist ungültig"),
        ("says: Werkstatt Besuche", "says: Besuche", "action_fields, A, topics, A-1, source, says: „Besuche“ ist ungültig"),
        # a comma ends a text without quotation marks: the rest of it is a key that nobody knows
        ('"1,5 Millionen Euro"', "rund 1,5 Millionen", "money, Bis 2027, source: die Angabe „5 Millionen“ ist unbekannt."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_entry(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert expected in message(tmp_path, changed(old, new), "heide.yaml")


@pytest.mark.parametrize(
    ("check", "needs"),
    [("legal_form", "allowed"), ("recipient", "allowed"), ("agreement", "partners"), ("seat", "places")],
)
def test_a_check_without_what_it_needs_is_refused(tmp_path: Path, check: str, needs: str) -> None:
    text = changed("check: legal_form", f"check: {check}").replace("    excluded: [privatperson]\n", "")
    assert load_programme(write(tmp_path, text, "heide.yaml")).criteria[0].check == check
    without = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(f"    {needs}:"))
    assert f"criteria, rechtsform: zu „check: {check}“ gehört „{needs}“" in message(tmp_path, without, "heide.yaml")


def test_the_schema_is_valid_and_accepts_what_is_shipped_as_an_editor_reads_it(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert [path.stem for path in SHIPPED] == ["leine-weser", "nordostniedersachsen", "nordwest"]
    validator = Draft202012Validator(schema)
    for text in (WHOLE, *(path.read_text(encoding="utf-8") for path in SHIPPED)):
        content = yaml.load(text, EditorLoader)  # noqa: S506 - a safe loader
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)] == []
    assert not validator.is_valid(yaml.load(changed("when: 2019", "when: 19"), EditorLoader))  # noqa: S506


def test_every_object_of_the_schema_is_closed_and_described_by_a_class(schema: dict[str, Any]) -> None:
    objects = {name for name, part in schema["$defs"].items() if part.get("type") == "object"}
    assert objects == set(CLASSES)
    assert all(schema["$defs"][name]["additionalProperties"] is False for name in objects)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_agree(schema: dict[str, Any], name: str) -> None:
    part, known = schema["$defs"][name], fields(CLASSES[name])
    assert set(part["properties"]) - GATHERED == {f.name for f in known} - GATHERED
    assert {f.name for f in known if f.default is MISSING} <= set(part["required"]) <= set(part["properties"])
    cited = {"source"} if name == "contact" else {"source", "also"}
    assert set(part["properties"]) & GATHERED == (set() if name == "evidence" else cited)
    assert "source" in part["required"] or name == "evidence"


def test_schema_and_programme_agree(schema: dict[str, Any]) -> None:
    assert set(schema["properties"]) == {f.name for f in fields(vocabulary.Programme)}
    parts = schema["$defs"]
    assert parts["criterion"]["properties"]["check"]["enum"] == [c.value for c in vocabulary.CriterionCheck]
    assert parts["funding_object"]["properties"]["purpose"]["enum"] == [p.value for p in vocabulary.Purpose]
