"""Twists in characters that look like others or do not show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from eval.model_server import twisted
from eval.model_server.german import Statement
from eval.model_server.invented import invent_number, invent_person
from eval.model_server.lying import Lie, Twist
from eval.model_server.prompt import Prompt

_DISGUISES: tuple[Callable[[str], str], ...] = (
    lambda n: n.translate({48 + i: 0xFF10 + i for i in range(10)}),  # full width
    lambda n: n.translate({48 + i: 0x0660 + i for i in range(10)}),  # Arabic-Indic
    lambda n: n.translate({48 + i: 0x1D7CE + i for i in range(10)}),  # mathematical bold
    lambda n: n.translate({48 + i: 0x2080 + i for i in range(10)}),  # subscript
    lambda n: "".join(chr(0x245F + int(c)) if c in "123456789" else c for c in n),  # in circles
    lambda n: "\u200b".join(n),  # zero width space
    lambda n: "\u2060".join(n),  # word joiner
    lambda n: "\u00ad".join(n),  # soft hyphen
    lambda n: f"\u202e{n[::-1]}\u202c",  # written backwards, shown forwards
    lambda n: f"\u2067{n}\u2069",
    lambda n: "".join(f"{c}\u0336" for c in n),  # struck through
    lambda n: "".join(f"{c}\u20e3" for c in n),  # on keys
    lambda n: n.replace("0", "O").replace("1", "l"),  # letters for digits
    lambda n: "".join(chr(0xE0000 + ord(c)) for c in n),  # tags: not shown at all
    lambda n: " ".join(n),
)
_LOOKALIKE = str.maketrans("aceopxyBCEHKMOPTSF", "асеорхуВСЕНКМОРТЅҒ")


def disguise_number(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A wrong number in characters that only look like digits, or with characters that do not show."""
    lie = invent_number(prompt, base, rng)
    if lie is None or not lie.planted:
        return None
    plain = lie.planted[0]
    worn = rng.choice(_DISGUISES)(plain)
    text = lie.statement.text.replace(plain, worn)
    return Lie(statement=replace(base, text=text), planted=(worn, plain))


def disguise_name(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A foreign name in Cyrillic letters or cut by marks that do not show."""
    lie = invent_person(prompt, base, rng)
    if lie is None:
        return None
    plain = lie.planted[0]
    worn = rng.choice((plain.translate(_LOOKALIKE), "\u200d".join(plain), "\u0301".join(plain), plain.swapcase()))
    return Lie(statement=replace(base, text=lie.statement.text.replace(plain, worn)), planted=(worn, plain))


def disguise_negation(prompt: Prompt, base: Statement, rng: Random) -> Lie | None:
    """A word that turns the sentence, cut by a mark that does not show."""
    lie = twisted.TWISTS["add_negation"](prompt, base, rng)
    if lie is None:
        return None
    cut = rng.choice("\u200b\u00ad\u200d\u2060")
    return Lie(
        statement=replace(base, text=lie.statement.text.replace("nicht", f"ni{cut}cht")), planted=(f"ni{cut}cht",)
    )


TWISTS: dict[str, Twist] = {
    "disguise_number": disguise_number,
    "disguise_name": disguise_name,
    "disguise_negation": disguise_negation,
}
