"""Twists that use the words of the source and turn what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from eval.model_server.german import Statement
from eval.model_server.invented import NUMBER
from eval.model_server.lying import Lie, Twist
from eval.model_server.prompt import Prompt

Rule = tuple[str, str]

_DROPPED: tuple[Rule, ...] = (
    (r"\bnicht (?!nur\b|zuletzt\b|-)", ""),
    (r"\b([kK])ein(e[nmrs]?)?\b", r"ein\2"),
    (r"\bohne\b", "mit"),
    (r"\bnie(?:mals)?\b", "immer"),
    (r"\bunbesetzt", "besetzt"),
)
_ADDED: tuple[Rule, ...] = (
    (r"\b(ist|sind|war|waren|wird|werden|wurde|wurden|kann|können|darf|dürfen|soll|sollen|muss|müssen|hat|haben)\b(?= )(?! nicht)", r"\1 nicht"),
    (r"(?<=\w )eine(n|r|s|m)?\b", r"keine\1"),
)  # fmt: skip
_LIMITS: tuple[Rule, ...] = (
    (r"\bnur (?!noch\b)", ""),
    (r"\bbis zu (?=\d)", ""),
    (r"\b(?:höchstens|maximal)\b", "mindestens"),
    (r"\bmindestens\b", "höchstens"),
    (r"\b(?:rund|etwa|ca\.|circa|knapp|fast) (?=\d)", "genau "),
    (r"\b(?:mehr als|über) (?=\d)", "weniger als "),
    (r"\bauch\b", "nur"),
    (r"\bvor (?!allem\b)", "nach "),
)
_MODALITY: tuple[Rule, ...] = (
    (r"\b(?:kann|darf)\b", "muss"),
    (r"\b(?:können|dürfen)\b", "müssen"),
    (r"\b(?:soll|muss)\b", "kann"),
    (r"\b(?:sollen|müssen)\b", "können"),
    (r"\bin der Regel\b", "immer"),
    (r"\bteilweise\b", "vollständig"),
    (r"\b[eE]inige\b", "alle"),
)
_OPPOSITES = (
    ("mehr", "weniger"), ("hoch", "niedrig"), ("höchsten", "niedrigsten"), ("höher", "niedriger"), ("vorher", "nachher"),
    ("stieg", "sank"), ("steigt", "sinkt"), ("steigen", "sinken"), ("gestiegen", "gesunken"), ("stärken", "schwächen"),
    ("größte", "kleinste"), ("groß", "klein"), ("jüngere", "ältere"), ("Männer", "Frauen"), ("erste", "letzte"),
    ("innerhalb", "außerhalb"), ("gemeinsam", "getrennt"), ("öffentlich", "privat"), ("seit", "bis"), ("Bund", "Land"),
    ("Anfang", "Ende"), ("oberhalb", "unterhalb"), ("regelmäßig", "einmalig"), ("zunächst", "zuletzt"),
)  # fmt: skip


def swap_numbers(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """Two numbers of a sentence change places."""
    found = list(NUMBER.finditer(base.text))
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if a[0] != b[0]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    text = base.text
    return _lie(prompt, base, f"{text[: a.start()]}{b[0]}{text[a.end() : b.start()]}{a[0]}{text[b.end() :]}")


def misplace_number(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A number of another sentence of the same passage stands in this one."""
    text = next((s.text for s in prompt.sources if s.id == base.source), prompt.description)
    here = NUMBER.findall(base.text)
    others = sorted(set(NUMBER.findall(text)) - set(here))
    if not here or not others:
        return None
    spot = rng.choice(list(NUMBER.finditer(base.text)))
    return _lie(prompt, base, f"{base.text[: spot.start()]}{rng.choice(others)}{base.text[spot.end() :]}")


def ruled(rules: Sequence[Rule]) -> Twist:
    """One word changed by one of these rules."""

    def twist(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
        fitting = [(r, m) for r in rules for m in re.finditer(r[0], base.text)]
        if not fitting:
            return None
        (_, new), spot = rng.choice(fitting)
        text = f"{base.text[: spot.start()]}{spot.expand(new)}{base.text[spot.end() :]}"
        return _lie(prompt, base, f"{text[:1].upper()}{text[1:]}")

    return twist


TWISTS: dict[str, Twist] = {
    "swap_numbers": swap_numbers,
    "misplace_number": misplace_number,
    "drop_negation": ruled(_DROPPED),
    "add_negation": ruled(_ADDED),
    "shift_limit": ruled(_LIMITS),
    "shift_modality": ruled(_MODALITY),
    "opposite": ruled([rule for a, b in _OPPOSITES for rule in ((rf"\b{a}\b", b), (rf"\b{b}\b", a))]),
}


def _lie(prompt: Prompt, base: Statement, text: str) -> Lie | None:
    """None where the changed sentence happens to stand in the prompt."""
    return None if text.rstrip(".") in prompt else Lie(statement=replace(base, text=text))
