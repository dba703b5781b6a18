"""Figures of a text as quantities: a value, what it counts, its limit ("bis zu") and its rate ("pro Jahr")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.verification.dates import find_dates
from bot.verification.numerals import ORDINALS, WORDS
from retrieval.analysis import STOP_WORDS, stem

_COUNT = "|".join(sorted(WORDS, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?"
_SCALES = {"tausend": 3, "tsd": 3, "teur": 3, "t€": 3, "mio": 6, "million": 6, "millionen": 6, "mrd": 9, "milliarde": 9, "milliarden": 9}  # fmt: skip
_SCALE = r"(?:\s?(?P<scale>Tausend|Tsd\.?|TEUR|T€|Mio\.?|Millionen|Million|Mrd\.?|Milliarden?)(?![a-zäöüß]))?"
_UNITS = (
    ("%", r"%|Prozent(?!p)|v\.\s?H\.|vom Hundert|-?prozentig\w*"), ("%p", r"Prozentpunkte?n?"), ("€", r"€|Euros?\b|EUR\b"),
    ("jahr", r"-?Jahre?[ns]?\b|-?jährig\w*"), ("monat", r"-?Monate?[ns]?\b|-?monatig\w*"), ("woche", r"-?Wochen?\b|-?wöchig\w*"),
    ("tag", r"-?Tage?[ns]?\b|-?tägig\w*"), ("werktag", r"(?:Werk|Arbeits)tage?n?\b"), ("stunde", r"-?Stunden?\b|-?stündig\w*"),
    ("minute", r"-?Minuten?\b|-?minütig\w*"), ("mal", r"-?mal\b|-?malig\w*|Male?\b"), ("fach", r"-?fach\w*"), ("uhr", r"Uhr\b"), ("km", r"km\b|Kilometer\w*"),
    ("seite", r"Seiten?\b"), ("vze", r"VZÄ\b|Vollzeit(?:stellen|äquivalente?)\b"),
)  # fmt: skip
_UNIT = "|".join(pattern for _, pattern in _UNITS)
_NUMBER = re.compile(
    rf"(?P<money>€|EUR|Euro)?\s?(?<![\w.,])(?P<sign>[−-](?=\d)(?<![\d\w][−-]))?(?P<digits>{_DIGITS}){_SCALE}(?P<unit>\s?(?:{_UNIT}))?(?![\w])"
    rf"|(?<![\w-])(?P<word>{_COUNT})(?:e[nr]?)?(?:[- ]?(?P<wscale>Millionen|Million|Milliarden?|Tausend|tausend))?(?P<wunit>\s?(?:{_UNIT}))?(?![\w])",
    re.I,
)
_SHARES = {"hälfte": Decimal(50), "drittel": Decimal("33.3"), "viertel": Decimal(25), "fünftel": Decimal(20), "zehntel": Decimal(10), "achtel": Decimal("12.5"), "sechstel": Decimal("16.7")}  # fmt: skip
_SHARE = re.compile(r"(?<![\w-])(?:(?P<n>(?i:ein(?:e[mnrs]?)?|zwei|drei|vier)|\d)\s)?(?P<share>Hälfte|Drittel|Viertel|Fünftel|Zehntel|Achtel|Sechstel)[ns]?\b")  # fmt: skip
_JEDE = re.compile(r"\bjede[rsnm]?\s(zweite|dritte|vierte|fünfte|zehnte)[rnsm]?\b", re.I)
_TIMES = re.compile(
    r"\b(?P<two>doppelt\w*|verdoppel\w*|zweifach\w*)|\b(?P<half>halbier\w*|halb so)|\b(?P<three>verdreifach\w*)", re.I
)
_HALVES = re.compile(r"\b(?:(?P<n>ein|zwei|drei|vier|fünf)einhalb|(?P<ander>anderthalb)\w*|(?P<ein>ein)(?:e[mnrs]?)?\shalbe[ns]?)\s(?P<unit>\w+)", re.I)  # fmt: skip
_ORDINAL = re.compile(
    rf"(?<![\w.,])(?P<digits>\d{{1,3}})\.\s(?=(?:[a-zäöü]+\s)?[A-ZÄÖÜ])|\b(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?:e[nrsm]?|ens|mals)\b",
    re.I,
)
_ROMAN = re.compile(r"(?<![\w.-])(?=[IVX])(?:X{0,3})(?:IX|IV|V?I{0,3})(?![\w])\.?")
_CLAUSE = re.compile(r"§+\s?\d+\w?(?:\s?(?:Abs(?:atz|\.)|Satz|S\.|Nr\.|Nummer|Buchst\.|lit\.)\s?\w+)*|\b(?:Art(?:ikel|\.)|Abs(?:atz|\.)|Nr\.|Nummer|Ziffer|Abbildung|Tabelle|Übersicht|Kapitel|Abschnitt|Anlage|Seite)\s\d[\d.]*\w?", re.I)  # fmt: skip
_PHONE = re.compile(r"(?:(?<![\w.,])\(?0\d{2,5}\)?|\+\d\d(?:\s?\(0\))?)[\s/–-]*\(?\d[\d\s/–-]{2,}\d")
ADDRESS = re.compile(r"\S+@[\w.-]*\w|(?:https?://|www\.)\S*[\w/]")
_CODE = re.compile(
    r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-zÄÖÜ])[A-Za-zÄÖÜ]+[\w+-]*\d[\w+-]*(?<!-)|(?<![\w,.-])\d+[A-Za-z]\w*"
)
_RATE = re.compile(
    r"\b(?P<fixed>halbjährlich|vierteljährlich|quartalsweise|zweijährlich|jährlich|monatlich|wöchentlich|täglich|stündlich)\w*\b|\b(?:pro|je|per)\s(?P<word>[A-ZÄÖÜ][\w-]+)|\b[Jj]ede[rsnm]?\s(?P<each>(?-i:[A-ZÄÖÜ])[\w-]+)|\b(?:im|in der|am)\s(?P<time>Jahr|Monat|Woche|Tag)\b(?!\s[\d\x00])|\balle\s(?P<every>\w+)\s(?:Jahre|Monate|Wochen|Tage)\b",
    re.I,
)
_RATES = {"jährlich": "jahr", "monatlich": "monat", "wöchentlich": "woch", "täglich": "tag", "stündlich": "stund", "halbjährlich": "2 jahr", "vierteljährlich": "4 jahr", "quartalsweise": "4 jahr", "zweijährlich": "zwei"}  # fmt: skip
_LIMITS = (
    ("min", r"\bmindest\w*|\bwenigstens|\bnicht (?:weniger|kürzer|niedriger|kleiner|jünger|früher) als|\bminim\w+|\buntergrenze\w*|\bnicht unter|\bzumindest"),
    ("max", r"\bbis (?:zu|maximal|höchstens)|\bhöchst\w*|\bmaxim\w+|\bobergrenze\w*|\bnicht (?:mehr|länger|höher|größer|älter|später|umfangreicher|teurer) als|\bbegrenzt auf|\bgedeckelt\w*|\blängstens|\bnicht über"),
    ("more", r"\bmehr als|\büber|\boberhalb(?: von)?|\bälter als|\bgrößer als|\blänger als|\bhöher als|\bmehr"),
    ("less", r"\bweniger als|\bunter(?:halb)?(?: von)?|\bjünger als|\bkleiner als|\bkürzer als|\bniedriger als"),
    ("min", r"\bab"),
    ("above", r"\bgut|\betwas mehr als"), ("below", r"\bknapp\w*|\bfast|\bnahezu|\bbeinahe|\betwas weniger als|\bannähernd"),
    ("about", r"\brund|\betwa|\bcirca|\bca\.?|\bungefähr|\bzirka|\bschätzungsweise|\bin etwa"),
    ("only", r"\bnur(?: noch)?|\blediglich"),
    ("max", r"\bbis"),
)  # fmt: skip
_NEAR = r"\W+(?:(?:zu|von|auf|bei|einem|einen|einer|eine|ein|der|die|den|dem|insgesamt|jeweils|noch|nur|im|in|höhe|umfang|durchschnittlich|durchschnitt|€|euro|eur|beträgt|betragen|liegt|ist|sind|dauern|dauert)\W+)*$"
_AFTER = (
    ("more", re.compile(r"^\W*(?:mehr|höher|größer|stärker|darüber|über(?= de[rmn]\b))\b", re.I)),
    ("less", re.compile(r"^\W*(?:weniger|niedriger|geringer|kleiner|darunter|unter(?= de[rmn]\b))\b", re.I)),
    ("max", re.compile(r"^\W*(?:\w+\W+){0,3}?(?:nicht (?:überschr\w+|überst\w+)|oder weniger|begrenzt|gedeckelt)", re.I)), ("min", re.compile(r"^\W*(?:\w+\W+){0,3}?(?:nicht unterschr\w+|oder mehr|und mehr|aufwärts)", re.I)))  # fmt: skip
_RANGED = re.compile(r"^\s?(?:%|Prozent|€|Euro|-?jährig\w*|-)?\s?(?:bis(?:\szu)?(?:\sunter)?|–|-|und)\s?$", re.I)
_OVER = re.compile(
    r"\b(?:verfüg|bericht|inform|entscheid|entschied|beschließ|sprech|berat|berät|diskutier)\w*\s(?:[\w-]+\s){0,3}über\W*$",
    re.I,
)
_BETWEEN = re.compile(r"\bzwischen\s(?:\w+\s)?$", re.I)
_AND = re.compile(r"^\s?(?:\([^)]*\)|(?:in|im|bei)\s(?:[\w-]+\s){1,4}?)?\s?und\s(?:\w+\s)?$")
_SHARED = re.compile(r"^\s?(?:[\w-]+\s){0,3}?(?:und|oder|gegenüber|statt|auf|bis)\s(?:[\w-]+\s){0,4}$")
_LIMIT_WORDS = re.compile(
    r"\b(?:mindestens|wenigstens|höchstens|maximal\w*|minimal\w*|bis zu|mehr als|weniger als|rund|etwa|circa|ca\.|ungefähr|knapp|gut(?= \d)|[Hh]öchstbetr\w+|[Mm]indestbetr\w+|[Oo]bergrenze\w*|[Uu]ntergrenze\w*|pro|je)\b",
    re.I,
)
_UNIT_WORDS = re.compile(
    r"\b(?:Prozent|Euro|EUR|Mio|Mrd|Millionen|Milliarden|Uhr|E-Mail(?:-Adresse)?|Mailadresse|Telefon(?:nummer)?|Rufnummer|Nummer|Tel)\b"
)
_SAME = {("max", "to"), ("to", "max"), ("min", "from"), ("from", "min"), ("about", "above"), ("about", "below"), ("more", "above"), ("less", "below"), ("", "only")}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A figure and what it counts; `unit` is a known unit, `noun` the word that follows a bare figure.

    `kind` is number, ordinal, roman, clause, phone, code, rate or share; all but number have their text as value.
    """

    kind: str
    value: Decimal | str
    start: int
    end: int
    text: str
    unit: str = ""
    noun: str = ""
    limit: str = ""
    rates: frozenset[str] = frozenset()


