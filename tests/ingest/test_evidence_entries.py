"""Every kind of entry keeps its evidence, or falls out by name with what it cannot do without."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.errors import ManifestError
from corpus.model import Evidence, Passage, Programme
from corpus.programme import ActionField, Statement, Topic
from ingest.evidence import evidence_of, resolve_programmes
from tests.corpus.programme_samples import READ, maybe, said
from tests.ingest.test_evidence import passage

LABELS = [
    "contact, source",
    "about, Wer dazugehört, Beleg 1",
    "about, Wer dazugehört, Beleg 2",
    "funding_objects, FG1, Beleg 1",
    "criteria, rechtsform, Beleg 1",
    "action_fields, A, topics, A-1, Beleg 1",
    "action_fields, A, Beleg 1",
    "cross_cutting, digital, Beleg 1",
    "procedure, Antrag, Beleg 1",
    "bodies, beirat, Beleg 1",
    "money, Bis 2027, Beleg 1",
    "timeline, Eintrag 1, Beleg 1",
    "timeline, Eintrag 2, Beleg 1",
    "projects, Werkbank, Beleg 1",
    "glossary, KMU, Beleg 1",
    "sources, Beleg 1",
]
EVERY = [evidence for _, evidence in evidence_of(READ)]


def spot(evidence: Evidence) -> Passage:
    """A passage that says it."""
    text = f"Vorweg: {evidence.says}. Und mehr."
    return passage(f"zu {evidence.says}", text, evidence.section, document=evidence.document)


ALL = [spot(evidence) for evidence in EVERY]
WITHOUT_BLATT = [p for p in ALL if p.document_id == "strategie"]


def the_only(programme: Programme, passages: list[Passage], **options: Any) -> tuple[Programme, str]:
    """The programme that is found, and the one warning or none."""
    (found,), warnings = resolve_programmes([programme], passages, **options)
    assert len(warnings) <= 1
    return found, "".join(warnings)


def test_every_evidence_is_named_as_in_the_file() -> None:
    assert [label for label, _ in evidence_of(READ)] == LABELS


def test_every_kind_of_entry_gets_its_passage_and_quote() -> None:
    found, warning = the_only(READ, ALL)
    assert warning == ""
    assert [label for label, _ in evidence_of(found)] == LABELS
    for wanted, (label, got) in zip(EVERY, evidence_of(found), strict=True):
        assert got == replace(wanted, passage_id=f"zu {wanted.says}", start=0, end=len(spot(wanted).text)), label


def test_nothing_but_the_evidence_is_changed() -> None:
    found, _ = the_only(READ, ALL)
    bare = [(label, replace(e, passage_id=None, start=0, end=0)) for label, e in evidence_of(found)]
    assert bare == list(evidence_of(READ))
    assert found.action_fields[0].topics[0].measures == READ.action_fields[0].topics[0].measures
    assert (found.questions, found.field_word) == (READ.questions, READ.field_word)


@pytest.mark.parametrize("missing", range(len(LABELS)), ids=LABELS)
def test_words_that_are_nowhere_stop_every_kind_of_entry_by_name(missing: int) -> None:
    """Also of an optional one: its document is there."""
    there = [p for number, p in enumerate(ALL) if number != missing]
    assert {p.document_id for p in there} == {"strategie", "blatt"}
    with pytest.raises(ManifestError) as caught:
        resolve_programmes([READ], there)
    assert f"programmes/heide.yaml, {LABELS[missing]}: In „{EVERY[missing].document}“ steht nirgends" in str(
        caught.value
    )
    assert str(caught.value).count("programmes/heide.yaml") == 1


def test_without_an_optional_document_its_entries_fall_out_and_are_named() -> None:
    found, warning = the_only(READ, WITHOUT_BLATT)
    assert (found.criteria, found.money) == ((), ())
    assert [event.when for event in found.timeline] == ["2014-11-28"]
    assert [len(statement.sources) for statement in found.about] == [1]
    assert warning == (
        "programmes/heide.yaml: Ohne blatt im Index entfallen: criteria, rechtsform; money, Bis 2027; "
        "timeline, Eintrag 2. Weniger Belege haben: about, Wer dazugehört."
    )


def test_an_entry_in_the_middle_falls_out_under_its_own_number() -> None:
    found, warning = the_only(replace(READ, timeline=READ.timeline[::-1]), WITHOUT_BLATT)
    assert [event.when for event in found.timeline] == ["2014-11-28"]
    assert "timeline, Eintrag 1." in warning
    assert "Eintrag 2" not in warning


def test_a_first_evidence_that_falls_out_leaves_the_second() -> None:
    found, warning = the_only(
        replace(READ, about=(replace(READ.about[0], sources=READ.about[0].sources[::-1]),)), WITHOUT_BLATT
    )
    assert [e.document for e in found.about[0].sources] == ["strategie"]
    assert "Weniger Belege haben: about, Wer dazugehört." in warning


def test_an_optional_evidence_does_not_excuse_a_required_one_of_the_same_document() -> None:
    needed = Statement(title="Satzung", text="x", sources=(replace(maybe("1", "Satzung gilt"), optional=False),))
    with pytest.raises(ManifestError, match="about, Satzung, Beleg 1: Das Dokument „blatt“ ist nicht im Index"):
        resolve_programmes([replace(READ, about=(*READ.about, needed))], WITHOUT_BLATT)


def test_a_contact_and_a_nested_topic_may_fall_out() -> None:
    first = READ.action_fields[0]
    assert READ.contact
    second = Topic(id="A-2", title="x", description="y", sources=(maybe("1", "Nur Blatt"),))
    programme = replace(
        READ,
        contact=replace(READ.contact, source=maybe("1", "Erika Muster")),
        action_fields=(replace(first, topics=(*first.topics, second)),),
    )
    found, warning = the_only(programme, WITHOUT_BLATT)
    assert found.contact is None
    assert [topic.id for topic in found.action_fields[0].topics] == ["A-1"]
    assert "entfallen: contact; " in warning
    assert "action_fields, A, topics, A-2" in warning


def test_a_field_that_loses_all_its_topics_falls_out() -> None:
    topic = Topic(id="B-1", title="x", description="y", sources=(maybe("1", "Nur Blatt"),))
    empty = ActionField(id="B", title="z", topics=(topic,), sources=(said("Gremien", "Beirat berät"),))
    found, warning = the_only(replace(READ, action_fields=(*READ.action_fields, empty)), WITHOUT_BLATT)
    assert [field.id for field in found.action_fields] == ["A"]
    assert "action_fields, B, topics, B-1" in warning


def test_a_programme_that_loses_all_its_own_sources_is_left_out() -> None:
    found, warnings = resolve_programmes([replace(READ, sources=(maybe("1", "Bündnis Heide"),))], WITHOUT_BLATT)
    assert found == ()
    assert [w for w in warnings if "programmes/heide.yaml bleibt außer Acht" in w and "blatt" in w] == list(warnings)
    assert len(warnings) == 1


def test_a_programme_of_optional_evidence_only_stays_where_its_document_is() -> None:
    only = Programme(alliance="heide", name="Heide", sources=(maybe("1", "Bündnis Heide"),))
    there = passage("p1", "Das Bündnis Heide besteht.", document="blatt")
    assert the_only(only, [there])[0].sources[0].passage_id == "p1"
    assert resolve_programmes([only], WITHOUT_BLATT)[0] == ()


def test_a_programme_whose_required_documents_are_all_missing_names_only_those() -> None:
    found, (warning,) = resolve_programmes([READ], [p for p in ALL if p.document_id == "blatt"])
    assert found == ()
    assert "(strategie)" in warning


def test_a_damaged_optional_document_is_as_good_as_missing() -> None:
    found, warning = the_only(READ, WITHOUT_BLATT, unreadable={"blatt"})
    assert found.criteria == ()
    assert "entfallen: criteria, rechtsform" in warning
    assert resolve_programmes([READ], [p for p in ALL if p.document_id == "blatt"] + [ALL[0]], {"strategie"})[0] == ()


def test_lenient_leaves_out_what_is_not_said_and_keeps_the_rest() -> None:
    other = replace(READ, alliance="andere", sources=(said("Einleitung", "Fremde Worte"),))
    found, (warning,) = resolve_programmes([other, READ], ALL, strict=False)
    assert [programme.alliance for programme in found] == ["heide"]
    assert "programmes/andere.yaml bleibt außer Acht" in warning
    assert "„Fremde Worte“" in warning
    with pytest.raises(ManifestError):
        resolve_programmes([other, READ], ALL)


def test_lenient_is_silent_where_a_required_document_is_missing() -> None:
    blatt_needed = replace(READ, sources=(*READ.sources, replace(maybe("1", "a b"), optional=False)))
    assert resolve_programmes([blatt_needed], WITHOUT_BLATT, strict=False) == ((), ())
    found, warning = the_only(READ, WITHOUT_BLATT, strict=False)
    assert found.alliance == "heide"
    assert "Ohne blatt im Index" in warning
