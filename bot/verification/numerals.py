"""German number words and ordinals with their values."""

from __future__ import annotations

_ONES = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
WORDS = {word: n for n, word in enumerate(_ONES)} | {word: (n + 2) * 10 for n, word in enumerate(_TENS)}
WORDS |= {f"{one}und{ten}": n + WORDS[ten] for ten in _TENS for n, one in enumerate(_ONES[:10]) if n}
WORDS |= {"hundert": 100, "einhundert": 100, "tausend": 1000, "eintausend": 1000, "dutzend": 12}
WORDS |= {f"{one}hundert": n * 100 for n, one in enumerate(_ONES[:10]) if n > 1}
WORDS |= {f"{one}tausend": n * 1000 for n, one in enumerate(_ONES) if n > 1} | {
    f"{ten}tausend": WORDS[ten] * 1000 for ten in _TENS
}
ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "siebt": 7, "acht": 8} | {f"{w}t": n for w, n in WORDS.items() if 3 < n < 20 and n not in (7, 8)} | {f"{w}st": n for w, n in WORDS.items() if 19 < n < 100}  # fmt: skip
