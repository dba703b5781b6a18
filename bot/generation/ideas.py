"""What a model may say about the description of an idea: a summary of it, and where in it something is said. It judges nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.generation.drafts import DECLINED
from bot.generation.errors import ModelError
from corpus.phrasing import Checked, Draft, Fallback, SourceText
from corpus.results import OpenQuestion
from ingest.sentences import split_sentences
from prompts.fence import as_data, fence
from prompts.load import Prompt

IDEA = "B1"
_MOST = 3  # sentences of a summary
_LONGEST = 240  # characters of the words that are pointed at
_FEWEST = 2  # words; one alone says nothing
_SLOT = re.compile(r"^\W*(?P<id>[\w-]+)\W*:\s*(?P<words>.*?)\s*$")


def summary_messages(prompt: Prompt, idea: str) -> tuple[str, str]:
    """System and user message for a summary."""
    return prompt.messages(idea=fence("beschreibung", idea))


def idea_source(idea: str) -> SourceText:
    """The description as a text that a summary may rest on."""
    units = [p[a:b] for p in map(_one_line, idea.split("\n\n")) for a, b in split_sentences(p)]
    return SourceText(id=IDEA, heading="", units=tuple(units))


def summary_drafts(reply: str) -> tuple[Draft, ...]:
    """The sentences of a summary. Raises ModelError if there is none, or more than asked for."""
    lines = [_one_line(line) for line in reply.splitlines() if line.strip()]
    texts = [line[a:b] for line in lines for a, b in split_sentences(line)]
    if any(text.strip(". ").upper() == DECLINED for text in texts):
        raise ModelError(Fallback.DECLINED)
    if not 1 <= len(texts) <= _MOST:
        raise ModelError(Fallback.MALFORMED)
    return tuple(Draft(text=text, sources=(IDEA,)) for text in texts)


def summary_of(checked: Sequence[Checked]) -> str:
    """The summary if every sentence of it stands in the description, else ""."""
    return " ".join(c.draft.text for c in checked) if all(c.fault is None for c in checked) else ""


def slot_messages(prompt: Prompt, idea: str, questions: Sequence[OpenQuestion]) -> tuple[str, str]:
    """System and user message to find what a description says about open questions."""
    slots = "\n".join(fence("merkmal", q.text, id=q.criterion_id) for q in questions)
    return prompt.messages(idea=fence("beschreibung", idea), slots=slots)


def slots_of(reply: str, idea: str, questions: Sequence[OpenQuestion]) -> Mapping[str, str]:
    """For each question the words of the description about it; only what stands there word for word, each words once."""
    said = _one_line(as_data(idea))
    asked = {q.criterion_id for q in questions}
    found: dict[str, str] = {}
    for match in filter(None, map(_SLOT.match, reply.splitlines())):
        words = match["words"].strip('„“”"‚‘ ')
        fits = len(words.split()) >= _FEWEST and len(words) <= _LONGEST
        if match["id"] in asked and fits and words in said and words not in found.values():
            found.setdefault(match["id"], words)
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
