"""Plain German text: what may not stand in a sentence of an answer, whoever wrote it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.verification.words import section_words

_MARKS = re.compile(
    r"[`<>{}\\^~|]|\*\*|__|(?<!\w)[*_](?=\w)|!\[|\]\(|\[[^\]]*\]|^\s*(?:#{1,6}\s|>|\d+[.)]\s*$|[-+]\s*$)|&#?\w+;|\$\S+\$|\bjavascript:|\bdata:\w",
    re.I,
)
_WEB = re.compile(
    r"(?:https?|ftp)://\S+|\bwww\.\S+|[\w.+-]+\s?(?:@|[(\[]at[)\]])\s?[\w-]+(?:\.[\w-]+)+|\b(?:[\w-]+\.)+(?:de|com|org|eu|net|info|io|gov|edu|app|biz|at|ch|ai|me|co|uk|ru|cn)\b(?:/\S*)?",
    re.I,
)
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me")


def markup(text: str, sources: Sequence[str]) -> str:
    """The first piece of a sentence that is no plain text, or an address that no source has verbatim; "" if none."""
    composed = unicodedata.normalize("NFC", text)
    for at, character in enumerate(composed):
        if unicodedata.category(character) in _HIDDEN or unicodedata.category(character) == "So":
            return repr(character)
        # another script's digits, or raised ones, would be no figure to the checks that follow
        beside = composed[max(0, at - 2) : at + 1]  # "km²"
        if character.isnumeric() and not character.isascii() and not any(beside in s for s in sources):
            return character
        if character.isalpha() and not unicodedata.name(character, "").startswith("LATIN"):
            return character
    if match := _MARKS.search(text):
        return match.group()
    said = " ".join(sources).lower()
    for match in _WEB.finditer(text):
        address = match.group().rstrip(".,;:!?)“\"'")
        if not re.search(rf"(?<![\w@./-]){re.escape(address.lower())}(?![\w-]|[./][\w])", said):
            return address
    return ""


_GERMAN, _FOREIGN = section_words("german"), section_words("foreign")


def foreign(text: str) -> bool:
    """True if a sentence is not German, told by its function words; a short item without any may be of any language."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    german = sum(w in _GERMAN for w in words)
    other = sum(w in _FOREIGN and w not in _GERMAN for w in words)
    if other > german:
        return True
    return german == 0 and len(words) > 7 and not re.search(r"[äöüß]|(?:ung|keit|heit|schaft)\b", text.lower())