def find_quantities(text: str, table_unit: tuple[str, int] = ("", 0)) -> list[Quantity]:
    """All figures of a text but its dates, in order. `table_unit` is that of bare figures in a table "(in Mio. EUR)": € and 6."""
    found: list[Quantity] = []
    masked = text

    def take(pattern: re.Pattern[str], kind: str) -> None:
        nonlocal masked
        for match in pattern.finditer(masked):
            if not match.group().strip():
                continue
            if made := _made(kind, match):
                found.append(made)
                masked = masked[: match.start()] + "\x00" * len(match.group()) + masked[match.end() :]

    masked = ADDRESS.sub(lambda m: "\x00" * len(m.group()), masked)
    take(_PHONE, "phone")
    take(_CLAUSE, "clause")
    for day in find_dates(masked):
        masked = masked[: day.start] + "\x00" * (day.end - day.start) + masked[day.end :]
    take(_CODE, "code")
    for pattern, kind in ((_HALVES, "halves"), (_JEDE, "every"), (_SHARE, "share"), (_TIMES, "times"), (_ORDINAL, "ordinal"), (_NUMBER, "number"), (_ROMAN, "roman"), (_RATE, "rate")):  # fmt: skip
        take(pattern, kind)
    found.sort(key=lambda q: q.start)
    placed = [_in_context(q, found, n, text, table_unit) for n, q in enumerate(found)]
    return [q for q in placed if q.kind != "each"]


