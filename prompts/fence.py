"""Data inside a prompt: between tags of ours that the data itself cannot write."""

from __future__ import annotations

import unicodedata

_ANGLES = str.maketrans({"<": "‹", ">": "›", "＜": "‹", "＞": "›", "﹤": "‹", "﹥": "›"})
_KEPT = "\n\t"
_UNSEEN = frozenset(
    {"Cc", "Cf", "Cs", "Co", "Cn"}
)  # control, formatting (bidi, zero width, tags), surrogates, unassigned
_SOFT_HYPHEN = "\u00ad"


def fence(tag: str, text: str, **attributes: str) -> str:
    """`text` as data between <tag attributes> and </tag>, each on a line of its own."""
    head = "".join(f' {name}="{_attribute(value)}"' for name, value in attributes.items())
    return f"<{tag}{head}>\n{as_data(text).strip()}\n</{tag}>"


def as_data(text: str) -> str:
    """The text without characters that nobody sees and without angle brackets, which only our tags have."""
    seen = (c for c in text.replace(_SOFT_HYPHEN, "") if c in _KEPT or unicodedata.category(c) not in _UNSEEN)
    return "".join(seen).translate(_ANGLES)


def _attribute(value: str) -> str:
    return " ".join(as_data(value).split()).replace('"', "”")
