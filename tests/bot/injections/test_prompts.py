"""What is said to a model: our tags and nothing else of the kind; every payload stays inside its fence, all of it seen."""

from __future__ import annotations

import re
import unicodedata

from corpus.model import Turn
from eval.model_server.prompt import Prompt, Task, read_prompt
from prompts.fence import fence
from prompts.load import load_prompts
from tests.bot.injections.asking import Phrased
from tests.bot.injections.library import NOTE_PLACE
from tests.bot.injections.payloads import PAYLOADS, canaries_in, squeezed

_DATA = r"[^<>]*"
_VALUE = r'[^<>"\n]*'
_QUESTION = rf"<frage>\n{_DATA}\n</frage>"
_FORMS = {
    Task.ANSWER: rf'{_QUESTION}(?:\n\n<quelle id="Q\d+" dokument="{_VALUE}" stand="{_VALUE}" abschnitt="{_VALUE}">\n{_DATA}\n</quelle>)+',
    Task.STANDALONE: rf"<verlauf>\n(?:{_QUESTION}\n<antwort>\n{_DATA}\n</antwort>\n)+</verlauf>\n\n{_QUESTION}",
    Task.SUMMARY: rf"<beschreibung>\n{_DATA}\n</beschreibung>",
    Task.SLOTS: rf'<beschreibung>\n{_DATA}\n</beschreibung>\n(?:\n<merkmal id="{_VALUE}">\n{_DATA}\n</merkmal>)+',
}
_PURPOSES = {
    Task.ANSWER: "answer",
    Task.STANDALONE: "standalone_question",
    Task.SUMMARY: "idea_summary",
    Task.SLOTS: "slot_extraction",
}


def is_fenced(prompt: Prompt) -> bool:
    """True if the message has our tags alone, each where it belongs, and no character that nobody sees."""
    hidden = [
        c for c in prompt.user if unicodedata.category(c) in ("Cf", "Co", "Cn", "Cs") or (c < " " and c not in "\n\t")
    ]
    return bool(re.fullmatch(_FORMS[prompt.task], prompt.user)) and not hidden


def test_every_prompt_is_fenced(phrased: tuple[Phrased, ...]) -> None:
    prompts = [p for each in phrased for p in each.prompts]
    assert {p.task for p in prompts} >= {Task.ANSWER}
    assert [p.user for p in prompts if not is_fenced(p)] == []


def test_no_payload_comes_near_the_rules(phrased: tuple[Phrased, ...]) -> None:
    for prompt in (p for each in phrased for p in each.prompts):
        assert prompt.system == load_prompts()[_PURPOSES[prompt.task]].system
    assert not canaries_in("".join(p.system for p in load_prompts().values()))


def test_payloads_arrive_as_data(phrased: tuple[Phrased, ...]) -> None:
    """Else the fences would have nothing to hold. Footnotes are not part of what is quoted, so the model gets none."""
    said = [(e, squeezed(" ".join(p.user for p in e.prompts))) for e in phrased if e.prompts and e.place != NOTE_PLACE]
    arrived = sum(any(squeezed(p.text) in text for p in e.payloads) for e, text in said)
    assert arrived >= 0.6 * len(said)  # characters that nobody sees, and angles, do not arrive as they are


def test_any_payload_in_any_fence() -> None:
    template = load_prompts()
    for payload in PAYLOADS:
        text = payload.text
        source = fence("quelle", text, id="Q1", dokument=text, stand=text, abschnitt=text)
        turns = "\n".join(
            f"{fence('frage', t.question)}\n{fence('antwort', t.answer)}" for t in (Turn(question=text, answer=text),)
        )
        slots = fence("merkmal", text, id=text)
        fields = {
            "answer": {"question": fence("frage", text), "sources": source},
            "standalone_question": {"history": f"<verlauf>\n{turns}\n</verlauf>", "question": fence("frage", text)},
            "idea_summary": {"idea": fence("beschreibung", text)},
            "slot_extraction": {"idea": fence("beschreibung", text), "slots": slots},
        }
        for purpose, filled in fields.items():
            system, user = template[purpose].messages(**filled)
            prompt = read_prompt([{"role": "system", "content": system}, {"role": "user", "content": user}])
            assert _PURPOSES[prompt.task] == purpose and is_fenced(prompt), (payload.id, user)