def _made(kind: str, match: re.Match[str]) -> Quantity | None:
    group, text = match.groupdict(), match.group()
    value: Decimal | str = " ".join(text.lower().split())
    unit = ""
    if kind == "phone":
        value = re.sub(r"^0+|\D", "", re.sub(r"^\+49(?:\s?\(0\))?|\D", "", text))
    elif kind == "clause":
        value = re.sub(r"[\s.]|atz", "", text.lower())
    elif kind == "code":
        if re.fullmatch(r"\d+(?:er|fach|mal|jährig\w*|tägig\w*|h)", text):
            return None
        value = text.lower()
    elif kind == "ordinal":
        value = Decimal(group["digits"] or ORDINALS[group["word"].lower()])
    elif kind == "every":
        word = match.group(1).lower()
        value, kind = Decimal(100) / ORDINALS[word[:-1]], "share"
    elif kind == "share":
        times = {"zwei": 2, "drei": 3, "vier": 4}.get(
            (group["n"] or "").lower(), int(group["n"]) if (group["n"] or "").isdigit() else 1
        )
        value = times * _SHARES[group["share"].lower()]
    elif kind == "times":
        kind, unit, value = (
            "number",
            "fach",
            Decimal(2 if group["two"] else 3 if group["three"] else 1) / (2 if group["half"] else 1),
        )
    elif kind == "halves":
        whole = WORDS[group["n"].lower()] if group["n"] else 1 if group["ander"] else 0
        kind, value, unit = (
            "number",
            Decimal(whole) + Decimal("0.5"),
            _unit(group["unit"]) or stem(group["unit"].lower()),
        )
    elif kind == "number":
        return _number(match)
    elif kind == "roman":
        value = text.rstrip(".")
        if not value:
            return None
    elif kind == "rate":
        word = group["fixed"] or group["word"] or group["time"] or group["each"]
        kind = "each" if group["each"] else kind
        value = _RATES.get((group["fixed"] or "").lower()) or (
            f"{group['every'].lower()}" if group["every"] else stem(word.lower())
        )
    return Quantity(kind=kind, value=value, start=match.start(), end=match.end(), text=text, unit=unit)


