"""From an extractive answer to a phrased one: ask the model, verify every sentence, keep what stands in the sources."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.answering.answer import Reply
from bot.answering.features import LEANS_BACK
from bot.generation.completeness import complete
from bot.generation.compose import composed
from bot.generation.drafts import read_drafts
from bot.generation.errors import ModelError
from bot.generation.grounding import grounded
from bot.generation.sources import answer_messages, given
from bot.verification.source import source_of
from bot.verification.verify import Verifier
from corpus.model import Answer, BlockKind, Hit, Note, Phrasing, Status
from corpus.phrasing import Checked, Fallback, Fault
from prompts.load import Prompt
from retrieval.index import Index

Ask = Callable[[tuple[str, str]], str]  # messages to the model's reply; raises ModelError
_ENOUGH = (
    0.5  # share of the sentences that must stand in the sources: of a reply worse than that the rest is not trusted
)

_NOTES = {
    Fallback.PAUSED: "Das Sprachmodell ist zurzeit nicht verfügbar; die Antwort ist wörtlich zitiert.",
    Fallback.BUSY: "Das Sprachmodell ist ausgelastet; die Antwort ist wörtlich zitiert.",
    Fallback.UNREACHABLE: "Das Sprachmodell ist nicht erreichbar; die Antwort ist wörtlich zitiert.",
    Fallback.TIMEOUT: "Das Sprachmodell hat nicht rechtzeitig geantwortet; die Antwort ist wörtlich zitiert.",
    Fallback.RATE_LIMITED: "Das Sprachmodell nimmt zurzeit keine weiteren Anfragen an; die Antwort ist wörtlich zitiert.",
}
_NOT_USED = "Der Vorschlag des Sprachmodells war nicht ausreichend belegt; die Antwort ist wörtlich zitiert."
_NO_USABLE = "Das Sprachmodell hat keinen brauchbaren Text geliefert; die Antwort ist wörtlich zitiert."


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """What one phrasing needs: the words said to the model, its name, the way to ask it, and what checks its sentences."""

    prompt: Prompt
    model: str
    ask: Ask
    verifier: Verifier
    budget: int  # tokens of the messages


def phrasable(reply: Reply) -> bool:
    """True for an answer in sentences or items about one alliance. Cells would lose their row, two alliances their names."""
    passages = [quote.hit.passage for quote in reply.quotes]
    alliances = {quote.hit.document.alliance for quote in reply.quotes}
    return (
        reply.answer.status is Status.ANSWERED
        and len(alliances) == 1
        and all(p.kind is not BlockKind.TABLE for p in passages)
    )


def phrased(index: Index, reply: Reply, drafting: Drafting) -> Answer:
    """The answer in the model's words where they stand in the sources, else as it was, with a note that says why."""
    sources = given(reply.quotes)
    started = time.perf_counter()
    try:
        messages = answer_messages(drafting.prompt, reply.question, sources, budget=drafting.budget)
        text = drafting.ask(messages)
        answered = time.perf_counter()
        drafts = read_drafts(text)
    except ModelError as error:
        return quoted_instead(reply.answer, _phrasing(drafting, (), error.reason), _spent(started))
    texts = {id: source_of(hit, id) for id, hit in sources.items()}
    verified = drafting.verifier.check_all(drafts, texts, question=reply.question.text)
    checked = _standing(tuple(grounded(index, c, texts) for c in verified))
    spent = {"model": (answered - started) * 1000, "verify": (time.perf_counter() - answered) * 1000}
    kept = _kept(checked)
    if len(kept) < max(1.0, _ENOUGH * len(checked)):
        return quoted_instead(reply.answer, _phrasing(drafting, checked, Fallback.UNSUPPORTED), spent)
    if not complete(index, reply.question, reply.quotes, " ".join(c.draft.text for c in kept)):
        return quoted_instead(reply.answer, _phrasing(drafting, checked, Fallback.INCOMPLETE), spent)
    return _shown(reply, kept, sources, _phrasing(drafting, checked), spent)


def quoted_instead(answer: Answer, phrasing: Phrasing, spent: Mapping[str, float]) -> Answer:
    """The extractive answer with a note on why it is one."""
    reason = phrasing.fallback or Fallback.FAILED
    unsupported = reason in (Fallback.UNSUPPORTED, Fallback.INCOMPLETE, Fallback.DECLINED)
    text = _NOTES.get(reason) or (_NOT_USED if unsupported else _NO_USABLE)
    return replace(
        answer,
        notes=(*answer.notes, Note(kind="mode", text=text)),
        phrasing=phrasing,
        timings_ms=timed(answer.timings_ms, spent),
    )


def timed(timings: Mapping[str, float], spent: Mapping[str, float]) -> dict[str, float]:
    """Timings with what was spent on top, in milliseconds."""
    extra = {name: round(ms, 3) for name, ms in spent.items()}
    return {**timings, **extra, "total": round(timings.get("total", 0.0) + sum(extra.values()), 3)}


def _shown(
    reply: Reply, kept: tuple[Checked, ...], sources: Mapping[str, Hit], phrasing: Phrasing, spent: Mapping[str, float]
) -> Answer:
    text, citations = composed(kept, sources)
    return replace(
        reply.answer,
        answer=reply.lead + text,
        citations=citations,
        mode="generative",
        phrasing=phrasing,
        timings_ms=timed(reply.answer.timings_ms, spent),
    )


def _standing(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """As checked, but what leans on a sentence that is dropped ("Er beträgt ...") is dropped with it."""
    found: list[Checked] = []
    for each in checked:
        if each.fault is None and found and found[-1].fault is not None and LEANS_BACK.match(each.draft.text):
            each = Checked(draft=each.draft, fault=Fault.MEANING, detail=each.draft.text.split()[0])
        found.append(each)
    return tuple(found)


def _kept(checked: tuple[Checked, ...]) -> tuple[Checked, ...]:
    """Sentences that stand in the sources, each once; not the lead-in of a list of which nothing is left."""
    found = tuple({c.draft.text: c for c in reversed(checked) if c.fault is None}.values())[::-1]
    following = (*found[1:], None)[: len(found)]
    return tuple(c for c, after in zip(found, following, strict=True) if not _lost_lead(c, after))


def _lost_lead(checked: Checked, after: Checked | None) -> bool:
    return checked.draft.text.endswith(":") and (after is None or not after.draft.item)


def _phrasing(drafting: Drafting, checked: tuple[Checked, ...], fallback: Fallback | None = None) -> Phrasing:
    dropped = Counter(c.fault for c in checked if c.fault is not None)
    return Phrasing(
        model=drafting.model,
        prompt=drafting.prompt.name,
        sentences=len(checked),
        kept=len(checked) - dropped.total(),
        dropped=dict(dropped),
        fallback=fallback,
    )


def _spent(started: float) -> dict[str, float]:
    return {"model": (time.perf_counter() - started) * 1000}
