"""Words of a sentence and whether a text has them: stems, parts of compounds, derivations, and a small lexicon.

German writes all nouns with a capital, so a name cannot be told from a noun by its form. Every word is therefore looked
for in the source; only the closed lists of lexicon.txt may stand for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from retrieval.analysis import STOP_WORDS, Vocabulary, stem
from retrieval.analysis import words as plain_words

_TOKEN = re.compile(r"[^\W\d_]+(?:[:*][^\W\d_]+)?(?:[-'’/][^\W\d_]+)*(?:\(in(?:nen)?\))?")
_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n|[„“\"(]|\|\s)\s*$")
_SEPARABLE = r"(?:ab|an|auf|aus|ein|vor|zu|um|mit|nach|bei|durch|fest|statt|teil|weiter|zuruck|zusammen|bereit|her|hin|vorher|voraus|hervor|heraus|herab|hinzu|fort|wieder|frei|dar)"
_PREFIXED = re.compile(rf"^({_SEPARABLE})(\w{{4,}})$")
_PARTICLES = frozenset(
    [
        "ab",
        "an",
        "auf",
        "aus",
        "ein",
        "vor",
        "zu",
        "um",
        "mit",
        "nach",
        "bei",
        "durch",
        "fest",
        "statt",
        "teil",
        "weiter",
        "zurück",
        "zusammen",
        "bereit",
        "her",
        "hin",
    ]
)
_PART = 4  # letters of the part of a compound
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_NEAR = 4  # words between which the parts of a compound may stand
_PARTICIPLE = re.compile(rf"^({_SEPARABLE})?(?:ge|zu(?=.*en$))(?=\w{{3,}}(?:t|en|te[nrsm]?|ene[nrsm]?|en[de])$)(\w+)$")
_ENDINGS = (
    "ungen", "ung", "ieren", "ierung", "ierte", "iert", "enden", "ende", "ender", "endes", "end", "heit", "keit", "schaft", "lich",
    "isch", "isieren", "isierung", "isiert", "alitat", "itat", "ell", "al", "barkeit", "bar", "ation", "ig", "tum", "eten", "ete", "et", "test", "ten", "ter", "tes", "tem", "te", "est", "st",
    "innen", "in", "ern", "eln", "er", "el", "en", "em", "es", "e", "n", "s", "t",
)  # fmt: skip
# the forms of strong verbs that differ from the infinitive by more than an ending
_ABLAUT = {
    form: base
    for base, forms in {
        "scheid": "schied", "steig": "stieg", "sink": "sank sunk", "wachs": "wuchs wachst wachs", "geb": "gab gib", "nehm": "nahm nomm nimm",
        "halt": "hielt", "biet": "bot bot", "schliess": "schloss schluss", "zieh": "zog zug", "geh": "ging gang", "komm": "kam kunft",
        "steh": "stand", "trag": "trug", "lieg": "lag", "treff": "traf triff troff", "sprech": "sprach sprich", "werb": "warb wirb worb",
        "tret": "trat tritt", "weis": "wies", "bleib": "blieb", "schreib": "schrieb", "lauf": "lief", "fall": "fiel", "gelt": "galt gilt golt",
        "helf": "half hilf holf hilfe", "les": "las", "find": "fand fund", "bind": "band bund", "bring": "bracht", "denk": "dacht",
        "leih": "lieh", "ruf": "rief", "lass": "liess", "sitz": "sass", "tun": "tat", "mess": "mass miss",
        "schaff": "schuf", "wend": "wand", "arbeit": "arbeite", "verlier": "verlor verlust", "sterb": "starb stirb storb", "brech": "brach brich broch",
    }.items()
    for form in forms.split()
}  # fmt: skip


_ABLAUT |= {base: base for base in {*_ABLAUT.values(), "personal", "kapital"} if len(base) > 3}
_STRONG = tuple(_ABLAUT)


@dataclass(frozen=True, kw_only=True)
class Token:
    """A word of a text. `initial` is true where any word is written with a capital."""

    text: str
    start: int
    initial: bool

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def content(self) -> bool:
        """True if the word says something of its own."""
        return self.lower not in STOP_WORDS and self.lower not in _PARTICLES and len(self.text) > 1


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text without its figures."""
    return tuple(
        Token(
            text=m.group(),
            start=m.start(),
            initial=bool(
                _SENTENCE_START.search(text[max(0, m.start() - 4) : m.start()] if m.start() > 4 else text[: m.start()])
            ),
        )
        for m in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """What is left of a word without the marks of its form and its derivation: "gefördert", "Förderung" -> "ford"."""
    folded = word.lower().translate(_FOLD)
    match = _PARTICIPLE.match(folded)
    if match:
        folded = (match.group(1) or "") + match.group(2)
    while not folded.endswith(_STRONG):
        left = [folded[: -len(e)] for e in _ENDINGS if folded.endswith(e)]
        strong = max((rest for rest in left if rest.endswith(_STRONG)), key=len, default="")
        rest = strong or next((rest for rest in left if len(rest) >= 4), "")
        if not rest:
            break
        folded = rest
    return next((folded[: -len(f)] + b for f, b in _ABLAUT.items() if folded.endswith(f)), folded)


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The lower-case pieces of a word that may be hyphenated or gendered."""
    return tuple(p for w in plain_words(word) for p in w.split("-") if p)


def unprefixed(base: str) -> str:
    """A root without a separable prefix: that may stand at the end of the clause instead."""
    match = _PREFIXED.match(base)
    return match.group(2) if match else base


class Known:
    """The words of a text, ready to be asked for. Parts of compounds count as words of the text."""

    def __init__(self, texts: Iterable[str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self.stems: set[str] = set()
        self._nouns: set[str] = set()
        self._plain: set[str] = set()  # the roots of what is written small
        self.roots: set[str] = set()
        self._order: list[tuple[set[str], bool]] = []  # the stems of each word, and if it is written with a capital
        self._apart: set[str] = set()  # particles that stand alone: "lädt ... ein"
        for text in texts:
            for token in tokens(text):
                whole = "".join(pieces(token.text))  # "Job-Center" is "Jobcenter"
                stems = {stem(whole), *(s for p in pieces(token.text) for s in (stem(p), *vocabulary.parts(p)))}
                self._nouns |= {stem(p) for p in (whole, *pieces(token.text)) if token.capital}
                self._plain |= {root(p) for p in pieces(token.text) if not token.capital}
                self._order.append((stems, token.capital))
                self.stems |= stems
                self.roots |= {root(p) for p in pieces(token.text)}
                if token.lower in _PARTICLES:
                    self._apart.add(token.lower.translate(_FOLD))
            self._order += [(set(), False)] * _NEAR
        self.bare = {m.group(2) for r in self.roots if (m := _PREFIXED.match(r))}
        self.roots |= {root(s) for s in self.stems}
        self.roots |= {p + r for p in self._apart for r in self.roots}
        self.meant = {group for r in self.roots for group in _GROUPS.get(r, ())}

    def together(self, word: str) -> bool:
        """True if the text has the word, or the parts of a compound within a few words of each other."""
        for piece in pieces(word):
            if stem(piece) in self.stems:
                continue
            parts = self._vocabulary.parts(piece)[:2]
            if not parts or not self._near(parts):
                return False
        return True

    def _near(self, parts: tuple[str, ...]) -> bool:
        first, last = ([n for n, (stems, _) in enumerate(self._order) if p in stems] for p in (parts[0], parts[-1]))
        return any(0 <= b - a <= 2 or (0 < a - b <= _NEAR and self._order[a][1]) for a in first for b in last)

    def has(self, word: str) -> bool:
        """True if the text has the word itself, in any form, whole or as the parts of a compound."""
        return all(self._has_piece(p) for p in pieces(word))

    def derives(self, word: str) -> bool:
        """True if the text has a word of the same root: "Förderung" of "gefördert"."""
        return all(self._has_piece(p) or self._has_root(root(p)) for p in pieces(word))

    def derives_small(self, word: str) -> bool:
        """True if the text has a word of the same root that is no noun and no name: "Berater" of "beraten"."""
        return all(root(p) in self._plain for p in pieces(word))

    def names(self, word: str) -> bool:
        """True if the text has the noun in some form as a word of its own, not only as the part of a compound."""
        return all(stem(p) in self._nouns for p in pieces(word))

    def _has_root(self, wanted: str) -> bool:
        if wanted in self.roots or wanted in self.bare:
            return True
        match = _PREFIXED.match(wanted)
        return bool(match and match.group(1) in self._apart and match.group(2) in self.roots)

    def means(self, word: str) -> bool:
        """True if the text has a word that the lexicon gives as another for this one."""
        return all(
            self._has_piece(p) or self._has_root(root(p)) or bool(_GROUPS.get(root(p), frozenset()) & self.meant)
            for p in pieces(word)
        )

    def another(self, word: str) -> bool:
        """True if the lexicon gives a word of the text as another for this very word, not for one of the same root."""
        return all(stem(p) in self.stems or bool(_EXACT.get(stem(p), frozenset()) & self.meant) for p in pieces(word))

    def ends(self, word: str) -> bool:
        """True if a compound of the text ends with the word: "Feld" of "Handlungsfeld"."""
        end = stem(word.lower())
        if len(end) < _PART:
            return False
        firsts = [n[: -len(end)] for n in self._nouns if n.endswith(end) and len(n) >= len(end) + _PART]
        return any(self._vocabulary.knows(first.removesuffix(link)) for first in firsts for link in _LINKS)

    def composed(self, piece: str, others: frozenset[str]) -> bool:
        """True for a compound of two words that the text has or `others` has the stems of, not both from the text."""
        for cut in range(_PART, len(piece) - _PART + 1):
            right = piece[cut:]
            plain = stem(right) in others
            if not plain and stem(right) not in self.stems:
                continue
            for left in (piece[:cut].removesuffix(link) for link in _LINKS):
                if len(left) >= _PART and (stem(left) in others or (plain and stem(left) in self.stems)):
                    return True
        return False

    def _has_piece(self, piece: str) -> bool:
        if stem(piece) in self.stems:
            return True
        parts = self._vocabulary.parts(piece)
        return bool(parts) and all(p in self.stems for p in parts[:2])


def _section(name: str) -> list[str]:
    text = Path(__file__).with_name("lexicon.txt").read_text(encoding="utf-8")
    body = text.split(f"[{name}]\n")[-1].split("\n[")[0]
    return [line for line in body.splitlines() if line and not line.startswith("#")]


def section_words(name: str) -> frozenset[str]:
    """The words of a section of the lexicon as they are written."""
    return frozenset(w for line in _section(name) for w in line.split())


def _roots(name: str) -> frozenset[str]:
    return frozenset(root(w) for line in _section(name) for w in line.split())


FRAMING = _roots("framing")
NEUTRAL = _roots("neutral")
JUDGING = _roots("judging")
ORDINARY = frozenset(stem(w.lower()) for w in section_words("framing") | section_words("ordinary"))
OPENERS = section_words("openers")
WRITTEN = frozenset(w.lower() for name in ("framing", "ordinary", "synonyms") for w in section_words(name))
_GROUPS: dict[str, frozenset[int]] = {}  # by root
_EXACT: dict[str, frozenset[int]] = {}  # by stem
for _number, _line in enumerate(_section("synonyms")):
    for _word in _line.split():
        _GROUPS[root(_word)] = _GROUPS.get(root(_word), frozenset()) | {_number}
        _EXACT[stem(_word.lower())] = _EXACT.get(stem(_word.lower()), frozenset()) | {_number}
LISTED = FRAMING | NEUTRAL | _roots("ordinary") | frozenset(_GROUPS)  # of ordinary German, whatever they say