def _number(match: re.Match[str]) -> Quantity | None:
    group = match.groupdict()
    scale = (group["scale"] or group["wscale"] or "").lower().rstrip(".")
    unit = _unit((group["unit"] or group["wunit"] or "").strip()) or (
        "€" if scale in ("teur", "t€") or group["money"] else ""
    )
    start = match.start("sign") if group["sign"] else match.start("digits") if group["digits"] else match.start("word")
    if group["word"]:
        word = group["word"].lower()
        if word == "ein" and not unit and not scale:
            return None  # an article, not a figure
        value = Decimal(WORDS[word])
    else:
        digits = re.sub(r"(?<=\d)[.\s](?=\d{3}(?:\D|$))", "", group["digits"])
        value = Decimal(digits.replace(",", "."))
        value = -value if group["sign"] else value
    value = value.scaleb(_SCALES.get(scale, 0))
    return Quantity(
        kind="number", value=value.normalize(), start=start, end=match.end(), text=match.group().strip(), unit=unit
    )


def _unit(text: str) -> str:
    return next((name for name, pattern in _UNITS if re.fullmatch(pattern, text, re.I)), "")


def _in_context(q: Quantity, all_of: list[Quantity], n: int, text: str, table_unit: tuple[str, int]) -> Quantity:
    """The quantity with its limit, what it counts and per what, read from the words around it."""
    if q.kind not in ("number", "share"):
        return q
    before = text[max(0, q.start - 60) : q.start]
    before = re.split(r"[.;:|](?:\s|$)|,\s(?!\d)", before)[-1]
    after = re.split(r"[.;:|](?:\s|$)|,\s", text[q.end : q.end + 60])[0]
    limit = next((name for name, pattern in _LIMITS if re.search(f"(?:{pattern}){_NEAR}", before, re.I)), "")
    limit = next((name for name, pattern in _AFTER if pattern.search(after)), limit)
    if n and _RANGED.match(text[all_of[n - 1].end : q.start]) and limit in ("", "max"):
        joined = text[all_of[n - 1].end : q.start]
        if "und" not in joined or re.search(
            r"\bzwischen\b", text[max(0, all_of[n - 1].start - 40) : all_of[n - 1].start], re.I
        ):
            limit = "to"
    if n + 1 < len(all_of) and not limit:
        joined = text[q.end : all_of[n + 1].start]
        if _RANGED.match(joined) and ("und" not in joined or re.search(r"\bzwischen\b", before, re.I)):
            limit = "from"
    if limit == "more" and _OVER.search(before):
        limit = ""
    if (
        n
        and not limit
        and _BETWEEN.search(text[: all_of[n - 1].start])
        and _AND.match(text[all_of[n - 1].end : q.start])
    ):
        limit = "to"
    unit = q.unit
    noun = ""
    if not unit and n + 1 < len(all_of) and _RANGED.match(text[q.end : all_of[n + 1].start]):
        unit = all_of[n + 1].unit
    if not unit and q.kind == "number":
        word = re.match(r"\W{0,2}((?:[a-zäöüß-]+e[nrsm]?\s){0,3}?)([A-ZÄÖÜ][\w-]+)", after)
        noun = word.group(2) if word and not set(word.group(1).split()) & STOP_WORDS else ""
        if not noun and n + 1 < len(all_of) and _SHARED.match(text[q.end : all_of[n + 1].start]):
            unit = all_of[n + 1].unit  # "mit 22,8 und mit 21,7 Prozent"
        if not (noun or unit) and isinstance(q.value, Decimal):
            unit, q = table_unit[0], replace(q, value=q.value.scaleb(table_unit[1]).normalize())
    rates = frozenset(str(r.value) for r in all_of if r.kind in ("rate", "each") and _beside(q, r, text))
    return replace(q, limit=limit, unit=unit, noun=noun, rates=rates)


