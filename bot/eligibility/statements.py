"""What a text says of something: yes, no, or that it is open. Judged by clause, for negation's sake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.eligibility.text import clauses, pattern, sentences

# "nicht nur" and "nicht ohne" deny nothing
NOT = (
    r"\b(?:nicht(?!\s+(?:nur|allein|bloß|zuletzt|ohne))|nie|niemals|nichts|nix|kein(?:e[nmrs]?|erlei)?|weder|nirgends|nirgendwo|niemand(?:em|en)?|"
    r"not(?!\s+only)|no|never|nothing|nobody|none|cannot|\w+n't)\b"
)
_OTHERWISE = r"\b(?:anders\s+als|statt|neben|außer|früher|abgelehnt|instead)\b"
_MONEY = (
    r"\b(?:mittel\w*|geld\w*|zuschuss\w*|zuschüsse\w*|\w*förder\w*|gefördert\w*|\w*finanzier\w*|beantrag\w*|\w*antrag\w*|anträge|bezuschuss\w*|bezahl\w*|bewerb\w*|"
    r"topf|programm|fund\w*|apply|application|grant|money|finance\w*)\b"
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a text says of something: yes, no, or (`holds` is None) that it is planned or open. `words` are verbatim."""

    holds: bool | None
    words: str


def has(text: str, *sources: str) -> bool:
    """True if every pattern is found in a text."""
    return all(pattern(source).search(text) for source in sources)


def sought_from(text: str, programmes: Sequence[str]) -> Said | None:
    """The sentence in which money is sought from another programme; None if it is not, or only said not to be."""
    for sentence in sentences(text):
        for clause in clauses(sentence):
            for programme in programmes:
                name = re.escape(programme).replace(r"\ ", r"\s+").removesuffix("en")
                named = pattern(rf"\b{name}(?:en)?\b").search(clause.text)
                if named and has(sentence.text, _MONEY) and not has(clause.text, rf"{NOT}|{_OTHERWISE}"):
                    return Said(holds=True, words=sentence.text)
    return None
