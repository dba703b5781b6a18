"""Repair what extraction does to text: characters, running heads, page numbers, broken words.

Pure functions over lines and pages. Nothing here knows headings or lists; that is ingest.structure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Line, Page

# Bullets as fonts with private code points or lost encodings leave them behind.
_BULLETS = re.compile(r"^(\s*)[\uf0b7\uf0a7\uf0d8\uf02d\ufffd▪•‣●○■□◦➢➤✓►]\s*")
_LOST = re.compile(r"[\ufffd\uf000-\uf0ff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1(?!\*)")
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}")
_PAGE_NUMBER = re.compile(r"^[-–\s|]*(?:seite|s\.|page)?\s*\d{1,4}(?:\s*(?:von|/|of)\s*\d{1,4})?[-–\s|]*$", re.I)
_DOT_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*$|…{2,}\s*\d{1,4}\s*$")
_URL_LINE = re.compile(r"^(?:https?://|www\.)\S+$")

# "In- und Ausland": after these words the hyphen stays and the words stay apart.
_SUSPENDED = frozenset({"und", "oder", "bzw", "sowie", "bis", "als", "noch", "statt", "wie", "u", "beziehungsweise"})
_EDGE_LINES = 3
BULLET = "•"


def clean_text(text: str) -> str:
    """Characters as they were meant: composed umlauts, no ligatures, odd spaces, control marks or lost glyphs."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text)).replace("\u00ad\n", "\n")
    text = re.sub("\u00ad$", "-", text).replace("\u00ad", "")
    text = _BULLETS.sub(rf"\1{BULLET} ", text)
    text = _LOST.sub("", text)
    text = _SUPERSCRIPT.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return re.sub(r"(?<=\S)\s+", " ", text).rstrip()


def repair_pages(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Clean every line and drop running heads, page numbers, dot-leader contents and bare link artefacts."""
    cleaned = [
        replace(
            page,
            lines=tuple(
                replace(line, text=clean_text(line.text), cells=tuple(clean_text(c).strip() for c in line.cells))
                for line in page.lines
            ),
        )
        for page in pages
    ]
    heads = _running_heads(cleaned)
    seen_urls: set[str] = set()
    return tuple(replace(page, lines=tuple(_keep(page, heads, seen_urls))) for page in cleaned)


def _keep(page: Page, heads: frozenset[str], seen_urls: set[str]) -> list[Line]:
    edge = set(_edge_positions(page))
    kept = []
    for i, line in enumerate(page.lines):
        text = line.text.strip()
        at_edge = i in edge
        if text and (
            (at_edge and (_shape(text) in heads or (page.number is not None and _PAGE_NUMBER.match(text))))
            or _DOT_LEADER.search(text)
            or (_URL_LINE.match(text) and _bare(text) in seen_urls)
        ):
            continue
        seen_urls.update(_bare(url) for url in re.findall(r"(?:https?://|www\.)\S+", text))
        kept.append(line)
    return kept


def _bare(url: str) -> str:
    return re.sub(r"^https?://", "", url).rstrip("/.,;)")


def _edge_positions(page: Page) -> list[int]:
    filled = [i for i, line in enumerate(page.lines) if line.text.strip()]
    return filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _running_heads(pages: Sequence[Page]) -> frozenset[str]:
    """Shapes of lines that stand at the edge of at least half of the pages (digits do not matter)."""
    if len(pages) < 2:
        return frozenset()
    counts = Counter(
        shape for page in pages for shape in {_shape(page.lines[i].text) for i in set(_edge_positions(page))}
    )
    return frozenset(shape for shape, n in counts.items() if n >= max(2, (len(pages) + 1) // 2))


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one paragraph as one text, words broken at the line end mended by the German rules."""
    text = ""
    for line in (line.strip() for line in lines):
        text = join_two(text, line) if text and line else text or line
    return text


def join_two(left: str, right: str) -> str:
    """Join two pieces: hyphenated words close up, "In- und Ausland" and "Lüneburg-Wolfsburg" keep the hyphen."""
    if not re.search(r"\w-$", left):
        glue = "" if re.search(r"\S/$|„$", left) else " "
        return f"{left}{glue}{right}"
    first = re.match(r"[\wÄÖÜäöüß]+", right)
    word = first.group(0) if first else ""
    if word.lower() in _SUSPENDED or not word:
        return f"{left} {right}"
    last = re.search(r"\w+-$", left)
    if word[0].islower() or (word.isupper() and len(word) > 2 and last and last.group().isupper()):
        return left[:-1] + right
    return left + right
