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
from ingest.lines import body_size

# Bullets as fonts with private code points or lost encodings leave them behind.
_BULLETS = re.compile(r"^(\s*)[\uf0b7\uf0a7\uf0d8\uf02d\ufffd▪•‣●○■□◦➢➤✓►]\s*")
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# control marks, also those that turn the order of letters around, and letters that no font shows
_INVISIBLE = re.compile(
    "[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
    "\x00-\x08\x0b\x0e-\x1f\x7f]"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=\S)([^*]+?)(?<=\S)\1(?!\*)")
_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}")
# A bare number of four digits at the edge of a page is a year.
_PAGE_NUMBER = re.compile(
    r"^[-–\s|]*(?:(?:seite|s\.|page)\s*\d{1,4}|\d{1,3})(?:\s*(?:von|/|of)\s*\d{1,4})?[-–\s|]*$", re.I
)
_CONTENTS = re.compile(r"^(?:Inhalt|Inhaltsverzeichnis|Inhaltsübersicht)\W*$", re.I)
_DOT_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*$|…{2,}\s*\d{1,4}\s*$")
_URL_LINE = re.compile(r"^(?:https?://|www\.)\S+$")

# "In- und Ausland": after these words the hyphen stays and the words stay apart.
_SUSPENDED = frozenset({"und", "oder", "bzw", "sowie", "bis", "als", "noch", "statt", "wie", "u", "beziehungsweise"})
_EDGE_LINES = 3
BULLET = "•"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean_text(text: str) -> str:
    """Characters as they were meant: composed umlauts, no ligatures, odd spaces, control marks or lost glyphs."""
    text = unicodedata.normalize("NFC", text).translate(_LIGATURES)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text)).replace("\u00ad\n", "\n")
    text = re.sub("\u00ad$", "-", text).replace("\u00ad", "")
    text = _BULLETS.sub(rf"\1{BULLET} ", text)
    text = _LOST.sub("", text)
    text = _SUPERSCRIPT.sub(lambda raised: raised[1].translate(RAISED), _EMPHASIS.sub(r"\2", text))
    text = re.sub(r"(?<=\S)\s+", " ", text).rstrip()
    return re.sub(r"(?<=[\w)]) (?=[.,;](?:\s|$))", "", text)


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
    edges = _edges(cleaned, body_size(cleaned))
    seen_urls: set[str] = set()
    return tuple(
        replace(page, lines=tuple(_keep(page, edge, seen_urls))) for page, edge in zip(cleaned, edges, strict=True)
    )


def _keep(page: Page, edge: frozenset[int], seen_urls: set[str]) -> list[Line]:
    contents = any(_DOT_LEADER.search(line.text) for line in page.lines)
    kept = []
    for i, line in enumerate(page.lines):
        text = line.text.strip()
        if (
            i in edge
            or _DOT_LEADER.search(text)
            or (contents and _CONTENTS.match(text))
            or (_URL_LINE.match(text) and _bare(text) in seen_urls)
        ):
            continue
        seen_urls.update(_bare(url) for url in re.findall(r"(?:https?://|www\.)\S+", text))
        kept.append(line)
    return kept


def _bare(url: str) -> str:
    return re.sub(r"^https?://", "", url).rstrip("/.,;)")


def _edges(pages: Sequence[Page], body: float) -> list[frozenset[int]]:
    """Positions of running heads and page numbers on every page, from the edges inwards up to the first other line."""
    heads = _running_heads(pages, body)
    found = []
    for i, page in enumerate(pages):
        filled = [n for n, line in enumerate(page.lines) if line.text.strip()]
        edge: set[int] = set()
        for side in (filled[:_EDGE_LINES], filled[::-1][:_EDGE_LINES]):
            for n in side:
                numbered = page.number is not None and _PAGE_NUMBER.match(page.lines[n].text.strip())
                if not numbered and _shape(page.lines[n], body) not in heads[i % 2]:
                    break
                edge.add(n)
        found.append(frozenset(edge))
    return found


def _shape(line: Line, body: float) -> str:
    """A line without its digits, which count pages; what is set larger than the body is numbered by its content."""
    text = " ".join(line.text.split())
    return text if body and line.size > body else re.sub(r"\d+", "#", text)


def _running_heads(pages: Sequence[Page], body: float) -> tuple[frozenset[str], frozenset[str]]:
    """Shapes at the edge of at least half of the pages, or half of the left or right ones: (right pages, left pages)."""
    on_page = []
    for page in pages:
        filled = [line for line in page.lines if line.text.strip()]
        on_page.append({_shape(line, body) for line in filled[:_EDGE_LINES] + filled[-_EDGE_LINES:]})

    def common(some: Sequence[set[str]]) -> frozenset[str]:
        counts = Counter(shape for shapes in some for shape in shapes)
        return frozenset(shape for shape, n in counts.items() if n >= max(2, (len(some) + 1) // 2))

    everywhere = common(on_page)
    return everywhere | common(on_page[::2]), everywhere | common(on_page[1::2])


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one paragraph as one text, words broken at the line end mended by the German rules."""
    text = ""
    for line in (line.strip() for line in lines):
        text = join_two(text, line) if text and line else text or line
    return text


def join_two(left: str, right: str) -> str:
    """Join two pieces: hyphenated words close up, "In- und Ausland" and "Lüneburg-Wolfsburg" keep the hyphen."""
    if not re.search(r"\w-$", left):
        glue = "" if re.search(r"\S/-?$|„$", left) else " "
        return f"{left}{glue}{right}"
    first, last = re.match(r"\w+", right), re.search(r"\w+(?=-$)", left)
    word, before = first.group() if first else "", last.group() if last else ""
    if not word:
        return f"{left}{'' if right[:1] in ',;.)' else ' '}{right}"
    if word.lower() in _SUSPENDED:
        return f"{left} {right}"
    if before[-1].isdigit() or (len(before) > 1 and before.isupper() and word[0].islower()):
        return left + right  # "15-jährig", "EU-weit"
    if word[0].islower() or (word.isupper() and len(word) > 2 and before.isupper()):
        return left[:-1] + right
    return left + right
