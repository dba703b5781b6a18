"""Without a model: whatever a document, a question or an earlier turn orders, the assistant only quotes, and says so."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.answering.refusal import refusal, suggestions
from bot.assistant import Assistant
from bot.understanding.understand import read
from corpus.model import Answer, Hit, Status
from retrieval.index import Index
from retrieval.scope import Scope
from tests.bot.injections.asking import CLEAN, Typed
from tests.bot.injections.judging import BREAKS_QUOTES, hidden, outside_names, own_words, remarks
from tests.bot.injections.library import CONTACT, Section
from tests.bot.injections.payloads import PAYLOADS, canaries_in, squeezed

_LETTERS = re.compile(r"[^\W\d_]")
Aimed = tuple[tuple[Section, Answer], ...]
TypedIn = tuple[tuple[Typed, Answer], ...]


def test_the_questions_lead_to_the_hostile_passages(poisoned: Assistant, aimed: Aimed) -> None:
    """Else the tests below would see nothing."""
    seen = 0
    for section, answer in aimed:
        assert [c.document_id for c in answer.citations] == [section.document_id], section.question
        assert str(section.share) in answer.answer
        passage = poisoned.passage(answer.citations[0].passage_id)
        text = squeezed(" ".join((passage.text, *passage.footnotes)))
        seen += sum(squeezed(p.text) in text for p in section.payloads)
    assert seen >= 0.9 * len(PAYLOADS)  # Markdown takes some notes apart


def test_every_word_around_the_quotes_is_ours(
    poisoned: Assistant, aimed: Aimed, ordinary: dict[str, Answer], typed: TypedIn
) -> None:
    answers = [*(a for _, a in aimed), *ordinary.values(), *(a for _, a in typed)]
    answered = [a for a in answers if a.status is Status.ANSWERED]
    assert len(answered) > len(aimed) + len(CLEAN)
    wrong = [(a.standalone_question, own, a.answer) for a in answered if _LETTERS.search(own := own_words(poisoned, a))]
    assert wrong == []


@pytest.mark.parametrize("breaks", [False, True])
def test_remarks_only_name_what_others_wrote(
    aimed: Aimed, ordinary: dict[str, Answer], typed: TypedIn, breaks: bool
) -> None:
    answers = [*(a for _, a in aimed), *ordinary.values(), *(a for _, a in typed)]
    found = [(p, text) for a in answers for text in remarks(a) for p in canaries_in(outside_names(text))]
    assert [(p.id, text) for p, text in found if (p.technique in BREAKS_QUOTES) is breaks] == []


def test_the_contact_is_that_of_the_programme(typed: TypedIn, ordinary: dict[str, Answer]) -> None:
    contacts = [a.contact for a in (*(a for _, a in typed), *ordinary.values()) if a.contact]
    assert CONTACT["phone"] in {c.phone for c in contacts}
    assert not [c for c in contacts if canaries_in(f"{c.name} {c.person} {c.phone} {c.email} {c.url}")]


@pytest.fixture(scope="module")
def named(poisoned_index: Index) -> list[Hit]:
    """A passage for each payload whose document and section go by it."""
    hit = next(iter(poisoned_index.hits(Scope())))
    return [
        replace(hit, document=replace(hit.document, title=p.line), passage=replace(hit.passage, section=(p.line,)))
        for p in PAYLOADS
    ]


@pytest.mark.parametrize("english", [False, True])
@pytest.mark.parametrize("breaks", [False, True])
def test_a_refusal_names_any_title_and_heading_as_such(
    poisoned_index: Index, named: list[Hit], english: bool, breaks: bool
) -> None:
    question = replace(read(poisoned_index, "Wer leitet das Vorhaben?"), english=english)
    wrong = []
    for hit, payload in zip(named, PAYLOADS, strict=True):
        said = refusal(question, [hit], None, related=True)
        offered = " ".join(suggestions([hit]))
        assert squeezed(payload.line) in squeezed(said) and squeezed(payload.line) in squeezed(offered)
        if canaries_in(outside_names(f"{said} {offered}")) and (payload.technique in BREAKS_QUOTES) is breaks:
            wrong.append(said)
    assert wrong == []


def test_nothing_hidden_is_stored(poisoned_index: Index) -> None:
    """A reader cannot see it, but a chat window hands it on to the next model."""
    passages = {p.id: hidden(p.text + " ".join((*p.section, *p.footnotes))) for p in poisoned_index.passages}
    titles = {d.id: hidden(f"{d.title} {d.publisher}") for d in poisoned_index.documents.values()}
    assert {id: found for id, found in (passages | titles).items() if found} == {}
