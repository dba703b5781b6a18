"""What an abbreviation stands for, where a document writes it out beside it.

Long and short form are matched by their letters from the right (Schwartz and Hearst, "A Simple Algorithm for Identifying
Abbreviation Definitions in Biomedical Text", PSB 2003), so any abbreviation of any document is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answering.quotes import Quote
from corpus.model import Asks, Hit, Question

_SHORT = re.compile(r"\b(?:[A-ZÄÖÜ][a-zäöü]?){2,}[+]?(?!\w)|\b[A-ZÄÖÜ][a-z]+[A-ZÄÖÜ]\w*\b")
_WORDS = re.compile(r"\S+")


def abbreviations(question: Question) -> tuple[str, ...]:
    """The abbreviations that a question asks to be written out; empty if it asks for something else."""
    found = tuple(dict.fromkeys(_SHORT.findall(question.text)))
    if question.asks is Asks.ABBREVIATION:
        return found
    return found if question.asks is Asks.DEFINITION and len(found) == 1 == len(question.terms) else ()


def written_out(question: Question, hits: Iterable[Hit]) -> list[Quote]:
    """A quote like "kleine und mittlere Unternehmen (KMU)" for the abbreviations of the question, the first found for each."""
    wanted = list(abbreviations(question))
    quotes = []
    for hit in hits if wanted else ():
        for short in list(wanted):
            if span := _find(short, hit.passage.text):
                units = hit.passage.units
                number = next(i for i, u in enumerate(units) if u.end > span[0])
                text = hit.passage.text[span[0] : span[1]]
                quotes.append(Quote(hit=hit, start=span[0], end=span[1], text=text, units=(number,)))
                wanted.remove(short)
    return quotes


def _find(short: str, text: str) -> tuple[int, int] | None:
    """Start and end of the stretch that holds short and long form side by side."""
    for match in re.finditer(rf"\(\s*{re.escape(short)}\s*[),;]", text):
        long = _long_form(short, text[: match.start()].rstrip())
        if long:
            end = text.find(")", match.start()) + 1 or match.end()
            return long[0], end
    for match in re.finditer(
        rf"(?<!\w){re.escape(short)}\s*(?:\(|=|:|steht für|bedeutet)\s*([^()\n]{{5,120}}?)(?:[).;\n]|$)", text
    ):
        inside = match.group(1).strip(' „“"')
        if _matches(short, _WORDS.findall(inside)):
            return match.start(), match.end() if text[match.end() - 1] == ")" else match.start(1) + len(
                match.group(1).rstrip()
            )
    return None


def _long_form(short: str, before: str) -> tuple[int, int] | None:
    """The words before a bracket whose letters make the short form, at most three times as many words as letters."""
    words = list(_WORDS.finditer(before))
    letters = [c for c in short if c.isalnum()]
    for count in range(1, min(len(letters) + 5, 3 * len(letters)) + 1):
        if count > len(words):
            break
        chosen = words[-count:]
        if _matches(short, [w.group() for w in chosen]):
            return chosen[0].start(), chosen[-1].end()
    return None


def _matches(short: str, words: Sequence[str]) -> bool:
    """True if the letters of the short form stand in the words in order, the first at the beginning of the first word."""
    letters = [c.lower() for c in short if c.isalnum()]
    if not letters or not words:
        return False
    text = " ".join(words).lower().strip("„“\"'")
    if text[:1] != letters[0]:
        return False
    at = len(text)
    for position, letter in enumerate(reversed(letters)):
        first = position == len(letters) - 1
        if first and at == 0:
            return False  # the second letter has taken its place
        at = 0 if first else text.rfind(letter, 0, at)
        if at < 0:
            return False
    # as many words begin with a letter of the short form as a reader expects
    initials = sum(1 for w in words if w.lower().strip("„“\"'(")[:1] in letters)
    return initials * 2 >= len(letters) or len(words) == 1