def _beside(q: Quantity, rate: Quantity, text: str) -> bool:
    between = text[q.end : rate.start] if rate.start >= q.end else text[rate.end : q.start]
    return len(between) < (25 if rate.start >= q.end else 10) and not re.search(r"[.,;:]\s|\bund\b|\d", between)


def without_figures(text: str) -> str:
    """The text with blanks for its figures, dates and addresses, and for what limits and counts them."""
    blanks = [(q.start, q.end) for q in find_quantities(text)] + [(d.start, d.end) for d in find_dates(text)]
    blanks += [m.span() for p in (ADDRESS, _LIMIT_WORDS, _UNIT_WORDS) for m in p.finditer(text)]
    for start, end in blanks:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def same_figure(claimed: Quantity, said: Quantity) -> bool:
    """True if value, unit and limit are the same; what a bare figure counts is compared by the caller."""
    if claimed.kind in ("phone", "clause", "code"):
        return claimed.kind == said.kind and claimed.value == said.value
    if claimed.kind == "rate":
        return (
            claimed.value == said.value or claimed.value in said.rates or str(said.value).endswith(f" {claimed.value}")
        )
    if claimed.kind == "share" or said.kind == "share":
        same = {claimed.kind, said.kind} <= {"share", "number"} and "%" in (claimed.unit or "%", said.unit or "%")
        units = all(q.kind == "share" or q.unit == "%" for q in (claimed, said))
        return same and units and claimed.value == said.value and _same_limit(claimed, said)
    if claimed.kind != said.kind or abs(_plain(claimed)) != abs(_plain(said)):
        return False
    if claimed.kind != "number":
        return True
    if claimed.unit != said.unit and {claimed.unit, said.unit} != {"mal", "fach"} and not _age(claimed, said):
        return False
    return _same_limit(claimed, said)


def _age(claimed: Quantity, said: Quantity) -> bool:
    """True if years are left out as in "ab 65"."""
    return said.unit == "jahr" and not claimed.unit and not claimed.noun and claimed.limit == said.limit == "min"


def _plain(q: Quantity) -> Decimal:
    return q.value if isinstance(q.value, Decimal) else Decimal(sum(map(ord, q.value)))


def _same_limit(claimed: Quantity, said: Quantity) -> bool:
    return claimed.limit == said.limit or (claimed.limit, said.limit) in _SAME
